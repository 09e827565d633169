"""The form that narrows the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.queries import Filters
from vaocuoc.ui.fields import DayField


class FilterForm(forms.Form):
    """By words, by deed, by who, by object, by days; nothing is required."""

    words = forms.CharField(label=_("Tìm trong nội dung"), required=False, max_length=200)
    action = forms.ChoiceField(label=_("Việc đã làm"), required=False)
    start = DayField(label=_("Từ ngày"), required=False)
    end = DayField(label=_("Đến hết ngày"), required=False)
    username = forms.CharField(label=_("Tài khoản"), required=False, max_length=150)
    post = forms.CharField(label=_("Chức danh"), required=False, max_length=200)
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=200)
    object_type = forms.ChoiceField(label=_("Đối tượng"), required=False)
    object_id = forms.IntegerField(label=_("Số của đối tượng"), required=False, min_value=1, max_value=2**63 - 1)

    def __init__(
        self,
        *args: Any,
        object_types: Sequence[tuple[str, str]],
        actions: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._choose("object_type", object_types)
        self._choose("action", actions)

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        fields: dict[str, Any] = self.fields
        fields[name].choices = [("", _("Tất cả")), *choices]

    def filters(self) -> Filters:
        """What was asked, without what could not be understood."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})


class CompareForm(forms.Form):
    """A value that somebody names, to be compared with what an entry keeps as hashes."""

    value = forms.CharField(label=_("Họ tên hoặc thư điện tử cần đối chiếu"), max_length=300)
