"""Taking a file in step by step (nhập tệp), gathered from where each intention stands."""

from vaocuoc.tracking.importing.applying import apply_batch, apply_job, write_batch
from vaocuoc.tracking.importing.completing import complete_row, discard_batch, drop_row, undo_batch
from vaocuoc.tracking.importing.previewing import answer_questions, prepare, prepare_job
from vaocuoc.tracking.importing.receiving import choose_columns, receive_file, refuse_secret

__all__ = [
    "answer_questions",
    "apply_batch",
    "apply_job",
    "choose_columns",
    "complete_row",
    "discard_batch",
    "drop_row",
    "prepare",
    "prepare_job",
    "receive_file",
    "refuse_secret",
    "undo_batch",
    "write_batch",
]
