"""What is typed to propose and to decide a destruction, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """Why, by which decision, with which copies."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không chép lại nội dung cần hủy: lý do còn lại mãi."),
        error_messages={"required": _("Chưa ghi lý do. Ghi lý do, không chép lại nội dung cần hủy.")},
    )
    decision = forms.CharField(
        label=_("Số, ngày của quyết định"),
        max_length=200,
        help_text=_("Như 12-QĐ/VP ngày 31/12/2025."),
        error_messages={"required": _("Chưa ghi số, ngày của quyết định. Ghi như 12-QĐ/VP ngày 31/12/2025.")},
    )
    also = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, keys: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["also"].choices = [(key, key) for key in keys]


class ConfirmForm(forms.Form):
    """That the decision was looked at."""

    checked = forms.BooleanField(
        label=_("Đã đối chiếu với quyết định; nội dung bị hủy không lấy lại được"),
        error_messages={"required": _("Chưa xác nhận đã đối chiếu với quyết định. Đánh dấu rồi bấm lại; chưa hủy gì.")},
    )


class RefuseForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Lý do không đồng ý"),
        max_length=500,
        error_messages={"required": _("Chưa ghi lý do không đồng ý. Ghi một câu rồi gửi lại.")},
    )
