"""The closed cards of findings (thẻ phát hiện): a title, what was read in one line, the six clears, what it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from vaocuoc.documents.models import Finding, FindingKind, FindingState
from vaocuoc.tracking.intake.listing import DOUBTFUL
from vaocuoc.tracking.intake.outcomes import Became, became_of
from vaocuoc.tracking.intake.task_words import flatten, sentence, title_of
from vaocuoc.tracking.intake.wording import STYLES, letter, number_text
from vaocuoc.ui.words import CLEARS

_SHORT = 150  # characters of a collapsed card's title


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as its closed card shows it."""

    finding: Finding
    letter: str
    style: str
    name: str
    title: str
    sub: str
    clears: tuple[tuple[str, bool], ...] = ()
    became: Became | None = None
    is_doubtful: bool = False

    @property
    def all_clears(self) -> tuple[tuple[str, bool], ...]:
        """The six clears as the paper says them, whatever was decided since."""
        return _clears(self.finding)

    @property
    def lacks(self) -> str:
        """The words of what the paper leaves unclear."""
        return ", ".join(str(CLEARS[name][1]) for name, clear in self.all_clears if not clear)

    @property
    def missing(self) -> str:
        return ", ".join(str(CLEARS[name][1]) for name, clear in self.clears if not clear)


def cards_of(findings: Sequence[Finding]) -> list[Card]:
    """The closed cards of findings; the number of queries does not grow with them."""
    became = became_of(findings)
    return [_card(finding, became.get(finding.pk)) for finding in findings]


def _card(finding: Finding, became: Became | None) -> Card:
    kind = FindingKind(finding.kind)
    clears = _clears(finding) if finding.state == FindingState.OPEN else ()
    return Card(
        finding=finding,
        letter=letter(kind),
        style=STYLES[kind],
        name=f"{kind.label}, {FindingState(finding.state).label.lower()}",
        title=_title(finding),
        sub=_sub(finding),
        clears=clears,
        became=became,
        is_doubtful=finding.state == FindingState.OPEN and finding.confidence < DOUBTFUL,
    )


def _clears(finding: Finding) -> tuple[tuple[str, bool], ...]:
    if finding.kind != FindingKind.TASK:
        return ()
    said = finding.fields.get("clears") or {}
    return tuple((name, bool(said.get(name))) for name in CLEARS)


def _title(finding: Finding) -> str:
    said, edited = finding.fields, finding.edited
    if finding.kind in (FindingKind.TARGET, FindingKind.RESULT, FindingKind.CONTEXT) and said.get("indicator"):
        name = edited.get("name") or sentence(str(said["indicator"]).replace(" … ", " "))
        return f"{_shortened(name)}: {figure_text(said)}"
    if finding.kind == FindingKind.TASK:
        return _shortened(edited.get("title") or title_of(finding.quote, said.get("cooperating") or ()))
    return _shortened(edited.get("text") or sentence(finding.quote))


def figure_text(said: dict[str, Any]) -> str:
    """A figure as a card shows it: "≥ 95 %", "7 - 8 %", "5/20 xã"."""
    sign = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "khoảng "}.get(str(said.get("comparator")), "")
    value = _figure(said.get("value"))
    if said.get("value_high") is not None:
        value = f"{value} - {_figure(said['value_high'])}"
    if said.get("of") is not None:
        value = f"{value}/{_figure(said['of'])}"
    measure = str(said.get("unit") or "")
    return f"{sign}{value}{'' if measure.startswith('%') else ' '}{measure}".strip()


def _figure(value: Any) -> str:
    return number_text(Decimal(str(value))) if value is not None else ""


def _sub(finding: Finding) -> str:
    said = finding.fields
    if finding.state == FindingState.REJECTED:
        return _("Lý do: %(reason)s") % {"reason": finding.reject_reason}
    parts: list[str] = []
    match finding.kind:
        case FindingKind.TASK:
            parts = [flatten(said.get("owner") or ""), _day(said.get("due"), _("hạn %(day)s"))]
            if said.get("recurring"):
                parts.append(_("thường xuyên"))
        case FindingKind.TARGET:
            parts = [flatten(said.get("owner") or ""), _day(said.get("due"), _("hạn %(day)s"))]
        case FindingKind.RESULT:
            parts = [_days(said.get("period") or {})]
            if said.get("measures") is not None:
                parts.append(_("nhắc lại số liệu trong câu theo %(basis)s") % {"basis": _basis(said.get("basis"))})
        case FindingKind.PROPOSAL:
            parts = [_("gửi: %(to)s") % {"to": said["to"]}] if said.get("to") else []
    return " · ".join(part for part in parts if part)


def _basis(code: str | None) -> str:
    words = {"plan": _("kế hoạch"), "target": _("mục tiêu"), "previous_period": _("kỳ trước")}
    return words.get(code or "", _("gốc khác"))


def _day(iso: str | None, words: str) -> str:
    return words % {"day": f"{date.fromisoformat(iso):%d/%m/%Y}"} if iso else ""


def _days(period: dict[str, Any]) -> str:
    start, end = (_day(period.get(name), "%(day)s") for name in ("start", "end"))
    return f"{start} - {end}" if start and end else _("đến %(day)s") % {"day": end} if end else ""


def _shortened(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    return f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
