"""Telling posts of what happened (báo tin): in the transaction that causes it, whatever way it then goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.mail.operations import deliver
from vaocuoc.notices.mail.outbox import put_in_outbox
from vaocuoc.notices.messages.models import Message, Receipt
from vaocuoc.notices.messages.receivers import posts_of_units
from vaocuoc.ui import clock


@dataclass(frozen=True)
class Outgoing:
    """One message to come (thông báo): what it is of, whom it goes to.

    ``kind`` names its words in a table of ``settings.NOTICE_TABLES``; ``facts`` fill them (small JSON; days as ISO
    text). ``units`` are told through their posts that report for exactly that unit, else through any post that has a
    role over exactly it. ``urgent`` goes out by e-mail at once, not with the digest.
    """

    kind: str
    subject: models.Model
    posts: Sequence[Post | int] = ()
    units: Sequence[Unit | int] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False


_HELD: ContextVar[list[tuple[Actor | None, Outgoing]] | None] = ContextVar("held_messages", default=None)


def notify(actor: Actor | None, outgoing: Outgoing) -> int:
    """Tell of one thing (báo một việc); give how many posts are told. See :func:`notify_all`."""
    return notify_all(actor, [outgoing])


def notify_all(actor: Actor | None, outgoing: Iterable[Outgoing]) -> int:
    """Tell of many things in a constant number of queries (báo nhiều việc); give how many times a post is told.

    The acting post is not told of its own deed. Inside :func:`together` it gives 0 and tells later. Raises
    ``RuntimeError`` outside a transaction: a message without its deed, or a deed without its message, must not be
    possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("notices.notify outside a transaction")
    wanted = list(outgoing)
    held = _HELD.get()
    if held is not None:
        held.extend((actor, one) for one in wanted)
        return 0
    return _send(actor, wanted)


@contextmanager
def together() -> Iterator[None]:
    """Hold what is told inside back and tell it all at the end (báo một lượt): one deed of many rows, few queries.

    Must stand inside the transaction of the deed. What fails tells nobody. Inside another it changes nothing.
    """
    if _HELD.get() is not None:
        yield
        return
    held: list[tuple[Actor | None, Outgoing]] = []
    token = _HELD.set(held)
    try:
        yield
    finally:
        _HELD.reset(token)
    by_actor: dict[int, tuple[Actor | None, list[Outgoing]]] = {}
    for actor, one in held:
        by_actor.setdefault(actor.post.pk if actor and actor.post else 0, (actor, []))[1].append(one)
    for actor, wanted in by_actor.values():
        notify_all(actor, wanted)


def _send(actor: Actor | None, wanted: Sequence[Outgoing]) -> int:
    today = actor.today if actor else clock.today()
    of_units = posts_of_units({_key(unit) for one in wanted for unit in one.units}, today=today)
    own = actor.post.pk if actor and actor.post else None
    told = [(one, sorted(_posts_told(one, of_units) - {own})) for one in wanted]
    told = [(one, posts) for one, posts in told if posts]
    if not told:
        return 0
    now = timezone.now()
    messages = Message.objects.bulk_create([_message(one, own, now) for one, _ in told], batch_size=500)
    receipts = [
        Receipt(message=message, post_id=post, at=now)
        for message, (_, posts) in zip(messages, told, strict=True)
        for post in posts
    ]
    Receipt.objects.bulk_create(receipts, batch_size=1_000)
    if settings.MAIL_ON:
        noted = put_in_outbox(
            [(message, posts) for message, (_, posts) in zip(messages, told, strict=True)], today=today
        )
        if any(item.at_once for item in noted):
            deliver.enqueue()
    return len(receipts)


def _key(one: models.Model | int) -> int:
    return one if isinstance(one, int) else int(one.pk)


def _posts_told(one: Outgoing, of_units: Mapping[int, frozenset[int]]) -> set[int]:
    posts = {_key(post) for post in one.posts}
    for unit in one.units:
        posts |= of_units.get(_key(unit), frozenset())
    return posts


def _message(one: Outgoing, by_post: int | None, now: Any) -> Message:
    return Message(
        kind=one.kind,
        object_type=one.subject._meta.label_lower,
        object_id=one.subject.pk,
        facts={name: value.isoformat() if isinstance(value, date) else value for name, value in one.facts.items()},
        is_urgent=one.urgent,
        by_post_id=by_post,
        at=now,
    )
