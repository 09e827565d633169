"""What the program proposes for a task to be given (đề xuất): whom it concerns, who leads, by which day, and why.

Everything of a paper is asked at once: the number of queries does not grow with its tasks. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vaocuoc.core.calendars import DaysOff, Moved
from vaocuoc.core.functions import Phrase, Proposal, audience, propose
from vaocuoc.directory.models import Post, Unit, UnitKind
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.assignment.models import DueRule
from vaocuoc.tracking.assignment.office import Office
from vaocuoc.tracking.assignment.tables import RuleDay, issue_day, rule_day
from vaocuoc.tracking.intake.addressing import Answer
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.tasks.models import DeadlineKind


class Concern(StrEnum):
    """Whom a paper gives a task to."""

    OURS = "ours"  # us, units of our sort, or units below us
    NOBODY = "nobody"  # no unit is named
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Other:
    """Another organ that could lead, and the code of the ground or the phrase that speaks for it."""

    unit: Unit
    ground: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LeadProposal:
    """Who is proposed to lead, and why.

    ``reason``: ``named`` by the paper, ``post`` named by the paper, ``phrase`` of the office's table, ``ambiguous``
    (the paper's words fit several units), ``none``. ``doubt`` is empty where the proposal is clear.
    """

    lead: Unit | Post | None = None
    reason: str = "none"
    words: str = ""
    doubt: str = ""
    others: tuple[Other, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.lead is not None and not self.doubt


@dataclass(frozen=True, slots=True)
class DayProposal:
    """By which day, and why: ``paper``, ``rule`` of the office, days after ``issue``, ``regular``, ``condition``."""

    source: str
    day: date | None = None
    rule: RuleDay | None = None
    moved: Moved | None = None
    days_after: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a paper as the plan shows it."""

    finding: Finding
    draft: TaskDraft
    concern: Concern
    cooperates: bool
    lead: LeadProposal
    day: DayProposal

    @property
    def product(self) -> str:
        return self.draft.product or self.draft.suggestions.get("product", "")

    @property
    def product_is_suggested(self) -> bool:
        return not self.draft.product and bool(self.product)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to ask or to doubt: a lead and a day."""
        return self.lead.is_sure and (self.day.day is not None or self.day.source == "regular")


@dataclass(frozen=True, slots=True)
class Tables:
    """What an office keeps for proposing."""

    phrases: Sequence[Phrase]
    rules: Mapping[str, DueRule]
    days: DaysOff


def rows_of(
    findings: Sequence[Finding],
    drafts: Mapping[int, TaskDraft],
    *,
    document: Document,
    office: Office,
    tables: Tables,
    today: date,
) -> list[Row]:
    """The tasks of a paper with what is proposed for each; no query."""
    from_above = office.is_above(document)
    rule = rule_day(document, tables.rules, tables.days, today=today)
    rows = []
    for finding in findings:
        draft = drafts[finding.pk]
        concern, cooperates = _concern(finding, draft, office, document)
        rows.append(
            Row(
                finding=finding,
                draft=draft,
                concern=concern,
                cooperates=cooperates,
                lead=_lead(draft, office, tables.phrases, named=concern is not Concern.OTHERS or not from_above),
                day=_day(draft, document, rule, tables.days),
            )
        )
    return rows


# --- whom it concerns -------------------------------------------------------------------------------------------------


def _concern(finding: Finding, draft: TaskDraft, office: Office, document: Document) -> tuple[Concern, bool]:
    """Whom a task is given to, and whether we are only among those who cooperate or relay."""
    owner = str(finding.fields.get("owner") or "").strip()
    issuer = document.issuer_unit
    if not owner:
        return Concern.NOBODY, False
    if draft.lead_post is not None or _is_ours(draft.lead, owner, office, issuer):
        return Concern.OURS, False
    beside = [str(words) for words in finding.fields.get("cooperating") or ()]
    beside.append(str(finding.fields.get("through") or ""))
    answers = (*draft.cooperating, *draft.through)
    helps = any(_is_ours(answer, answer.words, office, issuer) for answer in answers)
    if helps or any(words and office.means_us(words, issuer=issuer) for words in beside):
        return Concern.OURS, True
    return Concern.OTHERS, False


def _is_ours(answer: Answer, words: str, office: Office, issuer: Unit | None) -> bool:
    if answer.unit is not None:
        return answer.unit.pk in office.by_pk
    if any(unit.pk in office.by_pk for unit in answer.group):
        return True
    if answer.reason in ("several", "ambiguous") and any(unit.pk in office.by_pk for unit in answer.candidates):
        return True
    return office.means_us(words, issuer=issuer)


# --- who leads --------------------------------------------------------------------------------------------------------


def _lead(draft: TaskDraft, office: Office, phrases: Sequence[Phrase], *, named: bool) -> LeadProposal:
    answer = draft.lead
    if named:
        if draft.lead_post is not None:
            return LeadProposal(draft.lead_post, "post", words=answer.words)
        if answer.unit is not None and answer.unit.pk != office.keeper.pk and answer.unit.pk in office.by_pk:
            return LeadProposal(answer.unit, "named", words=answer.words)
        fitting = tuple(
            Other(unit)
            for unit in answer.candidates
            if unit.pk in office.by_pk and unit.pk != office.keeper.pk and unit.kind != UnitKind.TERRITORY
        )
        if answer.reason in ("ambiguous", "several") and fitting and not audience(answer.words):
            return LeadProposal(None, "ambiguous", words=answer.words, doubt=answer.reason, others=fitting)
    return by_functions(propose(draft.title, phrases), office)


def by_functions(found: Proposal, office: Office) -> LeadProposal:
    """What the office's table of functions answers, in its units."""
    others = tuple(
        Other(other, rival.ground, rival.hit.phrase.words if rival.hit else "")
        for rival in found.rivals
        if isinstance(rival.organ, int) and (other := office.by_pk.get(rival.organ)) is not None
    )
    unit = office.by_pk.get(found.organ) if isinstance(found.organ, int) else None
    if unit is None or found.hit is None:
        return LeadProposal(doubt=found.doubt if others else "", others=others)
    alone = all(other.unit.pk == unit.pk for other in others)
    doubt = "" if alone else found.doubt
    return LeadProposal(unit, "phrase", found.hit.phrase.words, doubt, () if alone else others)


# --- by which day -----------------------------------------------------------------------------------------------------


def _day(draft: TaskDraft, document: Document, rule: RuleDay, table: DaysOff) -> DayProposal:
    if draft.due is not None:
        return DayProposal("paper", draft.due)
    if draft.deadline_kind == DeadlineKind.REGULAR:
        return DayProposal("regular")
    if draft.deadline_kind == DeadlineKind.AFTER_ISSUE:
        moved = issue_day(document, draft.days_after_issue, table)
        if moved is not None:
            return DayProposal("issue", moved.day, moved=moved, days_after=draft.days_after_issue)
    if draft.deadline_kind == DeadlineKind.CONDITION and draft.condition:
        return DayProposal("condition")
    return DayProposal("rule", rule.day, rule=rule, moved=rule.moved)
