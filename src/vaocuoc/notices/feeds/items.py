"""What a private calendar is made of: things that fall due on a day, told by the apps above (việc trên lịch)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from vaocuoc.directory.people.access import Actor


@dataclass(frozen=True)
class CalendarItem:
    """One day to keep (mốc trên lịch).

    ``uid`` stays the same for as long as the thing exists (``task-147``), ``sequence`` grows with every change of it;
    ``path`` is its page on the site. ``is_done`` marks what no longer needs an alarm.
    """

    uid: str
    day: date
    title: str
    path: str
    sequence: int = 0
    changed_at: datetime | None = None
    note: str = ""
    is_done: bool = False


def items_of(actor: Actor) -> list[CalendarItem]:
    """What the posts of an actor must keep, from every source of ``settings.CALENDAR_SOURCES``; each thing once."""
    found: dict[str, CalendarItem] = {}
    for name in settings.CALENDAR_SOURCES:
        given: Iterable[CalendarItem] = import_string(name)(actor)
        for item in given:
            found.setdefault(item.uid, item)
    return sorted(found.values(), key=lambda item: (item.day, item.uid))
