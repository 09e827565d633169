"""What the review shows: the findings of a document's reading in order, filtered, counted, with what they became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState, Reading
from vaocuoc.documents.readings.queries import REVIEWED_KINDS, current_reading, findings_of
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.intake.addressing import posts_to_choose
from vaocuoc.tracking.intake.drafts import flatten, sentence, title_of
from vaocuoc.tracking.intake.forms import Surroundings
from vaocuoc.tracking.intake.wording import STYLES, letter, number_text
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.words import CLEARS

_SHORT = 150  # characters of a collapsed card's title
_DOCUMENTS_TO_CHOOSE = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are listed: of one kind, or all that ask for a decision; all of them, or those still open."""

    kind: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: Any) -> Filters:
        """From the address; what is not known there filters nothing."""
        kind, state = query.get("kind", ""), query.get("state", "")
        return cls(kind if kind in FindingKind.values else "", state if state in FindingState.values else "")

    def let(self, finding: Finding) -> bool:
        asked = finding.kind == self.kind if self.kind else finding.kind in REVIEWED_KINDS
        return asked and (not self.state or finding.state == self.state)


@dataclass(frozen=True, slots=True)
class Became:
    """The thing that a finding became: its short name and its page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come (đã rà)."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as its closed card shows it."""

    finding: Finding
    letter: str
    style: str
    name: str
    title: str
    sub: str
    clears: tuple[tuple[str, bool], ...] = ()
    became: Became | None = None

    @property
    def missing(self) -> str:
        return ", ".join(str(CLEARS[name][1]) for name, clear in self.clears if not clear)


@dataclass(slots=True)
class Review:
    """One document under review: all its findings, those listed, the one selected."""

    document: Document
    reading: Reading
    findings: list[Finding]
    filters: Filters
    listed: list[Finding] = field(default_factory=list)
    selected: Finding | None = None

    def select(self, finding_id: int | None) -> None:
        """Select a finding by id, else the first of the list that is still open, else the first."""
        self.listed = [finding for finding in self.findings if self.filters.let(finding)]
        self.selected = next((one for one in self.findings if one.pk == finding_id), None)
        if self.selected is None:
            self.selected = next(
                (one for one in self.listed if one.state == FindingState.OPEN), next(iter(self.listed), None)
            )
        elif self.selected not in self.listed:
            # It was picked in the text, or decided a moment ago: it keeps its place among the listed.
            self.listed = sorted([*self.listed, self.selected], key=lambda one: (one.start, one.pk))

    @property
    def progress(self) -> Progress:
        asked = [finding for finding in self.findings if finding.kind in REVIEWED_KINDS]
        return Progress(sum(finding.state != FindingState.OPEN for finding in asked), len(asked))

    @property
    def position(self) -> int:
        """The place of the selected finding among those that ask for a decision, from 1."""
        asked = [finding.pk for finding in self.findings if finding.kind in REVIEWED_KINDS]
        return asked.index(self.selected.pk) + 1 if self.selected and self.selected.pk in asked else 0

    def kinds(self) -> list[tuple[FindingKind, int, int]]:
        """Each kind that occurs, with how many there are and how many are open."""
        total = Counter(finding.kind for finding in self.findings)
        still = Counter(finding.kind for finding in self.findings if finding.state == FindingState.OPEN)
        return [(kind, total[kind], still[kind]) for kind in FindingKind if total[kind]]

    def beside(self, step: int) -> Finding | None:
        """The finding before (-1) or after (+1) the selected one in the list."""
        if self.selected is None:
            return None
        place = self.listed.index(self.selected) + step
        return self.listed[place] if 0 <= place < len(self.listed) else None

    def next_open(self, after: Finding) -> Finding | None:
        """Where to go once ``after`` is decided: the next open finding listed, from the beginning again at the end."""
        key = (after.start, after.pk)
        waiting = [
            one
            for one in self.findings
            if one.state == FindingState.OPEN and one.pk != after.pk and Filters(self.filters.kind).let(one)
        ]
        return next((one for one in waiting if (one.start, one.pk) > key), next(iter(waiting), None))


def review_of(document: Document, *, filters: Filters, selected: int | None = None) -> Review | None:
    """The review of a document by its current reading, None while it has none that is done; two queries."""
    reading = current_reading(document)
    if reading is None or not reading.finished_at or reading.error_code:
        return None
    review = Review(document, reading, list(findings_of(document, reading=reading)), filters)
    for finding in review.findings:
        finding.document = document
    review.select(selected)
    return review


def cards_of(findings: Sequence[Finding]) -> list[Card]:
    """The closed cards of findings; the number of queries does not grow with them."""
    became = became_of(findings)
    return [_card(finding, became.get(finding.pk)) for finding in findings]


def _card(finding: Finding, became: Became | None) -> Card:
    kind = FindingKind(finding.kind)
    clears: tuple[tuple[str, bool], ...] = ()
    if kind is FindingKind.TASK and finding.state == FindingState.OPEN:
        said = finding.fields.get("clears") or {}
        clears = tuple((name, bool(said.get(name))) for name in CLEARS)
    return Card(
        finding=finding,
        letter=letter(kind),
        style=STYLES[kind],
        name=f"{kind.label}, {FindingState(finding.state).label.lower()}",
        title=_title(finding),
        sub=_sub(finding),
        clears=clears,
        became=became,
    )


def _title(finding: Finding) -> str:
    said, edited = finding.fields, finding.edited
    if finding.kind in (FindingKind.TARGET, FindingKind.RESULT, FindingKind.CONTEXT) and said.get("indicator"):
        name = edited.get("name") or sentence(str(said["indicator"]).replace(" … ", " "))
        return f"{_shortened(name)}: {figure_text(said)}"
    if finding.kind == FindingKind.TASK:
        return _shortened(edited.get("title") or title_of(finding.quote, said.get("cooperating") or ()))
    return _shortened(edited.get("text") or sentence(finding.quote))


def figure_text(said: dict[str, Any]) -> str:
    """A figure as a card shows it: "≥ 95 %", "7 - 8 %", "5/20 xã"."""
    sign = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "khoảng "}.get(str(said.get("comparator")), "")
    value = _figure(said.get("value"))
    if said.get("value_high") is not None:
        value = f"{value} - {_figure(said['value_high'])}"
    if said.get("of") is not None:
        value = f"{value}/{_figure(said['of'])}"
    measure = str(said.get("unit") or "")
    return f"{sign}{value}{'' if measure.startswith('%') else ' '}{measure}".strip()


def _figure(value: Any) -> str:
    return number_text(Decimal(str(value))) if value is not None else ""


def _sub(finding: Finding) -> str:
    said = finding.fields
    if finding.state == FindingState.REJECTED:
        return _("Lý do: %(reason)s") % {"reason": finding.reject_reason}
    parts: list[str] = []
    match finding.kind:
        case FindingKind.TASK:
            parts = [flatten(said.get("owner") or ""), _day(said.get("due"), _("hạn %(day)s"))]
            if said.get("recurring"):
                parts.append(_("thường xuyên"))
        case FindingKind.TARGET:
            parts = [flatten(said.get("owner") or ""), _day(said.get("due"), _("hạn %(day)s"))]
        case FindingKind.RESULT:
            parts = [_days(said.get("period") or {})]
            if said.get("measures") is not None:
                parts.append(_("nhắc lại số liệu trong câu theo %(basis)s") % {"basis": _basis(said.get("basis"))})
        case FindingKind.PROPOSAL:
            parts = [_("gửi: %(to)s") % {"to": said["to"]}] if said.get("to") else []
    return " · ".join(part for part in parts if part)


def _basis(code: str | None) -> str:
    words = {"plan": _("kế hoạch"), "target": _("mục tiêu"), "previous_period": _("kỳ trước")}
    return words.get(code or "", _("gốc khác"))


def _day(iso: str | None, words: str) -> str:
    return words % {"day": f"{date.fromisoformat(iso):%d/%m/%Y}"} if iso else ""


def _days(period: dict[str, Any]) -> str:
    start, end = (_day(period.get(name), "%(day)s") for name in ("start", "end"))
    return f"{start} - {end}" if start and end else _("đến %(day)s") % {"day": end} if end else ""


def _shortened(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    return f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


# --- what findings became ---------------------------------------------------------------------------------------------


def became_of(findings: Iterable[Finding]) -> dict[int, Became]:
    """What accepted findings became, by their ids: one query for each kind that occurs."""
    accepted: dict[str, list[int]] = {}
    for finding in findings:
        if finding.state == FindingState.ACCEPTED:
            accepted.setdefault(finding.kind, []).append(finding.pk)
    found: dict[int, Became] = {}
    for kind, ids in accepted.items():
        found.update(_BECAME[kind](ids) if kind in _BECAME else {})
    return found


def _tasks(ids: list[int]) -> dict[int, Became]:
    return {
        finding: Became(_("Nhiệm vụ %(code)s") % {"code": code}, reverse("tasks:detail", args=[pk]))
        for finding, code, pk in Task.objects.filter(finding__in=ids).values_list("finding", "code", "pk")
    }


def _targets(ids: list[int]) -> dict[int, Became]:
    rows = Target.objects.filter(finding__in=ids, withdrawn_at__isnull=True)
    return {
        finding: Became(_("Chỉ tiêu %(code)s") % {"code": code}, reverse("indicators:detail", args=[pk]))
        for finding, code, pk in rows.values_list("finding", "indicator__code", "indicator")
    }


def _observations(ids: list[int]) -> dict[int, Became]:
    rows = Observation.objects.filter(finding__in=ids)
    return {
        finding: Became(_("Số liệu của %(code)s") % {"code": code}, reverse("indicators:detail", args=[pk]))
        for finding, code, pk in rows.values_list("finding", "indicator__code", "indicator")
    }


def _shortcomings(ids: list[int]) -> dict[int, Became]:
    rows = Shortcoming.objects.filter(finding__in=ids).values_list("finding", flat=True)
    return {finding: Became(_("Sổ hạn chế"), reverse("shortcomings:list")) for finding in rows}


def _proposals(ids: list[int]) -> dict[int, Became]:
    rows = Proposal.objects.filter(finding__in=ids).values_list("finding", flat=True)
    return {finding: Became(_("Sổ kiến nghị"), reverse("shortcomings:proposals")) for finding in rows}


_BECAME: dict[str, Callable[[list[int]], dict[int, Became]]] = {
    FindingKind.TASK: _tasks,
    FindingKind.TARGET: _targets,
    FindingKind.RESULT: _observations,
    FindingKind.SHORTCOMING: _shortcomings,
    FindingKind.PROPOSAL: _proposals,
}


def surroundings(actor: Actor, document: Document, kinds: Iterable[str], *, today: date) -> Surroundings:
    """What the cards of these kinds let one choose from; at most three queries."""
    kinds = set(kinds)
    measured = kinds & {FindingKind.TARGET, FindingKind.RESULT}
    cited = visible_documents(actor).exclude(pk=document.pk).order_by("-uploaded_at")[:_DOCUMENTS_TO_CHOOSE]
    return Surroundings(
        document=document,
        today=today,
        posts=posts_to_choose(document.keeper, today=today) if FindingKind.TASK in kinds else (),
        indicators=list(Indicator.objects.filter(keeper=document.keeper).order_by("code")) if measured else (),
        documents=list(cited) if FindingKind.REFERENCE in kinds else (),
    )
