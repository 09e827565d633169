"""What shortcomings and proposals hang together with: tasks that work on them, indicators that show them (gắn với)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, Tie
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task

Concern = Shortcoming | Proposal


def tie(*, actor: Actor, concern: Concern, task: Task | None = None, indicator: Indicator | None = None) -> Tie:
    """Note that a task works on a shortcoming or proposal, or that an indicator shows it (gắn nhiệm vụ, chỉ tiêu).

    Raises ``Refused``: ``access.denied``, ``shortcomings.tied_already``.
    """
    actor.require(Action.ASSIGN, concern.keeper_id)
    given = _side(concern) | ({"task": task} if task is not None else {"indicator": indicator})
    code = _code(task, indicator)
    with transaction.atomic():
        type(concern)._default_manager.select_for_update().get(pk=concern.pk)
        if Tie.objects.filter(**given).exists():
            raise Refused("shortcomings.tied_already", named=code)
        made = Tie.objects.create(**given, made_by=actor.user, made_as=actor.post)
        record(actor, f"{_area(concern)}.tie", concern, code=code)
    return made


def tie_by_code(*, actor: Actor, concern: Concern, code: str) -> Tie:
    """The same for the task or the indicator that the actor sees under a code; the concern's own register wins.

    Raises ``Refused``: ``shortcomings.unknown_code`` and what :func:`tie` raises.
    """
    code = " ".join(code.split())
    task = _of_code(visible_tasks(actor), concern, code)
    indicator = None if task else _of_code(visible_indicators(actor), concern, code)
    if task is None and indicator is None:
        raise Refused("shortcomings.unknown_code", named=code)
    return tie(actor=actor, concern=concern, task=task, indicator=indicator)


def untie(*, actor: Actor, concern: Concern, tie_id: int) -> None:
    """Take such a note back (bỏ gắn); what was tied stays as it is.

    Raises ``Refused``: ``access.denied``, ``conflict.tie_gone``.
    """
    actor.require(Action.ASSIGN, concern.keeper_id)
    with transaction.atomic():
        found = Tie.objects.filter(pk=tie_id, **_side(concern)).select_related("task", "indicator").first()
        if found is None:
            raise Refused("conflict.tie_gone")
        code = _code(found.task, found.indicator)
        found.delete()
        record(actor, f"{_area(concern)}.untie", concern, code=code)


def ties_of(concern: Concern) -> QuerySet[Tie]:
    """The ties of a shortcoming or proposal in the order in which they were made."""
    return Tie.objects.filter(**_side(concern)).order_by("pk")


def _side(concern: Concern) -> dict[str, Any]:
    return {"shortcoming": concern} if isinstance(concern, Shortcoming) else {"proposal": concern}


def _code(task: Task | None, indicator: Indicator | None) -> str:
    return task.code if task is not None else indicator.code if indicator is not None else ""


def _area(concern: Concern) -> str:
    return "shortcomings" if isinstance(concern, Shortcoming) else "proposals"


def _of_code(seen: QuerySet[Any], concern: Concern, code: str) -> Any:
    found = list(seen.filter(code__iexact=code)[:20])
    own = [one for one in found if one.keeper_id == concern.keeper_id]
    return own[0] if own else found[0] if len(found) == 1 else None
