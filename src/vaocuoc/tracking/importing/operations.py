"""Taking a file in step by step (nhập tệp): receive, choose columns, answer for words, write, undo, complete."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task as job

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import secrecy_mark
from vaocuoc.core.source import Source
from vaocuoc.core.trackers import FORMS, Grid, Tracker, has_columns, match_headings, plain_heading
from vaocuoc.core.trackers.words import plain_word
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.naming import clean_file_name
from vaocuoc.formats import Limits
from vaocuoc.formats.screening import screen_grids
from vaocuoc.tracking.importing.access import require_kind
from vaocuoc.tracking.importing.directory_writing import Slip, undo_directory, write_directory
from vaocuoc.tracking.importing.holding import moment, still_holds
from vaocuoc.tracking.importing.indicator_writing import undo_indicators, write_indicators
from vaocuoc.tracking.importing.models import (
    DIRECTORY_KINDS,
    WRITTEN,
    BatchState,
    ImportBatch,
    ImportChoice,
    ImportKind,
    ImportProfile,
    ImportRow,
    ImportSheet,
    Outcome,
    RowState,
)
from vaocuoc.tracking.importing.planning import known_headings, plan_batch
from vaocuoc.tracking.importing.progress import all_checked, begin
from vaocuoc.tracking.importing.records import Advance, Plan, changes_as_text, nobody_waits, tracker_of
from vaocuoc.tracking.importing.resolving import LEFT_OPEN, Question
from vaocuoc.tracking.importing.task_writing import undo_tasks, write_tasks

PROFILE_WINS = 0.6
MOST_ROWS = 20_000
AT_ONCE = 500
"""Up to so many rows are read and written while the person waits; more become a job."""
_MOST_ACCOUNTS = 200
_SECRECY_ROWS = 15
_IN_BULK = 500
_OF_ONE_FILE = frozenset({"due"})
"""What words mean in one file alone: "Quý IV" is another day next year."""


# --- receiving --------------------------------------------------------------------------------------------------------


def receive_file(*, actor: Actor, kind: str, keeper: Unit | None, content: BinaryIO | Path, name: str) -> ImportBatch:
    """Take a tracker in as it is (nhận tệp), find its tables and guess its columns; nothing is written to a register.

    The file is read in a process that can be killed and is not kept; its cells are. Raises ``access.denied``, the codes
    of ``formats``, ``secrecy.marked``, ``imports.no_head``, ``imports.too_many_rows``.
    """
    keeper = None if kind in DIRECTORY_KINDS else keeper
    require_kind(actor, kind, keeper)
    name = clean_file_name(name)
    with storage.received(content, limit=settings.UPLOAD_LIMIT) as incoming:
        grids = screen_grids(incoming.path, name=name, limits=Limits(file_bytes=settings.UPLOAD_LIMIT))
        sha256, size = incoming.sha256, incoming.size
    refuse_secret(grids)
    known = known_headings(kind, keeper.pk if keeper else None)
    trackers = [None if grid.hidden else tracker_of(grid, kind, known) for grid in grids]
    found = [tracker for tracker in trackers if tracker is not None]
    if not found:
        raise Refused("imports.no_head")
    if sum(len(tracker.rows) for tracker in found) > MOST_ROWS:
        raise Refused("imports.too_many_rows", most=MOST_ROWS)
    profile = _profile_of(kind, keeper, found)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            keeper=keeper,
            kind=kind,
            name=name,
            sha256=sha256,
            size=size,
            profile=profile,
            mapping=_guessed(kind, found, profile.mapping if profile else {}),
            sheets_chosen=[place for place, tracker in enumerate(trackers) if tracker and tracker.rows],
            created_by=actor.user,
            created_as=actor.post,
        )
        ImportSheet.objects.bulk_create(
            _sheet(batch, place, grid, tracker)
            for place, (grid, tracker) in enumerate(zip(grids, trackers, strict=True))
        )
        record(actor, "imports.receive", batch, name=name, size=size, sha256=sha256)
    return batch


def refuse_secret(grids: Sequence[Grid]) -> None:
    """A sheet that bears a mark of secrecy above its table is refused, as a paper is."""
    for grid in grids:
        rows = list(grid.rows().values())[:_SECRECY_ROWS]
        text = "\n".join("\t".join(cell.text for cell in row.values()) for row in rows)
        if mark := secrecy_mark(Source(text)):
            raise Refused("secrecy.marked", mark=mark)


def _profile_of(kind: str, keeper: Unit | None, trackers: Sequence[Tracker]) -> ImportProfile | None:
    """The remembered shape that knows most of the headings, if it knows enough of them."""
    shares = [
        (max(has_columns(tracker, profile.mapping) for tracker in trackers), profile.saved_at, profile)
        for profile in ImportProfile.objects.filter(kind=kind, keeper=keeper)
    ]
    best = max(shares, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= PROFILE_WINS else None


def _guessed(kind: str, trackers: Sequence[Tracker], known: Mapping[str, str]) -> dict[str, str]:
    """A field for each heading, or nothing; where sheets differ, the first that says something."""
    mapping: dict[str, str] = {}
    for tracker in trackers:
        matches = match_headings(FORMS[kind], tracker.headings, known)
        for heading, match in zip(tracker.headings, matches, strict=True):
            mapping[plain_heading(heading)] = mapping.get(plain_heading(heading)) or match.field
    return mapping


def _sheet(batch: ImportBatch, place: int, grid: Grid, tracker: Tracker | None) -> ImportSheet:
    return ImportSheet(
        batch=batch,
        place=place,
        name=grid.name[:255],
        hidden=grid.hidden,
        headings=list(tracker.headings) if tracker else [],
        rows=sum(not row.skipped for row in tracker.rows) if tracker else 0,
        grid=grid.as_json() if tracker else {},
    )


# --- columns and values -----------------------------------------------------------------------------------------------


def choose_columns(
    *,
    actor: Actor,
    batch: ImportBatch,
    mapping: Mapping[str, str],
    sheets: Sequence[int],
    take_hidden: bool = False,
    defaults: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Say what each column means (chọn cột); the shape is remembered. Then the rows are read.

    Raises ``imports.no_sheet``, ``imports.column_twice`` (two columns of one field), ``imports.needs_columns``,
    ``conflict.import_done``.
    """
    require_kind(actor, batch.kind, batch.keeper)
    form = FORMS[batch.kind]
    chosen = {heading: mapping.get(heading, "") for heading in batch.mapping}
    if form.needs - set(chosen.values()):
        raise Refused("imports.needs_columns")
    if not sheets:
        raise Refused("imports.no_sheet")
    _refuse_twice(batch, chosen, sheets)
    with transaction.atomic():
        batch = _locked(batch, BatchState.COLUMNS, BatchState.READY, BatchState.FAILED)
        batch.mapping, batch.sheets_chosen = chosen, sorted(sheets)
        batch.options = {**batch.options, "take_hidden": take_hidden, "defaults": dict(defaults or {})}
        batch.profile = _remembered(actor, batch)
        batch.save()
    return _read_rows(actor, batch)


def _refuse_twice(batch: ImportBatch, chosen: Mapping[str, str], sheets: Sequence[int]) -> None:
    """No table may have two columns of one field; two tables of one file may call it differently."""
    form = FORMS[batch.kind]
    for headings in batch.sheets.filter(place__in=sheets).values_list("headings", flat=True):
        plain = dict.fromkeys(plain_heading(heading) for heading in headings)
        for name, number in Counter(chosen.get(heading, "") for heading in plain).items():
            known = form.field(name) if name else None
            if name and number > 1 and (known is None or not known.several):
                raise Refused("imports.column_twice", field=name)


def _remembered(actor: Actor, batch: ImportBatch) -> ImportProfile:
    """The shape of this tracker as it is now known; a shape known before takes over what was changed."""
    first = batch.sheets.filter(place__in=batch.sheets_chosen).order_by("place").first()
    profile = batch.profile or ImportProfile(keeper=batch.keeper, kind=batch.kind, saved_by=actor.user)
    profile.name, profile.headings = batch.name, first.headings if first else []
    profile.mapping = {**profile.mapping, **batch.mapping}
    profile.saved_by, profile.saved_at = actor.user, timezone.now()
    profile.save()
    return profile


def answer_questions(
    *, actor: Actor, batch: ImportBatch, answers: Mapping[str, tuple[str, str]], remember: bool = True
) -> ImportBatch:
    """Say what words of the file mean (trả lời giá trị chưa rõ); remembered by the office unless left open.

    ``answers`` give ``(text, value)`` by a question's key. Then the rows are read again.
    """
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        batch = _locked(batch, BatchState.READY, BatchState.FAILED)
        kept = dict(batch.options.get("answers", {}))
        for key, (text, value) in answers.items():
            field = key.partition(":")[0]
            kept[key] = value
            if remember and value != LEFT_OPEN and field not in _OF_ONE_FILE:
                _remember(actor, batch, field, text, value)
        batch.options = {**batch.options, "answers": kept}
        batch.save(update_fields=["options"])
    return _read_rows(actor, batch)


def _remember(actor: Actor, batch: ImportBatch, field: str, text: str, value: str) -> None:
    ImportChoice.objects.update_or_create(
        keeper=batch.keeper,
        field=field,
        folded=plain_word(text)[:500],
        defaults={"text": text[:500], "value": value, "chosen_by": actor.user, "chosen_at": timezone.now()},
    )


def _read_rows(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Read the rows now, or in a job where they are many."""
    total = sum(batch.sheets.filter(place__in=batch.sheets_chosen).values_list("rows", flat=True))
    if total <= AT_ONCE:
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
        _keep_plans(batch, plans, questions, begun)
        batch.error_code, batch.error_facts = "", {}
        batch.save()
    return batch


def _keep_plans(
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


# --- writing ----------------------------------------------------------------------------------------------------------


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
    if writing > AT_ONCE and batch.kind not in DIRECTORY_KINDS:
        with transaction.atomic():
            batch = _locked(batch, BatchState.READY)
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
        batch = _locked(batch, BatchState.READY, BatchState.APPLYING)
        if still_holds(actor, batch, today=today):
            return _write(actor, batch)
    return _write_read_again(actor, batch, today=today, advance=advance)


def _write_read_again(actor: Actor, batch: ImportBatch, *, today: date, advance: Advance) -> list[Slip]:
    begun = moment(actor, batch, today=today)
    plans, questions = plan_batch(actor, batch, today=today, advance=advance)
    if advance is not nobody_waits:
        all_checked(batch)
    with transaction.atomic():
        batch = _locked(batch, BatchState.READY, BatchState.APPLYING)
        seen = _signatures(batch)
        if seen != [plan.signature() for plan in plans]:
            _keep_plans(batch, plans, questions, begun)
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
    _save([*writing, *held])
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
    _save(settled)


def _save(rows: Sequence[ImportRow]) -> None:
    """Keep what became of rows: only the four columns that change, one prepared statement for all of them."""
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET state = %s, task_id = %s, indicator_id = %s, undo = %s WHERE id = %s",  # noqa: S608
            [(row.state, row.task_id, row.indicator_id, json.dumps(row.undo), row.pk) for row in rows],
        )


def _locked(batch: ImportBatch, *states: BatchState) -> ImportBatch:
    """The batch as it stands now, held; refused where it has gone on meanwhile."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("keeper", "profile").get(pk=batch.pk)
    if batch.state not in states:
        raise Refused("conflict.import_done")
    return batch


# --- jobs -------------------------------------------------------------------------------------------------------------


def _acting(user_id: int, post_id: int | None, today: str) -> Actor:
    from vaocuoc.directory.models import User  # noqa: PLC0415

    return actor_for(User.objects.get(pk=user_id), today=date.fromisoformat(today), post_id=post_id)


@job()
def prepare_job(batch_id: int, user_id: int, post_id: int | None, today: str) -> None:
    """Read the rows of a large file."""
    actor = _acting(user_id, post_id, today)
    _guarded(batch_id, lambda batch: prepare(actor=actor, batch=batch, today=actor.today, advance=begin(batch)))


@job()
def apply_job(batch_id: int, user_id: int, post_id: int | None, today: str) -> None:
    """Write the rows of a large file."""
    actor = _acting(user_id, post_id, today)
    _guarded(batch_id, lambda batch: write_batch(actor=actor, batch=batch, today=actor.today, advance=begin(batch)))


def _guarded(batch_id: int, deed: Any) -> None:
    """Do a deed of a job; what it is refused for stands on the batch's page."""
    batch = ImportBatch.objects.select_related("keeper", "profile").filter(pk=batch_id).first()
    if batch is None:
        return
    try:
        deed(batch)
    except Refused as refused:
        state = BatchState.READY if refused.code == "conflict.import_changed" else BatchState.FAILED
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        ImportBatch.objects.filter(pk=batch_id).update(state=state, error_code=refused.code, error_facts=facts)


# --- afterwards -------------------------------------------------------------------------------------------------------


def undo_batch(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take a written batch back within 24 hours (hoàn tác), but for what people have touched since: that stays.

    Raises ``imports.too_late``, ``conflict.import_done``.
    """
    require_kind(actor, batch.kind, batch.keeper)
    with transaction.atomic():
        batch = _locked(batch, BatchState.APPLIED)
        until = batch.undo_until()
        if batch.applied_at is None or until is None or now > until:
            raise Refused("imports.too_late")
        rows = list(batch.rows.filter(state__in=[RowState.WRITTEN, RowState.COMPLETED]).order_by("place"))
        rows = list(
            ImportRow.objects.filter(pk__in=[row.pk for row in rows])
            .select_related("task", "indicator__keeper")
            .order_by("place")
        )
        source = f"Hoàn tác đợt nhập tệp {batch.name}"[:300]
        if batch.kind == ImportKind.TASKS:
            undo_tasks(actor, rows, since=batch.applied_at, source=source)
        elif batch.kind == ImportKind.INDICATORS:
            undo_indicators(actor, rows, since=batch.applied_at, source=source)
        else:
            undo_directory(actor, rows, since=batch.applied_at)
        _save(rows)
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
        batch = _locked(batch, BatchState.COLUMNS, BatchState.READY, BatchState.FAILED)
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
