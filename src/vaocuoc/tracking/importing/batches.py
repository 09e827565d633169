"""A batch while it is worked on (đợt nhập): held for a step, in a job of its own, what became of its rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date

from django.db import connection

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import User
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportRow

AT_ONCE = 500
"""Up to so many rows are read and written while the person waits; more become a job."""


def held_batch(batch: ImportBatch, *states: BatchState) -> ImportBatch:
    """The batch as it stands now, held; refused where it has gone on meanwhile."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("keeper", "profile").get(pk=batch.pk)
    if batch.state not in states:
        raise Refused("conflict.import_done")
    return batch


def save_outcomes(rows: Sequence[ImportRow]) -> None:
    """Keep what became of rows: only the four columns that change, one prepared statement for all of them."""
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET state = %s, task_id = %s, indicator_id = %s, undo = %s WHERE id = %s",  # noqa: S608
            [(row.state, row.task_id, row.indicator_id, json.dumps(row.undo), row.pk) for row in rows],
        )


def acting(user_id: int, post_id: int | None, today: str) -> Actor:
    return actor_for(User.objects.get(pk=user_id), today=date.fromisoformat(today), post_id=post_id)


def guarded(batch_id: int, deed: Callable[[ImportBatch], object]) -> None:
    """Do a deed of a job; what it is refused for stands on the batch's page."""
    batch = ImportBatch.objects.select_related("keeper", "profile").filter(pk=batch_id).first()
    if batch is None:
        return
    try:
        deed(batch)
    except Refused as refused:
        state = BatchState.READY if refused.code == "conflict.import_changed" else BatchState.FAILED
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        ImportBatch.objects.filter(pk=batch_id).update(state=state, error_code=refused.code, error_facts=facts)
