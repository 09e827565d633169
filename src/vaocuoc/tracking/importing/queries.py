"""Reading batches: the columns with samples, the questions, the rows of a preview in words, what came from a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from vaocuoc.core.trackers import FORMS, Grid, match_headings, plain_heading
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing import wording
from vaocuoc.tracking.importing.access import visible_batches
from vaocuoc.tracking.importing.models import ImportBatch, ImportKind, ImportRow, Outcome, RowState
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.importing.records import tracker_of
from vaocuoc.tracking.importing.resolving import WORD_FIELDS, Proposal, Question
from vaocuoc.tracking.indicators.models import Frequency, IndicatorKind
from vaocuoc.tracking.tasks.models import DeadlineKind, Task, Urgency

_SAMPLES = 3
_YEAR = re.compile(r"20\d\d")
_LABELS: Mapping[str, Mapping[str, Any]] = {
    "deadline_kind": dict(DeadlineKind.choices),
    "urgency": dict(Urgency.choices),
    "closure": {"": "–", **wording.STATE_WORDS},
    "kind": dict(IndicatorKind.choices),
    "frequency": dict(Frequency.choices),
}


# --- columns ----------------------------------------------------------------------------------------------------------


@dataclass
class ColumnRow:
    """A column of the file: its heading, a few of its values, what it is taken for and how sure that is."""

    heading: str
    plain: str
    chosen: str
    samples: list[str] = field(default_factory=list)
    hidden: bool = False
    sure: int = 0


@dataclass(frozen=True)
class SheetRow:
    """A sheet of the file: whether it has a table, whether it is taken."""

    place: int
    name: str
    hidden: bool
    rows: int
    has_table: bool
    chosen: bool


def columns_of(batch: ImportBatch) -> tuple[list[ColumnRow], list[SheetRow]]:
    """The columns of all tables of the file, each once, and its sheets; two queries."""
    columns: dict[str, ColumnRow] = {}
    sheets: list[SheetRow] = []
    for sheet in batch.sheets.order_by("place"):
        chosen = sheet.place in batch.sheets_chosen
        sheets.append(SheetRow(sheet.place, sheet.name, sheet.hidden, sheet.rows, bool(sheet.headings), chosen))
        tracker = tracker_of(Grid.from_json(sheet.grid), batch.kind, set(batch.mapping)) if sheet.grid else None
        if tracker is None:
            continue
        matches = match_headings(FORMS[batch.kind], tracker.headings, batch.profile.mapping if batch.profile else None)
        for place, (heading, match) in enumerate(zip(tracker.headings, matches, strict=True)):
            plain = plain_heading(heading)
            column = columns.setdefault(
                plain, ColumnRow(heading, plain, batch.mapping.get(plain, ""), sure=match.strength)
            )
            column.hidden = column.hidden or place in tracker.hidden_columns
            for row in tracker.rows:
                text = " ".join(row.cells[place].text.split())
                if len(column.samples) == _SAMPLES:
                    break
                if text and not row.skipped and text not in column.samples:
                    column.samples.append(text)
    return list(columns.values()), sheets


def years_of(columns: Iterable[ColumnRow], today: date) -> list[int]:
    """The years that the headings name, else those about today: what a column of indicators may be of."""
    named = {int(year) for column in columns for year in _YEAR.findall(column.heading)}
    return sorted(named | set(range(today.year - 1, today.year + 5)))


# --- questions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A question on the page: its words and its answers."""

    question: Question
    kind: str
    why: str
    options: list[tuple[str, str, str]]
    chosen: str
    open_words: str
    free: bool
    is_day: bool


def asked_of(actor: Actor, batch: ImportBatch, *, today: date) -> list[Asked]:
    """What must be said of the words of a file, those left open before among them."""
    return [_asked(question) for question in plan_batch(actor, batch, today=today)[1]]


def _asked(question: Question) -> Asked:
    kind, open_words = wording.QUESTION_KINDS.get(question.kind, (question.kind, _("Để trống")))
    proposals = question.proposals or _codes(question.kind)
    options = [(one.value, str(one.label), str(wording.WHY.get(one.reason, ""))) for one in proposals]
    return Asked(
        question=question,
        kind=str(kind),
        why=str(wording.ASKED_WHY[question.reason]),
        options=options,
        chosen=question.preset,
        open_words=str(open_words),
        free=question.kind in ("lead", "unit", "follower", "lead_post"),
        is_day=question.kind == "due",
    )


def _codes(kind: str) -> list[Proposal]:
    """All codes that a word of this kind may stand for."""
    if kind not in WORD_FIELDS:
        return []
    labels = wording.STATE_WORDS if kind == "state" else _LABELS.get("kind" if kind == "indicator_kind" else kind, {})
    return [Proposal(code, str(labels.get(code, words[0]))) for code, words in WORD_FIELDS[kind].items()]


# --- rows -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowLine:
    """A row of the preview in words."""

    row: ImportRow
    tone: str
    title: str
    lead: str
    due: str
    missing: list[str]
    notes: list[str]
    changes: list[tuple[str, str, str]]
    reason: str


def lines_of(rows: Sequence[ImportRow]) -> list[RowLine]:
    """These rows in words; two queries for the names of units and posts."""
    units = Unit.objects.in_bulk(_named(rows, "unit"))
    posts = Post.objects.select_related("unit").in_bulk(_named(rows, "post"))
    names = _Names({pk: unit.name for pk, unit in units.items()}, {pk: str(post) for pk, post in posts.items()})
    return [_line(row, names) for row in rows]


@dataclass(frozen=True)
class _Names:
    units: Mapping[int, str]
    posts: Mapping[int, str]

    def lead(self, unit: int | None, post: int | None) -> str:
        return self.units.get(unit or 0, "") or self.posts.get(post or 0, "")


def _named(rows: Iterable[ImportRow], what: str) -> set[int]:
    found: set[int] = set()
    for row in rows:
        values = row.values
        keys = ("lead_unit", "unit", "parent") if what == "unit" else ("lead_post", "follower", "post")
        found |= {values[key] for key in keys if isinstance(values.get(key), int)}
        for name, *sides in row.changes:
            for side in sides:
                if name == "lead" and isinstance(side, dict) and side.get(what):
                    found.add(side[what])
                elif isinstance(side, int) and name == ("lead_unit" if what == "unit" else "follower"):
                    found.add(side)
    return found


def _line(row: ImportRow, names: _Names) -> RowLine:
    values = row.values
    title = values.get("title") or values.get("name") or row.group or " · ".join(list(row.cells.values())[:3])
    lead = names.lead(values.get("lead_unit") or values.get("unit") or values.get("parent"), values.get("lead_post"))
    due = values.get("due") or (values.get("target") or {}).get("due") or ""
    return RowLine(
        row=row,
        tone=wording.TONES.get(row.outcome, ""),
        title=title,
        lead=lead,
        due=_shown("due", due, names),
        missing=[wording.field_name(name) for name in row.missing],
        notes=[wording.note_words(note) for note in row.notes],
        changes=[
            (wording.field_name(name), _shown(name, old, names), _shown(name, new, names))
            for name, old, new in row.changes
        ],
        reason=str(wording.REASONS.get(row.reason, row.reason)),
    )


def _shown(name: str, value: Any, names: _Names) -> str:
    """A value of a change as a person reads it."""
    if value in (None, "", {}):
        return "–"
    if name == "lead" and isinstance(value, dict):
        return names.lead(value.get("unit"), value.get("post"))
    if name in ("lead_unit", "follower"):
        return names.units.get(value, "") if name == "lead_unit" else names.posts.get(value, "")
    if name == "target":
        return _target(value)
    if name in ("due", "completed_on"):
        return "/".join(reversed(str(value).split("-")))
    if name in _LABELS:
        return str(_LABELS[name].get(value, value))
    return str(value).replace(".", ",") if name.startswith("result:") else str(value)


def _target(value: Mapping[str, Any]) -> str:
    high = f" - {value['value_high']}" if value.get("value_high") else ""
    due = f" ({value['due'][:4]})" if value.get("due") else ""
    return f"{value['comparator']} {value['value']}{high}{due}".replace(".", ",")


def preview(batch: ImportBatch, outcome: str, *, notes: bool = False) -> QuerySet[ImportRow]:
    """The rows of a batch in their order, narrowed to one outcome or to those that have something to look at."""
    rows = batch.rows.order_by("place")
    if notes:
        rows = rows.exclude(notes=[])
    return rows.filter(outcome=outcome) if outcome in Outcome.values else rows


def after_undo(batch: ImportBatch) -> tuple[int, QuerySet[ImportRow]]:
    """How many rows were taken back, and those that stayed because somebody had touched them."""
    kept = batch.rows.filter(state=RowState.KEPT).select_related("task", "indicator").order_by("place")
    return batch.rows.filter(state=RowState.UNDONE).count(), kept


def recent(actor: Actor, *, limit: int) -> list[tuple[ImportBatch, int]]:
    """The latest batches that the actor may work on, each with how many rows still wait; two queries."""
    batches = visible_batches(actor).select_related("keeper", "created_as__unit", "created_by")
    found = list(batches.order_by("-created_at", "-pk")[:limit])
    waiting = ImportRow.objects.filter(state=RowState.WAITING, batch__in=[one.pk for one in found]).order_by()
    counts = dict(waiting.values_list("batch").annotate(number=Count("pk")))
    return [(one, counts.get(one.pk, 0)) for one in found]


def origin_of(actor: Actor, task: Task) -> ImportRow | None:
    """The row of a file that a task came from, for its page (nguồn từ bảng theo dõi)."""
    rows = ImportRow.objects.filter(task=task, state__in=[RowState.WRITTEN, RowState.COMPLETED, RowState.KEPT])
    row = rows.select_related("batch").order_by("pk").first()
    return row if row is not None and row.batch.kind == ImportKind.TASKS else None
