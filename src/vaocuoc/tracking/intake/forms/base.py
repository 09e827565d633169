"""The card of a finding as a form: its fields as texts, what the directory answered beside them, what one key fills in.

A form only converts words to values; whether a draft may stand in the register is judged by ``drafts`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.intake.addressing import Answer, Directory
from vaocuoc.tracking.intake.scans import doubtful_digits
from vaocuoc.tracking.intake.wording import answer_text, texts_of
from vaocuoc.ui.dates import parse_day
from vaocuoc.ui.numbers import parse_number
from vaocuoc.ui.refusals import sentence

Label = str | Promise
_KEYS = 9


@dataclass(frozen=True, slots=True)
class Take:
    """A suggestion that one key takes (gợi ý): ``value`` is posted as ``take``; of several for a field one is taken."""

    value: str
    label: str
    one_of_several: bool = False
    key: str = ""  # the digit that takes it

    @property
    def input(self) -> str:
        """The kind of control that offers it."""
        return "radio" if self.one_of_several else "checkbox"


@dataclass(slots=True)
class Row:
    """One line of a card: a label, its controls, what is known beside them."""

    name: str
    label: Label
    controls: list[BoundField]
    tag: str = ""
    tone: str = ""
    hint: str = ""
    takes: list[Take] = field(default_factory=list)
    optional: bool = False  # hidden until it holds something or the card is opened further
    when: str = ""  # the kind of deadline that it belongs to
    error: str = ""

    @property
    def id(self) -> str:
        return self.controls[0].id_for_label

    @property
    def is_missing(self) -> bool:
        return bool(self.takes or self.tone == "warn")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What forms ask besides the draft: all read once for a page."""

    document: Document
    today: date
    posts: Sequence[Post] = ()
    indicators: Sequence[Indicator] = ()
    documents: Sequence[Document] = ()
    seen: QuerySet[Unit] | None = None  # the units that may be chosen: those that the reviewer sees

    def directory(self, words: Iterable[str]) -> Directory:
        """What the directory answers to words typed on a card."""
        return Directory(words, keeper=self.document.keeper, today=self.today, seen=self.seen)


# Where on a card the refusals of the areas below belong.
_FIELDS_OF_REFUSALS = {
    "tasks.due_before_receipt": "due",
    "tasks.due_after_parent": "due",
    "tasks.no_issue_day": "days_after_issue",
    "indicators.days_backwards": "due",
    "indicators.range_backwards": "value",
    "indicators.too_precise": "value",
    "indicators.too_large": "value",
    "indicators.estimate_after_final": "value",
    "indicators.wrong_period": "period",
    "indicators.not_begun": "period",
}


class FindingForm(forms.Form):
    """What every kind of card shares: texts in, typed ``fields`` for ``accept_finding`` out."""

    def __init__(
        self,
        draft: Any,
        around: Surroundings,
        *,
        finding: Finding,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.draft = draft
        self.around = around
        self.texts = texts_of(draft)
        self.taken = set(data.getlist("take")) if data is not None and hasattr(data, "getlist") else set()
        super().__init__(
            data, initial=self.texts | finding.edited, auto_id=f"f{finding.pk}-%s", use_required_attribute=False
        )
        self.refusal: Refused | None = None
        self.doubtful = doubtful_digits(finding)
        if self.doubtful:
            self.fields["digits"] = forms.BooleanField(required=False, label=_("đã đối chiếu với ảnh trang"))
        for name, bound in self.fields.items():
            if not isinstance(bound.widget, forms.Select):
                bound.widget.attrs.setdefault("class", "inp")
            bound.widget.attrs["data-field"] = name

    def refuse(self, refused: Refused) -> None:
        """Say a refusal at the field it is about."""
        name = str(refused.facts.get("field") or _FIELDS_OF_REFUSALS.get(refused.code, ""))
        self.refusal = refused
        self.add_error(name if name in self.fields else None, sentence(refused))

    def values(self) -> dict[str, Any]:
        """The typed fields to accept with."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        """The lines of the card, the suggestions numbered for the keys 1 to 9."""
        number = 0
        for row in chain(self._digits(), self._rows()):
            for place, take in enumerate(row.takes):
                number += 1
                row.takes[place] = replace(take, key=str(number) if number <= _KEYS else "")
            if self.is_bound:
                row.error = " ".join(str(error) for control in row.controls for error in control.errors)
                if row.error:
                    row.controls[0].field.widget.attrs["aria-describedby"] = f"{row.id}-error"
            yield row

    def _digits(self) -> Iterable[Row]:
        """Digits that were read from a picture with doubt: a person holds them against it before anything is made."""
        if self.doubtful:
            words = "; ".join(self.doubtful)
            hint = _("“%(words)s”: đánh dấu khi đã đối chiếu với ảnh trang") % {"words": words}
            yield self.row("digits", _("Chữ số"), hint=hint, tone="warn")

    @property
    def digits_checked(self) -> bool:
        """Whether the doubtful digits were ticked, or a figure typed instead of them."""
        if not self.doubtful:
            return True
        typed = "value" in self.fields and self.data.get("value", "") != self.texts.get("value")
        return bool(self.cleaned_data.get("digits")) or typed

    @property
    def has_takes(self) -> bool:
        """Whether the card suggests anything."""
        return any(row.takes for row in self.rows())

    @property
    def has_more(self) -> bool:
        """Whether the card has lines that are shown only when asked for."""
        return any(row.optional and not row.when for row in self.rows())

    def _rows(self) -> Iterable[Row]:
        """The lines of this kind of card; each kind has its own."""
        raise NotImplementedError

    def row(self, name: str, label: Label, *more: str, **facts: Any) -> Row:
        return Row(name, label, [self[one] for one in (name, *more)], **facts)

    # --- conversions ---

    def as_day(self, name: str) -> date | None:
        text = self.cleaned_data.get(name, "").strip()
        if not text:
            return None
        try:
            return parse_day(text)
        except Refused:
            raise forms.ValidationError(
                _("“%(text)s” không phải là ngày. Ghi dạng 31/12/2026."), params={"text": text}
            ) from None

    def as_number(self, name: str) -> Decimal | None:
        text = self.cleaned_data.get(name, "").strip()
        if not text:
            return None
        try:
            return parse_number(text, point=False)
        except Refused:
            raise forms.ValidationError(
                _("“%(text)s” không phải là số. Ghi dạng 1.234,5."), params={"text": text}
            ) from None

    def as_units(self, answers: Mapping[str, Sequence[Answer]]) -> dict[str, tuple[Answer, ...]]:
        """The units that the texts of fields mean; a text nobody changed keeps the answer it was shown with."""
        changed = {name: self.cleaned_data.get(name, "").strip() for name in answers}
        ask = [text for name, text in changed.items() if text and text != self.texts.get(name)]
        directory = self.around.directory(ask) if ask else None
        return {
            name: tuple(answers[name]) if text == self.texts.get(name) else directory.many(text) if directory else ()
            for name, text in changed.items()
        }

    def as_unit(self, name: str, shown: Answer) -> Answer:
        """The one unit that a text means, or that was taken from the candidates offered."""
        text = self.cleaned_data.get(name, "").strip()
        taken = next((value.split(":")[1] for value in self.taken if value.startswith(f"{name}:")), "")
        if taken.isdecimal() and text == answer_text(shown):
            units = living_units(self.around.today)
            seen = units if self.around.seen is None else units.filter(pk__in=self.around.seen.values("pk"))
            unit = seen.filter(pk=int(taken)).first()
            if unit is not None:
                return Answer(unit.name, "chosen", unit=unit)
        if text == self.texts.get(name):
            return shown
        return self.around.directory([text]).one(text)


def text_field(
    *, rows: int = 0, placeholder: Label = "", longest: int = 1000, size: str = "", voice: Label = "", **attrs: Any
) -> forms.CharField:
    """A field of text; ``voice`` names a control that stands second on its line, where no label does."""
    attributes: dict[str, Any] = {"autocomplete": "off", **attrs}
    if voice:
        attributes["aria-label"] = voice
    if placeholder:
        attributes["placeholder"] = placeholder
    if size:
        attributes["class"] = f"inp {size}"
    widget = forms.Textarea({**attributes, "rows": rows}) if rows else forms.TextInput(attributes)
    return forms.CharField(required=False, max_length=longest, widget=widget)


def choice_field(choices: Iterable[tuple[Any, Label]], size: str = "", voice: Label = "") -> forms.ChoiceField:
    attributes: dict[str, Any] = {"class": size} if size else {}
    if voice:
        attributes["aria-label"] = voice
    return forms.ChoiceField(required=False, choices=list(choices), widget=forms.Select(attributes))


def offer(chosen: forms.Field, choices: list[Any]) -> None:
    """Give a field of choices what there is to choose from on this page."""
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = choices


def unit_row(form: FindingForm, name: str, label: Label, answer: Answer, **facts: Any) -> Row:
    """A line that asks for one unit, with what the directory answered to the paper's words."""
    row = form.row(name, label, **facts)
    shown = not form.is_bound or form.data.get(name, "") == form.texts.get(name)
    if not shown:
        return row
    if answer.unit is not None:
        row.tag, row.tone = str(_REASONS.get(answer.reason, "")), "cham"
        if answer.words and answer.words != answer.unit.name:
            row.hint = f"“{answer.words}”"
        return row
    row.tone = "warn"
    row.tag = str(_NO_UNIT.get(answer.reason, "")) if answer.words else str(gettext_lazy("Chưa có"))
    if answer.group:
        row.tag = units_counted(len(answer.group))
    several = len(answer.candidates) > 1
    rest = _(" (còn lại: phối hợp)") if answer.reason == "several" else ""
    row.takes = [Take(f"{name}:{unit.pk}", f"{unit.name}{rest}", several) for unit in answer.candidates]
    return row


_REASONS = {
    "exact": gettext_lazy("Khớp danh bạ"),
    "alias": gettext_lazy("Tên gọi khác"),
    "accents": gettext_lazy("Khớp danh bạ"),
    "abbreviation": gettext_lazy("Tên viết tắt"),
    "initials": gettext_lazy("Tên viết tắt"),
    "chosen": gettext_lazy("Đã chọn"),
}
_NO_UNIT = {
    "several": gettext_lazy("Nêu nhiều đơn vị"),
    "ambiguous": gettext_lazy("Nhiều đơn vị cùng tên"),
    "near": gettext_lazy("Chưa khớp danh bạ"),
    "unknown": gettext_lazy("Chưa có trong danh bạ"),
}


def units_counted(number: int) -> str:
    return ngettext("%(count)s đơn vị", "%(count)s đơn vị", number) % {"count": number}
