"""Reading the audit trail: of one object, and of the site as far as one may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.conf import settings
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from vaocuoc.audit.models import Batch, Entry
from vaocuoc.search.queries import matching


class Reader(Protocol):
    """What the audit trail asks of who reads it (see ``directory.people.access.Actor``)."""

    @property
    def is_administrator(self) -> bool: ...
    def audited_posts(self) -> QuerySet[models.Model]: ...
    def may_audit(self) -> bool: ...
    def may_open(self, object_type: str) -> bool: ...


@dataclass(frozen=True)
class Filters:
    """What to narrow the list to; empty means all."""

    object_type: str = ""
    object_id: int | None = None
    username: str = ""
    post: str = ""  # words of its title
    unit: str = ""  # words of the name of its unit
    words: str = ""  # of who acted, and of what the entry says
    action: str = ""
    start: date | None = None
    end: date | None = None  # the last day, inclusive


def visible_entries(reader: Reader) -> QuerySet[Entry]:
    """What one may read: everything for the administrator, else what posts did that one inspects."""
    entries = Entry.objects.order_by("-at", "-pk")
    if reader.is_administrator:
        return entries
    return entries.filter(post_id__in=reader.audited_posts().values("pk"))


def entries(reader: Reader, filters: Filters) -> QuerySet[Entry]:
    """The audit trail, the latest first, narrowed (nhật ký)."""
    wanted = Q()
    if filters.object_type:
        wanted &= Q(object_type=filters.object_type)
    if filters.object_id is not None:
        wanted &= Q(object_id=filters.object_id)
    if filters.username:
        wanted &= Q(username=filters.username)
    if filters.post or filters.unit:
        posts_named = import_string(settings.AUDIT_POSTS)
        wanted &= Q(post_id__in=posts_named(title=filters.post, unit=filters.unit))
    if filters.action:
        wanted &= Q(action=filters.action)
    if filters.start:
        wanted &= Q(at__gte=_midnight(filters.start))
    if filters.end:
        wanted &= Q(at__lt=_midnight(filters.end + timedelta(days=1)))
    found = visible_entries(reader).filter(wanted)
    return matching(found, "folded", filters.words) if filters.words else found


def entry_of(reader: Reader, pk: int) -> Entry | None:
    """One entry, where one may read it."""
    return visible_entries(reader).filter(pk=pk).first()


def batch_of(entry: Entry) -> Batch | None:
    """The batch that an entry was sealed in; None while it waits."""
    return Batch.objects.filter(last_id__gte=entry.pk).order_by("last_id").first()


def batches() -> QuerySet[Batch]:
    """The batches, the latest first, without what only verifying reads."""
    return Batch.objects.order_by("-number").defer("leaves")


def object_types() -> list[str]:
    """The kinds of objects that entries tell of; one query that leaps from kind to kind along the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE kinds(kind) AS (SELECT min(object_type) FROM audit_entry UNION ALL "
            "SELECT (SELECT min(object_type) FROM audit_entry WHERE object_type > kinds.kind) FROM kinds "
            "WHERE kinds.kind IS NOT NULL) SELECT kind FROM kinds WHERE kind IS NOT NULL"
        )
        return [kind for (kind,) in cursor.fetchall()]


def deeds_done() -> QuerySet[Entry]:
    """The entries that tell of a deed (việc đã làm), without those that only tell who looked (lượt xem)."""
    return Entry.objects.exclude(action__in=settings.READING_ACTIONS)


def history(obj: models.Model, *, limit: int = 50) -> list[Entry]:
    """What was done to one object, the latest first (lịch sử); for who may see the object itself.

    Who inspected it is not told to everybody who sees it.
    """
    return list(deeds_done().filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("-at", "-pk")[:limit])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
