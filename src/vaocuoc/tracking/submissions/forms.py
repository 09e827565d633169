"""What is typed about reports of a period, checked for its shape; what it means is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period, last_finished
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Indicator, Observation
from vaocuoc.tracking.submissions.filling import CellInput, Row
from vaocuoc.tracking.submissions.locking import coordinated
from vaocuoc.tracking.submissions.owed import kinds_in, period_of_slug, slug_of
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.fields import DayField, NumberField

_PERIODS_BACK = {"month": 18, "quarter": 8, "year": 5}
_NO_REASON = {"required": _("Chưa nêu lý do. Ghi một câu rồi lưu lại.")}


# --- the cells of a page ----------------------------------------------------------------------------------------------


def key_of(indicator: int, unit: int) -> str:
    """How a place is named in a form: ``12-5``."""
    return f"{indicator}-{unit}"


def inputs_from(post: QueryDict) -> list[CellInput]:
    """What was typed on a page, by the places that it names; names that make no sense are left out."""
    return [cell_from(post, *found) for text in post.getlist("o")[:500] if (found := _place(text)) is not None]


def cell_from(post: QueryDict, indicator: int, unit: int) -> CellInput:
    """What was typed for one place."""
    name = f"o{key_of(indicator, unit)}"

    def said(field: str) -> str:
        return post.get(f"{name}-{field}", "").strip()

    return CellInput(
        indicator=indicator,
        unit=unit,
        typed=said("so"),
        missing_reason=said("ly"),
        is_estimate=bool(said("uoc")),
        note=said("gt"),
        evidence=said("tl"),
        chosen=said("doc"),
    )


def given_in(row: Row) -> CellInput:
    """What a line shows in its fields: what was just typed, else what is kept."""
    if row.given is not None:
        return row.given
    cell = row.cell
    return CellInput(
        indicator=row.indicator.pk,
        unit=row.unit.pk,
        typed=cell.typed if cell else "",
        missing_reason=cell.missing_reason if cell else "",
        is_estimate=cell.is_estimate if cell else False,
        note=cell.note if cell else "",
        evidence=cell.evidence if cell else "",
    )


def _place(text: str) -> tuple[int, int] | None:
    first, _dash, second = text.partition("-")
    plain = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (first, second))
    return (int(first), int(second)) if plain else None


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, error_messages=_NO_REASON)


# --- sheets -----------------------------------------------------------------------------------------------------------


class SignedForm(forms.Form):
    """A sheet that came back signed."""

    code = forms.CharField(
        label=_("Mã bản in"), max_length=20, error_messages={"required": _("Chưa ghi mã bản in. Mã ở cuối trang in.")}
    )
    signed_by = forms.CharField(
        label=_("Người ký duyệt"),
        max_length=200,
        error_messages={"required": _("Chưa ghi người ký duyệt. Ghi họ tên, chức vụ.")},
    )
    signed_on = DayField(label=_("Ngày ký"), error_messages={"required": _("Chưa ghi ngày ký.")})
    scan = forms.FileField(
        label=_("Bản quét"),
        error_messages={
            "required": _("Chưa chọn tệp bản quét. Chọn tệp rồi gửi lại."),
            "empty": _("Tệp bản quét không có nội dung. Chọn tệp khác."),
        },
    )


# --- corrections ------------------------------------------------------------------------------------------------------


class CorrectionForm(forms.Form):
    value = NumberField(label=_("Số đúng"), required=False)
    missing_reason = forms.CharField(label=_("Không có số liệu vì"), max_length=300, required=False)
    reason = forms.CharField(
        label=_("Lý do đính chính"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), error_messages=_NO_REASON
    )
    document = forms.ModelChoiceField(
        label=_("Văn bản căn cứ"), queryset=Document.objects.none(), required=False, empty_label=_("Không có")
    )

    def __init__(self, *args: Any, actor: Actor, observation: Observation, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["value"].decimals = observation.indicator.decimals
        recent = visible_documents(actor).order_by("-issued_on", "-pk").values("pk")[:200]
        fields["document"].queryset = Document.objects.filter(pk__in=list(recent.values_list("pk", flat=True)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("value") is None and not data.get("missing_reason", "").strip() and "value" not in self.errors:
            self.add_error("value", _("Ghi số đúng, hoặc ghi lý do không có số liệu."))
        return data


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Ý kiến"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ChoiceForm(forms.Form):
    """Which provider's figure counts, and why."""

    observation = forms.ModelChoiceField(
        queryset=Observation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Chưa chọn số chính thức. Chọn một trong các số.")},
    )
    reason = forms.CharField(label=_("Lý do chọn"), max_length=500, error_messages=_NO_REASON)

    def __init__(self, *args: Any, sides: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["observation"].queryset = Observation.objects.filter(pk__in=sides)


# --- locks ------------------------------------------------------------------------------------------------------------


class LockForm(forms.Form):
    """Closing one period of a register."""

    keeper = forms.ModelChoiceField(label=_("Sổ của đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ"))
    closed_from = DayField(label=_("Khóa từ ngày"), error_messages={"required": _("Chưa ghi ngày khóa.")})
    reason = forms.CharField(label=_("Lý do"), max_length=300, error_messages=_NO_REASON)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = registers(actor)
        fields["period"].choices = [(slug_of(one), label_of(one)) for one in periods_to_choose(actor)]

    def clean_period(self) -> Period:
        return period_of_slug(self.cleaned_data["period"])


class StepsForm(forms.Form):
    keeper = forms.ModelChoiceField(label=_("Sổ của đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    steps = forms.TypedChoiceField(
        label=_("Số bước duyệt"),
        coerce=int,
        choices=[(1, _("Một bước: nơi nhận báo cáo duyệt")), (2, _("Hai bước: đơn vị duyệt, rồi nơi nhận duyệt"))],
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = registers(actor)


def registers(actor: Actor) -> QuerySet[Unit]:
    """The registers that the actor coordinates and that hold indicators, by name."""
    holding = Indicator.objects.order_by().values("keeper")
    return coordinated(actor).filter(pk__in=holding).order_by("sort_key", "pk")


def periods_to_choose(actor: Actor) -> list[Period]:
    """The periods that may be closed: those that ended lately, and the running one, of each kind in use."""
    found: list[Period] = []
    for kind, calendar in kinds_in(registers(actor).values_list("pk", flat=True)):
        last = last_finished(actor.today, kind, calendar)
        found += [last.shift(-back) for back in range(-1, _PERIODS_BACK[kind])]
    return found


def label_of(period: Period) -> str:
    """A period with its calendar, where that is not the ordinary one."""
    name = period_name(period)
    return name if period.calendar == "civil" else f"{name} (NĐ 09/2019)"
