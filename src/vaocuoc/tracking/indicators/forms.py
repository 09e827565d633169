"""What is typed about indicators, checked for its shape; what it means is checked by the operations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period, period_containing, periods_between
from vaocuoc.directory.models import RelationKind, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import (
    Calendar,
    Comparator,
    Direction,
    Frequency,
    Horizon,
    Indicator,
    IndicatorKind,
    Obligation,
    OfficialProvider,
    Reported,
    Target,
)
from vaocuoc.tracking.indicators.queries import aim_of
from vaocuoc.tracking.periods.queries import calendars_of
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.fields import DayField, NumberField

_PERIODS_BACK = {"month": 24, "quarter": 12, "year": 6}


def _long(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))


def living_units(actor: Actor) -> Any:
    """The units that the actor may name, those that exist today."""
    living = actor.visible_units().filter(valid_from__lte=actor.today).exclude(valid_to__lte=actor.today)
    return living.order_by("sort_key", "pk")


class PassportForm(forms.Form):
    """The words of an indicator, which may be corrected at any time."""

    name = forms.CharField(
        label=_("Tên chỉ tiêu"),
        max_length=500,
        error_messages={"required": _("Chưa có tên chỉ tiêu. Ghi tên rồi lưu lại.")},
    )
    unit_of_measure = forms.CharField(
        label=_("Đơn vị tính"),
        max_length=80,
        error_messages={"required": _("Chưa có đơn vị tính. Ghi %% hoặc tỷ đồng ...")},
    )
    direction = forms.ChoiceField(label=_("Chiều tốt"), choices=Direction.choices, initial=Direction.UP)
    lead_unit = forms.ModelChoiceField(
        label=_("Cơ quan theo dõi"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    definition = _long(_("Định nghĩa"))
    formula = _long(_("Cách tính"))
    data_source = forms.CharField(label=_("Nguồn số liệu"), max_length=300, required=False)
    verifier = forms.CharField(label=_("Người thẩm định"), max_length=300, required=False)
    limits = _long(_("Hạn chế của số liệu"))
    official_provider = forms.ChoiceField(
        label=_("Nơi báo cáo chính thức"),
        choices=OfficialProvider.choices,
        initial=OfficialProvider.LEAD,
        required=False,
    )
    rolls_along = forms.ChoiceField(
        label=_("Cộng từ đơn vị dưới theo"), choices=[("", _("không cộng")), *RelationKind.choices], required=False
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["lead_unit"].queryset = living_units(actor)

    def clean_official_provider(self) -> str:
        """What was not asked stays as it is."""
        return str(
            self.cleaned_data["official_provider"] or self.initial.get("official_provider", OfficialProvider.LEAD)
        )


class EditForm(PassportForm):
    """A correction of the words, with why and by which decision; what it said before stays as a version."""

    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=300, error_messages={"required": _("Chưa nêu lý do sửa. Ghi một câu.")}
    )
    document = forms.ModelChoiceField(
        label=_("Theo quyết định, văn bản"), queryset=Document.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, actor=actor, initial=self.initial_of(indicator), **options)
        fields: dict[str, Any] = self.fields
        papers = visible_documents(actor).order_by("-issued_on", "-pk").defer("folded")
        fields["document"].queryset = papers

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        shown = ("name", "unit_of_measure", "direction", "definition", "formula", "data_source", "verifier", "limits",
                 "official_provider", "rolls_along")  # fmt: skip
        return {name: getattr(indicator, name) for name in shown} | {"lead_unit": indicator.lead_unit_id}


class IndicatorForm(PassportForm):
    """A new indicator: beside its words, what its values mean, which stays."""

    keeper = forms.ModelChoiceField(label=_("Ghi vào sổ của"), queryset=Unit.objects.none(), empty_label=None)
    code = forms.CharField(label=_("Mã"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=IndicatorKind.choices)
    frequency = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=Frequency.choices)
    reported = forms.ChoiceField(label=_("Cách báo cáo"), choices=Reported.choices)
    calendar = forms.ChoiceField(label=_("Lịch báo cáo"), choices=Calendar.choices, initial=Calendar.CIVIL)
    decimals = forms.IntegerField(label=_("Số chữ số thập phân"), min_value=0, max_value=6, initial=1)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        fields: dict[str, Any] = self.fields
        registers = registers_of(actor)
        fields["keeper"].queryset = registers
        fields["keeper"].initial = own_register(actor)
        fields["calendar"].choices = calendar_choices(registers, today=actor.today)


def calendar_choices(registers: Any, *, today: date) -> list[tuple[str, Any]]:
    """The calendars that an indicator may have: the common ones, and those of the registers' own regimes."""
    own = calendars_of(registers, today=today)
    return [*Calendar.choices, *((code, name) for code, name in own.items() if code not in Calendar.values)]


class TargetForm(forms.Form):
    """What is to be reached, and by when."""

    unit = forms.ModelChoiceField(label=_("Của đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    comparator = forms.ChoiceField(label=_("So sánh"), choices=Comparator.choices, initial=Comparator.AT_LEAST)
    value = NumberField(
        label=_("Mục tiêu"), error_messages={"required": _("Chưa có giá trị mục tiêu. Ghi số như 1.234,5.")}
    )
    value_high = NumberField(label=_("đến"), required=False)
    horizon = forms.ChoiceField(label=_("Cách tính đạt"), choices=Horizon.choices, initial=Horizon.AT_DATE)
    starts_on = DayField(label=_("Tính từ ngày"), required=False)
    due = DayField(label=_("Thời hạn"), required=False)
    baseline = NumberField(label=_("Giá trị gốc"), required=False)
    baseline_on = DayField(label=_("Tại ngày"), required=False)
    path = forms.CharField(label=_("Lộ trình từng năm"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    season = forms.CharField(label=_("Tỷ trọng mùa vụ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reference_indicator = forms.ModelChoiceField(
        label=_("So với chỉ tiêu"), queryset=Indicator.objects.none(), required=False, empty_label="–"
    )
    reference_unit = forms.ModelChoiceField(
        label=_("của đơn vị"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    headline = forms.BooleanField(label=_("Là mục tiêu chính"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = fields["reference_unit"].queryset = living_units(actor)
        fields["unit"].initial = indicator.keeper_id
        alike = visible_indicators(actor).filter(
            unit_of_measure=indicator.unit_of_measure, kind=indicator.kind, frequency=indicator.frequency,
            reported=indicator.reported, calendar=indicator.calendar,
        )  # fmt: skip
        fields["reference_indicator"].queryset = alike.order_by("code", "pk").only("pk", "code", "name")

    def clean_season(self) -> dict[str, Decimal]:
        """Twelve numbers, or lines such as ``1: 5,5``."""
        text = self.cleaned_data["season"].replace(";", "\n")
        lines = [line for line in text.splitlines() if line.strip()]
        if not lines:
            return {}
        if len(lines) == 1 and ":" not in lines[0] and len(lines[0].split()) == 12:
            lines = [f"{month}: {share}" for month, share in enumerate(lines[0].split(), start=1)]
        season: dict[str, Decimal] = {}
        for number, line in enumerate(lines, start=1):
            month, colon, share = line.partition(":")
            if not colon or not month.strip().isdecimal() or not 1 <= int(month) <= 12:
                facts = {"number": number, "text": line.strip()}
                raise ValidationError(_("Dòng %(number)s: “%(text)s” phải ghi như “1: 5,5”."), params=facts)
            season[str(int(month))] = NumberField().clean(share)
        return season

    def clean_path(self) -> dict[str, Decimal]:
        """Lines such as ``2026: 9,5``."""
        plan: dict[str, Decimal] = {}
        for number, line in enumerate(self.cleaned_data["path"].splitlines(), start=1):
            year, colon, value = line.partition(":")
            if not line.strip():
                continue
            if not colon or not (year.strip().isdecimal() and len(year.strip()) == 4):
                facts = {"number": number, "text": line.strip()}
                raise ValidationError(_("Dòng %(number)s: “%(text)s” phải ghi như “2026: 9,5”."), params=facts)
            plan[year.strip()] = NumberField().clean(value)
        return plan

    @staticmethod
    def initial_of(target: Target, decimals: int) -> dict[str, Any]:
        aim = aim_of(target, decimals)
        shown = ("comparator", "value", "value_high", "horizon", "starts_on", "due", "baseline", "baseline_on")
        path = "\n".join(f"{year}: {NumberField().prepare_value(value)}" for year, value in sorted(aim.path.items()))
        season = "\n".join(
            f"{month}: {NumberField().prepare_value(share)}" for month, share in sorted(aim.season.items())
        )
        return {name: getattr(aim, name) for name in shown} | {
            "unit": target.unit_id,
            "season": season,
            "reference_indicator": target.reference_indicator_id,
            "reference_unit": target.reference_unit_id,
            "path": path,
            "headline": target.headline,
        }


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Chưa nêu lý do. Ghi một câu.")}
    )


class ReportForm(forms.Form):
    """One figure of one period, or why there is none; ``warnings`` ask for a sentence, they do not block."""

    unit = forms.ModelChoiceField(label=_("Của đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ"))
    value = NumberField(label=_("Giá trị"), required=False)
    is_estimate = forms.BooleanField(label=_("Là số ước"), required=False)
    missing_reason = forms.CharField(label=_("Không có số liệu kỳ này vì"), max_length=300, required=False)
    revision_reason = forms.CharField(label=_("Lý do sửa số đã báo cáo"), max_length=300, required=False)
    note = forms.CharField(label=_("Giải thích số liệu"), max_length=500, required=False)

    def __init__(self, *args: Any, actor: Actor, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **options)
        self.indicator = indicator
        fields: dict[str, Any] = self.fields
        fields["value"].decimals = indicator.decimals
        fields["unit"].queryset = units_to_report(actor, indicator)
        if indicator.frequency == Frequency.DATE:
            fields["period"] = DayField(label=_("Ngày"))
            return
        periods = reportable(indicator, actor)
        fields["period"].choices = [(key_of(period), period_name(period)) for period in periods]
        finished = [period for period in periods if period.end < actor.today]
        fields["period"].initial = key_of((finished or periods)[0]) if periods else None

    def clean_period(self) -> Period:
        given = self.cleaned_data["period"]
        if self.indicator.frequency == Frequency.DATE:
            return period_containing(given, "date", self.indicator.calendar)
        year, index = given.split("-")
        return Period(self.indicator.calendar, self.indicator.frequency, int(year), int(index))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("value") is None and not data.get("missing_reason", "").strip() and "value" not in self.errors:
            self.add_error("value", _("Ghi giá trị, hoặc ghi lý do không có số liệu."))
        return data


def key_of(period: Period) -> str:
    """How a period is named in a form: ``2026-11``."""
    return f"{period.year}-{period.index}"


def reportable(indicator: Indicator, actor: Actor) -> list[Period]:
    """The periods that a figure may be entered for, the latest first: those that have begun, some years back."""
    current = period_containing(actor.today, indicator.frequency, indicator.calendar)
    first = current.shift(-_PERIODS_BACK[indicator.frequency])
    return periods_between(first.start, current.end, indicator.frequency, indicator.calendar)[::-1]


def units_to_report(actor: Actor, indicator: Indicator) -> Any:
    """The subjects that the actor may enter figures of: those that owe them, and the keeper."""
    owing = Obligation.objects.filter(indicator=indicator).values("unit")
    subjects = Unit.objects.filter(pk__in=owing) | Unit.objects.filter(pk=indicator.keeper_id)
    reports = actor.units(Action.REPORT)
    if not reports.filter(pk__in=[indicator.keeper_id, indicator.lead_unit_id or 0]).exists():
        subjects = subjects.filter(pk__in=reports.values("pk"))
    return subjects.order_by("sort_key", "pk")


def provider_for(actor: Actor, indicator: Indicator, unit: Unit) -> Unit:
    """On whose behalf the actor reports: the leading unit where it is theirs, else the subject itself."""
    lead = indicator.lead_unit
    return lead if lead is not None and actor.may(Action.REPORT, lead.pk) else unit
