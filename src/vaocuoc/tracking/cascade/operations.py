"""Giving one assignment to many units in one action (giao một việc cho nhiều đơn vị)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.assignment.splitting import Own, general_lead, split_task
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.operations import create_task


def give_to_many(
    *,
    actor: Actor,
    keeper: Unit,
    units: Sequence[Unit],
    own: Mapping[int, Own] | None = None,
    lead: Unit | Post | None = None,
    today: date,
    **fields: Any,
) -> tuple[Task, list[Task]]:
    """Give a task to each of many units under one general line (giao nhiều đơn vị): all of them or none.

    ``fields`` are those of ``create_task``; the general line is led by ``lead``, else by the acting post, and closes by
    its own evidence. ``own`` are days and products that some units have for themselves. The queries do not grow with
    the number of units. Raises what ``create_task`` and ``split_task`` raise; then nothing has been written.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if not units:
        raise Refused("assignment.no_units")
    lead = lead or general_lead(actor, keeper)
    with transaction.atomic():
        general = create_task(
            actor=actor,
            keeper=keeper,
            lead_unit=lead if isinstance(lead, Unit) else None,
            lead_post=lead if isinstance(lead, Post) else None,
            today=today,
            **fields,
        )
        made = split_task(actor=actor, task=general, units=units, own=own, today=today)
        record(actor, "cascade.give", general, code=general.code, count=len(made))
    return general, made
