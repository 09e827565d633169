"""Destroying content by two people: propose, confirm, refuse, withdraw; what nobody confirms in time lapses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.destruction.access import may_propose, posts_to_confirm
from vaocuoc.documents.destruction.cleaning import clean
from vaocuoc.documents.destruction.holding import Root, copies, root_of
from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.documents.destruction.removing import named_elsewhere, remove
from vaocuoc.notices.operations import Outgoing, notify, notify_all

DAYS = 7
"""So many days a proposal waits for another person; then it lapses."""


def propose(
    *, actor: Actor, root: Root, subject: Model, reason: str, decision: str, also: Iterable[str] = ()
) -> Destruction:
    """Propose that what ``subject`` says is destroyed (đề nghị hủy nội dung), by a decision with its number.

    ``also`` are the copies to go with it, as ``holding.copies`` names them. Whoever may confirm is told. Raises
    ``access.denied``, ``destruction.by_delegation``, ``destruction.no_reason``, ``destruction.no_decision``,
    ``conflict.destruction_open``, ``conflict.destruction_done``.
    """
    described = root.describe(subject)
    if not may_propose(actor, described.keeper_id):
        raise Refused("access.denied", action=str(Action.DESTROY))
    _in_person(actor)
    reason, decision = nfc(reason).strip()[:500], nfc(decision).strip()[:200]
    if not reason:
        raise Refused("destruction.no_reason")
    if not decision:
        raise Refused("destruction.no_decision")
    shown, wanted = copies(actor, root, subject), set(also)
    ticked = [copy.key for copy in shown if copy.key in wanted]
    # Where all that is hidden goes, what was shown and not ticked stays all the same.
    ticked += [copy.key.replace(":", ":-") for copy in shown if copy.key not in wanted and not copy.hidden]
    with transaction.atomic():
        _let_lapse(Destruction.objects.filter(object_type=root.model, object_id=subject.pk), actor.today)
        try:
            with transaction.atomic():
                made = Destruction.objects.create(
                    object_type=root.model,
                    object_id=subject.pk,
                    keeper_id=described.keeper_id,
                    called=described.called[:300],
                    reason=reason,
                    decision=decision,
                    also=ticked,
                    proposed_by=actor.user,
                    proposed_as=actor.post,
                    lapses_on=actor.today + timedelta(days=DAYS),
                )
        except IntegrityError:
            raise _taken(root, subject) from None
        facts = {"called": made.called, "decision": decision, "reason": reason, "copies": len(wanted)}
        record(actor, "destruction.propose", made, **facts)
        posts = posts_to_confirm(made.keeper_id, today=actor.today)
        told = {"called": made.called, "due": made.lapses_on}
        notify(actor, Outgoing("destruction.proposed", made, posts=posts, facts=told, urgent=True))
    return made


def confirm(*, actor: Actor, destruction: Destruction) -> Destruction:
    """Confirm as another person, which destroys the content for good (xác nhận hủy).

    Neither the same person in another post nor anybody by delegation confirms. Raises ``access.denied``,
    ``destruction.by_delegation``, ``destruction.same_person``, ``destruction.lapsed``,
    ``conflict.destruction_decided``.
    """
    root = root_of(destruction.object_type)
    with transaction.atomic():
        found = _to_decide(actor, destruction)
        subject = root.rows.filter(pk=found.object_id).first()
        if subject is None:
            raise Refused("not_found")
        found.removed = remove(actor=actor, destruction=found, root=root, subject=subject)
        shas = {one["sha256"] for one in found.removed["files"]}
        found.elsewhere = len(named_elsewhere(shas))
        _decide(actor, found, DestructionState.CONFIRMED)
        facts = {"decision": found.decision, "files": len(shas), "entries": found.removed["entries"]}
        record(actor, "destruction.confirm", found, called=found.called, **facts)
        record(actor, "destruction.destroyed", subject, destruction=found.pk, decision=found.decision)
        _tell_proposer(actor, found, "destruction.confirmed")
        clean.enqueue(found.pk)
    return found


def refuse(*, actor: Actor, destruction: Destruction, reason: str) -> Destruction:
    """Not agree, with a reason (không đồng ý). Raises as :func:`confirm`, and ``destruction.no_reason``."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Refused("destruction.no_reason")
    with transaction.atomic():
        found = _to_decide(actor, destruction)
        found.refusal = reason
        _decide(actor, found, DestructionState.REFUSED)
        record(actor, "destruction.refuse", found, called=found.called, reason=reason)
        _tell_proposer(actor, found, "destruction.refused", reason=reason)
    return found


def withdraw(*, actor: Actor, destruction: Destruction) -> Destruction:
    """Take one's own proposal back before it is decided (rút đề nghị).

    Raises ``access.denied`` for anybody but the proposer, ``conflict.destruction_decided``.
    """
    with transaction.atomic():
        found = Destruction.objects.select_for_update().get(pk=destruction.pk)
        if found.proposed_by_id != actor.user.pk:
            raise Refused("access.denied", action=str(Action.DESTROY))
        _must_wait(found)
        _decide(actor, found, DestructionState.WITHDRAWN)
        record(actor, "destruction.withdraw", found, called=found.called)
    return found


def lapse(today: date) -> None:
    """Let lapse what nobody confirmed in time, and tell who proposed it; once a morning (hết hiệu lực)."""
    with transaction.atomic():
        lapsed = _let_lapse(Destruction.objects.all(), today)
        notify_all(
            None,
            [
                Outgoing("destruction.lapsed", one, posts=[one.proposed_as_id], facts={"called": one.called})
                for one in lapsed
                if one.proposed_as_id
            ],
        )


def _let_lapse(rows: QuerySet[Destruction], today: date) -> list[Destruction]:
    lapsed = list(rows.filter(state=DestructionState.PROPOSED, lapses_on__lt=today).select_for_update())
    for one in lapsed:
        one.state = DestructionState.LAPSED
        one.save(update_fields=["state"])
        record(None, "destruction.lapse", one, called=one.called)
    return lapsed


def _in_person(actor: Actor) -> None:
    """Two persons answer for it themselves: neither acts in anybody else's name."""
    if actor.post is None or actor.in_name_of:
        raise Refused("destruction.by_delegation")


def _to_decide(actor: Actor, destruction: Destruction) -> Destruction:
    """The proposal, locked, where this actor may decide on it now."""
    actor.require(Action.DESTROY, destruction.keeper_id)
    _in_person(actor)
    found = Destruction.objects.select_for_update().get(pk=destruction.pk)
    _must_wait(found)
    if found.has_lapsed(actor.today):
        raise Refused("destruction.lapsed", day=found.lapses_on)
    if found.proposed_by_id == actor.user.pk:
        raise Refused("destruction.same_person")
    return found


def _must_wait(found: Destruction) -> None:
    if found.state != DestructionState.PROPOSED:
        raise Refused("conflict.destruction_decided", state=found.get_state_display())


def _decide(actor: Actor, found: Destruction, state: DestructionState) -> None:
    found.state = state
    found.decided_by, found.decided_as, found.decided_at = actor.user, actor.post, timezone.now()
    found.save()


def _taken(root: Root, subject: Model) -> Refused:
    there = Destruction.objects.filter(
        object_type=root.model,
        object_id=subject.pk,
        state__in=(DestructionState.PROPOSED, DestructionState.CONFIRMED),
    ).first()
    done = there is not None and there.state == DestructionState.CONFIRMED
    return Refused("conflict.destruction_done" if done else "conflict.destruction_open")


def _tell_proposer(actor: Actor, found: Destruction, kind: str, **facts: str) -> None:
    posts = [found.proposed_as_id] if found.proposed_as_id else []
    notify(actor, Outgoing(kind, found, posts=posts, facts={"called": found.called, **facts}))
