"""Filling a unit's report to a round (nhập báo cáo kỳ): figures, tasks and words on one page, saved as typed.

Figures are cells of the submissions of the period; what is told of a task waits here until the report is handed in and
then becomes an update of the task; words stand here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.rounds.access import require_filling
from vaocuoc.oversight.rounds.asking import places_of, submissions_of, tasks_asked
from vaocuoc.oversight.rounds.models import (
    RegimeSection,
    ReportState,
    RoundReport,
    TaskAnswer,
    TextAnswer,
)
from vaocuoc.tracking.indicators.reporting import FiguresRefused, Key
from vaocuoc.tracking.models import Submission, Task
from vaocuoc.tracking.submissions.filling import CellInput, Row, save_cells
from vaocuoc.tracking.submissions.owed import unfilled

_LONGEST_TEXT = 20_000
_LONGEST_TOLD = 2_000
MOST_TASKS = 200
"""So many tasks stand on one page; a unit with more reports the rest on the tasks themselves."""


@dataclass(frozen=True)
class TaskInput:
    """What somebody typed of one task."""

    task: int
    text: str = ""
    blocker: str = ""
    blocker_for: str = ""

    @property
    def says(self) -> bool:
        return bool(self.text.strip() or self.blocker.strip())


@dataclass(frozen=True)
class TextInput:
    """What somebody typed under one section; ``seen`` names the words that stood there when the page was made."""

    section: int
    text: str = ""
    seen: str = ""


# --- what is still missing --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """What a report still lacks (còn thiếu): figures, tasks nothing is told of, required sections without words."""

    figures: int = 0
    tasks: int = 0
    sections: int = 0

    def __bool__(self) -> bool:
        return bool(self.figures or self.tasks or self.sections)


def missing_in(report: RoundReport, submissions: Sequence[Submission] | None = None) -> Missing:
    """What a report still lacks; a number of queries that does not grow with it."""
    figures = 0
    for one in submissions_of(report) if submissions is None else submissions:
        if one.is_open:
            figures += unfilled(one.keeper_id, one.provider_id, one.period, one).count()
    told = TaskAnswer.objects.filter(report=report, task=OuterRef("pk")).exclude(text="", blocker="")
    tasks = tasks_asked(report).filter(~Exists(told)).count() if report.round.version.asks_tasks else 0
    written = TextAnswer.objects.filter(report=report, section=OuterRef("pk")).exclude(text="")
    required = RegimeSection.objects.filter(version=report.round.version_id, required=True)
    return Missing(figures, tasks, required.filter(~Exists(written)).count())


# --- saving -----------------------------------------------------------------------------------------------------------


def held(report: RoundReport) -> RoundReport:
    """The report as it stands now, held until the transaction ends."""
    found = RoundReport.objects.select_for_update(of=("self",)).select_related(
        "round__regime__keeper", "round__version__task_document", "provider"
    )
    return found.get(pk=report.pk)


def require_fillable(report: RoundReport) -> None:
    """Raise ``Refused`` where nothing more is entered: handed in, dropped, the round closed."""
    if report.state == ReportState.DROPPED:
        raise Refused("rounds.dropped", why=report.dropped_why)
    if not report.is_open:
        raise Refused("rounds.not_open", state=report.get_state_display())
    if report.round.closed_on is not None:
        raise Refused("rounds.closed", day=report.round.closed_on)


def save_figures(*, actor: Actor, report: RoundReport, inputs: Sequence[CellInput]) -> list[tuple[Submission, Row]]:
    """Keep figures as typed, in the submissions that they belong to; all or none (lưu số liệu).

    Raises what :func:`tracking.submissions.filling.save_cells` raises, and ``rounds.not_open``, ``rounds.closed``,
    ``rounds.dropped``.
    """
    require_filling(actor, report)
    saved: list[tuple[Submission, Row]] = []
    problems: dict[Key, Refused] = {}
    with transaction.atomic():
        report = held(report)
        require_fillable(report)
        for submission, wanted in _by_submission(report, inputs):
            try:
                rows = save_cells(actor=actor, submission=submission, inputs=wanted)
            except FiguresRefused as refused:
                problems |= refused.problems
                continue
            saved += [(submission, row) for row in rows]
        if problems:
            raise FiguresRefused(problems)
        begin_draft(report)
    return saved


def _by_submission(report: RoundReport, inputs: Sequence[CellInput]) -> Iterable[tuple[Submission, list[CellInput]]]:
    """The cells by the submission that may hold them; ``Refused("submissions.not_owed")`` for one that none may."""
    left = {given.key: given for given in inputs}
    for submission in submissions_of(report):
        places = places_of(report, submission).filter(
            indicator__in={key[0] for key in left}, unit__in={key[1] for key in left}
        )
        keys = [key for key in places.values_list("indicator", "unit") if key in left]
        wanted = [left.pop(key) for key in keys]
        if wanted:
            yield submission, wanted
    if left:
        raise Refused("submissions.not_owed")


def save_tasks(*, actor: Actor, report: RoundReport, inputs: Sequence[TaskInput]) -> list[TaskAnswer]:
    """Keep what is told of tasks as typed (lưu kết quả nhiệm vụ); what is emptied is told no more.

    Raises ``Refused``: ``access.denied``, ``rounds.not_open``, ``rounds.closed``, ``rounds.task_not_asked``,
    ``rounds.too_long``.
    """
    require_filling(actor, report)
    with transaction.atomic():
        report = held(report)
        require_fillable(report)
        asked: dict[int, Task] = {
            task.pk: task for task in tasks_asked(report).filter(pk__in=[one.task for one in inputs])
        }
        answers = []
        for given in inputs:
            if given.task not in asked:
                raise Refused("rounds.task_not_asked")
            answers.append(_task_answer(actor, report, asked[given.task], given))
        TaskAnswer.objects.bulk_create(
            answers,
            update_conflicts=True,
            unique_fields=["report", "task"],
            update_fields=["text", "blocker", "blocker_for", "saved_by", "saved_at"],
        )
        begin_draft(report)
        record(actor, "rounds.fill", report, unit_name=report.provider.name, count=len(answers))
    return answers


def _task_answer(actor: Actor, report: RoundReport, task: Task, given: TaskInput) -> TaskAnswer:
    text, blocker, whom = (nfc(one).strip() for one in (given.text, given.blocker, given.blocker_for))
    for said, longest in ((text, _LONGEST_TOLD), (blocker, 500), (whom, 300)):
        if len(said) > longest:
            raise Refused("rounds.too_long", length=len(said), longest=longest)
    return TaskAnswer(
        report=report, task=task, text=text, blocker=blocker, blocker_for=whom,
        saved_by=actor.user, saved_at=timezone.now(),
    )  # fmt: skip


def save_texts(*, actor: Actor, report: RoundReport, inputs: Sequence[TextInput]) -> list[TextAnswer]:
    """Keep words of sections as typed (lưu nội dung mục).

    Raises what :func:`save_tasks` raises, ``rounds.section_not_asked``, and ``conflict.section_changed`` where another
    wrote there meanwhile.
    """
    require_filling(actor, report)
    with transaction.atomic():
        report = held(report)
        require_fillable(report)
        keys = [one.section for one in inputs]
        asked = RegimeSection.objects.filter(version=report.round.version_id).in_bulk(keys)
        there = TextAnswer.objects.filter(report=report, section__in=keys).select_related("saved_by")
        written = {one.section_id: one for one in there}
        answers = []
        for given in inputs:
            text = nfc(given.text.replace("\r\n", "\n")).strip()
            if given.section not in asked:
                raise Refused("rounds.section_not_asked")
            if len(text) > _LONGEST_TEXT:
                raise Refused("rounds.too_long", length=len(text), longest=_LONGEST_TEXT)
            section = asked[given.section]
            _check_seen(actor, given, text, written.get(section.pk))
            answers.append(
                TextAnswer(report=report, section=section, text=text, saved_by=actor.user, saved_at=timezone.now())
            )
        TextAnswer.objects.bulk_create(
            answers,
            update_conflicts=True,
            unique_fields=["report", "section"],
            update_fields=["text", "saved_by", "saved_at"],
        )
        begin_draft(report)
        record(actor, "rounds.fill", report, unit_name=report.provider.name, count=len(answers))
    return answers


def save_page(
    *,
    actor: Actor,
    report: RoundReport,
    figures: Sequence[CellInput] = (),
    tasks: Sequence[TaskInput] = (),
    texts: Sequence[TextInput] = (),
) -> None:
    """Keep a whole page as typed, all or none of it (lưu nháp cả trang). Raises what its parts raise."""
    with transaction.atomic():
        if figures:
            save_figures(actor=actor, report=report, inputs=figures)
        if tasks:
            save_tasks(actor=actor, report=report, inputs=tasks)
        if texts:
            save_texts(actor=actor, report=report, inputs=texts)


def mark_of(answer: TextAnswer | None) -> str:
    """What a page keeps of the words that it shows, to tell whether another wrote meanwhile."""
    return answer.saved_at.isoformat() if answer is not None else ""


def _check_seen(actor: Actor, given: TextInput, text: str, there: TextAnswer | None) -> None:
    """Raise ``Refused`` where the words that would be lost are another's and were not seen."""
    if there is None or there.saved_by_id == actor.user.pk or there.text in ("", text):
        return
    if given.seen != mark_of(there):
        raise Refused(
            "conflict.section_changed",
            by=str(there.saved_by),
            at=f"{timezone.localtime(there.saved_at):%H:%M %d/%m/%Y}",
        )


def begin_draft(report: RoundReport) -> None:
    """Note that a report was begun; called with the report held."""
    if report.state == ReportState.NONE:
        report.state = ReportState.DRAFT
        report.save(update_fields=["state"])


# --- last period ------------------------------------------------------------------------------------------------------


def texts_before(report: RoundReport) -> dict[str, TextAnswer]:
    """What the unit wrote in the round before, by the heading of the section (nội dung kỳ trước); one query."""
    before = (
        RoundReport.objects.filter(
            Q(round__cutoff__lt=report.round.cutoff), round__regime=report.round.regime_id, provider=report.provider_id
        )
        .order_by("-round__cutoff", "-pk")
        .values("pk")[:1]
    )
    rows = TextAnswer.objects.filter(report__in=list(before.values_list("pk", flat=True))).select_related("section")
    return {row.section.heading: row for row in rows}
