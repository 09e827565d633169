"""The form that narrows the audit trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.queries import Filters

_DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class FilterForm(forms.Form):
    """By account, by object, by days; nothing is required."""

    username = forms.CharField(label=_("Tài khoản"), required=False, max_length=150)
    object_type = forms.ChoiceField(label=_("Đối tượng"), required=False)
    object_id = forms.IntegerField(label=_("Số của đối tượng"), required=False, min_value=1, max_value=2**63 - 1)
    start = forms.DateField(label=_("Từ ngày"), required=False, input_formats=_DAY_FORMATS)
    end = forms.DateField(label=_("Đến hết ngày"), required=False, input_formats=_DAY_FORMATS)

    def __init__(self, *args: object, object_types: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["object_type"].choices = [("", _("Tất cả")), *object_types]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was asked, without what could not be understood."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})
