"""What is typed about overseeing; what it means is checked by the operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.fields import DayField, PostField, UnitField
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.models import OversightKind
from vaocuoc.directory.people.queries import living_posts


class GiveForm(forms.Form):
    """A post and what it oversees from a day on."""

    post = PostField(label=_("Chức danh phụ trách"))
    kind = forms.ChoiceField(label=_("Phụ trách"), choices=OversightKind.choices)
    unit = UnitField(label=_("Đơn vị (cùng các đơn vị bên dưới)"), required=False)
    words = forms.CharField(
        label=_("Lĩnh vực, hoặc số và ký hiệu văn bản"),
        max_length=200,
        required=False,
        help_text=_("Lĩnh vực: đúng chữ mà nhiệm vụ, chỉ tiêu dùng, ví dụ “nông thôn mới”. Văn bản: ví dụ 02-CTr/TU."),
    )
    decision = forms.CharField(label=_("Văn bản phân công"), max_length=200)
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = living_posts(today)
        fields["unit"].queryset = living_units(today)
        fields["valid_from"].initial = today


class EndForm(forms.Form):
    """The first day without it."""

    valid_to = DayField(label=_("Thôi từ ngày"))
