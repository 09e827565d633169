"""How wide a line of Times New Roman is (độ dài dòng chữ), for rules that must be as long as the words above them."""

from __future__ import annotations

from typing import Final

from vaocuoc.core.text import fold

# Advance widths in thousandths of the size, of the bold face; accents do not widen a letter.
_BOLD: Final = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz", (
        500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500,
        722, 500, 500, 444), strict=True)),
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
        722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722,
        1000, 722, 722, 667), strict=True)),
    " ": 250, "-": 333, ".": 250, ",": 250, ":": 333, "/": 278,
}  # fmt: skip
_OTHER: Final = 500
_POINT: Final = 25.4 / 72  # millimetres


def width_of(text: str, size: float) -> float:
    """The width in millimetres of a line in bold Times New Roman of a size in points."""
    folded = "".join(
        plain.upper() if letter.isupper() else plain for letter, plain in zip(text, fold(text), strict=True)
    )
    horned = sum(letter in "ƯƠươỨỪỬỮỰỚỜỞỠỢứừửữựớờởỡợ" for letter in text) * 60
    return (sum(_BOLD.get(letter, _OTHER) for letter in folded) + horned) / 1000 * size * _POINT
