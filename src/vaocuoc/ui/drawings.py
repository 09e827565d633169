"""Small bars drawn by hand as SVG: geometry in attributes, colours by class, so the strict CSP lets them pass."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vaocuoc.ui.numbers import format_decimal

_WIDTH = 152
_ROOM = 1.06  # a little air to the right of what the resolution set


def bullet_svg(value: Any, expected: Any, target: Any, verdict: str, label: str) -> SafeString:
    """Bar, | expected by now, ¦ what the resolution set; empty where nothing is known. One unit, from zero."""
    known = [float(number) for number in (value, expected, target) if number is not None]
    top = max(known, default=0) * _ROOM
    if top <= 0:
        return SafeString()

    def at(number: Any) -> str:
        return f"{max(0.0, min(float(number) / top, 1.0)) * _WIDTH:.1f}"

    bar = SafeString()
    if value is not None:
        bar = format_html('<rect class="fill {}" x="0" y="7" width="{}" height="6" rx="1"/>', verdict, at(value))
    if expected is not None:
        bar += format_html('<line class="pt" x1="{0}" x2="{0}" y1="3" y2="17"/>', at(expected))
    if target is not None:
        bar += format_html('<line class="tg" x1="{0}" x2="{0}" y1="0" y2="20"/>', at(target))
    return format_html(
        '<svg class="bul" preserveAspectRatio="none" viewBox="0 0 152 20" role="img" aria-label="{}">'
        '<rect class="bg" x="0" y="3" width="152" height="14" rx="2"/>{}</svg>',
        label or _bullet_label(value, expected, target),
        bar,
    )


def _bullet_label(value: Any, expected: Any, target: Any) -> str:
    parts = []
    if value is not None:
        parts.append(_("thực hiện %(value)s") % {"value": format_decimal(value)})
    if expected is not None:
        parts.append(_("lộ trình %(value)s") % {"value": format_decimal(expected)})
    if target is not None:
        parts.append(_("mục tiêu %(value)s") % {"value": format_decimal(target)})
    return ", ".join(parts)


def meter_svg(part: Any, whole: Any, label: str) -> SafeString:
    """A bar of ``part`` in ``whole``; with a ``label`` it stands alone, without one the text beside it speaks."""
    share = max(0.0, min(float(part) / float(whole), 1.0)) if whole else 0.0
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" {}><rect class="bg" width="100" height="6"/>'
        '<rect class="fill" width="{}" height="6"/></svg>',
        voice,
        f"{share * 100:.1f}",
    )


_NARROW = 4.0  # percent: a count does not fit into less


def stacked_svg(parts: list[tuple[int, str, str]], label: str) -> SafeString:
    """Counts beside each other as one bar (count, tone, word); each has its word as its title."""
    total = sum(count for count, _tone, _word in parts)
    if not total:
        return SafeString()
    shapes = []
    at = 0.0
    for count, tone, word in parts:
        if not count:
            continue
        width = count * 100 / total
        number = (
            format_html('<text x="{}%" y="15" text-anchor="middle">{}</text>', f"{at + width / 2:.2f}", count)
            if width >= _NARROW
            else ""
        )
        shapes.append((tone, f"{count} {word}", f"{at:.2f}", f"{width:.2f}", number))
        at += width
    bars = format_html_join(
        "", '<g class="tone-{}"><title>{}</title><rect x="{}%" width="{}%" height="22"/>{}</g>', shapes
    )
    return format_html('<svg class="tbar" role="img" aria-label="{}" height="22">{}</svg>', label, bars)
