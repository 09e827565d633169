"""How far a job that reads or writes a large file has come (tiến độ của đợt nhập).

Told outside the transaction that writes: the rows are checked one by one, and then written all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from vaocuoc.tracking.importing.models import BatchState, ImportBatch
from vaocuoc.tracking.importing.records import Advance

_EVERY = 200  # rows: a page asks every two seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` rows of ``total``; once all are checked, ``is_writing`` them is one deed."""

    done: int
    total: int
    is_writing: bool

    @property
    def known(self) -> bool:
        return self.total > 0


def progress_of(batch: ImportBatch) -> Progress:
    """How far a batch is by its row."""
    is_writing = batch.state == BatchState.APPLYING and 0 < batch.rows_total <= batch.rows_done
    return Progress(min(batch.rows_done, batch.rows_total), batch.rows_total, is_writing)


def begin(batch: ImportBatch) -> Advance:
    """Tell from now on, every few hundred rows, how many of the chosen sheets' rows are done."""
    total = sum(batch.sheets.filter(place__in=batch.sheets_chosen).values_list("rows", flat=True))
    ImportBatch.objects.filter(pk=batch.pk).update(rows_done=0, rows_total=total)

    def advance(done: int) -> None:
        if done % _EVERY == 0 or done == total:
            ImportBatch.objects.filter(pk=batch.pk).update(rows_done=done)

    return advance


def all_checked(batch: ImportBatch) -> None:
    """Say that every row is checked and that they are now written."""
    fresh = ImportBatch.objects.get(pk=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(rows_done=fresh.rows_total)
