"""What a directive and its answer ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Organ, Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks.deed_forms import AboutTask, ForAnother, several_lines
from vaocuoc.tracking.tasks.forms import leads_of
from vaocuoc.ui.fields import DayField

_NO_TEXT = {"required": _("Chưa ghi nội dung chỉ đạo. Ghi một câu rồi gửi lại.")}


def bodies_of(actor: Actor) -> Any:
    """The standing bodies that the acting post belongs to, in whose name it may direct."""
    if actor.post is None:
        return Organ.objects.none()
    alive = Q(valid_from__lte=actor.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today))
    return Organ.objects.filter(alive, posts=actor.post).select_related("unit").order_by("pk")


class DirectiveForm(AboutTask):
    """What is asked, by when it is answered, and in whose name."""

    text = several_lines(_("Nội dung chỉ đạo"), max_length=1000, error_messages=_NO_TEXT)
    answer_by = DayField(label=_("Trả lời trước hết ngày"), error_messages={"required": _("Chưa ghi ngày trả lời.")})
    organ = forms.ModelChoiceField(
        label=_("Chỉ đạo của"), queryset=Organ.objects.none(), required=False, empty_label=_("chức danh của mình")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organ"]
        field.queryset = bodies_of(self.actor)
        if not field.queryset.exists():
            del self.fields["organ"]


class OpinionForm(DirectiveForm):
    """An opinion needs no answer, but may ask for one."""

    answer_by = DayField(
        label=_("Trả lời trước hết ngày"), help_text=_("Để trống nếu không cần trả lời."), required=False
    )


class ExtendForm(OpinionForm):
    """A new deadline by directive."""

    new_due = DayField(label=_("Hạn mới"), error_messages={"required": _("Chưa có hạn mới. Ghi ngày như 31/12/2025.")})

    field_order = ("new_due", "text", "answer_by", "organ")


class ReassignForm(OpinionForm):
    """Another lead by directive."""

    lead = forms.ChoiceField(
        label=_("Giao lại cho"), error_messages={"required": _("Chưa chọn đơn vị hoặc chức danh nhận việc.")}
    )

    field_order = ("lead", "text", "answer_by", "organ")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["lead"]
        field.choices, self.leads = leads_of(self.actor)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = self.leads.get(data.pop("lead", ""))
        data["lead_unit"] = chosen if isinstance(chosen, Unit) else None
        data["lead_post"] = chosen if isinstance(chosen, Post) else None
        return data


class FiguresForm(forms.Form):
    """Asking to check the figures of an indicator."""

    text = several_lines(_("Nội dung cần kiểm tra"), max_length=1000, error_messages=_NO_TEXT)
    answer_by = DayField(label=_("Trả lời trước hết ngày"), error_messages={"required": _("Chưa ghi ngày trả lời.")})


class AnswerForm(ForAnother):
    """The answer to a directive."""

    answer = several_lines(
        _("Trả lời"), 4, max_length=1000, error_messages={"required": _("Chưa ghi nội dung trả lời.")}
    )

    field_order = ("answer", "on_behalf_of", "received_how")
