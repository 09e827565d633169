"""Who sees and answers regimes, rounds and reports of a round (quyền với báo cáo kỳ)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.oversight.rounds.models import (
    OPEN_STATES,
    WAITING_STATES,
    Regime,
    ReportDeed,
    ReportState,
    ReportStep,
    Round,
    RoundReport,
)


def visible_regimes(actor: Actor) -> QuerySet[Regime]:
    """The regimes that the actor may see: of registers they view, and those that units they view have reported to."""
    units = actor.units(Action.VIEW).order_by().values("pk")
    owing = RoundReport.objects.filter(round__regime=OuterRef("pk"), provider__in=units)
    return Regime.objects.filter(Q(keeper__in=units) | Exists(owing))


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """The rounds that the actor may see: of registers they view, and those to which units they view report."""
    units = actor.units(Action.VIEW).order_by().values("pk")
    owing = RoundReport.objects.filter(round=OuterRef("pk"), provider__in=units)
    return Round.objects.filter(Q(regime__keeper__in=units) | Exists(owing))


def visible_reports(actor: Actor) -> QuerySet[RoundReport]:
    """The reports that the actor may see: of units they view, and to registers they view."""
    units = actor.units(Action.VIEW).order_by().values("pk")
    return RoundReport.objects.filter(Q(provider__in=units) | Q(round__regime__keeper__in=units))


def get_regime(actor: Actor, pk: int) -> Regime:
    """One visible regime; ``Http404`` where hidden."""
    found = visible_regimes(actor).select_related("keeper", "created_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_round(actor: Actor, pk: int) -> Round:
    """One visible round; ``Http404`` where hidden."""
    shown = visible_rounds(actor).select_related("regime__keeper", "version")
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_report(actor: Actor, pk: int) -> RoundReport:
    """One visible report of a round; ``Http404`` where hidden."""
    shown = visible_reports(actor).select_related(
        "round__regime__keeper", "round__version__task_document", "provider", "moved_to", "handed_by", "document"
    )
    found = shown.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def reports_seen(actor: Actor, round_: Round) -> QuerySet[RoundReport]:
    """The reports to a round that the actor may see: all for who views its register, else those of their units."""
    reports = RoundReport.objects.filter(round=round_)
    if actor.may(Action.VIEW, round_.regime.keeper_id):
        return reports
    return reports.filter(provider__in=actor.units(Action.VIEW).order_by().values("pk"))


def may_keep(actor: Actor, keeper_id: int) -> bool:
    """Whether the actor sets regimes and opens rounds of a register."""
    return actor.may(Action.ASSIGN, keeper_id)


def may_fill(actor: Actor, report: RoundReport) -> bool:
    """Whether the actor fills a report: who reports for the provider, or for the register."""
    return actor.may(Action.REPORT, report.provider_id) or actor.may(Action.REPORT, report.round.regime.keeper_id)


def require_filling(actor: Actor, report: RoundReport) -> None:
    if not may_fill(actor, report):
        raise Refused("access.denied", action=str(Action.REPORT))


def may_decide(actor: Actor, report: RoundReport) -> bool:
    """Whether the actor may take the step that a report waits for; bottom-up where there are two, as with figures.

    The first of two is taken by whoever approves for the provider; the last by whoever approves for the register, or,
    where there is one step only, by whoever stands above the provider.
    """
    if actor.may(Action.APPROVE, report.round.regime.keeper_id):
        return True
    below = actor.may(Action.APPROVE, report.provider_id)
    if report.steps == 2:
        return report.state == ReportState.SUBMITTED and below
    return report.provider_id not in {grant.unit_id for grant in actor.grants} and below


def require_deciding(actor: Actor, report: RoundReport) -> None:
    if not may_decide(actor, report):
        raise Refused("access.denied", action=str(Action.APPROVE))


def own_units(actor: Actor) -> list[int]:
    """The units that the acting post itself reports for: its own, and those it was given the role over."""
    named = {grant.unit_id for grant in actor.grants} | ({actor.post.unit_id} if actor.post else set())
    return actor.once("units that report", lambda: sorted(actor.among(Action.REPORT, named)))


def owed_by(actor: Actor) -> QuerySet[RoundReport]:
    """The reports that the acting post's units still owe (báo cáo phải gửi), of rounds that are open."""
    return RoundReport.objects.filter(provider__in=own_units(actor), state__in=OPEN_STATES, round__closed_on=None)


def handed_by_own(actor: Actor) -> QuerySet[RoundReport]:
    """The reports that the acting post's units handed in and nobody has approved yet, of rounds that are open."""
    return RoundReport.objects.filter(provider__in=own_units(actor), state__in=WAITING_STATES, round__closed_on=None)


def waiting_for(actor: Actor) -> QuerySet[RoundReport]:
    """The reports that wait for a step of the actor (báo cáo kỳ chờ duyệt), not those they submitted or checked."""
    if not actor.may_somewhere(Action.APPROVE):
        return RoundReport.objects.none()
    keepers = actor.keepers(Action.APPROVE).order_by().values("pk")
    checked_by_me = ReportStep.objects.filter(
        report=OuterRef("pk"), turn=OuterRef("turn"), deed=ReportDeed.CHECK, done_by=actor.user
    )
    # Of two steps the first is also taken below the register; a single one there by whoever stands above the provider.
    first = Q(steps=2) | ~Q(provider__in=[grant.unit_id for grant in actor.grants])
    submitted, last = Q(state=ReportState.SUBMITTED), Q(state=ReportState.CHECKED) & ~Exists(checked_by_me)
    kept = Q(round__regime__keeper__in=keepers) & (submitted | last)
    below = actor.reaching(Action.APPROVE, "provider") & submitted & first
    return RoundReport.objects.filter(kept | below, state__in=WAITING_STATES).exclude(handed_by=actor.user)
