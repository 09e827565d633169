"""How far a task has climbed a ladder of reminders (thang nhắc việc) on a day, and what is to be sent of it.

A ladder is data that an office edits: rungs (nấc) in order, each with a condition, a number of days and how often it is
repeated, all by urgency. The level of a task is the number of rungs reached from the bottom; a rung whose condition
holds does not count while one below it does not, so a level is never skipped. Pure: the same facts give the same level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vaocuoc.core.calendars import WorkingDays, working_days_between

URGENCIES = ("ordinary", "urgent", "very_urgent", "express")

BEFORE_DUE, OVERDUE = "before_due", "overdue"
WAITING, LATE_ACCEPTANCE = "evidence_waits", "late_acceptance"
UNANSWERED = "directive_unanswered"
UNACKNOWLEDGED = "not_acknowledged"
DEADLINE, ACCEPTANCE, DIRECTIVE, RECEIPT = "deadline", "acceptance", "directive", "receipt"
LADDERS: dict[str, tuple[str, ...]] = {
    DEADLINE: (BEFORE_DUE, OVERDUE),
    ACCEPTANCE: (WAITING, LATE_ACCEPTANCE),
    DIRECTIVE: (UNANSWERED,),
    RECEIPT: (UNACKNOWLEDGED,),
}
"""The conditions of each ladder in the order in which a task meets them."""

_NEVER = 1_000_000  # days: behind every rung that can be reached

RAISED, REPEATED, LOWERED = "raised", "repeated", "lowered"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder. ``days`` and ``repeat`` are by urgency, in the order of ``URGENCIES``.

    ``None`` days is never for that urgency, repeat 0 is once alone. ``days`` counts back from the deadline
    (``before_due``), on from it (``overdue``, ``late_acceptance``), or working days since evidence came in, a
    directive's answer was due, a task was received.
    """

    condition: str
    days: tuple[int | None, ...]
    repeat: tuple[int, ...] = (0, 0, 0, 0)

    def days_for(self, urgency: str) -> int | None:
        return self.days[URGENCIES.index(urgency)]

    def repeat_for(self, urgency: str) -> int:
        return self.repeat[URGENCIES.index(urgency)]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an open task: its deadline, since when its evidence waits, since when an answer is overdue.

    ``is_open`` is false for what was finished, suspended, cancelled or is disputed, and for what no day can judge.
    """

    urgency: str = "ordinary"
    is_open: bool = True
    due: date | None = None
    evidence_since: date | None = None
    unanswered_since: date | None = None
    unacknowledged_since: date | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """What was last written of a task on a ladder: the level, and the day on which it was last sent."""

    level: int = 0
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done now: ``raised`` with every level ``passed``, ``repeated``, or ``lowered``."""

    event: str
    level: int
    passed: tuple[int, ...] = ()


def level_of(ladder: Sequence[Rung], facts: Facts, today: date, working: WorkingDays) -> int:
    """How many rungs are reached on a day (mức nhắc), 0 for none; with the same facts it never falls as days pass."""
    level = 0
    for rung in ladder:
        if not _holds(rung, facts, today, working):
            break
        level += 1
    return level


def _holds(rung: Rung, facts: Facts, today: date, working: WorkingDays) -> bool:
    days = rung.days_for(facts.urgency)
    if not facts.is_open or days is None:
        return False
    if rung.condition in (BEFORE_DUE, OVERDUE):
        if facts.due is None or facts.evidence_since is not None:
            return False
        late = (today - facts.due).days
        return late >= (-days if rung.condition == BEFORE_DUE else max(days, 1))
    if rung.condition == LATE_ACCEPTANCE:
        return facts.due is not None and facts.evidence_since is not None and (today - facts.due).days >= max(days, 1)
    since = {
        WAITING: facts.evidence_since,
        UNANSWERED: facts.unanswered_since,
        UNACKNOWLEDGED: facts.unacknowledged_since,
    }[rung.condition]
    return since is not None and since <= today and working_days_between(since, today, working) >= days


def next_step(
    ladder: Sequence[Rung],
    level: int,
    stood: Stood,
    today: date,
    *,
    urgency: str,
    is_quiet: bool,
    holds_all: bool = False,
) -> Step | None:
    """What is to be sent or written today of a task that stands at ``level``; None where nothing is.

    On quiet days nothing is repeated; with ``holds_all`` nothing new is sent either, it waits for the next working day.
    A level that was lowered and is reached anew is sent anew.
    """
    if level < stood.level:
        return Step(LOWERED, level)
    if level > stood.level:
        if is_quiet and holds_all:
            return None
        return Step(RAISED, level, tuple(range(stood.level + 1, level + 1)))
    if level == 0 or is_quiet:
        return None
    every = ladder[level - 1].repeat_for(urgency)
    if every and (stood.sent_on is None or (today - stood.sent_on).days >= every):
        return Step(REPEATED, level)
    return None


def is_climbable(ladder: Sequence[Rung]) -> bool:
    """Whether the rungs stand in an order in which a task can meet them: each later than the one below, or as late."""
    for urgency in URGENCIES:
        places = [_place(rung, urgency) for rung in ladder]
        if places != sorted(places):
            return False
    return True


def _place(rung: Rung, urgency: str) -> tuple[int, int]:
    order = {BEFORE_DUE: 0, OVERDUE: 1, WAITING: 0, LATE_ACCEPTANCE: 1}.get(rung.condition, 0)
    days = rung.days_for(urgency)
    if days is None:
        return order, _NEVER
    return order, -days if rung.condition == BEFORE_DUE else days
