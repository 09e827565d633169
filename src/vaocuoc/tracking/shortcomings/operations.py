"""Entering shortcomings and proposals, and saying what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record, record_all
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
    with transaction.atomic():
        notes = {shortcoming.pk: note}
        refused, held = _set_states(actor, [shortcoming], state, notes)
    if why := refused.get(shortcoming.pk):
        raise why
    return held[shortcoming.pk]


def set_shortcoming_states(
    *, actor: Actor, shortcomings: Sequence[Shortcoming], state: str, note: str = ""
) -> Mapping[int, Refused]:
    """The same for many, each with the note or else the one it has; why some were refused, which then stay."""
    actor = actor.remembering()
    with transaction.atomic():
        refused, _held = _set_states(actor, shortcomings, state, {one.pk: note or one.note for one in shortcomings})
    return refused


def _set_states(
    actor: Actor, shortcomings: Sequence[Shortcoming], state: str, notes: Mapping[int, str]
) -> tuple[dict[int, Refused], dict[int, Shortcoming]]:
    """Hold all, judge each, write what changed at once; inside the transaction."""
    rows = Shortcoming.objects.select_for_update().filter(pk__in=list(notes)).order_by("pk")
    held = {one.pk: one for one in rows}
    refused: dict[int, Refused] = {one.pk: Refused("not_found") for one in shortcomings if one.pk not in held}
    changed: list[tuple[Shortcoming, dict[str, str]]] = []
    for one in held.values():
        try:
            note = _checked_state(actor, one, state, notes[one.pk])
        except Refused as why:
            refused[one.pk] = why
            continue
        if one.state != state or note:
            changed.append((one, {"was": one.state, "state": state, "note": note}))
            one.state, one.note, one.changed_on = state, note, actor.today
    Shortcoming.objects.bulk_update([one for one, _facts in changed], ["state", "note", "changed_on"], batch_size=200)
    record_all(actor, "shortcomings.state", changed)
    return refused, held


def _checked_state(actor: Actor, shortcoming: Shortcoming, state: str, note: str) -> str:
    """The note as it is kept; raises for a state that may not be said."""
    actor.require(Action.ASSIGN, shortcoming.keeper_id)
    note = _checked(note, required=False)
    if state not in ShortcomingState.values:
        raise Refused("shortcomings.unknown_state", value=state)
    if state == ShortcomingState.OVERCOME and not note:
        raise Refused("shortcomings.no_note")
    return note


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
