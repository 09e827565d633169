"""What is printed and kept of a review (phiếu sáu rõ, phiếu rà soát, đã soát toàn văn), and the document's panel."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from vaocuoc.directory.organisations.queries import match_units
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library import operations as library
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document, FindingKind, FindingState
from vaocuoc.documents.readings.queries import REVIEWED_KINDS, current_reading
from vaocuoc.tracking.intake.cards import cards_of
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.listing import Filters, Line, progress_of
from vaocuoc.tracking.intake.proposing import drafts_for
from vaocuoc.tracking.intake.queries import lines_of, review_of, whole
from vaocuoc.tracking.intake.withdrawing import undecided_of
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.ui.clock import now, today
from vaocuoc.ui.words import CLEARS

_SUGGESTED_UNITS = 8
_ENTERED_KINDS = (FindingKind.TASK, FindingKind.TARGET)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what a paper orders is in the register (đã nhập n/m): tasks and targets that were not put aside."""

    entered: int
    expected: int

    @property
    def is_whole(self) -> bool:
        return self.entered == self.expected


def completeness_of(lines: list[Line]) -> Completeness:
    """The completeness of a paper by its findings."""
    asked = [line for line in lines if line.kind in _ENTERED_KINDS and line.state != FindingState.REJECTED]
    return Completeness(sum(line.state == FindingState.ACCEPTED for line in asked), len(asked))


@require_POST
def mark_reviewed(request: HttpRequest, document_id: int) -> HttpResponse:
    """Note that the whole text has been gone through, or take the note back."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    library.mark_reviewed(actor=actor, document=document, reviewed=request.POST.get("reviewed", "1") == "1")
    return redirect("intake:review", document_id=document.pk)


@require_GET
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    """The six clears of every task of the document, for paper (phiếu sáu rõ)."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    found = review_of(document, filters=Filters(kind=FindingKind.TASK))
    if found is None:
        return render(request, "tracking/intake/unread.html", {"document": document})
    tasks = whole(document, [line for line in found.listed if line.state != FindingState.REJECTED])
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
def minutes(request: HttpRequest, document_id: int) -> HttpResponse:
    """Every finding with what was read and decided, for paper (phiếu rà soát): A4, lying."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    found = review_of(document, filters=Filters())
    if found is None:
        return render(request, "tracking/intake/unread.html", {"document": document})
    cards = cards_of(whole(document, [line for line in found.lines if line.kind in REVIEWED_KINDS]))
    context = {
        "document": document,
        "reading": found.reading,
        "cards": cards,
        "clear_labels": [label for label, _word in CLEARS.values()],
        "progress": found.progress,
        "completeness": completeness_of(found.lines),
        "printed_at": now(),
        "post": actor.post,
    }
    return render(request, "tracking/intake/minutes.html", context)


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Units whose names are near to what is typed, as options of a field; only those that the asker sees."""
    seen = actor_of(request).visible_units()
    found = match_units(request.GET.get("q", "")[:300], today=today(), within=seen, limit=_SUGGESTED_UNITS)
    return render(request, "tracking/intake/_units.html", {"units": [match.unit for match in found]})


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The review on a document's page: how far it is, what is in the register, who went through the whole text."""
    reading = current_reading(document)
    if reading is None or not reading.finished_at or reading.error_code:
        return None
    lines = lines_of(reading)
    withdrawal = Withdrawal.objects.filter(document=document).first()
    context = {
        "document": document,
        "withdrawal": withdrawal,
        "undecided": len(undecided_of(document)) if withdrawal else 0,
        "progress": progress_of(lines),
        "completeness": completeness_of(lines),
        "may_review": actor_of(request).may(Action.REVIEW, document.keeper_id),
    }
    return render_to_string("tracking/intake/_panel.html", context, request)
