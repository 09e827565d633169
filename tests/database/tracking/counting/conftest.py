"""The golden register in the database: what ``golden.csv`` holds, as one province's office keeps it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils import timezone

from tests.database.conftest import World, make_unit
from tests.database.tracking.counting.make_golden import DAY, FILE, INSIDE
from vaocuoc.core.text import fold
from vaocuoc.directory.models import RelationKind, Unit, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.documents.models import Document
from vaocuoc.tracking.models import Evidence, Task


@dataclass
class Golden:
    """The register: its clerk, its units by name, its day."""

    world: World
    units: dict[str, Unit]
    day: date = DAY


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def golden(world: World) -> Golden:
    rows = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
    user = world.clerk.user
    units = {world.office.name: world.office}
    for name in dict.fromkeys(row["lead"] for row in rows):
        if name not in units:
            units[name] = make_unit(name, UnitKind.OFFICE if name in INSIDE else UnitKind.PARTY)
            UnitRelation.objects.create(
                kind=RelationKind.PARTY, parent=world.province, child=units[name], valid_from=units[name].valid_from
            )
    rebuild_reach()
    papers: dict[str, Document] = {}
    for row in rows:
        if row["paper"] not in papers:
            papers[row["paper"]] = Document.objects.create(
                keeper=world.province, title=f"Thông báo {row['paper']}", number=row["paper"],
                issued_on=date.fromisoformat(row["issued_on"]), folded=row["paper"], uploaded_by=user,
            )  # fmt: skip
    tasks = [_task(row, world, units, papers) for row in rows]
    Task.objects.bulk_create(tasks)
    Evidence.objects.bulk_create(
        Evidence(
            task=task, number=row["proof"], date=date.fromisoformat(row["issued_on"]), subject="Báo cáo kết quả",
            level="province", submitted_by=world.focal.user, accepted=True, decided_by=user,
            submitted_at=task.closed_at, decided_at=task.closed_at,
        )
        for row, task in zip(rows, tasks, strict=True) if row["proof"]
    )  # fmt: skip
    return Golden(world, units)


def _task(row: dict[str, str], world: World, units: dict[str, Unit], papers: dict[str, Document]) -> Task:
    issued, closed = date.fromisoformat(row["issued_on"]), row["closed_on"]
    due = date.fromisoformat(row["due"]) if row["due"] else None
    given: dict[str, Any] = {"keeper": world.province, "document": papers[row["paper"]], "created_by": world.clerk.user}
    return Task(
        code=row["code"], title=row["title"], folded=fold(row["title"]), lead_unit=units[row["lead"]],
        deadline_kind=row["kind"], due=due, first_due=due, no_due_reason="" if due else "Văn bản không nêu ngày",
        condition="Chờ kết luận của Ban Thường vụ" if row["kind"] == "condition" else "",
        received_on=issued, received_is_estimated=True, created_at=noon(DAY),
        closure="done" if closed else "", closed_at=noon(date.fromisoformat(closed)) if closed else None, **given,
    )  # fmt: skip
