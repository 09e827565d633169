"""What each deed on a task asks for, checked for its shape; what it means is checked by the operation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import LEVELS_TODAY, Organ, Post
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks.models import Grade, PartyRole, Received, Task, TaskUpdate
from vaocuoc.tracking.tasks.telling import open_blockers
from vaocuoc.ui.fields import DayField

REQUIRED_REASON = {"required": _("Chưa nêu lý do. Ghi một câu rồi lưu lại.")}
HOW = [("", "–"), *Received.choices]
_MOST_POSTS = 100


def several_lines(label: Any, rows: int = 2, **options: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class AboutTask(forms.Form):
    """A form that offers what depends on the task and on who acts."""

    def __init__(self, *args: Any, actor: Actor, task: Task, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.task = actor, task


class ForAnother(forms.Form):
    """For whom a clerk records, and how it was received (ghi thay)."""

    on_behalf_of = forms.CharField(label=_("Ghi thay cho"), max_length=300, required=False)
    received_how = forms.ChoiceField(label=_("Nhận bằng cách"), choices=HOW, required=False)


class NothingForm(forms.Form):
    """A deed that asks for nothing."""


class UpdateForm(AboutTask, ForAnother):
    """One field; the rest only where something is stuck. Who can remove a blocker is chosen, or said in words."""

    text = several_lines(_("Nội dung"), max_length=4000, required=False)
    blocker = forms.CharField(label=_("Vướng mắc"), max_length=500, required=False)
    remover = forms.ChoiceField(label=_("Ai tháo gỡ"), required=False)
    blocker_for = forms.CharField(
        label=_("Cấp tháo gỡ"), help_text=_("Ghi bằng lời khi danh mục không có."), max_length=300, required=False
    )

    field_order = ("text", "blocker", "remover", "blocker_for", "on_behalf_of", "received_how")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        organs, posts = list(_organs(self.task)), list(_leading_posts(self.task, self.actor))
        self.removers: dict[str, Organ | Post] = {f"o{organ.pk}": organ for organ in organs}
        self.removers |= {f"p{post.pk}": post for post in posts}
        field: Any = self.fields["remover"]
        field.choices = [
            ("", "–"),
            (_now("Cơ quan lãnh đạo"), [(f"o{organ.pk}", str(organ)) for organ in organs]),
            (_now("Chức danh"), [(f"p{post.pk}", str(post)) for post in posts]),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = self.removers.get(data.pop("remover", ""))
        data["blocker_post"] = chosen if isinstance(chosen, Post) else None
        data["blocker_organ"] = chosen if isinstance(chosen, Organ) else None
        return data


def _organs(task: Task) -> Any:
    """The bodies of the unit that keeps the register (Ban Thường vụ, Thường trực)."""
    return Organ.objects.filter(unit=task.keeper_id, valid_to__isnull=True).select_related("unit").order_by("pk")


def _leading_posts(task: Task, actor: Actor) -> Any:
    """The posts of that unit, and those that oversee the task: few, however many posts there are."""
    overseers = task.parties.filter(role=PartyRole.OVERSEER, post__isnull=False).values("post")
    found = Post.objects.filter(Q(unit=task.keeper_id) | Q(pk__in=overseers), valid_from__lte=actor.today)
    living = found.exclude(valid_to__lte=actor.today).select_related("unit")
    return living.order_by("unit__sort_key", "title", "pk")[:_MOST_POSTS]


class RemovalForm(AboutTask):
    """Which blocker was removed, and how."""

    update = forms.ModelChoiceField(label=_("Vướng mắc"), queryset=TaskUpdate.objects.none(), empty_label=None)
    removal = several_lines(
        _("Đã tháo gỡ như thế nào"),
        max_length=500,
        error_messages={"required": _("Chưa nêu cách tháo gỡ. Ghi một câu rồi lưu lại.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["update"]
        field.queryset = open_blockers(self.task)
        field.label_from_instance = lambda update: update.blocker
        field.initial = field.queryset.first()


class EvidenceForm(ForAnother):
    """The document that proves completion."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    date = DayField(label=_("Ngày văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    level = forms.ChoiceField(label=_("Gửi tới cấp"), choices=LEVELS_TODAY)

    field_order = ("number", "date", "subject", "level", "on_behalf_of", "received_how")


class ConfirmForm(forms.Form):
    """The giver's word on what was handed in."""

    completed_on = DayField(label=_("Ngày hoàn thành thực tế"), required=False)
    grade = forms.ChoiceField(label=_("Chất lượng"), choices=Grade.choices, widget=forms.RadioSelect, initial=Grade.MET)
    objective_cause = forms.CharField(
        label=_("Nguyên nhân khách quan"),
        help_text=_("Chỉ ghi khi hoàn thành quá hạn; việc vẫn là hoàn thành quá hạn."),
        max_length=300,
        required=False,
    )
    reason = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """A deed that only needs its reason."""

    reason = several_lines(_("Lý do"), max_length=300, error_messages=REQUIRED_REASON)


class OptionalReasonForm(forms.Form):
    """A deed that may have a reason."""

    reason = several_lines(_("Lý do"), max_length=300, required=False)


class SuspendForm(ReasonForm):
    """Stopping for a time, until a day where one is known."""

    until = DayField(label=_("Tiếp tục từ ngày"), required=False)


class DeadlineForm(forms.Form):
    """A new deadline with its reason."""

    new = DayField(label=_("Hạn mới"), error_messages={"required": _("Chưa có hạn mới. Ghi ngày như 31/12/2025.")})
    reason = several_lines(_("Lý do"), max_length=300, error_messages=REQUIRED_REASON)


class CloseForm(forms.Form):
    """Noting as done what no document proves."""

    completed_on = DayField(label=_("Ngày hoàn thành thực tế"), required=False)
    reason = several_lines(_("Lý do không có minh chứng"), max_length=300, error_messages=REQUIRED_REASON)
