"""Entering shortcomings and proposals, and saying what became of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState


def create_shortcoming(
    *,
    actor: Actor,
    keeper: Unit,
    text: str,
    unit: Unit | None = None,
    cause: str = "",
    document: Document | None = None,
    finding: Finding | None = None,
) -> Shortcoming:
    """Enter a limit that a review states (thêm hạn chế); it stands until it is overcome.

    Raises ``Refused``: ``access.denied``, ``shortcomings.no_text``, ``shortcomings.too_long``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    text, cause = _checked(text), _checked(cause, required=False)
    with transaction.atomic():
        shortcoming = Shortcoming.objects.create(
            keeper=keeper,
            text=text,
            cause=cause,
            unit=unit,
            document=document,
            finding=finding,
            created_by=actor.user,
            folded=fold(f"{text} {cause}".strip()),
        )
        record(actor, "shortcomings.create", shortcoming)
    return shortcoming


def set_shortcoming_state(*, actor: Actor, shortcoming: Shortcoming, state: str, note: str = "") -> Shortcoming:
    """Say whether a limit stands, is in hand or overcome (chưa, đang, đã khắc phục); overcome needs a word on how.

    Raises ``Refused``: ``access.denied``, ``shortcomings.unknown_state``, ``shortcomings.no_note``.
    """
    actor.require(Action.ASSIGN, shortcoming.keeper_id)
    note = _checked(note, required=False)
    if state not in ShortcomingState.values:
        raise Refused("shortcomings.unknown_state", value=state)
    if state == ShortcomingState.OVERCOME and not note:
        raise Refused("shortcomings.no_note")
    with transaction.atomic():
        shortcoming = Shortcoming.objects.select_for_update().get(pk=shortcoming.pk)
        was = shortcoming.state
        if was == state and not note:
            return shortcoming
        shortcoming.state, shortcoming.note = state, note
        shortcoming.changed_on = actor.today
        shortcoming.save(update_fields=["state", "note", "changed_on"])
        record(actor, "shortcomings.state", shortcoming, was=was, state=state, note=note)
    return shortcoming


def create_proposal(
    *,
    actor: Actor,
    keeper: Unit,
    text: str,
    addressed_to: str = "",
    document: Document | None = None,
    finding: Finding | None = None,
) -> Proposal:
    """Enter a request to a higher level (thêm kiến nghị).

    Raises ``Refused``: ``access.denied``, ``shortcomings.no_text``, ``shortcomings.too_long``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    text, addressed_to = _checked(text), _checked(addressed_to, required=False, longest=300)
    with transaction.atomic():
        proposal = Proposal.objects.create(
            keeper=keeper,
            text=text,
            addressed_to=addressed_to,
            document=document,
            finding=finding,
            created_by=actor.user,
            folded=fold(f"{text} {addressed_to}".strip()),
        )
        record(actor, "proposals.create", proposal)
    return proposal


def answer_proposal(*, actor: Actor, proposal: Proposal, answered_on: date, answer: str) -> Proposal:
    """Note when and how a proposal was answered (ghi trả lời kiến nghị).

    Raises ``Refused``: ``access.denied``, ``shortcomings.no_text``, ``shortcomings.day_in_future``.
    """
    actor.require(Action.ASSIGN, proposal.keeper_id)
    answer = _checked(answer)
    if answered_on > actor.today:
        raise Refused("shortcomings.day_in_future", day=answered_on)
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        was = {"answered_on": proposal.answered_on and proposal.answered_on.isoformat(), "answer": proposal.answer}
        proposal.answered_on, proposal.answer = answered_on, answer
        proposal.save(update_fields=["answered_on", "answer"])
        record(actor, "proposals.answer", proposal, answered_on=answered_on.isoformat(), was=was)
    return proposal


def _checked(text: str, *, required: bool = True, longest: int = 1000) -> str:
    text = nfc(text).strip()
    if required and not text:
        raise Refused("shortcomings.no_text")
    if len(text) > longest:
        raise Refused("shortcomings.too_long", length=len(text), longest=longest)
    return text
