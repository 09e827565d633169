"""A file that a second system gave out, held against ours (đối chiếu): read, matched by code, shown, then noted.

The file is read as trackers are, in a process that can be killed; its rows are kept with the comparison, the file is
not. What differs is worked out again each time it is shown and once more when it is written: ours may have changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers import Cell, Grid, find_tracker, match_headings, plain_heading, read_day
from vaocuoc.core.trackers.grids import CellKind
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.naming import clean_file_name
from vaocuoc.formats import Limits
from vaocuoc.formats.screening import screen_grids
from vaocuoc.notices.operations import together
from vaocuoc.tracking.importing.operations import refuse_secret
from vaocuoc.tracking.second_systems.columns import FIELDS, Line, Plain, at_hand, form_of, is_same_state, state_there
from vaocuoc.tracking.second_systems.matching import Found, found_for
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, Stand, SystemComparison
from vaocuoc.tracking.second_systems.operations import Noted, note_many
from vaocuoc.tracking.second_systems.subjects import entries_of, seen_subjects
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal, parse_number

MOST_ROWS = 5_000
_AT_ONCE = 500


@dataclass(frozen=True)
class Difference:
    """Where a row of theirs says something else than we do: of which field, ours and theirs in words."""

    field: str
    label: str | Promise
    ours: str
    theirs: str


@dataclass(frozen=True)
class Compared:
    """A row of theirs beside ours: the subject where one was found, why not where none was, what differs."""

    row: Mapping[str, Any]
    found: Found
    differences: tuple[Difference, ...] = ()

    @property
    def outcome(self) -> str:
        """``same``, ``different``, or why no subject was found."""
        return self.found.problem or ("different" if self.differences else "same")


# --- reading ----------------------------------------------------------------------------------------------------------


def read_theirs(
    *, actor: Actor, system: SecondSystem, kind: Kind, content: BinaryIO | Path, name: str
) -> SystemComparison:
    """Take in what the second system gave out (đưa tệp vào đối chiếu); nothing of ours is changed.

    Raises ``access.denied``, the codes of ``formats``, ``secrecy.marked``, ``second_systems.not_taken``,
    ``second_systems.no_code_column``, ``second_systems.no_head``, ``second_systems.too_many_rows``,
    ``second_systems.nothing_read``.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    if kind not in system.kinds:
        raise Refused("second_systems.not_taken", system=system.short_name)
    name = clean_file_name(name)
    with storage.received(content, limit=settings.UPLOAD_LIMIT) as incoming:
        grids = screen_grids(incoming.path, name=name, limits=Limits(file_bytes=settings.UPLOAD_LIMIT))
        sha256 = incoming.sha256
    refuse_secret(grids)
    rows = _rows_of(system, kind, grids)
    if not rows:
        raise Refused("second_systems.nothing_read")
    if len(rows) > MOST_ROWS:
        raise Refused("second_systems.too_many_rows", most=MOST_ROWS)
    with transaction.atomic():
        made = SystemComparison.objects.create(
            system=system, kind=kind, name=name, sha256=sha256, rows=rows, by=actor.user, by_post=actor.post
        )
        record(actor, "second_systems.read", system, name=name, number=len(rows), sha256=sha256)
    return made


def _rows_of(system: SecondSystem, kind: Kind, grids: Sequence[Grid]) -> list[dict[str, Any]]:
    """The rows of every sheet that has the table, by our fields; those with no code of either kind are left out."""
    columns = [(one.field, one.heading) for one in system.columns.all() if one.kind == kind and one.field]
    known = {plain_heading(heading): field for field, heading in columns}
    if not {"theirs", "code"} & {field for field, _heading in columns}:
        raise Refused("second_systems.no_code_column")
    rows: list[dict[str, Any]] = []
    is_headed = False
    for grid in grids:
        for needed in ("theirs", "code"):
            form = form_of(kind, columns, needs=(needed,))
            tracker = None if grid.hidden else find_tracker(grid, form)
            fields = [match.field for match in match_headings(form, tracker.headings, known)] if tracker else []
            if tracker is None or needed not in fields:
                continue
            is_headed = True
            rows += [one for row in tracker.rows if not row.skipped and (one := _row(row.number, fields, row.cells))]
            break
    if not is_headed:
        raise Refused("second_systems.no_head")
    return rows


def _row(number: int, fields: Sequence[str], cells: Sequence[Cell]) -> dict[str, Any] | None:
    said = {
        field: [" ".join(nfc(cell.text).split())[:1000], cell.kind, cell.value]
        for field, cell in zip(fields, cells, strict=True)
        if field
    }
    given = {name: said.get(name, [""])[0] for name in ("theirs", "code", "unit", "unit_code", "period", "year")}
    if not (given["theirs"] or given["code"]):
        return None
    return {"number": number, "said": said, **given}


# --- comparing --------------------------------------------------------------------------------------------------------


def compared(
    actor: Actor, system: SecondSystem, kind: Kind, rows: Sequence[Mapping[str, Any]], *, today: date
) -> list[Compared]:
    """These rows beside ours; a constant number of queries."""
    found = found_for(actor, system, kind, rows)
    keys = [one.key for one in found if one.key is not None]
    subjects = {one.pk: one for one in at_hand(seen_subjects(kind, actor, keys), kind, today)}
    given = []
    for row, one in zip(rows, found, strict=True):
        subject = subjects.get(one.key) if one.key is not None else None
        differences = tuple(_differences(system, kind, subject, row["said"])) if subject is not None else ()
        given.append(Compared(row, Found(one.key, one.problem, subject), differences))
    return given


def _differences(
    system: SecondSystem, kind: Kind, subject: Any, said: Mapping[str, Sequence[str]]
) -> Iterable[Difference]:
    for name, field in FIELDS[kind].items():
        if not field.is_compared or name not in said:
            continue
        ours = field.value(Line(0, subject, None))
        text, sort, value = said[name]
        cell = Cell(text, cast(CellKind, sort), value)  # as it was kept of a cell that was read
        if not _is_same(system, name, ours, cell, subject):
            yield Difference(name, field.label, _shown(system, name, ours), cell.text or str(_("để trống")))


def _is_same(system: SecondSystem, name: str, ours: Plain, cell: Cell, subject: Any) -> bool:
    if name == "state":
        return is_same_state(system, str(ours or ""), cell.text)
    if name in ("due", "completed_on"):
        return read_day(cell).day == ours
    if name == "value":
        return _number(cell) == ours
    if name == "lead":
        names = [subject.lead_unit.name, subject.lead_unit.short_name] if subject.lead_unit else [str(ours)]
        return _plain(cell.text) in {_plain(one) for one in names if one}
    return _plain(cell.text) == _plain(str(ours or ""))


def _number(cell: Cell) -> Decimal | None:
    """The figure of a cell; None for an empty one or what is no number."""
    if cell.kind == "number" and cell.value:
        shown = Decimal(cell.value).normalize()
        return shown * 100 if cell.text.rstrip().endswith("%") else shown
    try:
        return parse_number(cell.text.rstrip("% "), point=False) if cell.text else None
    except Refused:
        return None


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".;, ")


def _shown(system: SecondSystem, name: str, ours: Plain) -> str:
    if name == "state":
        return state_there(system, str(ours or ""))
    if isinstance(ours, date):
        return format_day(ours)
    if isinstance(ours, int | Decimal):
        return format_decimal(ours)
    return ours or str(_("để trống"))


def counted(actor: Actor, comparison: SystemComparison, *, today: date) -> Counter[str]:
    """How many rows match, differ, or were not found, as ours stands now."""
    counts: Counter[str] = Counter()
    for some in _in_parts(comparison.rows):
        counts.update(
            one.outcome for one in compared(actor, comparison.system, Kind(comparison.kind), some, today=today)
        )
    return counts


def not_in_file(comparison: SystemComparison) -> Any:
    """The entries noted as entered whose code the file does not have (ghi là đã nhập nhưng không thấy trong tệp)."""
    entered = comparison.system.entries.filter(kind=comparison.kind).exclude(stand=Stand.NOT_ENTERED)
    codes = {row["theirs"] for row in comparison.rows if row["theirs"]}
    own = {row["code"] for row in comparison.rows if row["code"]}
    ours = "task__code" if comparison.kind == Kind.TASK else "indicator__code"
    listed = entered.values_list("pk", "code", ours)
    keys = [pk for pk, code, mine in listed if code not in codes and mine not in own]
    return entered.filter(pk__in=keys[:_AT_ONCE]).select_related("task", "indicator", "unit").order_by("pk")


# --- writing ----------------------------------------------------------------------------------------------------------


def write_comparison(*, actor: Actor, comparison: SystemComparison, today: date) -> Counter[str]:
    """Note what the file shows (ghi kết quả đối chiếu): the same or different, with their codes; all or nothing.

    Rows without a subject of ours are passed over. Raises ``access.denied``, ``conflict.comparison_written``, and what
    :func:`note_many` raises.
    """
    actor.require(Action.ASSIGN, comparison.system.keeper_id)
    actor = actor.remembering()
    counts: Counter[str] = Counter()
    with transaction.atomic(), together():
        comparison = SystemComparison.objects.select_for_update(of=("self",)).select_related("system").get(
            pk=comparison.pk
        )  # fmt: skip
        if comparison.written_at is not None:
            raise Refused("conflict.comparison_written")
        system, kind = comparison.system, Kind(comparison.kind)
        seen: set[int] = set()
        for some in _in_parts(comparison.rows):
            rows = compared(actor, system, kind, some, today=today)
            counts.update(one.outcome for one in rows)
            fresh = [one for one in rows if one.found.subject is not None and one.found.key not in seen]
            seen.update(one.found.key for one in fresh if one.found.key is not None)
            entries = entries_of(system, kind, [one.found.subject for one in fresh])
            noted = []
            for one in fresh:
                entry = entries.get(one.found.subject.pk)
                noted.append((one.found.subject, _noted(one, entry.entered_on if entry else None)))
            note_many(actor=actor, system=system, kind=kind, noted=noted, entered_on=today)
        comparison.written_at, comparison.written = timezone.now(), dict(counts)
        comparison.save(update_fields=["written_at", "written"])
        record(actor, "second_systems.compare", system, name=comparison.name, **counts)
    return counts


def _noted(one: Compared, entered_on: date | None) -> Noted:
    if not one.differences:
        return Noted(Stand.SAME, one.row["theirs"], entered_on=entered_on)
    theirs = "; ".join(f"{found.label}: {found.theirs}" for found in one.differences)
    return Noted(
        Stand.DIFFERENT,
        one.row["theirs"],
        theirs[:300],
        note=_("theo tệp của hệ thống đó"),
        entered_on=entered_on,
    )


def _in_parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
