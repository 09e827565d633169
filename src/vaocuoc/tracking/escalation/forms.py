"""What is typed into a table of reminders; what it means is checked by the operation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring.escalation import URGENCIES
from vaocuoc.directory.models import Post, RelationKind
from vaocuoc.tracking.escalation.models import Condition, Quiet, Whom
from vaocuoc.tracking.escalation.tables import Row
from vaocuoc.ui.fields import DayField
from vaocuoc.ui.refusals import sentence

_NEVER = "–"
_MOST_DAYS = 365


class NumbersField(forms.CharField):
    """Days by urgency: one number for all, or four as "3/5/5/5"; a dash is never."""

    def __init__(self, **options: Any) -> None:
        self.empty = options.pop("empty", None)
        super().__init__(max_length=30, **options)

    def prepare_value(self, value: Any) -> Any:
        return said(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> tuple[int | None, ...]:
        text = str(value or "").strip()
        if not text:
            if self.required:
                super().clean(value)
            return (self.empty,) * len(URGENCIES)
        parts = [part.strip() for part in text.split("/")]
        if len(parts) == 1:
            parts *= len(URGENCIES)
        if len(parts) != len(URGENCIES) or not all(_is_number(part) for part in parts):
            raise forms.ValidationError(sentence(Refused("escalation.numbers", text=text)))
        return tuple(self.empty if part in ("-", _NEVER) else int(part) for part in parts)


def _is_number(part: str) -> bool:
    return part in ("-", _NEVER) or (part.isascii() and part.isdigit() and len(part) <= 3 and int(part) <= _MOST_DAYS)


def said(numbers: list[int | None] | tuple[int | None, ...]) -> str:
    """Days by urgency as they are typed: "3" where all are the same, else "3/5/5/5"."""
    words = [_NEVER if one is None else str(one) for one in numbers]
    return words[0] if len(set(words)) == 1 else "/".join(words)


class TableForm(forms.Form):
    """From when the table holds, what waits on days off, by which relation superiors are found, why it changes."""

    valid_from = DayField(label=_("Áp dụng từ ngày"))
    quiet = forms.ChoiceField(label=_("Ngày nghỉ"), choices=Quiet.choices)
    hierarchy = forms.ChoiceField(label=_("Cấp trên theo quan hệ"), choices=RelationKind.choices)
    reason = forms.CharField(label=_("Lý do đổi bảng"), max_length=300)


class RowForm(forms.Form):
    """One level; a row without a name is left out."""

    name = forms.CharField(label=_("Mức"), max_length=60, required=False)
    condition = forms.ChoiceField(label=_("Điều kiện"), choices=Condition.choices)
    days = NumbersField(label=_("Số ngày"), required=False)
    repeat = NumbersField(label=_("Nhắc lại sau"), required=False, empty=0)
    answer = NumbersField(label=_("Trả lời trong"), required=False)
    whom = forms.MultipleChoiceField(
        label=_("Nhắc ai"), choices=Whom.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    steps_up = forms.IntegerField(label=_("Lên mấy cấp"), min_value=1, max_value=5, required=False)
    posts = forms.MultipleChoiceField(label=_("Chức danh ghi tên"), required=False)

    def __init__(self, *args: Any, posts: list[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["posts"].choices = [(str(post.pk), str(post)) for post in posts]
        fields["posts"].widget.attrs["size"] = 4

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and all(day is None for day in data.get("days") or ()):
            self.add_error("days", _("Chưa ghi số ngày của mức này."))
        return data

    @property
    def said(self) -> str:
        """The condition with its days, as the folded level says it."""
        words = str(dict(Condition.choices).get(str(self["condition"].value()), ""))
        return words.replace("…", str(self["days"].value() or "…"))

    @property
    def row(self) -> Row | None:
        """The level that was typed; None where it has no name."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Row(
            name=data["name"],
            condition=data["condition"],
            days=data["days"],
            repeat=data["repeat"],
            answer=data["answer"],
            whom=tuple(data["whom"]),
            steps_up=data["steps_up"] or 1,
            posts=tuple(int(key) for key in data["posts"]),
        )


def initial_of(row: Row) -> dict[str, Any]:
    """A level as its form shows it."""
    return {
        "name": row.name,
        "condition": row.condition,
        "days": said(row.days),
        "repeat": said(row.repeat) if any(row.repeat) else "",
        "answer": said(row.answer) if any(one is not None for one in row.answer) else "",
        "whom": list(row.whom),
        "steps_up": row.steps_up,
        "posts": [str(key) for key in row.posts],
    }
