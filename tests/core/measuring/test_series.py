"""Running values: totals that grow report by report say the same as adding everything up anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import CIVIL, STATE_REPORT, Period, month, on_date, periods_between
from vaocuoc.core.measuring.series import Point, running

VALUES = st.none() | st.decimals(-1000, 1000, places=2)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    """Figures of some periods of one kind, in any order, with gaps; now and then one told twice."""
    kind, calendar = (
        draw(st.sampled_from(["month", "quarter", "year", "date"])),
        draw(st.sampled_from([CIVIL, STATE_REPORT])),
    )
    days = draw(st.lists(DAYS, max_size=20))
    periods = [on_date(day, calendar) if kind == "date" else _holding(day, kind, calendar) for day in days]
    return [Point(period, draw(VALUES)) for period in periods]


def _holding(day: date, kind: str, calendar: str) -> Period:
    return periods_between(day, date(day.year + 2, 1, 1), kind, calendar)[0]


def added_anew(
    ordered: list[Point], place: int, reported: str, since: date | None
) -> tuple[Decimal | None, tuple[Period, ...]]:
    """The definition: of every report by itself, all periods since the start."""
    last = ordered[place].period
    known = {point.period: point.value for point in ordered[: place + 1]}
    needed = periods_between(since or ordered[0].period.start, last.end, last.kind, last.calendar)
    if last.kind == "date":
        needed = list(known)
    elif reported == "year_to_date":
        needed = [period for period in needed if period == last or period.shift(1).year != period.year]
    missing = tuple(period for period in needed if known.get(period) is None)
    return (None if missing else sum((known[one] or Decimal(0) for one in needed), Decimal(0))), missing


@given(points(), st.sampled_from(["per_period", "year_to_date"]), st.none() | DAYS)
def test_a_total_that_grows_is_what_adding_up_anew_gives(told: list[Point], reported: str, since: date | None) -> None:
    found = running(told, adds_up=True, reported=reported, since=since)
    ordered = sorted(
        (one for one in told if since is None or one.period.end >= since),
        key=lambda one: (one.period.end, one.period.start),
    )
    assert [one.point for one in found] == ordered
    assert [(one.value, one.missing) for one in found] == [
        added_anew(ordered, place, reported, since) for place in range(len(ordered))
    ]


def test_a_month_that_lacks_leaves_every_later_total_unknown() -> None:
    told = [Point(month(2026, one), Decimal(10)) for one in (1, 2, 4, 5)]
    found = running(told, adds_up=True, reported="per_period", since=date(2026, 1, 1))
    assert [one.value for one in found] == [Decimal(10), Decimal(20), None, None]
    assert found[-1].missing == (month(2026, 3),)


def test_a_period_made_once_is_the_period() -> None:
    assert Period.of(STATE_REPORT, "month", 2026, 11) == Period(STATE_REPORT, "month", 2026, 11)
    assert Period.of(STATE_REPORT, "month", 2026, 11) is Period.of(STATE_REPORT, "month", 2026, 11)
