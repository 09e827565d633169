"""What is typed about criteria sets: a form for the set, a table for its criteria, checked for their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.criteria.models import CriteriaVersion, Scoring, UnitGroup
from vaocuoc.tracking.criteria.operations import DECIMALS, POINT_DECIMALS, CriterionDraft
from vaocuoc.tracking.criteria.queries import shown_threshold
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.ui.fields import DayField, NumberField
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.numbers import format_decimal, parse_number
from vaocuoc.ui.refusals import sentence

_THRESHOLD = re.compile(r"\s*(≥|>=|từ|không dưới|≤|<=|không quá|>|trên|<|dưới|=|~|khoảng)?\s*(.+?)\s*$", re.IGNORECASE)
_COMPARATORS = {
    "≥": ">=", "từ": ">=", "không dưới": ">=", "": ">=", "≤": "<=", "không quá": "<=", "trên": ">", "dưới": "<",
    "khoảng": "~",
}  # fmt: skip
SPARE_ROWS = 4


class SetForm(forms.Form):
    """A new criteria set."""

    keeper = forms.ModelChoiceField(
        label=gettext_lazy("Ghi vào sổ của"), queryset=Unit.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("Tên bộ tiêu chí"),
        max_length=300,
        error_messages={"required": gettext_lazy("Chưa có tên bộ tiêu chí. Ghi tên rồi lưu lại.")},
    )
    valid_from = DayField(label=gettext_lazy("Áp dụng từ ngày"))
    scoring = forms.ChoiceField(label=gettext_lazy("Cách chấm"), choices=Scoring.choices)
    pass_points = NumberField(label=gettext_lazy("Điểm phải đạt"), decimals=POINT_DECIMALS, required=False)
    document = forms.ModelChoiceField(
        label=gettext_lazy("Văn bản ban hành"), queryset=Document.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = registers_of(actor)
        fields["keeper"].initial = own_register(actor)
        fields["document"].queryset = visible_documents(actor).order_by("-issued_on", "-pk")


class CopyForm(forms.Form):
    valid_from = DayField(label=gettext_lazy("Áp dụng từ ngày"))


class MarkForm(forms.Form):
    """What was found of one criterion at a unit."""

    is_met = forms.TypedChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=[("1", gettext_lazy("Đạt")), ("0", gettext_lazy("Chưa đạt"))],
        coerce=lambda text: text == "1",
    )
    points = NumberField(label=gettext_lazy("Điểm"), decimals=POINT_DECIMALS, required=False)
    note = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=500,
        error_messages={"required": gettext_lazy("Chưa nêu căn cứ. Ghi một câu hoặc số văn bản.")},
    )


# --- the table of criteria --------------------------------------------------------------------------------------------


@dataclass
class Row:
    """One line of the table as typed, with what is wrong in it."""

    place: int
    key: str = ""
    number: str = ""
    heading: str = ""
    name: str = ""
    unit_of_measure: str = ""
    indicator: str = ""
    points: str = ""
    thresholds: list[tuple[int, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        texts = (self.number, self.heading, self.name, self.unit_of_measure, self.points, self.indicator)
        return not any(texts) and not any(text for _group, text in self.thresholds)


def rows_of(version: CriteriaVersion, groups: Sequence[UnitGroup]) -> list[Row]:
    """The table of a version as it stands, with some empty lines to fill."""
    rows = []
    for place, one in enumerate(version.criteria.select_related("indicator").prefetch_related("thresholds")):
        asked = {
            threshold.group_id: shown_threshold(threshold.comparator, from_scaled(threshold.value, DECIMALS))
            for threshold in one.thresholds.all()
        }
        rows.append(
            Row(
                place=place,
                key=str(one.pk),
                number=one.number,
                heading=one.heading,
                name=one.name,
                unit_of_measure=one.unit_of_measure,
                indicator=one.indicator.code if one.indicator else "",
                points="" if one.points is None else format_decimal(from_scaled(one.points, POINT_DECIMALS)),
                thresholds=[(group.pk, asked.get(group.pk, "")) for group in groups],
            )
        )
    return rows + [
        Row(place=len(rows) + extra, thresholds=[(group.pk, "") for group in groups]) for extra in range(SPARE_ROWS)
    ]


def typed_rows(given: Mapping[str, str], groups: Sequence[UnitGroup]) -> list[Row]:
    """The table as it was sent: ``name-3``, ``t-3-<group>`` ...; lines that say nothing are kept for the screen."""
    number = min(key_in(given.get("rows")) or 0, 300)

    def text(name: str, place: int) -> str:
        return given.get(f"{name}-{place}", "").strip()

    return [
        Row(
            place=place,
            key=text("pk", place),
            number=text("number", place),
            heading=text("heading", place),
            name=text("name", place),
            unit_of_measure=text("unit", place),
            indicator=text("indicator", place),
            points=text("points", place),
            thresholds=[(group.pk, given.get(f"t-{place}-{group.pk}", "").strip()) for group in groups],
        )
        for place in range(number)
    ]


def drafts_of(
    rows: Sequence[Row], groups: Sequence[UnitGroup], indicators: Mapping[str, Indicator]
) -> list[CriterionDraft]:
    """The criteria that the table gives; what is wrong is noted at its line, and then the answer is not to be used."""
    names = {group.pk: group.name for group in groups}
    drafts = []
    for row in rows:
        if row.is_empty:
            continue
        if not row.name:
            row.errors.append(_("Chưa có nội dung tiêu chí."))
        thresholds: dict[str, tuple[str, Decimal]] = {}
        for group, text in row.thresholds:
            if text and (found := _threshold(text, row)) is not None:
                thresholds[names[group]] = found
        chosen = indicators.get(row.indicator)
        if row.indicator and chosen is None:
            row.errors.append(_("Không có chỉ tiêu mã %(code)s.") % {"code": row.indicator})
        drafts.append(
            CriterionDraft(
                name=row.name,
                number=row.number,
                heading=row.heading,
                unit_of_measure=row.unit_of_measure,
                indicator=chosen,
                points=_number(row.points, row) if row.points else None,
                thresholds=thresholds,
                pk=key_in(row.key),
            )
        )
    return drafts


def _threshold(text: str, row: Row) -> tuple[str, Decimal] | None:
    """``≥ 90``, ``không quá 5``, ``90`` (which asks for at least as much)."""
    found = _THRESHOLD.match(text)
    if found is None:
        return None
    sign = (found.group(1) or "").lower()
    value = _number(found.group(2).rstrip("%"), row)
    return None if value is None else (_COMPARATORS.get(sign, sign), value)


def _number(text: str, row: Row) -> Decimal | None:
    try:
        return parse_number(text, point=False)
    except Refused as refused:
        row.errors.append(sentence(refused))
        return None
