"""Which reports of figures the report to a round carries (số liệu nằm trong báo cáo kỳ): what one has to do once.

A round holds no figure of its own: where one runs, the figures of its periods are filled, handed in and decided with
its report, and need no line of their own among what waits for somebody.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from vaocuoc.core.calendars import Period
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.rounds.access import own_units, waiting_for
from vaocuoc.oversight.rounds.asking import periods_by_round
from vaocuoc.oversight.rounds.models import OPEN_STATES, WAITING_STATES, Figures, Round, RoundReport
from vaocuoc.tracking.models import Submission

_ASKED = ("cycle", "starts_on", "cutoff", "regime__keeper", "version__figures", "version__cycle", "version__calendar")
"""What tells of a round whose figures of which periods it carries."""

Owed = tuple[int, int, Period]
"""A report of figures: the register, the provider, the period."""


def carried_by_rounds(actor: Actor) -> set[Owed]:
    """The reports of figures of the post's units that a running round asks and nobody has approved yet.

    Three queries, however many units and rounds.
    """
    reports = RoundReport.objects.filter(provider__in=own_units(actor), state__in=(*OPEN_STATES, *WAITING_STATES))
    rounds = _running(reports)
    if not rounds:
        return set()
    periods = periods_by_round(rounds.values())
    found = reports.filter(round__in=rounds).order_by().values_list("round", "provider")
    return {
        (rounds[round_].regime.keeper_id, provider, period) for round_, provider in found for period in periods[round_]
    }


def not_carried(actor: Actor, submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of reports of figures that wait for the actor, those that no report to a round that waits for them carries.

    Two queries before; none grows with the reports.
    """
    waiting = waiting_for(actor)
    rounds = _running(waiting)
    by_figures: dict[tuple[int, Period], list[int]] = {}
    for round_, periods in periods_by_round(rounds.values()).items():
        for period in periods:
            by_figures.setdefault((rounds[round_].regime.keeper_id, period), []).append(round_)
    carried = Q(pk__in=())
    for (keeper, period), held in by_figures.items():
        reports = RoundReport.objects.filter(
            provider=OuterRef("provider"), round__in=held, state__in=WAITING_STATES
        ).order_by()
        carried |= Q(
            Exists(reports),
            keeper=keeper,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
        )
    return submissions.exclude(carried) if by_figures else submissions


def _running(reports: QuerySet[RoundReport]) -> dict[int, Round]:
    """The rounds of these reports that run and ask for figures; a report to a body outside carries none here."""
    wanted = Round.objects.filter(pk__in=reports.order_by().values("round"), closed_on__isnull=True)
    wanted = wanted.filter(regime__is_outward=False)
    wanted = wanted.exclude(version__figures=Figures.NONE).select_related("regime", "version").only(*_ASKED)
    return {one.pk: one for one in wanted}
