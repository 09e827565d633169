"""The morning's reminders of oversight (nhắc việc buổi sáng): explanations, papers, programmes, waiting proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from vaocuoc.documents.models import Handling
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry
from vaocuoc.oversight.coverage.models import Rollout
from vaocuoc.oversight.coverage.programmes import owing_of_each
from vaocuoc.oversight.explanations.models import Explanation, ExplanationState
from vaocuoc.tracking.models import Proposal

_PAPER_AHEAD, _PAPER_EVERY = 7, 7
_ANSWER_EVERY = 3
_PROGRAMME_AHEAD, _PROGRAMME_EVERY, _PROGRAMME_LONGEST = 7, 7, 90
_PROPOSAL_EVERY = 30
_MOST = 2_000


def remind(today: date) -> None:
    """Tell whoever owes what falls due or is late today; called once a morning, a constant number of queries."""
    with transaction.atomic():
        notify_all(None, [*_explanations(today), *_papers(today), *_programmes(today), *_proposals(today)])


def _explanations(today: date) -> Iterator[Outgoing]:
    """The day before an answer is due, the day after it, and every three days then."""
    near = Explanation.objects.filter(state=ExplanationState.ASKED, answer_by__lte=today + timedelta(days=1))
    for one in near.order_by("pk")[:_MOST]:
        days = (today - one.answer_by).days
        if days != -1 and (days < 1 or (days - 1) % _ANSWER_EVERY):
            continue
        yield Outgoing(
            "explanations.late" if days > 0 else "explanations.due_soon",
            one,
            posts=[one.asked_post_id] if one.asked_post_id else [],
            units=[one.asked_unit_id] if one.asked_unit_id else [],
            facts={"about": one.about, "due": one.answer_by.isoformat()},
            urgent=days > 0,
        )


def _papers(today: date) -> Iterator[Outgoing]:
    """A week before a paper is planned, the day after its plan has passed, and every week then."""
    first = (today + timedelta(days=_PAPER_AHEAD)).replace(day=1)
    near = CalendarEntry.objects.filter(state__in=OPEN_STATES, planned_month__lte=first)
    for one in near.order_by("pk")[:_MOST]:
        days = (today - one.planned_by).days
        if days != -_PAPER_AHEAD and (days < 1 or (days - 1) % _PAPER_EVERY):
            continue
        yield Outgoing(
            "calendar.late" if days > 0 else "calendar.due_soon",
            one,
            posts=[one.preparer_post_id] if one.preparer_post_id else [],
            units=[one.preparer_unit_id] if one.preparer_unit_id else [],
            facts={"title": one.title[:200], "due": one.planned_by.isoformat()},
        )


def _programmes(today: date) -> Iterator[Outgoing]:
    """A week before units must have issued their programmes, the day after, and every week then for three months."""
    first, last = today - timedelta(days=_PROGRAMME_LONGEST), today + timedelta(days=_PROGRAMME_AHEAD)
    near = Rollout.objects.filter(due__gte=first, due__lte=last).exclude(document__handling=Handling.DRAFT)
    found = [(one, (today - one.due).days) for one in near.select_related("document").order_by("pk") if one.due]
    asked = [
        (one, days)
        for one, days in found
        if days == -_PROGRAMME_AHEAD or (days > 0 and (days - 1) % _PROGRAMME_EVERY == 0)
    ]
    owing = owing_of_each([one for one, _days in asked], today=today) if asked else {}
    for one, days in asked:
        yield Outgoing(
            "coverage.late" if days > 0 else "coverage.due_soon",
            one.document,
            units=owing.get(one.document_id, []),
            facts={"document": str(one.document), "due": one.due.isoformat() if one.due else "–"},
        )


def _proposals(today: date) -> Iterator[Outgoing]:
    """Every thirty days that a proposal waits for its answer, its register is told."""
    for one in Proposal.objects.filter(answered_on__isnull=True).order_by("pk")[:_MOST]:
        days = (today - timezone.localdate(one.created_at)).days
        if days and days % _PROPOSAL_EVERY == 0:
            facts = {"text": one.text[:200], "days": days, "to": one.addressed_to or "–"}
            yield Outgoing("proposals.waiting", one, units=[one.keeper_id], facts=facts)
