"""Laying out a second system (khai hệ thống): what it is called and takes, its table, which things must stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.second_systems.columns import FIELDS, USUAL
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, SystemColumn, SystemRule
from vaocuoc.ui.words import TASK_STATES

MOST_COLUMNS = 60
_FIELDS = ("name", "short_name", "takes_tasks", "takes_figures", "takes_targets", "entered_by", "since", "day_format")


def create_system(
    *,
    actor: Actor,
    keeper: Unit,
    name: str,
    short_name: str,
    since: date,
    takes_tasks: bool = True,
    takes_figures: bool = False,
    takes_targets: bool = False,
    entered_by: str = "office",
    day_format: str = "cell",
) -> SecondSystem:
    """Declare a system into which the office enters the same things again (khai hệ thống thứ hai).

    Its tables begin with our own columns. Raises ``access.denied``, ``second_systems.takes_nothing``,
    ``second_systems.name_taken``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    system = SecondSystem(
        keeper=keeper,
        name=nfc(name).strip(),
        short_name=nfc(short_name).strip(),
        takes_tasks=takes_tasks,
        takes_figures=takes_figures,
        takes_targets=takes_targets,
        entered_by=entered_by,
        since=since,
        day_format=day_format,
        created_by=actor.user,
    )
    _check(system)
    with transaction.atomic():
        system.save()
        SystemColumn.objects.bulk_create(
            SystemColumn(system=system, kind=kind, place=place, heading=str(FIELDS[kind][field].label), field=field)
            for kind in Kind
            for place, field in enumerate(USUAL[kind], 1)
        )
        record(actor, "second_systems.create", system, name=system.name)
    return system


def edit_system(*, actor: Actor, system: SecondSystem, closed_on: date | None = None, **fields: Any) -> SecondSystem:
    """Change what a system is called and takes, or say that it is used no more (sửa, thôi dùng).

    What was noted of it stays. Raises as :func:`create_system`.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    with transaction.atomic():
        system = SecondSystem.objects.select_for_update().get(pk=system.pk)
        before = {name: getattr(system, name) for name in (*_FIELDS, "closed_on")}
        for name in _FIELDS:
            value = fields.get(name, before[name])
            setattr(system, name, nfc(value).strip() if isinstance(value, str) else value)
        system.closed_on = closed_on
        _check(system)
        changed = {name: [_plain(was), _plain(getattr(system, name))] for name, was in before.items()}
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if changed:
            system.save()
            record(actor, "second_systems.edit", system, changed=changed)
    return system


def _check(system: SecondSystem) -> None:
    if not system.kinds:
        raise Refused("second_systems.takes_nothing")
    taken = SecondSystem.objects.filter(keeper=system.keeper_id, short_name__iexact=system.short_name)
    if taken.exclude(pk=system.pk).exists():
        raise Refused("second_systems.name_taken", name=system.short_name)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def lay_out_columns(
    *, actor: Actor, system: SecondSystem, kind: Kind, columns: Sequence[tuple[str, str]]
) -> list[SystemColumn]:
    """Say what the columns of its table are, in their order (đặt cột): heading there and field of ours, or none.

    Raises ``access.denied``, ``second_systems.no_columns``, ``second_systems.too_many_columns``,
    ``second_systems.heading_twice``, ``second_systems.unknown_field``.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    given = [(" ".join(nfc(heading).split())[:200], field) for heading, field in columns if heading.strip()]
    if not given:
        raise Refused("second_systems.no_columns")
    if len(given) > MOST_COLUMNS:
        raise Refused("second_systems.too_many_columns", count=len(given), most=MOST_COLUMNS)
    seen: set[str] = set()
    for heading, field in given:
        if heading.casefold() in seen:
            raise Refused("second_systems.heading_twice", heading=heading)
        if field and field not in FIELDS[kind]:
            raise Refused("second_systems.unknown_field", heading=heading)
        seen.add(heading.casefold())
    with transaction.atomic():
        SecondSystem.objects.select_for_update().get(pk=system.pk)
        was = list(SystemColumn.objects.filter(system=system, kind=kind).values_list("heading", "field"))
        if was == given:
            return list(SystemColumn.objects.filter(system=system, kind=kind))
        SystemColumn.objects.filter(system=system, kind=kind).delete()
        made = SystemColumn.objects.bulk_create(
            SystemColumn(system=system, kind=kind, place=place, heading=heading, field=field)
            for place, (heading, field) in enumerate(given, 1)
        )
        record(actor, "second_systems.columns", system, of=kind, number=len(made))
    return made


def name_states(*, actor: Actor, system: SecondSystem, words: Mapping[str, str]) -> SecondSystem:
    """Say what states of tasks are called there (đặt tên trạng thái); what is left empty is called as here.

    Raises ``access.denied``.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    kept = {state: nfc(word).strip()[:100] for state, word in words.items() if state in TASK_STATES and word.strip()}
    with transaction.atomic():
        system = SecondSystem.objects.select_for_update().get(pk=system.pk)
        if system.state_words != kept:
            system.state_words = kept
            system.save(update_fields=["state_words"])
            record(actor, "second_systems.states", system, number=len(kept))
    return system


def add_rule(
    *, actor: Actor, system: SecondSystem, kind: Kind, level: str = "", document_type: str = "", field: str = ""
) -> SystemRule:
    """Say what must stand in a system (thêm quy tắc phải nhập): by who issued the paper, its type, words of a field.

    Raises ``access.denied``, ``second_systems.not_taken``, ``second_systems.rule_twice``, ``second_systems.no_word``.
    """
    actor.require(Action.ASSIGN, system.keeper_id)
    if kind not in system.kinds:
        raise Refused("second_systems.not_taken", system=system.short_name)
    field = " ".join(nfc(field).replace('"', " ").split())
    if field and not any(sign.isalnum() for sign in field):
        raise Refused("second_systems.no_word", text=field)
    said = {"system": system, "kind": kind, "level": level, "document_type": document_type, "field": field}
    with transaction.atomic():
        SecondSystem.objects.select_for_update().get(pk=system.pk)
        if SystemRule.objects.filter(**said).exists():
            raise Refused("second_systems.rule_twice")
        rule = SystemRule.objects.create(made_by=actor.user, **said)
        record(actor, "second_systems.add_rule", system, of=kind, level=level, document_type=document_type, field=field)
    return rule


def drop_rule(*, actor: Actor, rule: SystemRule) -> None:
    """Take a rule back (bỏ quy tắc); what was noted by it stays. Raises ``access.denied``."""
    actor.require(Action.ASSIGN, rule.system.keeper_id)
    with transaction.atomic():
        said = {"level": rule.level, "document_type": rule.document_type, "field": rule.field}
        record(actor, "second_systems.drop_rule", rule.system, of=rule.kind, **said)
        rule.delete()
