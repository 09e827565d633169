"""The steps of the first run: the office with its administrator, the units below it, the backup folder."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.organisations.models import Level, RelationKind, Unit, UnitKind
from vaocuoc.directory.organisations.naming import clean_name, level_named
from vaocuoc.directory.organisations.operations import NewUnit, create_post, create_unit, create_units
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.models import Person, Role, User
from vaocuoc.directory.people.operations import create_account, create_person, grant_role, hold_post, take_on

SKIPPABLE = ("units", "people", "document", "backup")

# How the head of a name tells the kind and, where it can, the level. Folded; the first that holds wins.
_HEADS: tuple[tuple[re.Pattern[str], str, str | None], ...] = (
    (re.compile(r"chi bo\b"), UnitKind.CELL, Level.BASE),
    (re.compile(r"(uy ban nhan dan|ubnd)\b"), UnitKind.GOVERNMENT, None),
    (re.compile(r"(uy ban mat tran|ubmttq|mttq|mat tran)\b"), UnitKind.FRONT, None),
    (re.compile(r"(hoi|lien doan lao dong|tinh doan|doan thanh nien|lien hiep)\b"), UnitKind.FRONT, None),
    (re.compile(r"(so|thanh tra|ban quan ly)\b"), UnitKind.DEPARTMENT, Level.PROVINCE),
    (re.compile(r"(thue|cuc|kho bac|thong ke|bao hiem xa hoi|ngan hang nha nuoc|hai quan)\b"), UnitKind.VERTICAL, None),
    (re.compile(r"(cong ty|tong cong ty|tap doan)\b"), UnitKind.ENTERPRISE, None),
    (
        re.compile(r"(van phong|uy ban kiem tra|ubkt|ban [a-z]+|bao|truong chinh tri|trung tam)\b"),
        UnitKind.OFFICE,
        None,
    ),
    (re.compile(r"(dang uy|du|tinh uy|thanh uy|dang bo)\b"), UnitKind.PARTY, None),
    (re.compile(r"(xa|phuong|dac khu|tinh|thanh pho)\b"), UnitKind.TERRITORY, None),
)
_COMMUNE = re.compile(r"\b(xa|phuong|dac khu)\b(?! hoi)")


def guess_unit(name: str) -> NewUnit | None:
    """The kind and level that a name tells (đoán loại, cấp theo tên); None where it tells nothing."""
    name = clean_name(name)
    folded = fold(name)
    for head, kind, level in _HEADS:
        if head.match(folded):
            return NewUnit(name, kind, level or (Level.COMMUNE if _COMMUNE.search(folded) else Level.PROVINCE))
    return None


def guess_level(name: str) -> str:
    """The level of today that an office's name tells (đoán cấp theo tên); empty where it tells none."""
    unit = guess_unit(name)
    if unit is not None and unit.kind == UnitKind.CELL:  # of a commune or a ministry alike
        return Level.BASE
    said = level_named(name)
    return said if said != Level.DISTRICT else ""


@dataclass(frozen=True)
class Line:
    """One pasted line (dòng): its number from 1, and the unit it tells or the code of what is wrong with it."""

    number: int
    text: str
    unit: NewUnit | None
    problem: str = ""  # "" | "unknown" | "too_long" | "twice" | "there"

    @property
    def kind_word(self) -> str:
        return str(UnitKind(self.unit.kind).label) if self.unit else ""

    @property
    def level_word(self) -> str:
        return str(Level(self.unit.level).label) if self.unit else ""


def read_lines(pasted: str, *, parent: Unit | None) -> list[Line]:
    """The units of a pasted list, one a line; empty lines are left out. Writes nothing.

    Wrong are names that tell no kind, names twice in the list, and names of units that already live.
    """
    there = set(Unit.objects.filter(valid_to__isnull=True).values_list("name", flat=True))
    met: set[str] = set()
    lines = []
    for number, raw in enumerate(nfc(pasted).splitlines(), start=1):
        text = re.sub(r"^\s*(\d+[.)]|[-+•])\s+", "", raw).strip()
        if not text:
            continue
        try:
            unit = guess_unit(text)
        except Refused as refused:
            lines.append(Line(number, text[:80], None, "too_long" if refused.code.endswith("too_long") else "unknown"))
            continue
        problem = ""
        if unit is None:
            problem = "unknown"
        elif unit.name in met:
            problem = "twice"
        elif unit.name in there or (parent is not None and unit.name == parent.name):
            problem = "there"
        met.add(unit.name if unit else text)
        lines.append(Line(number, text, unit, problem))
    return lines


def relation_of(unit: Unit) -> str:
    """The order in which others stand below an office: the State's for a People's Committee, else the Party's."""
    return RelationKind.STATE if unit.kind in (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT) else RelationKind.PARTY


def open_site(*, office: str, level: str, valid_from: date, name: str, username: str, password: str) -> User:
    """Step 1: the office, its administrator, and the post of the general office that they act in.

    Only while no account exists; of two who try at once one is refused with ``setup.already_done``.
    """
    with transaction.atomic():
        if User.objects.exists() or Installation.objects.exists():
            raise Refused("setup.already_done")
        guess = guess_unit(office)
        unit = create_unit(
            None, name=office, kind=guess.kind if guess else UnitKind.PARTY, level=level, valid_from=valid_from
        )
        try:
            with transaction.atomic():
                installation = Installation.objects.create(pk=1, office=unit)
        except IntegrityError as error:
            raise Refused("setup.already_done") from error
        user = create_account(None, username=username, password=password, is_administrator=True)
        person = create_person(None, name=name, user=user)
        post = create_post(None, unit=unit, title="Chuyên viên tổng hợp", valid_from=valid_from)
        hold_post(None, person=person, post=post, valid_from=valid_from)
        grant_role(None, post=post, role=Role.COORDINATOR, unit=unit, relation=relation_of(unit), valid_from=valid_from)
        record(None, "setup.open_site", installation, office=unit.name, administrator=username)
    return user


def add_pasted_units(actor: Actor, *, pasted: str, parent: Unit) -> list[Unit]:
    """Step 2: the pasted units below the office, all or none. Raises ``Refused``: ``setup.line_…``, the first wrong."""
    actor.require(Action.DIRECTORY, None)
    lines = read_lines(pasted, parent=parent)
    if not lines:
        raise Refused("setup.no_lines")
    wrong = next((line for line in lines if line.problem), None)
    if wrong is not None:
        raise Refused(f"setup.line_{wrong.problem}", line=wrong.number, text=wrong.text)
    return create_units(
        actor,
        units=[line.unit for line in lines if line.unit],
        parent=parent,
        relation=relation_of(parent),
        valid_from=parent.valid_from,
    )


def employ(
    actor: Actor, *, name: str, username: str, unit: Unit, title: str, role: str, valid_from: date
) -> tuple[Person, str]:
    """Step 3: a person with an account, a post in a unit, its role over that unit; returns the first password."""
    with transaction.atomic():
        post = create_post(actor, unit=unit, title=title, valid_from=valid_from)
        grant_role(actor, post=post, role=role, unit=unit, relation=relation_of(unit), valid_from=valid_from)
        return take_on(actor, name=name, username=username, email="", post=post, valid_from=valid_from)


def set_backup_folder(actor: Actor | None, *, folder: str) -> Installation:
    """Step 5: where backups go (thư mục sao lưu): a full path, there, writable, outside the data folder.

    Raises ``Refused``: ``setup.folder_not_absolute``, ``folder_missing``, ``folder_not_writable``,
    ``folder_inside_data``.
    """
    if actor is not None:
        actor.require(Action.DIRECTORY, None)
    path = Path(nfc(folder).strip())
    if not path.is_absolute():
        raise Refused("setup.folder_not_absolute", folder=folder)
    if not path.is_dir():
        raise Refused("setup.folder_missing", folder=folder)
    if path.resolve().is_relative_to(Path(settings.DATA_FOLDER).resolve()):
        raise Refused("setup.folder_inside_data", folder=folder)
    try:
        descriptor, name = tempfile.mkstemp(prefix=".vaocuoc-", dir=path)
        os.close(descriptor)
        Path(name).unlink()
    except OSError as error:
        raise Refused("setup.folder_not_writable", folder=folder) from error
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get()
        installation.backup_folder = str(path)
        installation.skipped_steps = [step for step in installation.skipped_steps if step != "backup"]
        installation.save()
        record(actor, "setup.set_backup_folder", installation, folder=str(path))
    return installation


def skip_step(actor: Actor, *, step: str) -> Installation:
    """Put a step off (để sau); it can be done at any time."""
    actor.require(Action.DIRECTORY, None)
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get()
        if step in SKIPPABLE and step not in installation.skipped_steps:
            installation.skipped_steps = [*installation.skipped_steps, step]
            installation.save(update_fields=["skipped_steps"])
            record(actor, "setup.skip_step", installation, step=step)
    return installation
