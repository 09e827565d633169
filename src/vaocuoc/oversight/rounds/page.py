"""What a unit's page of a round shows (trang báo cáo kỳ của đơn vị): lines with everything that templates need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.oversight.rounds.answering import (
    MOST_TASKS,
    Missing,
    TaskInput,
    TextInput,
    mark_of,
    missing_in,
    texts_before,
)
from vaocuoc.oversight.rounds.asking import places_of, submissions_of, tasks_asked
from vaocuoc.oversight.rounds.models import RegimeSection, RoundReport, TaskAnswer, TextAnswer
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.reporting import Key
from vaocuoc.tracking.indicators.typed import WhichNumber
from vaocuoc.tracking.models import Submission, TaskUpdate
from vaocuoc.tracking.submissions.filling import CellInput, Row, rows_of
from vaocuoc.tracking.submissions.forms import given_in, key_of
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.tasks.queries import rows_of as task_rows_of
from vaocuoc.ui.refusals import sentence

MOST_FIGURES = 200
"""So many figures stand on one page; a unit that owes more fills the rest on the page of the figures themselves."""


@dataclass
class FigureLine:
    """One figure: what is asked, what was said before, what is typed."""

    row: Row
    submission: Submission
    address: str
    saved_at: datetime | None = None

    @property
    def key(self) -> str:
        return key_of(*self.row.key)

    @property
    def name(self) -> str:
        return f"o{self.key}"

    @property
    def params(self) -> str:
        """The fields of this line, which alone are sent when it is saved."""
        return ",".join(f"{self.name}-{one}" for one in ("so", "ly", "uoc", "gt", "tl", "doc"))

    @property
    def given(self) -> CellInput:
        return given_in(self.row)

    @property
    def before(self) -> tuple[Period, Decimal, Observation] | None:
        return self.row.before

    @property
    def last_year(self) -> Decimal | None:
        return self.row.last_year(self.submission.period)

    @property
    def problem(self) -> str:
        return sentence(self.row.problem) if self.row.problem else ""

    @property
    def question(self) -> WhichNumber | None:
        return self.row.problem if isinstance(self.row.problem, WhichNumber) else None

    @property
    def is_missing(self) -> bool:
        return not (self.row.cell and self.row.cell.is_filled)

    @property
    def dissolved(self) -> bool:
        unit = self.row.unit
        return unit.valid_to is not None and unit.valid_to <= self.submission.period_start


@dataclass
class TaskLine:
    """One task: where it stands, what was told last, what is told now."""

    row: TaskRow
    address: str
    answer: TaskAnswer | None = None
    last: TaskUpdate | None = None
    given: TaskInput | None = None
    problem: str = ""

    @property
    def key(self) -> int:
        return self.row.task.pk

    @property
    def name(self) -> str:
        return f"v{self.key}"

    @property
    def params(self) -> str:
        return ",".join(f"{self.name}-{one}" for one in ("kq", "vm", "ct"))

    @property
    def typed(self) -> TaskInput:
        """What the fields show: what was just typed, else what is kept."""
        if self.given is not None:
            return self.given
        one = self.answer
        return TaskInput(self.key, one.text, one.blocker, one.blocker_for) if one else TaskInput(self.key)

    @property
    def saved_at(self) -> datetime | None:
        return self.answer.saved_at if self.answer and (self.answer.text or self.answer.blocker) else None


@dataclass
class TextLine:
    """One section: its words now and in the round before."""

    section: RegimeSection
    address: str
    answer: TextAnswer | None = None
    before: TextAnswer | None = None
    given: TextInput | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        return f"m{self.section.pk}"

    @property
    def mark(self) -> str:
        return mark_of(self.answer)

    @property
    def typed(self) -> str:
        return self.given.text if self.given is not None else self.answer.text if self.answer else ""

    @property
    def saved_at(self) -> datetime | None:
        return self.answer.saved_at if self.answer and self.answer.text else None


@dataclass
class ReportPage:
    """A unit's page of a round as it stands."""

    report: RoundReport
    submissions: list[Submission]
    figures: list[FigureLine] = field(default_factory=list)
    figures_left_out: int = 0
    tasks: list[TaskLine] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)
    missing: Missing = field(default_factory=Missing)

    @property
    def missing_lines(self) -> list[tuple[str, str]]:
        """What is missing on the page: the place and the name of each."""
        found = [(f"{one.name}-so", one.row.indicator.name) for one in self.figures if one.is_missing]
        found += [(f"{one.name}-kq", one.row.task.title) for one in self.tasks if one.saved_at is None]
        found += [(one.name, one.section.heading) for one in self.texts if one.section.required and not one.saved_at]
        return found


def page_for(report: RoundReport, *, today: date) -> ReportPage:
    """The page of a report: a number of queries that does not grow with its figures, tasks and sections."""
    submissions = submissions_of(report)
    page = ReportPage(report, submissions, missing=missing_in(report, submissions))
    for submission in submissions:
        page.figures += figure_lines(report, submission)
    page.figures_left_out = max(len(page.figures) - MOST_FIGURES, 0)
    page.figures = page.figures[:MOST_FIGURES]
    page.tasks = task_lines(report, today=today)
    page.texts = text_lines(report)
    return page


def figure_lines(report: RoundReport, submission: Submission, keys: Iterable[Key] | None = None) -> list[FigureLine]:
    """The figures of one submission, those that the regime lists first; or those of some places."""
    places = places_of(report, submission)
    wanted = None if keys is None else set(keys)
    if wanted is not None:
        places = places.filter(indicator__in={key[0] for key in wanted}, unit__in={key[1] for key in wanted})
    found = [(one.indicator, one.unit) for one in places[: MOST_FIGURES + 1]]
    if wanted is not None:
        found = [pair for pair in found if (pair[0].pk, pair[1].pk) in wanted]
    return [line_of(report, submission, row) for row in rows_of(submission, found)]


def line_of(report: RoundReport, submission: Submission, row: Row) -> FigureLine:
    """A row of figures as a line of the page."""
    address = reverse("rounds:figure", args=[report.pk, *row.key])
    saved = row.cell.saved_at if row.cell is not None and row.cell.is_filled else None
    return FigureLine(row, submission, address, saved)


def task_lines(report: RoundReport, *, today: date, only: int | None = None) -> list[TaskLine]:
    """The tasks of a report with what was told last; four queries."""
    asked = tasks_asked(report)
    keys = list((asked if only is None else asked.filter(pk=only)).values_list("pk", flat=True)[:MOST_TASKS])
    if not keys:
        return []
    answers = {one.task_id: one for one in TaskAnswer.objects.filter(report=report, task__in=keys)}
    last: dict[int, TaskUpdate] = {}
    for update in TaskUpdate.objects.filter(task__in=keys).exclude(text="").order_by("at", "pk"):
        last[update.task_id] = update
    rows = {row.task.pk: row for row in task_rows_of(asked.model.objects.filter(pk__in=keys), today=today)}
    return [
        TaskLine(rows[key], reverse("rounds:task", args=[report.pk, key]), answers.get(key), last.get(key))
        for key in keys
        if key in rows
    ]


def text_lines(report: RoundReport, *, only: int | None = None) -> list[TextLine]:
    """The sections of a report with what was written in the round before; four queries."""
    sections = RegimeSection.objects.filter(version=report.round.version_id)
    sections = sections if only is None else sections.filter(pk=only)
    found = list(sections.order_by("place"))
    if not found:
        return []
    answers = {one.section_id: one for one in TextAnswer.objects.filter(report=report, section__in=found)}
    before = texts_before(report)
    return [
        TextLine(one, reverse("rounds:text", args=[report.pk, one.pk]), answers.get(one.pk), before.get(one.heading))
        for one in found
    ]


def put_back(page: ReportPage, tasks: Iterable[TaskInput], texts: Iterable[TextInput]) -> None:
    """Put what was typed of tasks and sections back on their lines, where the page was not saved as a whole."""
    told, written = {one.task: one for one in tasks}, {one.section: one for one in texts}
    for line in page.tasks:
        line.given = told.get(line.key)
    for part in page.texts:
        part.given = written.get(part.section.pk)


def blame(page: ReportPage, problems: Mapping[Key, Refused], inputs: Iterable[CellInput]) -> None:
    """Put what was typed, and what stands in its way, back on the lines of figures."""
    typed = {given.key: given for given in inputs}
    for line in page.figures:
        line.row.given, line.row.problem = typed.get(line.row.key), problems.get(line.row.key)
