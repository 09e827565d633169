"""The morning's reminders of oversight (nhắc việc buổi sáng): explanations, papers planned, waiting proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry
from vaocuoc.oversight.explanations.models import Explanation, ExplanationState
from vaocuoc.tracking.models import Proposal

_PAPER_AHEAD, _PAPER_EVERY = 7, 7
_ANSWER_EVERY = 3
_PROPOSAL_EVERY = 30
_MOST = 2_000


def remind(today: date) -> None:
    """Tell whoever owes what falls due or is late today; called once a morning, a constant number of queries."""
    with transaction.atomic():
        notify_all(None, [*_explanations(today), *_papers(today), *_proposals(today)])


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


def _proposals(today: date) -> Iterator[Outgoing]:
    """Every thirty days that a proposal waits for its answer, its register is told."""
    for one in Proposal.objects.filter(answered_on__isnull=True).order_by("pk")[:_MOST]:
        days = (today - timezone.localdate(one.created_at)).days
        if days and days % _PROPOSAL_EVERY == 0:
            facts = {"text": one.text[:200], "days": days, "to": one.addressed_to or "–"}
            yield Outgoing("proposals.waiting", one, units=[one.keeper_id], facts=facts)
