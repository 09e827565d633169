"""The progress of a task from its parts (tiến độ việc chính): weights that add up to one, or nothing is computed.

Weights and shares are whole ten-thousandths, so that they add up exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 10_000
"""The weights of the parts of a task add up to this."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a task: its weight, None where nobody gave one, and how much of it is done, in ten-thousandths."""

    weight: int | None
    done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What the parts give: ``done`` in ten-thousandths, None with the ``reason`` (no_parts, no_weight, not_one)."""

    done: int | None
    reason: str = ""
    total: int = 0


def progress_of(parts: Sequence[Part]) -> Progress:
    """The weighted sum of the parts, rounded down: a task is whole only when every part that weighs is."""
    if not parts:
        return Progress(None, "no_parts")
    total = sum(part.weight or 0 for part in parts)
    if any(part.weight is None for part in parts):
        return Progress(None, "no_weight", total)
    if total != WHOLE:
        return Progress(None, "not_one", total)
    return Progress(sum((part.weight or 0) * part.done for part in parts) // WHOLE, "", total)


def even_weights(number: int) -> list[int]:
    """Weights that part a task evenly and add up to one exactly; the first ones take what is left over."""
    if number < 1:
        return []
    share, left = divmod(WHOLE, number)
    return [share + (place < left) for place in range(number)]
