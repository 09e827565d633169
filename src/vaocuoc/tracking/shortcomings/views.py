"""The pages of shortcomings and proposals: two lists, and what became of each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.search.queries import matching
from vaocuoc.tracking.shortcomings.access import (
    get_proposal,
    get_shortcoming,
    visible_proposals,
    visible_shortcomings,
)
from vaocuoc.tracking.shortcomings.forms import AnswerForm, ProposalForm, ShortcomingForm, StateForm
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.shortcomings.operations import (
    answer_proposal,
    create_proposal,
    create_shortcoming,
    set_shortcoming_state,
)
from vaocuoc.tracking.sources import sources_of
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_LIST = "tracking/shortcomings/list.html"
_PROPOSALS = "tracking/shortcomings/proposals.html"
_FORM = "tracking/shortcomings/form.html"
_ANSWERED = ("cho", "da")


# --- shortcomings -----------------------------------------------------------------------------------------------------


@require_safe
def shortcoming_list(request: HttpRequest) -> HttpResponse:
    """The limits that reviews stated (danh sách hạn chế), what stands first."""
    actor = actor_of(request)
    found = visible_shortcomings(actor)
    counts = Counter(found.values_list("state", flat=True))
    text, state = request.GET.get("q", "").strip()[:200], request.GET.get("trang-thai", "")
    if state in ShortcomingState.values:
        found = found.filter(state=state)
    if text:
        found = matching(found, "folded", text)
    order = {value: place for place, value in enumerate(ShortcomingState.values)}
    rows = sorted(
        found.select_related("unit", "keeper", "document", "finding"), key=lambda one: (order[one.state], -one.pk)
    )
    page = page_of(request, rows, size=_ROWS)
    context = {
        "page": page,
        "rows": _with_sources(actor, page),
        "states": [(value, label, counts[value]) for value, label in ShortcomingState.choices],
        "total": sum(counts.values()),
        "standing": counts[ShortcomingState.STANDING],
        "state": state,
        "text": text,
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, _LIST, context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Enter a limit by hand (thêm hạn chế)."""
    actor = _assigner(request)
    form = ShortcomingForm(request.POST or None, actor=actor)
    words = {"heading": _("Thêm hạn chế"), "button": _("Lưu hạn chế"), "back": "shortcomings:list"}
    return _asked(request, form, words, lambda data: create_shortcoming(actor=actor, **data), _("Đã thêm hạn chế."))


@require_http_methods(["GET", "HEAD", "POST"])
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """One limit: where it comes from, and what became of it."""
    actor = actor_of(request)
    shortcoming = get_shortcoming(actor, pk)
    form = StateForm(request.POST or None, initial={"state": shortcoming.state, "note": shortcoming.note})
    words = {
        "heading": shortcoming.text,
        "button": _("Lưu tình trạng"),
        "back": "shortcomings:list",
        "shortcoming": shortcoming,
        "source": sources_of(actor, [shortcoming.finding]).get(shortcoming.finding_id or 0),
        "is_read_only": not actor.may(Action.ASSIGN, shortcoming.keeper_id),
    }
    return _asked(
        request,
        form,
        words,
        lambda data: set_shortcoming_state(actor=actor, shortcoming=shortcoming, **data),
        _("Đã ghi tình trạng hạn chế."),
    )


# --- proposals --------------------------------------------------------------------------------------------------------


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The requests to higher levels (danh sách kiến nghị), the unanswered first."""
    actor = actor_of(request)
    found = visible_proposals(actor)
    waiting, total = found.filter(answered_on__isnull=True).count(), found.count()
    text, answered = request.GET.get("q", "").strip()[:200], request.GET.get("tra-loi", "")
    if answered in _ANSWERED:
        found = found.filter(answered_on__isnull=answered == "cho")
    if text:
        found = matching(found, "folded", text)
    rows = sorted(
        found.select_related("keeper", "document", "finding"), key=lambda one: (one.answered_on is not None, -one.pk)
    )
    page = page_of(request, rows, size=_ROWS)
    context = {
        "page": page,
        "rows": _with_sources(actor, page),
        "waiting": waiting,
        "answered_count": total - waiting,
        "total": total,
        "answered": answered,
        "text": text,
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, _PROPOSALS, context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_request(request: HttpRequest) -> HttpResponse:
    """Enter a proposal by hand (thêm kiến nghị)."""
    actor = _assigner(request)
    form = ProposalForm(request.POST or None, actor=actor)
    words = {"heading": _("Thêm kiến nghị"), "button": _("Lưu kiến nghị"), "back": "shortcomings:proposals"}
    return _asked(request, form, words, lambda data: create_proposal(actor=actor, **data), _("Đã thêm kiến nghị."))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: where it comes from, and how it was answered."""
    actor = actor_of(request)
    proposal = get_proposal(actor, pk)
    form = AnswerForm(request.POST or None, initial={"answered_on": proposal.answered_on, "answer": proposal.answer})
    words = {
        "heading": proposal.text,
        "button": _("Ghi trả lời"),
        "back": "shortcomings:proposals",
        "proposal": proposal,
        "source": sources_of(actor, [proposal.finding]).get(proposal.finding_id or 0),
        "is_read_only": not actor.may(Action.ASSIGN, proposal.keeper_id),
    }
    return _asked(
        request, form, words, lambda data: answer_proposal(actor=actor, proposal=proposal, **data), _("Đã ghi trả lời.")
    )


# --- what they share --------------------------------------------------------------------------------------------------


def _assigner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    return actor


def _asked(request: HttpRequest, form: forms.Form, words: dict[str, Any], do: Any, done: str) -> HttpResponse:
    """Show the form; on POST do it and go back to the list, or say in the form what was refused."""
    status = 200
    if request.method == "POST":
        if words.get("is_read_only"):
            raise Refused("access.denied", action=str(Action.ASSIGN))
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except Refused as refused:
                form.add_error("note" if refused.code == "shortcomings.no_note" else None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, done)
                return redirect(words["back"])
    return render(request, _FORM, words | {"form": form}, status=status)


def _with_sources(actor: Actor, page: Any) -> list[tuple[Shortcoming | Proposal, Any]]:
    sources = sources_of(actor, [one.finding for one in page])
    return [(one, sources.get(one.finding_id or 0)) for one in page]
