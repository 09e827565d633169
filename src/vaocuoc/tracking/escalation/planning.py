"""What a morning has to send (việc nhắc của một ngày): derived from the tasks as they stand, written nowhere yet.

The same plan is sent by the morning's scan and shown as a preview of a table that nobody has saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q, QuerySet

from vaocuoc.core.calendars import WorkingDays, add_working_days, days_off
from vaocuoc.core.measuring.escalation import (
    ACCEPTANCE,
    BEFORE_DUE,
    DEADLINE,
    DIRECTIVE,
    LADDERS,
    LOWERED,
    RECEIPT,
    UNACKNOWLEDGED,
    URGENCIES,
    Facts,
    Step,
    Stood,
    level_of,
    next_step,
)
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.escalation.models import Quiet, TaskLevel
from vaocuoc.tracking.escalation.tables import DEFAULT, Row, Table, tables_in_force
from vaocuoc.tracking.escalation.whom import People, Watched
from vaocuoc.tracking.periods.models import OfficeDay
from vaocuoc.tracking.tasks.models import DeadlineKind, Phase, Task

_FIELDS = (
    "pk", "code", "title", "folded", "keeper_id", "urgency", "due", "lead_unit_id", "lead_post_id",
    "lead_post__unit_id", "follower_id", "assigned_by_id", "document_id",
)  # fmt: skip
_STATE = ("phase", "closure", "deadline_kind", "evidence_since", "acknowledged_at", "received_on", "is_started")


@dataclass(frozen=True)
class Planned:
    """One thing to send or to write of one task: the step, by which row, whom, why it was lowered."""

    task: Watched
    ladder: str
    step: Step
    row: Row | None
    posts: tuple[int, ...] = ()
    answer_by: date | None = None
    reason: str = ""

    def days(self, today: date) -> int:
        """How far the task is from its deadline, either way."""
        return abs((today - self.task.due).days) if self.task.due else 0


def plan(today: date, *, keeper: Unit | None = None, table: Table | None = None) -> list[Planned]:
    """What is due to be sent or written today, of one office where ``keeper`` is given, by ``table`` where one is.

    A constant number of queries for all tasks; nothing is written.
    """
    tables = {keeper.pk: table} if keeper and table else tables_in_force(today, keepers=[keeper] if keeper else None)
    stood = _stood(keeper)
    tasks = list(_watched(today, tables, stood, keeper))
    unanswered = _unanswered([task.pk for task, _state in tasks], today)
    calendars = _calendars({task.keeper for task, _state in tasks}, today)
    steps = [
        found
        for task, state in tasks
        for found in _steps_of(
            task,
            _facts(task, state, unanswered),
            state,
            tables.get(task.keeper, DEFAULT),
            stood.get(task.pk, {}),
            calendars[task.keeper],
            today,
        )
    ]
    return _with_people(steps, tables, calendars, today)


def _watched(
    today: date, tables: Mapping[int, Table], stood: Mapping[int, object], keeper: Unit | None
) -> Iterator[tuple[Watched, dict[str, object]]]:
    """The open tasks that some row may speak of, and those that stood on a ladder, whatever became of them."""
    soonest = max((_farthest(table) for table in (*tables.values(), DEFAULT)), default=0)
    near = Q(due__lte=today + timedelta(days=soonest)) | Q(evidence_since__isnull=False)
    near |= Q(acknowledged_at__isnull=True, urgency__in=URGENCIES[1:]) | Q(directives__waits=True)
    if any(
        row.condition == UNACKNOWLEDGED and row.days[0] is not None for table in tables.values() for row in table.rows
    ):
        near |= Q(acknowledged_at__isnull=True)
    found: QuerySet[Task] = Task.objects.filter(Q(phase=Phase.OPEN) & near | Q(pk__in=list(stood)))
    if keeper is not None:
        found = found.filter(keeper=keeper)
    for row in found.order_by("pk").distinct().values(*_FIELDS, *_STATE).iterator(chunk_size=5_000):
        known = tuple(row[name] for name in _FIELDS)
        yield Watched(*known), {name: row[name] for name in _STATE}


def _farthest(table: Table) -> int:
    days = [day for row in table.rows if row.condition == BEFORE_DUE for day in row.days if day is not None]
    return max(days, default=0)


def _facts(task: Watched, state: Mapping[str, object], unanswered: Mapping[int, date]) -> Facts:
    open_now = state["phase"] == Phase.OPEN and state["deadline_kind"] != DeadlineKind.CONDITION
    evidence = state["evidence_since"]
    received = state["received_on"]
    waits = state["acknowledged_at"] is None and not state["is_started"] and evidence is None
    return Facts(
        urgency=task.urgency,
        is_open=open_now,
        due=task.due,
        evidence_since=evidence if isinstance(evidence, date) else None,
        unanswered_since=unanswered.get(task.pk),
        unacknowledged_since=received if waits and isinstance(received, date) else None,
    )


def _steps_of(
    task: Watched,
    facts: Facts,
    state: Mapping[str, object],
    table: Table,
    stood: Mapping[str, TaskLevel],
    working: WorkingDays,
    today: date,
) -> Iterator[Planned]:
    quiet = table.quiet != Quiet.NONE and not working.includes(today)
    for ladder in LADDERS:
        rows = table.ladder(ladder)
        rungs = [row.rung for row in rows]
        level = level_of(rungs, facts, today, working)
        before = stood.get(ladder)
        known = Stood(before.level, before.sent_on) if before else Stood()
        step = next_step(
            rungs, level, known, today, urgency=task.urgency, is_quiet=quiet, holds_all=table.quiet == Quiet.ALL
        )
        if step is None:
            continue
        lowered = step.event == LOWERED
        yield Planned(
            task,
            ladder,
            step,
            rows[level - 1] if level else None,
            reason=_why_lowered(ladder, state, task, before) if lowered and before else "",
        )


def _why_lowered(ladder: str, state: Mapping[str, object], task: Watched, before: TaskLevel) -> str:
    """What brought the level down, as a code of ``wording.LOWERED_BY``."""
    if state["closure"]:
        return str(state["closure"])
    if state["phase"] == Phase.DISPUTED:
        return "disputed"
    if ladder == DEADLINE and state["evidence_since"] is not None:
        return "evidence"
    if ladder == DEADLINE and before.due != task.due:
        return "extended"
    by_ladder = {ACCEPTANCE: "returned", DIRECTIVE: "answered", RECEIPT: "acknowledged"}
    return by_ladder.get(ladder, "table")


def _with_people(
    steps: list[Planned], tables: Mapping[int, Table], calendars: Mapping[int, WorkingDays], today: date
) -> list[Planned]:
    """The same with whom each step tells, and by when an answer is asked for."""
    hierarchies = {table.hierarchy for table in (*tables.values(), DEFAULT)}
    told = [one.task for one in steps if one.step.event != LOWERED]
    people = People(told, today=today, hierarchies=hierarchies)
    return [
        _complete(one, tables.get(one.task.keeper, DEFAULT), people, calendars[one.task.keeper], today) for one in steps
    ]


def _complete(one: Planned, table: Table, people: People, working: WorkingDays, today: date) -> Planned:
    if one.step.event == LOWERED or one.row is None:
        return one
    rows = table.ladder(one.ladder)
    passed = [rows[level - 1] for level in one.step.passed] or [one.row]
    posts: set[int] = set()
    for row in passed:
        posts |= people.of(row, one.task, hierarchy=table.hierarchy)
    days = one.row.answer[URGENCIES.index(one.task.urgency)]
    return Planned(
        one.task,
        one.ladder,
        one.step,
        one.row,
        posts=tuple(sorted(posts)),
        answer_by=None if days is None else add_working_days(today, days, working),
    )


# --- what is asked once -----------------------------------------------------------------------------------------------


def _stood(keeper: Unit | None) -> dict[int, dict[str, TaskLevel]]:
    rows = TaskLevel.objects.filter(level__gt=0)
    if keeper is not None:
        rows = rows.filter(task__keeper=keeper)
    found: dict[int, dict[str, TaskLevel]] = {}
    for row in rows:
        found.setdefault(row.task_id, {})[row.ladder] = row
    return found


def _unanswered(tasks: Iterable[int], today: date) -> dict[int, date]:
    """Since when the oldest answer to a directive has been overdue, by task."""
    waiting = Directive.objects.filter(waits=True, task__isnull=False, answer_by__lt=today).order_by()
    wanted = set(tasks)
    rows = waiting.values_list("task").annotate(since=Min("answer_by"))
    return {task: since for task, since in rows if task in wanted and since is not None}


def _calendars(keepers: set[int], today: date) -> dict[int, WorkingDays]:
    """The working days of each office: the official table with its own rows over it."""
    own: dict[int, dict[date, bool]] = {keeper: {} for keeper in keepers}
    for keeper, day, worked in OfficeDay.objects.filter(keeper__in=keepers).values_list("keeper", "day", "is_worked"):
        own[keeper][day] = worked
    years = range(today.year - 1, today.year + 3)
    return {keeper: days_off(years, own=days).working_days() for keeper, days in own.items()}
