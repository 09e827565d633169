"""What a post owes (việc phải làm): the shape in which every area gives its part to "my work".

The areas name their sources in ``settings.MY_WORK_SOURCES`` (dotted names of ``(actor) -> Iterable[Duty]``); the page
sorts them by day and knows nothing else of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from vaocuoc.directory.people.access import Actor

SHOWN = 25
"""So many duties of one kind a source gives at most, the most pressing first; the rest is one line with its number."""


@dataclass(frozen=True)
class DutyDeed:
    """One thing to do at once (nút xử lý): a link to a form that works on a phone and without script.

    ``sheet`` says that the form may be opened over the list and comes back to it.
    """

    label: str
    url: str
    main: bool = False
    sheet: bool = False


@dataclass(frozen=True)
class Duty:
    """One thing that waits for the acting post, or that it waits for (một việc phải làm).

    ``kind`` is ``area.name`` ("tasks.lead"); ``what`` says in a few words what has to be done ("Cập nhật nhiệm vụ quá
    hạn"); ``name`` what it is about; ``due`` the last day for it, None where there is none; ``urgency`` 0 ordinary to
    3 express. ``waits`` marks what somebody else has to do first, ``whom`` says who. ``rest`` makes of it the line
    "n more": ``url`` leads to the list of them all, ``due`` is the first day among them.
    """

    kind: str
    what: str
    name: str
    url: str
    due: date | None = None
    code: str = ""
    note: str = ""
    urgency: int = 0
    waits: bool = False
    whom: str = ""
    deeds: tuple[DutyDeed, ...] = field(default=())
    rest: int = 0


class When(StrEnum):
    """In which part of the page a duty stands."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    OTHERS = "others"


def when_of(duty: Duty, today: date) -> When:
    """Late, today, until Sunday of this week, later (or without a day), or waiting for another."""
    if duty.waits:
        return When.OTHERS
    if duty.due is None:
        return When.LATER
    if duty.due < today:
        return When.LATE
    if duty.due == today:
        return When.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return When.WEEK if duty.due <= sunday else When.LATER


def in_order(duties: Iterable[Duty], today: date) -> dict[When, list[Duty]]:
    """The duties by part of the page, each in the order that matters: by day, then urgency, then as they came."""
    parts: dict[When, list[Duty]] = {part: [] for part in When}
    for duty in duties:
        parts[when_of(duty, today)].append(duty)
    for rows in parts.values():
        rows.sort(key=lambda duty: (duty.rest > 0, duty.due or date.max, -duty.urgency))
    return parts


@dataclass(frozen=True)
class Part:
    """One part of a source: the rows that it tells of (None where the role never has any), and how it tells them."""

    rows: Callable[[Actor], QuerySet[Any] | None]
    tell: Callable[[Actor], Iterable[Duty]]


class InParts:
    """A source whose parts are mostly empty: whether they are is asked of all of them in one query of the page.

    Called by itself it asks each part.
    """

    def __init__(self, *parts: Part) -> None:
        self.parts = parts

    def __call__(self, actor: Actor) -> Iterator[Duty]:
        if actor.post is not None:
            for part in self.parts:
                yield from part.tell(actor)


def duties_of(actor: Actor) -> Iterator[Duty]:
    """Everything that the sources say of the acting post; a constant number of queries a source."""
    full = _parts_with_rows(actor)
    for source in _sources():
        if isinstance(source, InParts):
            for part in source.parts:
                if part in full:
                    yield from part.tell(actor)
        else:
            yield from source(actor)


def _parts_with_rows(actor: Actor) -> frozenset[Part]:
    """The parts that have anything to tell of; one query, as many quick looks as there are parts."""
    if actor.post is None:
        return frozenset()
    parts = [part for source in _sources() if isinstance(source, InParts) for part in source.parts]
    asked = {part: rows for part in parts if (rows := part.rows(actor)) is not None}
    if not asked:
        return frozenset()
    return frozenset(part for part, there in zip(asked, _any_of(list(asked.values())), strict=True) if there)


def _any_of(queries: Sequence[QuerySet[Any]]) -> Sequence[bool]:
    """Whether each of these gives anything, in one statement.

    Put together as written by the compiler of each: as subqueries of one more query every condition in them would be
    resolved and renamed once again, and that took longer than the database does.
    """
    words, values = [], []
    for rows in queries:
        try:
            sql, params = rows.query.exists().get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            words.append("1 = 0")
        else:
            words.append(f"EXISTS ({sql})")
            values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(words)}", values)
        return [bool(there) for there in cursor.fetchone()]


@cache
def _sources() -> tuple[Callable[[Actor], Iterable[Duty]], ...]:
    return tuple(import_string(name) for name in settings.MY_WORK_SOURCES)
