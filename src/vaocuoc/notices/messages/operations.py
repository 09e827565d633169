"""Marking what came as read (đánh dấu đã đọc): by the one who read it, not for the post's other holders."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.messages.models import ReadMark
from vaocuoc.notices.messages.queries import receipts_of, unread_of


def mark_read(*, actor: Actor, receipts: Collection[int]) -> int:
    """Mark these as read; give how many there were. What came to another post is left alone."""
    with transaction.atomic():
        own = list(receipts_of(actor).filter(pk__in=receipts).values_list("pk", flat=True))
        return _mark(actor, own)


def mark_all_read(*, actor: Actor) -> int:
    """Mark all that came to the acting post as read."""
    with transaction.atomic():
        return _mark(actor, list(unread_of(actor).values_list("pk", flat=True)))


def _mark(actor: Actor, keys: Collection[int]) -> int:
    marks = [ReadMark(receipt_id=key, user=actor.user) for key in keys]
    ReadMark.objects.bulk_create(marks, batch_size=1_000, ignore_conflicts=True)
    return len(marks)
