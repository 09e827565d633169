"""The chance that a target is met: examples by indicator, then laws against the verdict itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vaocuoc.core.calendars import CIVIL, STATE_REPORT, Period, month, quarter, year
from vaocuoc.core.forecasting import Chance, probability_met
from vaocuoc.core.forecasting.chances import chance_in, single_figures, stretch_met
from vaocuoc.core.forecasting.forecast import forecast
from vaocuoc.core.measuring import THRESHOLDS, Aim, Point, VerdictInputs, verdict

TODAY = date(2026, 11, 5)
THIS_YEAR = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}
CHANCE = np.random.default_rng(11)
NOISE = [int(value) for value in CHANCE.normal(0, 40, 60)]


def months(last: Period, count: int) -> list[Period]:
    return [last.shift(-back) for back in reversed(range(count))]


def income(count: int = 46, calendar: str = CIVIL) -> tuple[Point, ...]:
    """About 1.000 a month and double in December, up to October 2026."""
    periods = months(month(2026, 10, calendar), count)
    return tuple(
        Point(period, D((2000 if period.index == 12 else 1000) + NOISE[place])) for place, period in enumerate(periods)
    )


def inputs(target: str, **how: Any) -> VerdictInputs:
    given_aim: dict[str, Any] = {"comparator": ">=", "value": D(target), "horizon": "total", **THIS_YEAR}
    given_aim |= how.pop("aim", {})
    basic: dict[str, Any] = {"kind": "flow", "frequency": "month", "owed_since": date(2022, 1, 1), "points": income()}
    return VerdictInputs(aim=Aim(**given_aim), **{**basic, **how})


def chance(target: str, **how: object) -> Chance:
    return probability_met(inputs(target, **how), TODAY)


def test_it_adds_what_is_to_come_to_what_is_there() -> None:
    near = chance("13000")
    assert (near.reason, near.known, near.needed, near.ahead) == ("forecast", 46, 24, 2)
    assert near.last == month(2026, 10)
    assert near.has_season
    assert near.expected == pytest.approx(D(13000), rel=D("0.02"))
    assert near.low is not None
    assert near.high is not None
    assert near.low < near.expected < near.high


def test_it_tells_the_likely_from_the_unlikely() -> None:
    assert chance("12000").probability > D("0.95")
    assert chance("14500").probability < D("0.05")


def test_it_feeds_rule_six() -> None:
    asked = inputs("14500")
    judged = verdict(replace(asked, probability=probability_met(asked, TODAY).probability), TODAY)
    assert (judged.rule, judged.code) == (6, "off_track")


def test_it_is_the_same_however_the_figures_were_reported() -> None:
    single = income()
    of_year: dict[int, D] = {}
    running = []
    for point in single:
        of_year[point.period.year] = of_year.get(point.period.year, D(0)) + (point.value or D(0))
        running.append(replace(point, value=of_year[point.period.year]))
    assert single_figures(running, month(2026, 10), adds_up=True, reported="year_to_date") == [
        point.value for point in single
    ]
    assert chance("13000", points=tuple(running), reported="year_to_date") == chance("13000", points=single)


def test_it_takes_a_term_to_date_apart() -> None:
    values = list(accumulate([D(5), D(7), D(9)]))
    points = [Point(period, value) for period, value in zip(months(month(2026, 3), 3), values, strict=True)]
    assert single_figures(points, month(2026, 3), adds_up=True, reported="term_to_date") == [None, D(7), D(9)]
    assert single_figures(points[:1] + points[2:], month(2026, 3), adds_up=True, reported="term_to_date") == [None] * 3


def test_it_judges_a_level_by_its_last_point() -> None:
    share = tuple(Point(period, D(60 + place)) for place, period in enumerate(months(month(2026, 10), 30)))
    aim = {"horizon": "at_date", "baseline": D(0), "baseline_on": date(2025, 12, 31)}
    assert chance("90", points=share, kind="ratio", aim=aim).probability > D("0.6")
    assert chance("95", points=share, kind="ratio", aim=aim).probability < D("0.2")


def test_it_is_sure_of_what_never_moves() -> None:
    still = tuple(Point(period, D(80)) for period in months(month(2026, 10), 30))
    aim = {"horizon": "at_date", "comparator": "<", "baseline": D(90), "baseline_on": date(2025, 12, 31)}
    assert chance("80", points=still, kind="ratio", aim=aim).probability == D(0)


@pytest.mark.parametrize(
    ("reason", "how"),
    [
        ("too_few_points", {"points": income(20)}),
        ("too_far", {"aim": {"due": date(2029, 12, 31)}}),
        ("kind", {"kind": "rank"}),
        ("average", {"kind": "stock", "aim": {"horizon": "yearly_average", "due": date(2027, 12, 31)}}),
        ("not_needed", {"owed_since": None}),
        ("not_needed", {"points": ()}),
    ],
)
def test_it_says_why_it_says_nothing(reason: str, how: dict[str, object]) -> None:
    said = chance("99999", **how)
    assert (said.probability, said.reason) == (None, reason)


def test_it_gives_none_for_yearly_figures() -> None:
    points = tuple(Point(year(number), D(number - 2000)) for number in range(1990, 2026))
    aim = {
        "horizon": "at_date",
        "starts_on": date(2021, 1, 1),
        "baseline": D(0),
        "baseline_on": date(2020, 12, 31),
        "due": date(2030, 12, 31),
    }
    said = chance("99999", points=points, frequency="year", kind="stock", aim=aim)
    assert (said.probability, said.reason) == (None, "yearly")


def test_it_works_in_the_calendar_of_the_state_and_by_quarters() -> None:
    assert chance("13000", points=income(calendar=STATE_REPORT), calendar=STATE_REPORT).reason == "forecast"
    quarters = tuple(Point(quarter(2026, 3).shift(place - 19), D(300 + NOISE[place])) for place in range(20))
    assert chance("1250", points=quarters, frequency="quarter").ahead == 1


# --- laws -------------------------------------------------------------------------------------------------------------

values = st.decimals(min_value=-100, max_value=100, places=1)


@settings(max_examples=200)
@given(
    values,
    values,
    values,
    st.sampled_from([">", ">=", "<", "<=", "=", "~"]),
    st.sampled_from(["up", "down", "between"]),
    st.booleans(),
)
def test_what_meets_a_target_is_what_the_verdict_says_after_its_day(
    value: D, width: D, reported: D, comparator: str, direction: str, ranged: bool
) -> None:
    assume(not (ranged and comparator in (">", "<")))
    aim = Aim(
        comparator=comparator, value=value, value_high=value + abs(width) if ranged else None, due=date(2025, 12, 31)
    )
    asked = VerdictInputs(
        kind="stock",
        aim=aim,
        points=(Point(year(2025), reported),),
        owed_since=date(2020, 1, 1),
        frequency="year",
        direction=direction,
    )
    judged = verdict(asked, date(2026, 3, 1)).code in ("met", "exceeded")
    assert stretch_met(aim, direction, THRESHOLDS[1].about).holds(reported) == judged


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-500, 500), min_size=8, max_size=40), st.lists(values, min_size=2, max_size=5), st.booleans()
)
def test_a_higher_target_is_never_more_likely(series: list[int], targets: list[D], total: bool) -> None:
    coming = forecast([float(one) for one in series], horizon=3, season=4, as_total=total)
    up = [chance_in(coming, 3, stretch_met(Aim(">=", one), "up", D(0))) for one in sorted(targets)]
    down = [chance_in(coming, 3, stretch_met(Aim("<=", one), "down", D(0))) for one in sorted(targets)]
    assert up == sorted(up, reverse=True)
    assert down == sorted(down)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-500, 500), min_size=8, max_size=40), values, values)
def test_a_range_and_what_lies_outside_are_everything(series: list[int], first: D, second: D) -> None:
    low, high = sorted([first, second])
    coming = forecast([float(one) for one in series], horizon=3, season=4)
    assume(coming.has_moved(3))
    inside = chance_in(coming, 3, stretch_met(Aim("=", low, high), "between", D(0)))
    above = chance_in(coming, 3, stretch_met(Aim(">", high), "up", D(0)))
    under = chance_in(coming, 3, stretch_met(Aim("<", low), "down", D(0)))
    assert 0 <= inside <= 1
    assert abs(inside + above + under - 1) <= D("0.012")
