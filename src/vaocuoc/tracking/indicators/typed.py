"""A figure as somebody typed it (số liệu gõ vào): what it says, given the indicator's decimals and earlier figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from vaocuoc.core.errors import Refused
from vaocuoc.tracking.indicators.scaling import to_scaled
from vaocuoc.ui.numbers import AmbiguousNumber, format_decimal, parse_number

GROUPED, POINTED = "grouped", "pointed"
_FAR = 20  # so many times more or less than every figure known is no likely reading
_WHOLE = 100  # a share of something


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: ``1.234`` as 1234 (``grouped``) or as one and a bit (``pointed``)."""

    key: str
    value: Decimal
    rounded_from: Decimal | None = None


class WhichNumber(Refused):
    """What was typed can be either; nothing is written until somebody says which."""

    def __init__(self, text: str, readings: tuple[Reading, ...]) -> None:
        facts = {one.key: format_decimal(one.rounded_from or one.value) for one in readings}
        super().__init__("indicators.which_number", text=text, **facts)
        self.readings = readings


def read_figure(
    text: str, *, decimals: int, known: Sequence[Decimal] = (), is_share: bool = False, chosen: str = ""
) -> Decimal:
    """The figure that was typed, with no more decimals than are stored.

    ``known`` are earlier figures of the same series, which tell the likely reading of ``1.234``; ``is_share`` says that
    it is a percentage of a whole; ``chosen`` is the answer to the question. Raises :class:`WhichNumber` where it can be
    either, ``Refused``: ``ui.not_a_number``, ``indicators.too_precise``, ``indicators.too_large``.
    """
    try:
        value = parse_number(text)
    except AmbiguousNumber as either:
        value = _decide(text.strip(), either, decimals, known, is_share, chosen)
    to_scaled(value, decimals)
    return value


def _decide(
    text: str, either: AmbiguousNumber, decimals: int, known: Sequence[Decimal], is_share: bool, chosen: str
) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    rounded = either.pointed.quantize(step, ROUND_HALF_UP)
    exact = rounded == either.pointed
    pointed = Reading(POINTED, rounded, None if exact else either.pointed)
    readings = (Reading(GROUPED, either.grouped), pointed)
    for one in readings:
        if one.key == chosen:
            return one.value
    far = [not _is_likely(one.value, known, is_share) for one in readings]
    if far[0] == far[1]:  # nothing tells them apart but the decimals
        if exact or far[0]:
            raise WhichNumber(text, readings)
        return either.grouped
    if far[1]:
        return either.grouped
    if exact:
        return either.pointed
    raise WhichNumber(text, readings)  # likely the foreign point, but it would have to be rounded


def _is_likely(value: Decimal, known: Sequence[Decimal], is_share: bool) -> bool:
    if is_share and abs(value) > _WHOLE:
        return False
    compared = [one for one in known if one]
    if not compared:
        return True
    return any(abs(one) <= abs(value) * _FAR and abs(value) <= abs(one) * _FAR for one in compared)
