"""What a target expects by a day: along its path, from where it began to where it must be (lộ trình)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Aim:
    """A target as the rules see it (mục tiêu).

    ``horizon`` is ``at_date`` (the value on the due day), ``each_year``, ``yearly_average`` or ``total``. ``path`` is a
    plan of single years: the value to be reached by the end of each, measured as the target is. ``season`` says how a
    year's way is spread over its months (tỷ trọng mùa vụ): month to share, of whatever whole. ``is_relative`` makes
    ``value`` a distance from a reference figure ("thấp hơn bình quân chung": 0 and "<").
    """

    comparator: str
    value: Decimal
    value_high: Decimal | None = None
    horizon: str = "at_date"
    starts_on: date | None = None
    due: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    path: Mapping[int, Decimal] = field(default_factory=dict)
    season: Mapping[int, Decimal] = field(default_factory=dict)
    is_relative: bool = False


@dataclass(frozen=True)
class Expected:
    """What should be there on ``day``: ``path`` says which way it was found.

    ``linear``, ``season`` (linear in the season's time), ``plan`` or ``constant``.
    ``base`` is the value the progress is measured from, None where there is none.
    """

    value: Decimal
    day: date
    path: str
    base: Decimal | None = None


def expected_at(aim: Aim, day: date, *, adds_up: bool, due: date, since: date | None) -> Expected | None:
    """What the target expects at the end of ``day``; None where it has no path.

    A plan of years comes first; then a straight line from the baseline, which is zero for what adds up since its start;
    a target that holds in every year, or on average, or against a reference, expects itself. Where the target knows a
    season, time runs as the season's shares do. ``due`` and ``since`` bound what is judged now.
    """
    begins = since - _DAY if since else None  # the baseline stands at the end of the day before
    base: Decimal | None = Decimal(0) if adds_up else aim.baseline
    if not adds_up and aim.baseline_on is not None:
        begins = aim.baseline_on
    if aim.is_relative:
        return Expected(aim.value, day, "constant")
    if aim.path:
        return _planned(aim, day, base, begins)
    if aim.horizon in ("each_year", "yearly_average") and not adds_up:
        return Expected(aim.value, day, "constant")
    if base is None or begins is None or begins >= due:
        return None
    value = _between(day, begins, base, due, aim.value, aim.season)
    return Expected(value, day, "season" if aim.season else "linear", base)


def _planned(aim: Aim, day: date, base: Decimal | None, begins: date | None) -> Expected | None:
    stops = [(date(year, 12, 31), value) for year, value in sorted(aim.path.items())]
    if base is not None and begins is not None and begins < stops[0][0]:
        stops.insert(0, (begins, base))
    if day < stops[0][0]:
        return None
    for (start, low), (end, high) in pairwise(stops):
        if day <= end:
            return Expected(_between(day, start, low, end, high, aim.season), day, "plan", base)
    return Expected(stops[-1][1], day, "plan", base)


def _between(day: date, start: date, low: Decimal, end: date, high: Decimal, season: Mapping[int, Decimal]) -> Decimal:
    """The value on a straight line in time, the season's where there is one; outside of it the nearer end."""
    if day <= start:
        return low
    if day >= end:
        return high
    whole = season_weight(season, start, end) if season else Decimal(0)
    if whole:
        return low + (high - low) * season_weight(season, start, day) / whole
    return low + (high - low) * (day - start).days / Decimal((end - start).days)


def season_weight(season: Mapping[int, Decimal], start: date, end: date) -> Decimal:
    """How much of the season lies after ``start`` and up to the end of ``end``: a month's share runs evenly over it."""
    return _season_until(season, end) - _season_until(season, start)


def _season_until(season: Mapping[int, Decimal], day: date) -> Decimal:
    """The season's shares from the beginning of year 1 to the end of ``day``."""
    before = sum((season.get(month, Decimal(0)) for month in range(1, day.month)), Decimal(0))
    this_month = season.get(day.month, Decimal(0)) * day.day / monthrange(day.year, day.month)[1]
    return sum(season.values(), Decimal(0)) * (day.year - 1) + before + this_month
