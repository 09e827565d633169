"""Opening the dissemination of a document, reporting a session, taking it back, excusing a unit, ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import RelationKind, Unit, UnitKind, UnitReach
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.dissemination.access import may_change, may_keep, units_to_report
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, SessionForm, StudySession
from vaocuoc.documents.papers.models import Document, DocumentAddressee, Handling
from vaocuoc.notices.operations import Outgoing, notify

_MOST_MEMBERS = 10_000_000


def units_below(keeper: Unit, *, today: date, direct: bool) -> list[Unit]:
    """The Party organisations below a unit: directly, or at any depth (tổ chức đảng trực thuộc)."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    reach = UnitReach.objects.filter(alive, kind=RelationKind.PARTY, ancestor=keeper, depth__gt=0)
    if direct:
        reach = reach.filter(depth=1)
    units = Unit.objects.filter(pk__in=reach.values("descendant_id"), kind__in=(UnitKind.PARTY, UnitKind.CELL))
    return list(units.order_by("sort_key", "pk"))


def open_dissemination(
    *, actor: Actor, document: Document, keeper: Unit, units: Sequence[Unit], due: date | None = None
) -> Dissemination:
    """Ask units to study a document and report it (mở đợt quán triệt); they are told, and it is addressed to them.

    Raises ``Refused``: ``access.denied``, ``dissemination.draft``, ``dissemination.no_units``,
    ``dissemination.day_passed``, ``conflict.dissemination_open``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if document.handling == Handling.DRAFT:
        raise Refused("dissemination.draft")
    if not units:
        raise Refused("dissemination.no_units")
    if due is not None and due < actor.today:
        raise Refused("dissemination.day_passed", day=due)
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        if Dissemination.objects.filter(keeper=keeper, document=document).exists():
            raise Refused("conflict.dissemination_open", document=str(document))
        made = Dissemination.objects.create(keeper=keeper, document=document, due=due, created_by=actor.user)
        DisseminationUnit.objects.bulk_create([DisseminationUnit(dissemination=made, unit=unit) for unit in units])
        if document.keeper_id == keeper.pk:
            there = set(document.addressees.values_list("unit_id", flat=True))
            DocumentAddressee.objects.bulk_create(
                [DocumentAddressee(document=document, unit=unit) for unit in units if unit.pk not in there]
            )
        record(actor, "dissemination.open", made, units=len(units), due=due.isoformat() if due else None)
        facts = {"document": str(document), "due": due.isoformat() if due else "–"}
        notify(actor, Outgoing("dissemination.asked", made, units=[unit.pk for unit in units], facts=facts))
    return made


def report_session(
    *,
    actor: Actor,
    dissemination: Dissemination,
    unit: Unit,
    held_on: date,
    attended: int,
    members: int,
    form: str = SessionForm.IN_PERSON,
    speaker: str = "",
    others: int = 0,
    note: str = "",
    on_behalf_of: str = "",
) -> StudySession:
    """Report a session that a unit held (báo cáo buổi quán triệt): how many members took part of how many.

    Raises ``Refused``: ``access.denied``, ``dissemination.closed``, ``dissemination.day_in_future``,
    ``dissemination.more_than_all``, ``dissemination.no_members``, ``dissemination.unknown_form``.
    """
    if not units_to_report(actor, dissemination).filter(pk=unit.pk).exists():
        raise Refused("access.denied", action=str(Action.REPORT))
    if held_on > actor.today:
        raise Refused("dissemination.day_in_future", day=held_on)
    if form not in SessionForm.values:
        raise Refused("dissemination.unknown_form", value=form)
    if not 0 < members <= _MOST_MEMBERS or attended < 0 or not 0 <= others <= _MOST_MEMBERS:
        raise Refused("dissemination.no_members")
    if attended > members:
        raise Refused("dissemination.more_than_all", attended=attended, members=members)
    with transaction.atomic():
        dissemination = Dissemination.objects.select_for_update(of=("self",)).get(pk=dissemination.pk)
        if dissemination.closed_on is not None:
            raise Refused("dissemination.closed", day=dissemination.closed_on)
        session = StudySession.objects.create(
            dissemination=dissemination, unit=unit, held_on=held_on, form=form, speaker=nfc(speaker).strip()[:200],
            attended=attended, members=members, others=others, note=nfc(note).strip()[:500],
            on_behalf_of=nfc(on_behalf_of).strip()[:300], reported_by=actor.user, reported_as=actor.post,
        )  # fmt: skip
        record(
            actor, "dissemination.report", dissemination, unit_name=unit.name, attended=attended, members=members,
            held_on=held_on.isoformat(),
        )  # fmt: skip
    return session


def take_back(*, actor: Actor, session: StudySession, reason: str) -> StudySession:
    """Take a reported session back with a reason (rút báo cáo): it stays, crossed out, and counts no more.

    Raises ``Refused``: ``access.denied``, ``dissemination.no_reason``.
    """
    if not may_change(actor, session):
        raise Refused("access.denied", action=str(Action.REPORT))
    reason = _reason(reason)
    with transaction.atomic():
        session = (
            StudySession.objects.select_for_update(of=("self",))
            .select_related("dissemination", "unit")
            .get(pk=session.pk)
        )
        if not session.taken_back:
            session.taken_back = reason
            session.save(update_fields=["taken_back"])
            record(actor, "dissemination.take_back", session.dissemination, unit_name=session.unit.name, reason=reason)
    return session


def excuse(*, actor: Actor, owed: DisseminationUnit, reason: str) -> DisseminationUnit:
    """Say that a unit need not hold a session (không phải tổ chức), with the reason; empty takes that back.

    Raises ``Refused``: ``access.denied``.
    """
    actor.require(Action.ASSIGN, owed.dissemination.keeper_id)
    with transaction.atomic():
        owed.excused = nfc(reason).strip()[:300]
        owed.save(update_fields=["excused"])
        record(actor, "dissemination.excuse", owed.dissemination, unit_name=owed.unit.name, reason=owed.excused)
    return owed


def close_dissemination(*, actor: Actor, dissemination: Dissemination) -> Dissemination:
    """End it (kết thúc đợt): nothing more is reported. Raises ``Refused("access.denied")``."""
    if not may_keep(actor, dissemination):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    with transaction.atomic():
        dissemination = Dissemination.objects.select_for_update(of=("self",)).get(pk=dissemination.pk)
        if dissemination.closed_on is None:
            dissemination.closed_on = actor.today
            dissemination.save(update_fields=["closed_on"])
            record(actor, "dissemination.close", dissemination)
    return dissemination


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()[:300]
    if not reason:
        raise Refused("dissemination.no_reason")
    return reason
