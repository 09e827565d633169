"""The versions of a document (các bản): its main files one after another, and two of them compared in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaocuoc.core.errors import Refused
from vaocuoc.documents.library.comparing import Change, Comparison, Same, compare
from vaocuoc.documents.papers.models import Document, File
from vaocuoc.documents.readings.models import Reading, ReadingState

LONGEST_FOLD = 120
"""So many unchanged sentences are folded into the page; of more only the edges stand there."""

_EDGE = 1  # unchanged sentences that stay open on each side of a change
_FOLDS_FROM = 4


@dataclass(frozen=True, slots=True)
class Version:
    """One main file of a document: the how manieth it is, and its newest finished reading, if any."""

    number: int
    file: File
    reading: Reading | None


def versions_of(document: Document) -> list[Version]:
    """The versions of a document, the oldest first; two queries, without texts."""
    read = Reading.objects.filter(file__document=document, state=ReadingState.DONE).defer("text", "blocks")
    newest = {reading.file_id: reading for reading in read.order_by("pk")}
    files = document.files.order_by("pk")
    return [Version(number, file, newest.get(file.pk)) for number, file in enumerate(files, start=1)]


def two_of(versions: Sequence[Version], older: int | None, newer: int | None) -> tuple[Version, Version]:
    """The versions to compare, by the keys of their files; the last two that were read where none are named.

    Raises ``documents.no_versions`` where there are not two.
    """
    read = [version for version in versions if version.reading is not None]
    if len(read) < 2:
        raise Refused("documents.no_versions")
    by_file = {version.file.pk: version for version in read}
    new = by_file.get(newer or 0) or read[-1]
    earlier = [version for version in read if version.number < new.number] or [read[0]]
    old = by_file.get(older or 0) or earlier[-1]
    return old, new


def compared(old: Version, new: Version) -> Comparison:
    """What changed from one version that was read to another; one query, for the texts."""
    assert old.reading is not None
    assert new.reading is not None
    texts = dict(Reading.objects.filter(pk__in=[old.reading.pk, new.reading.pk]).values_list("pk", "text"))
    return compare(texts[old.reading.pk], texts[new.reading.pk])


@dataclass(frozen=True, slots=True)
class Line:
    """What the page shows one under another: a change, unchanged sentences, or a fold of more of these.

    ``left_out`` is how many sentences of a fold are too many to be on the page.
    """

    change: Change | None = None
    same: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def folds(self) -> int:
        """How many sentences a fold stands for."""
        return len(self.folded) + self.left_out


def page_lines(comparison: Comparison, first: int, last: int) -> Iterator[Line]:
    """The changes ``first`` to ``last`` (from 0, ``last`` not included) with the unchanged sentences around them."""
    number = 0
    for part in comparison.parts:
        if isinstance(part, Change):
            if first <= number < last:
                yield Line(change=part)
            number += 1
        elif first <= number <= last and (number < last or number == comparison_size(comparison)):
            yield from _unchanged(part, before=number > first, after=number < comparison_size(comparison))


def comparison_size(comparison: Comparison) -> int:
    """How many changes a comparison has."""
    return sum(isinstance(part, Change) for part in comparison.parts)


def _unchanged(part: Same, *, before: bool, after: bool) -> Iterator[Line]:
    """Unchanged sentences between changes: the ones beside a change open, the others folded."""
    told = part.sentences
    if len(told) < _FOLDS_FROM:
        yield Line(same=told)
        return
    start, stop = (_EDGE if before else 0), len(told) - (_EDGE if after else 0)
    if start:
        yield Line(same=told[:start])
    folded = told[start:stop]
    yield Line(folded=folded[:LONGEST_FOLD], left_out=max(0, len(folded) - LONGEST_FOLD))
    if stop < len(told):
        yield Line(same=told[stop:])
