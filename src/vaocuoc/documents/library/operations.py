"""Handing documents in, and changing what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.receiving import taken
from vaocuoc.documents.papers.issuing import unit_that_issued
from vaocuoc.documents.papers.models import Document, DocumentAddressee, File, Handling
from vaocuoc.documents.papers.naming import keep_found_by, title_from_name
from vaocuoc.documents.readings.citations import resolve_waiting
from vaocuoc.documents.readings.operations import request_reading

EDITABLE = (
    "type",
    "number",
    "title",
    "issuer",
    "issued_on",
    "received_on",
    "term_start",
    "term_end",
    "handling",
    "carries_out",
)


def upload_document(
    *,
    actor: Actor,
    content: BinaryIO | Path,
    name: str,
    keeper: Unit,
    handling: str,
    today: date,
    replaces: Document | None = None,
) -> Document:
    """Take a file into the register of ``keeper`` and ask for its reading (đưa tài liệu vào).

    ``handling`` is what the uploader declares; ``replaces`` is the document of the same register to which this file is
    a newer one. The file is screened before anything is stored, and stored under its hash before any row names it.
    Raises ``access.denied``; the codes of ``formats``; ``secrecy.marked``; ``documents.duplicate`` (facts ``document``,
    ``title``) where the register holds this content; ``documents.no_room``.
    """
    actor.require(Action.UPLOAD, keeper.pk)
    if handling not in Handling.values:
        raise Refused("documents.handling_missing")
    if replaces is not None and replaces.keeper_id != keeper.pk:
        raise Refused("documents.other_register")
    if replaces is not None:
        replaces.must_stand()

    def known(sha256: str) -> None:
        _refuse_duplicate(keeper, sha256)

    with taken(content, name, known=known) as came:
        try:
            with transaction.atomic():
                document = replaces or _register(actor, came.name, keeper, handling, today)
                file = File.objects.create(
                    document=document,
                    keeper=keeper,
                    name=came.name,
                    sha256=came.sha256,
                    size=came.size,
                    format=came.format,
                )
                action = "documents.replace_file" if replaces else "documents.upload"
                record(actor, action, document, name=came.name, size=came.size, sha256=came.sha256)
                request_reading(actor=actor, file=file)
        except IntegrityError:  # the same file came in a second time meanwhile
            _refuse_duplicate(keeper, came.sha256)
            raise
    return document


def _refuse_duplicate(keeper: Unit, sha256: str) -> None:
    there = File.objects.filter(keeper=keeper, sha256=sha256).select_related("document").first()
    if there is not None:
        raise Refused("documents.duplicate", document=there.document_id, title=there.document.title)


def _register(actor: Actor, name: str, keeper: Unit, handling: str, today: date) -> Document:
    document = Document(
        keeper=keeper,
        title=title_from_name(name),
        handling=handling,
        received_on=today,
        uploaded_by=actor.user,
        uploaded_as=actor.post,
    )
    keep_found_by(document)
    document.save()
    return document


def edit_document(*, actor: Actor, document: Document, version: int, **changes: Any) -> Document:
    """Change a document's own fields (sửa thông tin văn bản): any of :data:`EDITABLE`.

    ``version`` is the one the editor saw. Raises ``access.denied``, ``conflict.document_changed``,
    ``documents.title_missing``, ``documents.term_backwards``, ``documents.carries_out_itself``.
    """
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    actor.require(Action.UPLOAD, document.keeper_id)
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        document.must_stand()
        if document.version != version:
            raise Refused("conflict.document_changed")
        before = {name: getattr(document, name) for name in changes}
        for name, value in changes.items():
            setattr(document, name, nfc(value).strip() if isinstance(value, str) else value)
        _check(document)
        changed = {
            name: [_plain(old), _plain(getattr(document, name))]
            for name, old in before.items()
            if old != getattr(document, name)
        }
        if not changed:
            return document
        if "issuer" in changed:
            document.issuer_unit = unit_that_issued(document)
        keep_found_by(document)
        document.version += 1
        document.save()
        record(actor, "documents.edit", document, changed=changed)
        if "number" in changed or "type" in changed or "issued_on" in changed:
            resolve_waiting(document)
    return document


def _check(document: Document) -> None:
    if not document.title:
        raise Refused("documents.title_missing")
    start, end = document.term_start, document.term_end
    if (start is None) != (end is None) or (start is not None and end is not None and end < start):
        raise Refused("documents.term_backwards")
    if document.carries_out_id == document.pk:
        raise Refused("documents.carries_out_itself")


def _plain(value: object) -> object:
    """A field's value as small JSON."""
    if isinstance(value, Document):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def address_document(
    *, actor: Actor, document: Document, units: Iterable[Unit], seen: Iterable[int] | None = None
) -> Document:
    """Set to whom a document is addressed (nơi nhận): those units see it, unless it is a draft.

    ``seen`` are the units that stood there when the editor began. Raises ``access.denied``, and
    ``conflict.addressees_changed`` (facts ``added``, ``removed``: names) where others stand there now.
    """
    actor.require(Action.UPLOAD, document.keeper_id)
    wanted = {unit.pk for unit in units}
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        there = set(document.addressees.values_list("unit_id", flat=True))
        if seen is not None and there not in (set(seen), wanted):
            raise Refused(
                "conflict.addressees_changed", added=_names(there - set(seen)), removed=_names(set(seen) - there)
            )
        document.addressees.filter(unit_id__in=there - wanted).delete()
        DocumentAddressee.objects.bulk_create(
            [DocumentAddressee(document=document, unit_id=unit) for unit in sorted(wanted - there)]
        )
        if wanted != there:
            record(actor, "documents.address", document, added=sorted(wanted - there), removed=sorted(there - wanted))
    return document


def _names(units: Iterable[int]) -> str:
    """Units by their names in one line; a dash for none."""
    return ", ".join(Unit.objects.filter(pk__in=list(units)).order_by("sort_key").values_list("name", flat=True)) or "–"


def mark_reviewed(*, actor: Actor, document: Document, reviewed: bool = True) -> Document:
    """Say that the whole text has been gone through (đã soát toàn văn), or take it back. Raises ``access.denied``."""
    actor.require(Action.REVIEW, document.keeper_id)
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        document.reviewed_by = actor.user if reviewed else None
        document.reviewed_at = timezone.now() if reviewed else None
        document.save(update_fields=["reviewed_by", "reviewed_at"])
        record(actor, "documents.mark_reviewed" if reviewed else "documents.unmark_reviewed", document)
    return document
