"""Carrying out what was planned for tasks, and taking it back (ghi nhiệm vụ từ tệp, hoàn tác)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from vaocuoc.audit.operations import record, record_all
from vaocuoc.audit.queries import deeds_done
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.models import ImportRow, Outcome, RowState
from vaocuoc.tracking.importing.task_rows import old_task
from vaocuoc.tracking.tasks.facts import keep_facts
from vaocuoc.tracking.tasks.models import Evidence, Task, TaskUpdate
from vaocuoc.tracking.tasks.operations import add_update, change_deadline, close_without_evidence, edit_task
from vaocuoc.tracking.tasks.taking_over import take_over
from vaocuoc.tracking.tasks.writing import save

_AT_ONCE = 500
_EDITED = ("title", "product", "product_receiver", "resources", "authority", "recurrence", "urgency", "product_level")


def write_tasks(actor: Actor, keeper: Unit, rows: Sequence[ImportRow], *, source: str) -> None:
    """Enter the new tasks and change the known ones as the rows say; the rows then name their tasks."""
    new = [row for row in rows if row.outcome != Outcome.UPDATE]
    tasks = take_over(actor=actor, keeper=keeper, tasks=[old_task(row.values) for row in new], source=source)
    for row, task in zip(new, tasks, strict=True):
        row.task, row.state = task, RowState.WRITTEN
        row.undo = {"made": True}
    for row in rows:
        if row.outcome == Outcome.UPDATE and row.task is not None:
            row.undo = _change(actor, row.task, row, source)
            row.state = RowState.WRITTEN


def _change(actor: Actor, task: Task, row: ImportRow, source: str) -> dict[str, Any]:
    """Change one task by its own operations; what takes the change back."""
    changes = {name: new for name, _, new in row.changes}
    undo: dict[str, Any] = {"old": {name: old for name, old, _ in row.changes if name not in ("told", "blocker")}}
    fields: dict[str, Any] = {name: changes[name] for name in _EDITED if name in changes}
    if "follower" in changes:
        fields["follower_id"] = changes["follower"]
    if "lead" in changes:
        fields |= {"lead_unit_id": changes["lead"]["unit"], "lead_post_id": changes["lead"]["post"]}
    if fields:
        task = _edited(actor, task, fields)
    if "told" in changes or "blocker" in changes:
        update = add_update(
            actor=actor,
            task=task,
            text=changes.get("told", ""),
            blocker=changes.get("blocker", ""),
            on_behalf_of=source,
        )
        undo["update"] = update.pk
    if "due" in changes:
        change = change_deadline(actor=actor, task=task, new=date.fromisoformat(changes["due"]), reason=source)
        undo["deadline"] = change.pk
    if "closure" in changes:
        completed = changes.get("completed_on")
        close_without_evidence(
            actor=actor,
            task=task,
            reason=source,
            completed_on=date.fromisoformat(completed) if completed else None,
        )
    return undo


def _edited(actor: Actor, task: Task, fields: dict[str, Any]) -> Task:
    """Edit with units and posts given by number."""
    for name in ("follower", "lead_unit", "lead_post"):
        if f"{name}_id" in fields:
            pk = fields.pop(f"{name}_id")
            model = Task._meta.get_field(name).related_model
            assert isinstance(model, type)
            fields[name] = model._default_manager.get(pk=pk) if pk else None
    return edit_task(actor=actor, task=task, version=task.version, **fields)


def touched_since(tasks: Sequence[int], moment: datetime) -> set[int]:
    """The tasks that somebody has done something with after ``moment``."""
    entries = deeds_done().filter(object_type="tracking.task", object_id__in=tasks, at__gt=moment)
    return {pk for pk in entries.values_list("object_id", flat=True) if pk is not None}


def undo_tasks(actor: Actor, rows: Sequence[ImportRow], *, since: datetime, source: str) -> None:
    """Take the tasks of these rows back; rows of which somebody has touched the task keep it (``RowState.KEPT``)."""
    touched = touched_since([row.task_id for row in rows if row.task_id], since)
    made = [row for row in rows if row.undo.get("made") and row.task_id and row.task_id not in touched]
    removed = _removed(actor, [row.task for row in made if row.task is not None])
    for row in rows:
        if row.task_id is None or row.task_id in removed:
            row.state, row.task = RowState.UNDONE, None
        elif row.task_id in touched or row.undo.get("made") or row.task is None:
            row.state = RowState.KEPT
        else:
            row.state = RowState.UNDONE
            _put_back(actor, row.task, row.undo, source)


def _removed(actor: Actor, tasks: Sequence[Task]) -> set[int]:
    """Delete tasks that the batch made; all at once, or one by one where something has come to hang on some of them."""
    keys = {task.pk for task in tasks}
    try:
        with transaction.atomic():
            _delete(actor, tasks)
    except ProtectedError:
        if len(tasks) == 1:
            return set()
        return {pk for task in tasks for pk in _removed(actor, [task])}
    return keys


def _delete(actor: Actor, tasks: Sequence[Task]) -> None:
    record_all(actor, "tasks.untake", [(task, {"code": task.code, "title": task.title[:200]}) for task in tasks])
    for start in range(0, len(tasks), _AT_ONCE):
        keys = [task.pk for task in tasks[start : start + _AT_ONCE]]
        TaskUpdate.objects.filter(task__in=keys).delete()
        Evidence.objects.filter(task__in=keys, accepted__isnull=True).delete()
        ImportRow.objects.filter(task__in=keys).update(task=None)
        Task.objects.filter(pk__in=keys).delete()


def _put_back(actor: Actor, task: Task, undo: Mapping[str, Any], source: str) -> None:
    """Give a changed task its old words, day and state again."""
    old = undo.get("old", {})
    task.updates.filter(pk=undo.get("update", 0)).delete()
    task.deadline_changes.filter(pk=undo.get("deadline", 0)).delete()
    for name, value in old.items():
        if name == "lead":
            task.lead_unit_id, task.lead_post_id = value["unit"], value["post"]
        elif name == "follower":
            task.follower_id = value
        elif name == "due":
            task.due = date.fromisoformat(value) if value else None
        elif name != "completed_on":
            setattr(task, name, value)
    if "due" in old and task.due is None:
        task.no_due_reason = task.no_due_reason or source[:300]
        task.first_due = None
    if "closure" in old:
        task.completed_on, task.closed_at, task.closure_reason = None, None, ""
    save(task)
    keep_facts(Task.objects.filter(pk=task.pk))
    record(actor, "tasks.unchange", task, code=task.code, before=list(old))
