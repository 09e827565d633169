"""What findings become, and how that is taken back (lập và gỡ): each by the operation of the area that owns the thing.

Called inside the decision's transaction by ``operations`` alone, which has checked the right to review.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Finding, FindingKind
from vaocuoc.documents.readings.operations import point_citation
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.operations import (
    create_indicator,
    retract_observation,
    set_target,
    submit_observation,
    withdraw_target,
)
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
from vaocuoc.tracking.intake.models import Deed, Descent, TaskService, TaskSource
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.giving import Wanted
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.operations import create_task

_UNDONE = _("Hoàn tác khi rà soát văn bản")


def make(actor: Actor, finding: Finding, draft: Draft, today: date) -> None:
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
    if draft.existing is not None:
        link_task(actor, finding, draft.existing)
        return
    task = create_task(actor=actor, today=today, **wanted_of(finding, draft))
    serve(actor, [(task, draft)])


def wanted_of(finding: Finding, draft: TaskDraft) -> Wanted:
    """What a task found is given with: the draft, its document and its sentence."""
    document = finding.document
    return Wanted(
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
    )


def serve(actor: Actor, made: Sequence[tuple[Task, TaskDraft]]) -> None:
    """Note which indicator each task serves, where its draft says one (phục vụ chỉ tiêu)."""
    serving = [(task, draft.serves) for task, draft in made if draft.serves is not None]
    TaskService.objects.bulk_create([TaskService(task=task, indicator=indicator) for task, indicator in serving])
    record_all(actor, "intake.serve", [(task, {"indicator": indicator.pk}) for task, indicator in serving])


def link_task(actor: Actor, finding: Finding, task: Task) -> None:
    """Note that a sentence gives a task that the register has already (thêm nguồn): no second task is made."""
    TaskSource.objects.create(task=task, finding=finding, linked_by=actor.user, linked_as=actor.post)
    record(actor, "intake.link_task", task, finding=finding.pk, document=finding.document_id)


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


# --- taking back ----------------------------------------------------------------------------------------------------


def unmake(actor: Actor, finding: Finding, since: datetime) -> None:
    """Take back what a finding became; raises ``Refused("intake.touched")`` where somebody has worked on it."""
    if Descent.objects.filter(origin=finding, deed=Deed.CARRY, undone_at=None).exists():
        raise Refused("intake.touched", what=str(finding))
    if Descent.objects.filter(finding=finding, deed=Deed.CARRY, undone_at=None).update(undone_at=timezone.now()):
        TaskSource.objects.filter(finding=finding).delete()
        return
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
    TaskSource.objects.filter(finding=finding).delete()
    for task in Task.objects.select_for_update().filter(finding=finding):
        worked_on = task.further_sources.exists() or task.version or task.closure != Closure.NONE or task.is_disputed
        if (
            worked_on
            or task.acknowledged_at
            or task.updates.exists()
            or task.evidence.exists()
            or task.children.exists()
        ):
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
