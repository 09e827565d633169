"""Whether a preview still holds (bản xem trước còn đúng): nothing was done since that it was worked out from.

Whatever changes a register, the directory or the library leaves an entry in the trail. So a batch whose preview nobody
has overtaken is written as it was shown, without reading thousands of rows a second time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from vaocuoc.audit.models import Entry
from vaocuoc.audit.queries import deeds_done
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.models import ImportBatch, ImportChoice

_WINDOW = 2_000
"""So many of the newest entries are counted: one that was numbered earlier may be seen later."""
_HARMLESS = Q(object_type="tracking.importbatch") | Q(object_type="directory.user") & ~Q(action="people.create_account")
"""What people set of their own account changes no plan, a new account does; what a batch writes leaves entries of its
own things."""


def moment(actor: Actor, batch: ImportBatch, *, today: date) -> dict[str, Any]:
    """What a preview rests on, told before it is worked out: who asks, on which day, the trail and the known words."""
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return _as_of(actor, batch, today, max(0, newest - _WINDOW))


def still_holds(actor: Actor, batch: ImportBatch, *, today: date) -> bool:
    """Whether the batch's preview would come out the same; to be asked with the batch held."""
    kept = batch.options.get("moment")
    return bool(kept) and kept == _as_of(actor, batch, today, kept["since"])


def _as_of(actor: Actor, batch: ImportBatch, today: date, since: int) -> dict[str, Any]:
    entries = deeds_done().filter(pk__gt=since).exclude(_HARMLESS).count()
    words = ImportChoice.objects.filter(keeper=batch.keeper_id).aggregate(last=Max("chosen_at"), number=Count("pk"))
    return {
        "since": since,
        "entries": entries,
        "words": [words["number"], words["last"].isoformat() if words["last"] else ""],
        "user": actor.user.pk,
        "post": actor.post.pk if actor.post else None,
        "day": today.isoformat(),
    }
