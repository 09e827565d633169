"""Units of one hierarchy on one day, in tree order (cây đơn vị).

Level by level, the children of one parent side by side: every level and every family is one slice of an array.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.errors import Refused

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Tree:
    """The hierarchy: ``units`` are the keys in order, ``parent`` the place of each one's parent (-1 at the top).

    ``levels`` are the slices from the top down. ``first`` and ``count`` tell where the children of each unit stand.
    """

    units: tuple[Hashable, ...]
    parent: Places
    levels: tuple[slice, ...]
    first: Places
    count: Places
    place: Mapping[Hashable, int] = field(repr=False)

    @classmethod
    def of(cls, parents: Mapping[Any, Any]) -> Tree:
        """The tree of these units, from each one's parent; a parent that is not among them is none.

        Raises ``Refused``: ``rollup.circle`` with a ``unit`` that stands above itself.
        """
        children: dict[Hashable | None, list[Hashable]] = {}
        for unit, parent in parents.items():
            children.setdefault(parent if parent in parents else None, []).append(unit)
        units: list[Hashable] = []
        levels: list[slice] = []
        level = children.get(None, [])
        first: list[int] = []
        while level:
            levels.append(slice(len(units), len(units) + len(level)))
            units.extend(level)
            level = [child for unit in level for child in children.get(unit, ())]
        if len(units) < len(parents):
            raise Refused("rollup.circle", unit=next(unit for unit in parents if unit not in set(units)))
        place = {unit: at for at, unit in enumerate(units)}
        counts = np.array([len(children.get(unit, ())) for unit in units], dtype=np.intp)
        roots = len(children.get(None, []))
        first_child = roots + np.concatenate(([0], np.cumsum(counts)[:-1])) if len(units) else np.array(first)
        parent_places = np.full(len(units), -1, dtype=np.intp)
        parent_places[roots:] = np.repeat(np.arange(len(units)), counts)
        return cls(tuple(units), parent_places, tuple(levels), first_child.astype(np.intp), counts, place)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def parents(self) -> Places:
        """The places of the units that have children, in order."""
        return np.flatnonzero(self.count)

    def above(self, place: int) -> Iterator[int]:
        """The places above this one, the nearest first."""
        at = int(self.parent[place])
        while at >= 0:
            yield at
            at = int(self.parent[at])

    def below(self, place: int) -> range:
        """The places of the children."""
        return range(int(self.first[place]), int(self.first[place] + self.count[place]))
