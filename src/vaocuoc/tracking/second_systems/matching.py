"""Which of our things a row of theirs is (khớp theo mã): by their code, else by ours; a figure also by unit, period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.second_systems.columns import period_of
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, SystemEntry
from vaocuoc.tracking.second_systems.subjects import entry_place, place_of, seen_subjects, subjects_of
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.dates import period_code, period_name

MOST_LOOKED_THROUGH = 20_000
"""So many figures are looked through for one batch of rows, the newest first."""


@dataclass(frozen=True)
class Found:
    """The key of the subject that a row names, or why there is none: ``unknown``, ``several``, ``twice``; and
    ``unsearched`` where not all that has its codes was looked through.
    """

    key: int | None
    problem: str = ""
    subject: Any = None


def found_for(
    actor: Actor, system: SecondSystem, kind: Kind, rows: Sequence[Mapping[str, Any]]
) -> list[Found]:  # fmt: skip
    """What each row names; a second row of the same thing is ``twice``. A constant number of queries."""
    if kind == Kind.TASK:
        named, is_cut = _tasks(actor, system, rows), False
    else:
        named, is_cut = _figures(actor, system, kind, rows)
    seen: set[int] = set()
    found = []
    for keys in named:
        if len(keys) != 1:
            found.append(Found(None, "several" if keys else "unsearched" if is_cut else "unknown"))
            continue
        (key,) = keys
        found.append(Found(None, "twice") if key in seen else Found(key))
        seen.add(key)
    return found


def _tasks(actor: Actor, system: SecondSystem, rows: Sequence[Mapping[str, Any]]) -> list[set[int]]:
    theirs = {row["theirs"] for row in rows if row["theirs"]}
    ours = {row["code"] for row in rows if row["code"]}
    by_their: dict[str, set[int]] = defaultdict(set)
    entries = SystemEntry.objects.filter(system=system, kind=Kind.TASK, code__in=theirs)
    for code, task in entries.values_list("code", "task"):
        by_their[code].add(task)
    own = Task.objects.filter(keeper=system.keeper_id, code__in=ours)
    by_own = {code: {pk} for code, pk in own.values_list("code", "pk")}
    wanted = {key for keys in (*by_their.values(), *by_own.values()) for key in keys}
    seen = set(seen_subjects(Kind.TASK, actor, wanted).values_list("pk", flat=True))
    return [(by_their.get(row["theirs"]) or by_own.get(row["code"]) or set()) & seen for row in rows]


def _figures(
    actor: Actor, system: SecondSystem, kind: Kind, rows: Sequence[Mapping[str, Any]]
) -> tuple[list[set[int]], bool]:
    """The figures that each row names, and whether there were more than could be looked through."""
    theirs = {row["theirs"] for row in rows if row["theirs"]}
    ours = {row["code"] for row in rows if row["code"]}
    entries = list(SystemEntry.objects.filter(system=system, kind=kind, code__in=theirs))
    codes = {tuple(sorted(entry_place(entry).items())): entry.code for entry in entries}
    wanted = Q(indicator__in={entry.indicator_id for entry in entries}) | Q(
        indicator__keeper=system.keeper_id, indicator__code__in=ours
    )
    of_codes = subjects_of(kind, actor).filter(wanted).select_related("indicator", "unit").order_by("-pk")
    candidates = list(of_codes[: MOST_LOOKED_THROUGH + 1])
    is_cut = len(candidates) > MOST_LOOKED_THROUGH
    shared = defaultdict(set)  # a code may be that of the indicator there, and stand at every unit and period
    for entry in entries:
        shared[entry.indicator_id].add(entry.code)
    by_code: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in candidates[:MOST_LOOKED_THROUGH]:
        by_code["ours", one.indicator.code].append(one)
        by_code["theirs", codes.get(tuple(sorted(place_of(kind, one).items())), "")].append(one)
        for code in shared.get(one.indicator_id, ()):
            by_code["shared", code].append(one)
    return [_nearest(kind, by_code, row) for row in rows], is_cut


def _nearest(kind: Kind, by_code: Mapping[tuple[str, str], Sequence[Any]], row: Mapping[str, Any]) -> set[int]:
    """By the code of exactly this figure, then by that of its indicator there, then by ours; the first that fits."""
    ways = [("theirs", row["theirs"]), ("shared", row["theirs"]), ("ours", row["code"])]
    for way, code in ways:
        keys = {one.pk for one in by_code.get((way, code), ()) if _fits(kind, one, row)} if code else set()
        if keys:
            return keys
    return set()


def _fits(kind: Kind, one: Any, row: Mapping[str, Any]) -> bool:
    """Whether what else the row says of unit and period is this one's."""
    if row["unit_code"] and row["unit_code"] != one.unit.code:
        return False
    if row["unit"] and _plain(row["unit"]) not in (_plain(one.unit.name), _plain(one.unit.short_name)):
        return False
    if kind == Kind.TARGET:
        return True
    if row["year"] and row["year"] != str(one.year):
        return False
    period = period_of(one)
    return not row["period"] or _plain(row["period"]) in (_plain(period_name(period)), _plain(period_code(period)))


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
