# ruff: noqa: E501 - one example a line, to be read as a table
"""Relative and compound targets, seasons, criteria, dividing: worked examples in a table, then laws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import month, year
from vaocuoc.core.measuring import (
    THRESHOLDS,
    VERDICTS,
    Aim,
    Asked,
    Found,
    Point,
    VerdictInputs,
    divided,
    restored,
    score,
    season_weight,
    stored,
    verdict,
    worst_of,
)

IN_2026: dict[str, Any] = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}


def points(values: Sequence[tuple[Any, str | None]]) -> tuple[Point, ...]:
    return tuple(Point(period, None if value is None else D(value)) for period, value in values)


# --- "thấp hơn bình quân chung" ---------------------------------------------------------------------------------------

POOR: dict[str, Any] = {"kind": "ratio", "frequency": "year", "owed_since": date(2026, 1, 1), "direction": "down"}
LOWER = Aim("<", D(0), due=date(2026, 12, 31), is_relative=True)
RELATIVE = [  # said, target, own, reference, day, verdict, rule, reason
    ("thấp hơn bình quân chung: 2,9 so với 3,4", LOWER, [(year(2026), "2.9")], [(year(2026), "3.4")], date(2027, 2, 1), "met", 2, "due_passed"),
    ("bằng bình quân chung thì chưa thấp hơn", LOWER, [(year(2026), "3.4")], [(year(2026), "3.4")], date(2027, 2, 1), "missed", 2, "due_passed"),
    ("cao hơn bình quân chung", LOWER, [(year(2026), "3.9")], [(year(2026), "3.4")], date(2027, 2, 1), "missed", 2, "due_passed"),
    ("chưa có số bình quân chung cùng năm", LOWER, [(year(2026), "2.9")], [(year(2025), "3.4")], date(2027, 2, 1), "unjudged", 1, "reference_unknown"),
    ("bình quân chung chưa báo cáo lần nào", LOWER, [(year(2026), "2.9")], [], date(2027, 2, 1), "unjudged", 1, "reference_unknown"),
    ("thấp hơn bình quân chung ít nhất 1 điểm: chỉ 0,5", Aim("<=", D(-1), due=date(2026, 12, 31), is_relative=True), [(year(2026), "2.9")], [(year(2026), "3.4")], date(2027, 2, 1), "missed", 2, "due_passed"),
    ("trước hạn, đang thấp hơn: chưa phải là đạt", Aim("<", D(0), due=date(2030, 12, 31), is_relative=True), [(year(2026), "2.9")], [(year(2026), "3.4")], date(2027, 2, 1), "on_track", 5, "reached_already"),
    ("trước hạn, cao hơn chút ít", Aim("<", D(0), due=date(2030, 12, 31), is_relative=True), [(year(2026), "3.5")], [(year(2026), "3.4")], date(2027, 2, 1), "at_risk", 7, "path"),
]  # fmt: skip


@pytest.mark.parametrize("case", RELATIVE, ids=lambda case: case[0])
def test_it_compares_like_with_like(case: Any) -> None:
    _said, aim, own, reference, today, code, rule, reason = case
    found = verdict(VerdictInputs(aim=aim, points=points(own), reference=points(reference), **POOR), today)
    assert (found.code, found.rule, found.reason) == (code, rule, reason)


# --- "100% trường và 90% trạm y tế" -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("met", "met"), "met"),
        (("met", "exceeded"), "met"),
        (("exceeded", "exceeded"), "exceeded"),
        (("met", "missed"), "missed"),
        (("on_track", "off_track"), "off_track"),
        (("met", "unjudged"), "unjudged"),
        (("met", "no_report"), "no_report"),
        (("met", "on_track"), "on_track"),
    ],
)
def test_a_compound_target_stands_as_its_worst_part(parts: tuple[str, ...], code: str) -> None:
    inputs = VerdictInputs(
        kind="ratio", aim=Aim(">=", D(100), due=date(2030, 12, 31)), points=(), owed_since=None, parts=parts
    )
    found = verdict(inputs, date(2027, 1, 1))
    assert (found.code, found.rule, found.reason) == (code, 8, "parts")


@given(st.lists(st.sampled_from(VERDICTS), min_size=1, max_size=6))
def test_it_is_met_only_when_all_parts_are(parts: list[str]) -> None:
    assert (worst_of(parts) in ("met", "exceeded")) == all(part in ("met", "exceeded") for part in parts)


# --- what comes after the due day tells nothing of it -----------------------------------------------------------------


def test_a_later_figure_never_changes_a_target_that_is_over() -> None:
    aim = Aim(">=", D(95), baseline=D(0), baseline_on=date(2025, 12, 31), **IN_2026)
    how: dict[str, Any] = {"kind": "ratio", "frequency": "month", "owed_since": date(2026, 1, 1)}
    own = [(month(2026, 12), "95.5")]
    later = [*own, (month(2027, 1), "4.0")]
    day = date(2027, 3, 1)
    assert verdict(VerdictInputs(aim=aim, points=points(own), **how), day).code == "exceeded"
    assert verdict(VerdictInputs(aim=aim, points=points(later), **how), day).code == "exceeded"


# --- seasons ----------------------------------------------------------------------------------------------------------

HARVEST = {month: D(1) for month in range(1, 10)} | {10: D(3), 11: D(4), 12: D(4)}


def test_a_season_expects_less_early_in_the_year() -> None:
    how: dict[str, Any] = {"kind": "flow", "frequency": "month", "owed_since": date(2026, 1, 1)}
    nine = points([(month(2026, n), "5") for n in range(1, 10)])  # 45 of 100 by the end of September
    plain = verdict(
        VerdictInputs(aim=Aim(">=", D(100), horizon="total", **IN_2026), points=nine, **how), date(2026, 10, 5)
    )
    season = verdict(
        VerdictInputs(aim=Aim(">=", D(100), horizon="total", season=HARVEST, **IN_2026), points=nine, **how),
        date(2026, 10, 5),
    )
    assert plain.code == "off_track"
    assert (season.code, season.expected and season.expected.value, season.expected and season.expected.path) == (
        "on_track",
        D(45),
        "season",
    )


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_the_season_of_two_stretches_is_that_of_both(one: date, two: date, three: date) -> None:
    first, second, third = sorted((one, two, three))
    assert abs(
        season_weight(HARVEST, first, second)
        + season_weight(HARVEST, second, third)
        - season_weight(HARVEST, first, third)
    ) < D("1e-18")


# --- a verdict follows from its stored inputs ---------------------------------------------------------------------------

PERIODS = [month(2026, n) for n in range(1, 13)]
POINTS = st.lists(
    st.tuples(
        st.sampled_from(PERIODS), st.one_of(st.none(), st.decimals(-100, 100, places=2)), st.booleans(), st.booleans()
    ),
    max_size=8,
    unique_by=lambda one: one[0],
).map(lambda rows: tuple(Point(*row) for row in rows))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
AIMS = st.builds(
    Aim,
    comparator=st.sampled_from(["=", ">", ">=", "<", "<=", "~"]),
    value=st.decimals(-100, 100, places=1),
    horizon=st.sampled_from(["at_date", "each_year", "yearly_average", "total"]),
    due=st.one_of(st.none(), st.just(date(2026, 12, 31)), st.just(date(2030, 12, 31))),
    baseline=st.one_of(st.none(), st.decimals(-50, 50, places=1)),
    baseline_on=st.one_of(st.none(), st.just(date(2025, 12, 31))),
    path=st.sampled_from([{}, {2026: D(5), 2030: D(9)}]),
    season=st.sampled_from([{}, HARVEST]),
    is_relative=st.booleans(),
)
INPUTS = st.builds(
    VerdictInputs,
    kind=st.sampled_from(["flow", "stock", "ratio"]),
    aim=st.one_of(st.none(), AIMS),
    points=POINTS,
    owed_since=st.one_of(st.none(), st.just(date(2026, 1, 1))),
    reported=st.sampled_from(["per_period", "year_to_date"]),
    direction=st.sampled_from(["up", "down"]),
    probability=st.one_of(st.none(), st.decimals(0, 1, places=2)),
    reference=POINTS,
    parts=st.sampled_from([(), ("met", "off_track")]),
)


@given(INPUTS, DAYS)
def test_a_verdict_follows_from_its_stored_inputs(inputs: VerdictInputs, today: date) -> None:
    kept = json.loads(json.dumps(stored(inputs)))
    assert restored(kept) == inputs
    assert verdict(restored(kept), today) == verdict(inputs, today)


def test_a_sum_that_misses_a_unit_is_no_figure() -> None:
    partial = Point(month(2026, 10), None, is_partial=True)
    inputs = VerdictInputs(kind="flow", aim=Aim(">=", D(9), **IN_2026), points=(partial,), owed_since=date(2026, 10, 1))
    assert verdict(inputs, date(2026, 11, 5)).reason == "incomplete"
    assert restored(json.loads(json.dumps(stored(inputs)))) == inputs


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown form"):
        restored({"form": 99})


# --- dividing -----------------------------------------------------------------------------------------------------------


@given(st.integers(-(10**15), 10**15), st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=30).filter(any))
def test_parts_reach_the_whole_exactly(whole: int, shares: list[D]) -> None:
    parts = divided(whole, shares)
    assert sum(parts) == whole
    total = sum(shares)
    assert all(abs(part - D(whole) * share / total) < D("1.000001") for part, share in zip(parts, shares, strict=True))


# --- criteria -----------------------------------------------------------------------------------------------------------


def test_a_score_card_says_what_is_met_missing_and_decided() -> None:
    asked = [Asked(">=", D(95)), Asked("<=", D(5)), Asked()]
    card = score([(asked[0], Found(D(96))), (asked[1], Found(D(4))), (asked[2], Found())])
    assert (card.met, card.known, card.missing, card.is_met) == (2, 2, 1, None)
    assert score([(asked[0], Found(D(90))), (asked[2], Found())]).is_met is False
    assert score([(asked[0], Found(D(95))), (asked[2], Found(is_met=True))]).is_met is True


def test_points_decide_as_soon_as_they_can() -> None:
    ten = Asked(points=D(10))
    assert score([(ten, Found(is_met=True)), (ten, Found())], pass_points=D(10)).is_met is True
    assert score([(ten, Found(is_met=False)), (ten, Found())], pass_points=D(15)).is_met is False
    assert score([(ten, Found(is_met=True)), (ten, Found())], pass_points=D(15)).is_met is None
    assert score([(ten, Found(is_met=True, points=D(7)))], pass_points=D(8)).points == D(7)


def test_five_of_twenty_are_met_and_seven_in_danger() -> None:
    """A published mid-term review: 20 targets, 5 met, 8 on their way, 7 that will be hard to reach."""
    due, today = date(2025, 12, 31), date(2023, 2, 1)
    reached = [("9280", ("4700", "4600"))] * 5
    on_the_way = [("9280", ("2100", "2400"))] * 8
    hard = [("9280", ("1500", "1500"))] * 7
    found = [
        verdict(
            VerdictInputs(
                kind="flow", aim=Aim(">=", D(aim), horizon="total", starts_on=date(2021, 1, 1), due=due),
                points=points([(year(2021), first), (year(2022), second)]), frequency="year", owed_since=date(2021, 1, 1),
            ),
            today,
        ).code
        for aim, (first, second) in reached + on_the_way + hard
    ]  # fmt: skip
    met = sum(code in ("met", "exceeded") for code in found)
    assert (met, len(found), found.count("off_track")) == (5, 20, 7)
    assert min(THRESHOLDS) == 1
