"""Registering a decision to inspect and closing it early; each is one transaction with its entry and its messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc, words
from vaocuoc.directory.models import (
    InspectedUnit,
    InspectionDecision,
    InspectionPost,
    InspectionSubject,
    Post,
    SubjectKind,
    Unit,
)
from vaocuoc.directory.organisations.access import require_directory
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.notices.operations import Outgoing, notify_all

LONGEST_DAYS = 366
"""A decision opens for a year at most; what lasts longer is a standing role."""


@dataclass(frozen=True)
class Opening:
    """What a decision opens (phần được mở): ``units`` alone and ``with_below``, of which subjects, of which period."""

    units: Sequence[Unit] = ()
    with_below: Sequence[Unit] = ()
    fields: Sequence[str] = ()
    papers: Sequence[str] = ()
    period_first: date | None = None
    period_last: date | None = None


def register_decision(
    *,
    actor: Actor | None,
    number: str,
    decided_on: date,
    about: str,
    giver: Post,
    first_day: date,
    last_day: date,
    inspectors: Sequence[Post],
    opening: Opening,
) -> InspectionDecision:
    """Register a decision to inspect (ghi quyết định kiểm tra); by whoever may give roles.

    The giver, the inspectors and the focal points of the units are told. Raises ``Refused``: ``access.denied``,
    ``inspections.no_number``, ``inspections.no_unit``, ``inspections.no_inspector``, ``inspections.no_words``,
    ``inspections.no_such_number``, ``inspections.too_long``, ``inspections.days_backwards``,
    ``inspections.too_many_days``, ``inspections.registered_already``.
    """
    require_directory(actor)
    number, about = _words(number, 80), _words(about, 500)
    if not number or not about:
        raise Refused("inspections.no_number")
    _check_days(first_day, last_day, opening)
    units = {unit.pk: (unit, False) for unit in opening.units} | {unit.pk: (unit, True) for unit in opening.with_below}
    if not units:
        raise Refused("inspections.no_unit")
    posts = list({post.pk: post for post in inspectors}.values())
    if not posts:
        raise Refused("inspections.no_inspector")
    subjects = _subjects(opening)
    try:
        with transaction.atomic():
            made = InspectionDecision.objects.create(
                number=number,
                decided_on=decided_on,
                about=about,
                giver=giver,
                first_day=first_day,
                last_day=last_day,
                period_first=opening.period_first,
                period_last=opening.period_last,
                registered_by=actor.user if actor else None,
            )
            InspectedUnit.objects.bulk_create(
                [InspectedUnit(decision=made, unit=unit, with_below=below) for unit, below in units.values()]
            )
            InspectionSubject.objects.bulk_create(
                [InspectionSubject(decision=made, kind=kind, words=named) for kind, named in subjects]
            )
            InspectionPost.objects.bulk_create([InspectionPost(decision=made, post=post) for post in posts])
            record(
                actor,
                "inspections.register",
                made,
                act=_act(made),
                valid_from=first_day.isoformat(),
                last=last_day.isoformat(),
                inspected=[unit.name for unit, _below in units.values()],
                inspectors=[str(post) for post in posts],
            )
            _tell(actor, made, "inspections.opened", [giver, *posts], [unit for unit, _below in units.values()])
    except IntegrityError as error:
        raise Refused("inspections.registered_already", number=number) from error
    return made


def close_decision(
    *, actor: Actor | None, decision: InspectionDecision, reason: str, today: date
) -> InspectionDecision:
    """Close a decision before its last day (đóng sớm); from now on it opens nothing.

    The same people are told. Raises ``Refused``: ``access.denied``, ``inspections.no_reason``,
    ``inspections.too_long``, ``inspections.closed_already``, ``inspections.over_already``.
    """
    require_directory(actor)
    reason = _words(reason, 300)
    if not reason:
        raise Refused("inspections.no_reason")
    with transaction.atomic():
        row = InspectionDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if row.closed_on is not None:
            raise Refused("inspections.closed_already", day=row.closed_on)
        if row.last_day < today:
            raise Refused("inspections.over_already", day=row.last_day)
        row.closed_on, row.closed_by, row.close_reason = today, actor.user if actor else None, reason
        row.save(update_fields=["closed_on", "closed_by", "close_reason"])
        record(actor, "inspections.close", row, act=_act(row), reason=reason, date=today.isoformat())
        posts = [row.giver_id, *row.inspectors.values_list("post", flat=True)]
        _tell(actor, row, "inspections.closed", posts, list(row.units.values_list("unit", flat=True)))
    return row


def _tell(
    actor: Actor | None,
    decision: InspectionDecision,
    kind: str,
    posts: Sequence[Post | int],
    units: Sequence[Unit | int],
) -> None:
    facts = {
        "act": decision.number,
        "about": decision.about,
        "from": decision.first_day.isoformat(),
        "to": decision.last_day.isoformat(),
        "reason": decision.close_reason,
    }
    notify_all(actor, [Outgoing(kind, decision, posts=posts, units=units, facts=facts)])


def _act(decision: InspectionDecision) -> str:
    return f"{decision.number} ({decision.decided_on:%d/%m/%Y})"


def _check_days(first: date, last: date, opening: Opening) -> None:
    if last < first:
        raise Refused("inspections.days_backwards", first=first, last=last)
    if (last - first).days > LONGEST_DAYS:
        raise Refused("inspections.too_many_days", most=LONGEST_DAYS)
    begin, end = opening.period_first, opening.period_last
    if begin is not None and end is not None and end < begin:
        raise Refused("inspections.days_backwards", first=begin, last=end)


def _subjects(opening: Opening) -> list[tuple[str, str]]:
    found = []
    for typed in opening.fields:
        named = _words(typed, 200)
        if not list(words(named)):
            raise Refused("inspections.no_words")
        found.append((str(SubjectKind.FIELD), named))
    for typed in opening.papers:
        named = _words(typed, 200)
        if not number_key(named):
            raise Refused("inspections.no_such_number", number=named)
        found.append((str(SubjectKind.PAPER), named))
    return list(dict.fromkeys(found))


def _words(text: str, longest: int) -> str:
    text = " ".join(nfc(text).split())
    if len(text) > longest:
        raise Refused("inspections.too_long", length=len(text), longest=longest)
    return text
