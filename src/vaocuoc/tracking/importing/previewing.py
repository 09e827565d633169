"""Working out what becomes of each row (bản xem trước): words answered for, rows read; no register is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task as job

from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers.words import plain_word
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing import batches
from vaocuoc.tracking.importing.access import require_kind
from vaocuoc.tracking.importing.batches import acting, guarded, held_batch
from vaocuoc.tracking.importing.holding import moment
from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportChoice, ImportRow
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.importing.progress import begin
from vaocuoc.tracking.importing.records import Advance, Plan, nobody_waits
from vaocuoc.tracking.importing.resolving import LEFT_OPEN, Question

_IN_BULK = 500
_OF_ONE_FILE = frozenset({"due"})
"""What words mean in one file alone: "Quý IV" is another day next year."""


def answer_questions(
    *, actor: Actor, batch: ImportBatch, answers: Mapping[str, tuple[str, str]], remember: bool = True
) -> ImportBatch:
    """Say what words of the file mean (trả lời giá trị chưa rõ); remembered by the office unless left open.

    ``answers`` give ``(text, value)`` by a question's key. Then the rows are read again.
    """
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        batch = held_batch(batch, BatchState.READY, BatchState.FAILED)
        kept = dict(batch.options.get("answers", {}))
        for key, (text, value) in answers.items():
            field = key.partition(":")[0]
            kept[key] = value
            if remember and value != LEFT_OPEN and field not in _OF_ONE_FILE:
                _remember(actor, batch, field, text, value)
        batch.options = {**batch.options, "answers": kept}
        batch.save(update_fields=["options"])
    return read_rows(actor, batch)


def _remember(actor: Actor, batch: ImportBatch, field: str, text: str, value: str) -> None:
    ImportChoice.objects.update_or_create(
        keeper=batch.keeper,
        field=field,
        folded=plain_word(text)[:500],
        defaults={"text": text[:500], "value": value, "chosen_by": actor.user, "chosen_at": timezone.now()},
    )


def read_rows(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Read the rows now, or in a job where they are many."""
    total = sum(batch.sheets.filter(place__in=batch.sheets_chosen).values_list("rows", flat=True))
    if total <= batches.AT_ONCE:
        return prepare(actor=actor, batch=batch, today=actor.today)
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.PREPARING)
        prepare_job.enqueue(batch.pk, actor.user.pk, actor.post.pk if actor.post else None, actor.today.isoformat())
    batch.refresh_from_db()
    return batch


def prepare(*, actor: Actor, batch: ImportBatch, today: date, advance: Advance = nobody_waits) -> ImportBatch:
    """Work out what becomes of each row and keep it for the preview (đọc các dòng); nothing else is written."""
    begun = moment(actor, batch, today=today)
    plans, questions = plan_batch(actor, batch, today=today, advance=advance)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state in (BatchState.APPLIED, BatchState.UNDONE):
            raise Refused("conflict.import_done")
        keep_plans(batch, plans, questions, begun)
        batch.error_code, batch.error_facts = "", {}
        batch.save()
    return batch


@job()
def prepare_job(batch_id: int, user_id: int, post_id: int | None, today: str) -> None:
    """Read the rows of a large file."""
    actor = acting(user_id, post_id, today)
    guarded(batch_id, lambda batch: prepare(actor=actor, batch=batch, today=actor.today, advance=begin(batch)))


def keep_plans(
    batch: ImportBatch, plans: Sequence[Plan], questions: Sequence[Question], begun: Mapping[str, Any]
) -> None:
    batch.rows.all().delete()
    batch.options = {**batch.options, "moment": dict(begun)}
    rows = [_row(batch, place, plan) for place, plan in enumerate(plans)]
    ImportRow.objects.bulk_create(rows, batch_size=_IN_BULK)
    batch.state = BatchState.READY
    batch.counts = {
        **dict(Counter(plan.outcome for plan in plans)),
        "questions": len(questions),
        "notes": sum(bool(plan.notes) for plan in plans),
    }


def _row(batch: ImportBatch, place: int, plan: Plan) -> ImportRow:
    return ImportRow(
        batch=batch,
        place=place,
        sheet=plan.record.sheet[:255],
        number=plan.record.number,
        cells=dict(plan.record.cells),
        group=plan.record.group[:500],
        hidden=plan.record.hidden,
        outcome=plan.outcome,
        reason=plan.reason,
        values=plan.values,
        missing=plan.missing,
        notes=plan.notes,
        changes=plan.changes,
        key=plan.key,
        own_key=plan.own_key or plan.key,
        task_id=plan.task,
        indicator_id=plan.indicator,
    )
