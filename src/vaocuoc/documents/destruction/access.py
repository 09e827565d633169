"""Who may propose that content is destroyed, who may confirm it, and who sees that it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.models import GroupGrant, RoleGrant, UnitReach
from vaocuoc.directory.people.access import ROLE_ACTIONS, Action, Actor
from vaocuoc.documents.destruction.holding import Root
from vaocuoc.documents.destruction.models import Destruction
from vaocuoc.notices.messages.receivers import running

_SEEING = (Action.UPLOAD, Action.DESTROY, Action.AUDIT)


def may_propose(actor: Actor, keeper_id: int) -> bool:
    """Whether one may propose it at the unit: who hands documents in there, and who may confirm."""
    return actor.may(Action.UPLOAD, keeper_id) or actor.may(Action.DESTROY, keeper_id)


def may_see_any(actor: Actor) -> bool:
    """Whether one sees proposals anywhere at all; costs no query."""
    return any(actor.may_somewhere(action) for action in _SEEING)


def visible_destructions(actor: Actor) -> QuerySet[Destruction]:
    """The proposals that one sees: of units where one may propose, confirm, or read the trail."""
    seen = Q(pk__in=())
    for action in _SEEING:
        if actor.may_somewhere(action):
            seen |= Q(keeper__in=actor.units(action).order_by().values("pk"))
    return Destruction.objects.filter(seen).select_related(
        "keeper", "proposed_by__person", "proposed_as__unit", "decided_by__person", "decided_as__unit"
    )


def get_destruction(actor: Actor, pk: int) -> Destruction:
    """One proposal; ``Http404`` where hidden."""
    found = visible_destructions(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_subject(actor: Actor, root: Root, pk: int) -> Any:
    """The thing itself, for who sees it; ``Http404`` otherwise."""
    found = root.visible(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def posts_to_confirm(keeper_id: int, *, today: date) -> list[int]:
    """The posts whose roles, or those of their organs, let them confirm at the unit (người xác nhận)."""
    roles = [role for role, actions in ROLE_ACTIONS.items() if Action.DESTROY in actions]
    above = UnitReach.objects.filter(running(today), descendant=keeper_id).values_list("ancestor_id", "kind")
    reach = Q(pk__in=())
    for unit, relation in above:
        reach |= Q(unit=unit, relation=relation)
    own = RoleGrant.objects.filter(reach, running(today), running(today, "post__"), role__in=roles)
    groups = GroupGrant.objects.filter(reach, running(today), role__in=roles)
    posts = set(own.values_list("post_id", flat=True)) | set(groups.values_list("organ__posts", flat=True))
    return sorted(post for post in posts if post)
