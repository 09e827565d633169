"""Groups in the lists of tasks and indicators: as a filter, and as a change of many tasks (đánh dấu nhóm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.coverage.grouping import indicators_in, marks_of_tasks, tasks_in
from vaocuoc.oversight.coverage.marking import mark_tasks, sources_of
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.tracking.bulk.changing import Change
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.narrowing import Narrowing

TASKS = Narrowing("nhom-viec", gettext_lazy("Nhóm việc lớn"), Group.choices, tasks_in)
INDICATORS = Narrowing("nhom-viec", gettext_lazy("Nhóm việc lớn"), Group.choices, indicators_in)


class _GroupForm(forms.Form):
    group = forms.ChoiceField(
        label=gettext_lazy("Nhóm"),
        choices=[*Group.choices, ("", gettext_lazy("Không thuộc nhóm nào"))],
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)


def _mark(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    return mark_tasks(actor=actor, tasks=tasks, group=data["group"])


def _look_up(tasks: Sequence[Any]) -> None:
    """Remember the group of each task beside it; asked once for all of them."""
    marks = marks_of_tasks(tasks, sources_of(tasks))
    for task in tasks:
        task.group_now = marks[task.pk][0].group if task.pk in marks else ""


def _now(task: Any) -> str:
    return str(task.group_now)


def _words(group: str) -> str:
    return str(Group(group).label) if group else _("không có")


CHANGE = Change(
    gettext_lazy("Đánh dấu nhóm việc lớn"),
    _GroupForm,
    _mark,
    _now,
    lambda data: data["group"],
    lambda task: _words(_now(task)),
    lambda data: _words(data["group"]),
    prepare=_look_up,
    hint=gettext_lazy("Việc nhận từ văn bản được đánh dấu ở câu của văn bản, nên chỉ tính một lần."),
)
