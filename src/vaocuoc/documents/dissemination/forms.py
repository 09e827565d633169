"""What is typed about dissemination, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit
from vaocuoc.documents.dissemination.models import SessionForm
from vaocuoc.ui.fields import DayField

DIRECT, ALL, ADDRESSED = "truc-thuoc", "tat-ca", "noi-nhan"


class OpenForm(forms.Form):
    """Who asks, whom, by when."""

    keeper = forms.ModelChoiceField(label=_("Đơn vị tổ chức"), queryset=Unit.objects.none(), empty_label=None)
    whom = forms.ChoiceField(
        label=_("Đơn vị phải quán triệt"),
        choices=[
            (DIRECT, _("Các tổ chức đảng trực thuộc")),
            (ALL, _("Các tổ chức đảng ở mọi cấp dưới")),
            (ADDRESSED, _("Các đơn vị ở nơi nhận văn bản")),
        ],
        widget=forms.RadioSelect,
        initial=DIRECT,
    )
    due = DayField(label=_("Hoàn thành chậm nhất"), required=False)

    def __init__(self, *args: Any, keepers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = keepers


class ReportForm(forms.Form):
    """A session that was held."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    held_on = DayField(
        label=_("Ngày tổ chức"), error_messages={"required": _("Chưa có ngày tổ chức. Ghi ngày như 31/12/2025.")}
    )
    form = forms.ChoiceField(label=_("Hình thức"), choices=SessionForm.choices)
    attended = forms.IntegerField(
        label=_("Số đảng viên dự"), min_value=0, error_messages={"required": _("Chưa ghi số đảng viên dự.")}
    )
    members = forms.IntegerField(
        label=_("Tổng số đảng viên"), min_value=1, error_messages={"required": _("Chưa ghi tổng số đảng viên.")}
    )
    others = forms.IntegerField(label=_("Người dự khác"), min_value=0, required=False)
    speaker = forms.CharField(label=_("Báo cáo viên"), max_length=200, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    on_behalf_of = forms.CharField(label=_("Ghi thay cho ai"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Any, for_another: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
        if not for_another:
            del self.fields["on_behalf_of"]
