"""Noting what was entered in a second system (ghi đã nhập): the same, different, not there; by one or by many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.indicators.scaling import to_scaled
from vaocuoc.tracking.second_systems.access import noted_by, require_noting, right_of, units_behind
from vaocuoc.tracking.second_systems.models import Asked, Kind, SecondSystem, Stand, SystemEntry
from vaocuoc.tracking.second_systems.subjects import Subject, entries_of, fingerprints, place_of, said_of
from vaocuoc.ui.numbers import format_decimal

MOST = 500
"""So many are chosen in a list and noted in one go."""
_NOTED = (
    "stand", "code", "theirs", "their_value", "note", "fingerprint", "said", "entered_on", "by", "by_post", "at",
)  # fmt: skip


@dataclass(frozen=True)
class Noted:
    """What is noted of one subject: how it stands there, its code there, what stands there where it differs."""

    stand: str
    code: str = ""
    theirs: str = ""
    their_value: int | None = None
    note: str = ""
    entered_on: date | None = None  # the day noted before, where it is kept


def note_same(
    *,
    actor: Actor,
    system: SecondSystem,
    kind: Kind,
    subject: Subject,
    entered_on: date,
    code: str = "",
    seen: str = "",
) -> SystemEntry:
    """Note that something was entered there as it stands here (đã nhập). Without a code the one known stays.

    ``seen`` is the fingerprint of what the page showed; ``conflict.seen_changed`` where that is no longer so.

    Raises ``access.denied``, ``second_systems.not_taken``, ``second_systems.closed``, ``second_systems.day_in_future``,
    ``second_systems.code_taken``.
    """
    return _note_one(actor, system, kind, subject, entered_on, Noted(Stand.SAME, code), seen)


def note_different(
    *,
    actor: Actor,
    system: SecondSystem,
    kind: Kind,
    subject: Subject,
    entered_on: date,
    theirs: str = "",
    their_value: Decimal | None = None,
    code: str = "",
    note: str = "",
    seen: str = "",
) -> SystemEntry:
    """Note that something else stands there (khác): their words of a task, their figure of an indicator.

    Raises as :func:`note_same`, and ``second_systems.no_difference`` without a word on what differs,
    ``second_systems.not_different`` for a figure that is the same.
    """
    value = None
    if kind != Kind.TASK and their_value is not None:
        known: Any = subject
        value = to_scaled(their_value, known.indicator.decimals)
        if value == known.value and not note.strip():
            raise Refused("second_systems.not_different", value=their_value)
        theirs = format_decimal(their_value)
    noted = Noted(Stand.DIFFERENT, code, nfc(theirs).strip(), value, nfc(note).strip())
    if not (noted.theirs or noted.note):
        raise Refused("second_systems.no_difference")
    return _note_one(actor, system, kind, subject, entered_on, noted, seen)


def note_not_entered(*, actor: Actor, system: SecondSystem, kind: Kind, subject: Subject, reason: str) -> SystemEntry:
    """Take back that something was entered there (chưa nhập): noted by mistake, or taken out there.

    Raises ``access.denied``, ``second_systems.no_reason``, ``second_systems.was_not_entered``.
    """
    require_noting(actor, system, kind, subject)
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("second_systems.no_reason")
    with transaction.atomic():
        entry = _locked(system, kind, [subject]).get(subject.pk)
        if entry is None or entry.stand == Stand.NOT_ENTERED:
            raise Refused("second_systems.was_not_entered", system=system.short_name)
        _fill(entry, actor, Noted(Stand.NOT_ENTERED), None, "", {})
        entry.save(update_fields=_NOTED)
        record(actor, "second_systems.not_entered", _concern(kind, subject), system=system.short_name, reason=reason)
    return entry


def ask_for(
    *, actor: Actor, system: SecondSystem, kind: Kind, subject: Subject, asked: str, reason: str = ""
) -> SystemEntry:
    """Say by hand that something must, or need not, stand there (phải nhập, không phải nhập), whatever the rules say.

    An empty ``asked`` leaves it to the rules. Raises ``access.denied``, ``second_systems.no_reason`` where something
    is excused without one, ``second_systems.not_taken``.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    if kind not in system.kinds:
        raise Refused("second_systems.not_taken", system=system.short_name)
    reason = nfc(reason).strip()
    if asked == Asked.NO and not reason:
        raise Refused("second_systems.no_reason")
    with transaction.atomic():
        entry = _locked(system, kind, [subject]).get(subject.pk) or _fresh(actor, system, kind, subject)
        if entry.pk is None or entry.asked != asked:
            entry.asked, entry.asked_reason = Asked(asked), reason
            entry.save()
            concern = _concern(kind, subject)
            record(actor, "second_systems.ask", concern, system=system.short_name, asked=asked, reason=reason)
    return entry


def note_many(
    *,
    actor: Actor,
    system: SecondSystem,
    kind: Kind,
    noted: Sequence[tuple[Subject, Noted]],
    entered_on: date,
    seen: Mapping[int, str] | None = None,
) -> int:
    """Note many at once, all or nothing (ghi nhiều mục); a constant number of queries. Gives how many were noted.

    ``seen`` has the fingerprints of what the page showed, by key: what changed since is left out, for nobody has seen
    what would be noted. No subject may stand in ``noted`` twice. Raises as :func:`note_same`,
    ``second_systems.code_twice``.
    """
    actor = actor.remembering()
    _require_open(actor, system, kind, entered_on)
    found = [subject for subject, _noted in noted]
    if len(noted_by(actor, system, kind, found)) < len({one.pk for one in found}):
        raise Refused("access.denied", action=str(right_of(kind)))
    with transaction.atomic():
        entries = _locked(system, kind, found)
        prints = fingerprints(kind, [one.pk for one in found])
        marks = seen or {}
        noted = [(one, said) for one, said in noted if prints[one.pk] == (marks.get(one.pk) or prints[one.pk])]
        _refuse_taken(system, kind, [(one, entries.get(one.pk), said.code) for one, said in noted])
        fresh: list[SystemEntry] = []
        known: list[SystemEntry] = []
        for subject, said in noted:
            entry = entries.get(subject.pk) or _fresh(actor, system, kind, subject)
            _fill(entry, actor, said, said.entered_on or entered_on, prints[subject.pk], said_of(kind, subject))
            (fresh if entry.pk is None else known).append(entry)
        SystemEntry.objects.bulk_create(fresh, batch_size=500)
        SystemEntry.objects.bulk_update(known, _NOTED, batch_size=200)
        _tell(actor, system, kind, noted)
    return len(noted)


# --- what they share --------------------------------------------------------------------------------------------------


def _note_one(
    actor: Actor, system: SecondSystem, kind: Kind, subject: Subject, entered_on: date, noted: Noted, seen: str
) -> SystemEntry:
    marks = {subject.pk: seen}
    if not note_many(
        actor=actor, system=system, kind=kind, noted=[(subject, noted)], entered_on=entered_on, seen=marks
    ):
        raise Refused("conflict.seen_changed")
    return entries_of(system, kind, [subject])[subject.pk]


def _require_open(actor: Actor, system: SecondSystem, kind: Kind, entered_on: date) -> None:
    if kind not in system.kinds:
        raise Refused("second_systems.not_taken", system=system.short_name)
    if system.closed_on is not None and system.closed_on <= actor.today:
        raise Refused("second_systems.closed", system=system.short_name, day=system.closed_on)
    if entered_on > actor.today:
        raise Refused("second_systems.day_in_future", day=entered_on)


def _locked(system: SecondSystem, kind: Kind, found: Sequence[Any]) -> dict[int, SystemEntry]:
    """The entries of these subjects, held to the end of the transaction: the system's row keeps others out."""
    SecondSystem.objects.select_for_update().get(pk=system.pk)
    return entries_of(system, kind, found)


def _fresh(actor: Actor, system: SecondSystem, kind: Kind, subject: Any) -> SystemEntry:
    place = place_of(kind, subject)
    return SystemEntry(system=system, kind=kind, by=actor.user, by_post=actor.post, **place)


def _fill(
    entry: SystemEntry, actor: Actor, noted: Noted, entered_on: date | None, mark: str, said: Mapping[str, Any]
) -> None:
    entry.stand, entry.code = Stand(noted.stand), _code(noted.code) or entry.code
    entry.theirs, entry.their_value, entry.note = noted.theirs[:300], noted.their_value, noted.note[:500]
    entry.fingerprint, entry.said, entry.entered_on = mark, dict(said), entered_on
    entry.by, entry.by_post, entry.at = actor.user, actor.post, timezone.now()


def _code(text: str) -> str:
    return " ".join(nfc(text).split())[:80]


def _refuse_taken(system: SecondSystem, kind: Kind, given: Sequence[tuple[Any, SystemEntry | None, str]]) -> None:
    """A task has a code of its own there: one that another has is a slip. Figures may share that of their indicator."""
    if kind != Kind.TASK:
        return
    seen: dict[str, int] = {}
    for subject, _entry, code in given:
        if code and seen.setdefault(_code(code), subject.pk) != subject.pk:
            raise Refused("second_systems.code_twice", given=_code(code))
    others = SystemEntry.objects.filter(system=system, kind=kind, code__in=list(seen))
    for entry in others.select_related("task"):
        if entry.task is not None and seen[entry.code] != entry.task_id:
            raise Refused("second_systems.code_taken", given=entry.code, task=entry.task.code)


def _concern(kind: Kind, subject: Any) -> Any:
    """What has a page: the task, the indicator."""
    return subject if kind == Kind.TASK else subject.indicator


def _tell(actor: Actor, system: SecondSystem, kind: Kind, noted: Sequence[tuple[Any, Noted]]) -> None:
    """One entry of the trail each; of what differs the follower and the units behind it are told."""
    record_all(
        actor,
        "second_systems.note",
        [
            (_concern(kind, one), {"system": system.short_name, "stand": said.stand, "code": said.code} | _more(said))
            for one, said in noted
        ],
    )
    differing = [(one, said) for one, said in noted if said.stand == Stand.DIFFERENT]
    notify_all(
        actor,
        [
            Outgoing(
                kind="second_systems.differs",
                subject=_concern(kind, one),
                posts=[one.follower_id] if kind == Kind.TASK and one.follower_id else [],
                units=units_behind(kind, one),
                facts={"system": system.short_name, "name": _named(kind, one), "theirs": said.theirs or said.note},
            )
            for one, said in differing
        ],
    )


def _more(said: Noted) -> dict[str, Any]:
    told = {"theirs": said.theirs, "note": said.note}
    return {name: value for name, value in told.items() if value}


def _named(kind: Kind, subject: Any) -> str:
    if kind == Kind.TASK:
        return f"{subject.code} {subject.title}"[:200]
    return f"{subject.indicator.name}, {subject.unit}"[:200]
