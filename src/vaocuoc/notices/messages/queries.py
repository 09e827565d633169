"""Reading what came to a post (thông báo đến): how much is unread, and the list grouped by object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.lines import line_for
from vaocuoc.notices.messages.models import ReadMark, Receipt
from vaocuoc.notices.messages.subjects import address_of, hidden_subjects
from vaocuoc.notices.messages.wording import sentence_of

KEPT_UNREAD = timedelta(days=60)
"""What is older counts as read: a bell that shows a thousand is looked at by nobody."""
MOST_COUNTED = 99


def receipts_of(actor: Actor) -> QuerySet[Receipt]:
    """What came to the acting post, the latest first; nothing for somebody without a post."""
    return Receipt.objects.filter(post=actor.post).order_by("-at", "-pk") if actor.post else Receipt.objects.none()


def _read_by(actor: Actor) -> Exists:
    return Exists(ReadMark.objects.filter(receipt=OuterRef("pk"), user=actor.user))


def unread_of(actor: Actor) -> QuerySet[Receipt]:
    """What came to the acting post and its user has not read."""
    return receipts_of(actor).filter(~_read_by(actor), at__gte=timezone.now() - KEPT_UNREAD)


def unread_count(actor: Actor) -> int:
    """How much is unread (số chưa đọc), no more than is worth counting; one query, none without a post."""
    return unread_of(actor).order_by()[: MOST_COUNTED + 1].count() if actor.post else 0


@dataclass(frozen=True)
class Line:
    """One message as the list shows it."""

    receipt: int
    at: datetime
    words: str
    is_read: bool
    is_urgent: bool
    by: str


@dataclass
class Thread:
    """The messages of one object (theo đối tượng), the latest first; no ``address`` where it is no longer seen."""

    object_type: str
    object_id: int | None
    address: str
    is_hidden: bool
    lines: list[Line] = field(default_factory=list)
    copied: str = ""

    @property
    def latest(self) -> Line:
        return self.lines[0]

    @property
    def earlier(self) -> list[Line]:
        return self.lines[1:]

    @property
    def unread(self) -> list[Line]:
        return [line for line in self.lines if not line.is_read]


def found_receipts(actor: Actor, *, unread: bool = False, object_type: str = "") -> QuerySet[Receipt]:
    """What came to the acting post within the filters of the list."""
    found = unread_of(actor) if unread else receipts_of(actor)
    return found.filter(message__object_type=object_type) if object_type else found


def types_received(actor: Actor) -> list[str]:
    """The kinds of object that messages came of."""
    return list(receipts_of(actor).order_by().values_list("message__object_type", flat=True).distinct())


def threads_of(actor: Actor, receipts: Sequence[Receipt]) -> list[Thread]:
    """A page of receipts by object, in the order of the latest of each; one query a kind of object, one of marks."""
    messages = [receipt.message for receipt in receipts]
    hidden = hidden_subjects(messages, actor)
    keys = [receipt.pk for receipt in receipts]
    read = set(ReadMark.objects.filter(user=actor.user, receipt__in=keys).values_list("receipt_id", flat=True))
    oldest = timezone.now() - KEPT_UNREAD
    threads: dict[tuple[str, int | None], Thread] = {}
    for receipt in receipts:
        message = receipt.message
        key = (message.object_type, message.object_id)
        is_hidden = key in hidden
        thread = threads.get(key)
        if thread is None:
            address = "" if is_hidden else address_of(*key)
            copied = line_for([str(code)]) if (code := message.facts.get("task")) and not is_hidden else ""
            thread = threads[key] = Thread(*key, address, is_hidden, copied=copied)
        thread.lines.append(
            Line(
                receipt=receipt.pk,
                at=receipt.at,
                words=sentence_of(message.kind, message.facts, redacted=is_hidden),
                is_read=receipt.pk in read or receipt.at < oldest,
                is_urgent=message.is_urgent,
                by=str(message.by_post or ""),
            )
        )
    return list(threads.values())
