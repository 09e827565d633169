"""What a finding would become if it were accepted as it stands (bản dự kiến): typed values, and what is missing.

A draft is made from what the reader found, what a person changed, and what the directory and the register answer.
``accept_finding`` takes drafts, the cards show them, the sheet of six clears prints them: one place decides.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Post, Unit
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Direction, Frequency, Horizon, Indicator, IndicatorKind, Reported
from vaocuoc.tracking.indicators.queries import IndicatorMatch
from vaocuoc.tracking.intake.addressing import Answer
from vaocuoc.tracking.tasks.models import DeadlineKind, Task


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a draft cannot stand in the register yet: the field, and a code with facts that the screen words."""

    field: str
    code: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clears:
    """The six clears of a task as it stands (sáu rõ): the words that make each clear, empty where it is not."""

    who: str
    what: str
    when: str
    responsible: str
    authority: str
    product: str

    def missing(self) -> tuple[str, ...]:
        """The names of what is not clear, in the order of 226-KL/TW."""
        return tuple(name for name in self.__slots__ if not getattr(self, name))


@dataclass(frozen=True, slots=True)
class TaskMatch:
    """A task of the register that a sentence may give once more (nhiệm vụ gần giống); ``score`` is from 0 to 1."""

    task: Task
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.score)


@dataclass(frozen=True, slots=True)
class ServiceMatch:
    """An indicator of the register that a task may serve (chỉ tiêu có thể phục vụ), and the words that both share."""

    indicator: Indicator
    score: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as it would be made; ``lead`` says how the paper's words were understood."""

    title: str
    lead: Answer
    lead_post: Post | None = None
    cooperating: tuple[Answer, ...] = ()
    through: tuple[Answer, ...] = ()
    deadline_kind: str = DeadlineKind.DAY
    due: date | None = None
    due_words: str = ""
    days_after_issue: int | None = None
    no_due_reason: str = ""
    recurrence: str = ""
    condition: str = ""
    product: str = ""
    product_level: str = ""
    product_receiver: str = ""
    authority: str = ""
    resources: str = ""
    overseer: Post | None = None
    follower: Post | None = None
    existing: Task | None = None  # the task of the register that this sentence gives once more
    alike: tuple[TaskMatch, ...] = ()
    serves: Indicator | None = None
    may_serve: ServiceMatch | None = None
    suggestions: Mapping[str, str] = field(default_factory=dict)

    @property
    def lead_unit(self) -> Unit | None:
        return None if self.lead_post else self.lead.unit

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from the register: exactly one lead, and a day or the reason why there is none yet."""
        found: list[Problem] = []
        if self.existing is not None:
            return ()
        if not self.title:
            found.append(Problem("title", "intake.title_missing"))
        if self.lead_unit is None and self.lead_post is None:
            found.append(_lead_problem(self.lead))
        if self.deadline_kind == DeadlineKind.DAY and self.due is None and not self.no_due_reason:
            found.append(Problem("due", "intake.due_missing"))
        if self.deadline_kind == DeadlineKind.AFTER_ISSUE and not (self.due or self.days_after_issue):
            found.append(Problem("days_after_issue", "intake.days_missing"))
        if self.deadline_kind == DeadlineKind.CONDITION and not self.condition:
            found.append(Problem("condition", "intake.condition_missing"))
        return tuple(found)

    def clears(self) -> Clears:
        """The six clears by the design: one lead; a definite verb and object; a day or a recurrence; who answers and
        oversees; who decides; what is handed in."""
        lead = self.lead_post or self.lead_unit
        definite = len(self.title.split()) > 2
        return Clears(
            who=str(lead) if lead else "",
            what=self.title if definite else "",
            when=_when(self),
            responsible=str(self.overseer) if self.overseer else "",
            authority=self.authority,
            product=self.product,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """The indicator that a figure belongs to: one of the register, or a new one by these words."""

    indicator: Indicator | None = None
    candidates: tuple[IndicatorMatch, ...] = ()
    name: str = ""
    unit_of_measure: str = ""
    kind: str = IndicatorKind.STOCK
    frequency: str = Frequency.YEAR
    reported: str = Reported.PER_PERIOD
    direction: str = Direction.UP
    decimals: int = 2

    @property
    def undecided(self) -> bool:
        """Whether one like it is in the register, so that a person must say if it is the same."""
        return self.indicator is None and bool(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """A target as it would be set (mục tiêu)."""

    indicator: IndicatorDraft
    unit: Answer
    lead_unit: Answer
    comparator: str
    value: Decimal | None
    value_high: Decimal | None = None
    horizon: str = Horizon.AT_DATE
    starts_on: date | None = None
    due: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    path: Mapping[str, Decimal] = field(default_factory=dict)

    def problems(self) -> tuple[Problem, ...]:
        found = _indicator_problems(self.indicator)
        if self.value is None:
            found.append(Problem("value", "intake.value_missing"))
        if self.value is not None and self.value_high is not None and self.value_high < self.value:
            found.append(Problem("value", "intake.range_backwards"))
        found.extend(_unit_problems(self.unit))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDraft:
    """A reported figure as it would be entered (kết quả)."""

    indicator: IndicatorDraft
    unit: Answer
    period: Period | None
    value: Decimal | None
    is_estimate: bool = False
    restates: bool = False  # the same sentence gives it again against a plan or an earlier period

    def problems(self) -> tuple[Problem, ...]:
        found = _indicator_problems(self.indicator)
        if self.period is None:
            found.append(Problem("period", "intake.period_missing"))
        if self.value is None:
            found.append(Problem("value", "intake.value_missing"))
        found.extend(_unit_problems(self.unit))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcomingDraft:
    """A shortcoming as it would be entered (hạn chế)."""

    text: str
    unit: Answer
    cause: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return () if self.text else (Problem("text", "intake.text_missing"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraft:
    """A proposal as it would be entered (kiến nghị)."""

    text: str
    addressed_to: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return () if self.text else (Problem("text", "intake.text_missing"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDraft:
    """A citation as it would be confirmed (dẫn chiếu)."""

    cited: Document | None = None
    words: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextDraft:
    """Context is read and left (bối cảnh)."""

    def problems(self) -> tuple[Problem, ...]:
        return ()


Draft = TaskDraft | TargetDraft | ResultDraft | ShortcomingDraft | ProposalDraft | ReferenceDraft | ContextDraft


def _lead_problem(answer: Answer) -> Problem:
    """Which of the ways in which words fail to name one lead."""
    if not answer.words:
        return Problem("lead", "intake.lead_missing")
    names = "; ".join(unit.name for unit in answer.candidates)
    return Problem(
        "lead", f"intake.lead_{answer.reason}", {"words": answer.words, "names": names, "count": len(answer.units)}
    )


def _when(task: TaskDraft) -> str:
    """The words that make the time of a task clear: a day or a recurrence; an awaited decision is neither."""
    if task.due:
        return f"{task.due:%d/%m/%Y}"
    if task.deadline_kind == DeadlineKind.REGULAR:
        return task.recurrence or str(DeadlineKind.REGULAR.label).lower()
    if task.deadline_kind == DeadlineKind.AFTER_ISSUE and task.days_after_issue:
        return str(task.days_after_issue)
    return ""


def _indicator_problems(draft: IndicatorDraft) -> list[Problem]:
    if draft.indicator is not None:
        return []
    found = []
    if draft.undecided:
        like = draft.candidates[0].indicator
        found.append(Problem("indicator", "intake.indicator_undecided", {"indicator": str(like)}))
    if not draft.name:
        found.append(Problem("name", "intake.name_missing"))
    if not draft.unit_of_measure:
        found.append(Problem("unit_of_measure", "intake.measure_missing"))
    return found


def _unit_problems(answer: Answer) -> list[Problem]:
    if answer.unit is not None:
        return []
    return [Problem("unit", "intake.unit_unknown", {"words": answer.words})]
