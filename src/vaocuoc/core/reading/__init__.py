"""Reads an official Vietnamese text into what it commits to (đọc văn bản): figures, tasks, citations, shortcomings, proposals.

Pure rules, deterministic and offline; the standard library alone, no clock, no files. The public surface is here; a
reading is keyed by the text and :data:`READER_VERSION`, which changes whenever a rule does.
"""

from __future__ import annotations

from vaocuoc.core.reading.items import (
    AnyItem,
    Baseline,
    Clears,
    Document,
    Figure,
    Item,
    PathPoint,
    Period,
    Proposal,
    Reading,
    Reference,
    Shortcoming,
    Task,
    Term,
)
from vaocuoc.core.reading.reader import READER_VERSION, read, read_text
from vaocuoc.core.reading.secrecy import secrecy_mark
from vaocuoc.core.source import Block, Source

__all__ = [
    "READER_VERSION",
    "AnyItem",
    "Baseline",
    "Block",
    "Clears",
    "Document",
    "Figure",
    "Item",
    "PathPoint",
    "Period",
    "Proposal",
    "Reading",
    "Reference",
    "Shortcoming",
    "Source",
    "Task",
    "Term",
    "read",
    "read_text",
    "secrecy_mark",
]
