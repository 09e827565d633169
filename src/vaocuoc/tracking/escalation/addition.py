"""What reminders add to the reasons why a task is red: the level it was last sent at (mức nhắc)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from vaocuoc.tracking.escalation.models import EscalationEntry, Event
from vaocuoc.tracking.tasks.access import TaskRights
from vaocuoc.tracking.tasks.additions import Addition, Told
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.tasks.story import Reason
from vaocuoc.ui.dates import format_day


def tell(request: HttpRequest, row: TaskRow, rights: TaskRights) -> Told:
    """The last reminder of a red task; one query, none where it is not red."""
    if not row.state.is_red:
        return Told()
    last = EscalationEntry.objects.filter(task=row.task).order_by("-day", "-pk").first()
    if last is None or last.event == Event.LOWERED:
        return Told()
    facts = {"level": last.name or last.level, "day": format_day(last.day)}
    return Told(reasons=(Reason(_("Đã nhắc đến mức %(level)s ngày %(day)s.") % facts),))


ADDITION = Addition(tell=tell)
