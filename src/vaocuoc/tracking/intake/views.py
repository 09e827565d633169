"""Pages of the review. A decision answers a plain form with a redirect, a script with the two cards that changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.queries import match_units
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library import operations as library
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.documents.readings.layout import lay_out
from vaocuoc.documents.readings.queries import current_reading, finding_counts, to_review
from vaocuoc.tracking.intake import operations
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.drafts import TaskDraft, accepted_before, drafts_for
from vaocuoc.tracking.intake.forms import FindingForm, Label, RejectForm, form_for
from vaocuoc.tracking.intake.queries import (
    Card,
    Filters,
    Progress,
    Review,
    became_of,
    cards_of,
    review_of,
    surroundings,
)
from vaocuoc.tracking.intake.wording import ACCEPTED_BEFORE, NO_DAY_REASONS, REJECT_REASONS, RESTATED, STYLES, letter
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence
from vaocuoc.ui.words import CLEARS

_SUGGESTED_UNITS = 8
_CLEAR_LENGTH = 48  # characters of an answer in a cell of the six clears


@dataclass(slots=True)
class OpenCard:
    """The selected card: its form while it is open, what it became once it is decided."""

    card: Card
    form: FindingForm | None
    clears: dict[str, str]
    may_remember: bool
    why: list[str]
    note: str = ""  # why one would rather put it aside, with the page that shows it
    note_url: str = ""
    reasons: list[Label] = field(default_factory=lambda: list(REJECT_REASONS))

    @property
    def finding(self) -> Finding:
        return self.card.finding


# --- the page ---------------------------------------------------------------------------------------------------------


@require_GET
def review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The text with its findings beside their cards; ``f`` selects one, ``kind`` and ``state`` filter the list."""
    actor = _actor(request)
    document = get_document(actor, document_id)
    found = review_of(document, filters=Filters.of(request.GET), selected=_number(request.GET.get("f")))
    if found is None:
        return render(request, "tracking/intake/unread.html", {"document": document})
    if request.htmx:  # type: ignore[attr-defined]
        return _changed(request, actor, found)
    return _whole(request, actor, found)


def _whole(
    request: HttpRequest, actor: Actor, found: Review, *, form: FindingForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    cards = cards_of(found.listed)
    selected = _open_card(actor, found, cards, form=form)
    parts = lay_out(found.reading.text, found.reading.blocks, found.findings)
    context = _context(request, actor, found) | {"cards": cards, "open": selected, "parts": parts}
    return render(request, "tracking/intake/review.html", context, status=status)


def _context(request: HttpRequest, actor: Actor, found: Review) -> dict[str, Any]:
    """What the page and its changed parts share."""
    before, after = found.beside(-1), found.beside(1)
    return {
        "document": found.document,
        "reading": found.reading,
        "review": found,
        "progress": found.progress,
        "filters": found.filters,
        "kinds": [(kind, letter(kind), STYLES[kind], total, still) for kind, total, still in found.kinds()],
        "query": _query(found.filters),
        "previous": before,
        "next": after,
        "may_review": actor.may(Action.REVIEW, found.document.keeper_id),
        "no_day_reasons": NO_DAY_REASONS.values(),
        "last_decided": _last_decided(actor, found),
    }


def _last_decided(actor: Actor, found: Review) -> Finding | None:
    """The reviewer's own last decision here: what "hoàn tác" takes back."""
    mine = [one for one in found.findings if one.state != FindingState.OPEN and one.decided_by_id == actor.user.pk]
    return max(mine, key=lambda one: one.decided_at or one.pk, default=None)


def _query(filters: Filters) -> str:
    """The filters as they stand behind an address, with "?" and ready for "&f="."""
    kept = QueryDict(mutable=True)
    for name in ("kind", "state"):
        if value := getattr(filters, name):
            kept[name] = value
    return kept.urlencode()


def _address(found: Review, finding_id: int) -> str:
    query = _query(found.filters)
    return f"?{query}&f={finding_id}" if query else f"?f={finding_id}"


def _name(finding: Finding) -> str:
    return f"{FindingKind(finding.kind).label}, {FindingState(finding.state).label.lower()}"


def _open_card(actor: Actor, found: Review, cards: list[Card], *, form: FindingForm | None = None) -> OpenCard | None:
    """The selected finding's card, opened; its form asks the directory and the register."""
    finding = found.selected
    if finding is None:
        return None
    card = next(card for card in cards if card.finding.pk == finding.pk)
    may_review = actor.may(Action.REVIEW, found.document.keeper_id)
    if form is None and finding.state == FindingState.OPEN and may_review:
        form = _form(actor, finding)
    clears: dict[str, str] = {}
    may_remember = False
    if form is not None and isinstance(form.draft, TaskDraft):
        clear = form.draft.clears()
        clears = {name: _shortened(getattr(clear, name)) for name in CLEARS}
        lead = form.draft.lead
        may_remember = bool(lead.words) and lead.unit is None and lead.reason in ("near", "unknown", "ambiguous")
    opened = OpenCard(card, form, clears, may_remember, list(finding.fields.get("why") or ()))
    if form is not None:
        _note(opened)
    return opened


def _note(opened: OpenCard) -> None:
    """Say of a finding that one would rather put aside why, and offer the reason."""
    finding = opened.finding
    if earlier := accepted_before([finding]).get(finding.pk):
        became = became_of([earlier]).get(earlier.pk)
        opened.note = _("Câu này đã được nhận từ bản đọc trước%(what)s. Bỏ phát hiện này, trừ khi nội dung đã đổi.") % {
            "what": f": {became.label}" if became else ""
        }
        opened.note_url = became.url if became else ""
        opened.reasons.insert(0, ACCEPTED_BEFORE)
    elif finding.fields.get("measures") is not None:
        opened.note = _("Số này nhắc lại số liệu khác trong cùng câu. Chỉ nhận khi cần theo dõi riêng.")
        opened.reasons.insert(0, RESTATED)


def _form(actor: Actor, finding: Finding, data: QueryDict | None = None) -> FindingForm:
    day = today()
    document = finding.document
    draft = drafts_for([finding], document=document, today=day, follower=actor.post)[finding.pk]
    around = surroundings(actor, document, [finding.kind], today=day)
    return form_for(draft, around, finding=finding, data=data)


# --- decisions --------------------------------------------------------------------------------------------------------


@require_POST
def accept(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Accept the finding with the fields of its card."""
    actor = _actor(request)
    finding = _finding(actor, document_id, finding_id)
    form = _form(actor, finding, request.POST)
    if not form.is_valid():
        return _again(request, actor, finding, form)
    try:
        finding = operations.accept_finding(
            actor=actor,
            finding_id=finding.pk,
            version=_version(request),
            fields=form.values(),
            today=today(),
        )
    except Refused as refused:
        if refused.code.startswith(("conflict.", "access.")):
            return _refused(request, actor, finding, refused)
        form.refuse(refused)
        return _again(request, actor, finding, form)
    return _decided(request, actor, finding)


@require_POST
def reject(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Put the finding aside with a reason."""
    actor = _actor(request)
    finding = _finding(actor, document_id, finding_id)
    try:
        finding = operations.reject_finding(
            actor=actor, finding_id=finding.pk, version=_version(request), reason=RejectForm(request.POST).chosen()
        )
    except Refused as refused:
        return _refused(request, actor, finding, refused)
    return _decided(request, actor, finding)


@require_POST
def undo(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Take a decision back; the finding is selected and open again."""
    actor = _actor(request)
    finding = _finding(actor, document_id, finding_id)
    try:
        finding = operations.undo_decision(actor=actor, finding_id=finding.pk, version=_version(request), today=today())
    except Refused as refused:
        return _refused(request, actor, finding, refused)
    return _answer(request, actor, finding, go_to=finding, said=_("Đã hoàn tác. Phát hiện trở lại trạng thái chưa rà."))


def _decided(request: HttpRequest, actor: Actor, finding: Finding) -> HttpResponse:
    """Go on to the next open finding, saying what the decided one became."""
    if finding.state == FindingState.REJECTED:
        said = _("Đã bỏ: %(reason)s") % {"reason": finding.reject_reason}
    else:
        became = became_of([finding]).get(finding.pk)
        said = _("Đã nhận: %(what)s") % {"what": became.label} if became else _("Đã nhận")
    return _answer(request, actor, finding, go_to=None, said=said)


def _answer(request: HttpRequest, actor: Actor, finding: Finding, *, go_to: Finding | None, said: str) -> HttpResponse:
    document = get_document(actor, finding.document_id)
    found = review_of(document, filters=Filters.of(request.GET), selected=finding.pk)
    assert found is not None  # a finding has a reading that is done
    target = go_to or found.next_open(finding) or finding
    found.select(target.pk)
    if request.htmx:  # type: ignore[attr-defined]
        return _changed(request, actor, found, decided=finding.pk, said=said)
    messages.success(request, said)
    return redirect(_at(found, target.pk))


def _at(found: Review, finding_id: int) -> str:
    address = reverse("intake:review", args=[found.document.pk])
    return f"{address}{_address(found, finding_id)}#c{finding_id}"


def _again(request: HttpRequest, actor: Actor, finding: Finding, form: FindingForm) -> HttpResponse:
    """The card once more, with what is wrong at its fields; nothing has been written."""
    document = get_document(actor, finding.document_id)
    found = review_of(document, filters=Filters.of(request.GET), selected=finding.pk)
    assert found is not None
    if request.htmx:  # type: ignore[attr-defined]
        return _changed(request, actor, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _whole(request, actor, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refused(request: HttpRequest, actor: Actor, finding: Finding, refused: Refused) -> HttpResponse:
    """Say a refusal that is not about a field, and show the finding as it is now."""
    is_conflict = refused.code.startswith("conflict.")
    if not request.htmx and not is_conflict:  # type: ignore[attr-defined]
        if refused.code.startswith("access."):
            raise refused
        messages.error(request, sentence(refused))
        return redirect(f"{reverse('intake:review', args=[finding.document_id])}?f={finding.pk}#c{finding.pk}")
    document = get_document(actor, finding.document_id)
    found = review_of(document, filters=Filters.of(request.GET), selected=finding.pk)
    assert found is not None
    if request.htmx:  # type: ignore[attr-defined]
        status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        return _changed(request, actor, found, said=sentence(refused), tone="bad", status=status)
    messages.error(request, sentence(refused))
    return _whole(request, actor, found, status=HTTPStatus.CONFLICT)


def _changed(
    request: HttpRequest,
    actor: Actor,
    found: Review,
    *,
    decided: int | None = None,
    said: str = "",
    tone: str = "good",
    form: FindingForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The parts of the page that a step changed: cards left, the card opened, the bar; and news for the paper.

    ``was`` in the request is the card that the page had open.
    """
    touched = {decided, _number(request.POST.get("was") or request.GET.get("was")), _pk(found.selected)}
    showing = [one for one in found.findings if one.pk in touched]
    cards = cards_of(showing)
    context = _context(request, actor, found) | {
        "open": _open_card(actor, found, cards, form=form),
        "left": [card for card in cards if card.finding.pk != _pk(found.selected)],
        "said": said,
        "tone": tone,
    }
    response = HttpResponse(render_to_string("tracking/intake/_changed.html", context, request), status=status)
    news = [{"id": one.pk, "state": one.state, "name": _name(one)} for one in showing]
    response["HX-Trigger-After-Swap"] = json.dumps({"intake:step": {"selected": _pk(found.selected), "news": news}})
    if found.selected is not None:
        response["HX-Replace-Url"] = reverse("intake:review", args=[found.document.pk]) + _address(
            found, found.selected.pk
        )
    return response


# --- many at once, the end, the sheet ---------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest, document_id: int) -> HttpResponse:
    """All open findings of a kind or of a table: first what would happen, then what happened."""
    actor = _actor(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    found = review_of(document, filters=Filters(kind=Filters.of(request.GET).kind))
    if found is None:
        raise Http404
    table = _number(request.GET.get("table"))
    open_ones = [one for one in found.findings if one.state == FindingState.OPEN and found.filters.let(one)]
    if table is not None:
        open_ones = [one for one in open_ones if _table_of(one, found) == table]
    batch = None
    if request.method == "POST":
        batch = operations.accept_many(
            actor=actor, document=document, finding_ids=[one.pk for one in open_ones], today=today()
        )
        held = [(one.finding, one.problem) for one in batch.held]
        ready = list(batch.accepted)
    else:
        drafts = drafts_for(open_ones, document=document, today=today(), follower=actor.post)
        before = accepted_before(open_ones)
        judged = [(one, operations.bulk_problem(one, drafts[one.pk], before.get(one.pk))) for one in open_ones]
        ready = [one for one, problem in judged if problem is None]
        held = [(one, problem) for one, problem in judged if problem is not None]
    cards = {card.finding.pk: card for card in cards_of([*ready, *(one for one, _problem in held)])}
    context = {
        "document": document,
        "batch": batch,
        "kind": FindingKind(found.filters.kind).label if found.filters.kind else "",
        "table": table,
        "ready": [cards[one.pk] for one in ready],
        "held": [(cards[one.pk], sentence(Refused(problem.code, **problem.facts))) for one, problem in held],
    }
    return render(request, "tracking/intake/accept_many.html", context)


def _table_of(finding: Finding, found: Review) -> int | None:
    """The table of the document in which a finding begins."""
    for block in found.reading.blocks:
        if block.get("table") and block["start"] <= finding.start < max(block["end"], block["start"] + 1):
            return int(block["table"])
    return None


@require_POST
def mark_reviewed(request: HttpRequest, document_id: int) -> HttpResponse:
    """Note that the whole text has been gone through, or take the note back."""
    actor = _actor(request)
    document = get_document(actor, document_id)
    library.mark_reviewed(actor=actor, document=document, reviewed=request.POST.get("reviewed", "1") == "1")
    return redirect("intake:review", document_id=document.pk)


@require_GET
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    """The six clears of every task of the document, for paper (phiếu sáu rõ)."""
    actor = _actor(request)
    document = get_document(actor, document_id)
    found = review_of(document, filters=Filters())
    if found is None:
        return render(request, "tracking/intake/unread.html", {"document": document})
    tasks = [one for one in found.findings if one.kind == FindingKind.TASK and one.state != FindingState.REJECTED]
    drafts = drafts_for(tasks, document=document, today=today())
    cards = {card.finding.pk: card for card in cards_of(tasks)}
    rows = []
    for number, finding in enumerate(tasks, start=1):
        draft = drafts[finding.pk]
        assert isinstance(draft, TaskDraft)
        clears = draft.clears()
        cells = [(label, getattr(clears, name)) for name, (label, _word) in CLEARS.items()]
        rows.append({"number": number, "card": cards[finding.pk], "cells": cells, "missing": len(clears.missing())})
    context = {
        "document": document,
        "rows": rows,
        "labels": [label for label, _word in CLEARS.values()],
        "whole": sum(not row["missing"] for row in rows),
        "progress": found.progress,
    }
    return render(request, "tracking/intake/sheet.html", context)


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Units whose names are near to what is typed, as options of a field."""
    seen = _actor(request).visible_units()
    found = match_units(request.GET.get("q", "")[:300], today=today(), within=seen, limit=_SUGGESTED_UNITS)
    return render(request, "tracking/intake/_units.html", {"units": [match.unit for match in found]})


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The review on a document's page: how far it is, and the way in."""
    reading = current_reading(document)
    if reading is None or not reading.finished_at or reading.error_code:
        return None
    done, total = to_review(finding_counts(reading))
    context = {
        "document": document,
        "progress": Progress(done, total),
        "may_review": _actor(request).may(Action.REVIEW, document.keeper_id),
    }
    return render_to_string("tracking/intake/_panel.html", context, request)


# --- from the request -------------------------------------------------------------------------------------------------


def _actor(request: HttpRequest) -> Actor:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None:
        raise Http404
    return actor


def _finding(actor: Actor, document_id: int, finding_id: int) -> Finding:
    finding = get_finding(actor, finding_id)
    if finding.document_id != document_id:
        raise Http404
    return finding


def _shortened(text: str) -> str:
    return text if len(text) <= _CLEAR_LENGTH else f"{text[:_CLEAR_LENGTH].rsplit(' ', 1)[0]} …"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _version(request: HttpRequest) -> int:
    version = _number(request.POST.get("version"))
    if version is None:
        raise Http404
    return version


def _pk(finding: Finding | None) -> int | None:
    return finding.pk if finding else None
