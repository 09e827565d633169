"""Figures of the map of then on the map of today (kế thừa: sáp nhập, chia tách, giải thể).

Mergers add. A split is carried by its declared shares with the largest remainder, so that nothing is lost or made. What
went over without a declared share is not carried: the successor's coverage falls instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup.adding import Totals
from vaocuoc.core.rollup.forms import refuse_overflow
from vaocuoc.core.rollup.layout import Values

WHOLE = 1_000_000
"""All of a unit, in parts per million."""


@dataclass(frozen=True)
class Passage:
    """Part or all of a unit went over to another on a day; ``share`` in parts per million, None where not declared."""

    predecessor: Hashable
    successor: Hashable
    share: int | None
    day: date


def split(values: Values, shares: Sequence[int]) -> NDArray[np.int64]:
    """Values by shares in parts per million, one row for each share (chia theo tỷ phần, số dư lớn nhất).

    The rows add up to the values exactly where the shares add up to the whole, negative values included; else to the
    values' part, rounded half away from zero. Equal remainders go to the share that stands first.
    """
    size, weights = np.abs(values), np.array(shares, dtype=np.int64)[:, None]
    millions, rest = size // WHOLE, size % WHOLE
    rows = millions * weights + rest * weights // WHOLE
    remainders = rest * weights % WHOLE
    total = int(weights.sum())
    wanted = millions * total + (2 * rest * total + WHOLE) // (2 * WHOLE)
    left = wanted - rows.sum(axis=0)
    order = np.argsort(-remainders, axis=0, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(shares))[:, None], axis=0)
    rows += rank < left
    return np.where(values < 0, -rows, rows)


def carry(
    totals: Mapping[Any, Totals],
    ends: Sequence[date],
    passages: Iterable[Passage],
    *,
    living: Container[Hashable] = (),
) -> dict[Any, Totals]:
    """Every unit's series on the map of today; each a :class:`Totals` of one dimension, ``ends`` its periods' last
    days.

    A figure of a period that ended before the day of the act goes over to the successors; act by act in order of time,
    so that what was merged and later split arrives. Units that are gone are gone from the answer; those ``living`` on
    after they gave a part away keep the rest. Raises ``Refused``: ``rollup.shares_exceed`` where declared shares pass
    the whole, ``rollup.circle`` where units of one day hand over to each other in a circle.
    """
    series = {unit: _like(one) for unit, one in totals.items()}
    for day, unit, heirs in _acts(passages):
        before = np.array([end < day for end in ends], np.bool_)
        gone = series.pop(unit, None)
        if gone is None:
            continue
        if unit in living:
            series[unit] = _like(gone, wiped=before)
            heirs = [*heirs, _rest(unit, heirs)]
        _hand_over(series, gone, heirs, before)
    return series


def _like(one: Totals, wiped: NDArray[np.bool_] | None = None) -> Totals:
    """A copy of a series, with nothing in the periods that are wiped."""
    copy = Totals(one.value.copy(), one.known.copy(), one.owed.copy())
    if wiped is not None:
        copy.value[wiped], copy.known[wiped], copy.owed[wiped] = 0, 0, 0
    return copy


def _acts(passages: Iterable[Passage]) -> list[tuple[date, Hashable, list[Passage]]]:
    """What became of each predecessor on a day, in an order in which nothing is carried past an heir of the same
    day."""
    acts: dict[tuple[date, Hashable], list[Passage]] = defaultdict(list)
    for passage in passages:
        acts[passage.day, passage.predecessor].append(passage)
    for (_day, unit), heirs in acts.items():
        if sum(heir.share or 0 for heir in heirs) > WHOLE:
            raise Refused("rollup.shares_exceed", unit=unit)
    ordered: list[tuple[date, Hashable, list[Passage]]] = []
    for day in sorted({day for day, _unit in acts}):
        ordered += [(day, unit, acts[day, unit]) for unit in _heirs_last(day, acts)]
    return ordered


def _heirs_last(day: date, acts: Mapping[tuple[date, Hashable], list[Passage]]) -> list[Hashable]:
    """The predecessors of one day, each before those that it hands over to."""
    found: list[Hashable] = []
    waiting: dict[Hashable, int] = {unit: 0 for on, unit in acts if on == day}
    for unit in waiting:
        for heir in acts[day, unit]:
            if heir.successor in waiting:
                waiting[heir.successor] += 1
    free = [unit for unit, before in waiting.items() if not before]
    while free:
        unit = free.pop(0)
        found.append(unit)
        for heir in acts[day, unit]:
            if heir.successor in waiting:
                waiting[heir.successor] -= 1
                if not waiting[heir.successor]:
                    free.append(heir.successor)
    if len(found) < len(waiting):
        raise Refused("rollup.circle", unit=next(unit for unit in waiting if unit not in found))
    return found


def _rest(unit: Hashable, heirs: Sequence[Passage]) -> Passage:
    """What a unit that lives on keeps of its own past; not known where a part went without a declared share."""
    shares = [heir.share for heir in heirs]
    known = None if None in shares else WHOLE - sum(share or 0 for share in shares)
    return Passage(unit, unit, known, heirs[0].day)


def _hand_over(
    series: dict[Hashable, Totals], gone: Totals, heirs: Sequence[Passage], before: NDArray[np.bool_]
) -> None:
    declared = [heir for heir in heirs if heir.share is not None]
    parts = (
        dict(
            zip((id(heir) for heir in declared), split(gone.value, [heir.share or 0 for heir in declared]), strict=True)
        )
        if declared
        else {}
    )
    for heir in heirs:
        mine = series.get(heir.successor)
        if mine is None:
            mine = series[heir.successor] = _like(gone, wiped=np.ones_like(before))
        mine.owed[before] += gone.owed[before]
        if id(heir) in parts:
            refuse_overflow(np.concatenate((mine.value, parts[id(heir)])), 2)
            mine.value[before] += parts[id(heir)][before]
            mine.known[before] += gone.known[before]
