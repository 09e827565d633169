"""What is typed about second systems, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import LEVELS_TODAY, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.papers.models import DocumentType
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.second_systems.columns import FIELDS
from vaocuoc.tracking.second_systems.models import DayFormat, EnteredBy, Kind, SecondSystem
from vaocuoc.ui.clock import today
from vaocuoc.ui.fields import DayField, NumberField
from vaocuoc.ui.words import TASK_STATES

TAKEN = ".xlsx,.xlsm,.xls,.ods,.csv"


class SystemForm(forms.Form):
    """A second system: its names, what it takes, who enters, from when, how it writes days."""

    name = forms.CharField(
        label=_("Tên hệ thống"),
        max_length=200,
        error_messages={"required": _("Chưa ghi tên hệ thống. Ghi tên đầy đủ rồi lưu lại.")},
    )
    short_name = forms.CharField(
        label=_("Tên ngắn"),
        max_length=30,
        error_messages={"required": _("Chưa ghi tên ngắn. Ghi vài chữ, như tên thường gọi.")},
    )
    keeper = forms.ModelChoiceField(label=_("Cơ quan phải nhập"), queryset=Unit.objects.none(), empty_label=None)
    takes_tasks = forms.BooleanField(label=_("Nhận nhiệm vụ"), required=False, initial=True)
    takes_figures = forms.BooleanField(label=_("Nhận số liệu từng kỳ"), required=False)
    takes_targets = forms.BooleanField(label=_("Nhận mục tiêu"), required=False)
    entered_by = forms.ChoiceField(label=_("Ai nhập"), choices=EnteredBy.choices)
    since = DayField(
        label=_("Phải nhập từ ngày"),
        error_messages={"required": _("Chưa ghi từ ngày nào phải nhập. Ghi ngày như 31/12/2025.")},
    )
    day_format = forms.ChoiceField(label=_("Cách ghi ngày trong bảng của hệ thống"), choices=DayFormat.choices)
    closed_on = DayField(label=_("Thôi dùng từ ngày"), required=False)

    def __init__(self, *args: Any, actor: Actor, system: SecondSystem | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        if system is None:
            fields["keeper"].queryset = registers_of(actor)
            fields["keeper"].initial = own_register(actor)
            fields["since"].initial = today().replace(month=1, day=1)
            del fields["closed_on"]
        else:
            del fields["keeper"]


class RuleForm(forms.Form):
    """Which things must stand in a system."""

    kind = forms.ChoiceField(label=_("Áp dụng cho"))
    level = forms.ChoiceField(
        label=_("Cấp ban hành văn bản"), choices=[("", _("mọi cấp")), *LEVELS_TODAY], required=False
    )
    document_type = forms.ChoiceField(
        label=_("Thể loại văn bản"), choices=[("", _("mọi thể loại")), *DocumentType.choices], required=False
    )
    field = forms.CharField(label=_("Có các chữ (lĩnh vực)"), max_length=100, required=False)

    def __init__(self, *args: Any, system: SecondSystem, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.value, kind.label) for kind in system.kinds]


class StatesForm(forms.Form):
    """What each state of a task is called there."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, mark in TASK_STATES.items():
            self.fields[code] = forms.CharField(label=str(mark.word), max_length=100, required=False)


def field_choices(kind: Kind) -> list[tuple[str, Any]]:
    """What a column may be filled with, for its list."""
    return [("", _("để trống")), *((name, field.label) for name, field in FIELDS[kind].items())]


def _code() -> forms.CharField:
    return forms.CharField(label=_("Mã ở hệ thống đó"), max_length=80, required=False)


def _entered_on() -> DayField:
    return DayField(
        label=_("Nhập ngày"),
        initial=today,
        error_messages={"required": _("Chưa ghi ngày nhập. Ghi ngày như 31/12/2025.")},
    )


class SameForm(forms.Form):
    """Something was entered there as it stands here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"], self.fields["entered_on"] = _code(), _entered_on()


class DifferentForm(SameForm):
    """Something else stands there: a word or a state of a task, a figure of an indicator."""

    def __init__(self, *args: Any, kind: Kind, measure: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.measure = measure
        if kind == Kind.TASK:
            self.fields["theirs"] = forms.CharField(
                label=_("Trạng thái, nội dung ở đó"), max_length=300, required=False
            )
        else:
            self.fields["their_value"] = NumberField(label=_("Giá trị ở đó"), required=False)
        self.fields["note"] = forms.CharField(label=_("Khác ở chỗ"), max_length=500, required=False)
        self.order_fields(["theirs", "their_value", "note", "code", "entered_on"])


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        error_messages={"required": _("Chưa ghi lý do. Ghi lý do rồi lưu lại.")},
    )


class ManyForm(forms.Form):
    """Many were entered there: their codes as pasted, the day."""

    codes = forms.CharField(
        label=_("Mã ở hệ thống đó, dán từ Excel"), widget=forms.Textarea(attrs={"rows": 8}), required=False, strip=False
    )
    entered_on = DayField(
        label=_("Nhập ngày"), error_messages={"required": _("Chưa ghi ngày nhập. Ghi ngày như 31/12/2025.")}
    )


class FileForm(forms.Form):
    """The file that a second system gave out."""

    file = forms.FileField(
        label=_("Tệp xuất từ hệ thống đó"),
        error_messages={"required": _("Chưa chọn tệp. Chọn một tệp Excel hoặc CSV.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs["accept"] = TAKEN
