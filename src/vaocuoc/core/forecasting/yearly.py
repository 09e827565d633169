"""What can be said of yearly figures, of which a term has five: no distribution, but plain arithmetic.

Owns the pace that is still required (tốc độ cần đạt), the same point of the last term (cùng thời điểm nhiệm kỳ trước)
and the what-if (giả định). Exact decimals in and out. Whole months count as such, so that five years are five and a
hand's arithmetic comes to the same; only what is left over is counted in days, of which a year has 365,25.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from vaocuoc.core.errors import Refused

POINTS_NEEDED = 3
_MONTH = Decimal("30.4375")  # days
_LOST = Decimal("1e-18")
_FARTHEST = 200 * 12  # months; an arrival beyond is none


@dataclass(frozen=True)
class Pace:
    """How fast a figure must move from now on, beside how fast it has moved (tốc độ cần đạt).

    All are changes in a year. ``so_far`` is None without a beginning to measure from; ``times`` is how many times as
    fast as so far it must move, None where it has not moved, or has moved the other way.
    """

    remaining: Decimal
    years_left: Decimal
    required: Decimal
    so_far: Decimal | None = None
    times: Decimal | None = None


@dataclass(frozen=True)
class SamePoint:
    """This term's figure beside that of the same year of the last term (cùng thời điểm nhiệm kỳ trước).

    ``year_of_term`` counts from 1. ``then`` was the figure in that year of the last term and ``ended`` the one it ended
    with; ``share`` is the part of its way, from ``began`` to ``ended``, that it had covered by then.
    """

    year_of_term: int
    now: Decimal
    then: Decimal
    difference: Decimal
    began: Decimal | None = None
    ended: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True)
class WhatIf:
    """What a given pace leads to: the value on the due day, and the day on which the target is reached.

    ``arrives`` is None where that pace never reaches it, or only in two hundred years.
    """

    value: Decimal
    arrives: date | None
    in_time: bool


def pace_required(
    *, value: Decimal, on: date, target: Decimal, due: date,
    baseline: Decimal | None = None, baseline_on: date | None = None,
) -> Pace:  # fmt: skip
    """The change a year that leads from the latest value to the target by the due day (tốc độ cần đạt).

    Raises ``Refused("forecast.due_passed")`` where no time is left.
    """
    if due <= on:
        raise Refused("forecast.due_passed", due=due)
    months = months_between(on, due)
    years, required = months / 12, (target - value) * 12 / months
    if baseline is None or baseline_on is None or baseline_on >= on:
        return Pace(target - value, years, required)
    so_far = (value - baseline) * 12 / months_between(baseline_on, on)
    return Pace(target - value, years, required, so_far, required / so_far if so_far * required > 0 else None)


def same_point(figures: Mapping[int, Decimal], *, term_start: int, term_years: int = 5) -> SamePoint | None:
    """This term's latest figure beside the last term's of the same year; None where either is not known.

    ``figures`` holds one value a year, as the target measures it; ``term_start`` is the first year of this term.
    """
    years = [year for year in figures if term_start <= year < term_start + term_years]
    if not years or max(years) - term_years not in figures:
        return None
    year = max(years)
    now, then = figures[year], figures[year - term_years]
    began, ended = figures.get(term_start - term_years - 1), figures.get(term_start - 1)
    share = (then - began) / (ended - began) if began is not None and ended is not None and began != ended else None
    return SamePoint(year - term_start + 1, now, then, now - then, began, ended, share)


def what_if(*, value: Decimal, on: date, pace: Decimal, target: Decimal, due: date, rises: bool = True) -> WhatIf:
    """Where a pace a year leads: the value on the due day and the first day on which the target is reached (giả định).

    ``rises`` says whether the target is reached from below.
    """
    reached = (value >= target) if rises else (value <= target)
    at_due = value + pace * months_between(on, due) / 12
    if reached:
        return WhatIf(at_due, on, on <= due)
    if (pace > 0) != rises or pace == 0:
        return WhatIf(at_due, None, False)
    months = (target - value) * 12 / pace
    arrives = _after(on, months) if months <= _FARTHEST else None
    return WhatIf(at_due, arrives, arrives is not None and arrives <= due)


def months_between(start: date, end: date) -> Decimal:
    """The months from the end of one day to the end of another: whole ones, and the days left over as a part of one."""
    first, last = start + timedelta(days=1), end + timedelta(days=1)
    whole = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return whole + (last - _month_later(first, whole)).days / _MONTH


def _month_later(day: date, months: int) -> date:
    """The same day some months later; where the month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _after(start: date, months: Decimal) -> date:
    """The first day by whose end so many months have passed, to within what a division loses."""
    asked = months - _LOST
    day = start + timedelta(days=int(months * _MONTH))
    while months_between(start, day) < asked:
        day += timedelta(days=1)
    while day > start and months_between(start, day - timedelta(days=1)) >= asked:
        day -= timedelta(days=1)
    return day


def usual_pace(figures: Mapping[int, Decimal]) -> Decimal:
    """The mean change a year over the figures there are, to begin a what-if with (tốc độ bình quân đã qua).

    Raises ``Refused("forecast.too_few_points")`` below three years: nothing is forecast from fewer.
    """
    if len(figures) < POINTS_NEEDED:
        raise Refused("forecast.too_few_points", known=len(figures), needed=POINTS_NEEDED)
    first, last = min(figures), max(figures)
    return (figures[last] - figures[first]) / (last - first)
