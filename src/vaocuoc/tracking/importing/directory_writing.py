"""Carrying out what was planned for units, posts and accounts, and taking it back (ghi danh bạ từ tệp, hoàn tác)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from vaocuoc.audit.operations import record
from vaocuoc.audit.queries import deeds_done
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Person, Post, Unit, UnitRelation, User
from vaocuoc.directory.organisations.operations import create_post, create_unit, rebuild_reach, relate_units
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.operations import lock_account, take_on
from vaocuoc.tracking.importing.directory_rows import plain_name
from vaocuoc.tracking.importing.models import ImportKind, ImportRow, RowState


@dataclass(frozen=True)
class Slip:
    """A first password for one person (phiếu mật khẩu); shown once and kept nowhere."""

    name: str
    username: str
    password: str


def write_directory(actor: Actor, kind: str, rows: Sequence[ImportRow]) -> list[Slip]:
    """Found units, set up posts or open accounts as the rows say, by their own operations; the slips of accounts."""
    slips: list[Slip] = []
    if kind == ImportKind.UNITS:
        _found_units(actor, rows)
    for row in rows:
        if kind == ImportKind.POSTS:
            post = create_post(
                actor,
                unit=Unit.objects.get(pk=row.values["unit"]),
                title=row.values["title"],
                valid_from=date.fromisoformat(row.values["valid_from"]),
            )
            row.undo = {"post": post.pk}
        elif kind == ImportKind.ACCOUNTS:
            slips.append(_take_on(actor, row))
        row.state = RowState.WRITTEN
    return slips


def _found_units(actor: Actor, rows: Sequence[ImportRow]) -> None:
    """All units first, then how they hang together: a list names them in any order."""
    made: dict[str, Unit] = {}
    for row in rows:
        values = row.values
        unit = create_unit(
            actor,
            name=values["name"],
            kind=values["kind"],
            level=values["level"],
            valid_from=date.fromisoformat(values["valid_from"]),
            short_name=values["short_name"],
            code=values["code"],
            aliases=values["aliases"],
            rebuild=False,
        )
        made[plain_name(unit.name)] = unit
        row.undo = {"unit": unit.pk}
    for row in rows:
        parent = made.get(plain_name(row.values["parent_name"])) if row.values["parent_name"] else None
        if parent is None and row.values["parent"]:
            parent = Unit.objects.get(pk=row.values["parent"])
        if row.values["parent_name"] and parent is None:
            # It stands in the list and was there before: the register's own.
            parent = Unit.objects.filter(name=row.values["parent_name"], valid_to__isnull=True).first()
        if parent is not None:
            child = made[plain_name(row.values["name"])]
            begins = max(parent.valid_from, child.valid_from)
            relate_units(
                actor, kind=row.values["relation"], parent=parent, child=child, valid_from=begins, rebuild=False
            )
    rebuild_reach()


def _take_on(actor: Actor, row: ImportRow) -> Slip:
    values = row.values
    begins = date.fromisoformat(values["valid_from"])
    post = Post.objects.get(pk=values["post"]) if values["post"] else None
    made: dict[str, Any] = {}
    if post is None and values["title"] and values["unit"]:
        post = create_post(actor, unit=Unit.objects.get(pk=values["unit"]), title=values["title"], valid_from=begins)
        made["post"] = post.pk
    person, password = take_on(
        actor,
        name=values["name"],
        username=values["username"],
        email=values["email"],
        post=post,
        valid_from=max(begins, post.valid_from) if post else begins,
    )
    row.undo = made | {"person": person.pk}
    return Slip(person.name, values["username"], password)


def undo_directory(actor: Actor, rows: Sequence[ImportRow], *, since: datetime) -> None:
    """Take units and posts back on which nothing hangs yet; accounts are locked, since they are never deleted."""
    for row in reversed(rows):
        row.state = RowState.UNDONE
        if "person" in row.undo:
            row.state = _lock(actor, row.undo["person"], since)
        elif "post" in row.undo:
            row.state = _delete(actor, Post.objects.filter(pk=row.undo["post"]).first(), since)
        elif "unit" in row.undo:
            row.state = _delete(actor, Unit.objects.filter(pk=row.undo["unit"]).first(), since)
    rebuild_reach()


def _lock(actor: Actor, person_id: int, since: datetime) -> str:
    person = Person.objects.select_related("user").get(pk=person_id)
    user: User | None = person.user
    if user is None or user.last_login is not None or _touched("directory.person", person_id, since):
        return RowState.KEPT
    try:
        lock_account(actor, user=user)
    except Refused:
        return RowState.KEPT
    return RowState.UNDONE


def _delete(actor: Actor, thing: Unit | Post | None, since: datetime) -> str:
    if thing is None:
        return RowState.UNDONE
    if _touched(thing._meta.label_lower, thing.pk, since):
        return RowState.KEPT
    try:
        with transaction.atomic():
            record(actor, "imports.remove", thing, name=str(thing))
            if isinstance(thing, Unit):
                UnitRelation.objects.filter(child=thing).delete()
            thing.delete()
    except ProtectedError:
        return RowState.KEPT
    return RowState.UNDONE


def _touched(object_type: str, pk: int, since: datetime) -> bool:
    return deeds_done().filter(object_type=object_type, object_id=pk, at__gt=since).exists()
