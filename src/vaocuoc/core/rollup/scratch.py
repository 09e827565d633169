"""Memory that passes over arrays use again and again: fresh memory costs more than the sums that are put into it."""

from __future__ import annotations

from math import prod
from typing import cast

import numpy as np
from numpy.typing import NDArray


class Scratch:
    """Named places for intermediate arrays; what is asked for under one name is overwritten by the next to ask.

    One thread, one scratch.
    """

    def __init__(self) -> None:
        self._places: dict[str, NDArray[np.generic]] = {}
        self._views: dict[tuple[str, tuple[int, ...]], NDArray[np.generic]] = {}

    def ints(self, name: str, shape: tuple[int, ...]) -> NDArray[np.int64]:
        """Room for integers, with whatever stands in it."""
        return cast(NDArray[np.int64], self._room(name, shape, np.int64))

    def bools(self, name: str, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """Room for a mask, with whatever stands in it."""
        return cast(NDArray[np.bool_], self._room(name, shape, np.bool_))

    def bytes(self, name: str, shape: tuple[int, ...]) -> NDArray[np.uint8]:
        """Room for small numbers, with whatever stands in it."""
        return cast(NDArray[np.uint8], self._room(name, shape, np.uint8))

    def _room(self, name: str, shape: tuple[int, ...], kind: type[np.generic]) -> NDArray[np.generic]:
        view = self._views.get((name, shape))
        if view is None:
            size = prod(shape)
            if name not in self._places or self._places[name].size < size:
                self._views = {key: kept for key, kept in self._views.items() if key[0] != name}
                self._places[name] = np.empty(size, kind)
            view = self._views[name, shape] = self._places[name][:size].reshape(shape)
        return view
