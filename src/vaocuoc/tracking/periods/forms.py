"""What is typed about an office's times, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import KINDS
from vaocuoc.directory.models import Level, RelationKind
from vaocuoc.ui.fields import DayField

KIND_WORDS = {
    "month": _("tháng"),
    "quarter": _("quý"),
    "half_year": _("6 tháng"),
    "nine_months": _("9 tháng"),
    "year": _("năm"),
}
LEAD_LEVELS = (Level.COMMUNE, Level.BASE)
_NO_DAY = _("Chưa ghi ngày, ví dụ 01/10/2025.")


class TermForm(forms.Form):
    """A term of the office."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    starts_on = DayField(label=_("Từ ngày"), error_messages={"required": _NO_DAY})
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    relation = forms.ChoiceField(label=_("Áp dụng cho các đơn vị dưới theo"), choices=RelationKind.choices)


class RegimeForm(forms.Form):
    """When reports close and must come; a kind left empty is not asked for."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    closing_day = forms.IntegerField(label=_("Chốt số liệu ngày"), min_value=0, max_value=28, initial=0)
    in_working_days = forms.TypedChoiceField(
        label=_("Đếm theo"),
        choices=[("1", _("ngày làm việc")), ("0", _("ngày lịch, rơi vào ngày nghỉ thì dời"))],
        coerce=lambda value: value == "1",
    )
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in KINDS:
            self.fields[f"after_{kind}"] = _days(_("Báo cáo %(kind)s") % {"kind": KIND_WORDS[kind]})
        for level in LEAD_LEVELS:
            self.fields[f"lead_{level}"] = _days(level.label)

    @property
    def after_fields(self) -> list[forms.BoundField]:
        return [self[f"after_{kind}"] for kind in KINDS]

    @property
    def lead_fields(self) -> list[forms.BoundField]:
        return [self[f"lead_{level}"] for level in LEAD_LEVELS]

    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "name": data["name"], "closing_day": data["closing_day"], "basis": data["basis"],
            "in_working_days": data["in_working_days"],
            "days_after": {kind: data[f"after_{kind}"] for kind in KINDS if data[f"after_{kind}"] is not None},
            "leads": {str(level): data[f"lead_{level}"] for level in LEAD_LEVELS if data[f"lead_{level}"]},
        }  # fmt: skip


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=120, required=False)


class ConfirmForm(forms.Form):
    """The days off of a year are right, by what was announced."""

    year = forms.IntegerField(min_value=2000, max_value=2999, widget=forms.HiddenInput)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300)
