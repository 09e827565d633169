"""Whose calendar an address is."""

from __future__ import annotations

import hashlib

from vaocuoc.directory.models import User
from vaocuoc.notices.feeds.models import CalendarFeed


def hash_of(token: str) -> str:
    """What the database keeps of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(user: User) -> CalendarFeed | None:
    """The private calendar that a user has (lịch riêng)."""
    return CalendarFeed.objects.filter(user=user).first()


def feed_at(token: str) -> CalendarFeed | None:
    """The calendar at an address; None for a wrong address and for a locked account."""
    found = CalendarFeed.objects.filter(token_hash=hash_of(token), user__is_active=True)
    return found.select_related("user").first()
