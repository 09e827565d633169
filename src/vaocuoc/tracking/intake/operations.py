"""Deciding on findings: accepting makes what the finding speaks of, with its source, in the decision's transaction.

Each operation checks the right to review, locks the finding against the version the reviewer saw, and calls the
operation of the area that owns the thing made. Undoing takes back what was made only while nobody has touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.operations import add_alias
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingState
from vaocuoc.documents.readings.operations import accept_finding_row, reject_finding_row, reopen_finding_row
from vaocuoc.tracking.indicators.following import together
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.addressing import Answer
from vaocuoc.tracking.intake.drafts import (
    Draft,
    IndicatorDraft,
    Problem,
    ResultDraft,
    TargetDraft,
    TaskDraft,
)
from vaocuoc.tracking.intake.earlier import Earlier, earlier_of
from vaocuoc.tracking.intake.making import make, unmake
from vaocuoc.tracking.intake.models import Deed, Descent
from vaocuoc.tracking.intake.proposing import drafts_for
from vaocuoc.tracking.intake.scans import doubtful_digits
from vaocuoc.tracking.intake.several import Taking, TakingRefused, held_findings, take_all
from vaocuoc.tracking.intake.wording import NO_DAY_REASONS, texts_of
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.ui.refusals import sentence


@dataclass(frozen=True, slots=True)
class Held:
    """A finding that was not accepted with the others, and why (còn giữ lại)."""

    finding: Finding
    problem: Problem


@dataclass(frozen=True, slots=True)
class Batch:
    """What accepting many would do or did: ``ready`` with the drafts as they are written, ``held`` with the reasons."""

    ready: tuple[tuple[Finding, Draft], ...]
    held: tuple[Held, ...]

    @property
    def accepted(self) -> tuple[Finding, ...]:
        return tuple(finding for finding, _draft in self.ready)


def accept_finding(
    *,
    actor: Actor,
    finding_id: int,
    version: int,
    fields: Mapping[str, Any] | None = None,
    today: date,
    proposed: Draft | None = None,
) -> Finding:
    """Accept a finding (nhận phát hiện): it becomes a task, a target, a value ... that keeps its document and quote.

    ``fields`` overrides what the program proposes (names as in ``drafts``; units and posts as objects, numbers as
    Decimal); empty takes the proposal as it is. ``remember`` teaches the paper's words as another name of the lead;
    ``digits_checked`` says that digits read with doubt were held against the picture of the page. ``version`` is the
    one the reviewer saw; ``proposed`` the program's proposal, where the caller has it already and knows the paper in
    force. Returns the finding.

    Raises ``Refused``: ``access.denied``; ``conflict.finding_changed`` where another was first;
    ``intake.document_withdrawn``; ``intake.*`` with
    ``field`` for what is missing; and whatever the operation that makes the thing refuses. Http404 where hidden.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    if proposed is None:
        require_in_force(finding.document)
        proposed = drafts_for([finding], document=finding.document, today=today, actor=actor)[finding.pk]
    return _accept(actor, finding, version, proposed, dict(fields or {}), today)


def batch_of(
    *, actor: Actor, document: Document, finding_ids: Iterable[int], today: date, give_reason: bool = False
) -> Batch:
    """Which of these open findings could be accepted as proposed, and why the others not; nothing is written.

    ``give_reason`` fills in that the paper names no day where a task has none (ghi “Văn bản không nêu hạn”).
    """
    actor.require(Action.REVIEW, document.keeper_id)
    wanted = Finding.objects.filter(document=document, pk__in=list(finding_ids), state=FindingState.OPEN)
    related = wanted.select_related("document__keeper", "document__issuer_unit", "reading")
    findings = list(related.defer("reading__text", "reading__blocks").order_by("start", "pk"))
    drafts = drafts_for(findings, document=document, today=today, actor=actor)
    before = earlier_of(findings)
    ready: list[tuple[Finding, Draft]] = []
    held: list[Held] = []
    for finding in findings:
        draft = drafts[finding.pk]
        if give_reason and isinstance(draft, TaskDraft) and "no_due_reason" in draft.suggestions:
            draft = replace(draft, no_due_reason=str(NO_DAY_REASONS["not_said"]))
        if problem := bulk_problem(finding, draft, before.get(finding.pk)):
            held.append(Held(finding, problem))
        else:
            ready.append((finding, draft))
    return Batch(tuple(ready), tuple(held))


def accept_many(
    *, actor: Actor, document: Document, finding_ids: Iterable[int], today: date, give_reason: bool = False
) -> Batch:
    """Accept all given open findings that are complete as proposed (nhận nhiều phát hiện), all of them or none.

    What is not complete stays open and is told of. Raises ``Refused("intake.batch_refused")`` with the ``finding`` and
    the ``refusal`` where one that looked complete is refused after all: then nothing has been written.
    """
    require_in_force(document)
    actor = actor.remembering()
    batch = batch_of(actor=actor, document=document, finding_ids=finding_ids, today=today, give_reason=give_reason)
    with together(), transaction.atomic():
        held = held_findings([finding.pk for finding in batch.accepted])
        takings = [Taking(held[finding.pk], finding.version, draft) for finding, draft in batch.ready]
        try:
            take_all(actor=actor, takings=takings, today=today)
        except TakingRefused as stopped:
            facts = {"finding": str(stopped.finding), "refusal": sentence(stopped.why)}
            raise Refused("intake.batch_refused", **facts) from stopped
    return batch


def require_in_force(document: Document) -> None:
    """Nothing more is taken from a paper that was withdrawn."""
    withdrawal = Withdrawal.objects.filter(document=document).first()
    if withdrawal is not None:
        raise Refused("intake.document_withdrawn", day=withdrawal.withdrawn_on)


def bulk_problem(finding: Finding, draft: Draft, before: Earlier | None = None) -> Problem | None:
    """Why a finding is not accepted together with others: something is missing, or a person should look at it first.

    ``before`` is what was decided of the same sentence in an earlier version.
    """
    if before is not None:
        code = "accepted_before" if before.accepted else "rejected_before"
        return Problem("", f"intake.{code}" if before.is_same else "intake.reworded_before")
    if finding.edited:
        return Problem("", "intake.edited_before")
    if words := doubtful_digits(finding):
        return Problem("digits", "intake.digits_unchecked", {"words": "; ".join(words)})
    if isinstance(draft, ResultDraft) and draft.restates:
        return Problem("", "intake.restates")
    if isinstance(draft, ResultDraft) and draft.indicator.indicator is None:
        return Problem("indicator", "intake.indicator_missing")
    if isinstance(draft, TaskDraft) and any(match.score == 1 for match in draft.alike):
        return Problem("existing", "intake.task_alike", {"task": str(draft.alike[0].task)})
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

    Raises ``Refused``: ``intake.nothing_to_undo``; ``intake.touched`` where what was made has been worked on since;
    ``intake.gave_way`` where the finding was split or merged: that is undone at what came of it.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    if finding.state == FindingState.OPEN:
        raise Refused("intake.nothing_to_undo")
    if gave_way(finding):
        raise Refused("intake.gave_way")
    with transaction.atomic():
        was, since = finding.state, finding.decided_at or finding.reading.asked_at
        finding = reopen_finding_row(actor=actor, finding_id=finding.pk, version=version)
        if was == FindingState.ACCEPTED:
            unmake(actor, finding, since)
    return finding


def gave_way(finding: Finding) -> bool:
    """Whether a finding was split or merged, or came of a split or a merge that was undone: it is not reviewed."""
    regrouped = Descent.objects.filter(deed__in=(Deed.SPLIT, Deed.MERGE))
    return (
        regrouped.filter(origin=finding, undone_at=None).exists()
        or regrouped.filter(finding=finding, undone_at__isnull=False).exists()
    )


# --- accepting --------------------------------------------------------------------------------------------------------


def _accept(
    actor: Actor, finding: Finding, version: int, proposed: Draft, fields: dict[str, Any], today: date
) -> Finding:
    remember = bool(fields.pop("remember", False))
    draft, edited = settled(finding, proposed, fields)
    with transaction.atomic():
        finding = _take(actor, finding, version, draft, edited=edited, today=today)
        if remember and isinstance(proposed, TaskDraft) and isinstance(draft, TaskDraft) and draft.lead_unit:
            add_alias(actor, unit=draft.lead_unit, name=proposed.lead.words)
    return finding


def settled(finding: Finding, proposed: Draft, fields: dict[str, Any]) -> tuple[Draft, dict[str, str]]:
    """The draft as a person settled it, and the fields that they changed; raises ``intake.*`` for what is missing."""
    checked = bool(fields.pop("digits_checked", False))
    draft = overlay(proposed, fields)
    if finding.state == FindingState.OPEN and not checked and (words := doubtful_digits(finding)):
        raise Refused("intake.digits_unchecked", field="digits", words="; ".join(words))
    if problems := draft.problems():
        first = problems[0]
        raise Refused(first.code, field=first.field, **first.facts)
    before, after = texts_of(proposed), texts_of(draft)
    return draft, {name: text for name, text in after.items() if before.get(name) != text}


def _take(
    actor: Actor, finding: Finding, version: int, draft: Draft, *, edited: dict[str, str], today: date
) -> Finding:
    """Write the decision and what it makes, together."""
    with transaction.atomic():
        finding = accept_finding_row(actor=actor, finding_id=finding.pk, version=version, edited=edited)
        make(actor, finding, draft, today)
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
