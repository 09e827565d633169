"""Taking many findings at once (nhận nhiều phát hiện): the tasks they become are checked one by one, written together.

The same deed as accepting each by itself, with the same checks, entries and messages; figures and the rest, whose
writing depends on one another, are made one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Finding, FindingState
from vaocuoc.documents.readings.operations import accept_held_rows, check_as_seen
from vaocuoc.tracking.intake.drafts import Draft, TaskDraft
from vaocuoc.tracking.intake.making import make, serve, wanted_of
from vaocuoc.tracking.tasks.operations import give_tasks, prepare_task


@dataclass(frozen=True, slots=True)
class Taking:
    """A finding that the caller holds, as it was seen, with the draft it becomes and the fields a person changed."""

    finding: Finding
    version: int
    draft: Draft
    edited: dict[str, str] = field(default_factory=dict)


class TakingRefused(Exception):
    """One of the findings cannot be taken; nothing has been written."""

    def __init__(self, finding: Finding, why: Refused) -> None:
        super().__init__(why.code)
        self.finding = finding
        self.why = why


def held_findings(keys: Sequence[int]) -> dict[int, Finding]:
    """Findings held until the transaction ends, by their keys, with what deciding on them needs."""
    related = ("document__keeper", "document__issuer_unit", "reading", "decided_by", "decided_as__unit")
    rows = Finding.objects.select_for_update(of=("self",)).select_related(*related).filter(pk__in=keys).order_by("pk")
    return {one.pk: one for one in rows.defer("reading__text", "reading__blocks")}


def take_all(*, actor: Actor, takings: Sequence[Taking], today: date) -> None:
    """Accept all of these findings and make what they become, or nothing. Raises :class:`TakingRefused`."""
    with transaction.atomic():
        tasks = []
        for one in takings:
            try:
                check_as_seen(one.finding, one.version, FindingState.ACCEPTED)
                if isinstance(one.draft, TaskDraft) and one.draft.existing is None:
                    wanted = wanted_of(one.finding, one.draft)
                    tasks.append((prepare_task(actor=actor, today=today, **wanted), one.draft))
            except Refused as why:
                raise TakingRefused(one.finding, why) from why
        accept_held_rows(actor=actor, held=[(one.finding, one.version, one.edited) for one in takings])
        given = give_tasks(actor=actor, prepared=[prepared for prepared, _draft in tasks])
        serve(actor, [(task, draft) for task, (_prepared, draft) in zip(given, tasks, strict=True)])
        for one in takings:
            if not isinstance(one.draft, TaskDraft) or one.draft.existing is not None:
                _make(actor, one, today)


def _make(actor: Actor, one: Taking, today: date) -> None:
    try:
        make(actor, one.finding, one.draft, today)
    except Refused as why:
        raise TakingRefused(one.finding, why) from why
