"""Which requests for explanation an actor sees, and who may ask, answer and decide."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.oversight.explanations.models import Explanation


def visible_explanations(actor: Actor) -> QuerySet[Explanation]:
    """The requests that the actor may see (yêu cầu giải trình được xem): of the registers viewed, and those that ask a
    unit viewed or the acting post.
    """
    units = actor.units(Action.VIEW).values("pk")
    seen = Q(keeper__in=units) | Q(asked_unit__in=units)
    seen |= Q(asked_post__in=Post.objects.filter(unit__in=units).values("pk"))
    if actor.post is not None:
        seen |= Q(asked_post=actor.post)
    return Explanation.objects.filter(seen)


def get_explanation(actor: Actor, pk: int) -> Explanation:
    """One visible request; ``Http404`` where hidden."""
    related = ("keeper", "task", "indicator", "unit", "asked_unit", "asked_post__unit")
    found = visible_explanations(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_ask(actor: Actor, keeper: int, *units: int | None) -> bool:
    """Whether one may ask for an explanation of what stands in a register: who assigns or directs there, and who
    directs the unit concerned.
    """
    if actor.may(Action.ASSIGN, keeper) or actor.may(Action.DIRECT, keeper):
        return True
    return any(actor.may(Action.DIRECT, unit) for unit in units if unit is not None)


def answers_for(actor: Actor, explanation: Explanation) -> bool:
    """Whether one answers in one's own name: the post that was asked, one of the unit that was, and who reports for
    that unit without being the office that asked.
    """
    unit = explanation.asked_unit_id
    if actor.post is not None and (explanation.asked_post_id == actor.post.pk or unit == actor.post.unit_id):
        return True
    reports = actor.may(Action.UPDATE, unit) or actor.may(Action.REPORT, unit)
    return reports and not actor.may(Action.ASSIGN, explanation.keeper_id)


def may_answer(actor: Actor, explanation: Explanation) -> bool:
    """The same, and the register's office, which then records for another (ghi thay)."""
    return answers_for(actor, explanation) or actor.may(Action.ASSIGN, explanation.keeper_id)


def may_decide(actor: Actor, explanation: Explanation) -> bool:
    """Whether one may accept an explanation, ask again or withdraw: whoever may ask."""
    asked = explanation.asked_unit_id or (explanation.asked_post.unit_id if explanation.asked_post else None)
    return may_ask(actor, explanation.keeper_id, asked)
