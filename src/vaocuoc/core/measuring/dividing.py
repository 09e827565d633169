"""Dividing a whole number by shares so that nothing is lost (chia theo tỷ trọng, phần dư lớn nhất)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def divided(whole: int, shares: Sequence[Decimal]) -> list[int]:
    """Whole parts in proportion to ``shares`` that add up to ``whole`` exactly, also below zero.

    What rounding leaves over goes to the largest remainders, of equal ones to the first. ``ValueError`` where no share
    is above zero or one is below.
    """
    total = sum((Fraction(share) for share in shares), Fraction(0))
    if total <= 0 or any(share < 0 for share in shares):
        raise ValueError("shares must not be negative, and not all zero")
    exact = [Fraction(abs(whole)) * Fraction(share) / total for share in shares]
    parts = [int(one) for one in exact]
    left = abs(whole) - sum(parts)
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[:left]:
        parts[place] += 1
    return [-part for part in parts] if whole < 0 else parts
