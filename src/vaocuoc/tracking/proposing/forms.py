"""What a proposal asks for, and what its decision does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.proposing.fields import LOCKED
from vaocuoc.tracking.proposing.models import RequestKind, TaskRequest
from vaocuoc.tracking.tasks.deed_forms import REQUIRED_REASON, AboutTask, ForAnother, several_lines
from vaocuoc.tracking.tasks.forms import alive, leads_of, named_units
from vaocuoc.ui.fields import DayField


class RefusalForm(AboutTask, ForAnother):
    """Why, and to whom the task should go."""

    reason = several_lines(_("Lý do"), max_length=500, error_messages=REQUIRED_REASON)
    goes_to_words = forms.CharField(label=_("Đề nghị chuyển cho"), max_length=300, required=False)

    field_order = ("reason", "goes_to_words", "on_behalf_of", "received_how")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            found = named_units(data.get("goes_to_words", ""), alive(self.actor))
        except ValidationError as error:
            self.add_error("goes_to_words", error)
            return data
        if len(found) == 1 and isinstance(found[0], Unit):
            data |= {"goes_to": found[0], "goes_to_words": ""}
        return data


class CorrectionForm(ForAnother):
    """Which field, what it should say, why."""

    field = forms.ChoiceField(label=_("Nội dung cần sửa"), choices=[(name, one.label) for name, one in LOCKED.items()])
    new_value = several_lines(
        _("Đề nghị sửa thành"),
        max_length=1000,
        error_messages={"required": _("Chưa ghi đề nghị sửa thành gì. Ghi nội dung đúng.")},
    )
    reason = several_lines(_("Lý do"), max_length=500, error_messages=REQUIRED_REASON)

    field_order = ("field", "new_value", "reason", "on_behalf_of", "received_how")


class ExtensionForm(ForAnother):
    """The new day, why, and what was done so far."""

    new_due = DayField(
        label=_("Đề nghị hạn mới"), error_messages={"required": _("Chưa có hạn mới. Ghi ngày như 31/12/2025.")}
    )
    reason = several_lines(_("Lý do"), max_length=500, error_messages=REQUIRED_REASON)
    done_so_far = several_lines(
        _("Đã làm được đến nay"),
        max_length=1000,
        error_messages={"required": _("Chưa nêu đã làm được gì. Ghi một câu rồi gửi lại.")},
    )

    field_order = ("new_due", "reason", "done_so_far", "on_behalf_of", "received_how")


class DecisionForm(forms.Form):
    """Agreeing, agreeing in part or not; what else is asked depends on what was proposed."""

    lead = forms.ChoiceField(label=_("Giao cho"), required=False)
    new_due = DayField(label=_("Hạn được chấp nhận"), required=False)
    decision = several_lines(_("Ý kiến"), max_length=500, required=False)

    def __init__(self, *args: Any, actor: Actor, request: TaskRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        self.leads: dict[str, Unit | Post] = {}
        if request.kind == RequestKind.REFUSE:
            fields["lead"].choices, self.leads = leads_of(actor)
            fields["lead"].initial = f"u{request.goes_to_id}" if request.goes_to_id else ""
        else:
            del fields["lead"]
        if request.kind == RequestKind.EXTEND:
            fields["new_due"].initial = request.new_due
        else:
            del fields["new_due"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "lead" in self.fields:
            chosen = self.leads.get(data.pop("lead", ""))
            data["lead_unit"] = chosen if isinstance(chosen, Unit) else None
            data["lead_post"] = chosen if isinstance(chosen, Post) else None
        return data
