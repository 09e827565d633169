"""Carrying out what was planned for tasks, and taking it back (ghi nhiệm vụ từ tệp, hoàn tác)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import router, transaction
from django.db.models import ProtectedError

from vaocuoc.audit.operations import record_all
from vaocuoc.audit.queries import deeds_done
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.importing.hanging import without_others
from vaocuoc.tracking.importing.models import ImportRow, Outcome, RowState
from vaocuoc.tracking.importing.task_rows import old_task
from vaocuoc.tracking.tasks.facts import keep_facts
from vaocuoc.tracking.tasks.models import DeadlineChange, DeadlineKind, Evidence, Task, TaskParty, TaskUpdate
from vaocuoc.tracking.tasks.operations import (
    add_updates,
    change_deadlines,
    close_each_without_evidence,
    edit_each,
    folded_words,
)
from vaocuoc.tracking.tasks.past import TaskBefore
from vaocuoc.tracking.tasks.several import Done, Left, do_each, held
from vaocuoc.tracking.tasks.taking_over import take_over

_EDITED = ("title", "product", "product_receiver", "resources", "authority", "recurrence", "urgency", "product_level")
_OF_IMPORT = frozenset({TaskUpdate, Evidence, TaskParty, TaskBefore, ImportRow})
"""What an import itself writes beside a task; anything else that hangs on one was put there by somebody."""
_ACKNOWLEDGED = ("acknowledged_at", "acknowledged_by_id", "acknowledged_as_id")
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "lead": (*_ACKNOWLEDGED, "came_from_id"),
    "told": _ACKNOWLEDGED,
    "blocker": _ACKNOWLEDGED,
    "due": ("deadline_kind", "first_due", "no_due_reason"),
    "closure": ("closed_at", "closure_reason", "completed_on"),
}
"""What else of a task changes by itself where a row changes this: who took it in, of what kind its deadline is."""


def write_tasks(actor: Actor, keeper: Unit, rows: Sequence[ImportRow], *, source: str) -> None:
    """Enter the new tasks and change the known ones as the rows say; the rows then name their tasks.

    What becomes of each is as if the rows were written one by one in their order; the number of queries does not grow
    with them.
    """
    new = [row for row in rows if row.outcome != Outcome.UPDATE]
    tasks = take_over(actor=actor, keeper=keeper, tasks=[old_task(row.values) for row in new], source=source)
    for row, task in zip(new, tasks, strict=True):
        row.task, row.state = task, RowState.WRITTEN
        row.undo = {"made": True}
    actor = actor.remembering()
    changing = [row for row in rows if row.outcome == Outcome.UPDATE and row.task is not None]
    _note_old(changing)
    written: set[int] = set()
    for some in _in_turns(changing):
        _as_written([row for row in some if row.task_id in written])
        written.update(row.task_id for row in some if row.task_id)
        _Changing(actor, some, source).write()


def _as_written(rows: Sequence[ImportRow]) -> None:
    """Let these rows stand for their tasks as earlier rows of the file left them."""
    now = Task.objects.in_bulk(row.task_id for row in rows) if rows else {}
    for row in rows:
        row.task = now[row.task_id]


def _note_old(rows: Sequence[ImportRow]) -> None:
    """Note in the rows what their tasks are before they are changed; one query."""
    names = sorted({name for follows in _FOLLOWS.values() for name in follows})
    keys = Keys(row.task.pk for row in rows if row.task is not None)
    stand = {one["pk"]: one for one in Task.objects.filter(pk__in=keys).values("pk", *names)} if rows else {}
    for row in rows:
        assert row.task is not None
        old = {name: old for name, old, _new in row.changes if name not in ("told", "blocker")}
        follows = {name for changed, *_rest in row.changes for name in _FOLLOWS.get(changed, ())} - old.keys()
        row.undo = {"old": old, "follows": {name: _plain(stand[row.task.pk][name]) for name in sorted(follows)}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _in_turns(rows: Iterable[ImportRow]) -> list[list[ImportRow]]:
    """The rows in groups that hold no task beside its parent; of two such rows the earlier one's group comes first.

    A deadline is judged by those of the parent and the children, so that their order counts; all else does not meet.
    """
    turns: dict[int, list[ImportRow]] = defaultdict(list)
    of_task: dict[int, int] = {}
    of_children: dict[int, int] = {}
    for row in rows:
        assert row.task is not None
        pk, parent = row.task.pk, row.task.parent_id or 0
        turn = 1 + max(of_task.get(pk, 0), of_task.get(parent, 0), of_children.get(pk, 0))
        turns[turn].append(row)
        of_task[pk] = turn
        of_children[parent] = max(turn, of_children.get(parent, 0)) if parent else 0
    return [turns[turn] for turn in sorted(turns)]


class _Changing:
    """Changes tasks of which none is another's parent by the operations of many, and notes what takes that back."""

    def __init__(self, actor: Actor, rows: Sequence[ImportRow], source: str) -> None:
        self._actor, self._source = actor, source
        self._rows = {row.task.pk: row for row in rows if row.task is not None}
        self._changes = {pk: {name: new for name, _, new in row.changes} for pk, row in self._rows.items()}

    def write(self) -> None:
        """Edit, tell, move the day, close, in this order; raises ``Refused`` where a task cannot become so."""
        for row in self._rows.values():
            row.state = RowState.WRITTEN
        self._edit()
        self._tell()
        self._move()
        self._close()

    def _tasks(self, *names: str) -> list[Task]:
        """The tasks of which the rows change one of these."""
        found = (row.task for pk, row in self._rows.items() if not self._changes[pk].keys().isdisjoint(names))
        return [task for task in found if task is not None]

    def _edit(self) -> None:
        tasks = self._tasks(*_EDITED, "follower", "lead")
        wanted = [self._changes[task.pk] for task in tasks]
        posts = {one.get("follower") for one in wanted} | {one["lead"]["post"] for one in wanted if "lead" in one}
        units = {one["lead"]["unit"] for one in wanted if "lead" in one}
        named_posts = Post.objects.select_related("unit").in_bulk(posts - {None})
        named_units = Unit.objects.in_bulk(units - {None})
        fields: dict[int, dict[str, object]] = {}
        for task, one in zip(tasks, wanted, strict=True):
            fields[task.pk] = {name: one[name] for name in _EDITED if name in one}
            if "follower" in one:
                fields[task.pk]["follower"] = _named(named_posts, one["follower"])
            if "lead" in one:
                fields[task.pk]["lead_unit"] = _named(named_units, one["lead"]["unit"])
                fields[task.pk]["lead_post"] = _named(named_posts, one["lead"]["post"])
        if tasks:
            self._refuse(edit_each(actor=self._actor, tasks=tasks, fields=fields))

    def _tell(self) -> None:
        said = [
            TaskUpdate(
                task=task,
                text=self._changes[task.pk].get("told", ""),
                blocker=self._changes[task.pk].get("blocker", ""),
                on_behalf_of=self._source,
            )
            for task in self._as_they_stand("told", "blocker")
        ]
        for update in add_updates(actor=self._actor, updates=said):
            self._rows[update.task_id].undo["update"] = update.pk

    def _as_they_stand(self, *names: str) -> list[Task]:
        """The tasks as an edit before left them: who leads one says who may tell of it."""
        return held(self._tasks(*names))

    def _move(self) -> None:
        tasks = self._tasks("due")
        days = {task.pk: date.fromisoformat(self._changes[task.pk]["due"]) for task in tasks}
        if not tasks:
            return
        done = change_deadlines(actor=self._actor, tasks=tasks, new=days, reason=self._source)
        self._refuse(done)
        for pk, left in done.left.items():
            self._rows[pk].undo["deadline"] = left.made.pk if left.made else 0

    def _close(self) -> None:
        tasks = self._tasks("closure")
        said = {task.pk: self._changes[task.pk].get("completed_on") for task in tasks}
        days = {pk: date.fromisoformat(day) if day else None for pk, day in said.items()}
        if tasks:
            self._refuse(
                close_each_without_evidence(actor=self._actor, tasks=tasks, reason=self._source, completed_on=days)
            )

    def _refuse(self, done: Done) -> None:
        """A file is written whole or not at all; the first of its rows that is refused says why."""
        for pk in self._rows:
            if refused := done.refused.get(pk):
                raise refused


def _named(known: Mapping[int, Any], pk: int | None) -> Any:
    return known[pk] if pk else None


def touched_since(tasks: Sequence[int], moment: datetime) -> set[int]:
    """The tasks that somebody has done something with after ``moment``."""
    entries = deeds_done().filter(object_type="tracking.task", object_id__in=tasks, at__gt=moment)
    return {pk for pk in entries.values_list("object_id", flat=True) if pk is not None}


def undo_tasks(actor: Actor, rows: Sequence[ImportRow], *, since: datetime, source: str) -> None:
    """Take the tasks of these rows back; rows of which somebody has touched the task keep it (``RowState.KEPT``)."""
    touched = touched_since([row.task_id for row in rows if row.task_id], since)
    made = [row for row in rows if row.undo.get("made") and row.task_id and row.task_id not in touched]
    removed = _removed(actor, [row.task for row in made if row.task is not None])
    changed: dict[int, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.task_id is None or row.task_id in removed:
            row.state, row.task = RowState.UNDONE, None
        elif row.task_id in touched or row.undo.get("made") or row.task is None:
            row.state = RowState.KEPT
        else:
            row.state = RowState.UNDONE
            changed[row.task.pk].append(row)
    _put_back(actor, changed, source)


def _removed(actor: Actor, tasks: Sequence[Task]) -> set[int]:
    """Delete tasks that the batch made; those on which something has come to hang since, one by one where possible."""
    try:
        with transaction.atomic():
            bare = _bare({task.pk for task in tasks})
            _delete(actor, [task for task in tasks if task.pk in bare], bare)
    except ProtectedError:  # something hangs on what was told of one
        bare = set()
    return bare | {task.pk for task in tasks if task.pk not in bare and _removed_alone(actor, task)}


def _bare(keys: set[int]) -> set[int]:
    """Those of the tasks on which nothing hangs but what an import writes; evidence that was decided does."""
    if not keys:
        return set()
    decided = Evidence.objects.filter(task__in=Keys(keys), accepted__isnull=False)
    return without_others(Task, keys - set(decided.values_list("task", flat=True)), _OF_IMPORT)


def _delete(actor: Actor, tasks: Sequence[Task], keys: set[int]) -> None:
    """Delete tasks with what an import wrote beside them; nothing else may hang on them."""
    if not tasks:
        return
    _let_go(actor, tasks, keys)
    for model in (TaskParty, TaskBefore):
        model._default_manager.filter(task__in=Keys(keys)).delete()
    # Nothing refers to them any more, so nothing has to be looked for in thirty tables.
    Task.objects.filter(pk__in=Keys(keys))._raw_delete(router.db_for_write(Task))


def _removed_alone(actor: Actor, task: Task) -> bool:
    """Delete one task with what goes with it; whether that could be."""
    try:
        with transaction.atomic():
            _let_go(actor, [task], {task.pk})
            Task.objects.filter(pk=task.pk).delete()
    except ProtectedError:
        return False
    return True


def _let_go(actor: Actor, tasks: Sequence[Task], keys: set[int]) -> None:
    record_all(actor, "tasks.untake", [(task, {"code": task.code, "title": task.title[:200]}) for task in tasks])
    TaskUpdate.objects.filter(task__in=Keys(keys)).delete()
    Evidence.objects.filter(task__in=Keys(keys), accepted__isnull=True).delete()
    ImportRow.objects.filter(task__in=Keys(keys)).update(task=None)


def _put_back(actor: Actor, changed: Mapping[int, Sequence[ImportRow]], source: str) -> None:
    """Give changed tasks their old words, days and states again; several rows of one file may have changed one."""
    if not changed:
        return
    rows = held([task for one, *_others in changed.values() if (task := one.task) is not None])
    undo = [row.undo for some in changed.values() for row in some]
    TaskUpdate.objects.filter(pk__in=Keys(one["update"] for one in undo if "update" in one)).delete()
    DeadlineChange.objects.filter(pk__in=Keys(one["deadline"] for one in undo if "deadline" in one)).delete()

    def restore(task: Task) -> Left:
        old = _first_noted("old", changed[task.pk])
        _restore(task, {**old, **_first_noted("follows", changed[task.pk])}, source)
        return Left("tasks.unchange", {"code": task.code, "before": list(old)})

    do_each(actor, rows, restore, rows)
    keep_facts(Task.objects.filter(pk__in=Keys(changed)))


def _first_noted(what: str, rows: Sequence[ImportRow]) -> dict[str, Any]:
    """What the rows of one task noted of it; of what several changed, what the first of them found."""
    return {name: old for row in reversed(rows) for name, old in row.undo.get(what, {}).items()}


def _restore(task: Task, old: Mapping[str, Any], source: str) -> None:
    fields = {field.attname: field for field in Task._meta.concrete_fields}
    for name, value in old.items():
        if name == "lead":
            task.lead_unit_id, task.lead_post_id = value["unit"], value["post"]
        elif name == "follower":
            task.follower_id = value
        else:
            setattr(task, name, fields[name].to_python(value))
    if task.deadline_kind == DeadlineKind.DAY and task.due is None:
        task.no_due_reason = task.no_due_reason or source[:300]  # a batch of an earlier version noted none
    task.folded = folded_words(task)
