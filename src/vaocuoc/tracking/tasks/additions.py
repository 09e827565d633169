"""What areas above tasks add to a task's page (settings.TASK_ADDITIONS): deeds, boxes, lines of the thread, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from vaocuoc.tracking.tasks.access import TaskRights
from vaocuoc.tracking.tasks.deeds import DEEDS, Deed
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.tasks.story import Reason, Said


@dataclass(frozen=True)
class Told:
    """What an area tells of one task: boxes above all (markup), lines of its thread, reasons why it is red."""

    boxes: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Addition:
    """What one area adds: its deeds by their names in addresses, and what it tells, in a constant number of queries."""

    deeds: Mapping[str, Deed] = field(default_factory=dict)
    tell: Callable[[HttpRequest, TaskRow, TaskRights], Told] = lambda request, row, rights: Told()


@cache
def _additions() -> tuple[Addition, ...]:
    return tuple(import_string(name) for name in settings.TASK_ADDITIONS)


@cache
def all_deeds() -> dict[str, Deed]:
    """Every deed on a task by its name in an address: those of tasks, then those of the areas above."""
    found = dict(DEEDS)
    for addition in _additions():
        found |= addition.deeds
    return found


def told_of(request: HttpRequest, row: TaskRow, rights: TaskRights) -> Told:
    """What all areas above tell of a task."""
    parts = [addition.tell(request, row, rights) for addition in _additions()]
    return Told(
        boxes=tuple(box for part in parts for box in part.boxes),
        said=tuple(said for part in parts for said in part.said),
        reasons=tuple(reason for part in parts for reason in part.reasons),
    )
