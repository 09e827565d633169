"""Finding the posts that a reminder goes to (tìm người nhận): by hierarchy, by who oversees what, on the day.

Everything that many tasks need is asked once: how many tasks there are does not change the number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Oversight, OversightKind, Role, RoleGrant, UnitReach
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.notices.messages.receivers import posts_of_units, running
from vaocuoc.tracking.escalation.models import Whom
from vaocuoc.tracking.escalation.tables import Row
from vaocuoc.tracking.tasks.models import PartyRole, TaskParty


@dataclass(frozen=True, slots=True)
class Watched:
    """What a reminder needs to know of a task."""

    pk: int
    code: str
    title: str
    folded: str
    keeper: int
    urgency: str
    due: date | None
    lead_unit: int | None
    lead_post: int | None
    lead_post_unit: int | None
    follower: int | None
    assigned_by: int | None
    document: int | None

    @property
    def answering_unit(self) -> int | None:
        return self.lead_unit or self.lead_post_unit


class People:
    """The posts around many tasks on a day; made with a constant number of queries."""

    def __init__(self, tasks: Sequence[Watched], *, today: date, hierarchies: Iterable[str]) -> None:
        units = {task.answering_unit for task in tasks if task.answering_unit}
        self._above = _above(units, set(hierarchies), today)
        self._own = posts_of_units({task.lead_unit for task in tasks if task.lead_unit}, today=today)
        higher = {unit for found in self._above.values() for unit, _kind, _depth in found}
        self._leaders = _leaders({*units, *higher, *(task.keeper for task in tasks)}, today)
        self._coordinators = posts_of_units({task.keeper for task in tasks}, today=today)
        self._oversights = list(Oversight.objects.filter(running(today), running(today, "post__")))
        papers = {row.words for row in self._oversights if row.kind == OversightKind.PAPER} if tasks else set()
        self._papers = {words: set(papers_numbered((words,)).values_list("pk", flat=True)) for words in papers}
        self._parties: dict[int, set[int]] = defaultdict(set)
        named = TaskParty.objects.filter(role=PartyRole.OVERSEER, post__isnull=False)
        for task, post in named.filter(task__in=Keys({task.pk for task in tasks} or {0})).values_list("task", "post"):
            if post is not None:
                self._parties[task].add(post)

    def of(self, row: Row, task: Watched, *, hierarchy: str) -> set[int]:
        """The posts that one row tells of one task."""
        found: set[int] = set()
        for whom in row.whom:
            found |= self._found(whom, row, task, hierarchy)
        return found

    def _found(self, whom: str, row: Row, task: Watched, hierarchy: str) -> set[int]:
        match whom:
            case Whom.OWNER:
                return {task.lead_post} if task.lead_post else set(self._own.get(task.lead_unit or 0, ()))
            case Whom.FOLLOWER:
                return {task.follower} if task.follower else set()
            case Whom.SUPERIOR:
                return self._superiors(task, row.steps_up, hierarchy)
            case Whom.OVERSEER:
                return self._overseers(task)
            case Whom.ACCEPTOR:
                return {task.assigned_by or task.follower or 0} - {0} or set(self._coordinators.get(task.keeper, ()))
            case Whom.CHIEF:
                return set(self._leaders.get(task.keeper, ()))
            case _:
                return set(row.posts)

    def _superiors(self, task: Watched, steps: int, hierarchy: str) -> set[int]:
        """The leaders of the units up to so many steps above; of a post, its own unit's leaders are the first step."""
        unit = task.answering_unit
        if unit is None:
            return set()
        found: set[int] = set()
        if task.lead_post:
            found |= self._leaders.get(unit, set()) - {task.lead_post}
            steps -= 1
        for above, kind, depth in self._above.get(unit, ()):
            if kind == hierarchy and 1 <= depth <= steps:
                found |= self._leaders.get(above, set())
        return found

    def _overseers(self, task: Watched) -> set[int]:
        unit = task.answering_unit
        over = {unit, *(above for above, _kind, _depth in self._above.get(unit or 0, ()))}
        found = set(self._parties.get(task.pk, ()))
        words = f" {task.folded} "
        for row in self._oversights:
            if row.kind == OversightKind.UNIT:
                holds = row.unit_id in over
            elif row.kind == OversightKind.FIELD:
                holds = f" {fold(row.words)} " in words
            else:
                holds = task.document in self._papers.get(row.words, ())
            if holds:
                found.add(row.post_id)
        return found


def _above(units: Iterable[int], hierarchies: set[str], today: date) -> dict[int, list[tuple[int, str, int]]]:
    """The units above each, with the relation and the steps."""
    found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    reach = UnitReach.objects.filter(running(today), Q(depth__gt=0), descendant__in=Keys(set(units) or {0}))
    rows = reach.exclude(kind=UnitReach.SUCCESSION).values_list("descendant_id", "ancestor_id", "kind", "depth")
    for below, above, kind, depth in rows:
        found[below].append((above, kind, depth))
    return found


def _leaders(units: Iterable[int], today: date) -> dict[int, set[int]]:
    """The posts that lead exactly each unit."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = RoleGrant.objects.filter(
        running(today), running(today, "post__"), role=Role.LEADER, unit__in=Keys(set(units) or {0})
    )
    for unit, post in rows.values_list("unit_id", "post_id"):
        found[unit].add(post)
    return found
