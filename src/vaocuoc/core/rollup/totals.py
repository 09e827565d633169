"""One total with its coverage, as plain numbers: what a row of the database holds (tổng hợp và độ phủ).

Parts are added and exchanged in any order with the same result, so one new figure costs the same whatever the size.
"""

from __future__ import annotations

from dataclasses import dataclass

from vaocuoc.core.errors import Refused

LARGEST = 2**63 - 1
"""The largest scaled value that a database keeps; what would pass it is refused, never wrapped."""

_HOW = {
    "flow": "sum",
    "stock": "sum",
    "ratio": "parts",
    "growth": "parts",
    "milestone": "count",
    "score": "never",
    "rank": "never",
}


@dataclass(frozen=True)
class Total:
    """What stands below a unit in one period: the sum of the known parts, ``known`` of ``owed`` (độ phủ).

    ``value`` is scaled by the indicator's decimals. A missing part is missing, not zero: it only lowers ``known``.
    """

    value: int = 0
    known: int = 0
    owed: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything that is owed is there."""
        return self.owed > 0 and self.known == self.owed

    @property
    def missing(self) -> int:
        """How many parts are owed and not known."""
        return self.owed - self.known

    def plus(self, other: Total) -> Total:
        """Both together. Raises ``Refused``: ``rollup.overflow``."""
        return Total(within(self.value + other.value), self.known + other.known, self.owed + other.owed)

    def moved(self, before: Total, after: Total) -> Total:
        """The total after one of its parts changed; constant cost. Raises ``Refused``: ``rollup.overflow``."""
        return Total(
            within(self.value - before.value + after.value),
            self.known - before.known + after.known,
            self.owed - before.owed + after.owed,
        )


NOTHING = Total()


def within(value: int) -> int:
    """The value itself. Raises ``Refused``: ``rollup.overflow`` where the database could not hold it."""
    if not -LARGEST <= value <= LARGEST:
        raise Refused("rollup.overflow", value=value)
    return value


def own_total(value: int | None, *, owes: bool) -> Total:
    """A unit's own figure as a part of a total; what nobody owes does not count (nghĩa vụ báo cáo)."""
    if not owes:
        return NOTHING
    return Total(0, 0, 1) if value is None else Total(within(value), 1, 1)


def handed_up(own: Total, below: Total, *, official: str = "below") -> Total:
    """What a unit gives to the one above it (số chính thức của đơn vị).

    ``official`` is ``below``: what was added up below it, its own figure where nothing below it owes; or ``own``: its
    own where it owes one, else what was added up.
    """
    if official == "own":
        return own if own.owed else below
    return below if below.owed else own


def difference(own: Total, below: Total) -> int | None:
    """Own figure less what was added up (chênh lệch); None unless the own is known and nothing below is missing."""
    if not (own.complete and below.complete):
        return None
    return within(own.value - below.value)


def adds(kind: str) -> str:
    """How an indicator of this kind adds up over units: ``sum``, ``parts``, ``count`` or ``never``."""
    return _HOW[kind]


def must_add(kind: str, weighted: bool = False) -> None:
    """Refuse to add up what has no sum: ``rollup.never_adds`` for scores and ranks, ``rollup.needs_parts`` for a ratio
    that comes without its parts and without a declared weight, and for a growth without its base series."""
    if adds(kind) == "never":
        raise Refused("rollup.never_adds", kind=kind)
    if adds(kind) == "parts" and not weighted:
        raise Refused("rollup.needs_parts", kind=kind)


def ratio_value(numerator: int, denominator: int, *, scale: int) -> int | None:
    """``numerator / denominator * scale``, rounded half away from zero; None for a division by zero."""
    if denominator == 0:
        return None
    whole = numerator * scale
    size = (2 * abs(whole) + abs(denominator)) // (2 * abs(denominator))
    return within(size if (whole < 0) == (denominator < 0) else -size)


def growth_value(now: int, base: int, *, scale: int) -> int | None:
    """How much more than the base, in ``scale`` parts of it (tốc độ tăng); None where the base is zero.

    Of a negative base the size counts: from -10 to -5 is a growth.
    """
    return ratio_value(now - base, abs(base), scale=scale)
