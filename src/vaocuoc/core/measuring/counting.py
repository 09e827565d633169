"""Counting tasks over a period as offices report them (phiếu kỳ), as of any day, from what was known on that day.

A task's history gives its facts on a day; ``task_state`` derives the state from them; the state says in which columns
of the sheet the task counts. A number is how many tasks have its column, its list is those tasks: they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vaocuoc.core.measuring.tasks import DONE, TaskFacts, TaskState, task_state

AGE_COLUMNS = {"1-7": "age_1_7", "8-30": "age_8_30", "over-30": "age_over_30"}
_RUNNING = ("due_soon", "in_progress", "not_started")
_RATED = {"done_on_time": "on_time", "done_late": "late", "done_unjudged": "unjudged"}

OPEN_COLUMNS = (
    "age_1_7", "age_8_30", "age_over_30", "late_acceptance", "submitted", "needs_due", "waiting", "suspended",
    "running",
)  # fmt: skip
"""The parts of what is open at the end; they add up to ``open``."""

COLUMNS = (
    "carried", "given", "done", "on_time", "late", "unjudged", "unproven", "cancelled", "due", "due_done", "open",
    "overdue",
    *OPEN_COLUMNS, "regular", "disputed",
)  # fmt: skip
"""Every column of the sheet; ``carried`` + ``given`` = ``done`` + ``cancelled`` + ``open`` for every group of tasks."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What people had decided of a task for a time: how it was closed and when, its kind of deadline, a dispute."""

    closure: str = ""
    closed_on: date | None = None
    completed_on: date | None = None
    deadline_kind: str = "day"
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class TaskHistory:
    """What is known of a task over time.

    ``given`` is the day of receipt, else of issue, else of creation. ``closed_on`` is the day on which the decision
    ``closure`` was recorded. ``dues`` holds each change of the deadline: the day it was made and the deadline until
    then, in order; ``stood`` the same of what was decided. ``waits`` holds each evidence: the day it came in and the
    day it was decided (None: it still waits). ``told_on`` is the first day on which anything was told or handed in;
    ``is_proven`` says whether evidence was confirmed.
    """

    given: date
    closure: str = ""
    closed_on: date | None = None
    completed_on: date | None = None
    deadline_kind: str = "day"
    due: date | None = None
    dues: tuple[tuple[date, date | None], ...] = ()
    stood: tuple[tuple[date, Stood], ...] = ()
    waits: tuple[tuple[date, date | None], ...] = ()
    told_on: date | None = None
    is_disputed: bool = False
    is_proven: bool = False

    @property
    def ended_on(self) -> date | None:
        """The day from which it counts as ended: its real completion, else the day that was recorded.

        Never before it was given, so that what is ended was once there. None while it runs or only rests.
        """
        return self._end(self)

    def ended_by(self, day: date) -> date | None:
        """The day from which it counted as ended, as known at the end of a day; None where it was not ended by then."""
        ended = self._end(self.closing(day))
        return ended if ended is not None and ended <= day else None

    def then(self, day: date) -> Stood | TaskHistory:
        """What had been decided of it by the end of a day: as it stood until the first change after that day."""
        return next((was for changed, was in self.stood if changed > day), self) if self.stood else self

    def closing(self, day: date) -> Stood | TaskHistory:
        """By what it is closed on a day: what is done counts since the real day, whenever that was recorded."""
        if self.closure == "done" and (self.ended_on or day) <= day:
            return self
        return self.then(day)

    def _end(self, one: Stood | TaskHistory) -> date | None:
        if one.closure not in ("done", "cancelled"):
            return None
        return max(self.given, one.completed_on or one.closed_on or self.given)

    def due_on(self, day: date) -> date | None:
        """The deadline in force at the end of a day."""
        return next((until for changed, until in self.dues if changed > day), self.due)


@dataclass(frozen=True, slots=True)
class Span:
    """A period counted from ``first`` to ``last``, as it stood at the end of ``seen``: its last day, or today."""

    first: date
    last: date
    seen: date

    @classmethod
    def until(cls, first: date, last: date, today: date) -> Span:
        """The period as it can be counted today."""
        return cls(first, last, min(last, today))


def facts_on(history: TaskHistory, day: date) -> TaskFacts:
    """What was known of a task at the end of a day; what is done counts since its real day, whenever recorded."""
    then, by = history.then(day), history.closing(day)
    if by.closure == "suspended":
        closure = by.closure if by.closed_on is None or by.closed_on <= day else ""
    else:
        closure = by.closure if history.ended_by(day) is not None else ""
    return TaskFacts(
        closure=closure,
        deadline_kind=then.deadline_kind,
        due=history.due_on(day),
        completed_on=by.completed_on if closure == "done" else None,
        started=history.told_on is not None and history.told_on <= day,
        evidence_since=min(
            (since for since, until in history.waits if since <= day and (until is None or until > day)), default=None
        ),
        known_since=history.given,
        is_disputed=then.is_disputed,
    )


def state_on(history: TaskHistory, day: date) -> TaskState:
    """The state of a task at the end of a day (trạng thái tại một ngày)."""
    return task_state(facts_on(history, day), day)


def columns_of(history: TaskHistory, span: Span) -> tuple[str, ...]:
    """The columns in which a task counts; none where it was given later or had ended before and was not due.

    A disputed one counts under ``disputed`` alone, an open regular one under ``regular`` alone.
    """
    if history.given > span.seen:
        return ()
    state = state_on(history, span.seen)
    ended = history.ended_by(span.seen)
    if state.disputed:
        return ("disputed",) if ended is None or ended >= span.first else ()
    if state.regular:
        return ("regular",)
    found = _due(history, state, span)
    if ended is not None and ended < span.first:
        return found
    came = "given" if history.given >= span.first else "carried"
    unproven = ("unproven",) if state.is_done and not history.is_proven else ()
    return (came, *_outcome(state), *unproven, *found)


def _outcome(state: TaskState) -> tuple[str, ...]:
    if state.code in DONE:
        return "done", _RATED[state.code]
    if state.code == "cancelled":
        return ("cancelled",)
    if state.code == "overdue":
        return "open", "overdue", AGE_COLUMNS[state.age]
    return "open", "running" if state.code in _RUNNING else state.code


def _due(history: TaskHistory, state: TaskState, span: Span) -> tuple[str, ...]:
    due = history.due_on(span.seen)
    if due is None or not span.first <= due <= span.last or state.code == "cancelled":
        return ()
    return ("due", "due_done") if state.is_done else ("due",)
