"""The chain of documents as a picture (sơ đồ): boxes and lines as SVG, from left to right, geometry in attributes.

What it shows stands beside it as a list too; colours come from the style sheet.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vaocuoc.documents.library.chain import Chain, Node
from vaocuoc.ui.dates import format_day

_WIDTH, _HEIGHT = 240, 86
_ACROSS, _DOWN = 44, 14
_MARGIN = 2
_NUMBER, _TITLE, _COUNTS = 27, 34, 34  # characters that fit a line of the box


def chain_svg(chain: Chain) -> SafeString:
    """The picture of a chain (sơ đồ chuỗi văn bản), each document a link; empty where there is nothing to draw."""
    if chain.is_alone and not chain.others:
        return SafeString()
    rows = _rows(chain.root)
    width = 2 * _MARGIN + (max(node.depth for node in chain.nodes) + 1) * (_WIDTH + _ACROSS) - _ACROSS
    height = 2 * _MARGIN + max(_top(rows[id(node)]) for node in chain.nodes) + _HEIGHT + _others_room(chain)
    lines = format_html_join("", '<path class="wire" d="{}"/>', ((wire,) for wire in _wires(chain, rows)))
    boxes = mark_safe("".join(_box(node, rows[id(node)]) for node in chain.nodes))  # noqa: S308 (made by format_html)
    return format_html(
        '<svg class="chain" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="group" aria-labelledby="chain-title"'
        ' aria-describedby="chain-about"><title id="chain-title">{2}</title><desc id="chain-about">{3}</desc>'
        "{4}{5}</svg>",
        round(width),
        round(height),
        _("Sơ đồ chuỗi văn bản"),
        _about(chain),
        lines,
        boxes,
    )


def _about(chain: Chain) -> str:
    return ngettext(
        "%(number)s văn bản, từ %(root)s trở xuống; văn bản bên phải thực hiện văn bản bên trái nối với nó.",
        "%(number)s văn bản, từ %(root)s trở xuống; văn bản bên phải thực hiện văn bản bên trái nối với nó.",
        len(chain.nodes),
    ) % {"number": len(chain.nodes), "root": chain.root.document}


def _rows(root: Node) -> dict[int, float]:
    """In which row each box stands: those at the end of a branch one under another, the others midway to theirs."""
    rows: dict[int, float] = {}
    free = 0.0
    waiting = [(root, False)]
    while waiting:
        node, is_back = waiting.pop()
        if not node.below:
            rows[id(node)], free = free, free + 1
        elif is_back:
            rows[id(node)] = (rows[id(node.below[0])] + rows[id(node.below[-1])]) / 2
        else:
            waiting += [(node, True), *((child, False) for child in reversed(node.below))]
    return rows


def _left(node: Node) -> float:
    return _MARGIN + node.depth * (_WIDTH + _ACROSS)


def _top(row: float) -> float:
    return _MARGIN + row * (_HEIGHT + _DOWN)


def _others_room(chain: Chain) -> int:
    return _DOWN + 4 if any(node.others for node in chain.nodes) else 0


def _wires(chain: Chain, rows: dict[int, float]) -> list[str]:
    wires = []
    for node in chain.nodes:
        start, y = _left(node) + _WIDTH, _top(rows[id(node)]) + _HEIGHT / 2
        for child in node.below:
            end, to = _left(child), _top(rows[id(child)]) + _HEIGHT / 2
            middle = (start + end) / 2
            wires.append(f"M{start:g} {y:g}H{middle:g}V{to:g}H{end:g}")
    return wires


def _box(node: Node, row: float) -> SafeString:
    document, x, y = node.document, _left(node), _top(row)
    name = f"{document.get_type_display()} {document.number}".strip()
    day = format_day(document.issued_on) if document.issued_on else _("chưa rõ ngày")
    counts = " · ".join([day, *(count.words for count in node.counts if not count.is_bad)])
    bad = " · ".join(count.words for count in node.counts if count.is_bad)
    box = format_html(
        '<a href="{}" class="{}"{}><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="no" x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text>'
        '<text class="at" x="{}" y="{}">{}</text><text class="bad" x="{}" y="{}">{}</text></a>',
        reverse("library:document", args=[document.pk]),
        "at-this" if node.is_current else "box",
        mark_safe(' aria-current="page"') if node.is_current else "",
        f"{name}: {document.title}",
        *(f"{number:g}" for number in (x + 0.5, y + 0.5, _WIDTH - 1, _HEIGHT - 1)),
        *(f"{x + 10:g}", f"{y + 20:g}", _cut(name, _NUMBER)),
        *(f"{x + 10:g}", f"{y + 38:g}", _cut(document.title, _TITLE)),
        *(f"{x + 10:g}", f"{y + 56:g}", _cut(counts, _COUNTS)),
        *(f"{x + 10:g}", f"{y + 74:g}", _cut(bad, _COUNTS)),
    )
    if not node.others:
        return box
    more = ngettext("và %(number)s văn bản khác", "và %(number)s văn bản khác", node.others) % {"number": node.others}
    return box + format_html(
        '<a href="{}?thuc-hien={}" class="more"><text x="{}" y="{}">{}</text></a>',
        reverse("library:list"),
        document.pk,
        f"{x + 10:g}",
        f"{y + _HEIGHT + 12:g}",
        more,
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
