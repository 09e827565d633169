"""Making, renewing and ending one's private calendar address (lập, đổi, bỏ địa chỉ lịch)."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.feeds.models import CalendarFeed
from vaocuoc.notices.feeds.queries import hash_of


def make_feed(*, actor: Actor) -> str:
    """Make the address of one's calendar, or another in its place; give it, for it cannot be read again."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        CalendarFeed.objects.update_or_create(
            user=actor.user,
            defaults={"token_hash": hash_of(token), "created_at": timezone.now(), "read_on": None},
        )
        record(actor, "notices.make_feed", actor.user)
    return token


def revoke_feed(*, actor: Actor) -> bool:
    """End one's calendar address; give whether there was one."""
    with transaction.atomic():
        gone, _kinds = CalendarFeed.objects.filter(user=actor.user).delete()
        if gone:
            record(actor, "notices.revoke_feed", actor.user)
    return bool(gone)


def note_reading(feed: CalendarFeed, today: date) -> None:
    """Keep on which day a calendar was last read, so that its owner sees one that nobody should read; once a day."""
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)
