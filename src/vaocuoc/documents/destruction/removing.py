"""Taking the content away (gỡ nội dung): rows, copies, entries of the trail, messages; what must still leave the disk.

All in the transaction of the confirmation. Files leave the store once it is committed; see ``cleaning`` for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from vaocuoc.audit.emptying import empty, of_objects, saying
from vaocuoc.audit.models import Entry
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.destruction.holding import MARK, Held, Root, TakenIn, chosen, held, kept, taken_in
from vaocuoc.documents.destruction.models import Destruction
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Attachment, Document, File
from vaocuoc.notices.messages.forgetting import forget

_LOOKED_FOR = 12
"""Words so long at least are looked for everywhere; shorter ones in the history of the thing itself alone."""


@dataclass
class _Gone:
    """What was taken away: numbers of rows by kind, and the words that may stand elsewhere."""

    rows: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: set[str] = field(default_factory=set)

    def blank(self, one: Held, rows: QuerySet[Any]) -> None:
        """Blank or delete these rows, and keep in mind what they said."""
        columns = () if one.quiet or one.delete else tuple(one.blank)
        for row in rows.values("pk", *columns):
            self.rows[one.model].add(row["pk"])
            said = (row[name] for name in columns)
            self.words |= {text.strip() for text in said if isinstance(text, str) and text.strip() not in ("", MARK)}
        if one.delete:
            rows.delete()
        else:
            rows.update(**one.written())

    def blank_cells(self, one: TakenIn, words: set[str]) -> None:
        """Put the mark in the place of every text that says one of the words; all else of the rows stays."""
        for column in one.columns:
            rows = list(saying(one.rows, words, column))
            for row in rows:
                setattr(row, column, _without(getattr(row, column), words))
                self.rows[one.model].add(row.pk)
            one.rows.bulk_update(rows, [column], batch_size=100)


def remove(*, actor: Actor, destruction: Destruction, root: Root, subject: Model) -> dict[str, Any]:
    """Take away what ``subject`` says, with every copy that must go and every one that was ticked.

    Gives what was removed, for the tombstone. Must stand inside a transaction; files go when it is committed.
    """
    keys, described = root.keys(subject), root.describe(subject)
    files = _files(keys.get("documents.document", frozenset()))
    gone = _Gone()
    for one in held(asked=False):
        gone.blank(one, one.tied(keys))
    for one, rows in list(chosen(keys, destruction.also)):
        gone.blank(one, rows)
    # A ticked copy belongs to what is destroyed: its history and messages say the same words.
    objects = [(kind, numbers | gone.rows.get(kind, set())) for kind, numbers in {**gone.rows, **keys}.items()]
    long = {text for text in gone.words if len(text) >= _LOOKED_FOR}
    for table in taken_in():
        gone.blank_cells(table, long)
    number = destruction.pk
    # Who read it stays: a reading names the decision to inspect, no word of what was read.
    own = (entry for entry in of_objects(objects) if entry.action not in settings.READING_ACTIONS)
    entries = empty(actor, own, decision=number)
    near = (entry for entry in of_objects(root.near(subject).items()) if _says(entry.facts, gone.words))
    entries += empty(actor, near, decision=number)
    # Another paper or task may well be called the same; what is told of it is not told of this one.
    handled = [kind for kind, _numbers in objects]
    others = Entry.objects.filter(at__gte=described.since, kept="").exclude(object_type__in=handled)
    entries += empty(actor, saying(others, long), decision=number)
    messages = forget(objects, words=long, since=described.since, put=MARK)
    if "documents.document" in keys:
        Document.objects.filter(pk__in=keys["documents.document"]).update(destroyed_at=timezone.now())
    shas = {one["sha256"] for one in files}
    transaction.on_commit(lambda: drop_files(shas))
    return {
        "files": files,
        "rows": {kind: len(numbers) for kind, numbers in sorted(gone.rows.items())},
        "entries": entries,
        "messages": messages,
    }


def drop_files(shas: set[str]) -> None:
    """Take files out of the store, with the pictures of their pages; what another paper still keeps stays there."""
    for sha256 in shas - named_elsewhere(shas):
        storage.drop(sha256)


def named_elsewhere(shas: set[str]) -> set[str]:
    """Those of the files that something not destroyed still names (còn ở nơi khác)."""
    found: set[str] = set()
    for model in (File, Attachment):
        living = model._default_manager.filter(sha256__in=shas, document__destroyed_at__isnull=True)
        found |= set(living.values_list("sha256", flat=True))
    for one in kept():
        rows = apps.get_model(one.model)._default_manager.filter(**{f"{one.column}__in": shas})
        found |= set(rows.values_list(one.column, flat=True))
    return found


def _files(documents: frozenset[int]) -> list[dict[str, Any]]:
    """The files of these documents, each once, as the tombstone keeps them."""
    found: dict[str, dict[str, Any]] = {}
    for model in (File, Attachment):
        rows = model._default_manager.filter(document__in=documents).order_by("pk")
        for sha256, size, form in rows.values_list("sha256", "size", "format"):
            found.setdefault(sha256, {"sha256": sha256, "size": size, "format": form})
    return list(found.values())


def _without(value: Any, words: set[str]) -> Any:
    """A JSON value with the mark in the place of texts that say one of these words."""
    if isinstance(value, str):
        return MARK if _says(value, words) else value
    if isinstance(value, dict):
        return {name: _without(one, words) for name, one in value.items()}
    return [_without(one, words) for one in value] if isinstance(value, list) else value


def _says(facts: Any, words: set[str]) -> bool:
    """Whether facts say one of these words, whole or cut."""
    if isinstance(facts, str):
        text = facts.strip()
        return any(one in text or (len(text) >= _LOOKED_FOR and one.startswith(text)) for one in words)
    parts = facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list) else ()
    return any(_says(one, words) for one in parts)
