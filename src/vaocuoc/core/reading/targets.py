"""Tables of figures: targets with their base, path and owner, and results beside what they are measured by (biểu chỉ tiêu).

A row is one indicator. Its columns of numbers are what was reached and what is aimed at, each with the days its heading
names; the last aim is the target, earlier ones its path, the last result its base. Where a column compares the two, the
table is a report: its results are results, and only an aim for a later year is a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from vaocuoc.core.reading.columns import YEAR_ALONE, Column, bare
from vaocuoc.core.reading.engine import Places, Tokens, compiled, surface
from vaocuoc.core.reading.figures import FigureReader
from vaocuoc.core.reading.grids import Cells, Grid, Row
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import AnyItem, Baseline, Basis, Comparator, Figure, PathPoint, Period
from vaocuoc.core.reading.numerals import decimal
from vaocuoc.core.reading.organisations import level, starts_organisation
from vaocuoc.core.reading.periods import PERIODS, Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part
from vaocuoc.core.reading.tables import Cell, Table
from vaocuoc.core.reading.units import unit_at, unit_named

_NUMBER = re.compile(
    r"\s*(?:(?:đạt|còn|duy trì|giữ|tăng|giảm)\s+)?(?P<sign>≥|≤|>=|=>|<=|=<|>|<|~|trên|hơn|dưới|khoảng|gần|từ|ít nhất|tối thiểu|tối đa|không quá|vượt)?\s*"
    r"(?P<a>[-+]?\d[\d.,]*(?:\s\d{3})*(?:,\d+)?)\s*(?:(?P<u1>%|‰)?\s*(?:-|đến)\s*(?P<b>\d[\d.,]*))?(?=[^\d]|$)"
)
_AFTER = re.compile(r"\s*(?P<more>trở lên|trở xuống)?\s*[.;]?\s*")
_NEGATIVE = re.compile(r"\s*\(\s*(\d[\d.,]*)\s*\)\s*")
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "=>": ">=", "≤": "<=", "<=": "<=", "=<": "<=", ">": ">", "<": "<", "~": "~", "trên": ">", "hơn": ">", "vượt": ">",
    "dưới": "<", "khoảng": "~", "gần": "~", "ít nhất": ">=", "tối thiểu": ">=", "không quá": "<=", "tối đa": "<=",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*-\s*(20\d\d)(?!\d)")
_DITTO = frozenset({"nt", "-nt-", '"', "''", "-", "như trên", "//", "”"})
# How the columns of units shorten what the text writes out.
_UNITS = {
    "tr.đ": "triệu đồng", "trđ": "triệu đồng", "tr đ": "triệu đồng", "tr. đồng": "triệu đồng", "tr.đồng": "triệu đồng", "triệu đ": "triệu đồng",
    "tr đồng": "triệu đồng", "tỷ đ": "tỷ đồng", "tỷ.đ": "tỷ đồng", "tỷ.đồng": "tỷ đồng", "1.000 đồng": "nghìn đồng", "1000 đồng": "nghìn đồng",
    "1.000 tấn": "nghìn tấn", "1000 tấn": "nghìn tấn", "1.000 ha": "nghìn ha", "1000 ha": "nghìn ha", "1.000 người": "nghìn người", "tr.usd": "triệu USD",
    "tr usd": "triệu USD", "nghìn đ": "nghìn đồng", "ng.đ": "nghìn đồng", "1.000 usd": "nghìn USD", "tr.đ/người": "triệu đồng/người", "phần trăm": "%",
    "tỷ lệ %": "%", "(%)": "%", "1.000 lượt": "nghìn lượt",
}  # fmt: skip
_SAID_UNIT = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^\n|()¦:;.]{1,40})")
_IN_BRACKETS = re.compile(r"\s*\(\s*([^()]{1,40})\s*\)\s*$")
_PART_ROW = compiled(r"\s*(?:[-–+•*]\s*|trong đó\s*:?\s*|bao gồm\s*:?\s*|gồm\s*:\s*|riêng\s+)")
_TERM_HEAD = re.compile(r"nhiem ky|giai doan|5 nam|ca ky")
_TOLD = re.compile(r"(?<!\w)(?:kết quả|tình hình|thực trạng|hiện trạng)(?!\w)")
_AIMED = re.compile(r"(?<!\w)(?:mục tiêu|kế hoạch|phấn đấu|chỉ tiêu giao)(?!\w)")
_OWNER_WORDS = 16
_LONGEST_AMOUNT = 60
_BASES: tuple[tuple[Basis, str], ...] = (
    (
        "previous_period",
        r"cung ky|nam truoc|thang truoc|quy truoc|giam|toc do tang|thuc hien|(?<!\w)u?th(?!\w)|uoc|^ ?(?:nam )?20",
    ),
    ("target", r"muc tieu|nghi quyet|(?<!\w)nq(?!\w)|chi tieu"),
    ("plan", r"ke hoach|(?<!\w)kh(?!\w)|du toan|(?<!\w)dt(?!\w)|giao"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a cell writes it, with the unit that stands beside it there."""

    value: Decimal
    high: Decimal | None = None
    comparator: Comparator = "="
    unit: str | None = None


def amount(said: str) -> Amount | None:
    """Read a cell of a number ("≥ 95", "8-8,5", "trên 98%", "1.200 tỷ đồng"); None where it holds anything else."""
    if len(said) > _LONGEST_AMOUNT:
        return None
    seen = surface(said).replace("\n", " ").strip()
    negative = _NEGATIVE.fullmatch(seen)
    if negative:
        value = decimal(negative[1])
        return None if value is None else Amount(-value)
    match = _NUMBER.match(seen)
    if match is None:
        return None
    raw = match["a"].strip(" .,")
    value = decimal(raw.lstrip("+-"))
    high = decimal(match["b"].rstrip(".,")) if match["b"] else None
    if value is None or (match["b"] and (high is None or high <= value)):
        return None
    unit = unit_at(seen, match.end())
    stop = unit.end if unit else match.end()
    after = _AFTER.fullmatch(seen, stop)
    if after is None:
        return None
    comparator = _SIGNS.get(match["sign"] or "", "=")
    if after["more"]:
        comparator = ">=" if after["more"] == "trở lên" else "<="
    value = -value if raw.startswith("-") else value
    return Amount(value, high, comparator, unit.value.name if unit else match["u1"])


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of numbers with the days its heading names and the unit it says."""

    index: int
    kind: Column
    head: str
    period: Period | None
    unit: str | None

    @property
    def year(self) -> int:
        """The year its days end in; 0 where they are not known."""
        return self.period.end.year if self.period and self.period.end else 0


class TargetReader(Cells):
    """Reads the rows of tables of figures, one table after the other."""

    def __init__(self, layout: Layout, figures: FigureReader, times: Tokens[Time], anchor: Anchor) -> None:
        super().__init__(layout)
        self.figures, self.times, self.anchor = figures, times, anchor
        self._grid: Grid | None = None
        self._amounts: list[_Column] = []
        self._unit: str | None = None
        self._above: str | None = None
        self._names: list[tuple[int, str, bool]] = []
        self._owner: str | None = None
        self._group_period: Period | None = None

    def begin(self, grid: Grid, table: Table) -> None:
        """Take up the columns of a table and what its title says of all of them."""
        self._grid = grid
        self._names, self._owner, self._above, self._group_period = [], None, None, None
        before = self._stretch_before(table)
        units = _SAID_UNIT.findall(before)
        self._unit = _unit(units[-1]) if units else None
        title = self._title_period(table)
        self._amounts = [
            self._column(index, kind, grid.heads.get(index, ""), title)
            for index, kind in sorted(grid.columns.items())
            if kind in {"baseline", "value", "share"}
        ]
        self._settle_years(before)

    def row(self, row: Row, group: Cell | None) -> Iterator[AnyItem]:
        """The figures of one row; ``group`` is the cell of a row that only names a group."""
        grid = self._grid
        if grid is None:
            return
        index = grid.column("indicator")
        cell = row.cells.get(index) if index is not None else None
        if group is not None:
            self._begin_group(group, row, grid)
            return
        if cell is None or (index in row.shared and self.is_blank(cell)):
            return
        name, own_unit = self._name(cell, row, grid)
        if not name:
            return
        unit = self._row_unit(row, grid) or own_unit
        owner = self.said(_at(row, grid, "owner")) or self._owner
        found = [
            (column, row.cells[column.index])
            for column in self._amounts
            if column.index in row.cells and not self.is_blank(row.cells[column.index])
        ]
        yield from self._figures(found, name, unit, owner, bool(row.carried), grid)

    # -- columns

    def _stretch_before(self, table: Table) -> str:
        first = max(0, table.start - 300)
        rows = [cell for row in table.rows[:15] for cell in row]
        stop = next(
            (cell.start for cell in rows if bare(self.plain(cell)).startswith(("chi tieu", "noi dung"))), table.start
        )
        return self.seen[first : max(stop, table.start)]

    def _column(self, index: int, kind: Column, head: str, title: Period | None) -> _Column:
        bracket = re.search(r"\(([^()]{1,25})\)", head)
        unit = _unit(bracket[1]) if bracket and kind != "share" else None
        if kind == "share":
            unit = "%"
        return _Column(index, kind, head, self._horizon(head) or (title if kind == "value" else None), unit)

    def _settle_years(self, before: str) -> None:
        """Bare years before the paper's own, up to the last result, or of a table of what was, were reached."""
        said = self.anchor.said.year if self.anchor.said else self.anchor.year
        reached = [column.year for column in self._amounts if column.kind == "baseline"]
        last = max([*reached, (said - 1) if said and not reached else 0])
        told = _TOLD.search(before) is not None and _AIMED.search(before) is None
        self._amounts = [
            replace(column, kind="baseline")
            if column.kind == "value" and YEAR_ALONE.fullmatch(bare(column.head)) and (told or 0 < column.year <= last)
            else column
            for column in self._amounts
        ]

    def _horizon(self, head: str) -> Period | None:
        """The days that a heading names."""
        spoken = [
            resolve(token.value, self.anchor) for token in PERIODS.scan(Places.of(head)).all if not token.value.base
        ]
        known = [period for period in spoken if period is not None and period.end is not None]
        if known:
            return known[-1]
        years = _YEARS.search(head)
        if years:
            return Period(date(int(years[1]), 1, 1), date(int(years[2]), 12, 31))
        year = _YEAR.search(head)
        if year is not None:
            return Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
        term = self.anchor.term
        if term is not None and _TERM_HEAD.search(bare(head)):
            return Period(date(term.start, 1, 1), date(term.end, 12, 31))
        return None

    def _title_period(self, table: Table) -> Period | None:
        """The horizon that the title above a table names, or the title of the paper."""
        before = [t for t in self.times.within(max(0, table.start - 600), table.start) if not t.value.base]
        if before:
            return resolve(before[-1].value, self.anchor)
        title = self.figures.title_time
        return resolve(title, self.anchor) if title else None

    # -- rows

    def _begin_group(self, cell: Cell, row: Row, grid: Grid) -> None:
        """A row that names a group: an owner, or what its parts are parts of."""
        text = clean(self.plain(cell))
        seen = surface(text)
        mark = re.match(r"(?:[ivxlc]{1,6}|[a-zđ]|\d{1,2})\s*[.)/]\s+", seen)
        start = mark.end() if mark else 0
        if starts_organisation(seen, start) and level(text[start:]) is not None and len(text.split()) <= _OWNER_WORDS:
            self._owner, self._names = text[start:], []
            return
        period = self._horizon(seen) if _YEAR.search(seen) else None
        if period is not None:
            self._group_period = period
        if cell.bold or text.isupper() or cell.column_span > 1 or _is_section(self._mark(row, grid)):
            self._names = []
        else:
            self._name(cell, row, grid)

    def _mark(self, row: Row, grid: Grid) -> str:
        number = _at(row, grid, "number")
        return self.plain(number).strip(" .") if number is not None else ""

    def _name(self, cell: Cell, row: Row, grid: Grid) -> tuple[str, str | None]:
        """The name of a row's indicator: a part of the row above it carries its name; and the unit in its brackets."""
        text = " ".join(self.plain(cell).split())
        part = _PART_ROW.match(surface(text))
        label = clean(text[part.end() :] if part else text)
        if part and not label:
            return "", None
        name, unit = self._bracketless(label)
        mark = self._mark(row, grid)
        depth = mark.count(".") + 1 if re.fullmatch(r"\d+(?:\.\d+)*", mark) else 0
        if part:
            # A part of a part stands one step deeper: "+" under "-".
            depth = 100 + (text[:1] in "+*•")
        while self._names and self._names[-1][0] >= depth:
            self._names.pop()
        whole = self._names[-1] if self._names else None
        self._names.append((depth, name, not self._has_amounts(row)))
        if whole is not None and (part or whole[2]):
            full = f"{whole[1]} … {name}"
            self._names[-1] = (depth, full, self._names[-1][2])
            return full, unit
        return name, unit

    def _has_amounts(self, row: Row) -> bool:
        return any(
            column.index in row.cells and re.search(r"\d", self.surface(row.cells[column.index]))
            for column in self._amounts
        )

    def _bracketless(self, name: str) -> tuple[str, str | None]:
        """A name without the unit that brackets at its end say."""
        bracket = _IN_BRACKETS.search(name)
        if bracket is None:
            return name, None
        unit = _known_unit(bracket[1])
        if (
            unit is None
            and self._grid is not None
            and self._grid.column("unit") is None
            and len(bracket[1].split()) <= 2
        ):
            # Without a column of units a word or two in brackets are one: "Số tàu cá (chiếc)".
            unit = _unit(bracket[1])
        return (clean(name[: bracket.start()]), unit) if unit else (name, None)

    def _row_unit(self, row: Row, grid: Grid) -> str | None:
        cell = _at(row, grid, "unit")
        said = clean(self.plain(cell)) if cell is not None else ""
        if cell is not None and surface(self.plain(cell)).strip() in _DITTO:
            return self._above
        self._above = _unit(said) if said else None
        return self._above

    # -- figures

    def _figures(
        self, found: list[tuple[_Column, Cell]], name: str, unit: str | None, owner: str | None, carried: bool, grid: Grid
    ) -> Iterator[Figure]:  # fmt: skip
        compared = any(column.kind == "share" for column in self._amounts)
        reached = [(column, cell) for column, cell in found if column.kind == "baseline"]
        aims = [(column, cell) for column, cell in found if column.kind == "value"]
        last_year = max((column.year for column in self._amounts if column.kind == "baseline"), default=0)
        if compared:
            aims = [(column, cell) for column, cell in aims if column.year > last_year]
        rules = ("table.indicator_row", *dict.fromkeys(grid.rules), *(("table.carried_down",) if carried else ()))
        make = _Maker(self, name, unit, owner, rules)
        target = make.target(aims, make.baseline(reached))
        if not aims or compared:
            results = [made for column, cell in reached if (made := make.result(column, cell)) is not None]
            yield from results
            if results:
                shares = [(column, cell) for column, cell in found if column.kind == "share"]
                yield from (share for column, cell in shares if (share := make.share(column, cell, results[-1])))
        yield from target


class _Maker:
    """Makes the figures of one row."""

    def __init__(
        self, reader: TargetReader, name: str, unit: str | None, owner: str | None, rules: tuple[str, ...]
    ) -> None:
        self.reader, self.name, self.unit, self.owner, self.rules = reader, name, unit, owner, rules

    def baseline(self, reached: list[tuple[_Column, Cell]]) -> Baseline | None:
        """The last result of the row."""
        for column, cell in reversed(reached):
            read = amount(self.reader.plain(cell))
            if read is not None:
                return Baseline(read.value, column.period)
        return None

    def target(self, aims: list[tuple[_Column, Cell]], baseline: Baseline | None) -> Iterator[Figure]:
        """The last aim of the row with those before it as its path; an aim told in words gives its own figures."""
        read = [(column, cell, one) for column, cell in aims if (one := amount(self.reader.plain(cell))) is not None]
        if not read:
            if aims:
                yield from self._in_words(*aims[-1])
            return
        order = sorted(range(len(read)), key=lambda i: (_end(read[i][0].period), _is_range(read[i][0].period), i))
        column, cell, main = read[order[-1]]
        path = tuple(
            PathPoint(point.period.end, one.value)
            for point, _, one in (read[i] for i in order[:-1])
            if point.period is not None and point.period.end is not None
        )
        period = column.period or self.reader._group_period
        made = self._figure(cell, main, column, period)
        yield replace(
            made, role="target", due=period.end if period else None, baseline=baseline, path=path, section="mục tiêu",
            basis=_basis(self.name, made.unit),
        )  # fmt: skip

    def result(self, column: _Column, cell: Cell) -> Figure | None:
        """A number of a column of results."""
        read = amount(self.reader.plain(cell))
        if read is None:
            return None
        made = self._figure(cell, read, column, column.period)
        return replace(made, role="result", section="kết quả", basis=_basis(self.name, made.unit))

    def share(self, column: _Column, cell: Cell, of: Figure) -> Figure | None:
        """A number that compares a result with its plan or with the year before."""
        read = amount(self.reader.plain(cell))
        if read is None:
            return None
        head = re.split(r"/|so (?:voi|sanh)", bare(column.head))[-1]
        basis: Basis = next((basis for basis, pattern in _BASES if re.search(pattern, head)), "plan")
        made = self._figure(cell, replace(read, unit=read.unit or "%"), column, of.period)
        return replace(
            made, role="result", section="kết quả", basis=basis, measures=of.start, why=(*self.rules, "annex.share")
        )

    def _figure(self, cell: Cell, read: Amount, column: _Column, period: Period | None) -> Figure:
        unit = read.unit or (column.unit if column.kind == "share" else self.unit or column.unit or self.reader._unit)
        return Figure(
            start=cell.start, end=cell.end, quote=self.reader.text[cell.start : cell.end], page=cell.page, value=read.value,
            value_high=read.high, unit=unit, comparator=read.comparator, indicator=self.name, period=period,
            owner=self.owner, why=self.rules, confidence=0.75 if "table.carried_down" in self.rules else 0.9,
        )  # fmt: skip

    def _in_words(self, column: _Column, cell: Cell) -> Iterator[Figure]:
        """The figures of an aim told in words ("100% trường; 90% trạm y tế"): a row of several targets."""
        part = Part(
            index=len(self.reader.layout.parts), start=cell.start, end=cell.end, body=cell.start, kind="cell", marker="none",
            rank=11, page=cell.page, section="mục tiêu",
        )  # fmt: skip
        for figure in self.reader.figures.stretch(cell.start, cell.end, part):
            period = column.period or figure.period
            name = f"{self.name} … {figure.indicator}" if figure.indicator else self.name
            yield replace(
                figure, role="target", indicator=name, period=period, due=period.end if period else None,
                unit=figure.unit or self.unit, owner=figure.owner or self.owner, why=(*figure.why, *self.rules),
            )  # fmt: skip


def _at(row: Row, grid: Grid, kind: Column) -> Cell | None:
    index = grid.column(kind)
    return row.cells.get(index) if index is not None else None


def _end(period: Period | None) -> date:
    return period.end if period and period.end else date.min


def _is_range(period: Period | None) -> bool:
    """Tell a column for a whole term, which says more than its last year."""
    return bool(period and period.start and period.end and period.end.year > period.start.year)


def _is_section(mark: str) -> bool:
    return re.fullmatch(r"[IVXLC]{1,6}|[A-ZĐ]", mark) is not None


def _basis(name: str, unit: str | None) -> Basis | None:
    """What a percentage of an indicator is of, as its name says."""
    if unit is None or not unit.startswith("%"):
        return None
    low = surface(name)
    if re.search(
        r"tốc độ tăng|tăng trưởng|tăng bình quân|mức giảm|giảm bình quân|chỉ số sản xuất|chỉ số phát triển", low
    ):
        return "previous_period"
    return "total" if re.search(r"t[ỷỉ] (?:lệ|trọng)|cơ cấu", low) else None


def _unit(said: str) -> str | None:
    """A unit as the contract names it, from a column of units or a heading."""
    low = " ".join(surface(said).replace("*", " ").split()).strip(" .,;")
    if not low or not re.search(r"[\w%‰]", low):
        return None
    return _UNITS.get(low) or unit_named(low)


def _known_unit(said: str) -> str | None:
    """A unit in brackets after a name, if it is one: "(tỷ đồng)", not "(kể cả vốn vay)"."""
    low = " ".join(surface(said).split())
    if low in _UNITS:
        return _UNITS[low]
    token = unit_at(f" {low}", 0)
    return token.value.name if token is not None and token.end == len(low) + 1 else None
