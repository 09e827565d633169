"""Sealing the trail (niêm phong nhật ký): entries in batches, each batch bound to the one before by SHA-256.

Triggers keep the entries from being changed by whoever uses the database; the chain shows it where somebody was above
the triggers. The latest seal, kept on paper, binds everything before it.

The hash of an entry holds not its facts but their salted hash: facts that should never have been there can be destroyed
with their salt, nobody can find them again by guessing, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from vaocuoc.audit.models import Batch, Entry

BATCH = 1_000
"""So many entries a batch holds at most."""
LEAF = 8
"""So many bytes of each entry's hash stand in its batch, to say which entry is the broken one."""
BEGINNING = "0" * 64
"""What the first batch has before it."""
SEALED = (
    "pk", "at", "user_id", "username", "post_id", "acting_as", "action", "object_type", "object_id", "facts",
    "salt", "kept",
)  # fmt: skip
"""The columns that make the hash of an entry, in this order; the words for searching come from them."""
WHOLE = "="
"""Before the hash of a whole entry, which stands in ``kept`` where the entry had no salt."""


def hash_of(row: Iterable[Any]) -> bytes:
    """The SHA-256 of an entry, given as its ``SEALED`` columns; the same on both databases, and after its emptying."""
    *rest, facts, salt, kept = row
    if kept.startswith(WHOLE):
        return bytes.fromhex(kept[len(WHOLE) :])
    said = kept or (hash_of_facts(salt, facts) if salt else facts)
    return _hashed([*rest, said])


def hash_of_facts(salt: str, facts: Any) -> str:
    """What the hash of an entry holds of its facts (mã băm có muối của nội dung)."""
    return _hashed([salt, facts]).hex()


def remains_of(row: Iterable[Any]) -> str:
    """The SHA-256 of what is left of an entry without its facts, given as its ``SEALED`` columns (phần còn lại)."""
    *rest, _facts, _salt, kept = row
    return _hashed([*rest, kept]).hex()


def new_salt() -> str:
    """Salt for the facts of one entry; no two entries share it."""
    return secrets.token_hex(16)


def root_of(hashes: Iterable[bytes]) -> str:
    """The hash of all entries of a batch together, in their order."""
    return hashlib.sha256(b"".join(hashes)).hexdigest()


def seal_of(batch: Batch) -> str:
    """What the seal of a batch must be by what else stands in it (mã niêm phong)."""
    leaves = hashlib.sha256(bytes(batch.leaves)).hexdigest()
    said = (
        batch.number, batch.first_id, batch.last_id, batch.count, batch.root, leaves, batch.previous, _moment(batch.at)
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


def seal(*, now: datetime) -> list[Batch]:
    """Seal what has been written since the last batch (niêm phong); give the batches made, none where nothing was new.

    Each batch is one transaction of constant cost. Where another process seals at the same time, it is left to it.
    """
    last = _settled()
    made: list[Batch] = []
    try:
        while batch := _seal_next(last, now):
            made.append(batch)
    except IntegrityError:  # another process was first
        return made
    return made


@task()
def seal_by_hour() -> None:
    """Seal the trail; every hour (``settings.PERIODIC_JOBS``)."""
    seal(now=timezone.now())


def _seal_next(last: int, now: datetime) -> Batch | None:
    with transaction.atomic():
        before = Batch.objects.order_by("-number").first()
        unsealed = Entry.objects.filter(pk__lte=last).order_by("pk")
        if before is not None:
            unsealed = unsealed.filter(pk__gt=before.last_id)
        rows = list(unsealed.values_list(*SEALED)[:BATCH])
        if not rows:
            return None
        hashes = [hash_of(row) for row in rows]
        batch = Batch(
            number=before.number + 1 if before else 1,
            first_id=rows[0][0],
            last_id=rows[-1][0],
            count=len(rows),
            root=root_of(hashes),
            leaves=b"".join(one[:LEAF] for one in hashes),
            previous=before.seal if before else BEGINNING,
            at=now,
        )
        batch.seal = seal_of(batch)
        batch.save(force_insert=True)
    return batch


def _settled() -> int:
    """The number up to which no entry can come any more; 0 where that cannot be said just now.

    PostgreSQL gives numbers before it commits: a lower one may still be on its way. Whoever writes holds a lock of the
    table, so once we had the table for ourselves for an instant, every number given is there or never will be.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '2s'")
                    cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Entry._meta.db_table)} IN SHARE MODE")
            return Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    except OperationalError:  # somebody writes for long; the next turn of the job will find it done
        return 0


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hashed(values: Iterable[Any]) -> bytes:
    plain = [_moment(value) if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
