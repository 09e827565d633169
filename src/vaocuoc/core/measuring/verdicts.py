"""The verdict on a target: seven rules read from the top, the first that holds wins (đánh giá).

A target made of parts ("từ 100 % trường và 90 % trạm") has an eighth of its own: the worst of its parts.

The table stands in ``docs/explanation/how-a-verdict-is-reached.md``; the numbers in ``thresholds``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from vaocuoc.core.calendars import CIVIL, Period, last_finished, period_containing
from vaocuoc.core.measuring.expecting import Aim, Expected, expected_at
from vaocuoc.core.measuring.series import Point, Running, running
from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS, Thresholds

VERDICTS = ("exceeded", "met", "on_track", "at_risk", "off_track", "missed", "unjudged", "no_report")
_UPWARD = (">", ">=")
_DOWNWARD = ("<", "<=")


@dataclass(frozen=True)
class VerdictInputs:
    """All that a verdict rests on (đầu vào của đánh giá).

    ``kind``, ``reported``, ``frequency``, ``calendar`` and ``direction`` are the indicator's. ``owed_since`` is the day
    from which the unit owes its figures, None when it owes none. ``points`` hold one figure a period, the one in force.
    ``probability`` is a calibrated one, that the target will be met, where there is such. ``reference`` holds the
    figures that a relative target compares with. ``parts`` are the verdicts of the parts of a compound target, in
    their order; with parts nothing else is asked.
    """

    kind: str
    aim: Aim | None
    points: tuple[Point, ...]
    owed_since: date | None
    reported: str = "per_period"
    frequency: str = "month"
    calendar: str = CIVIL
    direction: str = "up"
    probability: Decimal | None = None
    rule_version: int = RULE_VERSION
    reference: tuple[Point, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether values of several periods are one total: a flow, or what the target calls a total."""
        return self.kind == "flow" or (self.aim is not None and self.aim.horizon == "total")


@dataclass(frozen=True)
class Verdict:
    """What was concluded, why, and the arithmetic (kết quả đánh giá).

    ``rule`` is the number of the rule that held and ``reason`` its code. ``actual`` is the comparable value at the end
    of ``period``; ``progress`` is the part done of what was expected there, 1 when on the path; ``share`` the part done
    of the whole target. ``missing`` names the periods without a figure; ``reference`` is what a relative target was
    compared with. ``inputs`` are kept with it.
    """

    code: str
    reason: str
    rule: int
    inputs: VerdictInputs
    today: date
    rule_version: int
    actual: Decimal | None = None
    period: Period | None = None
    expected: Expected | None = None
    progress: Decimal | None = None
    share: Decimal | None = None
    due: date | None = None
    is_estimate: bool = False
    is_approved: bool = True
    missing: tuple[Period, ...] = field(default=())
    reference: Decimal | None = None

    @property
    def share_base(self) -> Decimal | None:
        """The value that ``share`` counts the way from (giá trị gốc); None where it is the plain part of the target."""
        aim = self.inputs.aim
        base = _base(aim, self.inputs) if aim is not None and self.share is not None else None
        if aim is None or not base or aim.value == base:
            return None
        return base if (aim.value > base) == _rises(aim, self.inputs.direction) else None

    @property
    def parts_met(self) -> int:
        """How many parts of a compound target are met."""
        return sum(code in ("met", "exceeded") for code in self.inputs.parts)

    @property
    def is_red(self) -> bool:
        """Whether it asks for a cause and a corrective task."""
        return self.code in ("off_track", "missed")


class _Window(NamedTuple):
    """The days judged now: those of the target, or of this year where it holds in each."""

    since: date | None
    due: date


def verdict(inputs: VerdictInputs, today: date) -> Verdict:
    """Judge a target on a day. Rule 1 first; a rule that does not hold hands on to the next."""
    thresholds = THRESHOLDS[inputs.rule_version]
    blank = Verdict("unjudged", "", 1, inputs, today, inputs.rule_version)
    aim = inputs.aim
    if inputs.parts:
        return replace(blank, code=worst_of(inputs.parts), reason="parts", rule=8, due=aim.due if aim else None)
    if aim is None:
        return replace(blank, reason="no_target")
    if inputs.owed_since is None:
        return replace(blank, reason="nothing_owed")
    window = _window(aim, inputs, today)
    if window is None:
        return replace(blank, reason="no_due")
    values = _running(inputs, inputs.points, aim, window)
    blank = replace(blank, due=window.due)
    if aim.is_relative:
        reference = _reference(inputs, aim, window, values)
        if reference is None:
            return replace(blank, reason="reference_unknown")
        aim, blank = _beside(aim, reference), replace(blank, reference=reference)
    seen = _with_latest(blank, aim, inputs, values, window)
    if today > window.due:
        return _after_due(seen, aim, inputs, values, window, thresholds, today)
    return _before_due(seen, aim, inputs, values, thresholds, today)


# --- rule 2: the due day has passed ---------------------------------------------------------------------------------


def _after_due(
    seen: Verdict,
    aim: Aim,
    inputs: VerdictInputs,
    values: list[Running],
    window: _Window,
    limits: Thresholds,
    today: date,
) -> Verdict:
    closing = _closing(inputs, window.due)
    last = next((value for value in reversed(values) if _closes(value.period, closing, window.due)), None)
    seen = replace(seen, rule=2)
    if last is None:
        late = today > closing.end + timedelta(days=limits.report_days[inputs.frequency])
        return replace(
            seen, code="no_report" if late else "unjudged", reason="due_report_late" if late else "report_not_due"
        )
    if last.value is None:
        return replace(seen, reason=_no_value(last), missing=last.missing)
    standing = _standing(aim, inputs.direction, last.value, limits)
    return replace(seen, code={1: "exceeded", 0: "met", -1: "missed"}[standing], reason="due_passed")


def _closes(period: Period, closing: Period, due: date) -> bool:
    """Whether the figure of this period tells of the due day; of milestones, any figure of a day up to it."""
    return period.end <= due if period.kind == "date" else period >= closing


# --- rules 3 to 7: before the due day ---------------------------------------------------------------------------------


def _before_due(
    seen: Verdict, aim: Aim, inputs: VerdictInputs, values: list[Running], limits: Thresholds, today: date
) -> Verdict:
    absent = _absent(seen, inputs, values, limits, today)
    if absent is not None:
        return absent
    last = values[-1]
    if last.value is None:
        return replace(seen, rule=4, reason=_no_value(last), missing=last.missing)
    standing = _standing(aim, inputs.direction, last.value, limits)
    if standing >= 0 and not (inputs.adds_up and not _rises(aim, inputs.direction)):
        final = inputs.kind == "milestone" or inputs.adds_up
        code = ("exceeded" if standing else "met") if final else "on_track"
        return replace(seen, code=code, reason="reached_already", rule=5)
    if inputs.probability is not None:
        return replace(seen, code=_by_probability(inputs.probability, limits), reason="probability", rule=6)
    return _by_path(seen, aim, inputs, standing, limits)


def _no_value(last: Running) -> str:
    """Why the last report gives nothing to compare: an earlier period lacks, parts of a sum lack, or it was empty."""
    if last.point.value is not None:
        return "gap"
    return "incomplete" if last.point.is_partial else "reported_without_value"


def _absent(
    seen: Verdict, inputs: VerdictInputs, values: list[Running], limits: Thresholds, today: date
) -> Verdict | None:
    """Rules 3 and 4: the last report that was due did not come; or no period is finished yet."""
    assert inputs.owed_since is not None
    reported = [point.period for point in inputs.points if point.period.end >= inputs.owed_since]
    newest = max(reported, key=lambda period: period.end) if reported else None
    if inputs.frequency != "date":
        late = last_finished(
            today - timedelta(days=limits.report_days[inputs.frequency]), inputs.frequency, inputs.calendar
        )
        since = max(inputs.owed_since, _begin(seen) or inputs.owed_since)
        if late.end >= since and (newest is None or newest < late):
            return replace(seen, code="no_report", reason="report_late", rule=3, missing=(late,))
        finished = last_finished(today, inputs.frequency, inputs.calendar)
        if newest is None:
            reason = "report_not_due" if finished.end >= since else "no_period_finished"
            return replace(seen, reason=reason, rule=4)
    return None if values else replace(seen, reason="no_period_finished", rule=4)


def _begin(seen: Verdict) -> date | None:
    window = _window(seen.inputs.aim, seen.inputs, seen.today) if seen.inputs.aim else None
    return window.since if window else None


def _by_probability(probability: Decimal, limits: Thresholds) -> str:
    if probability >= limits.on_track_probability:
        return "on_track"
    return "at_risk" if probability >= limits.at_risk_probability else "off_track"


def _by_path(seen: Verdict, aim: Aim, inputs: VerdictInputs, standing: int, limits: Thresholds) -> Verdict:
    seen = replace(seen, rule=7)
    if inputs.adds_up and not _rises(aim, inputs.direction) and standing < 0:
        return replace(seen, code="off_track", reason="ceiling_passed")  # a total never falls again
    if seen.progress is None:
        return replace(seen, reason="no_path")
    # a quotient of a quotient is a hair off: 1,5 of 1,666... is 90 %, not 89,999... %
    progress = round(min(max(seen.progress, Decimal(0)), Decimal(2)), 20)
    if progress >= limits.on_track_ratio:
        return replace(seen, code="on_track", reason="path")
    return replace(seen, code="at_risk" if progress >= limits.at_risk_ratio else "off_track", reason="path")


# --- the arithmetic ---------------------------------------------------------------------------------------------------


def _window(aim: Aim, inputs: VerdictInputs, today: date) -> _Window | None:
    """Which days are judged: a target of each year is judged by the year of ``today``, its last once that is over."""
    if aim.horizon == "each_year":
        year = min(today.year, aim.due.year) if aim.due else today.year
        if aim.starts_on is not None:
            year = max(year, aim.starts_on.year)
        return _Window(date(year, 1, 1), date(year, 12, 31))
    if aim.due is None:
        return None
    since = aim.starts_on
    if since is None and aim.baseline_on is not None:
        since = aim.baseline_on + timedelta(days=1)
    if since is None and inputs.adds_up:
        since = date(aim.due.year, 1, 1)
    return _Window(since, aim.due)


def _running(inputs: VerdictInputs, points: tuple[Point, ...], aim: Aim, window: _Window) -> list[Running]:
    since = window.since
    if since is None and inputs.owed_since is not None:
        since = inputs.owed_since
    closing = _closing(inputs, window.due)  # a figure of after the due day tells nothing of it
    points = tuple(
        one for one in points if (one.period.end <= window.due if one.period.kind == "date" else one.period <= closing)
    )
    values = running(points, adds_up=inputs.adds_up, reported=inputs.reported, since=since)
    if window.since is not None:
        # Nothing of before the target's days: a period that only ends in them tells of the time before.
        values = [value for value in values if value.period.end >= window.since]
    if aim.horizon == "yearly_average":
        return _averages(inputs, values, window)
    return values


def _reference(inputs: VerdictInputs, aim: Aim, window: _Window, values: list[Running]) -> Decimal | None:
    """The reference's figure of the same period as the latest own one; of its own latest where there is none yet."""
    known = {one.period: one.value for one in _running(inputs, inputs.reference, aim, window) if one.value is not None}
    own = [one.period for one in values if one.value is not None]
    if own:
        return known.get(own[-1])
    return known[max(known, key=lambda period: period.end)] if known else None


def _beside(aim: Aim, reference: Decimal) -> Aim:
    """A relative target as the figure it asks for beside this reference."""
    high = None if aim.value_high is None else reference + aim.value_high
    return replace(aim, value=reference + aim.value, value_high=high, baseline=None, path={})


_WORST_FIRST = ("missed", "off_track", "no_report", "at_risk", "unjudged", "on_track", "met", "exceeded")


def worst_of(parts: Sequence[str]) -> str:
    """The verdict on a target made of parts: the worst of theirs, so that it is met only when all of them are."""
    return min(parts, key=_WORST_FIRST.index)


def _averages(inputs: VerdictInputs, values: list[Running], window: _Window) -> list[Running]:
    """The mean of the years so far; of a flow, of its finished years, else with this year as it stands."""
    averages: list[Running] = []
    total, years = Decimal(0), 0
    for place, value in enumerate(values, start=1):
        closes = value.period.shift(1).year != value.period.year
        stands = place == len(values) and not inputs.adds_up
        if not (closes or stands):
            continue
        if value.value is None:
            averages.append(value)
            continue
        years = value.period.year - window.since.year + 1 if inputs.adds_up and window.since else years + 1
        total = value.value if inputs.adds_up else total + value.value
        averages.append(replace(value, value=total / years))
    return averages


def _with_latest(seen: Verdict, aim: Aim, inputs: VerdictInputs, values: list[Running], window: _Window) -> Verdict:
    """The verdict to be, with the latest comparable value and what was expected at the end of its period."""
    known = [value for value in values if value.value is not None]
    if not known:
        return seen
    last = known[-1]
    assert last.value is not None
    day = min(_civil_end(last.period), window.due)
    averaged = aim.horizon == "yearly_average"
    expected = (
        Expected(aim.value, day, "constant")
        if averaged
        else expected_at(aim, day, adds_up=inputs.adds_up, due=window.due, since=window.since)
    )
    rises = _rises(aim, inputs.direction)
    return replace(
        seen,
        actual=last.value,
        period=last.period,
        expected=expected,
        progress=_ratio(last.value, expected.value, expected.base, rises) if expected else None,
        share=_ratio(last.value, aim.value, _base(aim, inputs), rises),
        is_estimate=last.point.is_estimate,
        is_approved=last.point.is_approved,
    )


def _base(aim: Aim, inputs: VerdictInputs) -> Decimal | None:
    """The value that the way to the whole target is measured from, where it has one."""
    if aim.horizon == "yearly_average" or aim.is_relative:
        return None
    return Decimal(0) if inputs.adds_up else aim.baseline


def _civil_end(period: Period) -> date:
    """The day a figure stands for: a State report's December closes on the 14th and stands for the whole year."""
    return period.end if period.kind == "date" else replace(period, calendar=CIVIL).end


def _ratio(actual: Decimal, aimed: Decimal, base: Decimal | None, rises: bool) -> Decimal | None:
    """The part done of what was aimed at: of the way from the base where it leads there, else of the figure itself.

    What should stay low (a ceiling on a total) is measured the other way round: allowed by now over used by now.
    """
    if base is not None and (aimed > base) == rises and aimed != base:
        return (actual - base) / (aimed - base)
    if base is not None and aimed == base:  # the path has not left its beginning: not worse than that is on the path
        return Decimal(1) if (actual >= aimed if rises else actual <= aimed) else Decimal(0)
    if rises:
        return actual / aimed if aimed > 0 else None
    if aimed < 0:
        return None
    return aimed / actual if actual > 0 else max(Decimal(1), aimed)


def _rises(aim: Aim, direction: str) -> bool:
    """Whether more is better, by the comparator, else by the indicator."""
    return aim.comparator in _UPWARD or (aim.comparator not in _DOWNWARD and direction != "down")


def _standing(aim: Aim, direction: str, value: Decimal, limits: Thresholds) -> int:
    """1 strictly better than asked, 0 as asked, -1 worse.

    A range asks for any value in it; "khoảng" for one near it; "trên" and "dưới" for one beyond the figure, so that
    what satisfies them is as asked. Where neither more nor less is better, nothing is better than asked.
    """
    low, high = aim.value, aim.value if aim.value_high is None else aim.value_high
    if aim.comparator == "~":
        low, high = low - abs(low) * limits.about, high + abs(high) * limits.about
    if aim.comparator in (">", "<"):
        return 0 if (value > low if aim.comparator == ">" else value < low) else -1
    if low <= value <= high:
        return 0
    if direction == "between" and aim.comparator in ("=", "~"):
        return -1
    return 1 if (value > high) == _rises(aim, direction) else -1


def _closing(inputs: VerdictInputs, due: date) -> Period:
    """The period whose figure tells of the due day: the one that holds it by the common calendar."""
    period = period_containing(due, inputs.frequency)
    return period if period.kind == "date" else replace(period, calendar=inputs.calendar)
