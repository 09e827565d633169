"""What is typed about carrying a document out, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit
from vaocuoc.ui.fields import DayField

COMMUNES, DIRECT, ADDRESSED = "cap-xa", "truc-thuoc", "noi-nhan"


class AskForm(forms.Form):
    """Who must issue a programme of their own, by when."""

    whom = forms.ChoiceField(
        label=_("Đơn vị phải ban hành"),
        choices=[
            (COMMUNES, _("Mọi đảng ủy cấp xã")),
            (DIRECT, _("Các tổ chức đảng trực thuộc")),
            (ADDRESSED, _("Các đơn vị ở nơi nhận văn bản")),
        ],
        widget=forms.RadioSelect,
        initial=COMMUNES,
        error_messages={"required": _("Chưa chọn đơn vị phải ban hành.")},
    )
    due = DayField(label=_("Ban hành chậm nhất"), required=False)


class OwnForm(forms.Form):
    """A programme by its number and day."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=80,
        error_messages={"required": _("Chưa ghi số, ký hiệu của chương trình. Ghi như “12-CTr/ĐU”.")},
    )
    issued_on = DayField(
        label=_("Ngày ban hành"), error_messages={"required": _("Chưa có ngày ban hành. Ghi ngày như 31/12/2025.")}
    )


class NoteForm(OwnForm):
    """A unit's programme whose file is not here."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages={"required": _("Chưa chọn đơn vị."), "invalid_choice": _("Chưa chọn đơn vị trong danh sách.")},
    )
    field_order = ("unit", "number", "issued_on")

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
