"""Decimals in, scaled integers stored: the one place where a figure changes its form (số nguyên quy đổi)."""

from __future__ import annotations

from decimal import Decimal, localcontext

from vaocuoc.core.errors import Refused

_LARGEST = 2**63 - 1


def to_scaled(value: Decimal, decimals: int) -> int:
    """The integer that stands for ``value`` with so many decimals.

    Raises ``Refused``: ``indicators.too_precise`` where decimals would be lost, ``indicators.too_large`` where the
    database could not hold it, ``indicators.not_finite`` for what is no number.
    """
    if not value.is_finite():
        raise Refused("indicators.not_finite")
    if value.adjusted() + decimals > 18:
        raise Refused("indicators.too_large", value=value)
    with localcontext() as context:
        context.prec = 60
        scaled = value.scaleb(decimals)
        if scaled != scaled.to_integral_value():
            raise Refused("indicators.too_precise", value=value, decimals=decimals)
    if abs(int(scaled)) > _LARGEST:
        raise Refused("indicators.too_large", value=value)
    return int(scaled)


def from_scaled(value: int, decimals: int) -> Decimal:
    """The figure that a stored integer stands for."""
    return Decimal(value).scaleb(-decimals)
