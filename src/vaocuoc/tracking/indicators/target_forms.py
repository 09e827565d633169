"""What is typed when a target is divided, judged otherwise, or an indicator derived; checked for its shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.forms import calendar_choices, living_units
from vaocuoc.tracking.indicators.models import (
    Base,
    Calendar,
    Comparator,
    Direction,
    Frequency,
    Indicator,
    IndicatorKind,
    Official,
    Reported,
)
from vaocuoc.tracking.indicators.records import CauseNature
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.ui.fields import NumberField
from vaocuoc.ui.numbers import parse_number
from vaocuoc.ui.refusals import sentence
from vaocuoc.ui.words import VERDICTS

_NONE: list[tuple[str, Any]] = [("", _("Không cộng"))]


class ComponentForm(forms.Form):
    """One component of a compound target; empty lines are left out."""

    name = forms.CharField(label=_("Thành phần"), max_length=500, required=False)
    comparator = forms.ChoiceField(label=_("So sánh"), choices=Comparator.choices, initial=Comparator.AT_LEAST)
    value = NumberField(label=_("Mức phải đạt"), required=False)
    unit_of_measure = forms.CharField(label=_("Đơn vị tính"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name", "").strip() and data.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Chưa có mức phải đạt. Ghi số như 1.234,5."))
        if data.get("value") is not None and not data.get("name", "").strip():
            self.add_error("name", _("Chưa có tên thành phần. Ghi tên rồi lưu lại."))
        return data


ComponentFormSet: Any = forms.formset_factory(ComponentForm, extra=4, max_num=12)


class SayForm(forms.Form):
    """Another verdict than the rules', with its reason."""

    code = forms.ChoiceField(label=_("Đánh giá"), choices=[(code, mark.word) for code, mark in VERDICTS.items()])
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Chưa nêu lý do. Ghi một câu.")},
    )
    document = forms.ModelChoiceField(
        label=_("Theo văn bản"), queryset=Document.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["document"].queryset = visible_documents(actor).order_by("-issued_on", "-pk")


class CauseForm(forms.Form):
    """Why a target is not reached."""

    nature = forms.ChoiceField(label=_("Loại nguyên nhân"), choices=CauseNature.choices)
    text = forms.CharField(
        label=_("Nguyên nhân"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Chưa nêu nguyên nhân. Ghi một câu.")},
    )


class DeriveForm(forms.Form):
    """How an indicator gets its figures from others."""

    rolls_along = forms.ChoiceField(
        label=_("Cộng từ đơn vị dưới theo"), choices=[*_NONE, *RelationKind.choices], required=False
    )
    official = forms.ChoiceField(label=_("Số chính thức của đơn vị trên"), choices=Official.choices)
    weight = forms.ModelChoiceField(
        label=_("Quyền số"), queryset=Indicator.objects.none(), required=False, empty_label="–"
    )
    expression = forms.CharField(label=_("Công thức"), max_length=500, required=False)
    base = forms.ChoiceField(label=_("Kỳ gốc"), choices=Base.choices, initial=Base.FIXED, required=False)
    base_year = forms.IntegerField(label=_("Năm gốc"), min_value=1945, max_value=2999, required=False)
    parent = forms.ModelChoiceField(
        label=_("Là thành phần của"), queryset=Indicator.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        register = visible_indicators(actor).filter(keeper=indicator.keeper_id).exclude(pk=indicator.pk)
        register = register.order_by("code", "pk").only("pk", "code", "name")
        fields["weight"].queryset = fields["parent"].queryset = register


class RatioForm(forms.Form):
    """A percentage with numerator and denominator in one step."""

    keeper = forms.ModelChoiceField(label=_("Ghi vào sổ của"), queryset=Unit.objects.none(), empty_label=None)
    name = forms.CharField(
        label=_("Tên tỷ lệ"),
        max_length=500,
        error_messages={"required": _("Chưa có tên chỉ tiêu. Ghi tên rồi lưu lại.")},
    )
    numerator = forms.CharField(
        label=_("Tử số"), max_length=500, error_messages={"required": _("Chưa có tên tử số. Ghi tên rồi lưu lại.")}
    )
    denominator = forms.CharField(
        label=_("Mẫu số"), max_length=500, error_messages={"required": _("Chưa có tên mẫu số. Ghi tên rồi lưu lại.")}
    )
    measured_in = forms.CharField(
        label=_("Đơn vị tính của tử số và mẫu số"),
        max_length=80,
        error_messages={"required": _("Chưa có đơn vị tính. Ghi hộ, người, tỷ đồng ...")},
    )
    kind = forms.ChoiceField(
        label=_("Tử số và mẫu số là"),
        choices=[(kind.value, kind.label) for kind in (IndicatorKind.STOCK, IndicatorKind.FLOW)],
    )
    frequency = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=Frequency.choices)
    reported = forms.ChoiceField(label=_("Cách báo cáo"), choices=Reported.choices)
    calendar = forms.ChoiceField(label=_("Lịch báo cáo"), choices=Calendar.choices, initial=Calendar.CIVIL)
    direction = forms.ChoiceField(label=_("Chiều tốt"), choices=Direction.choices, initial=Direction.UP)
    decimals = forms.IntegerField(label=_("Số chữ số thập phân"), min_value=0, max_value=6, initial=1)
    rolls_along = forms.ChoiceField(
        label=_("Cộng từ đơn vị dưới theo"), choices=[*_NONE, *RelationKind.choices], required=False
    )
    lead_unit = forms.ModelChoiceField(
        label=_("Cơ quan theo dõi"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        registers = registers_of(actor)
        fields["keeper"].queryset = registers
        fields["keeper"].initial = own_register(actor)
        fields["calendar"].choices = calendar_choices(registers, today=actor.today)
        fields["lead_unit"].queryset = living_units(actor)


# --- giving a target to units: a table, not a form -------------------------------------------------------------------


@dataclass
class Cell:
    """What was typed for one unit: the text as typed, the figure, or what is wrong with it."""

    unit: Unit
    text: str = ""
    value: Decimal | None = None
    error: str = ""
    share_text: str = ""
    share: Decimal | None = None
    share_error: str = ""


def cells_of(units: list[Unit], given: Mapping[str, str]) -> list[Cell]:
    """The table as typed: ``v-<unit>`` a figure, ``s-<unit>`` a share; empty is nothing given."""
    cells = []
    for unit in units:
        text, share = given.get(f"v-{unit.pk}", "").strip(), given.get(f"s-{unit.pk}", "").strip()
        value, error = _number(text)
        part, wrong = _number(share)
        cells.append(Cell(unit, text, value, error, share, part, wrong))
    return cells


def _number(text: str) -> tuple[Decimal | None, str]:
    if not text:
        return None, ""
    try:
        return parse_number(text, point=False), ""
    except Refused as refused:
        return None, sentence(refused)
