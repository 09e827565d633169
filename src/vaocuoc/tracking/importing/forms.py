"""What is typed while a tracker is taken in, checked for its shape."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Level, RelationKind, Unit, UnitKind
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.access import kinds_of
from vaocuoc.tracking.importing.models import DIRECTORY_KINDS, ImportKind, ImportRow
from vaocuoc.tracking.indicators.models import Frequency, IndicatorKind
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.tasks.forms import alive, posts_of
from vaocuoc.tracking.tasks.models import DeadlineKind
from vaocuoc.ui.fields import DayField

TAKEN = ".xlsx,.xlsm,.xls,.ods,.csv,.docx,.doc"


class StartForm(forms.Form):
    """Which file, what it holds, into whose register."""

    file = forms.FileField(
        label=_("Tệp"), error_messages={"required": _("Chưa chọn tệp. Chọn một tệp Excel, CSV hoặc Word.")}
    )
    kind = forms.ChoiceField(label=_("Bảng này là danh sách"))
    keeper = forms.ModelChoiceField(label=_("Vào sổ của"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        allowed = kinds_of(actor)
        fields["file"].widget.attrs["accept"] = TAKEN
        fields["kind"].choices = [(value, label) for value, label in ImportKind.choices if value in allowed]
        if set(allowed) <= DIRECTORY_KINDS:
            del fields["keeper"]
        else:
            fields["keeper"].queryset = registers_of(actor)
            fields["keeper"].initial = own_register(actor)


class DefaultsForm(forms.Form):
    """What is said once for the whole file where no column says it."""

    take_hidden = forms.BooleanField(label=_("Lấy cả các dòng đang ẩn"), required=False)
    indicator_kind = forms.ChoiceField(
        label=_("Loại chỉ tiêu khi bảng không ghi"), choices=[("", "–"), *IndicatorKind.choices], required=False
    )
    frequency = forms.ChoiceField(
        label=_("Kỳ báo cáo khi bảng không ghi"), choices=[("", "–"), *Frequency.choices], required=False
    )
    unit_kind = forms.ChoiceField(
        label=_("Loại đơn vị khi bảng không ghi"), choices=[("", "–"), *UnitKind.choices], required=False
    )
    level = forms.ChoiceField(label=_("Cấp khi bảng không ghi"), choices=[("", "–"), *Level.choices], required=False)
    parent = forms.ModelChoiceField(
        label=_("Trực thuộc khi bảng không ghi"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    relation = forms.ChoiceField(
        label=_("Hệ thống khi bảng không ghi"), choices=[("", "–"), *RelationKind.choices], required=False
    )
    valid_from = DayField(label=_("Từ ngày khi bảng không ghi"), required=False)

    _OF = {
        ImportKind.TASKS: (),
        ImportKind.INDICATORS: ("indicator_kind", "frequency"),
        ImportKind.UNITS: ("unit_kind", "level", "parent", "relation", "valid_from"),
        ImportKind.POSTS: ("valid_from",),
        ImportKind.ACCOUNTS: ("valid_from",),
    }

    def __init__(self, *args: Any, actor: Actor, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = ("take_hidden", *self._OF[ImportKind(kind)])
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        if "parent" in self.fields:
            fields: dict[str, Any] = self.fields
            fields["parent"].queryset = alive(actor)

    def defaults(self) -> dict[str, str]:
        """The defaults as small JSON."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "take_hidden" and value}
        if "parent" in data:
            data["parent"] = str(data["parent"].pk)
        if "valid_from" in data:
            data["valid_from"] = data["valid_from"].isoformat()
        return data


class TaskRowForm(forms.Form):
    """What a waiting row of tasks lacks (bổ sung): shown with what was read, so that it can be put right."""

    title = forms.CharField(label=_("Nhiệm vụ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.ChoiceField(label=_("Chủ trì"))
    closure = forms.ChoiceField(
        label=_("Tiến độ"), choices=[("", _("Đang theo dõi")), ("done", _("Đã xong"))], required=False
    )
    deadline_kind = forms.ChoiceField(label=_("Loại thời hạn"), choices=DeadlineKind.choices)
    due = DayField(label=_("Hạn"), required=False)
    no_due_reason = forms.CharField(label=_("Lý do chưa có hạn"), max_length=300, required=False)
    condition = forms.CharField(label=_("Điều kiện phải chờ"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, actor: Actor, row: ImportRow) -> None:
        values = row.values
        lead = f"u:{values['lead_unit']}" if values.get("lead_unit") else ""
        lead = f"p:{values['lead_post']}" if values.get("lead_post") else lead
        kept = ("title", "closure", "deadline_kind", "no_due_reason", "condition")
        proposed = next((note[2] for note in row.notes if note[0] == "due_before_issue"), "")
        due = values.get("due") or proposed
        initial = {name: values.get(name, "") for name in kept} | {"lead": lead, "due": _day(due)}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["lead"].choices = [
            ("", _("Chọn một đơn vị hoặc chức danh")),
            (_("Đơn vị"), [(f"u:{unit.pk}", unit.name) for unit in alive(actor)]),
            (_("Chức danh"), [(f"p:{post.pk}", str(post)) for post in posts_of(actor)]),
        ]

    def values(self) -> dict[str, Any]:
        """The values of the row that were given."""
        data = dict(self.cleaned_data)
        kind, _mark, number = data.pop("lead").partition(":")
        data["lead_unit"] = int(number) if kind == "u" else None
        data["lead_post"] = int(number) if kind == "p" else None
        due = data.pop("due")
        data["due"] = due.isoformat() if due else None
        if due:
            data["no_due_reason"] = ""
        return data


class IndicatorRowForm(forms.Form):
    """What a waiting row of indicators lacks (bổ sung)."""

    name = forms.CharField(label=_("Tên chỉ tiêu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    unit_of_measure = forms.CharField(label=_("Đơn vị tính"), max_length=80)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", "–"), *IndicatorKind.choices])
    frequency = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=[("", "–"), *Frequency.choices])
    lead_unit = forms.ModelChoiceField(
        label=_("Cơ quan theo dõi"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, data: Any = None, *, actor: Actor, row: ImportRow) -> None:
        names = ("name", "unit_of_measure", "kind", "frequency", "lead_unit")
        super().__init__(data, initial={name: row.values.get(name) for name in names})
        fields: dict[str, Any] = self.fields
        fields["lead_unit"].queryset = alive(actor)

    def values(self) -> dict[str, Any]:
        """The values of the row that were given."""
        data = dict(self.cleaned_data)
        data["lead_unit"] = data["lead_unit"].pk if data["lead_unit"] else None
        return data


def _day(iso: str | None) -> Any:
    return date.fromisoformat(iso) if iso else None
