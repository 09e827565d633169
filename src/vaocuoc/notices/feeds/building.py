"""A calendar file (.ics) of things that fall due: whole days, an alarm three days before (lịch riêng)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from vaocuoc.notices.feeds.items import CalendarItem

_BEFORE = timedelta(days=3)
_REFRESH = timedelta(hours=6)


def calendar_of(items: Sequence[CalendarItem], *, name: str, site: str, host: str) -> bytes:
    """The whole calendar; the same items always give the same bytes, so that a program sees what changed."""
    made = Calendar()
    made.add("prodid", "-//Vao Cuoc//vaocuoc//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    made.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for item in items:
        made.add_component(_event(item, site=site, host=host))
    return bytes(made.to_ical())


def _event(item: CalendarItem, *, site: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"{item.uid}@{host}")
    event.add("dtstamp", item.changed_at or datetime.combine(item.day, time(), UTC))
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1))
    event.add("summary", item.title)
    event.add("sequence", item.sequence)
    event.add("transp", "TRANSPARENT")
    if item.changed_at:
        event.add("last-modified", item.changed_at)
    if item.note:
        event.add("description", item.note)
    if site:
        event.add("url", f"{site}{item.path}")
    if not item.is_done:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", item.title)
        alarm.add("trigger", -_BEFORE)
        event.add_component(alarm)
    return event
