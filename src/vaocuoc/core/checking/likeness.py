"""How alike two wordings are (độ giống nhau của câu chữ): folded words, without those that say little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar

from vaocuoc.core.text import fold, words

K = TypeVar("K", bound=Hashable)

# Folded words that say nothing about which indicator is meant.
_FILLING: Final = frozenset(
    [
        "ty",
        "le",
        "tong",
        "so",
        "muc",
        "chi",
        "tieu",
        "cac",
        "cua",
        "va",
        "tren",
        "dia",
        "ban",
        "trong",
        "toan",
        "dat",
        "la",
        "co",
        "duoc",
        "phan",
        "dau",
        "den",
        "nam",
        "tu",
        "moi",
        "hang",
        "binh",
        "quan",
        "ca",
        "cho",
        "voi",
        "theo",
        "o",
        "tai",
        "nhung",
        "mot",
        "it",
        "nhat",
        "toi",
        "thieu",
        "khoang",
        "hon",
        "phai",
        "bao",
        "dam",
        "ve",
        "nham",
    ]
)
_SHINGLE: Final = 3


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    folded = fold(text)
    return tuple(folded[start:end] for start, end in words(folded))


@lru_cache(maxsize=20_000)
def telling(text: str) -> frozenset[str]:
    """The words that tell which indicator is meant, as pairs too, so that "xã nghèo" is not "hộ nghèo"."""
    kept = [word for word in tokens(text) if word not in _FILLING]
    return frozenset(kept) | frozenset(f"{a} {b}" for a, b in pairwise(kept))


def same_indicator(a: str | None, b: str | None) -> float:
    """From 0 to 1: how surely two names mean one indicator. Words are compared with and without their order."""
    if not a or not b:
        return 0.0
    one, two = telling(a), telling(b)
    if not one or not two:
        return 0.0
    return len(one & two) / len(one | two)


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words of a text; of a shorter one, its words."""
    found = tokens(text)
    if len(found) < _SHINGLE:
        return frozenset((word,) for word in found)
    return frozenset(found[i : i + _SHINGLE] for i in range(len(found) - _SHINGLE + 1))


def alike_pairs(rows: Sequence[frozenset[tuple[str, ...]]], *, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows that share at least this part of their shingles, each later row with its best earlier one.

    Common shingles are not looked up by: the work grows with the text, not with its square.
    """
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        shared: dict[int, int] = defaultdict(int)
        for shingle in row:
            for earlier in index[shingle][:20]:
                shared[earlier] += 1
        best = max(shared, key=lambda earlier: (_part(rows, earlier, number), -earlier), default=None)
        if best is not None and (part := _part(rows, best, number)) >= least:
            yield best, number, part
        _enter(index, row, number)


def _part(rows: Sequence[frozenset[tuple[str, ...]]], a: int, b: int) -> float:
    union = len(rows[a] | rows[b])
    return len(rows[a] & rows[b]) / union if union else 0.0


def _enter(index: dict[tuple[str, ...], list[int]], row: Iterable[tuple[str, ...]], number: int) -> None:
    for shingle in row:
        index[shingle].append(number)
