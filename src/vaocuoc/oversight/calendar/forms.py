"""What is typed about the work calendar, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vaocuoc.oversight.calendar.models import EntryState
from vaocuoc.oversight.calendar.pasting import time_of
from vaocuoc.ui.fields import DayField


class TimeField(forms.CharField):
    """A month or a day as it is planned ("11/2026", "15/11/2026", "quý IV/2026"); cleans to the month and the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)
        self.year = 0  # of a month without one; the form says it
        self.widget.attrs.setdefault("placeholder", "11/2026")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            month, day = value
            return f"{day:%d/%m/%Y}" if day else f"{month:%m/%Y}"
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = time_of(text, self.year)
        if found is None:
            raise ValidationError(
                _now("“%(text)s” chưa rõ tháng nào. Ghi như 11/2026 hoặc 15/11/2026.") % {"text": text}
            )
        return found


class EntryForm(forms.Form):
    """A paper, who prepares and appraises it, and when."""

    body = forms.ChoiceField(label=_("Cơ quan"), choices=())
    title = forms.CharField(
        label=_("Văn bản, nội dung"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Chưa ghi văn bản, nội dung. Ghi rồi lưu lại.")},
    )
    preparer = forms.CharField(label=_("Đầu mối chuẩn bị"), max_length=300, required=False)
    appraiser = forms.CharField(label=_("Thẩm định"), max_length=300, required=False)
    time = TimeField(
        label=_("Dự kiến"),
        error_messages={"required": _("Chưa có thời gian dự kiến. Ghi như 11/2026 hoặc 15/11/2026.")},
    )
    meeting = forms.TypedChoiceField(label=_("Kỳ họp"), coerce=int, empty_value=None, required=False, choices=())
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, year: int, bodies: list[tuple[str, str]] | None, meetings: list[Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["time"].year = year
        if bodies is None:
            del self.fields["body"]
            del self.fields["time"]
            fields["meeting"].choices = [("", "–"), *((one.pk, str(one)) for one in meetings)]
        else:
            fields["body"].choices = bodies
            del self.fields["meeting"]
            del self.fields["version"]


class MoveForm(forms.Form):
    """Another month or day, and why."""

    time = TimeField(label=_("Dự kiến mới"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Chưa nêu lý do. Ghi một câu rồi lưu lại.")}
    )

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["time"].year = year


class StateForm(forms.Form):
    """How far a paper is."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=EntryState.choices)
    day = DayField(label=_("Ngày trình"), required=False)
    number = forms.CharField(label=_("Số, ký hiệu văn bản đã ban hành"), max_length=80, required=False)
    reason = forms.CharField(label=_("Lý do (khi đưa ra khỏi chương trình)"), max_length=500, required=False)


class PasteForm(forms.Form):
    """A table as it is pasted, whose calendar it is, and the year of its months."""

    body = forms.ChoiceField(label=_("Cơ quan"), choices=())
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    table = forms.CharField(
        label=_("Bảng"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": _("Bảng dán vào chưa có dòng nào. Dán bảng rồi xem lại.")},
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["body"].choices = bodies
