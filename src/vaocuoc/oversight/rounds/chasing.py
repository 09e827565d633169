"""Chasing those who have not handed in (đôn đốc kỳ báo cáo): all of them with one deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.rounds.models import OPEN_STATES, ReportDeed, ReportStep, Round, RoundReport

_AGAIN = timedelta(hours=12)
"""A unit is not chased again for so long, whoever presses the button."""


def chase(*, actor: Actor, round_: Round, reports: QuerySet[RoundReport]) -> int:
    """Remind the units of these reports that have not handed in (đôn đốc hàng loạt); give how many.

    A number of queries that does not grow with the units. Raises ``Refused``: ``access.denied``, ``rounds.closed``,
    ``rounds.nobody_to_chase`` where all have handed in or were chased lately.
    """
    actor.require(Action.ASSIGN, round_.regime.keeper_id)
    if round_.closed_on is not None:
        raise Refused("rounds.closed", day=round_.closed_on)
    now = timezone.now()
    with transaction.atomic():
        lately = Q(chased_at__isnull=True) | Q(chased_at__lt=now - _AGAIN)
        owing = RoundReport.objects.select_for_update().filter(lately, round=round_, state__in=OPEN_STATES)
        rows = list(owing.filter(pk__in=reports.order_by().values("pk")).order_by("pk"))
        if not rows:
            raise Refused("rounds.nobody_to_chase")
        note_chased(actor, rows, now=now)
        record(actor, "rounds.chase", round_, unit_name=round_.regime.keeper.name, title=round_.title, count=len(rows))
        by_due: dict[str, list[int]] = {}
        for one in rows:
            by_due.setdefault(one.due.isoformat(), []).append(one.provider_id)
        facts = {"title": round_.title, "keeper": round_.regime.keeper.name}
        notify_all(
            actor,
            [
                Outgoing("rounds.chase", round_, units=units, facts=facts | {"due": due}, urgent=True)
                for due, units in sorted(by_due.items())
            ],
        )
    return len(rows)


def note_chased(actor: Actor, reports: Sequence[RoundReport], *, now: datetime, by: str = "") -> None:
    """Note that the units of these reports were chased (ghi đã đôn đốc): who, when, and by which letter.

    Called in the transaction of the chase.
    """
    RoundReport.objects.filter(pk__in=[one.pk for one in reports]).update(chased_at=now)
    ReportStep.objects.bulk_create(
        [
            ReportStep(
                report=one,
                deed=ReportDeed.CHASE,
                turn=one.turn,
                reason=by,
                done_by=actor.user,
                done_as=actor.post,
                done_at=now,
            )
            for one in reports
        ],
        batch_size=500,
    )


def chases_of(report: str = "pk") -> Coalesce:
    """How often a report was chased (số lần đôn đốc), for a list of reports; ``report`` is the path to it."""
    steps = ReportStep.objects.filter(report=OuterRef(report), deed=ReportDeed.CHASE).order_by()
    return Coalesce(Subquery(steps.values("report").annotate(number=Count("pk")).values("number")), Value(0))
