"""What the review writes and reads in words: drafts as the texts of their fields, and the texts of a form as values.

The texts are what a person sees and changes; ``Finding.edited`` keeps those that were changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy

from vaocuoc.core.calendars import Period, month, on_date, quarter, year
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.documents.models import FindingKind
from vaocuoc.tracking.intake.addressing import Answer
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
from vaocuoc.ui.dates import format_day, parse_day, period_name
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.words import KINDS

STYLES = {kind: KINDS[kind].tone.removeprefix("k-") for kind in FindingKind}
"""The colour of each kind, as the style sheet names it."""


def letter(kind: str) -> str:
    """The letter that stands for a kind in the text and on its card."""
    return str(KINDS[kind].letter)


NO_DAY_REASONS = {
    "not_said": gettext_lazy("Văn bản không nêu hạn"),
    "awaits_plan": gettext_lazy("Chờ kế hoạch cụ thể hóa"),
    "by_project": gettext_lazy("Theo tiến độ đề án, dự án"),
}
LACKING = {
    "who": gettext_lazy("chưa rõ người"),
    "when": gettext_lazy("chưa rõ thời gian"),
    "product": gettext_lazy("chưa rõ sản phẩm"),
}
RESTATED = gettext_lazy("Nhắc lại số liệu đã nêu trong câu")
REJECT_REASONS = (
    gettext_lazy("Đọc sai, không phải nội dung cần theo dõi"),
    gettext_lazy("Trùng với nội dung đã có trong sổ"),
    gettext_lazy("Nêu chung, không giao cụ thể"),
    gettext_lazy("Không thuộc trách nhiệm của cơ quan"),
)


def texts_of(draft: Draft) -> dict[str, str]:
    """A draft as the texts of its fields, in the words and formats of the interface."""
    match draft:
        case TaskDraft():
            return _task_texts(draft)
        case TargetDraft():
            return _indicator_texts(draft.indicator) | {
                "comparator": draft.comparator,
                "value": number_text(draft.value),
                "value_high": number_text(draft.value_high),
                "horizon": draft.horizon,
                "due": day_text(draft.due),
                "baseline": number_text(draft.baseline),
                "baseline_on": day_text(draft.baseline_on),
                "unit": answer_text(draft.unit),
                "lead_unit": answer_text(draft.lead_unit),
            }
        case ResultDraft():
            return _indicator_texts(draft.indicator) | {
                "period": period_text(draft.period),
                "value": number_text(draft.value),
                "is_estimate": "1" if draft.is_estimate else "",
                "unit": answer_text(draft.unit),
            }
        case ShortcomingDraft():
            return {"text": draft.text, "unit": answer_text(draft.unit), "cause": draft.cause}
        case ProposalDraft():
            return {"text": draft.text, "addressed_to": draft.addressed_to}
        case ReferenceDraft():
            return {"cited": str(draft.cited.pk) if draft.cited else ""}
        case ContextDraft():
            return {}


def _task_texts(draft: TaskDraft) -> dict[str, str]:
    return {
        "title": draft.title,
        "lead": str(draft.lead_post) if draft.lead_post else answer_text(draft.lead),
        "cooperating": answers_text(draft.cooperating),
        "through": answers_text(draft.through),
        "deadline_kind": draft.deadline_kind,
        "due": day_text(draft.due),
        "days_after_issue": str(draft.days_after_issue or ""),
        "no_due_reason": draft.no_due_reason,
        "recurrence": draft.recurrence,
        "condition": draft.condition,
        "product": draft.product,
        "product_level": draft.product_level,
        "product_receiver": draft.product_receiver,
        "authority": draft.authority,
        "resources": draft.resources,
        "serves": str(draft.serves.pk) if draft.serves else "",
        "overseer": str(draft.overseer.pk) if draft.overseer else "",
        "follower": str(draft.follower.pk) if draft.follower else "",
    }


def _indicator_texts(draft: IndicatorDraft) -> dict[str, str]:
    chosen = str(draft.indicator.pk) if draft.indicator else "" if draft.undecided else "new"
    return {
        "indicator": chosen,
        "name": draft.name,
        "unit_of_measure": draft.unit_of_measure,
        "kind": draft.kind,
        "frequency": draft.frequency,
    }


def answer_text(answer: Answer) -> str:
    """The unit's own name where it is known, else the paper's words."""
    return answer.unit.name if answer.unit else answer.words


def answers_text(answers: Iterable[Answer]) -> str:
    return "; ".join(text for answer in answers if (text := answer_text(answer)))


def day_text(day: date | None) -> str:
    return format_day(day) if day else ""


def number_text(value: Decimal | None) -> str:
    return "" if value is None else format_decimal(value)


def period_text(period: Period | None) -> str:
    """A stored period as it is written in a field: "tháng 10/2026", "quý III/2026", "năm 2026", "31/10/2026"."""
    return period_name(period) if period else ""


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH = re.compile(r"(?:thang|month)\s*(\d{1,2})\s*[/-]\s*(\d{4})")
_QUARTER = re.compile(r"(?:quy|quarter)\s*([1-4]|i{1,3}|iv)\s*[/-]\s*(\d{4})")
_YEAR = re.compile(r"(?:nam|year)?\s*(\d{4})")


def parse_period(text: str) -> Period:
    """The period that a field's words name. Raises ``ValueError`` where they name none."""
    words = fold(text).strip()
    words = re.sub(r"\s+nam\s+", "/", words)
    if found := _MONTH.fullmatch(words):
        return month(int(found[2]), int(found[1]))
    if found := _QUARTER.fullmatch(words):
        return quarter(int(found[2]), _ROMAN.get(found[1]) or int(found[1]))
    if found := _YEAR.fullmatch(words):
        return year(int(found[1]))
    try:
        return on_date(parse_day(words))
    except Refused:
        raise ValueError(text) from None
