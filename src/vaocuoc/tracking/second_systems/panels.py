"""On the page of a task and of an indicator: how it stands in second systems, noted there at once (đã nhập, khác)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from vaocuoc.core.measuring import task_state
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.second_systems.access import may_keep, right_of, units_behind, visible_systems
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, SystemEntry
from vaocuoc.tracking.second_systems.showing import SLUGS, Shown, row_of
from vaocuoc.tracking.second_systems.subjects import (
    ENTERED,
    STATUSES,
    entry_place,
    joined,
    model_of,
    must_of,
    place_of,
    print_of,
    status_now,
    subjects_of,
)
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import facts_of
from vaocuoc.ui.clock import today

_PERIODS = 12
_FIGURES = 4
_MOST = 6
"""So many systems stand in a panel; an office has two or three."""


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The second systems in which a task must stand or does, and those into which it may be put by hand.

    Two queries beside those of systems and rights, however many there are.
    """
    actor = actor_of(request)
    systems = _open(actor, [Kind.TASK])
    if not systems:
        return None
    entries = SystemEntry.objects.filter(system__in=systems, kind=Kind.TASK, task=task).select_related("by_post__unit")
    rows = _rows(actor, systems, Kind.TASK, [_beside_systems(task, systems)], list(entries))
    shown = {row.system.pk for row in rows}
    offered = [
        (one, reverse("second_systems:item", args=[one.pk, SLUGS[Kind.TASK], task.pk]))
        for one in systems
        if one.pk not in shown and may_keep(actor, one)
    ]
    return _panel(request, rows, offered, [])


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """The target and the latest figures of an indicator at a unit in second systems, what needs someone first.

    Three queries beside those of systems and rights, however many there are.
    """
    actor = actor_of(request)
    systems = _open(actor, [Kind.FIGURE, Kind.TARGET])
    if not systems:
        return None
    here = {"indicator": row.indicator, "unit": row.unit}
    noted = SystemEntry.objects.filter(system__in=systems, **here).select_related("by_post__unit")
    entries = list(noted)
    rows: list[Shown] = []
    more: dict[str, SecondSystem] = {}
    for kind in (Kind.TARGET, Kind.FIGURE):
        taking = [one for one in systems if kind in one.kinds]
        if not taking:
            continue
        of = subjects_of(kind, None).filter(**here).order_by("-period_end" if kind == Kind.FIGURE else "-pk")
        found = list(_with_must(joined(of, kind), taking)[:_PERIODS])
        part = _rows(actor, taking, kind, found, [one for one in entries if one.kind == kind])
        part.sort(key=lambda one: STATUSES.index(one.status))
        rows += part[:_FIGURES]
        more |= {_address(one.system, kind, row.indicator.pk): one.system for one in part}
    return _panel(request, rows, [], [(system, address) for address, system in more.items()])


def _open(actor: Actor, kinds: Sequence[Kind]) -> list[SecondSystem]:
    systems = actor.once("second systems", lambda: list(visible_systems(actor)))
    running = [one for one in systems if one.closed_on is None or one.closed_on > actor.today]
    return [one for one in running if set(kinds) & set(one.kinds)][:_MOST]


def _beside_systems(task: Task, systems: Sequence[SecondSystem]) -> Any:
    """The task as it is at hand, with what the systems ask of it; one query, which reads nothing of it again."""
    names = ("now", *(f"must_{one.pk}" for one in systems))
    asked = _with_must(Task.objects.filter(pk=task.pk), systems).values_list(*names).get()
    subject: Any = copy(task)
    subject.state = task_state(facts_of(task), today()).code
    for name, value in zip(names, asked, strict=True):
        setattr(subject, name, value)
    return subject


def _with_must(subjects: QuerySet[Any], systems: Sequence[SecondSystem]) -> QuerySet[Any]:
    """The subjects with whether they must stand in each system, and their fingerprint; one query for all of them."""
    kind = next(kind for kind in Kind if subjects.model is model_of(kind))
    asked = {
        f"must_{one.pk}": Case(
            When(must_of(one, kind), then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        for one in systems
    }
    found: QuerySet[Any] = subjects.annotate(now=print_of(kind), **asked)
    return found


def _rows(
    actor: Actor, systems: Sequence[SecondSystem], kind: Kind, subjects: Sequence[Any], entries: Sequence[SystemEntry]
) -> list[Shown]:
    """Each subject in each system where it must stand or does."""
    by_place = {(one.system_id, *sorted(entry_place(one).items())): one for one in entries}
    units = {unit for one in subjects for unit in units_behind(kind, one)}
    own = set(actor.units(right_of(kind)).filter(pk__in=units).values_list("pk", flat=True)) if units else set()
    rows = []
    for system in systems:
        keeps = may_keep(actor, system)
        for one in subjects:
            entry = by_place.get((system.pk, *sorted(place_of(kind, one).items())))
            if getattr(one, f"must_{system.pk}") or (entry is not None and entry.stand in ENTERED):
                may = keeps or bool(own & set(units_behind(kind, one)))
                rows.append(row_of(system, kind, one, entry, may, status_now(entry, one.now)))
    return rows


def _address(system: SecondSystem, kind: Kind, indicator: int) -> str:
    return f"{reverse('second_systems:list')}?he-thong={system.pk}&loai={SLUGS[kind]}&chi-tieu={indicator}"


def _panel(
    request: HttpRequest,
    rows: Sequence[Shown],
    offered: Sequence[tuple[SecondSystem, str]],
    more: Sequence[tuple[SecondSystem, str]],
) -> str | None:
    if not rows and not offered:
        return None
    context = {"rows": rows, "others": offered, "more": more}
    return render_to_string("tracking/second_systems/_panel.html", context, request)
