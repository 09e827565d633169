"""Tables that commit: annexes of tasks and tables of indicators (phụ lục nhiệm vụ, biểu chỉ tiêu).

Columns are known by what their headings say, in any wording; merged heading rows and cells and rows that only name a
group are understood. A row of a task annex gives its owner, day, product and partners to the tasks in its task cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from vaocuoc.core.reading.engine import Cue, Tokens, cue
from vaocuoc.core.reading.figures import FigureReader
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import AnyItem, Baseline, Comparator, Figure, PathPoint, Period
from vaocuoc.core.reading.numerals import decimal
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part
from vaocuoc.core.reading.tables import Cell, Table
from vaocuoc.core.reading.tasks import TaskReader, listed
from vaocuoc.core.reading.units import unit_named

Column = Literal[
    "number",
    "task",
    "owner",
    "cooperating",
    "due",
    "product",
    "receiver",
    "resources",
    "indicator",
    "unit",
    "baseline",
    "value",
    "share",
    "note",
]

# What a heading cell says of its column; the first that fits.
COLUMNS: tuple[Cue[Column], ...] = (
    cue("annex.number", r"^(?:s?tt|số (?:tt|thứ tự)|stt|mã số)$", "number"),
    cue("annex.cooperating", r"phối hợp", "cooperating"),
    cue(
        "annex.owner",
        r"chủ trì|(?:đơn vị|cơ quan|người|bộ phận) (?:thực hiện|tham mưu|phụ trách|theo dõi|chịu trách nhiệm|đầu mối|báo cáo|đánh giá|quản lý)|trách nhiệm (?:thực hiện|chính)|phân công|cơ quan theo dõi|đơn vị theo dõi|cơ quan, đơn vị$",
        "owner",
    ),
    cue("annex.unit", r"^(?:đơn vị(?: tính)?|đvt|đơn vị đo)$", "unit"),
    cue(
        "annex.receiver",
        r"cấp (?:trình|ban hành|nhận|quyết định|phê duyệt|có thẩm quyền)|trình (?:ban hành|phê duyệt)|cơ quan (?:ban hành|phê duyệt|trình|quyết định|nhận)|thẩm quyền",
        "receiver",
    ),
    cue("annex.resources", r"kinh phí|nguồn lực|nguồn vốn", "resources"),
    cue(
        "annex.share",
        r"so với|tỷ lệ (?:%|đạt|thực hiện|hoàn thành)|(?:^|\s)%\s*(?:đạt|kh|kế hoạch|so)|mức độ hoàn thành",
        "share",
    ),
    cue(
        "annex.product",
        r"sản phẩm|đầu ra|kết quả (?:đạt được|dự kiến|cần đạt|sản phẩm|đầu ra)|^kết quả$|hình thức văn bản|tên văn bản",
        "product",
    ),
    cue("annex.due", r"thời (?:gian|hạn|điểm)|tiến độ|^hạn|hoàn thành|lộ trình", "due"),
    cue("annex.indicator", r"chỉ tiêu(?! (?:giao|kế hoạch|năm))|tên chỉ tiêu|nội dung chỉ tiêu|chỉ số", "indicator"),
    cue(
        "annex.baseline",
        r"năm gốc|hiện trạng|thực hiện|ước(?: th)?|kết quả(?: năm)? \d{4}|cơ sở|^\w* ?20[012]\d \(?(?:th|ước)",
        "baseline",
    ),
    cue(
        "annex.value", r"mục tiêu|kế hoạch|phấn đấu|chỉ tiêu|đến năm|^(?:năm )?20\d\d$|giai đoạn|^nq|nhiệm kỳ", "value"
    ),
    cue(
        "annex.task",
        r"nhiệm vụ|nội dung|công việc|giải pháp|hoạt động|đề án|danh mục|tên (?:dự án|công trình|văn bản)",
        "task",
    ),
    cue("annex.note", r"ghi chú", "note"),
)
_NUMBER_CELL = re.compile(
    r"^\s*(?P<sign>≥|≤|>=|<=|>|<|trên|dưới|khoảng|từ|ít nhất|tối thiểu|không quá)?\s*(?P<a>\d[\d.,]*)\s*(?:[-–]\s*(?P<b>\d[\d.,]*))?\s*(?P<u>%|‰|%/năm|tỷ đồng|triệu đồng|ha|người|hộ)?\s*(?P<more>trở lên|trở xuống)?\s*$"
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "trên": ">", "dưới": "<", "khoảng": "~",
    "ít nhất": ">=", "tối thiểu": ">=", "không quá": "<=",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)")


@dataclass(slots=True)
class _Grid:
    """A table laid out by column, with what merged cells carry down."""

    columns: dict[int, Column]
    heads: dict[int, str]
    first_row: int
    held: dict[int, tuple[Cell, int]] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)

    def column(self, wanted: Column) -> int | None:
        """The first column of a kind."""
        return next((index for index, kind in sorted(self.columns.items()) if kind == wanted), None)


def annex_items(
    layout: Layout, figures: FigureReader, tasks: TaskReader, times: Tokens[Time], anchor: Anchor
) -> Iterator[AnyItem]:
    """Read the tasks and targets of every table; cells of other tables are read as text."""
    reader = _AnnexReader(layout, figures, tasks, times, anchor)
    for table in layout.tables:
        yield from reader.table(table)


class _AnnexReader:
    def __init__(
        self, layout: Layout, figures: FigureReader, tasks: TaskReader, times: Tokens[Time], anchor: Anchor
    ) -> None:
        self.layout, self.text, self.seen = layout, layout.text, layout.surface
        self.figures, self.tasks, self.times, self.anchor = figures, tasks, times, anchor

    def table(self, table: Table) -> Iterator[AnyItem]:
        """The items of one table."""
        grid = self._grid(table)
        if grid is None:
            yield from self._plain(table)
            return
        is_annex = grid.column("task") is not None and (
            grid.column("owner") is not None or grid.column("due") is not None
        )
        for row in table.rows[grid.first_row :]:
            cells = self._cells(row, grid)
            if is_annex:
                yield from self._task_row(cells, grid, table)
            else:
                yield from self._indicator_row(cells, grid, table)

    # -- layout of a table

    def _grid(self, table: Table) -> _Grid | None:
        """The columns of a table from its heading row, which may be two rows deep."""
        for i, row in enumerate(table.rows[:4]):
            columns: dict[int, Column] = {}
            heads: dict[int, str] = {}
            rules: list[str] = []
            for cell in row:
                head = " ".join(self.seen[cell.start : cell.end].split())
                found = next((one for one in COLUMNS if one.pattern.search(head)), None)
                for k in range(cell.column_span):
                    heads[cell.column + k] = head
                    if found:
                        columns[cell.column + k] = found.value
                if found:
                    rules.append(found.name)
            kinds = set(columns.values())
            if not (
                ({"task"} <= kinds and kinds & {"owner", "due", "product"})
                or ({"indicator"} <= kinds and kinds & {"unit", "value", "baseline"})
            ):
                if "indicator" in kinds and kinds & {"owner", "due"}:
                    columns = {k: ("task" if v == "indicator" else v) for k, v in columns.items()}
                else:
                    continue
            first = i + 1
            if any(cell.row_span > 1 for cell in row) and i + 1 < len(table.rows):
                self._second_heads(table.rows[i + 1], columns, heads)
                first = i + max(cell.row_span for cell in row)
            return _Grid(columns, heads, first, rules=rules)
        return None

    def _second_heads(self, row: tuple[Cell, ...], columns: dict[int, Column], heads: dict[int, str]) -> None:
        for cell in row:
            head = " ".join(self.seen[cell.start : cell.end].split())
            heads[cell.column] = f"{heads.get(cell.column, '')} {head}".strip()
            found = next((one for one in COLUMNS if one.pattern.search(head)), None)
            if found and found.value not in {"task", "number"}:
                columns[cell.column] = found.value

    def _cells(self, row: tuple[Cell, ...], grid: _Grid) -> dict[int, Cell]:
        """The cells over each column of a row, with those that merged cells above hold."""
        held = {column: (cell, left - 1) for column, (cell, left) in grid.held.items() if left > 1}
        cells = {column: cell for column, (cell, _) in held.items()}
        for cell in row:
            cells[cell.column] = cell
            if cell.row_span > 1:
                held[cell.column] = (cell, cell.row_span)
        grid.held = held
        return cells

    def _cell(self, cells: dict[int, Cell], grid: _Grid, kind: Column) -> Cell | None:
        index = grid.column(kind)
        cell = cells.get(index) if index is not None else None
        return cell if cell is not None and cell.end > cell.start else None

    def _said(self, cells: dict[int, Cell], grid: _Grid, kind: Column) -> str | None:
        cell = self._cell(cells, grid, kind)
        text = clean(self.text[cell.start : cell.end]) if cell else ""
        return text if re.search(r"[\w%‰]", text) else None

    def _part(self, cell: Cell, section: str) -> Part:
        """A part that stands for a cell, so that its text is read like a paragraph."""
        return Part(
            index=len(self.layout.parts),
            start=cell.start,
            end=cell.end,
            body=cell.start,
            kind="cell",
            marker="none",
            rank=11,
            page=cell.page,
            section=section,
        )

    # -- tasks

    def _task_row(self, cells: dict[int, Cell], grid: _Grid, table: Table) -> Iterator[AnyItem]:
        cell = self._cell(cells, grid, "task")
        owner, when = self._said(cells, grid, "owner"), self._due_cell(cells, grid)
        if cell is None or (owner is None and when is None and len(cells) <= 2):
            return
        product = self._said(cells, grid, "product")
        partners = self._said(cells, grid, "cooperating")
        if owner is None and when is None and product is None:
            return
        due, deadline, days = self.tasks.time_said(when.start, when.end) if when else (None, None, None)
        period = self._when(when)
        if due is None and deadline is None and period is not None:
            due, deadline = period.end, "day"
        rules = ["table.task_row", *grid.rules]
        part = self._part(cell, "nhiệm vụ")
        for start, end in self._pieces(cell):
            action = self.tasks.action(start, end)
            yield self.tasks.make(
                start, end, cell.page, "nhiệm vụ", action=action, owner=owner, due=due, deadline=deadline, days=days, rules=rules, sure=True,
                product=product, cooperating=listed(partners) if partners else (), receiver=self._said(cells, grid, "receiver"), resources=self._said(cells, grid, "resources"),
            )  # fmt: skip
        for figure in self.figures.stretch(cell.start, cell.end, part):
            yield _dated(figure, due, owner, period)

    def _due_cell(self, cells: dict[int, Cell], grid: _Grid) -> Cell | None:
        """The cell that says when: of several columns about time the first that tells a day or a recurrence."""
        columns = [index for index, kind in sorted(grid.columns.items()) if kind == "due"]
        found = [cells[index] for index in columns if index in cells and cells[index].end > cells[index].start]
        told = [cell for cell in found if self.tasks.time_said(cell.start, cell.end) != (None, None, None)]
        return next(iter(told or found), None)

    def _pieces(self, cell: Cell) -> Iterator[tuple[int, int]]:
        """The tasks of a cell: its clauses, each beginning with a verb of doing; else the cell as a whole."""
        found: list[tuple[int, int]] = []
        for sentence in self.layout.sentences(cell.start, cell.end):
            for start, end in sentence.clauses:
                start, end = self._trim(start, end)
                if end <= start:
                    continue
                if found and not self.tasks.begins(start, end):
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        yield from found

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and not self.text[start].isalnum() and self.text[start] not in '“"(':
            start += 1
        while end > start and self.text[end - 1] in " \n\t.;,|":
            end -= 1
        return start, end

    def _when(self, cell: Cell | None) -> Period | None:
        if cell is None:
            return None
        periods = [resolve(token.value, self.anchor) for token in self.times.within(cell.start, cell.end)]
        ends = [period for period in periods if period and period.end]
        if ends:
            return max(ends, key=lambda period: period.end or date.min)
        year = _YEAR.search(self.seen[cell.start : cell.end])
        return Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)) if year else None

    # -- indicators

    def _indicator_row(self, cells: dict[int, Cell], grid: _Grid, table: Table) -> Iterator[AnyItem]:
        name = self._said(cells, grid, "indicator")
        if name is None:
            return
        unit, owner = self._said(cells, grid, "unit"), self._said(cells, grid, "owner")
        if "share" in grid.columns.values():
            # A table of a report: what was reached stands beside what was aimed at.
            result = self._result(cells, grid, name=name, unit=unit, owner=owner, table=table)
            if result is not None:
                yield result
            return
        baseline = self._baseline(cells, grid)
        values = [
            (index, cells[index])
            for index, kind in sorted(grid.columns.items())
            if kind == "value" and index in cells and cells[index].end > cells[index].start
        ]
        points = [(self._horizon(grid.heads.get(index, "")), cell) for index, cell in values]
        read = [
            (period, cell, match)
            for period, cell in points
            if (match := _NUMBER_CELL.match(self.seen[cell.start : cell.end]))
        ]
        if not read:
            return
        period, cell, match = read[-1]
        path = tuple(
            PathPoint(p.end, value)
            for p, _, m in read[:-1]
            if p and p.end and (value := decimal(m["a"].rstrip(".,"))) is not None
        )
        figure = self._target(
            cell,
            match,
            name=name,
            unit=unit,
            owner=owner,
            baseline=baseline,
            period=period or self._table_period(table),
            path=path,
            rules=grid.rules,
        )
        if figure is not None:
            yield figure

    def _target(
        self, cell: Cell, match: re.Match[str], *, name: str, unit: str | None, owner: str | None, baseline: Baseline | None,
        period: Period | None, path: tuple[PathPoint, ...], rules: list[str],
    ) -> Figure | None:  # fmt: skip
        value = decimal(match["a"].rstrip(".,"))
        high = decimal(match["b"].rstrip(".,")) if match["b"] else None
        if value is None:
            return None
        comparator: Comparator = _SIGNS.get(match["sign"] or "", "=")
        if match["more"]:
            comparator = ">=" if match["more"] == "trở lên" else "<="
        said = match["u"] or unit
        said_unit = unit_named(said) if said else None
        return Figure(
            start=cell.start, end=cell.end, quote=self.text[cell.start : cell.end], page=cell.page, section="mục tiêu", value=value, value_high=high,
            unit=said_unit, comparator=comparator, role="target", indicator=name, period=period, due=period.end if period else None,
            basis="total" if said_unit == "%" and re.match(r"(?i)t[ỷỉ] (?:lệ|trọng)", name) else None,
            owner=owner, baseline=baseline, path=path, why=("table.indicator_row", *rules), confidence=0.9,
        )  # fmt: skip

    def _result(
        self, cells: dict[int, Cell], grid: _Grid, *, name: str, unit: str | None, owner: str | None, table: Table
    ) -> Figure | None:
        """What a row of a report says was reached: the last column of results that holds a number."""
        for index, kind in sorted(grid.columns.items(), reverse=True):
            cell = cells.get(index)
            match = (
                _NUMBER_CELL.match(self.seen[cell.start : cell.end])
                if cell is not None and kind == "baseline"
                else None
            )
            if cell is None or match is None:
                continue
            period = self._horizon(grid.heads.get(index, "")) or self._table_period(table)
            figure = self._target(
                cell,
                match,
                name=name,
                unit=unit,
                owner=owner,
                baseline=None,
                period=period,
                path=(),
                rules=["annex.share", *grid.rules],
            )
            return None if figure is None else replace(figure, role="result", due=None, section="kết quả")
        return None

    def _baseline(self, cells: dict[int, Cell], grid: _Grid) -> Baseline | None:
        for index, kind in sorted(grid.columns.items(), reverse=True):
            cell = cells.get(index)
            if kind != "baseline" or cell is None:
                continue
            match = _NUMBER_CELL.match(self.seen[cell.start : cell.end])
            value = decimal(match["a"].rstrip(".,")) if match else None
            if value is not None:
                return Baseline(value, self._horizon(grid.heads.get(index, "")))
        return None

    def _horizon(self, head: str) -> Period | None:
        """The years that a heading cell names."""
        years = _YEARS.search(head)
        if years:
            return Period(date(int(years[1]), 1, 1), date(int(years[2]), 12, 31))
        year = _YEAR.search(head)
        if year is None:
            return None
        first = None if re.search(r"đến năm|đến hết", head) else date(int(year[1]), 1, 1)
        return Period(first, date(int(year[1]), 12, 31))

    def _table_period(self, table: Table) -> Period | None:
        """The horizon that the title above a table names, or the title of the paper."""
        before = [t for t in self.times.within(max(0, table.start - 600), table.start) if not t.value.base]
        if before:
            return resolve(before[-1].value, self.anchor)
        title = self.figures.title_time
        return resolve(title, self.anchor) if title else None

    # -- other tables

    def _plain(self, table: Table) -> Iterator[AnyItem]:
        """Figures in the sentences of other tables; letterheads and bare numbers give none."""
        for row in table.rows:
            for cell in row:
                if (
                    cell.end - cell.start > 40
                    and self.seen[cell.start : cell.end].count(" ") > 8
                    and "nơi nhận" not in self.seen[cell.start : cell.end]
                ):
                    yield from self.figures.stretch(cell.start, cell.end, self._part(cell, ""))


def _dated(figure: Figure, due: date | None, owner: str | None, period: Period | None) -> Figure:
    """A target in a task cell takes the day and the owner of its row where it names none."""
    own_time = any(
        rule.startswith("period.") and rule not in {"period.title", "period.heading", "period.carried"}
        for rule in figure.why
    )
    owner = figure.owner or owner
    if not own_time and period is not None:
        return replace(figure, role="target", owner=owner, section="nhiệm vụ", period=period, due=due)
    return replace(figure, owner=owner, section="nhiệm vụ")
