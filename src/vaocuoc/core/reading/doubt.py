"""Findings on uncertain ground (chữ số chưa chắc): what was read from a picture of a page may be read wrongly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vaocuoc.core.reading.items import AnyItem

WHY = "ocr.doubtful_digit"
"""Among the reasons of a finding: a person has to compare its digits with the picture."""

_MOST_CONFIDENCE = 0.2


def doubted(items: Iterable[AnyItem], doubtful: Sequence[tuple[int, int]]) -> tuple[AnyItem, ...]:
    """The items, those that lie over a doubtful span with little confidence and the reason; spans in order."""
    if not doubtful:
        return tuple(items)
    ends = [end for _, end in doubtful]
    return tuple(_doubted(item) if _over(item, doubtful, ends) else item for item in items)


def _over(item: AnyItem, doubtful: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    index = bisect_left(ends, item.start + 1)
    return index < len(doubtful) and doubtful[index][0] < item.end


def _doubted(item: AnyItem) -> AnyItem:
    return replace(item, confidence=min(item.confidence, _MOST_CONFIDENCE), why=(*item.why, WHY))
