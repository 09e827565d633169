"""Asking units for a programme of their own, and noting one whose file is not here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, DocumentAddressee, Handling
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.oversight.coverage.models import NotedProgramme, Rollout, RolloutUnit
from vaocuoc.oversight.coverage.programmes import is_owing


def ask_units(*, actor: Actor, document: Document, units: Sequence[Unit], due: date | None = None) -> Rollout:
    """Say which units must issue a programme of their own, and by when (yêu cầu ban hành chương trình riêng).

    It takes the place of what was asked before. Units asked anew are told, and the document is addressed to them.
    Raises ``Refused``: ``access.denied``, ``coverage.draft``, ``coverage.no_units``, ``coverage.before_issue``.
    """
    actor.require(Action.ASSIGN, document.keeper_id)
    if document.handling == Handling.DRAFT:
        raise Refused("coverage.draft")
    if not units:
        raise Refused("coverage.no_units")
    _not_before_issue(document, due)
    with transaction.atomic():
        Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        rollout, _made = Rollout.objects.update_or_create(
            document=document, defaults={"due": due, "set_by": actor.user, "set_as": actor.post}
        )
        before = set(rollout.owed.values_list("unit_id", flat=True))
        keys = {unit.pk for unit in units}
        rollout.owed.exclude(unit__in=keys).delete()
        RolloutUnit.objects.bulk_create([RolloutUnit(rollout=rollout, unit_id=pk) for pk in sorted(keys - before)])
        there = set(document.addressees.values_list("unit_id", flat=True))
        DocumentAddressee.objects.bulk_create(
            [DocumentAddressee(document=document, unit_id=pk) for pk in sorted(keys - there)]
        )
        day = due.isoformat() if due else None
        record(actor, "coverage.ask", document, units=len(keys), due=day)
        facts = {"document": str(document), "due": day or "–"}
        notify(actor, Outgoing("coverage.asked", document, units=sorted(keys - before), facts=facts))
    return rollout


def note_programme(
    *, actor: Actor, document: Document, unit: Unit, number: str, issued_on: date, today: date
) -> NotedProgramme:
    """Note the programme of a unit whose file is not here, by number and day (ghi chương trình riêng).

    The unit notes its own, the office of the register anybody's. A later note takes the place of the earlier.
    Raises ``Refused``: ``access.denied``, ``coverage.not_asked``, ``coverage.no_number``, ``coverage.in_future``,
    ``coverage.before_issue``.
    """
    if not actor.may(Action.ASSIGN, document.keeper_id):
        actor.require(Action.REPORT, unit.pk)
    number = nfc(number).strip()[:80]
    if not number:
        raise Refused("coverage.no_number")
    if issued_on > today:
        raise Refused("coverage.in_future", day=issued_on)
    _not_before_issue(document, issued_on)
    with transaction.atomic():
        Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        rollout = Rollout.objects.filter(document=document).first()
        if not is_owing(document, rollout, unit, today=today):
            raise Refused("coverage.not_asked", unit=unit.name)
        noted, _made = NotedProgramme.objects.update_or_create(
            document=document,
            unit=unit,
            defaults={"number": number, "issued_on": issued_on, "noted_by": actor.user, "noted_as": actor.post},
        )
        record(
            actor, "coverage.note", document, unit_name=unit.name, number=number, issued_on=issued_on.isoformat()
        )  # fmt: skip
    return noted


def forget_programme(*, actor: Actor, noted: NotedProgramme) -> None:
    """Take a noted programme back (bỏ ghi): its words stay in the trail; a unit only what it noted itself.

    Raises ``Refused("access.denied")``.
    """
    if not may_forget(actor, noted):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    with transaction.atomic():
        record(
            actor, "coverage.forget", noted.document, unit_name=noted.unit.name, number=noted.number,
            issued_on=noted.issued_on.isoformat(),
        )  # fmt: skip
        noted.delete()


def may_forget(actor: Actor, noted: NotedProgramme) -> bool:
    """Whether one may take a noted programme back: the office of the register, and the unit what it noted itself."""
    if actor.may(Action.ASSIGN, noted.document.keeper_id):
        return True
    return noted.by_unit and actor.may(Action.REPORT, noted.unit_id)


def _not_before_issue(document: Document, day: date | None) -> None:
    if day is not None and document.issued_on is not None and day < document.issued_on:
        raise Refused("coverage.before_issue", day=day, issued_on=document.issued_on)
