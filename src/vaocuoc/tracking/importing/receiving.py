"""Taking a file in and saying what its columns mean (nhận tệp, chọn cột); the shape of a tracker is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import secrecy_mark
from vaocuoc.core.source import Source
from vaocuoc.core.trackers import FORMS, Grid, Tracker, has_columns, match_headings, plain_heading
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.naming import clean_file_name
from vaocuoc.formats import Limits
from vaocuoc.formats.screening import screen_grids
from vaocuoc.tracking.importing.access import require_kind
from vaocuoc.tracking.importing.batches import held_batch
from vaocuoc.tracking.importing.models import (
    DIRECTORY_KINDS,
    BatchState,
    ImportBatch,
    ImportProfile,
    ImportSheet,
)
from vaocuoc.tracking.importing.planning import known_headings
from vaocuoc.tracking.importing.previewing import read_rows
from vaocuoc.tracking.importing.records import tracker_of

PROFILE_WINS = 0.6
MOST_ROWS = 20_000
_SECRECY_ROWS = 15


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
        batch = held_batch(batch, BatchState.COLUMNS, BatchState.READY, BatchState.FAILED)
        batch.mapping, batch.sheets_chosen = chosen, sorted(sheets)
        batch.options = {**batch.options, "take_hidden": take_hidden, "defaults": dict(defaults or {})}
        batch.profile = _remembered(actor, batch)
        batch.save()
    return read_rows(actor, batch)


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
