"""Who sees, fills and decides reports of a period (quyền với báo cáo số liệu kỳ)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.submissions.models import Deed, State, Step, Submission


def visible_submissions(actor: Actor) -> QuerySet[Submission]:
    """The reports that the actor may see: of units they view, and to registers they view."""
    units = actor.units(Action.VIEW).order_by().values("pk")
    return Submission.objects.filter(Q(keeper__in=units) | Q(provider__in=units))


def get_submission(actor: Actor, pk: int) -> Submission:
    """One visible report with its units; ``Http404`` where hidden."""
    found = visible_submissions(actor).select_related("keeper", "provider", "submitted_as__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_fill(actor: Actor, submission: Submission) -> bool:
    """Whether the actor enters figures of this report: who reports for the provider, or for the register."""
    return actor.may(Action.REPORT, submission.provider_id) or actor.may(Action.REPORT, submission.keeper_id)


def require_filling(actor: Actor, submission: Submission) -> None:
    if not may_fill(actor, submission):
        raise Refused("access.denied", action=str(Action.REPORT))


def may_decide(actor: Actor, submission: Submission) -> bool:
    """Whether the actor may take the step that a waiting report waits for; bottom-up where there are two.

    The first of two is taken by whoever approves for the provider; the last by whoever approves for the register, or,
    where there is one step only, by whoever stands above the provider.
    """
    if actor.may(Action.APPROVE, submission.keeper_id):
        return True
    if submission.steps == 2:
        return submission.state == State.SUBMITTED and actor.may(Action.APPROVE, submission.provider_id)
    return submission.provider_id not in _granted(actor) and actor.may(Action.APPROVE, submission.provider_id)


def require_deciding(actor: Actor, submission: Submission) -> None:
    if not may_decide(actor, submission):
        raise Refused("access.denied", action=str(Action.APPROVE))


def waiting_for(actor: Actor) -> QuerySet[Submission]:
    """The reports that wait for a step of the actor (báo cáo chờ duyệt), not those they submitted or checked."""
    if not actor.may_somewhere(Action.APPROVE):
        return Submission.objects.none()
    keepers = actor.keepers(Action.APPROVE).order_by().values("pk")
    checked_by_me = Step.objects.filter(
        submission=OuterRef("pk"), turn=OuterRef("turn"), deed=Deed.CHECK, done_by=actor.user
    )
    # Of two steps the first is also taken below the register; a single one there by whoever stands above the provider.
    first = Q(steps=2) | ~Q(provider__in=_granted(actor))
    submitted, last = Q(state=State.SUBMITTED), Q(state=State.CHECKED) & ~Exists(checked_by_me)
    kept = Q(keeper__in=keepers) & (submitted | last)
    below = actor.reaching(Action.APPROVE, "provider") & submitted & first
    return Submission.objects.filter(kept | below).exclude(submitted_by=actor.user)


def returned_to(actor: Actor) -> QuerySet[Submission]:
    """The reports that came back to be filled again, of the units one's post was given to report for."""
    own = {grant.unit_id for grant in actor.grants} | ({actor.post.unit_id} if actor.post else set())
    return Submission.objects.filter(state=State.RETURNED, provider__in=actor.among(Action.REPORT, own))


def _granted(actor: Actor) -> list[int]:
    """The units that the roles of the post were given over themselves."""
    return [grant.unit_id for grant in actor.grants]
