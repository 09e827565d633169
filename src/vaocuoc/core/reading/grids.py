"""A table as its heading lays it out: which column holds what, and the cells of each row over their columns (bố trí bảng).

Headings may be two rows deep, stand below title rows, come again on every page or be left to the page before; merged
cells go on down. Where pasted text lost the merged cells, the cells of a short row are set under the columns they look
like, and what is missing is taken from the row above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from vaocuoc.core.reading.columns import Column, bare, quantity, wording
from vaocuoc.core.reading.engine import compiled, surface
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.pasted import is_mark
from vaocuoc.core.reading.structure import Layout
from vaocuoc.core.reading.tables import Cell, Table

Kind = Literal["tasks", "targets", "goals"]

_HEAD_WITHIN = 15
_SHORT_HEAD = 80
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\s*[)\]]?(?:\s*=.*)?")
_MARKUP = re.compile(r"\*\*|\\(?=[|*_.\-])|&nbsp;")
_MARKED = re.compile(r"[*_<\\&]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TIME_LIKE = compiled(
    r"(?:trước |đến |trong |cuối |đầu |hết |từ )?(?:ngày |tháng |quý |năm |kỳ |giai đoạn |hằng |hàng |thường xuyên|định kỳ|sau khi |khi )|(?:\d{1,2}[/.-])?(?:\d{1,2}[/.-])?20\d\d(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
)
_NUMBER_LIKE = re.compile(r"\s*(?:[≥≤><~]=?|trên|dưới|khoảng|từ)?\s*[-+(]?\d[\d.,\s-]*(?:%|‰)?\)?\s*")
_PARTIES = frozenset({"owner", "cooperating", "parties", "receiver", "submitter", "overseer", "appraiser"})
_KEPT = frozenset({"number", "unit", "note", "owner", "cooperating", "parties", "overseer", "field", "source"})
_PLAIN_AMOUNTS = frozenset({"ket qua", "gia tri", "muc dat", "so luong", "ket qua can dat"})
# Columns that stand in for others where a table does not have these.
_SPARE: tuple[tuple[Column, Column], ...] = (("submitter", "owner"), ("overseer", "owner"), ("appraiser", "receiver"))
_CARRIED_WITH_OWNER: tuple[Column, ...] = ("owner", "parties", "cooperating", "due", "receiver")


@dataclass(slots=True)
class Row:
    """A row over the columns of its table: its own cells, and those that it shares with rows above (``shared``).

    ``carried`` are columns whose cell was taken from the row above because pasted text lost what was merged.
    """

    cells: dict[int, Cell]
    shared: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()


@dataclass(slots=True)
class Grid:
    """The columns of a table: what each holds, its whole heading (surface), and the rules that said so."""

    kind: Kind
    columns: dict[int, Column]
    heads: dict[int, str]
    rules: list[str]
    width: int
    texts: frozenset[str]
    held: dict[int, tuple[Cell, int]] = field(default_factory=dict)
    above: dict[int, Cell] = field(default_factory=dict)
    """``held`` are merged cells with the rows they still cover; ``above`` is the row before, in pasted text."""

    def column(self, *wanted: Column) -> int | None:
        """The first column of the first of these kinds that the table has."""
        for one in wanted:
            for index, kind in sorted(self.columns.items()):
                if kind == one:
                    return index
        return None

    def all(self, wanted: Column) -> list[int]:
        """All columns of a kind."""
        return [index for index, kind in sorted(self.columns.items()) if kind == wanted]


class Cells:
    """The words of cells as a reader of tables asks for them."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.text, self.seen = layout, layout.text, layout.surface

    def plain(self, cell: Cell) -> str:
        """The text of a cell with its line breaks, without marks of Markdown and HTML."""
        text = self.text[cell.start : cell.end]
        return _BREAK.sub("\n", _MARKUP.sub("", text)).strip(" *_") if _MARKED.search(text) else text

    def said(self, cell: Cell | None) -> str | None:
        """The text of a cell on one line; None where it says nothing ("-", "x", "...")."""
        text = clean(self.plain(cell)) if cell is not None else ""
        return text if re.search(r"[\w%‰]", text) and text.lower() != "x" else None

    def surface(self, cell: Cell) -> str:
        """The text of a cell as rules see it."""
        return self.seen[cell.start : cell.end]

    def is_blank(self, cell: Cell) -> bool:
        """Tell a cell without any text."""
        if cell.end <= cell.start or self.text[cell.start].isalnum():
            return cell.end <= cell.start
        return not self.plain(cell).strip()

    def lines(self, cell: Cell, *, exact: bool) -> Iterator[tuple[int, int]]:
        """The paragraphs of a cell: apart by breaks, and by line ends where a bullet or, in a file's own cell, a capital follows."""
        start = cell.start
        for match in re.finditer(r"<br\s*/?>|\n", self.text[cell.start : cell.end], re.IGNORECASE):
            left, right = cell.start + match.start(), cell.start + match.end()
            if self.text[left] == "\n" and not self._begins(right, cell.end, exact=exact):
                continue
            yield start, left
            start = right
        yield start, cell.end

    def _begins(self, position: int, end: int, *, exact: bool) -> bool:
        rest = self.text[position:end].lstrip(" *")
        if re.match(r"[-–+•*▪]\s|\(?\d{1,2}[.)]\s|[a-zđ]\)\s", rest):
            return True
        return exact and rest[:1].isupper()


class GridReader(Cells):
    """Lays tables out by their headings; keeps the last one for tables that go on after a page."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._starts = [part.start for part in layout.parts if part.kind not in {"furniture", "caption"}]
        self._last: tuple[Grid, Table] | None = None

    def rows(self, table: Table) -> Iterator[tuple[Grid, Row]]:
        """The rows of a table under their headings; nothing where no heading of tasks or targets is found."""
        grid = self._continued(table)
        i = 0
        while i < len(table.rows):
            row = table.rows[i]
            found = self._heading(table, i) if self._may_head(row, i, grid) else None
            if found is not None:
                grid, i = found
                continue
            if grid is not None and not self._is_furniture(row, grid):
                yield grid, self._laid(row, grid, table)
            i += 1
        self._last = (grid, table) if grid is not None else None

    def _continued(self, table: Table) -> Grid | None:
        """The heading of the table right before, for a table that goes on without one."""
        if self._last is None:
            return None
        grid, before = self._last
        between = bisect_left(self._starts, table.start) - bisect_left(self._starts, before.end)
        if between or _usual_width(table, grid.width) != grid.width:
            return None
        return replace(grid, held={}, above=dict(grid.above))

    # -- headings

    def _may_head(self, row: Sequence[Cell], index: int, grid: Grid | None) -> bool:
        if grid is None:
            return index < _HEAD_WITHIN
        first = next((cell for cell in row if not self.is_blank(cell)), None)
        found = wording(self.plain(first)) if first is not None and first.end - first.start <= _SHORT_HEAD else None
        return found is not None and found.kind == "number"

    def _heading(self, table: Table, index: int) -> tuple[Grid, int] | None:
        """The layout that a row gives, with where its rows begin; None where it is no heading."""
        row = table.rows[index]
        if len(row) < 2:
            return None
        heads = {cell.column: self.plain(cell) for cell in row}
        width = _usual_width(table, _reach(row))
        if not any((one := wording(head)) and one.kind in {"task", "indicator"} for head in heads.values()):
            return None
        spans = {cell.column: cell.column_span for cell in row}
        depth = max(cell.row_span for cell in row)
        below = table.rows[index + 1] if index + 1 < len(table.rows) else ()
        if depth == 1 and below and self._heads_too(row, below, table, width):
            depth = 2
        tops = {column + k: head for column, head in heads.items() for k in range(spans[column])}
        subs: dict[int, str] = {}
        if depth > 1 and below:
            tops, subs = self._two_levels(row, below, table, tops, width)
            for deeper in table.rows[index + 2 : index + depth]:
                subs |= {cell.column: f"{subs.get(cell.column, '')} {self.plain(cell)}".strip() for cell in deeper}
        grid = _grid(tops, subs, width)
        return None if grid is None else (grid, min(index + depth, len(table.rows)))

    def _heads_too(self, row: Sequence[Cell], below: Sequence[Cell], table: Table, width: int) -> bool:
        """Tell whether the next row is a second row of headings, where the file does not say how deep the first is."""
        texts = [self.plain(cell) for cell in below if not self.is_blank(cell)]
        if not texts or any(len(text) > _SHORT_HEAD for text in texts) or is_mark(self.plain(below[0])):
            return False
        telling = sum(1 for text in texts if wording(text) or quantity(text) or _HAS_YEAR.search(text))
        if any(cell.column_span > 1 for cell in row):
            return telling > 0
        if table.exact:
            return False
        if not table.placed:
            return len(row) < width and len(below) < width and len(texts) >= 2 and telling > 0
        blank = {cell.column for cell in row if self.is_blank(cell)}
        filled = {cell.column for cell in below if not self.is_blank(cell)}
        return bool(blank & filled) and telling * 2 >= len(texts) and below[0].column not in filled

    def _two_levels(
        self, row: Sequence[Cell], below: Sequence[Cell], table: Table, tops: dict[int, str], width: int
    ) -> tuple[dict[int, str], dict[int, str]]:
        if table.placed or len(row) >= width:
            subs = {cell.column: self.plain(cell) for cell in below if not self.is_blank(cell)}
            last = ""
            for column in range(width):
                # A heading over several columns stands over the first of them; the others are empty in pasted text.
                if tops.get(column, "").strip():
                    last = tops[column]
                elif column in subs:
                    tops[column] = last
            return tops, subs
        return _spread([self.plain(cell) for cell in row], [self.plain(cell) for cell in below], width)

    # -- rows

    def _is_furniture(self, row: Sequence[Cell], grid: Grid) -> bool:
        """Tell a row that says nothing of its own: numbers of columns, a heading that comes again."""
        texts = [text for cell in row if (text := self.plain(cell))]
        if not texts:
            return True
        if len(texts) >= 3 and all(_COLUMN_NUMBER.fullmatch(text.lower()) for text in texts):
            return True
        said = [bare(text) for text in texts]
        return len(said) >= 2 and all(text in grid.texts for text in said)

    def _laid(self, row: Sequence[Cell], grid: Grid, table: Table) -> Row:
        """The cells of a row over their columns, with those that merged cells above hold."""
        if not table.placed and len(row) < grid.width:
            return self._fitted(row, grid)
        held = {column: (cell, left - 1) for column, (cell, left) in grid.held.items() if left > 1}
        cells = {column: cell for column, (cell, _) in held.items()}
        shared = frozenset(cells)
        for cell in row:
            cells[cell.column] = cell
            if cell.row_span > 1:
                held[cell.column] = (cell, cell.row_span)
        grid.held = held
        laid = Row(cells, shared - {cell.column for cell in row})
        return laid if table.exact else self._carried(laid, grid)

    def _carried(self, row: Row, grid: Grid) -> Row:
        """A row of pasted text whose owner is empty shares the cells of the row above: the merged cell was lost."""
        index = grid.column("owner", "parties")
        own = {column: cell for column, cell in row.cells.items() if not self.is_blank(cell)}
        if self.is_group(Row(own), grid) is not None:
            grid.above = {}
            return row
        if index is not None and index not in own:
            empty = [column for kind in _CARRIED_WITH_OWNER for column in grid.all(kind) if column not in own]
            row.carried = frozenset(column for column in empty if column in grid.above)
            row.cells |= {column: grid.above[column] for column in row.carried}
        grid.above = {column: cell for column, cell in row.cells.items() if not self.is_blank(cell)}
        return row

    def _fitted(self, row: Sequence[Cell], grid: Grid) -> Row:
        """A short row of pasted text: its cells under the columns they look like, the others from the row above."""
        filled = [cell for cell in row if not self.is_blank(cell)]
        if len(filled) <= 2 and (len(filled) < 2 or is_mark(self.plain(filled[0]))):
            grid.above = {}
            text = grid.column("task", "indicator") or 0
            number = grid.column("number")
            if len(filled) == 2 and number is not None:
                return Row({number: filled[0], text: filled[1]})
            return Row({text: filled[0]} if filled else {})
        placed = self._aligned(row, grid)
        own = {"number", "value", "share", "baseline"}
        lost = {c: cell for c, cell in grid.above.items() if c not in placed and grid.columns.get(c) not in own}
        grid.above = placed | lost
        return Row(placed | lost, frozenset(lost), frozenset(lost))

    def _aligned(self, row: Sequence[Cell], grid: Grid) -> dict[int, Cell]:
        """Cells in order under columns in order so that they look most like them."""
        count, width = len(row), grid.width
        likes = [[self._likes(cell, grid.columns.get(column)) for column in range(width)] for cell in row]
        best = [[0.0] * (width + 1) for _ in range(count + 1)]
        for i in range(1, count + 1):
            best[i][0] = float("-inf")
            for j in range(1, width + 1):
                best[i][j] = max(best[i][j - 1], best[i - 1][j - 1] + likes[i - 1][j - 1])
        placed: dict[int, Cell] = {}
        i, j = count, width
        while i > 0 and j > 0:
            if best[i][j] == best[i][j - 1]:
                j -= 1
            else:
                placed[j - 1] = row[i - 1]
                i, j = i - 1, j - 1
        return placed

    def _likes(self, cell: Cell, kind: Column | None) -> float:
        """How much a cell looks like one of a column."""
        text = self.plain(cell)
        if kind == "number":
            return 2.0 if is_mark(text) else -3.0
        if self.is_blank(cell):
            return 0.0
        seen = self.surface(cell).strip()
        organisation = starts_organisation(seen, 0)
        timely = len(seen) < _SHORT_HEAD and _TIME_LIKE.match(seen) is not None
        if kind in {"task", "indicator"}:
            return (1.2 if len(text) > 25 else 0.4) - 0.8 * organisation - 1.0 * timely - 2.0 * is_mark(text)
        if kind in _PARTIES:
            return 1.5 if organisation else -0.8
        if kind in {"due", "start"}:
            return 2.0 if timely else -2.0
        if kind in {"value", "baseline", "share"}:
            return 1.5 if _NUMBER_LIKE.fullmatch(seen) else -1.0
        if kind == "unit":
            return 0.8 if len(seen) <= 25 and not _NUMBER_LIKE.fullmatch(seen) and not organisation else -1.0
        return 0.3 - 0.5 * organisation - 0.5 * timely

    def is_group(self, row: Row, grid: Grid) -> Cell | None:
        """The cell of a row that only names a group ("I | THỂ CHẾ", "Sở Tài chính"); None for other rows."""
        filled = {
            column: cell
            for column, cell in row.cells.items()
            if column not in row.shared and not self.is_blank(cell) and grid.columns.get(column) != "note"
        }
        number = grid.column("number")
        texts = {column: cell for column, cell in filled.items() if column != number or not is_mark(self.plain(cell))}
        if len(texts) != 1:
            return None
        column, cell = next(iter(texts.items()))
        head = grid.column("task", "indicator")
        first = column in {head, number} or column == 0 or cell.column_span > 1
        return cell if first and re.search(r"[^\W\d_]", self.plain(cell)) else None


def _reach(row: Sequence[Cell]) -> int:
    return row[-1].column + row[-1].column_span


def _usual_width(table: Table, heading: int) -> int:
    """How many columns a table has: as its heading says where rows agree, else as its widest usual rows."""
    if table.exact:
        return table.width
    counts = Counter(_reach(row) for row in table.rows)
    if 3 * counts[heading] >= len(table.rows):
        return heading
    return max([heading, *(length for length, times in counts.items() if times >= max(2, len(table.rows) // 10))])


def _spread(row: Sequence[str], below: Sequence[str], width: int) -> tuple[dict[int, str], dict[int, str]]:
    """Set the headings of pasted text over their columns: which ones span is told from their number and their words."""
    over = len(below) - (width - len(row))
    if over < 1 or over > len(row) or len(below) % over:
        return dict(enumerate(row)), {}
    span = len(below) // over

    def spans(head: str) -> bool:
        found, amount = wording(head), quantity(head)
        return amount is not None or found is None or bare(head).startswith(("phan cong", "co quan", "don vi"))

    order = sorted(range(len(row)), key=lambda i: (not spans(row[i]), wording(row[i]) is not None, -i))
    chosen = set(order[:over])
    tops: dict[int, str] = {}
    subs: dict[int, str] = {}
    column, taken = 0, 0
    for i, head in enumerate(row):
        for _ in range(span if i in chosen else 1):
            tops[column] = head
            if i in chosen:
                subs[column] = below[taken]
                taken += 1
            column += 1
    return tops, subs


def _grid(tops: dict[int, str], subs: dict[int, str], width: int) -> Grid | None:
    """The columns of a table from its headings; None where they are no table of tasks or targets."""
    heads = {column: " ".join(f"{head} {subs.get(column, '')}".split()) for column, head in tops.items()}
    kinds: dict[int, Column] = {}
    rules: dict[int, str] = {}
    for column, head in tops.items():
        sub = subs.get(column, "")
        found = (wording(sub) if sub else None) or wording(head)
        if found is not None:
            kinds[column], rules[column] = found.kind, found.name
    if "foreign" in kinds.values():
        return None
    for build in (_targets, _tasks):
        built = build(kinds, rules, heads)
        if built is not None:
            kind, columns, names = built
            texts = frozenset(bare(text) for text in (*tops.values(), *subs.values()) if text)
            said = [names[column] for column in sorted(columns) if column in names]
            return Grid(kind, columns, {c: surface(head) for c, head in heads.items()}, said, width, texts)
    return None


_Built = tuple[Kind, dict[int, Column], dict[int, str]]


def _targets(kinds: dict[int, Column], rules: dict[int, str], heads: dict[int, str]) -> _Built | None:
    """A table of figures: a column of indicators, and columns of numbers."""
    named = [column for column, kind in sorted(kinds.items()) if kind == "indicator"]
    measured = "unit" in kinds.values()
    if not named and measured:
        # "Nội dung | Đơn vị tính | Kế hoạch 2026": the indicators stand in the column of contents.
        named = [column for column, kind in sorted(kinds.items()) if kind == "task"]
    if not named:
        return None
    columns: dict[int, Column] = {named[0]: "indicator"}
    names = {named[0]: "annex.indicator"}
    amounts = 0
    for column, head in sorted(heads.items()):
        kind = kinds.get(column)
        amount = quantity(head)
        if column == named[0]:
            continue
        if kind in _KEPT or (kind in {"due", "start"} and not _HAS_YEAR.search(head)):
            columns[column], names[column] = kind or "other", rules[column]
        elif amount is not None:
            names[column], columns[column] = amount
            amounts += 1
        elif kind is not None:
            columns[column], names[column] = kind, rules[column]
    alone = [column for column, head in heads.items() if bare(head) in _PLAIN_AMOUNTS and column in columns]
    if measured and len(alone) == 1 and "value" not in columns.values():
        # "Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì": the one column of numbers says what is to be reached.
        columns[alone[0]], names[alone[0]] = "value", "annex.value"
        amounts += 1
    if amounts:
        return "targets", columns, names
    return None


def _tasks(kinds: dict[int, Column], rules: dict[int, str], heads: dict[int, str]) -> _Built | None:
    """An annex of tasks, or of goals told in words: a column of them, and who, when or what product."""
    columns = dict(kinds)
    if "unit" in columns.values() and "owner" not in columns.values():
        columns = {column: ("owner" if kind == "unit" else kind) for column, kind in columns.items()}
    for spare, wanted in _SPARE:
        if wanted not in columns.values() and not (wanted == "owner" and "parties" in columns.values()):
            columns = {column: (wanted if kind == spare else kind) for column, kind in columns.items()}
    said = set(columns.values())
    if "task" not in said and "field" in said and said & {"owner", "parties"} and "indicator" not in said:
        columns = {column: ("task" if kind == "field" else kind) for column, kind in columns.items()}
        said = set(columns.values())
    telling = said & {"owner", "parties", "due", "product", "cooperating"}
    if "task" in said and telling:
        return "tasks", columns, rules
    if "indicator" in said and said & {"owner", "parties", "due"}:
        return "goals", columns, rules
    return None
