"""What happens to a unit's report (gửi, rút lại, trả lại, duyệt báo cáo kỳ; ghi đã gửi ra ngoài): rows of its story.

The figures go the same way in the same transaction, through their submissions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.oversight.rounds.access import require_deciding, require_filling
from vaocuoc.oversight.rounds.answering import held, missing_in, require_fillable
from vaocuoc.oversight.rounds.asking import places_of, submissions_of
from vaocuoc.oversight.rounds.models import (
    ReportDeed,
    ReportState,
    ReportStep,
    RoundReport,
    TaskAnswer,
)
from vaocuoc.oversight.rounds.regimes import reason_of
from vaocuoc.tracking.models import Submission
from vaocuoc.tracking.submissions import operations as figures
from vaocuoc.tracking.submissions.filling import fill_missing
from vaocuoc.tracking.submissions.locking import steps_for
from vaocuoc.tracking.submissions.models import OPEN_STATES as OPEN_FIGURES
from vaocuoc.tracking.submissions.models import State
from vaocuoc.tracking.tasks.operations import add_update


def hand_in(*, actor: Actor, report: RoundReport, missing_reason: str = "") -> RoundReport:
    """Hand a unit's report in (gửi báo cáo kỳ): figures, what is told of tasks, and words, in one transaction.

    What is missing needs a reason, which is kept with the report and given to the empty figures. Raises ``Refused``:
    ``access.denied``, ``rounds.not_open``, ``rounds.closed``, ``rounds.dropped``, ``rounds.missing`` with how many of
    each are missing, and what handing in the figures raises (``submissions.questions``, ``indicators.period_closed``).
    """
    require_filling(actor, report)
    with transaction.atomic():
        report = held(report)
        require_fillable(report)
        if report.round.regime.is_outward:
            raise Refused("rounds.outward")
        submissions = submissions_of(report)
        missing = missing_in(report, submissions)
        reason = nfc(missing_reason).strip()[:300]
        if missing and not reason:
            facts = {"figures": missing.figures, "tasks": missing.tasks, "sections": missing.sections}
            raise Refused("rounds.missing", **facts)
        report.missing_reason = reason if missing else ""
        note_handed(actor, report)
        for submission in submissions:
            _hand_in_figures(actor, report, submission, reason)
        _tell_tasks(actor, report)
    return report


def note_handed(actor: Actor, report: RoundReport) -> None:
    """Save a report as handed in, with its step and entry. Before its figures are, so that they find it so."""
    report.state, report.turn = ReportState.SUBMITTED, report.turn + 1
    report.steps = steps_for(report.round.regime.keeper, today=actor.today)
    report.handed_on = report.handed_on or actor.today
    report.handed_at, report.handed_by = timezone.now(), actor.user
    note_step(actor, report, ReportDeed.SUBMIT, report.missing_reason)


def _hand_in_figures(actor: Actor, report: RoundReport, submission: Submission, reason: str) -> None:
    if not submission.is_open or not places_of(report, submission).exists():
        return
    if reason:
        fill_missing(actor=actor, submission=submission, reason=reason)
    fresh = Submission.objects.select_related("keeper", "provider").get(
        keeper=submission.keeper,
        provider=submission.provider,
        calendar=submission.calendar,
        period_kind=submission.period_kind,
        year=submission.year,
        index=submission.index,
    )
    figures.submit(actor=actor, submission=fresh)


def _tell_tasks(actor: Actor, report: RoundReport) -> None:
    """What is told of tasks becomes updates of them; what was told word for word before is not told again."""
    for answer in TaskAnswer.objects.filter(report=report).select_related("task", "written").order_by("pk"):
        if not (answer.text or answer.blocker) or answer.task.closure in ("done", "cancelled"):
            continue
        told = answer.written
        if told is not None and (told.text, told.blocker, told.blocker_for) == (
            answer.text,
            answer.blocker,
            answer.blocker_for,
        ):
            continue
        answer.written = add_update(
            actor=actor, task=answer.task, text=answer.text, blocker=answer.blocker, blocker_for=answer.blocker_for
        )
        answer.save(update_fields=["written"])


def take_back(*, actor: Actor, report: RoundReport, reason: str) -> RoundReport:
    """Take a report back before anybody decided on it (rút lại báo cáo kỳ). Raises ``Refused``: ``access.denied``,
    ``rounds.not_waiting``, ``rounds.no_reason``, ``rounds.closed``.
    """
    require_filling(actor, report)
    reason = reason_of(reason)
    with transaction.atomic():
        report = held(report)
        if report.state != ReportState.SUBMITTED:
            raise Refused("rounds.not_waiting", state=report.get_state_display())
        _require_running(report)
        report.state = ReportState.DRAFT
        note_step(actor, report, ReportDeed.TAKE_BACK, reason)
        for submission in submissions_of(report):
            if submission.pk and submission.state == State.SUBMITTED:
                figures.take_back(actor=actor, submission=submission, reason=reason)
    return report


def return_report(*, actor: Actor, report: RoundReport, reason: str) -> RoundReport:
    """Give a report back to be corrected (trả lại báo cáo kỳ), with the reason; its unit is told.

    Raises ``Refused``: ``access.denied``, ``rounds.not_waiting``, ``rounds.no_reason``, ``rounds.closed``.
    """
    reason = reason_of(reason)
    with transaction.atomic():
        report = held(report)
        require_deciding(actor, report)
        if not report.is_waiting:
            raise Refused("rounds.not_waiting", state=report.get_state_display())
        _require_running(report)
        report.state = ReportState.RETURNED
        note_step(actor, report, ReportDeed.RETURN, reason)
        for submission in submissions_of(report):
            if submission.pk and submission.is_waiting:
                figures.return_submission(actor=actor, submission=submission, reason=reason, told=True)
        _tell_unit(actor, report, "rounds.returned", reason=reason)
    return report


def approve_report(*, actor: Actor, report: RoundReport) -> RoundReport:
    """Take the step that a report waits for (duyệt báo cáo kỳ): the first of two, or the last, with its figures.

    Another than who handed it in, and another than who took the first step. Raises ``Refused``: ``access.denied``,
    ``rounds.not_waiting``, ``rounds.approve_own``, ``rounds.same_person``, ``rounds.figures_open`` where its figures
    were taken back meanwhile.
    """
    with transaction.atomic():
        report = held(report)
        require_deciding(actor, report)
        if not report.is_waiting:
            raise Refused("rounds.not_waiting", state=report.get_state_display())
        if report.handed_by_id == actor.user.pk:
            raise Refused("rounds.approve_own")
        is_first = report.state == ReportState.SUBMITTED and report.steps == 2
        if not is_first and _checked_by(report) == actor.user.pk:
            raise Refused("rounds.same_person")
        report.state = ReportState.CHECKED if is_first else ReportState.APPROVED
        note_step(actor, report, ReportDeed.CHECK if is_first else ReportDeed.APPROVE)
        for submission in submissions_of(report):
            _approve_figures(actor, report, submission, is_first)
        if not is_first:
            _tell_unit(actor, report, "rounds.approved")
    return report


def approve_several(*, actor: Actor, reports: Sequence[RoundReport]) -> list[RoundReport]:
    """Take that step for several reports at once, all or none (duyệt nhiều báo cáo kỳ); a refusal names the unit.

    Raises ``Refused``: ``rounds.none_chosen``, ``rounds.one_refused``, ``access.denied``.
    """
    if not reports:
        raise Refused("rounds.none_chosen")
    done = []
    with transaction.atomic():
        for report in reports:
            try:
                done.append(approve_report(actor=actor, report=report))
            except Refused as refused:
                if refused.code.startswith("access."):
                    raise
                raise Refused("rounds.one_refused", unit_name=report.provider.name) from refused
    return done


def _approve_figures(actor: Actor, report: RoundReport, submission: Submission, is_first: bool) -> None:
    if submission.pk is None or submission.state == State.APPROVED:
        return
    if submission.state in OPEN_FIGURES:
        if submission.turn or places_of(report, submission).exists():
            raise Refused("rounds.figures_open")
        return
    if is_first and submission.state == State.CHECKED:
        return  # its first step was taken on the page of figures
    figures.approve(actor=actor, submission=submission, told=True)


def _checked_by(report: RoundReport) -> int | None:
    step = ReportStep.objects.filter(report=report, turn=report.turn, deed=ReportDeed.CHECK).order_by("-pk").first()
    return step.done_by_id if step else None


def record_sent(
    *, actor: Actor, report: RoundReport, number: str, sent_on: date, document: Document | None = None
) -> RoundReport:
    """Note that a report went to a body outside (ghi đã gửi ra ngoài): number and day of the paper.

    Raises ``Refused``: ``access.denied``, ``rounds.inward``, ``rounds.not_open``, ``rounds.no_number``,
    ``rounds.sent_in_future``, ``rounds.sent_before``.
    """
    keeper = report.round.regime.keeper_id
    if not actor.may(Action.ASSIGN, keeper):
        actor.require(Action.REPORT, keeper)
    number = nfc(number).strip()[:80]
    if not report.round.regime.is_outward:
        raise Refused("rounds.inward")
    if not number:
        raise Refused("rounds.no_number")
    if sent_on > actor.today:
        raise Refused("rounds.sent_in_future", day=sent_on)
    if sent_on < report.round.starts_on:
        raise Refused("rounds.sent_before", day=sent_on, start=report.round.starts_on)
    with transaction.atomic():
        report = held(report)
        if not report.is_open:
            raise Refused("rounds.not_open", state=report.get_state_display())
        report.state, report.sent_number, report.sent_on, report.document = ReportState.SENT, number, sent_on, document
        report.handed_on, report.handed_at, report.handed_by = sent_on, timezone.now(), actor.user
        report.turn += 1
        note_step(actor, report, ReportDeed.SEND, number)
    return report


def note_step(actor: Actor, report: RoundReport, deed: ReportDeed, reason: str = "") -> ReportStep:
    """Save a report as it now stands, with the step and the audit entry that tell of it."""
    report.version += 1
    report.save()
    step = ReportStep.objects.create(
        report=report, deed=deed, turn=report.turn, reason=reason, done_by=actor.user, done_as=actor.post
    )
    facts = {"unit_name": report.provider.name, "title": report.round.title} | ({"reason": reason} if reason else {})
    record(actor, f"rounds.{deed}", report, **facts)
    return step


def _tell_unit(actor: Actor, report: RoundReport, kind: str, **facts: str) -> None:
    told = {"title": report.round.title, "unit": report.provider.name, **facts}
    notify(actor, Outgoing(kind, report, units=[report.provider_id], facts=told))


def _require_running(report: RoundReport) -> None:
    if report.round.closed_on is not None:
        raise Refused("rounds.closed", day=report.round.closed_on)
