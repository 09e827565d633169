"""Taking over what was decided in an earlier version of the same paper (nhận lại từ bản trước)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.documents.readings.operations import accept_finding_row, reject_finding_row
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.earlier import earlier_of
from vaocuoc.tracking.intake.making import link_task
from vaocuoc.tracking.intake.models import Deed, Descent, TaskSource
from vaocuoc.tracking.intake.outcomes import became_of
from vaocuoc.tracking.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken over, and what was left for a person because it is not as before."""

    taken: tuple[Finding, ...]
    held: tuple[Finding, ...]


def carry_over(*, actor: Actor, document: Document, finding_ids: Iterable[int]) -> Carried:
    """Decide on findings as on the same sentences of an earlier version (nhận lại như bản trước), all of them or none.

    What became of the sentence then stands for it now too: nothing is made twice. Only sentences that did not change
    are taken, and only where what they became is still there.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    wanted = Finding.objects.filter(document=document, pk__in=list(finding_ids), state=FindingState.OPEN)
    findings = list(wanted.select_related("document", "reading").defer("reading__text", "reading__blocks"))
    earlier = {pk: one for pk, one in earlier_of(findings).items() if one.is_same}
    standing = became_of([one.finding for one in earlier.values()])
    held: list[Finding] = []
    with transaction.atomic():
        for finding in findings:
            one = earlier.get(finding.pk)
            if one is None or (one.accepted and one.finding.pk not in standing and _makes(one.finding)):
                held.append(finding)
            else:
                _carry(actor, finding, finding.version, one.finding)
        done = tuple(one for one in findings if one not in held)
        record(actor, "intake.carry_over", document, count=len(done))
    return Carried(done, tuple(held))


def carry_one(*, actor: Actor, finding_id: int, version: int) -> Finding:
    """Take a finding as its sentence was decided in an earlier version (giữ như bản trước), also where it was reworded.

    Raises ``Refused("intake.not_as_before")`` where no earlier version has it.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    one = earlier_of([finding]).get(finding.pk)
    if one is None or (one.accepted and _makes(one.finding) and not became_of([one.finding])):
        raise Refused("intake.not_as_before")
    with transaction.atomic():
        return _carry(actor, finding, version, one.finding)


def _makes(finding: Finding) -> bool:
    """Whether accepting a finding of this kind makes something that may be gone since."""
    return finding.kind not in (FindingKind.REFERENCE, FindingKind.CONTEXT)


def _carry(actor: Actor, finding: Finding, version: int, earlier: Finding) -> Finding:
    if earlier.state == FindingState.REJECTED:
        return reject_finding_row(actor=actor, finding_id=finding.pk, version=version, reason=earlier.reject_reason)
    finding = accept_finding_row(actor=actor, finding_id=finding.pk, version=version, edited={})
    before = Descent.objects.filter(finding=earlier, deed=Deed.CARRY, undone_at=None).select_related("origin").first()
    root = before.origin if before else earlier
    Descent.objects.update_or_create(
        origin=root, finding=finding, defaults={"deed": Deed.CARRY, "made_by": actor.user, "undone_at": None}
    )
    task = Task.objects.filter(finding=root).first()
    if task is None and (source := TaskSource.objects.filter(finding=root).select_related("task").first()):
        task = source.task
    if task is not None:
        link_task(actor, finding, task)
    return finding
