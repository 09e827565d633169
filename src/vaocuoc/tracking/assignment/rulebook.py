"""Keeping an office's own tables (bảng chức năng, quy tắc hạn, ngày nghỉ, thể thức); each change is told of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.functions import StartingOrgan, role_of, starting_table
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit, UnitKind
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import DocumentType
from vaocuoc.tracking.assignment.models import CountedFrom, DueRule, DutyPhrase, LetterSettings, Regime
from vaocuoc.tracking.assignment.office import Office
from vaocuoc.tracking.assignment.tables import in_force
from vaocuoc.tracking.periods.models import OfficeDay

_LONGEST = 200
_MOST_PHRASES = 300
_EXCEPT = re.compile(r"\s*[(,;]?\s*trừ(?:\s+khi\s+có)?\s*:\s*", re.IGNORECASE)


# --- the table of functions -------------------------------------------------------------------------------------------


def read_phrases(text: str) -> dict[str, tuple[str, ...]]:
    """Key phrases one a line, each with its exclusions after ``trừ:`` and parted by ``;``.

    Raises ``Refused("assignment.phrase_too_long")`` with the line, ``assignment.too_many_phrases``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        words, *rest = _EXCEPT.split(line.strip().lstrip("-•+ "), maxsplit=1)
        words = " ".join(words.split()).strip(" ,;.")
        if not words:
            continue
        if len(words) > _LONGEST:
            raise Refused("assignment.phrase_too_long", line=number, longest=_LONGEST)
        excluded = rest[0].rstrip(") ") if rest else ""
        found[words] = tuple(dict.fromkeys(one for part in excluded.split(";") if (one := " ".join(part.split()))))
    if len(found) > _MOST_PHRASES:
        raise Refused("assignment.too_many_phrases", most=_MOST_PHRASES)
    return found


def written_phrases(rows: Iterable[DutyPhrase]) -> str:
    """The same back as text, one a line."""
    return "\n".join(f"{row.words}, trừ: {'; '.join(row.exclusions)}" if row.exclusions else row.words for row in rows)


def set_duties(*, actor: Actor, keeper: Unit, organ: Unit, phrases: Mapping[str, tuple[str, ...]], today: date) -> None:
    """Set the key phrases of an organ's work from today on (bảng chức năng): what is dropped ends, what is new begins.

    Raises ``Refused``: ``access.denied``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        rows = DutyPhrase.objects.filter(in_force(today), keeper=keeper, organ=organ)
        there = {row.folded: row for row in rows}
        wanted = {fold(words): (words, exclusions) for words, exclusions in phrases.items()}
        dropped = [
            row for key, row in there.items() if key not in wanted or list(wanted[key][1]) != list(row.exclusions)
        ]
        DutyPhrase.objects.filter(pk__in=[row.pk for row in dropped]).update(valid_to=today)
        gone = {row.folded for row in dropped}
        added = [
            DutyPhrase(
                keeper=keeper, organ=organ, words=words, folded=key, exclusions=list(exclusions), valid_from=today,
                created_by=actor.user,
            )
            for key, (words, exclusions) in wanted.items()
            if key not in there or key in gone
        ]  # fmt: skip
        DutyPhrase.objects.bulk_create(added)
        if added or dropped:
            facts = {
                "new_phrases": [row.words for row in added][:50],
                "ended_phrases": [row.words for row in dropped][:50],
            }
            record(actor, "assignment.duties", organ, **facts)


def starting_organs(office: Office) -> list[tuple[StartingOrgan, Unit | None]]:
    """The table to begin with, each organ beside the office's unit that it seems to be (bảng mẫu)."""
    units: dict[str, Unit] = {}
    for unit in office.organs:
        role = role_of(unit.name)
        if role is not None and (role not in units or _is_better(unit, units[role])):
            units[role] = unit
    return [(organ, units.get(organ.role)) for organ in starting_table(office.keeper.level)]


def _is_better(unit: Unit, known: Unit) -> bool:
    """Of "Đảng ủy UBND tỉnh" and "UBND tỉnh" a committee gives work to the Party body."""
    return unit.kind == UnitKind.PARTY and known.kind != UnitKind.PARTY


def begin_table(*, actor: Actor, keeper: Unit, chosen: Mapping[str, Unit], today: date) -> int:
    """Take the table to begin with for the organs chosen by their names in it (nhận bảng mẫu); returns how many.

    Raises ``Refused``: ``access.denied``, ``assignment.table_begun`` where the office has a table already.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        if DutyPhrase.objects.filter(in_force(today), keeper=keeper).exists():
            raise Refused("assignment.table_begun")
        phrases: dict[Unit, dict[str, tuple[str, ...]]] = {}
        for organ in starting_table(keeper.level):
            if (unit := chosen.get(organ.name)) is not None:
                own = phrases.setdefault(unit, {})
                own.update({words: organ.exclusions(words) for words in organ.phrases})
        for unit, own in phrases.items():
            set_duties(actor=actor, keeper=keeper, organ=unit, phrases=own, today=today)
    return len(phrases)


# --- rules of days ----------------------------------------------------------------------------------------------------


def set_due_rule(
    *, actor: Actor, keeper: Unit, document_type: str, days: int, working: bool = False,
    counted_from: str = CountedFrom.LETTER, basis: str = "", today: date,
) -> DueRule:  # fmt: skip
    """Say how many days a task has that its paper gives none (quy tắc hạn); the rule before it ends today.

    Raises ``Refused``: ``access.denied``, ``assignment.days_out_of_range``, ``assignment.unknown_choice``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if not 1 <= days <= 3650:
        raise Refused("assignment.days_out_of_range", days=days)
    if document_type not in ("", *DocumentType.values) or counted_from not in CountedFrom.values:
        raise Refused("assignment.unknown_choice")
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        DueRule.objects.filter(keeper=keeper, document_type=document_type, valid_to=None).update(valid_to=today)
        rule = DueRule.objects.create(
            keeper=keeper, document_type=document_type, days=days, working=working, counted_from=counted_from,
            basis=nfc(basis).strip()[:300], valid_from=today, created_by=actor.user,
        )  # fmt: skip
        record(actor, "assignment.due_rule", keeper, document_type=document_type, days=days, working=working)
    return rule


def end_due_rule(*, actor: Actor, rule: DueRule, today: date) -> None:
    """End a rule of days (thôi áp dụng): what any type of paper has holds again."""
    actor.require(Action.ASSIGN, rule.keeper_id)
    with transaction.atomic():
        DueRule.objects.filter(pk=rule.pk, valid_to=None).update(valid_to=today)
        record(actor, "assignment.end_due_rule", rule.keeper, document_type=rule.document_type, days=rule.days)


def set_office_day(*, actor: Actor, keeper: Unit, day: date, is_worked: bool, reason: str) -> OfficeDay:
    """Note a day off or a day worked instead (ngày nghỉ bù, ngày làm bù).

    Raises ``Refused``: ``access.denied``, ``assignment.no_reason``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    reason = nfc(reason).strip()[:200]
    if not reason:
        raise Refused("assignment.no_reason")
    with transaction.atomic():
        row, _made = OfficeDay.objects.update_or_create(
            keeper=keeper, day=day, defaults={"is_worked": is_worked, "reason": reason, "created_by": actor.user}
        )
        record(actor, "assignment.office_day", keeper, day=day.isoformat(), is_worked=is_worked, reason=reason)
        _follow(actor, keeper)
    return row


def drop_office_day(*, actor: Actor, row: OfficeDay) -> None:
    """Take a noted day back (bỏ ngày đã ghi)."""
    actor.require(Action.ASSIGN, row.keeper_id)
    with transaction.atomic():
        record(actor, "assignment.drop_office_day", row.keeper, day=row.day.isoformat())
        row.delete()
        _follow(actor, row.keeper)


def _follow(actor: Actor, keeper: Unit) -> None:
    """Let the areas above count again what follows the office's calendar (``settings.OFFICE_DAY_FOLLOWERS``)."""
    for name in settings.OFFICE_DAY_FOLLOWERS:
        import_string(name)(actor=actor, keeper=keeper)


# --- how letters look -------------------------------------------------------------------------------------------------

SETTINGS = (
    "regime",
    "superior",
    "issuer",
    "speaks_as",
    "symbol",
    "place",
    "authority",
    "signer_post",
    "signer_name",
    "archive",
    "closing",
    "due_words",
    "old_tones",
    "with_annex",
)
_PLACE = re.compile(r"^.*?\b(?:tỉnh ủy|thành ủy|thành phố|tỉnh|xã|phường|đặc khu)\s+", re.IGNORECASE)


def settings_of(keeper: Unit, *, superior: Unit | None = None) -> LetterSettings:
    """What an office's letters say of itself; proposed from its name where nobody has written it yet (not saved)."""
    known = LetterSettings.objects.filter(keeper=keeper).first()
    return known or _proposed(keeper, superior)


def _proposed(keeper: Unit, superior: Unit | None) -> LetterSettings:
    party = keeper.kind not in (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.VERTICAL)
    is_province = keeper.level == "province"
    name = keeper.name
    body = ("Ban Thường vụ " if keeper.kind == UnitKind.PARTY else "") + name
    return LetterSettings(
        keeper=keeper,
        regime=Regime.PARTY if party else Regime.STATE,
        superior=superior.name.upper() if superior else "",
        issuer=name.upper(),
        speaks_as=body,
        symbol=("CV/TU" if is_province else "CV/ĐU") if party else "UBND-VP",
        place=_PLACE.sub("", name) or name,
        authority="T/M BAN THƯỜNG VỤ" if party else "TM. ỦY BAN NHÂN DÂN",
        signer_post="BÍ THƯ" if party else "CHỦ TỊCH",
        archive=("Văn phòng " + ("Tỉnh ủy" if is_province else "Đảng ủy")) if party else "VT",
    )


def save_settings(*, actor: Actor, keeper: Unit, version: int, **fields: Any) -> LetterSettings:
    """Set what an office's letters say of itself (thể thức văn bản).

    Raises ``Refused``: ``access.denied``, ``assignment.settings_incomplete`` with the ``field``,
    ``conflict.settings_changed`` where another was first.
    """
    if unknown := set(fields) - set(SETTINGS):
        raise TypeError(f"not to be set: {sorted(unknown)}")
    actor.require(Action.ASSIGN, keeper.pk)
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        known = LetterSettings.objects.filter(keeper=keeper).first() or LetterSettings(keeper=keeper)
        if known.version != version:
            raise Refused("conflict.settings_changed")
        before = {name: getattr(known, name) for name in fields}
        for name, value in fields.items():
            setattr(known, name, nfc(value).strip() if isinstance(value, str) else value)
        for name in ("issuer", "speaks_as", "symbol", "place"):
            if not getattr(known, name):
                raise Refused("assignment.settings_incomplete", field=name)
        known.version += 1
        known.save()
        changed = {
            name: [str(old), str(getattr(known, name))] for name, old in before.items() if old != getattr(known, name)
        }
        record(actor, "assignment.letter_settings", keeper, changed=changed)
    return known
