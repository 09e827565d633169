"""Two people correct one task at once (hai người cùng sửa): what the second sees, so that sending again is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction

from vaocuoc.audit.models import Entry
from vaocuoc.audit.queries import deeds_done
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks.deeds import Deed
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.writing import locked
from vaocuoc.ui.dates import format_day


@dataclass(frozen=True)
class Difference:
    """One field as the register has it now, and as it was just sent."""

    label: str
    now: str
    sent: str


def differences(form: forms.Form, now: Mapping[str, Any]) -> list[Difference]:
    """Where what was sent is not what the register has now (chỗ khác nhau), field by field."""
    found = []
    for bound in form:
        known = _shown(bound.field, now.get(bound.name))
        sent = _shown(bound.field, bound.data)
        if known != sent:
            found.append(Difference(str(bound.label), known, sent))
    return found


def do_over(*, actor: Actor, task: Task, deed: Deed, data: dict[str, Any], version: int | None) -> object:
    """Do a deed over the task as it was seen (làm trên bản đã xem); ``version`` None was not said and is not asked.

    Raises ``Refused("conflict.task_changed")`` where another changed the task since, and what the deed raises.
    """
    with transaction.atomic():
        if version is not None and locked(task).version != version:
            raise Refused("conflict.task_changed", task=task.code)
        return deed.do(actor, task, data)


def last_change(task: Task) -> Entry | None:
    """Who changed a task last, and when, by the trail."""
    return deeds_done().filter(object_type="tracking.task", object_id=task.pk).order_by("-pk").first()


def _shown(field: forms.Field, value: Any) -> str:
    """A value of a field as its page shows it; several stand in a fixed order."""
    if isinstance(value, list | tuple):
        return "; ".join(sorted(_one(field, one) for one in value))
    return _one(field, value)


def _one(field: forms.Field, value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(format_day(value))
    text = "\n".join(line.strip() for line in str(value).splitlines()).strip()
    return _choice(getattr(field, "choices", ()), text) or text


def _choice(choices: Any, text: str) -> str:
    for value, label in choices:
        if isinstance(label, list | tuple):
            if found := _choice(label, text):
                return found
        elif str(value) == text:
            return str(label)
    return ""
