"""Many verdicts at once are the verdicts one by one: the same code, rule and reason in random cases."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, localcontext
from decimal import Decimal as D
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vaocuoc.core.calendars import CIVIL, STATE_REPORT, Period
from vaocuoc.core.measuring import Aim, Point, VerdictInputs, expected_at, verdict
from vaocuoc.core.rollup import OUTCOMES, VALUE, Aims, Figures, Measure, Outcome, Sheet, judge

A_YEAR = {"month": 12, "quarter": 4, "year": 1}
FIRST = date(2024, 1, 1)
SMALL = st.integers(-40, 120)
LARGE = st.integers(-(2**62), 2**62)
SOME_DAYS = st.sampled_from(
    [date(2023, 12, 31), date(2024, 1, 1), date(2024, 7, 1), date(2025, 5, 17), date(2025, 12, 31), date(2026, 12, 31)]
)
SEASONS = st.sampled_from([{}, {}, {n: D(n) for n in range(1, 13)}, {1: D("0.3"), 12: D("0.7")}])


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    return Measure(
        kind=draw(st.sampled_from(["flow", "flow", "stock", "ratio", "score"])),
        reported=draw(st.sampled_from(["per_period", "year_to_date", "term_to_date"])),
        frequency=draw(st.sampled_from(["month", "month", "quarter", "year"])),
        calendar=draw(st.sampled_from([CIVIL, CIVIL, STATE_REPORT])),
        direction=draw(st.sampled_from(["up", "down", "between"])),
    )


@st.composite
def aims(draw: st.DrawFn, figures: st.SearchStrategy[int]) -> Aim | None:
    if draw(st.integers(0, 15)) == 0:
        return None
    value = draw(figures)
    high = draw(st.sampled_from([0, 5, 40]))
    years = draw(st.sampled_from([(), (), (2024, 2025, 2026), (2025,), (2024, 2026)]))
    return Aim(
        comparator=draw(st.sampled_from([">=", "<=", ">", "<", "=", "~"])),
        value=D(value),
        value_high=D(value + high) if high else None,
        horizon=draw(st.sampled_from(["at_date", "each_year", "yearly_average", "total"])),
        starts_on=draw(st.none() | SOME_DAYS),
        due=draw(
            st.none() | st.sampled_from([date(2024, 12, 31), date(2025, 6, 30), date(2026, 3, 10), date(2027, 12, 31)])
        ),
        baseline=draw(st.none() | figures.map(D)),
        baseline_on=draw(st.none() | SOME_DAYS),
        path={year: D(draw(figures)) for year in years},
        season=draw(SEASONS),
    )


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """An indicator with a few units, each with its target, its figures with gaps, and the day of each period."""
    measure = draw(measures())
    figures = draw(st.sampled_from([SMALL, SMALL, SMALL, LARGE]))
    start = Period(measure.calendar, measure.frequency, draw(st.sampled_from([2024, 2025])), 1)
    start = start.shift(draw(st.integers(0, 2)))
    periods = tuple(start.shift(n) for n in range(draw(st.integers(1, 14))))
    wait = draw(st.sampled_from([1, 9, 11, 16, 46, 200]))
    days = tuple(period.end + timedelta(days=wait) if draw(st.integers(0, 9)) else None for period in periods)
    units = draw(st.integers(1, 3))
    shape = (len(periods), units)
    states = draw(st.lists(st.sampled_from([1, 1, 1, 1, 0, 2]), min_size=shape[0] * units, max_size=shape[0] * units))
    state = np.array(states, np.uint8).reshape(shape)
    drawn = draw(st.lists(figures, min_size=state.size, max_size=state.size))
    values = np.where(state == VALUE, np.array(drawn, np.int64).reshape(shape), 0)
    owed = [draw(st.sampled_from([None, date(2023, 1, 1), date(2024, 3, 1), FIRST, FIRST])) for _ in range(units)]
    chance = np.array(
        draw(
            st.lists(st.sampled_from([-1, -1, 0, 299_999, 300_000, 700_000]), min_size=state.size, max_size=state.size)
        ),
        np.int32,
    )
    return {
        "sheet": Sheet(measure, periods, days),
        "figures": Figures(values, state),
        "aims": [draw(aims(figures)) for _ in range(units)],
        "owed": owed,
        "chance": chance.reshape(shape),
    }


def alone(case: dict[str, Any], row: int, unit: int) -> Outcome:
    """The verdict as ``core.measuring`` gives it."""
    sheet, figures = case["sheet"], case["figures"]
    points = tuple(
        Point(sheet.periods[at], D(int(figures.values[at, unit])) if figures.state[at, unit] == VALUE else None)
        for at in range(row + 1)
        if figures.state[at, unit]
    )
    odds = int(case["chance"][row, unit])
    measure = sheet.measure
    inputs = VerdictInputs(
        kind=measure.kind,
        aim=case["aims"][unit],
        points=points,
        owed_since=case["owed"][unit],
        reported=measure.reported,
        frequency=measure.frequency,
        calendar=measure.calendar,
        direction=measure.direction,
        probability=None if odds < 0 else D(odds).scaleb(-6),
    )
    found = verdict(inputs, sheet.days[row])
    return Outcome(found.code, found.rule, found.reason)


@settings(max_examples=400)
@given(cases())
def test_it_gives_every_verdict_as_it_is_given_alone(case: dict[str, Any]) -> None:
    sheet, figures = case["sheet"], case["figures"]
    found = judge(sheet, figures, Aims.of(case["aims"], case["owed"]), probability=case["chance"]).outcomes
    for row, day in enumerate(sheet.days):
        for unit in range(figures.values.shape[1]):
            expected = Outcome("", 0, "not_judged") if day is None else alone(case, row, unit)
            assert OUTCOMES[found[row, unit]] == expected, (row, unit)


@given(cases())
def test_it_expects_what_is_expected_alone(case: dict[str, Any]) -> None:
    """The least whole figure on the path, the greatest where it should be low."""
    sheet = case["sheet"]
    values = np.full_like(case["figures"].values, -1)
    full = Figures(values, np.full_like(case["figures"].state, VALUE))
    found = judge(sheet, full, Aims.of(case["aims"], case["owed"]), expected=True)
    assert found.expected is not None
    for row, day in enumerate(sheet.days):
        for unit, aim in enumerate(case["aims"]):
            outcome = OUTCOMES[found.outcomes[row, unit]]
            if day is None or outcome.rule != 7 or sheet.days[row] <= sheet.periods[row].end:
                continue
            measure = sheet.measure
            points = tuple(Point(period, D(-1)) for period in sheet.periods[: row + 1])
            inputs = VerdictInputs(
                measure.kind, aim, points, case["owed"][unit], measure.reported, measure.frequency,
                measure.calendar, measure.direction,
            )  # fmt: skip
            seen = verdict(inputs, day)
            if seen.expected is None or seen.period != sheet.periods[row]:
                continue
            rises = aim.comparator in (">", ">=") or (aim.comparator in ("=", "~") and measure.direction != "down")
            with localcontext(prec=40, rounding=ROUND_CEILING if rises else ROUND_FLOOR):
                assert found.expected.values[row, unit] == round(seen.expected.value, 8).to_integral_value()


def test_it_judges_relative_targets_too() -> None:
    periods = tuple(Period(CIVIL, "month", 2026, n) for n in range(1, 4))
    sheet = Sheet(Measure("ratio"), periods, tuple(one.end + timedelta(days=11) for one in periods))
    figures = Figures(np.array([[5, 9], [6, 9], [7, 9]]), np.ones((3, 2), np.uint8))
    lower = Aim("<", D(0), due=date(2026, 12, 31), is_relative=True)
    common = Figures(np.array([[6], [6], [6]]), np.ones((3, 1), np.uint8))
    owed = [date(2026, 1, 1)] * 2
    found = judge(sheet, figures, Aims.of([lower, lower], owed), reference=common).outcomes
    assert [OUTCOMES[one].code for one in found[:, 0]] == ["on_track", "on_track", "off_track"]
    unknown = judge(sheet, figures, Aims.of([lower, lower], owed)).outcomes
    assert {OUTCOMES[one].reason for one in unknown.ravel()} == {"reference_unknown"}


def test_it_holds_ninety_percent_for_ninety_percent() -> None:
    """15 is nine tenths of the 16,666... that a third of 50 expects: at risk, though it is no decimal number."""
    periods = tuple(Period(CIVIL, "year", year, 1) for year in (2025, 2026, 2027))
    sheet = Sheet(Measure("flow", frequency="year"), periods, (date(2026, 3, 1), None, None))
    aim = Aim(">=", D(50), horizon="total", starts_on=date(2025, 1, 1), due=date(2027, 12, 31))
    figures = Figures(np.array([[15, 14], [0, 0], [0, 0]]), np.array([[1, 1], [0, 0], [0, 0]], np.uint8))
    found = judge(sheet, figures, Aims.of([aim, aim], [date(2025, 1, 1)] * 2), expected=True)
    assert [OUTCOMES[one].code for one in found.outcomes[0]] == ["at_risk", "off_track"]
    assert found.expected is not None
    assert found.expected.values[0].tolist() == [17, 17]
    points = (Point(periods[0], D(15)),)
    assert (
        verdict(VerdictInputs("flow", aim, points, date(2025, 1, 1), frequency="year"), date(2026, 3, 1)).code
        == "at_risk"
    )


@st.composite
def cases_on_the_way(draw: st.DrawFn) -> dict[str, Any]:
    """Months reported in full, targets that are still to be reached: what the path decides, with figures close to
    it."""
    kind, direction = draw(st.sampled_from(["flow", "stock"])), draw(st.sampled_from(["up", "down"]))
    periods = tuple(Period(CIVIL, "month", 2024, 1).shift(n) for n in range(draw(st.integers(2, 16))))
    sheet = Sheet(Measure(kind, direction=direction), periods, tuple(one.end + timedelta(days=11) for one in periods))
    baseline, value = draw(st.integers(-30, 60)), draw(st.integers(-30, 400))
    years = draw(st.sampled_from([(), (), (2024, 2025)]))
    aim = Aim(
        comparator=draw(st.sampled_from([">=", "<="])),
        value=D(value),
        horizon="total" if kind == "flow" else "at_date",
        starts_on=FIRST,
        due=draw(st.sampled_from([date(2025, 12, 31), date(2026, 8, 20)])),
        baseline=D(baseline),
        path={year: D(draw(st.integers(-30, 400))) for year in years},
        season=draw(SEASONS),
    )
    near = st.integers(-2, 40) if kind == "flow" else st.integers(min(baseline, value), max(baseline, value) + 1)
    drawn = draw(st.lists(near, min_size=len(periods), max_size=len(periods)))
    figures = Figures(np.array(drawn, np.int64).reshape(-1, 1), np.ones((len(periods), 1), np.uint8))
    nothing = np.full((len(periods), 1), -1, np.int32)
    return {"sheet": sheet, "figures": figures, "aims": [aim], "owed": [FIRST], "chance": nothing}


@settings(max_examples=400)
@given(cases_on_the_way())
def test_it_follows_the_path_as_it_is_followed_alone(case: dict[str, Any]) -> None:
    sheet, aims = case["sheet"], Aims.of(case["aims"], case["owed"])
    found = judge(sheet, case["figures"], aims, expected=True)
    assert found.expected is not None
    aim = case["aims"][0]
    rises = aim.comparator == ">="
    for row, day in enumerate(sheet.days):
        alike = alone(case, row, 0)
        assert OUTCOMES[found.outcomes[row, 0]] == alike, row
        expected = expected_at(
            aim, min(sheet.periods[row].end, aim.due), adds_up=sheet.measure.kind == "flow", due=aim.due, since=FIRST
        )
        assert (expected is None) == (found.expected.state[row, 0] != VALUE)
        if expected is not None and day <= aim.due:
            with localcontext(prec=40, rounding=ROUND_CEILING if rises else ROUND_FLOOR):
                assert found.expected.values[row, 0] == round(expected.value, 8).to_integral_value()
