"""All tasks of a list in their order (thứ tự cần xử lý), read a page at a time without sorting what no page shows.

Three parts follow each other: what is overdue, which an index gives in order; what else is open, the smaller part; and
what is closed, which no day moves and another index gives in order. Only the parts that a page touches are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import F, Q, QuerySet

from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Phase, Task
from vaocuoc.tracking.tasks.states import by_urgency, in_state, latest, place_of

Keys = QuerySet[Any, int]


@dataclass(frozen=True)
class _Part:
    keys: Keys
    number: Callable[[], int]


class InOrder:
    """The keys of tasks, what needs someone first; to be sliced, or gone through from end to end."""

    def __init__(self, tasks: QuerySet[Task], today: date, *, overdue: int, running: int, disputed: int) -> None:
        """``tasks`` are in any order; of them so many are ``overdue``, open in any way but ``disputed``, or that."""
        self._tasks, self._today = tasks.order_by(), today
        self._overdue, self._running, self._disputed = overdue, running, disputed

    def _number_of_rest(self) -> int:
        number = self._running - self._overdue
        return (
            number + self._tasks.filter(phase=Phase.DISPUTED, closure=Closure.NONE).count()
            if self._disputed
            else number
        )

    def __getitem__(self, wanted: slice) -> list[int]:
        start, stop = wanted.start or 0, wanted.stop
        found: list[int] = []
        for part in self._parts:
            if stop is not None and stop <= 0:
                break
            last = part is self._parts[-1]
            number = 0 if last else part.number()
            if last or start < number:
                found += part.keys[max(start, 0) : stop if last or stop is None else min(stop, number)]
            start, stop = max(start - number, 0), None if stop is None else stop - number
        return found

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(part.keys.iterator() for part in self._parts)

    @cached_property
    def _parts(self) -> list[_Part]:
        open_ones = self._tasks.filter(closure=Closure.NONE)
        late = self._tasks.filter(in_state("overdue", self._today))
        rest = open_ones.filter(_not_overdue(self._today)).order_by(
            place_of(self._today), "is_disputed", F("due").asc(nulls_last=True), "pk"
        )
        closed = self._tasks.filter(~Q(closure=Closure.NONE)).order_by("phase", latest(), "due", "pk")
        return [
            _Part(_keys(by_urgency(late, self._today, "overdue")), lambda: self._overdue),
            _Part(_keys(rest), self._number_of_rest),
            _Part(_keys(closed), lambda: 0),
        ]


def _keys(tasks: QuerySet[Task]) -> Keys:
    return tasks.values_list("pk", flat=True)


def _not_overdue(today: date) -> Q:
    """What is open, but not in the state ``overdue`` as lists filter it; so said, a missing day is no trap."""
    handed_in = Q(evidence_since__isnull=False)
    return (
        ~Q(phase=Phase.OPEN)
        | Q(deadline_kind=DeadlineKind.CONDITION)
        | handed_in
        | Q(due__isnull=True)
        | Q(due__gte=today)
    )
