"""What is typed about an urgency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.ui.fields import DayField


def _whole(label: Any, most: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, widget=forms.TextInput({"inputmode": "numeric"}), **options
    )


class UrgencyRuleForm(forms.Form):
    """A row from a day on."""

    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices)
    yellow_days = _whole(_("Cảnh báo trước hạn (ngày)"), 60, error_messages={"required": _("Chưa ghi số ngày.")})
    answer_days = _whole(
        _("Trả lời chỉ đạo trong (ngày làm việc)"), 60, error_messages={"required": _("Chưa ghi số ngày.")}
    )
    acknowledge_hours = _whole(_("Tiếp nhận trong (giờ làm việc)"), 400, required=False)
    valid_from = DayField(label=_("Áp dụng từ ngày"), error_messages={"required": _("Chưa ghi ngày áp dụng.")})
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)
