"""Keeping who oversees what: giving by a decision, ending; each is one transaction with its entry."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc, words
from vaocuoc.directory.organisations.access import require_directory
from vaocuoc.directory.organisations.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.models import Oversight, OversightKind

_LONGEST = 200


def give_oversight(
    *,
    actor: Actor | None,
    post: Post,
    kind: str,
    decision: str,
    valid_from: date,
    unit: Unit | None = None,
    words: str = "",
    valid_to: date | None = None,
) -> Oversight:
    """Let a post oversee a unit, a field or what a paper gives (phân công phụ trách), by a decision.

    Raises ``Refused``: ``access.denied``, ``oversight.no_unit``, ``oversight.no_words``, ``oversight.no_decision``,
    ``oversight.too_long``, ``oversight.given_already``, ``organisations.days_backwards``.
    """
    require_directory(actor)
    named, decision = _checked(kind, unit, words), _bounded(decision)
    if not decision:
        raise Refused("oversight.no_decision")
    if valid_to is not None and valid_to <= valid_from:
        raise Refused("organisations.days_backwards", start=valid_from, end=valid_to)
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)
        same = Oversight.objects.filter(post=post, kind=kind, unit=unit if not named else None, words=named)
        if same.filter(valid_to__isnull=True).exists():
            raise Refused("oversight.given_already", name=unit.name if unit else named)
        made = Oversight.objects.create(
            post=post,
            kind=kind,
            unit=None if named else unit,
            words=named,
            decision=decision,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        record(
            actor,
            "oversight.give",
            post,
            overseen=str(made.unit or made.words),
            act=decision,
            valid_from=valid_from.isoformat(),
        )
    return made


def end_oversight(*, actor: Actor | None, oversight: Oversight, valid_to: date) -> Oversight:
    """End what a post oversees (thôi phụ trách); ``valid_to`` is the first day without it.

    Raises ``Refused``: ``access.denied``, ``organisations.days_backwards``, ``organisations.already_ended``.
    """
    require_directory(actor)
    with transaction.atomic():
        row = (
            Oversight.objects.select_for_update(of=("self",)).select_related("unit", "post__unit").get(pk=oversight.pk)
        )
        name = str(row.unit or row.words)
        if valid_to <= row.valid_from:
            raise Refused("organisations.days_backwards", start=row.valid_from, end=valid_to)
        if row.valid_to is not None and row.valid_to <= valid_to:
            raise Refused("organisations.already_ended", name=name, day=row.valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to"])
        record(actor, "oversight.end", row.post, overseen=name, valid_to=valid_to.isoformat())
    return row


def _checked(kind: str, unit: Unit | None, typed: str) -> str:
    """The words of a field or a paper; empty for a unit, which has to be named."""
    if kind == OversightKind.UNIT:
        if unit is None:
            raise Refused("oversight.no_unit")
        return ""
    named = _bounded(typed)
    if kind not in OversightKind.values or not list(words(named)):
        raise Refused("oversight.no_words")
    return named


def _bounded(typed: str) -> str:
    text = nfc(typed).strip()
    if len(text) > _LONGEST:
        raise Refused("oversight.too_long", length=len(text), longest=_LONGEST)
    return text
