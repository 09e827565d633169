"""What is typed when work is given, checked for its shape; what it means is checked by the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Post, Unit
from vaocuoc.documents.models import DocumentType
from vaocuoc.tracking.assignment.models import CountedFrom, DueWords, Regime
from vaocuoc.tracking.assignment.office import Office
from vaocuoc.tracking.assignment.operations import Choice
from vaocuoc.tracking.intake.addressing import Answer, Directory
from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.ui.fields import DayField

_DAY = DayField(required=False)
_MOST_ROWS = 500


@dataclass(slots=True)
class Typed:
    """What stands in one row of the plan, as it was proposed or typed, with what is wrong with it."""

    key: str
    version: int = 0
    chosen: bool = False
    lead: str = ""
    product: str = ""
    due: str = ""
    picked: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    candidates: tuple[Unit, ...] = ()


class PlanForm:
    """The rows of a plan that were sent: those ticked become choices, or each says what is wrong with it.

    A lead is typed by its name: a unit of the office by name, other name or abbreviation, or a post; a name that fits
    several is asked, never guessed.
    """

    def __init__(self, sent: Mapping[str, Any], keys: Sequence[str], *, office: Office, today: date) -> None:
        self.urgency = sent.get("urgency", "") or str(Urgency.ORDINARY)
        ticked = set(sent.getlist("chon") if hasattr(sent, "getlist") else ())
        self.rows = {key: self._typed(sent, key, key in ticked) for key in keys[:_MOST_ROWS]}
        self.today = today
        self.office = office
        self.choices: list[Choice] = []

    @staticmethod
    def _typed(sent: Mapping[str, Any], key: str, chosen: bool) -> Typed:
        def said(name: str) -> str:
            return str(sent.get(f"{name}-{key}", "")).replace("\x00", "").strip()

        version = said("version")
        return Typed(
            key,
            int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            chosen,
            said("lead")[:300],
            said("product")[:500],
            said("due")[:20],
            said("pick"),
        )

    def is_valid(self, *, asks_day: Mapping[str, bool]) -> bool:
        """Read the rows ticked; ``asks_day`` tells by key whether a row must have a day."""
        chosen = [row for row in self.rows.values() if row.chosen]
        names = [row.lead for row in chosen if row.lead and not row.picked]
        leading = Unit.objects.filter(pk__in=[unit.pk for unit in self.office.leads])
        directory = Directory(names, keeper=self.office.keeper, today=self.today, seen=leading)
        for number, (key, row) in enumerate(self.rows.items(), start=1):
            if not row.chosen:
                continue
            lead = self._lead(row, directory)
            due = self._due(row, asks_day.get(key, True))
            if lead is not None and not row.errors:
                self.choices.append(_choice(number, row, lead, due))
        return not any(row.errors for row in chosen)

    def _lead(self, row: Typed, directory: Directory) -> Unit | Post | None:
        picked = int(row.picked[1:19]) if row.picked[:1] == "u" and row.picked[1:].isdecimal() else 0
        if (unit := self.office.by_pk.get(picked)) is not None:
            row.lead = unit.name
            return unit
        if not row.lead:
            row.errors["lead"] = _("Chưa có đơn vị chủ trì. Ghi tên một đơn vị hoặc chức danh.")
            return None
        posts = [post for post in self.office.posts if fold(row.lead) in (fold(str(post)), fold(post.title))]
        answer = directory.one(row.lead)
        if len(posts) == 1 and answer.unit is None:
            return posts[0]
        if answer.unit is not None:
            row.lead = answer.unit.name
            return answer.unit
        row.errors["lead"], row.candidates = _unclear(row.lead, answer)
        return None

    def _due(self, row: Typed, asked: bool) -> date | None:
        try:
            day: date | None = _DAY.clean(row.due)
        except ValidationError as error:
            row.errors["due"] = " ".join(error.messages)
            return None
        if day is None and asked:
            row.errors["due"] = _("Chưa có hạn. Ghi ngày như 31/12/2025.")
        if day is not None and day < self.today:
            row.errors["due"] = _("Hạn đã qua. Ghi một ngày từ hôm nay trở đi.")
        return day


def _choice(number: int, row: Typed, lead: Unit | Post, due: date | None) -> Choice:
    pk = int(row.key[1:])
    return Choice(
        row=number,
        finding=pk if row.key[0] == "f" else None,
        task=pk if row.key[0] == "t" else None,
        version=row.version,
        lead=lead,
        product=row.product,
        due=due,
    )


def _unclear(words: str, answer: Answer) -> tuple[str, tuple[Unit, ...]]:
    """Why a name is no lead, and the units it may mean."""
    if answer.reason == "ambiguous":
        text = _("“%(words)s” hợp với %(count)s đơn vị. Chọn một đơn vị.")
    elif answer.reason in ("several", "group"):
        text = _("“%(words)s” là nhiều đơn vị. Một nhiệm vụ có một đơn vị chủ trì; chọn một.")
    elif answer.candidates:
        text = _("Không có đơn vị “%(words)s”. Chọn một tên gần giống hoặc ghi lại tên.")
    else:
        text = _("Không có đơn vị hoặc chức danh “%(words)s” trong phạm vi cơ quan mình. Ghi lại tên.")
    candidates = answer.candidates or answer.group[:8]
    return text % {"words": words, "count": len(candidates)}, candidates


# --- the office's tables ----------------------------------------------------------------------------------------------


class RuleForm(forms.Form):
    """A rule of days by the type of paper."""

    document_type = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=[("", gettext_lazy("Mọi loại văn bản")), *DocumentType.choices],
        required=False,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày"),
        min_value=1,
        max_value=3650,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Chưa ghi số ngày.")},
    )
    working = forms.BooleanField(label=gettext_lazy("Đếm ngày làm việc"), required=False)
    counted_from = forms.ChoiceField(label=gettext_lazy("Tính từ"), choices=CountedFrom.choices)
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)


class OfficeDayForm(forms.Form):
    """A day off or a day worked instead."""

    day = DayField(
        label=gettext_lazy("Ngày"), error_messages={"required": gettext_lazy("Chưa ghi ngày, ví dụ 31/12/2025.")}
    )
    is_worked = forms.TypedChoiceField(
        label=gettext_lazy("Là"),
        choices=[("0", gettext_lazy("ngày nghỉ")), ("1", gettext_lazy("ngày làm bù"))],
        coerce=lambda value: value == "1",
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        error_messages={"required": gettext_lazy("Chưa nêu lý do. Ghi một câu rồi lưu lại.")},
    )


class LayoutForm(forms.Form):
    """What an office's letters say of itself."""

    regime = forms.ChoiceField(label=gettext_lazy("Thể thức"), choices=Regime.choices)
    superior = forms.CharField(label=gettext_lazy("Cơ quan cấp trên (dòng đầu)"), max_length=200, required=False)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    speaks_as = forms.CharField(label=gettext_lazy("Chủ thể giao việc, như trong câu"), max_length=200)
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu sau số"), max_length=40)
    place = forms.CharField(label=gettext_lazy("Địa danh"), max_length=100)
    authority = forms.CharField(label=gettext_lazy("Thẩm quyền ký"), max_length=200, required=False)
    signer_post = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=200, required=False)
    signer_name = forms.CharField(label=gettext_lazy("Họ tên người ký"), max_length=200, required=False)
    archive = forms.CharField(label=gettext_lazy("Nơi lưu"), max_length=200, required=False)
    closing = forms.CharField(
        label=gettext_lazy("Câu kết"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    due_words = forms.ChoiceField(label=gettext_lazy("Cách ghi hạn"), choices=DueWords.choices)
    old_tones = forms.TypedChoiceField(
        label=gettext_lazy("Cách bỏ dấu"),
        choices=[("0", gettext_lazy("ủy, hòa, khóa")), ("1", gettext_lazy("uỷ, hoà, khoá"))],
        coerce=lambda value: value == "1",
    )
    with_annex = forms.BooleanField(label=gettext_lazy("Kèm phụ lục bảng nhiệm vụ"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(forms.Form):
    """The words of a draft."""

    subject = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=500, widget=forms.Textarea({"rows": 2}))
    opening = forms.CharField(label=gettext_lazy("Đoạn mở đầu"), max_length=1500, widget=forms.Textarea({"rows": 4}))
    closing = forms.CharField(
        label=gettext_lazy("Câu kết"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Độ khẩn"), choices=Urgency.choices)
    signer_post = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=200, required=False)
    signer_name = forms.CharField(label=gettext_lazy("Họ tên người ký"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """Number and day of a letter that was issued."""

    number = forms.CharField(
        label=gettext_lazy("Số"), max_length=20, error_messages={"required": gettext_lazy("Chưa ghi số công văn.")}
    )
    issued_on = DayField(
        label=gettext_lazy("Ngày ban hành"), error_messages={"required": gettext_lazy("Chưa ghi ngày ban hành.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a paper needs no own one."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        error_messages={"required": gettext_lazy("Chưa nêu lý do. Ghi một câu rồi lưu lại.")},
    )
