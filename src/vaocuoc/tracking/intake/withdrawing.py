"""A paper that was withdrawn after things came from it (thu hồi văn bản nguồn).

What came of it stays in the register as it is, is marked wherever its source is shown, and is listed until somebody
decides on it; nothing more is taken from the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Target
from vaocuoc.tracking.intake.models import TaskSource
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Undecided:
    """What rests on a paper and still stands (chờ quyết định): running tasks, targets in force."""

    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]

    def __len__(self) -> int:
        return len(self.tasks) + len(self.targets)


def withdraw_source(*, actor: Actor, document: Document, on: date, reason: str, today: date) -> Withdrawal:
    """Note that a paper was withdrawn (ghi thu hồi), by which paper or why.

    Raises ``Refused``: ``access.denied``; ``intake.withdrawal_reason`` and ``intake.withdrawal_day`` with ``field``.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    if not reason.strip():
        raise Refused("intake.withdrawal_reason", field="reason")
    if on > today or (document.issued_on is not None and on < document.issued_on):
        raise Refused("intake.withdrawal_day", field="withdrawn_on")
    with transaction.atomic():
        withdrawal, _made = Withdrawal.objects.update_or_create(
            document=document,
            defaults={
                "withdrawn_on": on,
                "reason": reason.strip()[:300],
                "recorded_by": actor.user,
                "recorded_as": actor.post,
            },
        )
        record(actor, "intake.withdraw_source", document, since=on.isoformat(), note=withdrawal.reason)
    return withdrawal


def reinstate_source(*, actor: Actor, document: Document) -> None:
    """Take the note back (bỏ ghi thu hồi). Raises ``access.denied``."""
    actor.require(Action.REVIEW, document.keeper_id)
    with transaction.atomic():
        gone, _by_model = Withdrawal.objects.filter(document=document).delete()
        if gone:
            record(actor, "intake.reinstate_source", document)


def undecided_of(document: Document) -> Undecided:
    """What came from a paper and still stands; a task that another paper orders too rests on that one."""
    gone = Withdrawal.objects.values("document")
    further = TaskSource.objects.exclude(finding__document=document).exclude(finding__document__in=gone)
    tasks = (
        Task.objects.filter(document=document, closure__in=(Closure.NONE, Closure.SUSPENDED))
        .exclude(pk__in=further.values("task"))
        .select_related("lead_unit", "lead_post__unit")
        .order_by("due", "pk")
    )
    targets = Target.objects.filter(document=document, withdrawn_at__isnull=True).select_related("indicator", "unit")
    return Undecided(tuple(tasks), tuple(targets.order_by("indicator__code", "pk")))
