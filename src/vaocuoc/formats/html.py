"""HTML pages (trang HTML): paragraphs, headings, lists and tables in the order they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vaocuoc.core.source import Source
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.text import decode

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "select", "button", "iframe", "del", "s"}
)
_FURNITURE = frozenset({"nav", "header", "footer", "aside"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
    }
    | {"samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br"}
)
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LARGEST_SPAN = 1000

# The tree builder takes quadratic time on elements nested without end, so they are counted before it sees them.
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|section|article|main|blockquote|center|font|a|b|i|em|strong)\b", re.IGNORECASE
)
_DEEPEST = 2000

_Steps = Iterator[tuple[LexborNode, bool]]


def read(path: Path, limits: Limits) -> Source:
    """The page's text as blocks; small borderless tables are letterheads and the like, so they become paragraphs."""
    markup = decode(path.read_bytes())
    if _depth(markup) > _DEEPEST:
        raise FormatError("file.damaged", format="HTML")
    page = LexborHTMLParser(markup)
    if page.root is None:
        raise FormatError("content.empty", format="HTML")
    walk = _Walk(limits)
    walk.through(page.root)
    return assemble(walk.parts, limits)


def _depth(markup: str) -> int:
    """How deep elements nest at most, as far as their tags tell."""
    depth = deepest = 0
    for tag in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


@dataclass
class _Line:
    """The paragraph being gathered, with how many of its letters are bold."""

    text: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0


class _Walk:
    """One pass over a tree, without recursion: depth is the file's choice, not ours."""

    def __init__(self, limits: Limits) -> None:
        self.parts: list[Paragraph | Table] = []
        self._limits = limits
        self._line = _Line()
        self._above: list[str] = []
        self._counters: list[int | None] = []
        self._columns: list[int] = []
        self._marker = ""
        self._cells = 0

    def through(self, root: LexborNode) -> None:
        """Gather the parts of everything below ``root``."""
        for node, entering in _steps(root, into=self._enters):
            tag = node.tag or ""
            if tag.startswith("-"):
                if entering and tag == "-text":
                    self._text(node.text_content or "")
            elif entering:
                self._enter(node, tag)
            else:
                self._leave(node, tag)
        self._flush()

    def _enters(self, node: LexborNode) -> bool:
        return node.tag not in _SKIPPED and not (node.tag == "table" and not _is_layout(node))

    def _text(self, text: str) -> None:
        # A line break in the source is a space unless the text is preformatted.
        self._line.text.append(text if "pre" in self._above else text.replace("\n", " "))
        letters = sum(map(str.isalpha, text))
        self._line.letters += letters
        if not _BOLD.isdisjoint(self._above):
            self._line.bold += letters

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._line.text.append("\n")
        elif tag not in _INLINE:
            self._flush()
        if tag == "table":
            self._columns.append(_widest(node))
            if not _is_layout(node):
                self.parts.append(self._table(node))
        elif tag in ("ol", "ul"):
            start = node.attributes.get("start") or "1"
            self._counters.append(int(start) - 1 if tag == "ol" and re.fullmatch(r"[0-9]{1,5}", start) else None)
        elif tag == "li" and self._counters:
            count = self._counters[-1]
            self._counters[-1] = None if count is None else count + 1
            self._marker = "- " if count is None else f"{count + 1}. "
        self._above.append(tag)

    def _leave(self, node: LexborNode, tag: str) -> None:
        if tag not in _INLINE:
            self._flush()
        self._above.pop()
        if tag == "table":
            self._columns.pop()
        elif tag in ("ol", "ul"):
            self._counters.pop()

    def _flush(self) -> None:
        """End the paragraph that was being gathered, if it has any text."""
        line, self._line = self._line, _Line()
        text = "".join(line.text)
        if not text.strip():
            return
        above = set(self._above)
        level = next((level for tag, level in _HEADINGS.items() if tag in above), None)
        item = "li" in above and level is None
        if item:
            text, self._marker = self._marker + text, ""
        style = {"bold"} if line.letters and line.bold == line.letters else set()
        self.parts.append(
            Paragraph(
                text,
                level=level,
                style=frozenset(style | ({"center"} & above)),
                item=item,
                layout=bool(self._columns) and max(self._columns) > 1,
                furniture=not _FURNITURE.isdisjoint(above),
                caption="figcaption" in above,
            )
        )

    def _table(self, table: LexborNode) -> Table:
        """Cells on their grid; a cell of many rows pushes later ones to the right, as in a browser."""
        cells: list[Cell] = []
        taken: dict[int, int] = {}
        for row, tr in enumerate(_rows(table)):
            column = 0
            for td in _children(tr, ("td", "th")):
                while taken.get(column, 0) > row:
                    column += 1
                wide, high = _span(td, "colspan"), _span(td, "rowspan")
                self._cells += wide
                if self._cells > self._limits.cells:
                    raise FormatError("file.too_many_cells", limit=self._limits.cells)
                taken.update(dict.fromkeys(range(column, column + wide), row + high))
                style = frozenset({"bold"}) if td.tag == "th" else frozenset()
                cells.append(Cell(_cell_text(td), row, column, high, wide, style=style))
                column += wide
        return Table(tuple(cells))


def _steps(root: LexborNode, *, into: Callable[[LexborNode], bool]) -> _Steps:
    """Every node from ``root`` down on the way in (True) and on the way out (False)."""
    node = root
    while True:
        yield node, True
        child = node.child if into(node) else None
        if child is not None:
            node = child
            continue
        while True:
            yield node, False
            if node.mem_id == root.mem_id:
                return
            following, parent = node.next, node.parent
            if following is not None:
                node = following
                break
            if parent is None:
                return
            node = parent


def _children(node: LexborNode, tags: tuple[str, ...]) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag in tags:
            yield child
        child = child.next


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of a table, not of tables in its cells."""
    for part in _children(table, ("thead", "tbody", "tfoot", "tr")):
        if part.tag == "tr":
            yield part
        else:
            yield from _children(part, ("tr",))


def _widest(table: LexborNode) -> int:
    return max((sum(1 for _ in _children(row, ("td", "th"))) for row in _rows(table)), default=0)


def _is_layout(table: LexborNode) -> bool:
    """A small table without borders and heads serves the looks of a page."""
    border = table.attributes.get("border") or "0"
    if border != "0" or "border" in (table.attributes.get("style") or ""):
        return False
    rows = list(_rows(table))
    return len(rows) <= 3 and _widest(table) <= 3 and not any(any(_children(row, ("th",))) for row in rows)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), _LARGEST_SPAN)) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell, its paragraphs on lines."""
    pieces: list[str] = []
    for node, entering in _steps(cell, into=lambda node: node.tag not in _SKIPPED):
        tag = node.tag or ""
        if tag == "-text" and entering:
            pieces.append((node.text_content or "").replace("\n", " "))
        elif tag == "br" or (not tag.startswith("-") and tag not in _INLINE):
            pieces.append("\n")
    return "".join(pieces)
