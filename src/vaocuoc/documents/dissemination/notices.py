"""What units are told of dissemination (báo tin về quán triệt), and the morning's reminders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.documents.dissemination.access import visible_disseminations
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, StudySession
from vaocuoc.documents.papers.models import Handling
from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.notices.operations import Outgoing, notify_all

NOTICES: dict[str, str | Promise] = {
    "dissemination.asked": _("Tổ chức quán triệt và báo cáo, chậm nhất %(due)s: %(document)s"),
    "dissemination.due_soon": _("Sắp đến hạn báo cáo quán triệt %(due)s: %(document)s"),
    "dissemination.late": _("Quá hạn báo cáo quán triệt %(due)s: %(document)s"),
}
_BEFORE, _EVERY = 3, 7
"""Days before the day, and between reminders after it."""


def _internal(keys: Collection[int]) -> Collection[int]:
    kept = Dissemination.objects.filter(pk__in=keys).exclude(document__handling=Handling.ORDINARY)
    return list(kept.values_list("pk", flat=True))


SUBJECTS = Subjects(seen=visible_disseminations, internal=_internal)


def remind(today: date) -> None:
    """Remind units without a report three days before the day, the day after it, and every week then (nhắc hạn)."""
    running = Dissemination.objects.filter(closed_on__isnull=True, due__lte=today + timedelta(days=_BEFORE))
    found = [(one, kind) for one in running.select_related("document") if (kind := _kind(one.due, today))]
    if not found:
        return
    keys = [one.pk for one, _kind_of in found]
    told = set(StudySession.objects.filter(dissemination__in=keys, taken_back="").values_list("dissemination", "unit"))
    owing: dict[int, list[int]] = {}
    rows = DisseminationUnit.objects.filter(dissemination__in=keys, excused="").values_list("dissemination", "unit")
    for key, unit in rows:
        if (key, unit) not in told:
            owing.setdefault(key, []).append(unit)
    with transaction.atomic():
        notify_all(
            None,
            [
                Outgoing(
                    kind,
                    one,
                    units=owing[one.pk],
                    facts={"document": str(one.document), "due": one.due.isoformat() if one.due else "–"},
                )
                for one, kind in found
                if owing.get(one.pk)
            ],
        )


def _kind(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (today - due).days
    if days == -_BEFORE:
        return "dissemination.due_soon"
    return "dissemination.late" if days > 0 and (days - 1) % _EVERY == 0 else ""
