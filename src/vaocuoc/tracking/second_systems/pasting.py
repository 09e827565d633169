"""Codes copied from Excel and pasted beside a selection (dán mã): ours and theirs, or theirs in the list's order."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaocuoc.core.text import fold, nfc
from vaocuoc.tracking.second_systems.models import Kind

_LONGEST = 80


@dataclass(frozen=True)
class Pasted:
    """What was pasted: a code for each subject by its key, and the lines that fit none."""

    codes: Mapping[int, str] = field(default_factory=dict)
    unknown: Sequence[str] = ()


def own_code(kind: Kind, subject: Any) -> str:
    """Our code of a subject: of the task, of the indicator."""
    return str(subject.code if kind == Kind.TASK else subject.indicator.code)


def codes_in(kind: Kind, chosen: Sequence[Any], text: str) -> Pasted:
    """Read what was pasted for the chosen subjects; None keeps the place of one that is no longer to be noted.

    Two columns are our code and theirs, in any order of rows; one column is theirs, in the order of the list. A row of
    headings is passed over. Figures of one indicator share its code.
    """
    rows = _rows(text)
    if not rows:
        return Pasted()
    if max(len(row) for row in rows) == 1:
        codes = {one.pk: row[0] for one, row in zip(chosen, rows, strict=False) if one is not None and row[0]}
        return Pasted(codes, tuple(row[0] for row in rows[len(chosen) :] if row[0]))
    by_code: dict[str, list[int]] = {}
    for one in filter(None, chosen):
        by_code.setdefault(_plain(own_code(kind, one)), []).append(one.pk)
    codes, unknown = {}, []
    for at, row in enumerate(rows):
        ours, theirs = row[0], row[1] if len(row) > 1 else ""
        keys = by_code.get(_plain(ours), [])
        if keys and theirs:
            codes.update(dict.fromkeys(keys, theirs))
        elif not keys and at and ours:  # the first may be the headings
            unknown.append(ours)
    return Pasted(codes, tuple(unknown))


def _rows(text: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(nfc(text), newline=""), delimiter="\t")
    try:
        rows = [[" ".join(cell.split())[:_LONGEST] for cell in row] for row in lines]
    except csv.Error:
        return []
    while rows and not any(rows[-1]):
        rows.pop()
    return [row or [""] for row in rows]


def _plain(code: str) -> str:
    return " ".join(fold(code).split())
