"""Reading turns: this one, the last, how many were done in time, late, missed (các kỳ của việc thường xuyên)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vaocuoc.tracking.recurring.models import Recurrence, RecurringTurn
from vaocuoc.tracking.recurring.operations import AHEAD, turns_of_rule
from vaocuoc.tracking.recurring.wording import turn_name
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.queries import TaskRow, rows_in_order

SHOWN = 24
_FAR = timedelta(days=800)  # holds the next turn of any rule, a yearly one too


@dataclass(frozen=True)
class TurnRow:
    """A turn with its name and the state of its task."""

    name: str
    turn: RecurringTurn
    row: TaskRow


@dataclass(frozen=True)
class Coming:
    """The next turn that is not yet made (kỳ tới): its name, its day, and the day on which it is made."""

    name: str
    due: date
    opens_on: date


@dataclass(frozen=True)
class Turning:
    """A recurring task on a day: its rule, this turn, the last before it, the latest ones, and how the past ones went.

    ``missed`` are turns whose stretch is over and that were not done by its end; each is one of the past ``over``.
    """

    recurrence: Recurrence
    current: TurnRow | None
    last: TurnRow | None
    rows: tuple[TurnRow, ...]
    over: int
    on_time: int
    late: int
    unjudged: int
    missed: int
    coming: Coming | None

    @property
    def judged(self) -> int:
        return self.on_time + self.late


def turning_of(recurrence: Recurrence, *, today: date) -> Turning:
    """How a recurring task stands on a day; three queries and the rows of the turns shown. Nothing is made here."""
    turns = list(recurrence.turns.select_related("task").order_by("first", "pk"))
    begun = [turn for turn in turns if turn.first <= today]
    shown = turns[-SHOWN:]
    rows = {row.task.pk: row for row in rows_in_order([turn.task_id for turn in shown], today=today)}
    made = [TurnRow(turn_name(turn.every, turn.first), turn, rows[turn.task_id]) for turn in shown]
    by_turn = {one.turn.pk: one for one in made}
    current = next((turn for turn in reversed(begun) if turn.last >= today), None)
    before = [turn for turn in begun if turn.last < today]
    over = Counter(outcome_of(turn) for turn in before)
    return Turning(
        recurrence=recurrence,
        current=by_turn.get(current.pk) if current else None,
        last=by_turn.get(before[-1].pk) if before else None,
        rows=tuple(reversed(made)),
        over=len(before) - over["cancelled"],
        on_time=over["on_time"],
        late=over["late"],
        unjudged=over["unjudged"],
        missed=over["missed"],
        coming=_coming(recurrence, turns, today),
    )


def _coming(recurrence: Recurrence, turns: Sequence[RecurringTurn], today: date) -> Coming | None:
    """The next turn that the nightly job will make; none once the task rests or has ended."""
    if recurrence.task.closure != Closure.NONE:
        return None
    there = {turn.first for turn in turns if turn.every == recurrence.every}
    until = max(today, recurrence.starts_on) + _FAR
    for turn in turns_of_rule(recurrence, first=today, last=until):
        if turn.first not in there:
            return Coming(turn_name(recurrence.every, turn.first), turn.due, turn.first - AHEAD)
    return None


def outcome_of(turn: RecurringTurn) -> str:
    """How a turn whose stretch is over went: on_time, late, unjudged, missed or cancelled.

    Done after the stretch was over is missed: the next turn had begun.
    """
    task = turn.task
    if task.closure == Closure.CANCELLED:
        return "cancelled"
    if task.closure != Closure.DONE:
        return "missed"
    if task.completed_on is None or task.due is None:
        return "unjudged"
    if task.completed_on > turn.last:
        return "missed"
    return "on_time" if task.completed_on <= task.due else "late"
