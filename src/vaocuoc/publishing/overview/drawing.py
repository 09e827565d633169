"""Bars and columns drawn by hand as SVG: places in percent, so that letters keep their size at every width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_FIGURES = 14.0  # percent: the room for figures on the right; names stand above their bars
_ROW, _COLUMNS_HIGH, _FOOT = 38, 150, 22


@dataclass(frozen=True)
class Bar:
    """A bar: its name, value, what the value reads as, its own target, and whether it is not quite comparable."""

    name: str
    value: Decimal
    figure: str
    target: Decimal | None = None
    is_weak: bool = False


def bars(rows: Sequence[Bar], label: str) -> SafeString:
    """Horizontal bars from zero with a ¦ at each one's own target; nothing where there is nothing to draw."""
    known = [float(row.value) for row in rows] + [float(row.target) for row in rows if row.target is not None]
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    if not rows or high == low:
        return SafeString()
    room = 100 - _FIGURES

    def at(value: Decimal | float) -> float:
        return (float(value) - low) / (high - low) * room

    zero = at(0.0)
    made = []
    for place, row in enumerate(rows):
        end = at(row.value)
        top = place * _ROW
        tick = SafeString()
        if row.target is not None:
            tick = format_html('<line class="tg" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>', f"{at(row.target):.2f}",
                               top + 16, top + 36)  # fmt: skip
        made.append((
            row.name, row.figure, top + 13, row.name, "weak" if row.is_weak else "bar",
            f"{min(zero, end):.2f}", top + 19, f"{abs(end - zero):.2f}", tick, top + 31, row.figure,
        ))  # fmt: skip
    drawn = format_html_join(
        "",
        '<g><title>{}: {}</title><text class="n" x="0" y="{}">{}</text><rect class="{}" x="{}%" y="{}" width="{}%"'
        ' height="14" rx="1"/>{}<text class="f" x="100%" y="{}" text-anchor="end">{}</text></g>',
        made,
    )
    return format_html(
        '<svg class="ovbars" role="img" aria-label="{}" width="100%" height="{}">{}'
        '<line class="zero" x1="{}%" x2="{}%" y1="0" y2="{}"/></svg>',
        label, len(rows) * _ROW, drawn, f"{zero:.2f}", f"{zero:.2f}", len(rows) * _ROW,
    )  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of parts from below: how many of which tone, with the word of each."""

    name: str
    parts: Sequence[tuple[int, str, str]]


def columns(made: Sequence[Column], label: str) -> SafeString:
    """Columns of counts, each as high as its parts together."""
    top = max((sum(number for number, _tone, _word in one.parts) for one in made), default=0)
    if not top:
        return SafeString()
    step = 100 / len(made)
    drawn = SafeString()
    for place, one in enumerate(made):
        left, under = place * step + step * 0.16, float(_COLUMNS_HIGH)
        for number, tone, word in one.parts:
            if not number:
                continue
            high = number / top * (_COLUMNS_HIGH - 4)
            under -= high
            drawn += format_html(
                '<g class="tone-{}"><title>{}: {} {}</title><rect x="{}%" y="{}" width="{}%" height="{}"/>',
                tone, one.name, number, word, f"{left:.2f}", f"{under:.1f}", f"{step * 0.68:.2f}", f"{high:.1f}",
            )  # fmt: skip
            if high >= 15:
                drawn += format_html('<text x="{}%" y="{}" text-anchor="middle">{}</text>',
                                     f"{left + step * 0.34:.2f}", f"{under + high / 2 + 4:.1f}", number)  # fmt: skip
            drawn += SafeString("</g>")
        drawn += format_html('<text class="n" x="{}%" y="{}" text-anchor="middle">{}</text>',
                             f"{left + step * 0.34:.2f}", _COLUMNS_HIGH + 16, one.name)  # fmt: skip
    return format_html('<svg class="ovcols" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
                       label, _COLUMNS_HIGH + _FOOT, drawn)  # fmt: skip
