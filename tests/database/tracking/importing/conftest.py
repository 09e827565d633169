"""What the tests of imports share: units that trackers name, and the steps of an import in one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.database.conftest import World, make_unit
from vaocuoc.core.text import fold
from vaocuoc.directory.models import RelationKind, Unit, UnitAlias, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.models import ImportBatch
from vaocuoc.tracking.importing.operations import answer_questions, choose_columns, receive_file
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.importing.resolving import LEFT_OPEN


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def committee(world: World) -> Unit:
    """The Party committee of the provincial People's Committee, known by two names."""
    unit = make_unit("Đảng ủy Ủy ban nhân dân tỉnh Minh Giang")
    for name in ("Đảng ủy UBND tỉnh", "ĐU UBND tỉnh"):
        UnitAlias.objects.create(unit=unit, name=name, folded=fold(name))
    UnitRelation.objects.create(kind=RelationKind.PARTY, parent=world.province, child=unit, valid_from=unit.valid_from)
    rebuild_reach()
    return unit


Take = Callable[..., ImportBatch]


def on(actor: Actor, day: date) -> Actor:
    """The same person on another day."""
    return replace(actor, today=day)


def questions(actor: Actor, batch: ImportBatch) -> dict[str, Any]:
    """What the program still asks of a batch, by key."""
    return {one.key: one for one in plan_batch(actor, batch, today=actor.today)[1]}


def take(actor: Actor, keeper: Unit | None, path: Path, *, kind: str = "tasks", **more: Any) -> ImportBatch:
    """Receive a file, take the guessed columns, and leave open what is asked; ready to be written."""
    batch = receive_file(actor=actor, kind=kind, keeper=keeper, content=path, name=path.name)
    mapping = {**batch.mapping, **more.pop("mapping", {})}
    batch = choose_columns(actor=actor, batch=batch, mapping=mapping, sheets=batch.sheets_chosen, **more)
    asked = questions(actor, batch)
    answers = {key: (one.text, LEFT_OPEN) for key, one in asked.items()}
    return answer_questions(actor=actor, batch=batch, answers=answers) if asked else batch
