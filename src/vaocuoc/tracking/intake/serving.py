"""Which task serves which indicator's target (nhiệm vụ phục vụ chỉ tiêu), and giving a task for something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.access import get_indicator, visible_indicators
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.intake.models import TaskService
from vaocuoc.tracking.shortcomings.access import get_proposal, get_shortcoming
from vaocuoc.tracking.shortcomings.models import Shortcoming
from vaocuoc.tracking.shortcomings.ties import Concern, tie
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.operations import create_task

Purpose = Indicator | Concern
"""What a task may be given for: an indicator's target, a shortcoming to be overcome, a proposal to be carried on."""


def serve(*, actor: Actor, task: Task, indicator: Indicator) -> TaskService:
    """Note that a task serves an indicator (gắn chỉ tiêu); noted twice, it stays as it is.

    Raises ``Refused("access.denied")``.
    """
    actor.require(Action.ASSIGN, task.keeper_id)
    with transaction.atomic():
        service, is_new = TaskService.objects.get_or_create(task=task, indicator=indicator)
        if is_new:
            record(actor, "tasks.serve", task, code=indicator.code)
    return service


def serve_by_code(*, actor: Actor, task: Task, code: str) -> TaskService:
    """The same for the indicator that the actor sees under a code, of the task's own register first.

    Raises ``Refused``: ``access.denied``, ``shortcomings.unknown_code``.
    """
    code = " ".join(code.split())
    found = list(visible_indicators(actor).filter(code__iexact=code)[:20])
    own = [one for one in found if one.keeper_id == task.keeper_id] or found
    if len(own) != 1:
        actor.require(Action.ASSIGN, task.keeper_id)
        raise Refused("shortcomings.unknown_code", named=code)
    return serve(actor=actor, task=task, indicator=own[0])


def stop_serving(*, actor: Actor, task: Task, indicator_id: int) -> None:
    """Take that note back (bỏ gắn chỉ tiêu). Raises ``Refused``: ``access.denied``, ``conflict.tie_gone``."""
    actor.require(Action.ASSIGN, task.keeper_id)
    with transaction.atomic():
        found = TaskService.objects.filter(task=task, indicator=indicator_id).select_related("indicator").first()
        if found is None:
            raise Refused("conflict.tie_gone")
        found.delete()
        record(actor, "tasks.stop_serving", task, code=found.indicator.code)


def give_task(*, actor: Actor, purpose: Purpose | None = None, **fields: Any) -> Task:
    """Give a task (giao nhiệm vụ) and note what it is for, in one transaction; see ``create_task`` for the rest."""
    with transaction.atomic():
        task = create_task(actor=actor, **fields)
        if isinstance(purpose, Indicator):
            serve(actor=actor, task=task, indicator=purpose)
        elif purpose is not None:
            tie(actor=actor, concern=purpose, task=task)
    return task


# --- from an address --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A purpose as the form of a new task shows it, and how an address names it."""

    words: str
    name: str
    address: str
    parameter: str
    pk: int


def purpose_of(actor: Actor, parameters: Mapping[str, str]) -> Purpose | None:
    """What an address says a task is given for (``chi-tieu``, ``han-che``, ``kien-nghi``); ``Http404`` where hidden."""
    for parameter, get in (("chi-tieu", get_indicator), ("han-che", get_shortcoming), ("kien-nghi", get_proposal)):
        asked = parameters.get(parameter, "")
        if asked:
            if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
                raise Http404
            found: Purpose = get(actor, int(asked))
            return found
    return None


def named(purpose: Purpose) -> Named:
    """A purpose in words."""
    if isinstance(purpose, Indicator):
        address = reverse("indicators:detail", args=[purpose.pk])
        return Named(_("Phục vụ chỉ tiêu:"), str(purpose), address, "chi-tieu", purpose.pk)
    if isinstance(purpose, Shortcoming):
        address = reverse("shortcomings:state", args=[purpose.pk])
        return Named(_("Khắc phục hạn chế:"), purpose.text, address, "han-che", purpose.pk)
    address = reverse("shortcomings:answer", args=[purpose.pk])
    return Named(_("Thực hiện kiến nghị:"), purpose.text, address, "kien-nghi", purpose.pk)


class Giving:
    """What the form of a new task asks of the areas above tasks, named in the settings."""

    purpose_of = staticmethod(purpose_of)
    named = staticmethod(named)
    give_task = staticmethod(give_task)


GIVING = Giving()
