"""What can be changed on many tasks in one go (đổi nhiều nhiệm vụ), by the operations that change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.bulk.changing import Change, Many
from vaocuoc.tracking.bulk.further import WithFurther
from vaocuoc.tracking.tasks import operations, queries
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.deed_forms import DeadlineForm, ReasonForm
from vaocuoc.tracking.tasks.filtering import filters_from
from vaocuoc.tracking.tasks.forms import alive, posts_of
from vaocuoc.tracking.tasks.models import Closure, Task, Urgency
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day


class _DeadlineForm(DeadlineForm):
    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)


class _SuspendForm(ReasonForm):
    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)


class _LeadForm(forms.Form):
    """One unit or one post, from one list."""

    lead = forms.ChoiceField(
        label=gettext_lazy("Chủ trì"),
        error_messages={"required": gettext_lazy("Chưa có đơn vị chủ trì. Chọn một đơn vị hoặc chức danh.")},
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        units, posts = list(alive(actor)), list(posts_of(actor))
        self.named = {f"u{unit.pk}": unit for unit in units} | {f"p{post.pk}": post for post in posts}
        field: Any = self.fields["lead"]
        field.choices = [
            ("", _("Chọn một đơn vị hoặc chức danh")),
            (_("Đơn vị"), [(f"u{unit.pk}", unit.name) for unit in units]),
            (_("Chức danh"), [(f"p{post.pk}", str(post)) for post in posts]),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["chosen"] = self.named.get(data.get("lead", ""))
        return data


class _FollowerForm(forms.Form):
    follower = forms.ModelChoiceField(
        label=gettext_lazy("Người theo dõi"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không có người theo dõi"),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["follower"]
        field.queryset = posts_of(actor)


class _UrgencyForm(forms.Form):
    urgency = forms.ChoiceField(label=gettext_lazy("Độ khẩn"), choices=Urgency.choices)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)


# --- the deeds --------------------------------------------------------------------------------------------------------


def _extend(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    return operations.change_deadlines(actor=actor, tasks=tasks, new=data["new"], reason=data["reason"]).refused


def _lead(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    chosen = data["chosen"]
    post = chosen if isinstance(chosen, Post) else None
    unit = None if post else chosen
    return operations.edit_tasks(actor=actor, tasks=tasks, lead_unit=unit, lead_post=post).refused


def _follow(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    return operations.edit_tasks(actor=actor, tasks=tasks, follower=data["follower"]).refused


def _urge(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    return operations.edit_tasks(actor=actor, tasks=tasks, urgency=data["urgency"]).refused


def _suspend(actor: Actor, tasks: Sequence[Task], data: dict[str, Any]) -> Mapping[int, Refused]:
    return operations.suspend_tasks(actor=actor, tasks=tasks, reason=data["reason"]).refused


def _lead_mark(task: Task) -> str:
    return f"u{task.lead_unit_id}" if task.lead_unit_id else f"p{task.lead_post_id}"


def _day(task: Task) -> str:
    return format_day(task.due) if task.due else _("chưa có hạn")


def _closure(task: Task) -> str:
    return str(Closure(task.closure).label) if task.closure else _("đang thực hiện")


_CHANGES = {
    "han": Change(
        gettext_lazy("Điền hạn, gia hạn"), _DeadlineForm, _extend,
        lambda task: task.due.isoformat() if task.due else "", lambda data: data["new"].isoformat(),
        _day, lambda data: format_day(data["new"]),
        gettext_lazy("Hạn ban đầu của từng việc vẫn được giữ. Hạn tính cả ngày ghi."),
    ),
    "chu-tri": Change(
        gettext_lazy("Đổi đơn vị chủ trì"), _LeadForm, _lead, _lead_mark, lambda data: data["lead"],
        lambda task: str(task.lead_unit or task.lead_post), lambda data: str(data["chosen"]),
    ),
    "theo-doi": Change(
        gettext_lazy("Đổi người theo dõi"), _FollowerForm, _follow,
        lambda task: str(task.follower_id or ""), lambda data: str(data["follower"].pk) if data["follower"] else "",
        lambda task: str(task.follower or ""), lambda data: str(data["follower"] or _("không có")),
    ),
    "do-khan": Change(
        gettext_lazy("Đổi độ khẩn"), _UrgencyForm, _urge, lambda task: task.urgency, lambda data: data["urgency"],
        lambda task: task.get_urgency_display(), lambda data: str(Urgency(data["urgency"]).label),
    ),
    "tam-dung": Change(
        gettext_lazy("Tạm dừng"), _SuspendForm, _suspend, lambda task: task.closure,
        lambda data: str(Closure.SUSPENDED), _closure, lambda data: str(Closure.SUSPENDED.label),
    ),
}  # fmt: skip


def _rows(actor: Actor, keys: Sequence[int]) -> QuerySet[Task]:
    related = ("lead_unit", "lead_post__unit", "follower__unit", "parent", "document")
    return visible_tasks(actor).filter(pk__in=list(keys)).select_related(*related)


def _within(actor: Actor, address: QueryDict, most: int) -> Sequence[int]:
    found = queries.tasks_of(actor, today=today(), filters=filters_from(address))
    return list(found.values_list("pk", flat=True)[:most])


MANY = Many(
    title=gettext_lazy("Nhiệm vụ"),
    one=gettext_lazy("Nhiệm vụ"),
    list_url="tasks:list",
    url="tasks:many",
    actions=(Action.ASSIGN, Action.DIRECT),
    rows=_rows,
    within=_within,
    named=lambda task: (task.code, task.title),
    changes=WithFurther(_CHANGES, "TASK_CHANGES"),
)
