# ruff: noqa: E501 - one example a line, to be read as a table
"""Worked examples of the table of verdicts, one line each, to be read by who knows the field; then laws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import STATE_REPORT, Period, month, on_date, quarter, year
from vaocuoc.core.measuring import Aim, Point, Verdict, VerdictInputs, verdict

TERM = {"starts_on": date(2021, 1, 1), "due": date(2025, 12, 31)}
IN_2026: dict[str, Any] = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}


@dataclass
class Case:
    """A target, what was reported, the day, and what must come out."""

    said: str
    aim: dict[str, Any] | None
    reported: Sequence[tuple[Period, str | None]]
    today: date
    verdict: str
    rule: int
    reason: str
    how: dict[str, Any] = field(default_factory=dict)


def judge(case: Case) -> Verdict:
    aim = None if case.aim is None else Aim(**{"comparator": ">=", **case.aim})
    points = tuple(Point(period, None if value is None else D(value)) for period, value in case.reported)
    how: dict[str, Any] = {"kind": "flow", "frequency": "year", "owed_since": date(2021, 1, 1)} | case.how
    return verdict(VerdictInputs(aim=aim, points=points, **how), case.today)


TOTAL = {"value": D(9280), "horizon": "total", **TERM}
POOR = {
    "comparator": "<=",
    "value": D("1"),
    "due": date(2030, 12, 31),
    "baseline": D("4.6"),
    "baseline_on": date(2025, 12, 31),
}
PAYING = {"value": D(95), "baseline": D(0), "baseline_on": date(2025, 12, 31), **IN_2026}
MONTHLY = {"kind": "ratio", "frequency": "month", "owed_since": date(2026, 1, 1)}
LEVEL = {"kind": "ratio", "frequency": "year", "owed_since": date(2026, 1, 1)}
INCOME = {"value": D(14200), **IN_2026}
FLOW = {"kind": "flow", "frequency": "month", "owed_since": date(2026, 1, 1)}
UP_TO_OCTOBER = [(month(2026, n), "1200") for n in range(1, 11)]
NOVEMBER_20 = date(2026, 11, 20)

CASES = [
    # 1. nothing owed, or nothing to compare with
    Case("chưa có mục tiêu", None, [(year(2021), "5")], date(2022, 3, 1), "unjudged", 1, "no_target"),
    Case("không giao báo cáo", TOTAL, [], date(2022, 3, 1), "unjudged", 1, "nothing_owed", {"owed_since": None}),
    Case("mục tiêu không có thời hạn", {"value": D(5)}, [(year(2021), "5")], date(2022, 3, 1), "unjudged", 1, "no_due"),
    # 2. the due day has passed
    Case("hết hạn, vượt", TOTAL, [(year(n), "1900") for n in range(2021, 2026)], date(2026, 2, 1), "exceeded", 2, "due_passed"),
    Case("hết hạn, vừa đạt", TOTAL, [(year(n), "1856") for n in range(2021, 2026)], date(2026, 2, 1), "met", 2, "due_passed"),
    Case("hết hạn, không đạt", TOTAL, [(year(n), "1800") for n in range(2021, 2026)], date(2026, 2, 1), "missed", 2, "due_passed"),
    Case("hết hạn, chưa đến hạn báo cáo", TOTAL, [(year(n), "1800") for n in range(2021, 2025)], date(2026, 1, 20), "unjudged", 2, "report_not_due"),
    Case("hết hạn, quá hạn báo cáo", TOTAL, [(year(n), "1800") for n in range(2021, 2025)], date(2026, 3, 1), "no_report", 2, "due_report_late"),
    Case("hết hạn, thiếu một năm ở giữa", TOTAL, [(year(n), "1900") for n in (2021, 2022, 2024, 2025)], date(2026, 2, 1), "unjudged", 2, "gap"),
    Case("hết hạn, “trên 95%” mà được 95%", PAYING | {"comparator": ">"}, [(month(2026, 12), "95")], date(2027, 1, 8), "missed", 2, "due_passed", MONTHLY),
    Case("hết hạn, “trên 95%” và được 96%", PAYING | {"comparator": ">"}, [(month(2026, 12), "96")], date(2027, 1, 8), "met", 2, "due_passed", MONTHLY),
    Case("hết hạn, trong khoảng 10 - 10,5%", {"value": D(10), "value_high": D("10.5"), "comparator": "=", **IN_2026}, [(year(2026), "10.2")], date(2027, 2, 1), "met", 2, "due_passed", LEVEL | {"kind": "growth"}),
    Case("hết hạn, “khoảng 10%” và được 9,85%", {"value": D(10), "comparator": "~", **IN_2026}, [(year(2026), "9.85")], date(2027, 2, 1), "met", 2, "due_passed", LEVEL | {"kind": "growth"}),
    Case("hết hạn, không quá 120 vụ, có 118", {"comparator": "<=", "value": D(120), **IN_2026}, [(year(2026), "118")], date(2027, 2, 1), "exceeded", 2, "due_passed", {"owed_since": date(2026, 1, 1)}),
    Case("hết hạn, kỳ báo cáo hành chính chốt 14/12", INCOME | {"value": D(100)}, [(month(2026, n, STATE_REPORT), "9") for n in range(1, 13)], date(2027, 1, 5), "exceeded", 2, "due_passed", FLOW | {"calendar": STATE_REPORT}),
    # 3. the last report due is late and empty
    Case("quá hạn báo cáo tháng 10", INCOME, UP_TO_OCTOBER[:9], NOVEMBER_20, "no_report", 3, "report_late", FLOW),
    Case("chưa quá hạn báo cáo tháng 10", INCOME, UP_TO_OCTOBER[:9], date(2026, 11, 8), "on_track", 7, "path", FLOW),
    # 4. no period finished yet
    Case("chưa có kỳ nào kết thúc", INCOME, [], date(2026, 1, 20), "unjudged", 4, "no_period_finished", FLOW),
    Case("kỳ đầu vừa kết thúc, chưa đến hạn báo cáo", INCOME, [], date(2026, 2, 5), "unjudged", 4, "report_not_due", FLOW),
    Case("báo cáo không có số", PAYING, [(month(2026, 10), None)], NOVEMBER_20, "unjudged", 4, "reported_without_value", MONTHLY),
    Case("thiếu một tháng ở giữa: không coi là 0", INCOME, UP_TO_OCTOBER[:4] + UP_TO_OCTOBER[5:], NOVEMBER_20, "unjudged", 4, "gap", FLOW),
    Case("một tháng là 0: 0 không phải là thiếu", INCOME, [*UP_TO_OCTOBER[:9], (month(2026, 10), "0")], NOVEMBER_20, "at_risk", 7, "path", FLOW),
    # 5. reached already
    Case("tổng đã vượt trước hạn", INCOME, [(month(2026, n), "1500") for n in range(1, 11)], NOVEMBER_20, "exceeded", 5, "reached_already", FLOW),
    Case("tỷ lệ đã đạt trước hạn: chưa phải là đạt", PAYING, [(month(2026, 10), "95.5")], NOVEMBER_20, "on_track", 5, "reached_already", MONTHLY),
    Case("đạt đô thị loại II trước hạn", {"value": D(1), "due": date(2027, 12, 31)}, [(on_date(date(2026, 10, 1)), "1")], NOVEMBER_20, "met", 5, "reached_already", {"kind": "milestone", "frequency": "date", "owed_since": date(2026, 1, 1)}),
    # 6. a calibrated probability
    Case("khả năng đạt 70%", PAYING, [(month(2026, 10), "60.6")], NOVEMBER_20, "on_track", 6, "probability", MONTHLY | {"probability": D("0.7")}),
    Case("khả năng đạt 30%", PAYING, [(month(2026, 10), "60.6")], NOVEMBER_20, "at_risk", 6, "probability", MONTHLY | {"probability": D("0.3")}),
    Case("khả năng đạt 9%", PAYING, [(month(2026, 10), "60.6")], NOVEMBER_20, "off_track", 6, "probability", MONTHLY | {"probability": D("0.09")}),
    # 7. along the path
    Case("4.500 trên 9.280 tỷ sau hai năm", TOTAL, [(year(2021), "2100"), (year(2022), "2400")], date(2023, 2, 1), "on_track", 7, "path"),
    Case("3.500 trên 9.280 tỷ sau hai năm", TOTAL, [(year(2021), "1700"), (year(2022), "1800")], date(2023, 2, 1), "at_risk", 7, "path"),
    Case("3.000 trên 9.280 tỷ sau hai năm", TOTAL, [(year(2021), "1500"), (year(2022), "1500")], date(2023, 2, 1), "off_track", 7, "path"),
    Case("giải ngân 60,6% khi đường thẳng cần 79,1%", PAYING, [(month(2026, 10), "60.6")], NOVEMBER_20, "off_track", 7, "path", MONTHLY),
    Case("hộ nghèo từ 4,6 về 1%, sau một năm còn 3,8%", POOR, [(year(2026), "3.8")], date(2027, 2, 1), "on_track", 7, "path", LEVEL | {"direction": "down"}),
    Case("hộ nghèo từ 4,6 về 1%, sau một năm còn 3,92%", POOR, [(year(2026), "3.92")], date(2027, 2, 1), "at_risk", 7, "path", LEVEL | {"direction": "down"}),
    Case("hộ nghèo từ 4,6 về 1%, sau một năm tăng lên 4,8%", POOR, [(year(2026), "4.8")], date(2027, 2, 1), "off_track", 7, "path", LEVEL | {"direction": "down"}),
    Case("không quá 120 vụ, mười tháng có 90", {"comparator": "<=", "value": D(120), **IN_2026}, [(month(2026, n), "9") for n in range(1, 11)], NOVEMBER_20, "on_track", 7, "path", FLOW),
    Case("không quá 120 vụ, mười tháng có 106", {"comparator": "<=", "value": D(120), **IN_2026}, [(month(2026, n), "10.6") for n in range(1, 11)], NOVEMBER_20, "at_risk", 7, "path", FLOW),
    Case("không quá 120 vụ, mười tháng đã 130", {"comparator": "<=", "value": D(120), **IN_2026}, [(month(2026, n), "13") for n in range(1, 11)], NOVEMBER_20, "off_track", 7, "ceiling_passed", FLOW),
    Case("kế hoạch từng năm: 2026 cần 9,5, được 9,6", {"value": D(12), "due": date(2030, 12, 31), "path": {2026: D("9.5"), 2030: D(12)}}, [(year(2026), "9.6")], date(2027, 2, 1), "on_track", 7, "path", LEVEL),
    Case("tăng bình quân 10%/năm, năm đầu 9,12%", {"value": D(10), "horizon": "yearly_average", "starts_on": date(2026, 1, 1), "due": date(2030, 12, 31)}, [(year(2026), "9.12")], date(2027, 2, 1), "at_risk", 7, "path", LEVEL | {"kind": "growth"}),
    Case("tăng bình quân 10%/năm, chín tháng đầu 9,12%", {"value": D(10), "horizon": "yearly_average", "starts_on": date(2026, 1, 1), "due": date(2030, 12, 31)}, [(quarter(2026, 2), "8.5"), (quarter(2026, 3), "9.12")], NOVEMBER_20, "at_risk", 7, "path", LEVEL | {"kind": "growth", "frequency": "quarter"}),
    Case("bình quân 2.150 căn/năm, chưa hết năm đầu", {"value": D(2150), "horizon": "yearly_average", "starts_on": date(2026, 1, 1), "due": date(2030, 12, 31)}, [(month(2026, n), "100") for n in range(1, 11)], NOVEMBER_20, "unjudged", 4, "no_period_finished", FLOW),
    Case("mỗi năm trên 10%, năm nay quý III 9,12%", {"value": D(10), "horizon": "each_year", "due": date(2030, 12, 31)}, [(quarter(2026, 3), "9.12")], NOVEMBER_20, "at_risk", 7, "path", LEVEL | {"kind": "growth", "frequency": "quarter"}),
    Case("không có giá trị gốc", {"value": D(30), "due": date(2030, 12, 31)}, [(year(2026), "14")], date(2027, 2, 1), "unjudged", 7, "no_path", LEVEL),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.said)
def test_it_judges_as_the_table_says(case: Case) -> None:
    found = judge(case)
    assert (found.code, found.rule, found.reason) == (case.verdict, case.rule, case.reason)
    assert found.rule_version == found.inputs.rule_version


def test_it_shows_the_part_of_the_whole() -> None:
    case = next(one for one in CASES if one.said == "4.500 trên 9.280 tỷ sau hai năm")
    found = judge(case)
    assert found.share is not None
    assert round(found.share * 100, 1) == D("48.5")
    assert found.expected is not None
    assert round(found.expected.value) == 3710  # two of five years: 730 of 1826 days


def test_it_says_which_period_is_missing() -> None:
    case = next(one for one in CASES if one.said.startswith("thiếu một tháng"))
    assert judge(case).missing == (month(2026, 5),)


# --- laws -------------------------------------------------------------------------------------------------------------

VALUES = st.decimals(0, 100, places=1)
SERIES = st.lists(st.one_of(st.none(), VALUES), min_size=0, max_size=10)
TODAYS = st.dates(date(2026, 1, 1), date(2027, 6, 1))
AIMS = st.builds(
    Aim,
    comparator=st.sampled_from([">=", "<=", ">", "<", "=", "~"]),
    value=VALUES,
    horizon=st.sampled_from(["at_date", "each_year", "yearly_average", "total"]),
    starts_on=st.sampled_from([None, date(2026, 1, 1)]),
    due=st.sampled_from([None, date(2026, 12, 31), date(2030, 12, 31)]),
    baseline=st.one_of(st.none(), VALUES),
    baseline_on=st.sampled_from([None, date(2025, 12, 31)]),
)


@st.composite
def inputs(draw: st.DrawFn) -> VerdictInputs:
    values = draw(SERIES)
    return VerdictInputs(
        kind=draw(st.sampled_from(["flow", "stock", "ratio", "growth", "score", "rank"])),
        aim=draw(AIMS),
        points=tuple(Point(month(2026, number), value) for number, value in enumerate(values, start=1)),
        owed_since=date(2026, 1, 1),
        reported=draw(st.sampled_from(["per_period", "year_to_date", "term_to_date"])),
        direction=draw(st.sampled_from(["up", "down", "between"])),
    )


@given(inputs(), TODAYS)
def test_it_always_says_something_with_its_reason(given_: VerdictInputs, today: date) -> None:
    found = verdict(given_, today)
    assert found.code in ("exceeded", "met", "on_track", "at_risk", "off_track", "missed", "unjudged", "no_report")
    assert found.reason
    assert 1 <= found.rule <= 7
    if found.code in ("missed", "met", "exceeded", "off_track", "at_risk", "on_track"):
        assert found.actual is not None


@given(st.lists(VALUES, min_size=10, max_size=10), VALUES, st.decimals(0, 50, places=1))
def test_it_never_gets_worse_when_the_last_figure_gets_better(values: list[D], aim: D, more: D) -> None:
    order = ("off_track", "at_risk", "on_track", "met", "exceeded")
    points = [Point(month(2026, number), value) for number, value in enumerate(values, start=1)]
    before = VerdictInputs("flow", Aim(">=", aim * 10, **IN_2026), tuple(points), date(2026, 1, 1))
    better = replace(before, points=(*points[:-1], replace(points[-1], value=values[-1] + more)))
    assert order.index(verdict(better, NOVEMBER_20).code) >= order.index(verdict(before, NOVEMBER_20).code)


@given(st.lists(VALUES, min_size=1, max_size=10))
def test_it_gives_one_verdict_however_the_figures_were_reported(values: list[D]) -> None:
    """Month by month, or as the total of the year so far: the same figures, the same verdict."""
    sums = [sum(values[: count + 1], D(0)) for count in range(len(values))]
    today = date(2026, len(values) + 1, 9)
    aim = Aim(">=", D(500), **IN_2026)
    found = [
        verdict(
            VerdictInputs(
                "flow",
                aim,
                tuple(Point(month(2026, n), v) for n, v in enumerate(series, start=1)),
                date(2026, 1, 1),
                reported=way,
            ),
            today,
        )
        for way, series in (("per_period", values), ("year_to_date", sums), ("term_to_date", sums))
    ]
    assert len({(one.code, one.actual, one.progress) for one in found}) == 1


@given(inputs())
def test_it_never_judges_before_the_first_period_is_over(given_: VerdictInputs) -> None:
    empty = replace(given_, points=())
    assert verdict(empty, date(2026, 1, 20)).code == "unjudged"
