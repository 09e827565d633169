"""Destroying what entries of the trail say (hủy nội dung dòng nhật ký), so that the chain of seals still verifies.

Who acted, when, on what stays; the facts give way to a mark. Each emptied entry is named by an entry of its own, which
binds what is left of it: an entry that somebody emptied without a decision is a break of the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import connections, transaction
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date

from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import ActsAs, record_all
from vaocuoc.audit.personal import HASHED, readable
from vaocuoc.audit.sealing import SEALED, WHOLE, hash_of, hash_of_facts, remains_of

EMPTIED = "audit.empty"
MARK = "destroyed"
"""The one fact of an emptied entry: the number of the decision."""
_CHUNK = 500
_BEGINNING, _TOGETHER = 60, 40
"""Characters of a text that are looked for, and so many texts in one question."""

Row = TypeVar("Row", bound=Model)


def empty(actor: ActsAs | None, entries: Iterable[Entry], *, decision: int) -> int:
    """Destroy the facts of entries by decision number ``decision`` (hủy nội dung); give how many were emptied.

    Entries that hold no words, and those emptied before, stay as they are. Raises ``RuntimeError`` outside a
    transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.empty outside a transaction")
    done = 0
    for chunk in _chunks(entry for entry in entries if not entry.kept and any(words_of(entry.facts))):
        for entry in chunk:
            _empty_one(entry, decision)
        Entry.objects.bulk_update(chunk, ["facts", "folded", "salt", "kept"], batch_size=100)
        record_all(actor, EMPTIED, [(entry, {MARK: decision, "remains": remains_of(_row(entry))}) for entry in chunk])
        done += len(chunk)
    return done


def of_objects(objects: Iterable[tuple[str, Iterable[int]]]) -> Iterator[Entry]:
    """The entries of these objects, given as kinds ("documents.document") with their numbers."""
    for object_type, keys in objects:
        numbers = sorted(set(keys))
        for at in range(0, len(numbers), _CHUNK):
            yield from _all(Entry.objects.filter(object_type=object_type, object_id__in=numbers[at : at + _CHUNK]))


def saying(rows: QuerySet[Row], words: Iterable[str], column: str = "facts") -> Iterator[Row]:
    """The rows whose JSON ``column`` says one of these words (chứa lời văn), or the beginning of it: it may be cut."""
    beginnings = sorted({text[:_BEGINNING] for text in words if text.strip()})
    plain = connections[rows.db].vendor == "postgresql"  # SQLite keeps JSON as it was written, all in ASCII
    told = rows.annotate(told=Cast(column, TextField()))
    seen: set[Any] = set()
    for at in range(0, len(beginnings), _TOGETHER):
        wanted = Q(pk__in=())
        for text in beginnings[at : at + _TOGETHER]:
            wanted |= Q(told__contains=json.dumps(text, ensure_ascii=not plain)[1:-1])
        found = [row for row in told.filter(wanted).order_by("pk") if row.pk not in seen]
        seen |= {row.pk for row in found}
        yield from found


def words_of(value: Any) -> Iterator[str]:
    """Every text in facts that may be words of somebody: no day, no hash, no bare number."""
    if isinstance(value, str):
        text = HASHED.sub("", value).strip()
        if any(character.isalpha() for character in text) and not _is_day(text):
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_of(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from words_of(one)


def _empty_one(entry: Entry, decision: int) -> None:
    entry.kept = hash_of_facts(entry.salt, entry.facts) if entry.salt else WHOLE + hash_of(_row(entry)).hex()
    entry.salt, entry.facts = "", {MARK: decision}
    entry.folded = readable({"who": entry.username, "as": entry.acting_as})


def _row(entry: Entry) -> list[Any]:
    return [getattr(entry, name) for name in SEALED]


def _is_day(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _all(entries: QuerySet[Entry]) -> Iterator[Entry]:
    return iter(list(entries.order_by("pk")))


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    for entry in entries:
        chunk.append(entry)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
