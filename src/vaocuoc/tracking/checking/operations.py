"""Setting a fault of a draft aside with a reason, and taking it up again."""

from __future__ import annotations

import hashlib

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.checking import Fault
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.checking.models import FaultSetAside

_LONGEST_REASON = 300
_LONGEST_QUOTE = 500


def key_of(fault: Fault) -> str:
    """What a fault is known by from version to version: the hash of its rule and folded quote."""
    return hashlib.sha256(fault.key.encode()).hexdigest()


def set_aside(*, actor: Actor, document: Document, fault: Fault, reason: str) -> FaultSetAside:
    """Leave a fault as it is, with a reason (đã xem, bỏ qua); doing it again changes the reason.

    Raises ``Refused``: ``access.denied``, ``checking.no_reason``, ``checking.reason_too_long``.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("checking.no_reason")
    if len(reason) > _LONGEST_REASON:
        raise Refused("checking.reason_too_long", length=len(reason), longest=_LONGEST_REASON)
    with transaction.atomic():
        row, _made = FaultSetAside.objects.update_or_create(
            document=document,
            key=key_of(fault),
            defaults={
                "rule": fault.rule,
                "quote": fault.quote[:_LONGEST_QUOTE],
                "reason": reason,
                "by": actor.user,
                "by_post": actor.post,
            },
        )
        record(actor, "checking.set_aside", document, rule=fault.rule, quote=fault.quote[:200], reason=reason)
    return row


def take_up(*, actor: Actor, document: Document, key: str) -> None:
    """Take a fault up again that was set aside (xem lại); nothing happens where it was not.

    Raises ``Refused``: ``access.denied``.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    with transaction.atomic():
        row = FaultSetAside.objects.select_for_update().filter(document=document, key=key).first()
        if row is not None:
            record(actor, "checking.take_up", document, rule=row.rule, quote=row.quote[:200])
            row.delete()
