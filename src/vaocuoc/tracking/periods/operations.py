"""Changing an office's times: terms, regimes of reports, confirming a year's days off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import KINDS
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import RelationKind, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.periods.models import ConfirmedYear, ReportingRegime, Term

_MOST_DAYS = 120


def set_term(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    relation: str = RelationKind.PARTY,
    document: Document | None = None,
    term: Term | None = None,
) -> Term:
    """Enter a term of a unit, or correct one (ghi nhiệm kỳ); terms of one unit in one order do not overlap.

    The one before that was left open ends the day before. Raises ``Refused``: ``access.denied``, ``periods.no_name``,
    ``periods.days_backwards``, ``periods.overlap``.
    """
    actor.require(Action.ASSIGN, unit.pk)
    name = nfc(name).strip()
    if not name:
        raise Refused("periods.no_name")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("periods.days_backwards", start=starts_on, end=ends_on)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        others = Term.objects.filter(unit=unit, relation=relation).exclude(pk=term.pk if term else 0)
        others.filter(ends_on=None, starts_on__lt=starts_on).update(ends_on=starts_on - timedelta(days=1))
        reaches = Q(ends_on=None) | Q(ends_on__gte=starts_on)
        clashing = others.filter(reaches, **({"starts_on__lte": ends_on} if ends_on else {})).first()
        if clashing is not None:
            raise Refused("periods.overlap", term=clashing.name)
        facts = {"name": name, "starts_on": starts_on, "ends_on": ends_on, "relation": relation, "document": document}
        if term is None:
            term = Term.objects.create(unit=unit, created_by=actor.user, **facts)
        else:
            for field, value in facts.items():
                setattr(term, field, value)
            term.save()
        record(actor, "periods.term", unit, name=name, start=starts_on.isoformat(),
               end=ends_on.isoformat() if ends_on else None)  # fmt: skip
    return term


def drop_term(*, actor: Actor, term: Term) -> None:
    """Take a term away that was entered by mistake (bỏ nhiệm kỳ)."""
    actor.require(Action.ASSIGN, term.unit_id)
    with transaction.atomic():
        record(actor, "periods.drop_term", term.unit, name=term.name, start=term.starts_on.isoformat())
        term.delete()


def set_regime(
    *,
    actor: Actor,
    keeper: Unit,
    name: str,
    closing_day: int,
    days_after: Mapping[str, int],
    in_working_days: bool = True,
    leads: Mapping[str, int] | None = None,
    basis: str = "",
    today: date,
) -> ReportingRegime:
    """Say when an office's reports close and must come (đặt chế độ báo cáo), from today on.

    One of the same name ends today and stays in the history. Raises ``Refused``: ``access.denied``,
    ``periods.no_name``, ``periods.closing_day``, ``periods.no_kinds``, ``periods.too_many_days``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    name, leads = nfc(name).strip(), dict(leads or {})
    if not name:
        raise Refused("periods.no_name")
    if not 0 <= closing_day <= 28:
        raise Refused("periods.closing_day", day=closing_day)
    asked = {kind: days_after[kind] for kind in KINDS if kind in days_after}
    if not asked:
        raise Refused("periods.no_kinds")
    if any(not 0 <= days <= _MOST_DAYS for days in (*asked.values(), *leads.values())):
        raise Refused("periods.too_many_days", most=_MOST_DAYS)
    with transaction.atomic():
        standing = ReportingRegime.objects.select_for_update().filter(keeper=keeper, name=name, valid_to=None)
        standing.filter(valid_from=today).delete()  # set and set again on one day: nothing was reported by it
        standing.update(valid_to=today)
        row = ReportingRegime.objects.create(
            keeper=keeper, name=name, closing_day=closing_day, days_after=asked, in_working_days=in_working_days,
            leads={level: days for level, days in leads.items() if days}, basis=nfc(basis).strip()[:300],
            valid_from=today, created_by=actor.user,
        )  # fmt: skip
        record(actor, "periods.regime", keeper, name=name, closing_day=closing_day, days_after=asked)
    return row


def end_regime(*, actor: Actor, regime: ReportingRegime, today: date) -> None:
    """Follow a regime no longer (thôi áp dụng chế độ báo cáo); what is past keeps it."""
    actor.require(Action.ASSIGN, regime.keeper_id)
    with transaction.atomic():
        ReportingRegime.objects.filter(pk=regime.pk, valid_to=None).update(valid_to=today)
        record(actor, "periods.end_regime", regime.keeper, name=regime.name)


def confirm_year(*, actor: Actor, keeper: Unit, year: int, basis: str) -> ConfirmedYear:
    """Confirm the days off of a year (xác nhận lịch nghỉ): as the law and the office's own rows have them.

    Raises ``Refused``: ``access.denied``, ``periods.no_basis``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    basis = nfc(basis).strip()[:300]
    if not basis:
        raise Refused("periods.no_basis")
    with transaction.atomic():
        row, _made = ConfirmedYear.objects.update_or_create(
            keeper=keeper, year=year, defaults={"basis": basis, "confirmed_by": actor.user}
        )
        record(actor, "periods.confirm_year", keeper, year=year, basis=basis)
    return row
