"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from vaocuoc.audit.models import Entry
from vaocuoc.audit.personal import readable, without_personal
from vaocuoc.audit.sealing import new_salt


class ActsAs(Protocol):
    """What the audit trail asks of an actor (see ``directory.people.access.Actor``)."""

    @property
    def user(self) -> Any: ...
    @property
    def post(self) -> Any: ...
    @property
    def acting_as(self) -> str: ...


def record(actor: ActsAs | None, action: str, subject: models.Model, **facts: Any) -> Entry:
    """Write one entry (ghi nhật ký); must be called inside the transaction of what it tells of.

    ``action`` is ``area.verb`` (``tasks.assign``); ``facts`` must be small and JSON. ``actor`` is None for what the
    program does by itself (jobs). Personal values become hashes (``audit.personal``). Raises ``RuntimeError`` outside
    a transaction: an entry without its deed, or a deed without its entry, must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record outside a transaction")
    entry = _entry(actor, action, subject, facts)
    entry.save(force_insert=True)
    return entry


def record_all(
    actor: ActsAs | None, action: str, subjects: Iterable[tuple[models.Model, Mapping[str, Any]]]
) -> list[Entry]:
    """Write an entry for each of many objects with its facts, as :func:`record` does for one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record outside a transaction")
    entries = [_entry(actor, action, subject, facts) for subject, facts in subjects]
    return Entry.objects.bulk_create(entries, batch_size=500)


def _entry(actor: ActsAs | None, action: str, subject: models.Model, facts: Mapping[str, Any]) -> Entry:
    post = actor.post if actor else None
    username, acting_as = (str(actor.user), actor.acting_as) if actor else ("", "")
    kept = without_personal(subject._meta.label_lower, facts)
    return Entry(
        at=timezone.now(),
        user_id=actor.user.pk if actor else None,
        username=username,
        post_id=post.pk if post else None,
        acting_as=acting_as,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=subject.pk,
        facts=kept,
        folded=readable({"who": username, "as": acting_as, "facts": kept}),
        salt=new_salt(),
    )
