"""The turns of work that comes again (kỳ của nhiệm vụ thường xuyên): weekly, monthly, quarterly, yearly.

A rule gives each stretch of the calendar one day by which its turn is due: a day of it, its last day, or its n-th
working day. Days that a month does not have fall on its last one: the 31st of February is the 28th, or the 29th.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vaocuoc.core.calendars import WorkingDays

WEEK, MONTH, QUARTER, YEAR = EVERY = ("week", "month", "quarter", "year")
DAY, WORKING_DAY, LAST_DAY = RULES = ("day", "working_day", "last_day")
_MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
_MOST_DAYS = {WEEK: 7, MONTH: 31, QUARTER: 31, YEAR: 31}
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TurnRule:
    """When a turn is due within its stretch.

    ``number`` is the day of the week (1 is Monday) or of the month, or which working day, from 1; of quarters and years
    ``month`` says in which of their months, from 1. ``last_day`` asks for neither number. Raises ``ValueError``.
    """

    every: str
    rule: str
    number: int = 1
    month: int = 1

    def __post_init__(self) -> None:
        if self.every not in EVERY or self.rule not in RULES:
            raise ValueError(f"unknown rule {self.every!r} {self.rule!r}")
        if not 1 <= self.number <= _MOST_DAYS[self.every]:
            raise ValueError(f"no day number {self.number}")
        if not 1 <= self.month <= _MONTHS.get(self.every, 1):
            raise ValueError(f"no month number {self.month}")


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One turn: the stretch from ``first`` to ``last`` and the day by which it is due, which lies in it."""

    first: date
    last: date
    due: date


def turn_at(day: date, rule: TurnRule, working: WorkingDays) -> Turn:
    """The turn whose stretch holds a day."""
    first, last = stretch_of(day, rule.every)
    return Turn(first, last, _due(first, last, rule, working))


def turns_between(first: date, last: date, rule: TurnRule, working: WorkingDays) -> Iterator[Turn]:
    """The turns whose stretches begin within [first, last], and the one that holds ``first``, in order."""
    turn = turn_at(first, rule, working)
    while turn.first <= last:
        yield turn
        turn = turn_at(turn.last + _ONE, rule, working)


def stretch_of(day: date, every: str) -> tuple[date, date]:
    """The ISO week, month, quarter or year that holds a day: its first and last day."""
    if every == WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = _MONTHS[every]
    begin = (day.month - 1) // months * months + 1
    end = begin + months - 1
    return date(day.year, begin, 1), date(day.year, end, calendar.monthrange(day.year, end)[1])


def _due(first: date, last: date, rule: TurnRule, working: WorkingDays) -> date:
    if rule.rule == LAST_DAY:
        return last
    if rule.every != WEEK:
        month = first.month + rule.month - 1
        first = date(first.year, month, 1)
        last = date(first.year, month, calendar.monthrange(first.year, month)[1])
    if rule.rule == DAY:
        return min(first + _ONE * (rule.number - 1), last)
    days = [day for n in range((last - first).days + 1) if working.includes(day := first + _ONE * n)]
    return days[min(rule.number, len(days)) - 1] if days else last
