"""What is typed about explanations, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.ui.fields import DayField


def _long(label: Any, rows: int = 3, longest: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options)


class AskForm(forms.Form):
    """What is to be explained, by whom and by when."""

    whom = forms.ChoiceField(label=_("Gửi tới"), choices=())
    words = _long(_("Nội dung yêu cầu"), error_messages={"required": _("Chưa ghi nội dung. Ghi một câu rồi gửi lại.")})
    answer_by = DayField(
        label=_("Trả lời chậm nhất"),
        error_messages={"required": _("Chưa có ngày trả lời. Ghi ngày như 31/12/2025.")},
    )

    def __init__(self, *args: Any, whom: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["whom"].choices = whom


class AgainForm(forms.Form):
    """What is still missing, and by when."""

    words = _long(_("Còn thiếu gì"), error_messages={"required": _("Chưa ghi nội dung. Ghi một câu rồi gửi lại.")})
    answer_by = DayField(label=_("Trả lời chậm nhất"))


class AnswerForm(forms.Form):
    """The explanation; the office says for whom it records."""

    text = _long(
        _("Nội dung giải trình"),
        6,
        5000,
        error_messages={"required": _("Chưa ghi nội dung giải trình. Ghi rồi gửi lại.")},
    )
    on_behalf_of = forms.CharField(label=_("Ghi thay cho ai"), max_length=300, required=False)

    def __init__(self, *args: Any, for_another: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if for_another:
            self.fields["on_behalf_of"].required = True
            self.fields["on_behalf_of"].error_messages["required"] = str(
                _("Văn phòng ghi thay phải nêu thay cho ai và nhận bằng cách nào.")
            )
        else:
            del self.fields["on_behalf_of"]


class ReasonForm(forms.Form):
    """Why a request is withdrawn."""

    reason = _long(_("Lý do rút"), 2, error_messages={"required": _("Chưa nêu lý do. Ghi một câu rồi lưu lại.")})
