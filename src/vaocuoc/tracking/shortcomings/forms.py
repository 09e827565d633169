"""What is typed about shortcomings and proposals, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.shortcomings.models import ShortcomingState
from vaocuoc.ui.fields import DayField


def _long(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **options)


class ShortcomingForm(forms.Form):
    """A limit that a review states."""

    text = _long(_("Hạn chế"), error_messages={"required": _("Chưa ghi hạn chế. Ghi nội dung rồi lưu lại.")})
    cause = _long(_("Nguyên nhân"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Của đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Chung")
    )
    keeper = forms.ModelChoiceField(label=_("Ghi vào sổ của"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = actor.units(Action.VIEW).order_by("sort_key", "pk")
        fields["keeper"].queryset = registers_of(actor)
        fields["keeper"].initial = own_register(actor)


class StateForm(forms.Form):
    """What became of a limit."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=ShortcomingState.choices, widget=forms.RadioSelect)
    note = _long(_("Kết quả khắc phục"), required=False)


class ProposalForm(forms.Form):
    """A request to a higher level."""

    text = _long(_("Kiến nghị"), error_messages={"required": _("Chưa ghi kiến nghị. Ghi nội dung rồi lưu lại.")})
    addressed_to = forms.CharField(label=_("Gửi tới"), max_length=300, required=False)
    keeper = forms.ModelChoiceField(label=_("Ghi vào sổ của"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = registers_of(actor)
        fields["keeper"].initial = own_register(actor)


class AnswerForm(forms.Form):
    """When and how a request was answered."""

    answered_on = DayField(
        label=_("Trả lời ngày"), error_messages={"required": _("Chưa có ngày trả lời. Ghi ngày như 31/12/2025.")}
    )
    answer = _long(_("Nội dung trả lời"), error_messages={"required": _("Chưa ghi nội dung trả lời. Ghi rồi lưu lại.")})
