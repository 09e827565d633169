"""Reading the work calendar: a year by organ and month, what is late with its days, what a meeting has to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.calendar.access import RELATED, visible_entries
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry, EntryState

LATE = "tre-han"


@dataclass(frozen=True)
class EntryFilters:
    """What the calendar is narrowed to; empty fields narrow nothing. ``organ`` 0 keeps what no organ is named for."""

    year: int | None = None
    organ: int | None = None
    state: str = ""
    text: str = ""
    unit: int | None = None


def entries_of(actor: Actor, filters: EntryFilters, *, today: date) -> QuerySet[CalendarEntry]:
    """The visible entries within the filters, by their plan."""
    found = visible_entries(actor)
    if filters.year:
        found = found.filter(planned_month__year=filters.year)
    if filters.organ is not None:
        found = found.filter(organ=filters.organ or None)
    if filters.unit:
        found = found.filter(Q(preparer_unit=filters.unit) | Q(preparer_post__unit=filters.unit))
    if filters.state == LATE:
        found = found.filter(late(today))
    elif filters.state in EntryState.values:
        found = found.filter(state=filters.state)
    for word in fold(filters.text).split()[:8]:
        found = found.filter(folded__contains=word)
    return found.select_related(*RELATED).order_by("planned_month", "planned_on", "pk")


def late(today: date) -> Q:
    """The entries whose plan has passed and that are not submitted (chậm)."""
    by_month = Q(planned_on__isnull=True, planned_month__lt=today.replace(day=1))
    return Q(state__in=OPEN_STATES) & (by_month | Q(planned_on__lt=today))


@dataclass
class Month:
    """A month of an organ's year with what is planned for it."""

    number: int
    entries: list[tuple[CalendarEntry, int]] = field(default_factory=list)


@dataclass
class OrganYear:
    """The year of an organ: its months with their entries, how many there are and how far they are."""

    name: str
    months: list[Month]
    total: int = 0
    done: int = 0
    late: int = 0


def year_of(entries: Iterable[CalendarEntry], *, today: date) -> list[OrganYear]:
    """The entries by organ and month, each with its days late; those taken out are left out."""
    found: dict[int, OrganYear] = {}
    for entry in entries:
        if entry.state == EntryState.DROPPED:
            continue
        name = str(entry.organ or entry.keeper)
        year = found.setdefault(entry.organ_id or -entry.keeper_id, OrganYear(name, [Month(n) for n in range(1, 13)]))
        days = entry.days_late(today)
        year.months[entry.planned_month.month - 1].entries.append((entry, days))
        year.total += 1
        year.done += entry.state in (EntryState.SUBMITTED, EntryState.ISSUED)
        year.late += days > 0 and entry.state in OPEN_STATES
    return list(found.values())


def entries_before(actor: Actor, meeting: Any, *, limit: int) -> list[CalendarEntry]:
    """What a meeting has to decide on: planned for it, else of its organ up to its month and not issued."""
    month = meeting.held_on.replace(day=1)
    planned = Q(meeting=meeting) | Q(
        meeting__isnull=True, keeper=meeting.keeper_id, organ=meeting.organ_id, planned_month__lte=month
    )
    running = (*OPEN_STATES, EntryState.SUBMITTED)
    found = visible_entries(actor).filter(planned, state__in=running).select_related(*RELATED)
    return list(found.order_by("planned_month", "pk")[:limit])


def coming_meetings(entry: CalendarEntry, *, today: date) -> list[Any]:
    """The meetings of the entry's organ that it may be planned for: not over, from today on, and the one it is."""
    meetings = CalendarEntry._meta.get_field("meeting").related_model
    assert meetings is not None
    assert not isinstance(meetings, str)
    found = meetings._default_manager.filter(keeper=entry.keeper_id, organ=entry.organ_id)
    coming = Q(held_on__gte=today, state="planned") | Q(pk=entry.meeting_id or 0)
    return list(found.filter(coming).order_by("held_on", "pk")[:40])
