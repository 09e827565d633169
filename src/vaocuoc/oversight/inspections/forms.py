"""What is typed about inspections; what it means is checked by the operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import InspectionDecision, Unit
from vaocuoc.directory.organisations.fields import DayField, UnitNameField, UnitsField
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.organisations.typed import units_like
from vaocuoc.directory.people.queries import living_posts
from vaocuoc.oversight.inspections.naming import AT_ONCE, PostNameField, PostNamesField, offering, posts_like
from vaocuoc.oversight.inspections.operations import Opening
from vaocuoc.oversight.inspections.signs import SIGNS, SignKind

_TYPED = _("Gõ vài chữ của chức danh, đơn vị rồi chọn trong gợi ý.")
_EACH = _("Mỗi ô một chức danh; nhiều hơn thì cách nhau bằng dấu chấm phẩy.")
_NAMED = _("Mỗi dòng một đơn vị, ghi tên hoặc mã trong danh mục.")


class DecisionForm(forms.Form):
    """A decision to inspect: its paper, who inspects, what is opened, from day to day."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=80)
    decided_on = DayField(label=_("Ngày quyết định"))
    about = forms.CharField(label=_("Nội dung kiểm tra"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    giver = PostNameField(label=_("Người ra quyết định"), help_text=_TYPED)
    inspectors = PostNamesField(label=_("Người kiểm tra"), help_text=_EACH)
    units = UnitsField(label=_("Đơn vị, không gồm đơn vị bên dưới"), required=False, help_text=_NAMED)
    with_below = UnitsField(label=_("Đơn vị, cùng các đơn vị bên dưới"), required=False, help_text=_NAMED)
    fields_words = forms.CharField(
        label=_("Lĩnh vực"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một lĩnh vực, đúng chữ mà nhiệm vụ, chỉ tiêu dùng. Để trống là mọi nội dung."),
    )
    papers = forms.CharField(
        label=_("Văn bản"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một số, ký hiệu, ví dụ 02-CTr/TU; gồm cả văn bản thực hiện văn bản ấy."),
    )
    first_day = DayField(label=_("Xem từ ngày"))
    last_day = DayField(label=_("Xem đến hết ngày"))
    period_first = DayField(label=_("Số liệu, công việc từ ngày"), required=False)
    period_last = DayField(label=_("Số liệu, công việc đến hết ngày"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["giver"].posts = fields["inspectors"].posts = living_posts(today)
        fields["units"].units = fields["with_below"].units = living_units(today)
        fields["first_day"].initial = today

    def registered(self) -> dict[str, Any]:
        """What :func:`register_decision` is given."""
        data = dict(self.cleaned_data)
        opening = Opening(
            units=data.pop("units"),
            with_below=data.pop("with_below"),
            fields=_lines(data.pop("fields_words")),
            papers=_lines(data.pop("papers")),
            period_first=data.pop("period_first"),
            period_last=data.pop("period_last"),
        )
        return {**data, "opening": opening}

    def offered(self) -> list[str]:
        """The names that stand below the fields before anything is typed."""
        fields: dict[str, Any] = self.fields
        return posts_like(fields["giver"].posts, "", most=AT_ONCE)


class CloseForm(forms.Form):
    """Why a decision is closed before its last day."""

    reason = forms.CharField(label=_("Lý do đóng sớm"), max_length=300)


class SignForm(forms.Form):
    """The filter of signs: which sign, a kind, a unit, days, a decision."""

    sign = forms.ChoiceField(label=_("Dấu hiệu"), required=False)
    kind = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Nhiệm vụ và số liệu")), *SignKind.choices]
    )
    unit = UnitNameField(label=_("Đơn vị"), required=False, widget=forms.TextInput(attrs=offering("don-vi-goi-y")))
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến hết ngày"), required=False)
    decision = forms.ModelChoiceField(
        label=_("Theo quyết định"),
        required=False,
        queryset=InspectionDecision.objects.none(),
        empty_label=_("Mọi phần được xem"),
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], decisions: QuerySet[InspectionDecision], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["sign"].choices = [("", _("Tất cả")), *((code, sign.name) for code, sign in SIGNS.items())]
        fields["unit"].units = units
        fields["unit"].widget.attrs["placeholder"] = _("Mọi đơn vị")
        fields["decision"].queryset = decisions

    def offered(self, typed: str = "", *, most: int = AT_ONCE) -> list[str]:
        """The names of units below the field: before anything is typed, and while one types."""
        fields: dict[str, Any] = self.fields
        return units_like(fields["unit"].units, typed, most=most)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
