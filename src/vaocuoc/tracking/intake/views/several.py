"""Many findings at once (nhận nhiều, nhận lại như bản trước): first what would be made, then, all or none, done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document, Finding, FindingKind
from vaocuoc.tracking.intake import carrying, operations
from vaocuoc.tracking.intake.cards import Card, cards_of, figure_text
from vaocuoc.tracking.intake.drafts import Draft, ReferenceDraft, ResultDraft, TargetDraft, TaskDraft
from vaocuoc.tracking.intake.earlier import earlier_of
from vaocuoc.tracking.intake.listing import Filters, Line, Review
from vaocuoc.tracking.intake.outcomes import Became, became_of
from vaocuoc.tracking.intake.paper import tables_of
from vaocuoc.tracking.intake.queries import review_of, whole
from vaocuoc.tracking.intake.views.asking import number_of
from vaocuoc.tracking.intake.views.page import kind_label
from vaocuoc.tracking.intake.wording import answer_text, answers_text, day_text, period_text
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

_AT_ONCE = 400  # findings of one go: a confirmation that nobody can read confirms nothing


@dataclass(frozen=True, slots=True)
class Planned:
    """What a finding would become: in words, with what the program filled in beside the paper."""

    card: Card
    facts: tuple[tuple[str, str], ...]
    filled: tuple[str, ...]
    became: Became | None = None


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest, document_id: int) -> HttpResponse:
    """All open findings of a kind, a table or a section that are complete, all of them or none."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    found = review_of(document, filters=Filters(kind=Filters.of(request.GET).kind))
    if found is None:
        raise Http404
    wanted = _wanted(request, found)
    give_reason = request.GET.get("reason") == "1"
    chosen = [line.pk for line in wanted[:_AT_ONCE]]
    batch = operations.batch_of(
        actor=actor, document=document, finding_ids=chosen, today=today(), give_reason=give_reason
    )
    done = False
    if request.method == "POST":
        ready = [finding.pk for finding in batch.accepted]
        try:
            if request.POST.get("ids", "") != _ids(batch.accepted):
                raise Refused("intake.batch_changed")
            operations.accept_many(
                actor=actor, document=document, finding_ids=ready, today=today(), give_reason=give_reason
            )
            done = True
        except Refused as refused:
            if refused.code.startswith("access."):
                raise
            messages.error(request, sentence(refused))
    return render(request, "tracking/intake/accept_many.html", _plan(request, document, found, batch, wanted, done))


def _wanted(request: HttpRequest, found: Review) -> list[Line]:
    """The open findings that the address names by kind, table and section."""
    table, section = number_of(request.GET.get("table")), request.GET.get("section", "")
    tables = tables_of(found) if table is not None else {}
    return [
        line
        for line in found.listed
        if line.is_open and (table is None or tables.get(line.pk) == table) and (not section or line.section == section)
    ]


def _ids(findings: tuple[Finding, ...]) -> str:
    """What the confirmation was read for: the findings as they were then."""
    return ",".join(f"{finding.pk}.{finding.version}" for finding in findings)


def _plan(
    request: HttpRequest, document: Document, found: Review, batch: operations.Batch, wanted: list[Line], done: bool
) -> dict[str, Any]:
    """What the page shows, before and after."""
    everything = [*batch.accepted, *(held.finding for held in batch.held)]
    fresh = whole(document, [line for line in found.lines if line.pk in {one.pk for one in everything}])
    cards = {card.finding.pk: card for card in cards_of(fresh)}
    became = became_of(fresh) if done else {}
    planned = [_planned(cards[one.pk], draft, became.get(one.pk)) for one, draft in batch.ready]
    held = [(cards[one.finding.pk], sentence(Refused(one.problem.code, **one.problem.facts))) for one in batch.held]
    return {
        "document": document,
        "done": done,
        "scope": _scope(request, found),
        "ids": _ids(batch.accepted),
        "planned": planned,
        "summary": _summary(batch),
        "held": held,
        "over": max(0, len(wanted) - _AT_ONCE),
        "give_reason": request.GET.get("reason") == "1",
        "undated": sum(one.problem.code == "intake.due_missing" for one in batch.held),
        "with_reason": _changed_query(request, reason="1"),
        "without_reason": _changed_query(request, reason=""),
        "choices": _choices(found) if not request.GET else [],
    }


def _changed_query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


def _scope(request: HttpRequest, found: Review) -> str:
    parts = [kind_label(found.filters.kind)]
    if table := number_of(request.GET.get("table")):
        parts.append(_("bảng %(number)s") % {"number": table})
    if section := request.GET.get("section", "")[:300]:
        parts.append(_("mục “%(section)s”") % {"section": section})
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that can be taken at once: its words, how many wait in it, its address."""

    words: str
    count: int
    query: str


def _choices(found: Review) -> list[Choice]:
    """The kinds, tables and sections that have open findings."""
    waiting = [line for line in found.listed if line.is_open]
    tables = tables_of(found)
    groups: dict[tuple[str, str], int] = {}
    for line in waiting:
        groups[("kind", line.kind)] = groups.get(("kind", line.kind), 0) + 1
    for line in waiting:
        for name, value in (("table", str(tables.get(line.pk, ""))), ("section", line.section)):
            if value:
                groups[(name, value)] = groups.get((name, value), 0) + 1
    words = {
        "kind": lambda value: kind_label(value),
        "table": lambda value: _("Bảng %(number)s") % {"number": value},
        "section": lambda value: _("Mục “%(section)s”") % {"section": value},
    }
    made = []
    for (name, value), count in groups.items():
        query = _query_of(name, value)
        made.append(Choice(words[name](value), count, query))
    return made


def _query_of(name: str, value: str) -> str:
    query = QueryDict(mutable=True)
    query[name] = value
    return query.urlencode()


def _summary(batch: operations.Batch) -> str:
    """What will be made, by the kinds of things: "12 nhiệm vụ, 3 chỉ tiêu"."""
    counted: dict[str, int] = {}
    for finding in batch.accepted:
        counted[finding.kind] = counted.get(finding.kind, 0) + 1
    new = sum(isinstance(draft, TargetDraft) and draft.indicator.indicator is None for _finding, draft in batch.ready)
    parts = [f"{counted[kind]} {str(kind.label).lower()}" for kind in FindingKind if kind in counted]
    if new:
        parts.append(ngettext("lập %(count)s chỉ tiêu mới", "lập %(count)s chỉ tiêu mới", new) % {"count": new})
    return ", ".join(parts)


def _planned(card: Card, draft: Draft, became: Became | None) -> Planned:
    facts: list[tuple[str, str]] = []
    filled: list[str] = []
    match draft:
        case TaskDraft():
            facts = [
                (_("Chủ trì"), str(draft.lead_post or draft.lead_unit or "")),
                (_("Phối hợp"), answers_text(draft.cooperating)),
                (_("Hạn"), day_text(draft.due) or draft.recurrence or draft.no_due_reason or draft.condition),
                (_("Sản phẩm"), draft.product),
            ]
            if draft.no_due_reason:
                filled.append(_("lý do chưa có hạn: %(reason)s") % {"reason": draft.no_due_reason})
            if draft.follower:
                filled.append(_("theo dõi: %(post)s") % {"post": draft.follower})
        case TargetDraft() | ResultDraft():
            linked = draft.indicator.indicator
            facts = [(_("Chỉ tiêu"), str(linked) if linked else draft.indicator.name)]
            facts.append((_("Giá trị"), figure_text(card.finding.fields)))
            when = day_text(draft.due) if isinstance(draft, TargetDraft) else period_text(draft.period)
            facts.append((_("Thời hạn, kỳ"), when))
            filled.append(_("gắn với chỉ tiêu đã có") if linked else _("lập chỉ tiêu mới"))
            filled.append(_("của đơn vị: %(unit)s") % {"unit": answer_text(draft.unit)})
        case ReferenceDraft():
            facts = [(_("Là văn bản"), str(draft.cited) if draft.cited else _("chưa có trong sổ văn bản"))]
        case _:
            pass
    return Planned(card, tuple((name, text) for name, text in facts if text), tuple(filled), became)


@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, document_id: int) -> HttpResponse:
    """What earlier versions decided of the same sentences; taken over in one step."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    found = review_of(document, filters=Filters())
    if found is None:
        raise Http404
    if request.method == "POST":
        return _carry(request, actor, document, found)
    waiting = whole(document, [line for line in found.lines if line.is_open])
    earlier = earlier_of(waiting)
    became = became_of([one.finding for one in earlier.values()])
    cards = cards_of([finding for finding in waiting if finding.pk in earlier])
    rows = [(card, earlier[card.finding.pk], became.get(earlier[card.finding.pk].finding.pk)) for card in cards]
    context = {
        "document": document,
        "same": [row for row in rows if row[1].is_same],
        "reworded": [row for row in rows if not row[1].is_same],
        "new": len(waiting) - len(rows),
    }
    return render(request, "tracking/intake/carry_over.html", context)


def _carry(request: HttpRequest, actor: Actor, document: Document, found: Review) -> HttpResponse:
    waiting = [line.pk for line in found.lines if line.is_open]
    try:
        carried = carrying.carry_over(actor=actor, document=document, finding_ids=waiting)
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
        return redirect("intake:carry_over", document_id=document.pk)
    count = len(carried.taken)
    words = ngettext("Đã nhận lại %(count)s câu như bản trước.", "Đã nhận lại %(count)s câu như bản trước.", count)
    messages.success(request, words % {"count": count})
    return redirect(f"{reverse('intake:review', args=[document.pk])}?state=open")
