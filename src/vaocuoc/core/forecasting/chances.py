"""How likely a target is to be met by its due day (khả năng đạt): what rule 6 of a verdict asks for.

Owns which figures of an indicator make a series, when there are enough of them, and what "met" means as a stretch of
values. The distribution is ``forecast``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from vaocuoc.core.calendars import Period, period_containing
from vaocuoc.core.forecasting.forecast import SEASONS, Forecast, forecast
from vaocuoc.core.measuring import THRESHOLDS, Aim, Point, VerdictInputs, verdict

SEASONS_NEEDED = 2
_UP, _DOWN = (">", ">="), ("<", "<=")
_JUDGED_BY_PATH = 7


@dataclass(frozen=True)
class Chance:
    """The probability that a target is met, and what it rests on (khả năng đạt mục tiêu).

    ``probability`` is None where none can be given; ``reason`` then says why:

    * ``not_needed``: another rule judges already; ``yearly``: the figures are not finer than yearly;
    * ``kind``: a rank or a milestone has no distribution; ``relative``: what it is compared with lies ahead as well;
    * ``average``: an average of years is not forecast; ``too_few_points``: fewer than two full seasons of figures,
      or gaps in more than half of their time; ``too_far``: farther ahead than the chances were measured for.

    ``known`` figures up to ``last`` were used, ``ahead`` points are still to come, ``has_season`` says whether a yearly
    pattern was found. ``expected``, ``low`` and ``high`` are the value on the due day as the target measures it (a
    total with what is there already): the forecast and its 80 % interval.
    """

    probability: Decimal | None
    reason: str
    known: int = 0
    needed: int = 0
    last: Period | None = None
    ahead: int = 0
    has_season: bool = False
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Stretch:
    """The values with which a target is met: from ``low`` to ``high``, either open to infinity, ends in or out."""

    low: Decimal | None = None
    high: Decimal | None = None
    with_low: bool = True
    with_high: bool = True

    def moved(self, by: Decimal) -> Stretch:
        """The same stretch for what is left after ``by`` is there."""
        low = None if self.low is None else self.low - by
        return replace(self, low=low, high=None if self.high is None else self.high - by)

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        above = self.low is None or value > self.low or (self.with_low and value == self.low)
        return above and (self.high is None or value < self.high or (self.with_high and value == self.high))


def probability_met(inputs: VerdictInputs, today: date) -> Chance:
    """The probability that the target is met on its due day (khả năng đạt), for ``VerdictInputs.probability``.

    Given only where rule 6 asks for it: no earlier rule judges, the figures are monthly or quarterly, and there are
    **enough points: two full seasons** (24 months, 8 quarters). With fewer, a season seen once cannot be told from a
    trend, and the series offers too few rolling origins to know how far its forecasts miss; the constants were measured
    on series no shorter. All figures count, those of before the target's own time too.

    A total ("cả năm", "cả giai đoạn") asks for the sum of the points to come beside what is there already, whose misses
    were measured as sums; a level asks for the last point. The chance is never said to be below 0.5 or above 99.5 %,
    except of a series that has never moved. ``inputs.probability`` itself is not read.
    """
    blank = Chance(None, "")
    seen = verdict(replace(inputs, probability=None), today)
    aim = inputs.aim
    if seen.rule != _JUDGED_BY_PATH or aim is None or seen.due is None or seen.period is None or seen.actual is None:
        return replace(blank, reason="not_needed")
    refused = _refused(inputs, aim)
    if refused:
        return replace(blank, reason=refused)
    season = SEASONS[inputs.frequency]
    closing = replace(period_containing(seen.due, inputs.frequency), calendar=inputs.calendar)
    figures = single_figures(inputs.points, seen.period, adds_up=inputs.adds_up, reported=inputs.reported)
    known, ahead = sum(figure is not None for figure in figures), _between(seen.period, closing)
    blank = replace(blank, known=known, needed=SEASONS_NEEDED * season, last=seen.period, ahead=ahead)
    if ahead < 1:
        return replace(blank, reason="not_needed")
    if known < blank.needed or 2 * known < len(figures):
        return replace(blank, reason="too_few_points")
    coming = forecast([_float(one) for one in figures], horizon=ahead, season=season, as_total=inputs.adds_up)
    if ahead > coming.measured:
        return replace(blank, reason="too_far")
    there = seen.actual if inputs.adds_up else Decimal(0)
    met = stretch_met(aim, inputs.direction, THRESHOLDS[inputs.rule_version].about).moved(there)
    low, high = coming.interval(ahead, 0.8)
    return replace(
        blank,
        probability=chance_in(coming, ahead, met),
        reason="forecast",
        has_season=coming.has_season,
        expected=_figure(coming.points[ahead - 1], there),
        low=_figure(low, there),
        high=_figure(high, there),
    )


def chance_in(coming: Forecast, ahead: int, met: Stretch) -> Decimal:
    """The chance that the point ``ahead`` lies in a stretch, to three decimals."""
    if not coming.has_moved(ahead):
        return Decimal(int(_holds_point(coming, coming.points[ahead - 1], met)))
    above = 0.0 if met.low is None else coming.chance_under(ahead, float(met.low))
    under = 1.0 if met.high is None else coming.chance_under(ahead, float(met.high))
    return round(Decimal(max(under - above, 0.0)), 3)


def stretch_met(aim: Aim, direction: str, about: Decimal) -> Stretch:
    """The values that meet a target, as the verdict judges them after its due day.

    ``about`` is the part that "khoảng" allows to both sides. Where more is better, more than a range meets it too.
    """
    if aim.comparator in (">", "<"):
        rises = aim.comparator == ">"
        return Stretch(low=aim.value, with_low=False) if rises else Stretch(high=aim.value, with_high=False)
    low, high = aim.value, aim.value if aim.value_high is None else aim.value_high
    if aim.comparator == "~":
        low, high = low - abs(low) * about, high + abs(high) * about
    if direction == "between" and aim.comparator in ("=", "~"):
        return Stretch(low, high)
    rises = aim.comparator in _UP or (aim.comparator not in _DOWN and direction != "down")
    return Stretch(low=low) if rises else Stretch(high=high)


def single_figures(points: Sequence[Point], last: Period, *, adds_up: bool, reported: str) -> list[Decimal | None]:
    """One figure a period, from the first known period to ``last``, None where it is missing.

    What adds up is taken apart into single periods, however it was reported; a running total that begins anew gives no
    figure for its first period. Anything else stands as it is.
    """
    of_period = {
        point.period: point.value
        for point in points
        if point.period.kind == last.kind and point.period.calendar == last.calendar and point.period <= last
    }
    known = [period for period, value in of_period.items() if value is not None]
    if not known:
        return []
    periods = [min(known)]
    while periods[-1] < last:
        periods.append(periods[-1].shift(1))
    values = [of_period.get(period) for period in periods]
    if not adds_up or reported == "per_period":
        return values
    first = values[0] if periods[0].index == 1 and reported == "year_to_date" else None
    return [first] + [
        _increase(was, now, begins=period.index == 1 and reported == "year_to_date", running=reported == "term_to_date")
        for (was, now), period in zip(pairwise(values), periods[1:], strict=True)
    ]


def _increase(was: Decimal | None, now: Decimal | None, *, begins: bool, running: bool) -> Decimal | None:
    if now is None or begins:
        return now
    if was is None or (running and now < was):
        return None
    return now - was


def _refused(inputs: VerdictInputs, aim: Aim) -> str:
    if inputs.frequency not in ("month", "quarter"):
        return "yearly"
    if inputs.kind in ("rank", "milestone"):
        return "kind"
    if aim.is_relative:
        return "relative"
    return "average" if aim.horizon == "yearly_average" else ""


def _between(last: Period, closing: Period) -> int:
    """How many periods from the last known to the closing one."""
    count = 0
    while last < closing:
        last, count = last.shift(1), count + 1
    return count


def _holds_point(coming: Forecast, point: float, met: Stretch) -> bool:
    for end in (met.low, met.high):
        if end is not None and coming.is_same(point, float(end)):
            return met.holds(end)
    return met.holds(Decimal(point))


def _figure(value: float, there: Decimal) -> Decimal:
    """A computed value as a figure: six significant digits are more than a forecast knows."""
    return Decimal(f"{value:.6g}") + there


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
