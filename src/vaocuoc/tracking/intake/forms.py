"""The card of a finding as a form: its fields as texts, what the directory answered beside them, what one key fills in.

A form only converts words to values; whether a draft may stand in the register is judged by ``drafts`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, Post
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.models import Comparator, Frequency, Horizon, Indicator, IndicatorKind
from vaocuoc.tracking.intake.addressing import Answer, Directory, post_named
from vaocuoc.tracking.intake.drafts import (
    ContextDraft,
    Draft,
    IndicatorDraft,
    ProposalDraft,
    ReferenceDraft,
    ResultDraft,
    ShortcomingDraft,
    TargetDraft,
    TaskDraft,
)
from vaocuoc.tracking.intake.wording import NO_DAY_REASONS, answer_text, parse_period, texts_of
from vaocuoc.tracking.tasks.models import DeadlineKind
from vaocuoc.ui.dates import parse_day
from vaocuoc.ui.numbers import parse_number
from vaocuoc.ui.refusals import sentence

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Take:
    """A suggestion that one key takes (gợi ý): ``value`` is posted as ``take``; of several for a field one is taken."""

    value: str
    label: str
    one_of_several: bool = False

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
        """The lines of the card."""
        for row in self._rows():
            if self.is_bound:
                row.error = " ".join(str(error) for control in row.controls for error in control.errors)
                if row.error:
                    row.controls[0].field.widget.attrs["aria-describedby"] = f"{row.id}-error"
            yield row

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
        directory = Directory(ask, keeper=self.around.document.keeper, today=self.around.today) if ask else None
        return {
            name: tuple(answers[name]) if text == self.texts.get(name) else directory.many(text) if directory else ()
            for name, text in changed.items()
        }

    def as_unit(self, name: str, shown: Answer) -> Answer:
        """The one unit that a text means, or that was taken from the candidates offered."""
        text = self.cleaned_data.get(name, "").strip()
        taken = next((value.split(":")[1] for value in self.taken if value.startswith(f"{name}:")), "")
        if taken.isdecimal() and text == answer_text(shown):
            unit = living_units(self.around.today).filter(pk=int(taken)).first()
            if unit is not None:
                return Answer(unit.name, "chosen", unit=unit)
        if text == self.texts.get(name):
            return shown
        return Directory([text], keeper=self.around.document.keeper, today=self.around.today).one(text)


def _text(
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


def _choice(choices: Iterable[tuple[Any, Label]], size: str = "", voice: Label = "") -> forms.ChoiceField:
    attributes: dict[str, Any] = {"class": size} if size else {}
    if voice:
        attributes["aria-label"] = voice
    return forms.ChoiceField(required=False, choices=list(choices), widget=forms.Select(attributes))


_NOBODY = {
    "overseer": [("", gettext_lazy("Chọn chức danh phụ trách"))],
    "follower": [("", gettext_lazy("Chọn người theo dõi"))],
}


def _offer(chosen: forms.Field, choices: list[Any]) -> None:
    """Give a field of choices what there is to choose from on this page."""
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = choices


def _unit_row(form: FindingForm, name: str, label: Label, answer: Answer, **facts: Any) -> Row:
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
        row.tag = _count(len(answer.group))
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


def _count(number: int) -> str:
    return ngettext("%(count)s đơn vị", "%(count)s đơn vị", number) % {"count": number}


# --- tasks ------------------------------------------------------------------------------------------------------------


class TaskForm(FindingForm):
    """A task (nhiệm vụ)."""

    title = _text(rows=2)
    lead = _text(list="units", longest=300)
    cooperating = _text(longest=2000)
    through = _text(longest=1000)
    due = _text(placeholder=gettext_lazy("ngày/tháng/năm"), longest=10, size="w-day", inputmode="numeric")
    deadline_kind = _choice(DeadlineKind.choices, voice=gettext_lazy("Loại thời hạn"))
    days_after_issue = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.TextInput({"class": "inp w-day", "inputmode": "numeric"}),
    )
    no_due_reason = _text(list="no-day-reasons", longest=300)
    recurrence = _text(longest=100)
    condition = _text(longest=300)
    product = _text(longest=500)
    product_receiver = _text(longest=300)
    product_level = _choice([("", "—"), *Level.choices], "w-level", gettext_lazy("Cấp nhận sản phẩm"))
    authority = _text(longest=300)
    overseer = _choice([])
    follower = _choice([])
    resources = _text(longest=500)

    draft: TaskDraft

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = [(str(post.pk), str(post)) for post in self.around.posts]
        for name in ("overseer", "follower"):
            _offer(self.fields[name], [*_NOBODY[name], *posts])

    def clean_due(self) -> date | None:
        return self.as_day("due")

    def clean(self) -> None:
        lists = self.as_units({"cooperating": self.draft.cooperating, "through": self.draft.through})
        post = post_named(self.cleaned_data.get("lead", ""), self.around.posts)
        lead = Answer("") if post else self.as_unit("lead", self.draft.lead)
        if self.draft.lead.reason == "several" and lead.reason == "chosen":
            lists["cooperating"] = (*lists["cooperating"], *self._other_leads(lead))
        self.parties: dict[str, Any] = {**lists, "lead": lead, "lead_post": post}

    def _other_leads(self, lead: Answer) -> Iterable[Answer]:
        """The units that the paper named beside the one chosen to lead: they cooperate."""
        around = self.around
        others = Directory([self.draft.lead.words], keeper=around.document.keeper, today=around.today)
        return (one for one in others.many(self.draft.lead.words) if one.unit != lead.unit)

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        posts = {str(post.pk): post for post in self.around.posts}
        kind = said["deadline_kind"] or DeadlineKind.DAY
        suggested = self.draft.suggestions
        found = {
            "title": said["title"].strip(),
            **self.parties,
            "deadline_kind": kind,
            "due": said["due"],
            "days_after_issue": said["days_after_issue"] if kind == DeadlineKind.AFTER_ISSUE else None,
            "no_due_reason": said["no_due_reason"].strip() if kind == DeadlineKind.DAY and not said["due"] else "",
            "recurrence": said["recurrence"].strip() if kind == DeadlineKind.REGULAR else "",
            "condition": said["condition"].strip() if kind == DeadlineKind.CONDITION else "",
            "product": said["product"].strip(),
            "product_receiver": said["product_receiver"].strip(),
            "product_level": said["product_level"],
            "authority": said["authority"].strip(),
            "overseer": posts.get(said["overseer"]),
            "follower": posts.get(said["follower"]),
            "resources": said["resources"].strip(),
            "remember": "remember" in self.taken,
        }
        if "product" in self.taken and not found["product"]:
            found["product"] = suggested.get("product", "")
        if "no_due_reason" in self.taken and kind == DeadlineKind.DAY and not found["due"]:
            found["no_due_reason"] = found["no_due_reason"] or str(NO_DAY_REASONS["not_said"])
        return found

    def _rows(self) -> Iterable[Row]:
        draft = self.draft
        yield self.row("title", _("Việc"))
        lead = _unit_row(self, "lead", _("Chủ trì"), draft.lead)
        if draft.lead_post:
            lead = self.row("lead", _("Chủ trì"), tag=_("Chức danh"), tone="cham")
        yield lead
        yield self._list_row("cooperating", _("Phối hợp"), draft.cooperating)
        yield self._list_row("through", _("Giao qua"), draft.through, optional=not draft.through)
        words = f"“{draft.due_words}”" if draft.due_words else ""
        yield self.row("due", _("Hạn"), "deadline_kind", hint=words)
        yield from self._deadline_rows()
        takes = [Take("product", draft.suggestions["product"])] if draft.suggestions.get("product") else []
        yield self.row("product", _("Sản phẩm"), takes=takes, tone="" if draft.product else "warn")
        yield self.row("product_receiver", _("Nơi nhận"), "product_level")
        yield self.row("overseer", _("Phụ trách"), tone="" if draft.overseer else "warn")
        yield self.row("follower", _("Theo dõi"))
        yield self.row("authority", _("Cấp quyết định"), optional=bool(draft.authority))
        yield self.row("resources", _("Kinh phí"), optional=not draft.resources)

    def _deadline_rows(self) -> Iterable[Row]:
        """What each kind of deadline asks besides the day; the script shows the one that is chosen."""
        draft = self.draft
        takes = [Take("no_due_reason", str(NO_DAY_REASONS["not_said"]))] if "no_due_reason" in draft.suggestions else []
        yield self.row(
            "no_due_reason", _("Vì sao chưa có hạn"), when="day", takes=takes, optional=draft.due is not None
        )
        yield self.row("days_after_issue", _("Số ngày sau ban hành"), when="after_issue")
        yield self.row("recurrence", _("Chu kỳ"), when="regular")
        yield self.row("condition", _("Điều kiện phải chờ"), when="condition")

    def _list_row(self, name: str, label: str, answers: Sequence[Answer], **facts: Any) -> Row:
        row = self.row(name, label, **facts)
        units = sum(len(answer.units) for answer in answers)
        unknown = [answer.words for answer in answers if not answer.units]
        if units > 1 or (units and unknown):
            row.tag = _count(units)
        if unknown:
            row.hint = _("chưa khớp: %(words)s") % {"words": "; ".join(unknown)}
        return row


# --- figures ----------------------------------------------------------------------------------------------------------


class FigureForm(FindingForm):
    """What targets and results share: the indicator they belong to, of the register or new."""

    indicator = _choice([])
    name = _text(rows=2, longest=500)
    unit_of_measure = _text(longest=80, size="w-unit")
    kind = _choice(IndicatorKind.choices, voice=gettext_lazy("Loại chỉ tiêu"))
    frequency = _choice(Frequency.choices)
    value = _text(longest=40, size="w-num", inputmode="decimal", voice=gettext_lazy("Giá trị"))
    unit = _text(list="units", longest=300)

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
        _offer(self.fields["indicator"], groups)

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

    comparator = _choice([(code, label) for code, label in Comparator.choices], "w-cmp")
    value_high = _text(
        longest=40,
        size="w-num",
        inputmode="decimal",
        placeholder=gettext_lazy("đến"),
        voice=gettext_lazy("Đến giá trị"),
    )
    horizon = _choice(Horizon.choices, voice=gettext_lazy("Cách tính đạt"))
    due = _text(placeholder=gettext_lazy("ngày/tháng/năm"), longest=10, size="w-day", inputmode="numeric")
    baseline = _text(longest=40, size="w-num", inputmode="decimal")
    baseline_on = _text(
        placeholder=gettext_lazy("tại ngày"),
        longest=10,
        size="w-day",
        inputmode="numeric",
        voice=gettext_lazy("Giá trị gốc tại ngày"),
    )
    lead_unit = _text(list="units", longest=300)

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
        yield _unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)
        lead = _unit_row(self, "lead_unit", _("Theo dõi"), self.draft.lead_unit)
        if not self.draft.lead_unit.words:
            lead.tone = lead.tag = ""
        yield lead


class ResultForm(FigureForm):
    """A reported figure (kết quả)."""

    period = _text(placeholder=gettext_lazy("tháng 10/2026"), longest=40, size="w-period")
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
        yield _unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)


# --- the rest ---------------------------------------------------------------------------------------------------------


class ShortcomingForm(FindingForm):
    """A shortcoming (hạn chế)."""

    text = _text(rows=3)
    unit = _text(list="units", longest=300)
    cause = _text(rows=2)

    draft: ShortcomingDraft

    def clean(self) -> None:
        self.subject = self.as_unit("unit", self.draft.unit) if self.cleaned_data.get("unit") else Answer("")

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"].strip(), "cause": said["cause"].strip(), "unit": self.subject}

    def _rows(self) -> Iterable[Row]:
        yield self.row("text", _("Hạn chế"))
        yield _unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)
        yield self.row("cause", _("Nguyên nhân"), optional=not self.draft.cause)


class ProposalForm(FindingForm):
    """A proposal (kiến nghị)."""

    text = _text(rows=3)
    addressed_to = _text(longest=300)

    draft: ProposalDraft

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"].strip(), "addressed_to": said["addressed_to"].strip()}

    def _rows(self) -> Iterable[Row]:
        yield self.row("text", _("Kiến nghị"))
        yield self.row("addressed_to", _("Gửi tới"), tone="" if self.draft.addressed_to else "warn")


class ReferenceForm(FindingForm):
    """A citation (dẫn chiếu)."""

    cited = _choice([])

    draft: ReferenceDraft

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = {str(one.pk): one for one in self.around.documents}
        if self.draft.cited is not None:
            documents.setdefault(str(self.draft.cited.pk), self.draft.cited)
        self.documents = documents
        named = [(pk, f"{one} · {one.title}"[:120]) for pk, one in documents.items()]
        _offer(self.fields["cited"], [("", _("Chưa có trong sổ văn bản")), *named])

    def values(self) -> dict[str, Any]:
        return {"cited": self.documents.get(self.cleaned_data["cited"])}

    def _rows(self) -> Iterable[Row]:
        found = self.draft.cited is not None
        yield self.row("cited", _("Là văn bản"), tag=_("Có trong sổ") if found else "", tone="cham" if found else "")


class ContextForm(FindingForm):
    """Context asks for nothing (bối cảnh)."""

    draft: ContextDraft

    def values(self) -> dict[str, Any]:
        return {}

    def _rows(self) -> Iterable[Row]:
        return ()


_FORMS: dict[type, type[FindingForm]] = {
    TaskDraft: TaskForm,
    TargetDraft: TargetForm,
    ResultDraft: ResultForm,
    ShortcomingDraft: ShortcomingForm,
    ProposalDraft: ProposalForm,
    ReferenceDraft: ReferenceForm,
    ContextDraft: ContextForm,
}


def form_for(draft: Draft, around: Surroundings, *, finding: Finding, data: Any = None) -> FindingForm:
    """The form of a draft's kind."""
    return _FORMS[type(draft)](draft, around, finding=finding, data=data)


class RejectForm(forms.Form):
    """Why a finding is put aside: a ready reason or one's own."""

    reason = forms.CharField(required=False, max_length=300)
    own_reason = forms.CharField(required=False, max_length=300)

    def chosen(self) -> str:
        """The reason in words; empty where none is given."""
        if not self.is_valid():
            return ""
        return str(self.cleaned_data["own_reason"] or self.cleaned_data["reason"]).strip()
