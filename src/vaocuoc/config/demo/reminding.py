"""What the demonstration's last mornings sent (nhắc việc), and one letter that pushes the unit with most to do."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.documents.models import Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.chasing.operations import begin_letters, issue_letter
from vaocuoc.tracking.escalation.operations import scan
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.queries import TaskFilters, tasks_of

_MORNINGS = 2
_ANSWER = timedelta(days=5)
_NUMBER = "215"


def schedule_reminders(desk: Desk) -> None:
    """The last mornings send reminders by the program's own table; on the last, one unit is pushed by a letter."""
    today = desk.timeline.today
    for back in range(_MORNINGS):
        desk.timeline.add(today - timedelta(days=back), 7.52, _remind)
    desk.timeline.add(today, 8.25, _push, desk)


def _remind(day: date) -> None:
    scan(today=day)


def _push(day: date, desk: Desk) -> None:
    actor, keeper = desk.clerk(day), desk.province.units["tinh-uy"]
    overdue = tasks_of(actor, today=day, filters=TaskFilters(state="overdue")).filter(keeper=keeper)
    by_unit: dict[int, list[Task]] = defaultdict(list)
    for task in overdue.filter(lead_unit__isnull=False):
        by_unit[task.lead_unit_id or 0].append(task)
    if not by_unit:
        return
    most = max(by_unit.values(), key=len)
    (letter,) = begin_letters(actor=actor, keeper=keeper, tasks=most, answer_by=day + _ANSWER, today=day)
    issued = issue_letter(actor=actor, letter=letter, version=letter.version, number=_NUMBER, issued_on=day, today=day)
    for reading in Reading.objects.filter(file__document=issued.document):
        read_file(reading.pk)
