"""The cards of targets and results (thẻ chỉ tiêu, thẻ kết quả)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.tracking.indicators.models import Comparator, Frequency, Horizon, IndicatorKind
from vaocuoc.tracking.intake.drafts import (
    IndicatorDraft,
    ResultDraft,
    TargetDraft,
)
from vaocuoc.tracking.intake.forms.base import (
    FindingForm,
    Row,
    Take,
    choice_field,
    offer,
    text_field,
    unit_row,
)
from vaocuoc.tracking.intake.wording import parse_period


class FigureForm(FindingForm):
    """What targets and results share: the indicator they belong to, of the register or new."""

    indicator = choice_field([])
    name = text_field(rows=2, longest=500)
    unit_of_measure = text_field(longest=80, size="w-unit")
    kind = choice_field(IndicatorKind.choices, voice=gettext_lazy("Loại chỉ tiêu"))
    frequency = choice_field(Frequency.choices)
    value = text_field(longest=40, size="w-num", inputmode="decimal", voice=gettext_lazy("Giá trị"))
    unit = text_field(list="units", longest=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = {match.indicator.pk: match.indicator for match in self.draft.indicator.candidates}
        rest = [one for one in self.around.indicators if one.pk not in near]
        groups: list[tuple[Any, Any]] = [("new", _("Chỉ tiêu mới"))]
        if self.draft.indicator.undecided:
            groups.insert(0, ("", _("Chọn: chỉ tiêu đã có hay chỉ tiêu mới")))
        if near:
            groups.append((_("Gần giống"), [(str(pk), str(one)) for pk, one in near.items()]))
        if rest:
            groups.append((_("Trong sổ"), [(str(one.pk), str(one)) for one in rest]))
        self.offered = {**{str(pk): one for pk, one in near.items()}, **{str(one.pk): one for one in rest}}
        offer(self.fields["indicator"], groups)

    def clean_value(self) -> Decimal | None:
        return self.as_number("value")

    def indicator_values(self) -> IndicatorDraft:
        said, draft = self.cleaned_data, self.draft.indicator
        chosen = said["indicator"]
        if not chosen and draft.candidates and "indicator" in self.taken:
            chosen = str(draft.candidates[0].indicator.pk)
        asked: IndicatorDraft = replace(
            draft,
            name=said["name"].strip(),
            unit_of_measure=said["unit_of_measure"].strip(),
            kind=said["kind"] or draft.kind,
            frequency=said["frequency"] or draft.frequency,
        )
        if chosen == "new":
            return replace(asked, indicator=None, candidates=())
        return replace(asked, indicator=self.offered.get(chosen))

    def indicator_rows(self) -> Iterable[Row]:
        draft = self.draft.indicator
        link = self.row("indicator", _("Gắn với"))
        if draft.indicator is not None:
            link.tag, link.tone = _("Trùng chỉ tiêu"), "cham"
        elif draft.undecided:
            link.tag, link.tone = _("Gần giống"), "warn"
            link.takes = [Take("indicator", str(draft.candidates[0].indicator))]
        yield link
        linked = draft.indicator is not None
        yield self.row("name", _("Chỉ tiêu"), when="new", optional=linked)
        yield self.row("unit_of_measure", _("Đơn vị tính, loại"), "kind", when="new", optional=linked)
        yield self.row("frequency", _("Kỳ báo cáo"), when="new", optional=linked)


class TargetForm(FigureForm):
    """A target (chỉ tiêu, mục tiêu)."""

    comparator = choice_field([(code, label) for code, label in Comparator.choices], "w-cmp")
    value_high = text_field(
        longest=40,
        size="w-num",
        inputmode="decimal",
        placeholder=gettext_lazy("đến"),
        voice=gettext_lazy("Đến giá trị"),
    )
    horizon = choice_field(Horizon.choices, voice=gettext_lazy("Cách tính đạt"))
    due = text_field(placeholder=gettext_lazy("ngày/tháng/năm"), longest=10, size="w-day", inputmode="numeric")
    baseline = text_field(longest=40, size="w-num", inputmode="decimal")
    baseline_on = text_field(
        placeholder=gettext_lazy("tại ngày"),
        longest=10,
        size="w-day",
        inputmode="numeric",
        voice=gettext_lazy("Giá trị gốc tại ngày"),
    )
    lead_unit = text_field(list="units", longest=300)

    draft: TargetDraft

    def clean_value_high(self) -> Decimal | None:
        return self.as_number("value_high")

    def clean_baseline(self) -> Decimal | None:
        return self.as_number("baseline")

    def clean_due(self) -> date | None:
        return self.as_day("due")

    def clean_baseline_on(self) -> date | None:
        return self.as_day("baseline_on")

    def clean(self) -> None:
        self.units = {
            "unit": self.as_unit("unit", self.draft.unit),
            "lead_unit": self.as_unit("lead_unit", self.draft.lead_unit),
        }

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "indicator": self.indicator_values(),
            "comparator": said["comparator"] or self.draft.comparator,
            "value": said["value"],
            "value_high": said["value_high"],
            "horizon": said["horizon"] or self.draft.horizon,
            "due": said["due"],
            "baseline": said["baseline"],
            "baseline_on": said["baseline_on"],
            **self.units,
        }

    def _rows(self) -> Iterable[Row]:
        yield from self.indicator_rows()
        measure = self.draft.indicator.unit_of_measure
        yield self.row("comparator", _("Mục tiêu"), "value", "value_high", hint=measure)
        yield self.row("due", _("Thời hạn"), "horizon")
        yield self.row("baseline", _("Gốc"), "baseline_on", optional=self.draft.baseline is None)
        yield unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)
        lead = unit_row(self, "lead_unit", _("Theo dõi"), self.draft.lead_unit)
        if not self.draft.lead_unit.words:
            lead.tone = lead.tag = ""
        yield lead


class ResultForm(FigureForm):
    """A reported figure (kết quả)."""

    period = text_field(placeholder=gettext_lazy("tháng 10/2026"), longest=40, size="w-period")
    is_estimate = forms.BooleanField(required=False, label=gettext_lazy("số ước"))

    draft: ResultDraft

    def clean_period(self) -> Any:
        text = self.cleaned_data.get("period", "").strip()
        if not text:
            return None
        try:
            return parse_period(text)
        except ValueError:
            raise forms.ValidationError(
                _("“%(text)s” không phải là kỳ báo cáo. Ghi dạng tháng 10/2026, quý 3/2026, năm 2026 hoặc 31/10/2026."),
                params={"text": text},
            ) from None

    def clean(self) -> None:
        self.subject = self.as_unit("unit", self.draft.unit)

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "indicator": self.indicator_values(),
            "period": said["period"],
            "value": said["value"],
            "is_estimate": said["is_estimate"],
            "unit": self.subject,
        }

    def _rows(self) -> Iterable[Row]:
        yield from self.indicator_rows()
        yield self.row("value", _("Giá trị"), "is_estimate", hint=self.draft.indicator.unit_of_measure)
        yield self.row("period", _("Kỳ"))
        yield unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)
