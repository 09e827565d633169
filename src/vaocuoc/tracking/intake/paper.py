"""The document as it is reviewed: its blocks as headings, paragraphs and tables, with every finding marked in place.

Findings overlap (a target inside a task), and links may not nest: the text is cut into stretches, each belonging to the
innermost finding there and saying which others cover it. Built as text, not by templates: a forty-page paper has
thousands of stretches and must come in a moment. Pure: no database, no request.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as the paper shows it: its span, its style and letter, and its name for those who hear the page."""

    id: int
    start: int
    end: int
    style: str
    letter: str
    name: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that the same findings cover; ``covers`` goes from the innermost, to whom it belongs, outwards."""

    start: int
    end: int
    covers: tuple[Mark, ...]


_STATE_STYLES = {"open": "", "accepted": " ok", "rejected": " rej"}
_NUMBERED = re.compile(r"(?:[IVXLC]+|\d+|[A-ZĐ])\s*[.)/-]")
_TITLE_LIMIT = 120  # a line of capitals no longer than this is a title of the paper and stands in the middle


def stretches(marks: Iterable[Mark], length: int) -> list[Stretch]:
    """Cut ``[0, length)`` where the covering findings change; empty spans and spans beyond the text cover nothing."""
    spans = [(max(0, mark.start), min(length, mark.end), mark) for mark in marks]
    spans = [span for span in spans if span[0] < span[1]]
    edges = sorted({0, length, *(s for s, _end, _m in spans), *(e for _s, e, _m in spans)})
    begin: dict[int, list[Mark]] = {}
    finish: dict[int, list[Mark]] = {}
    for start, end, mark in spans:
        begin.setdefault(start, []).append(mark)
        finish.setdefault(end, []).append(mark)
    active: dict[int, Mark] = {}
    found = []
    for start, end in pairwise(edges):
        for mark in finish.get(start, ()):
            active.pop(mark.id, None)
        for mark in begin.get(start, ()):
            active[mark.id] = mark
        covers = tuple(sorted(active.values(), key=lambda m: (m.end - m.start, -m.start, m.id)))
        found.append(Stretch(start, end, covers))
    return found


def paper(
    text: str, blocks: Sequence[Block], marks: Sequence[Mark], *, selected: int | None, address: Callable[[int], str]
) -> SafeString:
    """Return the paper as HTML (văn bản có đánh dấu). ``address`` gives the link that selects a finding."""
    pen = _Pen(text, marks, selected, address)
    out: list[str] = []
    page: int | None = None
    for table, group in groupby(_whole(text, blocks), key=lambda block: block.get("table")):
        members = list(group)
        if table is not None and members[0]["kind"] == "cell":
            page = _turn(out, page, members[0].get("page"))
            out.append(_table(members, pen, page))
            page = members[-1].get("page") or page
            continue
        for block in members:
            page = _turn(out, page, block.get("page"))
            out.append(_paragraph(block, text, pen))
    return mark_safe("".join(out))  # noqa: S308 - every piece of the document is escaped by the pen


class _Pen:
    """Writes pieces of the text with the marks that lie on them."""

    def __init__(self, text: str, marks: Sequence[Mark], selected: int | None, address: Callable[[int], str]) -> None:
        self.text = text
        self.selected = selected
        self.address = address
        self.stretches = stretches(marks, len(text))
        self.starts = [stretch.start for stretch in self.stretches]
        owned = {stretch.covers[0].id for stretch in self.stretches if stretch.covers}
        # A finding covered by others everywhere still needs a place to be picked: a letter where it begins.
        self.hidden: dict[int, list[Mark]] = {}
        for mark in marks:
            if mark.id not in owned:
                self.hidden.setdefault(min(max(mark.start, 0), max(len(text) - 1, 0)), []).append(mark)
        self.introduced: set[int] = set()

    def write(self, start: int, end: int) -> str:
        """The HTML of ``text[start:end]``."""
        out: list[str] = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.stretches) and self.stretches[index].start < end:
            stretch = self.stretches[index]
            piece = self.text[max(start, stretch.start) : min(end, stretch.end)]
            out.extend(self._letter(mark) for mark in self.hidden.get(stretch.start, ()) if stretch.start >= start)
            out.append(self._piece(piece, stretch.covers))
            index += 1
        return "".join(out)

    def _piece(self, piece: str, covers: tuple[Mark, ...]) -> str:
        if not covers or not piece.strip():
            return escape(piece)
        own = covers[0]
        first = own.id not in self.introduced
        self.introduced.add(own.id)
        style = f"f k-{own.style}{_STATE_STYLES[own.state]}"
        if any(mark.id == self.selected for mark in covers):
            style += " on"
        if len(covers) > 1:
            style += f" o-{covers[1].style}"
        inside = " ".join(str(mark.id) for mark in covers)
        link = f'<a class="{style}" href="{escape(self.address(own.id))}" data-f="{own.id}" data-in="{inside}"'
        if not first:
            return f'{link} tabindex="-1">{escape(piece)}</a>'
        return f'{link} id="m{own.id}">{self._head(own)}{escape(piece)}</a>'

    def _letter(self, mark: Mark) -> str:
        on = " on" if mark.id == self.selected else ""
        return (
            f'<a class="f fl k-{mark.style}{_STATE_STYLES[mark.state]}{on}" href="{escape(self.address(mark.id))}"'
            f' data-f="{mark.id}" data-in="{mark.id}" id="m{mark.id}">{self._head(mark)}</a>'
        )

    @staticmethod
    def _head(mark: Mark) -> str:
        return f'<span class="sr">{escape(mark.name)}: </span><b aria-hidden="true">{escape(mark.letter)}</b>'


def _whole(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks in order, and whatever text lies between them: nothing of the document is lost on the screen."""
    at = 0
    for block in sorted(blocks, key=lambda block: (block["start"], block["end"])):
        if text[at : block["start"]].strip():
            yield {"kind": "paragraph", "start": at, "end": block["start"], "page": block.get("page")}
        yield block
        at = max(at, block["end"])
    if text[at:].strip():
        yield {"kind": "paragraph", "start": at, "end": len(text)}


def _turn(out: list[str], page: int | None, to: int | None) -> int | None:
    """Begin page ``to``: a rule across the paper, and its number in the margin."""
    if to is None or to == page:
        return page
    if page is not None:
        out.append("<hr>")
    out.append(_margin(to))
    return to


def _margin(page: int | None) -> str:
    """The number of a page that begins here, in the margin."""
    if page is None:
        return ""
    return f'<span class="pg" id="tr{page}">{escape(_("tr. %(page)s") % {"page": page})}</span>'


def _paragraph(block: Block, text: str, pen: _Pen) -> str:
    start, end = block["start"], block["end"]
    inner = pen.write(start, end)
    if not inner.strip():
        return ""
    kind = block["kind"]
    line = text[start:end].strip()
    is_title = line.isupper() and len(line) <= _TITLE_LIMIT and not _NUMBERED.match(line)
    if kind == "heading":
        style = f"h h{min(int(block.get('level') or 3), 4)}" + (" c" if is_title else "")
    elif kind in ("caption", "furniture"):
        style = kind
    else:
        style = "c" if is_title else "li" if kind == "item" else ""
    return f'<p class="{style}">{inner}</p>' if style else f"<p>{inner}</p>"


def _table(cells: Sequence[Block], pen: _Pen, page: int | None) -> str:
    rows = []
    for row, members in groupby(cells, key=lambda cell: cell.get("row") or 0):
        out = []
        for cell in members:
            begins = cell.get("page") if cell.get("page") != page else None
            page = cell.get("page") or page
            spans = "".join(
                f' {name}="{int(cell[key])}"'
                for name, key in (("rowspan", "row_span"), ("colspan", "column_span"))
                if cell.get(key, 1) != 1
            )
            tag = "th" if row == 0 else "td"
            out.append(f"<{tag}{spans}>{_margin(begins)}{pen.write(cell['start'], cell['end'])}</{tag}>")
        rows.append(f"<tr>{''.join(out)}</tr>")
    return f'<div class="tw" tabindex="0"><table>{"".join(rows)}</table></div>'
