"""Deciding on findings: accepting makes what the finding speaks of, with its source, in the decision's transaction.

Each operation checks the right to review, locks the finding against the version the reviewer saw, and calls the
operation of the area that owns the thing made. Undoing takes back what was made only while nobody has touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.operations import add_alias
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.documents.readings.operations import (
    accept_finding_row,
    point_citation,
    reject_finding_row,
    reopen_finding_row,
)
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.operations import (
    create_indicator,
    retract_observation,
    set_target,
    submit_observation,
    withdraw_target,
)
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.addressing import Answer
from vaocuoc.tracking.intake.drafts import (
    ContextDraft,
    Draft,
    IndicatorDraft,
    Problem,
    ProposalDraft,
    ReferenceDraft,
    ResultDraft,
    ShortcomingDraft,
    TargetDraft,
    TaskDraft,
    accepted_before,
    drafts_for,
)
from vaocuoc.tracking.intake.wording import texts_of
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.operations import create_task

_UNDONE = _("Hoàn tác khi rà soát văn bản")


@dataclass(frozen=True, slots=True)
class Held:
    """A finding that was not accepted with the others, and why (còn giữ lại)."""

    finding: Finding
    problem: Problem


@dataclass(frozen=True, slots=True)
class Batch:
    """What accepting many did: each finding wholly or not at all."""

    accepted: tuple[Finding, ...]
    held: tuple[Held, ...]


def accept_finding(
    *, actor: Actor, finding_id: int, version: int, fields: Mapping[str, Any] | None = None, today: date
) -> Finding:
    """Accept a finding (nhận phát hiện): it becomes a task, a target, a value ... that keeps its document and quote.

    ``fields`` overrides what the program proposes (names as in ``drafts``; units and posts as objects, numbers as
    Decimal); empty takes the proposal as it is. ``version`` is the one the reviewer saw. Returns the finding.

    Raises ``Refused``: ``access.denied``; ``conflict.finding_changed`` where another was first; ``intake.*`` with
    ``field`` for what is missing; and whatever the operation that makes the thing refuses. Http404 where hidden.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    proposed = drafts_for([finding], document=finding.document, today=today, follower=actor.post)[finding.pk]
    return _accept(actor, finding, version, proposed, dict(fields or {}), today)


def accept_many(*, actor: Actor, document: Document, finding_ids: Iterable[int], today: date) -> Batch:
    """Accept all given open findings that are complete as proposed (nhận nhiều phát hiện); the others stay open.

    Each finding is its own transaction: nothing of one is half done, and one that is refused stops no other.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    wanted = Finding.objects.filter(document=document, pk__in=list(finding_ids), state=FindingState.OPEN)
    findings = list(wanted.select_related("document__keeper", "document__issuer_unit").order_by("start", "pk"))
    drafts = drafts_for(findings, document=document, today=today, follower=actor.post)
    before = accepted_before(findings)
    accepted: list[Finding] = []
    held: list[Held] = []
    for finding in findings:
        if problem := bulk_problem(finding, drafts[finding.pk], before.get(finding.pk)):
            held.append(Held(finding, problem))
            continue
        try:
            accepted.append(_accept(actor, finding, finding.version, drafts[finding.pk], {}, today))
        except Refused as refused:
            held.append(Held(finding, Problem(str(refused.facts.get("field", "")), refused.code, refused.facts)))
    return Batch(tuple(accepted), tuple(held))


def bulk_problem(finding: Finding, draft: Draft, before: Finding | None = None) -> Problem | None:
    """Why a finding is not accepted together with others: something is missing, or a person should look at it first.

    ``before`` is the same sentence as it was accepted from an earlier reading.
    """
    if before is not None:
        return Problem("", "intake.accepted_before")
    if finding.edited:
        return Problem("", "intake.edited_before")
    if isinstance(draft, ResultDraft) and draft.restates:
        return Problem("", "intake.restates")
    if isinstance(draft, ResultDraft) and draft.indicator.indicator is None:
        return Problem("indicator", "intake.indicator_missing")
    return next(iter(draft.problems()), None)


def reject_finding(*, actor: Actor, finding_id: int, version: int, reason: str) -> Finding:
    """Reject a finding (bỏ phát hiện) with a reason; it stays beside the text, struck through."""
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    reason = reason.strip()
    if not reason:
        raise Refused("intake.reason_missing", field="reason")
    return reject_finding_row(actor=actor, finding_id=finding.pk, version=version, reason=reason)


def undo_decision(*, actor: Actor, finding_id: int, version: int, today: date) -> Finding:
    """Take a decision back (hoàn tác): the finding is open again, and what was made of it is gone.

    Raises ``Refused``: ``intake.nothing_to_undo``; ``intake.touched`` where what was made has been worked on since.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    if finding.state == FindingState.OPEN:
        raise Refused("intake.nothing_to_undo")
    with transaction.atomic():
        was, since = finding.state, finding.decided_at or finding.reading.asked_at
        finding = reopen_finding_row(actor=actor, finding_id=finding.pk, version=version)
        if was == FindingState.ACCEPTED:
            _unmake(actor, finding, since)
    return finding


# --- accepting --------------------------------------------------------------------------------------------------------


def _accept(
    actor: Actor, finding: Finding, version: int, proposed: Draft, fields: dict[str, Any], today: date
) -> Finding:
    remember = bool(fields.pop("remember", False))
    draft = overlay(proposed, fields)
    if problems := draft.problems():
        first = problems[0]
        raise Refused(first.code, field=first.field, **first.facts)
    before, after = texts_of(proposed), texts_of(draft)
    edited = {name: text for name, text in after.items() if before.get(name) != text}
    with transaction.atomic():
        finding = accept_finding_row(actor=actor, finding_id=finding.pk, version=version, edited=edited)
        _make(actor, finding, draft, today)
        if remember and isinstance(proposed, TaskDraft) and isinstance(draft, TaskDraft) and draft.lead_unit:
            add_alias(actor, unit=draft.lead_unit, name=proposed.lead.words)
    return finding


def overlay(draft: Draft, fields: Mapping[str, Any]) -> Draft:
    """The draft with what a person set instead; units may stand where the draft has the answer of the directory."""
    changes = {name: _answered(name, value) for name, value in fields.items()}
    if "lead_unit" in changes and isinstance(draft, TaskDraft):
        changes["lead"] = changes.pop("lead_unit")
        changes.setdefault("lead_post", None)
    if isinstance(draft, TargetDraft | ResultDraft):
        changes["indicator"] = _indicator_of(draft.indicator, changes)
    return replace(draft, **changes)


_ANSWERS = ("lead_unit", "lead", "unit")
_ANSWER_LISTS = ("cooperating", "through")


def _answered(name: str, value: Any) -> Any:
    if name in _ANSWERS and (value is None or isinstance(value, Unit)):
        return Answer(value.name, "chosen", unit=value) if value else Answer("")
    if name in _ANSWER_LISTS:
        return tuple(Answer(one.name, "chosen", unit=one) if isinstance(one, Unit) else one for one in value)
    return value


_INDICATOR_FIELDS = ("name", "unit_of_measure", "kind", "frequency", "reported", "direction", "decimals")


def _indicator_of(draft: IndicatorDraft, changes: dict[str, Any]) -> IndicatorDraft:
    """The indicator of a figure: ``indicator`` links it to one of the register, None makes a new one."""
    asked = {name: changes.pop(name) for name in _INDICATOR_FIELDS if name in changes}
    if "indicator" in changes:
        chosen = changes.pop("indicator")
        draft = chosen if isinstance(chosen, IndicatorDraft) else replace(draft, indicator=chosen, candidates=())
    return replace(draft, **asked)


def _make(actor: Actor, finding: Finding, draft: Draft, today: date) -> None:
    """Have the owner of the thing make it, with the document and the finding it comes from."""
    match draft:
        case TaskDraft():
            _make_task(actor, finding, draft, today)
        case TargetDraft():
            _make_target(actor, finding, draft)
        case ResultDraft():
            _make_observation(actor, finding, draft)
        case ShortcomingDraft():
            create_shortcoming(
                actor=actor,
                keeper=finding.document.keeper,
                text=draft.text,
                unit=draft.unit.unit,
                cause=draft.cause,
                document=finding.document,
                finding=finding,
            )
        case ProposalDraft():
            create_proposal(
                actor=actor,
                keeper=finding.document.keeper,
                text=draft.text,
                addressed_to=draft.addressed_to,
                document=finding.document,
                finding=finding,
            )
        case ReferenceDraft():
            point_citation(actor=actor, finding_id=finding.pk, cited=draft.cited)
        case ContextDraft():
            pass


def _make_task(actor: Actor, finding: Finding, draft: TaskDraft, today: date) -> None:
    document = finding.document
    create_task(
        actor=actor,
        keeper=document.keeper,
        title=draft.title,
        lead_unit=draft.lead_unit,
        lead_post=draft.lead_post,
        follower=draft.follower,
        product=draft.product,
        product_level=draft.product_level,
        product_receiver=draft.product_receiver,
        due=draft.due,
        deadline_kind=draft.deadline_kind,
        no_due_reason=draft.no_due_reason,
        days_after_issue=draft.days_after_issue,
        received_on=document.received_on,
        cooperating=_parties(draft.cooperating, draft.lead_unit),
        through=_parties(draft.through, draft.lead_unit),
        overseers=(draft.overseer,) if draft.overseer else (),
        authority=draft.authority,
        resources=draft.resources,
        recurrence=draft.recurrence,
        condition=draft.condition,
        document=document,
        finding=finding,
        today=today,
    )


def _parties(answers: Sequence[Answer], lead: Unit | None) -> tuple[Unit | str, ...]:
    """The units of the answers, each once and the lead left out; the paper's words where the directory knows none."""
    found = {unit.pk: unit for answer in answers for unit in answer.units}
    if lead is not None:
        found.pop(lead.pk, None)
    return (*found.values(), *(answer.words for answer in answers if not answer.units))


def _make_target(actor: Actor, finding: Finding, draft: TargetDraft) -> None:
    assert draft.value is not None  # problems() said so
    assert draft.unit.unit is not None
    indicator = draft.indicator.indicator or _new_indicator(
        actor, finding, draft.indicator, lead_unit=draft.lead_unit.unit
    )
    set_target(
        actor=actor,
        indicator=indicator,
        unit=draft.unit.unit,
        comparator=draft.comparator,
        value=draft.value,
        value_high=draft.value_high,
        horizon=draft.horizon,
        starts_on=draft.starts_on,
        due=draft.due,
        baseline=draft.baseline,
        baseline_on=draft.baseline_on,
        path=dict(draft.path) or None,
        document=finding.document,
        finding=finding,
    )


def _make_observation(actor: Actor, finding: Finding, draft: ResultDraft) -> None:
    assert draft.period is not None  # problems() said so
    assert draft.unit.unit is not None
    indicator = draft.indicator.indicator or _new_indicator(actor, finding, draft.indicator, lead_unit=None)
    document = finding.document
    submit_observation(
        actor=actor,
        indicator=indicator,
        unit=draft.unit.unit,
        provider=document.issuer_unit or document.keeper,
        period=draft.period,
        value=draft.value,
        is_estimate=draft.is_estimate,
        revision_reason=f"{document}",
        document=document,
        finding=finding,
    )


def _new_indicator(actor: Actor, finding: Finding, draft: IndicatorDraft, *, lead_unit: Unit | None) -> Indicator:
    return create_indicator(
        actor=actor,
        keeper=finding.document.keeper,
        name=draft.name,
        unit_of_measure=draft.unit_of_measure,
        kind=draft.kind,
        frequency=draft.frequency,
        reported=draft.reported,
        direction=draft.direction,
        decimals=draft.decimals,
        lead_unit=lead_unit,
    )


# --- undoing ----------------------------------------------------------------------------------------------------------


def _unmake(actor: Actor, finding: Finding, since: datetime) -> None:
    """Take back what a finding became; raises ``Refused("intake.touched")`` where somebody has worked on it."""
    try:
        match finding.kind:
            case FindingKind.TASK:
                _unmake_tasks(actor, finding)
            case FindingKind.TARGET:
                _unmake_targets(actor, finding, since)
            case FindingKind.RESULT:
                _unmake_observations(actor, finding)
            case FindingKind.SHORTCOMING:
                _delete_untouched(actor, Shortcoming.objects.filter(finding=finding), state=ShortcomingState.STANDING)
            case FindingKind.PROPOSAL:
                _delete_untouched(actor, Proposal.objects.filter(finding=finding), answered_on=None)
    except ProtectedError as error:
        raise Refused("intake.touched", what=str(finding)) from error


def _unmake_tasks(actor: Actor, finding: Finding) -> None:
    for task in Task.objects.select_for_update().filter(finding=finding):
        worked_on = task.version or task.closure != Closure.NONE or task.is_disputed
        if worked_on or task.updates.exists() or task.evidence.exists() or task.children.exists():
            raise Refused("intake.touched", what=str(task))
        record(actor, "intake.unmake", task, code=task.code, title=task.title[:200])
        task.delete()


def _unmake_targets(actor: Actor, finding: Finding, since: datetime) -> None:
    """Withdraw the target; the indicator that was made for it goes too, while it has nothing else."""
    for target in Target.objects.filter(finding=finding, withdrawn_at__isnull=True).select_related("indicator"):
        indicator = target.indicator
        made_for_it = indicator.created_at >= since and not indicator.targets.exclude(finding=finding).exists()
        if made_for_it and indicator.observations.exists():
            raise Refused("intake.touched", what=str(indicator))
        withdraw_target(actor=actor, target=target, reason=str(_UNDONE))
        if made_for_it:
            record(actor, "intake.unmake", indicator, name=indicator.name)
            indicator.targets.all().delete()
            indicator.obligations.all().delete()
            indicator.delete()


def _unmake_observations(actor: Actor, finding: Finding) -> None:
    """A value is never deleted: what stood before it, or that there is none, is reported again with the reason."""
    reported = Observation.objects.filter(finding=finding).select_related("indicator", "unit", "provider")
    observation = reported.order_by("-revision").first()
    if observation is None:
        return
    if hasattr(observation, "approval"):
        raise Refused("intake.touched", what=str(observation.indicator))
    try:
        retract_observation(actor=actor, observation=observation, reason=str(_UNDONE))
    except Refused as refused:
        if refused.code == "conflict.observation_changed":
            raise Refused("intake.touched", what=str(observation.indicator)) from refused
        raise


def _delete_untouched(actor: Actor, found: models.QuerySet[Any], **untouched: Any) -> None:
    for thing in found.select_for_update():
        if any(getattr(thing, name) != value for name, value in untouched.items()):
            raise Refused("intake.touched", what=str(thing))
        record(actor, "intake.unmake", thing, text=thing.text[:200])
        thing.delete()
