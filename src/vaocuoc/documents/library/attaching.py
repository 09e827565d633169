"""Further files of a document (tệp kèm theo): attached as they are, withdrawn with a reason, never deleted or read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.receiving import taken
from vaocuoc.documents.papers.models import Attachment, AttachmentKind, Document, File
from vaocuoc.ui.dates import format_moment

MOST = 100
"""So many files stand beside a document at most: more is a register of its own."""


def attach_file(
    *, actor: Actor, document: Document, content: BinaryIO | Path, name: str, kind: str, note: str = ""
) -> Attachment:
    """Keep a further file of a document byte for byte (đính kèm tệp); it is screened as the main file is.

    Raises ``access.denied``; ``documents.attachment_kind``; ``documents.attached_already`` (fact ``name``) where the
    document has this content; ``documents.attachments_full``; what :func:`receiving.taken` raises.
    """
    actor.require(Action.UPLOAD, document.keeper_id)
    document.must_stand()
    if kind not in AttachmentKind.values:
        raise Refused("documents.attachment_kind")
    if document.attachments.filter(withdrawn_at__isnull=True).count() >= MOST:
        raise Refused("documents.attachments_full", most=MOST)

    def known(sha256: str) -> None:
        _refuse_twice(document, sha256)

    with taken(content, name, known=known) as file:
        try:
            with transaction.atomic():
                attachment = Attachment.objects.create(
                    document=document,
                    kind=kind,
                    name=file.name,
                    sha256=file.sha256,
                    size=file.size,
                    format=file.format,
                    note=nfc(note).strip()[:300],
                    added_by=actor.user,
                    added_as=actor.post,
                )
                record(
                    actor,
                    "documents.attach",
                    document,
                    name=file.name,
                    file_kind=kind,
                    size=file.size,
                    sha256=file.sha256,
                )
        except IntegrityError:  # the same file came in a second time meanwhile
            _refuse_twice(document, file.sha256)
            raise
    return attachment


def _refuse_twice(document: Document, sha256: str) -> None:
    main = File.objects.filter(document=document, sha256=sha256).first()
    there = main or document.attachments.filter(sha256=sha256, withdrawn_at__isnull=True).first()
    if there is not None:
        raise Refused("documents.attached_already", name=there.name)


def withdraw_attachment(*, actor: Actor, document: Document, attachment_id: int, reason: str) -> Attachment:
    """Withdraw a further file with a reason (rút tệp): the row and the bytes stay, and the list says so.

    Raises ``access.denied``, ``not_found``, ``documents.withdraw_reason_missing``, ``conflict.attachment_withdrawn``.
    """
    actor.require(Action.UPLOAD, document.keeper_id)
    reason = nfc(reason).strip()[:300]
    if not reason:
        raise Refused("documents.withdraw_reason_missing")
    with transaction.atomic():
        attachment = Attachment.objects.select_for_update().filter(document=document, pk=attachment_id).first()
        if attachment is None:
            raise Refused("not_found")
        if attachment.withdrawn_at is not None:
            raise Refused(
                "conflict.attachment_withdrawn",
                by=str(attachment.withdrawn_as or attachment.withdrawn_by or ""),
                at=format_moment(timezone.localtime(attachment.withdrawn_at), actor.today),
            )
        attachment.withdrawn_by, attachment.withdrawn_as = actor.user, actor.post
        attachment.withdrawn_at, attachment.withdraw_reason = timezone.now(), reason
        attachment.save(update_fields=["withdrawn_by", "withdrawn_as", "withdrawn_at", "withdraw_reason"])
        record(
            actor, "documents.withdraw_attachment", document, name=attachment.name, sha256=attachment.sha256,
            reason=reason,
        )  # fmt: skip
    return attachment
