"""What happens to a report of a period (gửi, rút lại, trả lại, duyệt báo cáo); each deed is a row of its story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.locks import require_open
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.reporting import Entry, Key, approve_figures, submit_figures
from vaocuoc.tracking.submissions.access import require_deciding, require_filling
from vaocuoc.tracking.submissions.filling import Row, rows_of
from vaocuoc.tracking.submissions.locking import steps_for
from vaocuoc.tracking.submissions.models import Cell, Deed, State, Step, Submission
from vaocuoc.tracking.submissions.notices import tell_of_step
from vaocuoc.tracking.submissions.owed import reportable, unfilled


def submit(*, actor: Actor, submission: Submission) -> Submission:
    """Hand a report in (gửi báo cáo): its cells become figures that never change, and wait for approval.

    Raises ``Refused``: ``access.denied``, ``submissions.not_open``, ``submissions.unfilled`` with how many must still
    be given, ``submissions.questions`` where a striking figure has no explanation, ``submissions.nothing``,
    ``indicators.period_closed``; ``FiguresRefused`` with the place of what cannot be written.
    """
    require_filling(actor, submission)
    if submission.pk is None:
        raise Refused("submissions.nothing")
    with transaction.atomic():
        submission = held(submission)
        if not submission.is_open:
            raise Refused("submissions.not_open", state=submission.get_state_display())
        require_open(submission.keeper_id, submission.period, today=actor.today)
        missing = unfilled(submission.keeper_id, submission.provider_id, submission.period, submission).count()
        if missing:
            raise Refused("submissions.unfilled", count=missing)
        rows = filled_rows(submission)
        if not rows:
            raise Refused("submissions.nothing")
        if asked := sum(row.needs_note for row in rows):
            raise Refused("submissions.questions", count=asked)
        reason = _revision_reason(submission)
        written = submit_figures(
            actor=actor,
            provider=submission.provider,
            period=submission.period,
            submission=submission,
            entries=[_entry(row, reason) for row in rows],
        )
        _tie(rows, written)
        submission.state, submission.turn = State.SUBMITTED, submission.turn + 1
        submission.steps = steps_for(submission.keeper, today=actor.today)
        submission.submitted_by, submission.submitted_as = actor.user, actor.post
        submission.submitted_at = timezone.now()
        note_step(actor, submission, Deed.SUBMIT, count=len(rows))
    return submission


def filled_rows(submission: Submission) -> list[Row]:
    """The lines of a report that hold something, of those it may hold."""
    filled = Cell.objects.filter(submission=submission).values_list("indicator", "unit", "value", "missing_reason")
    keys = {(indicator, unit) for indicator, unit, value, missing in filled if value is not None or missing}
    owing = reportable(submission.keeper_id, submission.provider_id, submission.period)
    owing = owing.filter(indicator__in={key[0] for key in keys}, unit__in={key[1] for key in keys})
    places = [(one.indicator, one.unit) for one in owing if (one.indicator_id, one.unit_id) in keys]
    return rows_of(submission, places)


def _revision_reason(submission: Submission) -> str:
    """Why a figure differs from the one reported before: it was returned, taken back, or reported once before."""
    last = Step.objects.filter(submission=submission, deed__in=(Deed.RETURN, Deed.TAKE_BACK)).order_by("-pk").first()
    return last.reason if last and last.reason else "Theo báo cáo kỳ"


def _entry(row: Row, reason: str) -> Entry:
    assert row.cell is not None  # only filled lines are handed in
    cell = row.cell
    return Entry(
        indicator=row.indicator,
        unit=row.unit,
        value=cell.value,
        missing_reason=cell.missing_reason,
        is_estimate=cell.is_estimate,
        note=cell.note,
        evidence=cell.evidence,
        evidence_document=cell.evidence_document,
        revision_reason=reason,
        finding=cell.finding,
        document=cell.finding.document if cell.finding else None,
    )


def _tie(rows: Sequence[Row], written: dict[Key, Observation]) -> None:
    cells = []
    for row in rows:
        assert row.cell is not None
        row.cell.observation = written[row.key]
        cells.append(row.cell)
    Cell.objects.bulk_update(cells, ["observation"], batch_size=200)


def take_back(*, actor: Actor, submission: Submission, reason: str) -> Submission:
    """Take a report back before anybody decided on it (rút lại báo cáo); what was submitted stays as submitted.

    Raises ``Refused``: ``access.denied``, ``submissions.not_waiting``, ``indicators.no_reason``,
    ``indicators.period_closed``.
    """
    require_filling(actor, submission)
    return _reopen(actor, submission, reason, Deed.TAKE_BACK, State.DRAFT, (State.SUBMITTED,))


def return_submission(*, actor: Actor, submission: Submission, reason: str, told: bool = False) -> Submission:
    """Give a report back to be corrected (trả lại báo cáo), with the reason; what was submitted stays as submitted.

    ``told`` where the caller tells the unit itself.
    """
    require_deciding(actor, submission)
    states = (State.SUBMITTED, State.CHECKED)
    return _reopen(actor, submission, reason, Deed.RETURN, State.RETURNED, states, told=told)


def _reopen(
    actor: Actor,
    submission: Submission,
    reason: str,
    deed: Deed,
    state: State,
    states: Sequence[State],
    *,
    told: bool = False,
) -> Submission:
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Refused("indicators.no_reason")
    with transaction.atomic():
        submission = held(submission)
        if submission.state not in states:
            raise Refused("submissions.not_waiting", state=submission.get_state_display())
        require_open(submission.keeper_id, submission.period, today=actor.today)
        submission.state = state
        note_step(actor, submission, deed, told=told, reason=reason)
    return submission


def approve(*, actor: Actor, submission: Submission, told: bool = False) -> Submission:
    """Take the step that a report waits for (duyệt báo cáo): the first of two, or the last, which approves its figures.

    Another than who submitted it, and another than who took the first step; ``told`` where the caller tells the unit
    itself. Raises ``Refused``: ``access.denied``,
    ``submissions.not_waiting``, ``indicators.approve_own``, ``submissions.same_person``,
    ``conflict.observation_changed``.
    """
    require_deciding(actor, submission)
    with transaction.atomic():
        submission = held(submission)
        if not submission.is_waiting:
            raise Refused("submissions.not_waiting", state=submission.get_state_display())
        require_deciding(actor, submission)
        if submission.submitted_by_id == actor.user.pk:
            raise Refused("indicators.approve_own")
        if submission.state == State.SUBMITTED and submission.steps == 2:
            submission.state = State.CHECKED
            note_step(actor, submission, Deed.CHECK)
            return submission
        if _checked_by(submission) == actor.user.pk:
            raise Refused("submissions.same_person")
        approve_all_figures(actor, submission)
        note_step(actor, submission, Deed.APPROVE, told=told)
    return submission


def approve_several(*, actor: Actor, submissions: Sequence[Submission]) -> list[Submission]:
    """Take that step for several reports at once, all or none; a refusal names the report."""
    if not submissions:
        raise Refused("submissions.none_chosen")
    done = []
    with transaction.atomic():
        for submission in submissions:
            try:
                done.append(approve(actor=actor, submission=submission))
            except Refused as refused:
                raise _of(submission, refused) from refused
    return done


def _of(submission: Submission, refused: Refused) -> Refused:
    if refused.code.startswith("access."):
        return refused
    return SeveralRefused(submission, refused)


class SeveralRefused(Refused):
    """One of several reports cannot be approved, so none was; ``cause`` says why."""

    def __init__(self, submission: Submission, cause: Refused) -> None:
        super().__init__("submissions.one_refused", unit_name=submission.provider.name)
        self.cause = cause


def approve_all_figures(actor: Actor, submission: Submission, *, signed_by: str = "") -> None:
    """Approve every figure that a report submitted, and close the report. Called with the report held."""
    approve_figures(actor=actor, observations=figures_of(submission), signed_by=signed_by)
    submission.state = State.APPROVED


def figures_of(submission: Submission) -> list[Observation]:
    """The figures that a report stands for now, in the order of its page."""
    tied = Cell.objects.filter(submission=submission, observation__isnull=False).values("observation")
    found = Observation.objects.filter(pk__in=tied).select_related("approval", "indicator", "unit")
    return list(found.order_by("indicator__code", "indicator", "unit__sort_key", "unit"))


def _checked_by(submission: Submission) -> int | None:
    step = Step.objects.filter(submission=submission, turn=submission.turn, deed=Deed.CHECK).order_by("-pk").first()
    return step.done_by_id if step else None


def held(submission: Submission) -> Submission:
    """The report as it stands now, held until the transaction ends."""
    found = Submission.objects.select_for_update(of=("self",)).select_related("keeper", "provider")
    return found.get(pk=submission.pk)


def note_step(actor: Actor, submission: Submission, deed: Deed, *, told: bool = False, **facts: Any) -> Step:
    """Save a report as it stands, with the step, the audit entry and, unless ``told``, the notice that tell of it."""
    submission.version += 1
    submission.save()
    step = Step.objects.create(
        submission=submission, deed=deed, turn=submission.turn, done_by=actor.user, done_as=actor.post, **facts
    )
    said = {name: facts[name] for name in ("reason", "count", "signed_by") if facts.get(name)}
    unit, period = submission.provider.name, submission.period.label_code
    record(actor, f"submissions.{deed}", submission, unit_name=unit, period=period, **said)
    if not told:
        tell_of_step(actor, submission, deed, facts.get("reason", ""))
    for follow in _followers():
        follow(actor, submission, deed)
    return step


@cache
def _followers() -> tuple[Callable[[Actor, Submission, str], None], ...]:
    """What higher apps do in the transaction of a step (``settings.SUBMISSION_FOLLOWERS``)."""
    return tuple(import_string(name) for name in settings.SUBMISSION_FOLLOWERS)
