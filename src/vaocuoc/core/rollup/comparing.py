"""The comparisons that a verdict rests on, in whole numbers over an array (so với mục tiêu, so với lộ trình)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vaocuoc.core.measuring import Thresholds
from vaocuoc.core.rollup.aims import Aims, Measure, Shape
from vaocuoc.core.rollup.forms import largest
from vaocuoc.core.rollup.layout import Mask, Values
from vaocuoc.core.rollup.outcomes import Code, Outcomes
from vaocuoc.core.rollup.paths import Stretch
from vaocuoc.core.rollup.scratch import Scratch
from vaocuoc.core.rollup.totals import LARGEST


def standing(
    form: Shape,
    measure: Measure,
    aims: Aims,
    total: Values,
    years: Values | None,
    limits: Thresholds,
    scratch: Scratch,
) -> tuple[Mask, Mask | None]:
    """Where the total is as good as asked, and where strictly better (None where nothing is better).

    ``years`` divides the total into a mean; the targets are multiplied instead.
    """
    low, high = aims.value, aims.high
    if (form.comparator == "~" or years is not None) and _is_large(low, high, total, years):
        low, high, total = low.astype(object), high.astype(object), total.astype(object)
    if form.comparator == "~":  # a part of the figure, to both sides: kept whole
        part, of = limits.about.as_integer_ratio()
        low, high, total = low * of - np.abs(low) * part, high * of + np.abs(high) * part, total * of
    if years is not None:
        low, high = low * years, high * years
    good, better = scratch.bools("good", total.shape), scratch.bools("better", total.shape)
    if form.comparator == ">":
        return np.greater(total, low, out=good), None
    if form.comparator == "<":
        return np.less(total, low, out=good), None
    if measure.direction == "between" and form.comparator in ("=", "~"):
        np.greater_equal(total, low, out=good)
        good &= np.less_equal(total, high, out=better)
        return good, None
    if form.rises(measure):
        return np.greater_equal(total, low, out=good), np.greater(total, high, out=better)
    return np.less_equal(total, high, out=good), np.less(total, low, out=better)


def _is_large(low: Values, high: Values, total: Values, years: Values | None) -> bool:
    times = 200 * (1 if years is None else largest(years))
    return (largest(low) + largest(high) + largest(total)) * times > LARGEST


def along_path(
    stretch: Stretch,
    total: Values,
    peak: int,
    rises: bool,
    years: Values | None,
    limits: Thresholds,
    scratch: Scratch,
    *,
    expected: Values,
    into: Outcomes,
) -> None:
    """On the path, at risk or off it, for each row of a stretch; ``NO_PATH`` where there is nothing to divide by.

    ``expected`` is filled with what was expected. With a base, progress is the part of the way from it, where the way
    leads as it should; else it is the figure over what was expected, or the other way round for what should stay low.
    """
    base = stretch.base
    total, low, high = _roomy(stretch, total, peak, years)
    stretch.expected(expected, rises=rises, exact=total.dtype == object)
    plain = _Sides(total, low, high, stretch, years, scratch, expected, total)
    if base is None:
        _by_figure(plain, rises, limits, into)
        return
    way = plain if stretch.begins_at_zero else replace(plain, total=total - base, low=low - base, high=high - base)
    if way.leads(up=rises):
        _by_way(way, rises, limits, into)
        return
    if stretch.begins_at_zero and not rises and way.leads(up=True):
        _by_figure(plain, rises, limits, into)  # a ceiling on a total is used up, not approached
        return
    _by_way(way, rises, limits, into)
    other = np.empty_like(into)
    _by_figure(plain, rises, limits, other)
    aimed = way.aimed(1)
    np.copyto(into, other, where=aimed < 0 if rises else aimed > 0)


@dataclass(frozen=True, eq=False)
class _Sides:
    """What was done and what was aimed at, by row and unit, in multiples of the leg's ``of`` and of whole ratios."""

    total: Values
    low: Values
    high: Values
    stretch: Stretch
    years: Values | None
    scratch: Scratch
    expected: Values
    whole: Values

    def reaches(self, numerator: int, denominator: int, out: Mask, *, rises: bool) -> None:
        """Where the figure is at least, or at most, this part of what was expected; both may be measured from a
        base."""
        compare = np.greater_equal if rises else np.less_equal
        compare(self.actual(denominator), self.aimed(numerator), out=out)

    def is_there(self, out: Mask, *, rises: bool) -> None:
        """Where the figure is what was expected, or better."""
        compare = np.greater_equal if rises else np.less_equal
        if self.years is None:
            compare(self.whole, self.expected, out=out)
        else:
            self.reaches(1, 1, out, rises=rises)

    def leads(self, *, up: bool) -> bool:
        """Whether all of it leads up from zero, or down."""
        if up:
            return not (bool(np.less(self.low, 0).any()) or bool(np.less(self.high, self.low).any()))
        return not (bool(np.greater(self.low, 0).any()) or bool(np.greater(self.high, self.low).any()))

    def actual(self, times: int) -> Values:
        times *= self.stretch.leg.of
        if times == 1:
            return self.total
        if self.total.dtype == object:
            return np.multiply(self.total, times)
        return np.multiply(self.total, times, out=self.scratch.ints("actual", self.total.shape))

    def aimed(self, times: int) -> Values:
        leg = self.stretch.leg
        if self.stretch.is_constant:
            aimed = np.multiply(self.low, leg.of * times)
            return aimed if self.years is None else np.multiply(aimed, self.years)
        way = self.high - self.low
        steps: Values = (leg.steps * times)[:, None]
        if self.total.dtype == object:
            exact: Values = np.multiply(steps, way)
            exact += self.low * (leg.of * times)
            return exact
        room: Values = np.multiply(steps, way, out=self.scratch.ints("aimed", self.total.shape))
        if self.low.any():
            room += self.low * (leg.of * times)
        return room


def _by_way(sides: _Sides, rises: bool, limits: Thresholds, into: Outcomes) -> None:
    """Both measured from the base: the part of the way that was to be covered by then."""
    done = sides.scratch.bools("done", into.shape)
    into[:] = Code.PATH_OFF
    for numerator, denominator in _ratios(limits):
        if numerator == denominator:
            sides.is_there(done, rises=rises)
        else:
            sides.reaches(numerator, denominator, done, rises=rises)
        into += done.view(np.uint8)  # one better for each threshold that is reached


def _by_figure(sides: _Sides, rises: bool, limits: Thresholds, into: Outcomes) -> None:
    """The figure itself over what was expected; the other way round for what should stay low."""
    done = sides.scratch.bools("done", into.shape)
    into[:] = Code.PATH_OFF
    for numerator, denominator in _ratios(limits):
        if numerator == denominator:
            sides.is_there(done, rises=rises)
        elif rises:
            sides.reaches(numerator, denominator, done, rises=True)
        else:
            sides.reaches(denominator, numerator, done, rises=False)
        into += done.view(np.uint8)
    bound = 1 if rises else 0
    if (sides.low < bound).any() or (sides.high < bound).any():
        np.copyto(into, np.uint8(Code.NO_PATH), where=sides.aimed(1) < bound)


def _ratios(limits: Thresholds) -> list[tuple[int, int]]:
    return [ratio.as_integer_ratio() for ratio in (limits.on_track_ratio, limits.at_risk_ratio)]


def _roomy(stretch: Stretch, total: Values, peak: int, years: Values | None) -> tuple[Values, Values, Values]:
    """The figures as they are, or as Python's integers where a product could pass 64 bits."""
    times = 20 * stretch.leg.of * (1 if years is None else largest(years))
    if (peak + 6 * stretch.peak) * times <= LARGEST and stretch.leg.steps.dtype != object:
        return total, stretch.low, stretch.high
    if (largest(total) + 6 * stretch.peak) * times <= LARGEST and stretch.leg.steps.dtype != object:
        return total, stretch.low, stretch.high
    return total.astype(object), stretch.low.astype(object), stretch.high.astype(object)
