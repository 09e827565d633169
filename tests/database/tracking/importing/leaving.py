"""What a deed leaves in the whole database, so that two ways to do the same can be compared; and rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json import dumps
from typing import Any

from django.db import models, transaction

from tests.database.conftest import World
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.notices.messages.models import Receipt
from vaocuoc.tracking.importing.models import ImportBatch, ImportRow, Outcome
from vaocuoc.tracking.models import Task

Change = list[Any]
SOURCE = "Theo tệp a.xlsx"


class _TakenBack(Exception):
    pass


def left_by(deed: Callable[[], object], tables: Sequence[type[models.Model]]) -> dict[str, Any]:
    """Whether a deed is refused, and what it leaves: rows, trail and messages without keys and clocks."""
    entries, receipts = Entry.objects.count(), Receipt.objects.count()
    found: dict[str, Any] = {"refused": False}
    try:
        with transaction.atomic():
            try:
                deed()
            except Refused:
                found["refused"] = True
                raise _TakenBack from None
            for table in tables:
                found[table.__name__] = _rows(table)
            trail = Entry.objects.order_by("pk")[entries:]
            found["trail"] = sorted(
                (
                    one.object_type,
                    one.object_id if one.action.startswith("tasks") else 0,
                    one.action,
                    dumps(one.facts, sort_keys=True),
                )
                for one in trail
            )
            of_task: dict[int | None, list[str]] = {}
            for one in trail:
                if one.object_type == "tracking.task":
                    of_task.setdefault(one.object_id, []).append(one.action)
            found["order"] = of_task
            told = Receipt.objects.select_related("message").order_by("pk")[receipts:]
            found["told"] = sorted(
                (one.message.kind, one.message.object_id, dumps(one.message.facts, sort_keys=True), one.post_id)
                for one in told
            )
            raise _TakenBack
    except _TakenBack:
        return found


def _rows(table: type[models.Model]) -> list[dict[str, Any]]:
    """The rows of a table; those of a task in the order in which they came, without keys of their own."""
    of_task = "task_id" in {field.attname for field in table._meta.concrete_fields}
    rows = map(_plain, table._default_manager.order_by(*(["task"] if of_task else []), "pk").values())
    return [{name: value for name, value in row.items() if not (of_task and name == "id")} for row in rows]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its moments told only as there or not."""
    return {name: bool(value) if name.endswith("_at") or name == "at" else value for name, value in row.items()}


def rows_of(batch: ImportBatch, changes: Sequence[tuple[models.Model, list[Change]]]) -> list[ImportRow]:
    """Rows of a file that change what the register holds."""
    made = []
    for place, (known, changed) in enumerate(changes):
        named = {"task": known} if isinstance(known, Task) else {"indicator": known}
        row = ImportRow(batch=batch, place=place, number=place, outcome=Outcome.UPDATE, changes=changed, **named)
        row.save()
        made.append(row)
    return made


def batch_of(world: World, kind: str) -> ImportBatch:
    return ImportBatch.objects.create(
        keeper=world.province, kind=kind, name="a.xlsx", sha256="0" * 64, size=1, created_by=world.clerk.user
    )
