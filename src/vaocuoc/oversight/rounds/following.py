"""Rounds follow what happens to figures on their own pages (kỳ báo cáo theo báo cáo số liệu)."""

from __future__ import annotations

from django.db.models import QuerySet

from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.rounds.asking import periods_of, places_of, submissions_of
from vaocuoc.oversight.rounds.models import (
    OPEN_STATES,
    WAITING_STATES,
    Figures,
    ReportDeed,
    ReportState,
    RoundReport,
)
from vaocuoc.oversight.rounds.operations import note_handed, note_step
from vaocuoc.tracking.models import Submission
from vaocuoc.tracking.submissions.models import Deed, State


def follow(actor: Actor, submission: Submission, deed: str) -> None:
    """Bring the reports that a submission belongs to up to its step (``settings.SUBMISSION_FOLLOWERS``).

    In the transaction of the step. A report that asks for figures alone is handed in, checked and approved with them;
    one that asks for more only goes back with them. What a report itself caused finds it as it is to be.
    """
    for report in _reports_of(submission):
        if submission.period in periods_of(report.round):
            _follow(actor, report, submission, deed)


def _reports_of(submission: Submission) -> QuerySet[RoundReport]:
    found = RoundReport.objects.filter(
        provider=submission.provider_id,
        round__regime__keeper=submission.keeper_id,
        round__version__calendar=submission.calendar,
        round__cutoff__gte=submission.period_end,
        round__closed_on__isnull=True,
    ).exclude(round__version__figures=Figures.NONE)
    return found.select_related("round__regime__keeper", "round__version", "provider").order_by("pk")


def _follow(actor: Actor, report: RoundReport, submission: Submission, deed: str) -> None:
    if deed in (Deed.RETURN, Deed.TAKE_BACK) and report.state in WAITING_STATES:
        is_return = deed == Deed.RETURN
        report.state = ReportState.RETURNED if is_return else ReportState.DRAFT
        note_step(actor, report, ReportDeed.RETURN if is_return else ReportDeed.TAKE_BACK)
        return
    if not _only_figures(report):
        return
    owed = [one for one in submissions_of(report) if one.pk or places_of(report, one).exists()]
    states = {submission.state if one.pk == submission.pk else one.state for one in owed}
    if deed == Deed.SUBMIT and report.state in OPEN_STATES and not states & {State.DRAFT, State.RETURNED}:
        note_handed(actor, report)
    elif deed == Deed.CHECK and report.state == ReportState.SUBMITTED and states <= {State.CHECKED, State.APPROVED}:
        report.state = ReportState.CHECKED
        note_step(actor, report, ReportDeed.CHECK)
    elif deed == Deed.APPROVE and report.state in WAITING_STATES and states == {State.APPROVED}:
        report.state = ReportState.APPROVED
        note_step(actor, report, ReportDeed.APPROVE)


def _only_figures(report: RoundReport) -> bool:
    version = report.round.version
    return not version.asks_tasks and not version.sections.exists()
