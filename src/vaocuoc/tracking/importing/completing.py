"""After a batch was written, or instead (hoàn tác, bỏ đợt nhập), and its rows that wait (bổ sung, bỏ dòng)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.access import require_kind
from vaocuoc.tracking.importing.applying import source_of
from vaocuoc.tracking.importing.batches import held_batch, save_outcomes
from vaocuoc.tracking.importing.directory_writing import undo_directory, write_directory
from vaocuoc.tracking.importing.indicator_writing import undo_indicators, write_indicators
from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportKind, ImportRow, Outcome, RowState
from vaocuoc.tracking.importing.task_writing import undo_tasks, write_tasks

_SAID = ("cells", "values", "missing", "notes", "changes")


def undo_batch(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take a written batch back within 24 hours (hoàn tác), but for what people have touched since: that stays.

    Raises ``imports.too_late``, ``conflict.import_done``.
    """
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        batch = held_batch(batch, BatchState.APPLIED)
        until = batch.undo_until()
        if batch.applied_at is None or until is None or now > until:
            raise Refused("imports.too_late")
        written = ImportRow.objects.filter(batch=batch, state__in=[RowState.WRITTEN, RowState.COMPLETED])
        # What a row said is not asked for again: of thousands of rows it takes longer to read than to take them back.
        rows = list(written.select_related("task", "indicator__keeper").defer(*_SAID).order_by("place"))
        source = f"Hoàn tác đợt nhập tệp {batch.name}"[:300]
        if batch.kind == ImportKind.TASKS:
            undo_tasks(actor, rows, since=batch.applied_at, source=source)
        elif batch.kind == ImportKind.INDICATORS:
            undo_indicators(actor, rows, since=batch.applied_at, source=source)
        else:
            undo_directory(actor, rows, since=batch.applied_at)
        save_outcomes(rows)
        batch.rows.filter(state=RowState.WAITING).update(state=RowState.DROPPED)
        batch.state, batch.undone_at = BatchState.UNDONE, now
        batch.save(update_fields=["state", "undone_at"])
        kept = sum(row.state == RowState.KEPT for row in rows)
        record(actor, "imports.undo", batch, name=batch.name, undone=len(rows) - kept, kept=kept)
    return batch


def discard_batch(*, actor: Actor, batch: ImportBatch) -> None:
    """Throw a batch away that was never written (bỏ đợt nhập)."""
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        batch = held_batch(batch, BatchState.COLUMNS, BatchState.READY, BatchState.FAILED)
        record(actor, "imports.discard", batch, name=batch.name)
        batch.delete()


def complete_row(*, actor: Actor, row: ImportRow, values: Mapping[str, Any]) -> ImportRow:
    """Give a waiting row what it lacks (bổ sung) and write it; what it becomes is the same as from the file.

    Raises ``conflict.row_settled`` where another was first, and what writing such a task or indicator is refused for.
    """
    batch = row.batch
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        row = _waiting(row)
        row.values = {**row.values, **values}
        if batch.keeper is None:
            write_directory(actor, batch.kind, [row])
        elif batch.kind == ImportKind.TASKS:
            write_tasks(actor, batch.keeper, [row], source=source_of(batch))
        else:
            row.outcome = Outcome.UPDATE if row.indicator_id and row.changes else Outcome.NEW
            write_indicators(actor, batch.keeper, [row], source=source_of(batch))
        row.state, row.missing = RowState.COMPLETED, []
        row.save()
        record(actor, "imports.complete", batch, name=batch.name, number=row.number)
    return row


def drop_row(*, actor: Actor, row: ImportRow) -> ImportRow:
    """Let a waiting row be (bỏ dòng chờ bổ sung); it stays on the batch's page."""
    require_kind(actor, row.batch.kind, row.batch.keeper)
    with transaction.atomic():
        row = _waiting(row)
        row.state = RowState.DROPPED
        row.save(update_fields=["state"])
        record(actor, "imports.drop_row", row.batch, name=row.batch.name, number=row.number)
    return row


def _waiting(row: ImportRow) -> ImportRow:
    locked = ImportRow.objects.select_for_update(of=("self",)).select_related("batch__keeper", "indicator__keeper")
    row = locked.get(pk=row.pk)
    if row.state != RowState.WAITING:
        raise Refused("conflict.row_settled", number=row.number)
    return row
