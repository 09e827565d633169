"""Writing what a preview showed (ghi vào sổ), all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task as job

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing import batches
from vaocuoc.tracking.importing.access import require_kind
from vaocuoc.tracking.importing.batches import acting, guarded, held_batch, save_outcomes
from vaocuoc.tracking.importing.directory_writing import Slip, write_directory
from vaocuoc.tracking.importing.holding import moment, still_holds
from vaocuoc.tracking.importing.indicator_writing import write_indicators
from vaocuoc.tracking.importing.models import (
    DIRECTORY_KINDS,
    WRITTEN,
    BatchState,
    ImportBatch,
    ImportKind,
    ImportRow,
    Outcome,
    RowState,
)
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.importing.previewing import keep_plans
from vaocuoc.tracking.importing.progress import all_checked, begin
from vaocuoc.tracking.importing.records import Advance, changes_as_text, nobody_waits
from vaocuoc.tracking.importing.task_writing import write_tasks

_MOST_ACCOUNTS = 200


def apply_batch(*, actor: Actor, batch: ImportBatch) -> list[Slip]:
    """Write what the preview showed (ghi vào sổ), all in one transaction; many rows become a job.

    What has changed since the preview is refused with ``conflict.import_changed`` and the preview made anew. Gives the
    first passwords of new accounts, which are kept nowhere. Raises ``imports.nothing``, ``conflict.import_done``.
    """
    require_kind(actor, batch.kind, batch.keeper)
    writing = batch.rows.filter(outcome__in=[*WRITTEN, Outcome.HELD]).count()
    if not writing:
        raise Refused("imports.nothing")
    if batch.kind == ImportKind.ACCOUNTS and writing > _MOST_ACCOUNTS:
        raise Refused("imports.too_many_accounts", most=_MOST_ACCOUNTS)
    if writing > batches.AT_ONCE and batch.kind not in DIRECTORY_KINDS:
        with transaction.atomic():
            batch = held_batch(batch, BatchState.READY)
            batch.state = BatchState.APPLYING
            batch.save(update_fields=["state"])
            apply_job.enqueue(batch.pk, actor.user.pk, actor.post.pk if actor.post else None, actor.today.isoformat())
        return []
    return write_batch(actor=actor, batch=batch, today=actor.today)


def write_batch(*, actor: Actor, batch: ImportBatch, today: date, advance: Advance = nobody_waits) -> list[Slip]:
    """Write a batch here and now; see :func:`apply_batch`.

    Where nothing was done since the preview, it is written as shown; else the rows are read once more first.
    """
    actor = actor.remembering()
    if advance is not nobody_waits and still_holds(actor, batch, today=today):
        all_checked(batch)
    with transaction.atomic():
        batch = held_batch(batch, BatchState.READY, BatchState.APPLYING)
        if still_holds(actor, batch, today=today):
            return _write(actor, batch)
    return _write_read_again(actor, batch, today=today, advance=advance)


def _write_read_again(actor: Actor, batch: ImportBatch, *, today: date, advance: Advance) -> list[Slip]:
    begun = moment(actor, batch, today=today)
    plans, questions = plan_batch(actor, batch, today=today, advance=advance)
    if advance is not nobody_waits:
        all_checked(batch)
    with transaction.atomic():
        batch = held_batch(batch, BatchState.READY, BatchState.APPLYING)
        seen = _signatures(batch)
        if seen != [plan.signature() for plan in plans]:
            keep_plans(batch, plans, questions, begun)
            batch.save()
            changed = True
        else:
            changed = False
            slips = _write(actor, batch)
    if changed:
        raise Refused("conflict.import_changed")
    return slips


def _signatures(batch: ImportBatch) -> list[tuple[Any, ...]]:
    rows = batch.rows.order_by("place").values_list("sheet", "number", "outcome", "task_id", "indicator_id", "changes")
    return [(*rest, changes_as_text(changes)) for *rest, changes in rows]


def _write(actor: Actor, batch: ImportBatch) -> list[Slip]:
    rows = list(batch.rows.order_by("place").select_related("task", "indicator__keeper"))
    writing = [row for row in rows if row.outcome in WRITTEN]
    held = [row for row in rows if row.outcome == Outcome.HELD]
    source = source_of(batch)
    slips: list[Slip] = []
    if batch.kind == ImportKind.TASKS and batch.keeper is not None:
        write_tasks(actor, batch.keeper, writing, source=source)
    elif batch.kind == ImportKind.INDICATORS and batch.keeper is not None:
        write_indicators(actor, batch.keeper, writing, source=source)
    else:
        slips = write_directory(actor, batch.kind, writing)
    for row in held:
        row.state = RowState.WAITING
    _settle_waiting(batch, writing, held)
    save_outcomes([*writing, *held])
    counts = {str(name): number for name, number in batch.counts.items()}
    record(actor, "imports.apply", batch, name=batch.name, **counts)
    batch.state, batch.applied_at = BatchState.APPLIED, timezone.now()
    batch.save(update_fields=["state", "applied_at"])
    return slips


def source_of(batch: ImportBatch) -> str:
    """How what comes from a file says so, in the register's own language."""
    return f"Theo tệp {batch.name}"[:300]


def _settle_waiting(batch: ImportBatch, written: Sequence[ImportRow], held: Sequence[ImportRow]) -> None:
    """Rows that waited from earlier files are completed by these, or give way to the same row coming again."""
    waiting = ImportRow.objects.filter(
        batch__keeper=batch.keeper, batch__kind=batch.kind, state=RowState.WAITING
    ).exclude(batch=batch)
    by_key = {row.key: row for row in written if row.key}
    again = {row.own_key for row in held}
    settled = []
    for row in waiting:
        if (done := by_key.get(row.key)) is not None:
            row.state, row.task, row.indicator = RowState.COMPLETED, done.task, done.indicator
            settled.append(row)
        elif row.own_key in again:
            row.state = RowState.DROPPED
            settled.append(row)
    save_outcomes(settled)


@job()
def apply_job(batch_id: int, user_id: int, post_id: int | None, today: str) -> None:
    """Write the rows of a large file."""
    actor = acting(user_id, post_id, today)
    guarded(batch_id, lambda batch: write_batch(actor=actor, batch=batch, today=actor.today, advance=begin(batch)))
