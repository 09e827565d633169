"""Annexes of tasks: a row gives its owner, day, product and partners to the tasks of its task cell (phụ lục nhiệm vụ).

A row that only names a group ("I | THỂ CHẾ", "Sở Tài chính", "Nhiệm vụ quý II/2026") gives its rows an owner or a day
where they name none. Tables of figures are read by ``targets``; the cells of all other tables as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vaocuoc.core.reading import columns
from vaocuoc.core.reading.engine import Tokens, compiled
from vaocuoc.core.reading.figures import FigureReader
from vaocuoc.core.reading.grids import Cells, Grid, GridReader, Row
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import AnyItem, Deadline, Figure, Period, Task
from vaocuoc.core.reading.organisations import level, starts_organisation
from vaocuoc.core.reading.owners import owner_end
from vaocuoc.core.reading.periods import Moment, Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part
from vaocuoc.core.reading.tables import Cell, Table
from vaocuoc.core.reading.targets import TargetReader
from vaocuoc.core.reading.tasks import TaskReader, listed

RULE_NAMES = (
    *columns.RULE_NAMES,
    "table.task_row",
    "table.indicator_row",
    "table.goal_row",
    "table.group_owner",
    "table.group_due",
    "table.carried_down",
    "table.due_rolled",
)
_Due = tuple[date | None, Deadline | None, int | None]

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTH = re.compile(r"(?:t\.?\s?|tháng\s+)?(\d{1,2})\s*[/.-]\s*(20\d\d)")
_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*[/-]\s*(\d{1,2})")
_SEVERAL = re.compile(
    r"(?:trong )?(?P<kind>quý|tháng) (?:\d{1,2}|[iv]{1,3})(?:\s*(?:,|;|và|-|&|đến)\s*(?:(?:quý|tháng) )?(?:\d{1,2}|[iv]{1,3}))*?"
    r"\s*(?:,|;|và|-|&|đến)\s*(?:(?:quý|tháng) )?(?P<last>\d{1,2}|[iv]{1,3})(?:\s*(?:/|-|năm)\s*(?P<year>20\d\d))?"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_CLOCK = re.compile(r"\d{1,2}\s*(?:[hg]|giờ)\s*\d{0,2}(?!\w)|\d{1,2}:\d\d")
_DONE = compiled(r"(?:đã )?(?:hoàn thành|xong|thực hiện xong|ban hành)(?: (?:đúng hạn|quá hạn|trước hạn|trong hạn|chậm))?\.?$|đã (?:hoàn thành|xong|ban hành|trình)")  # fmt: skip
_STATE = compiled(r"(?:đã|đang|chưa|chậm|quá hạn|đúng tiến độ|hoàn thành$|xong$)(?!\w)")
_LEAD_LABEL = compiled(r"[-+•\s]*(?:(?:cơ quan|đơn vị) )?chủ trì\s*:\s*")
_PARTNER_LABEL = compiled(r"[-+•\s]*(?:(?:cơ quan|đơn vị) )?phối hợp(?: (?:với|thực hiện))?\s*:?\s*")
_LEADS_WITH = compiled(
    r"(?P<lead>.+?)(?: (?:chủ trì|là cơ quan chủ trì))?\s*[,;]?\s+phối hợp(?: (?:với|cùng))?\s*:?\s+(?P<with>.+)"
)
_LEAD_WORDS = compiled(r"\s+chủ trì\s*$|^\s*chủ trì\s+")
_GROUP_WORDS = compiled(
    r"[\s.:]*(?:(?:các )?(?:nhiệm vụ|nội dung|công việc)(?: (?:cụ thể|trọng tâm))? )?(?:(?:được )?giao|của|do|thuộc|phân công)?(?: cho)?\s*"
)
_GROUP_MARK = re.compile(r"\s*(?:[ivxlc]{1,6}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/-]\s+|\s*[-+•]\s*")
_ITEM_MARK = re.compile(r"[\s*]*(?:[-–+•▪]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-zđ]\)\s*)")
_OWNER_WORDS = 16
_LONGEST_WHEN = 60


@dataclass(slots=True)
class _Group:
    """What the rows under a group row take from it."""

    owner: str | None = None
    due: _Due = (None, None, None)
    year: int | None = None


def annex_items(
    layout: Layout, figures: FigureReader, tasks: TaskReader, times: Tokens[Time], anchor: Anchor
) -> Iterator[AnyItem]:
    """Read the tasks and targets of every table; cells of other tables are read as text."""
    reader = _AnnexReader(layout, figures, tasks, times, anchor)
    for table in layout.tables:
        yield from reader.table(table)


class _AnnexReader(Cells):
    def __init__(
        self, layout: Layout, figures: FigureReader, tasks: TaskReader, times: Tokens[Time], anchor: Anchor
    ) -> None:
        super().__init__(layout)
        self.figures, self.tasks, self.times, self.anchor = figures, tasks, times, anchor
        self.grids = GridReader(layout)
        self.targets = TargetReader(layout, figures, times, anchor)
        self._exact = True

    def table(self, table: Table) -> Iterator[AnyItem]:
        """The items of one table."""
        self._exact = table.exact
        last: Grid | None = None
        group = _Group()
        for grid, row, more in self._gathered(table):
            if grid is not last:
                last, group = grid, _Group()
                self.targets.begin(grid, table)
            if grid.kind == "targets":
                yield from self.targets.row(row, self.grids.is_group(row, grid))
                continue
            named = self.grids.is_group(row, grid)
            if named is not None and self._is_group(named, row, grid):
                group = self._grouped(named)
            elif grid.kind == "goals":
                yield from self._goal_row(row, grid, group)
            else:
                yield from self._task_row(row, grid, group, more)
        if last is None:
            yield from self._plain(table)

    def _gathered(self, table: Table) -> Iterator[tuple[Grid, Row, list[Row]]]:
        """The rows of a table, each with those below it that share its task: one task, several who do it."""
        waiting: tuple[Grid, Row, list[Row]] | None = None
        for grid, row in self.grids.rows(table):
            column = grid.column("task")
            if waiting is not None and waiting[0] is grid and column in row.shared:
                waiting[2].append(row)
                continue
            if waiting is not None:
                yield waiting
            waiting = grid, row, []
        if waiting is not None:
            yield waiting

    def _part(self, cell: Cell, section: str | None) -> Part:
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

    # -- groups

    def _is_group(self, cell: Cell, row: Row, grid: Grid) -> bool:
        """Tell the name of a group from a task that names neither who nor when."""
        text = self.plain(cell)
        number = grid.column("number")
        mark = self.plain(row.cells[number]) if number is not None and number in row.cells else ""
        if cell.column_span > 1 or cell.bold or text.isupper() or cell.column == number:
            return True
        if re.fullmatch(r"[IVXLCA-ZĐ]+\s*[.)]?", mark) or len(text) < 8:
            return True
        start = self._body(cell.start, cell.end)
        return not self.tasks.begins(start, cell.end)

    def _grouped(self, cell: Cell) -> _Group:
        """The owner and the day that the name of a group says."""
        seen, group = self.seen, _Group()
        start = self._body(cell.start, cell.end)
        mark = _GROUP_MARK.match(seen, start, cell.end)
        start = mark.end() if mark else start
        words = _GROUP_WORDS.match(seen, start, cell.end)
        start = words.end() if words else start
        if starts_organisation(seen, start):
            stop = owner_end(self.text, seen, start, cell.end)
            name = clean(re.split(r"[:(]", self.text[start:stop])[0].replace("*", ""))
            whole = not seen[stop : cell.end].strip(" :.;*()\n") or "(" in self.text[start : cell.end]
            if whole and level(name) is not None and len(name.split()) <= _OWNER_WORDS:
                group.owner = name
        period = self._spoken(cell)
        if period is not None and period.end is not None:
            group.due = period.end, "day", None
            group.year = period.end.year
        return group

    # -- tasks

    def _task_row(self, row: Row, grid: Grid, group: _Group, more: Sequence[Row] = ()) -> Iterator[AnyItem]:
        cell = self._cell(row, grid, "task")
        if cell is None or grid.column("task") in row.shared or self._names_nothing(cell) or self._is_done(row, grid):
            return
        when = next((found for each in (*reversed(more), row) if (found := self._due_cell(each, grid))), None)
        if when is not None and _CLOCK.match(self.surface(when)):
            # The programme of a meeting: hours are no days.
            return
        rules = ["table.task_row", *grid.rules]
        owner, partners = self._all_parties([row, *more], grid)
        product = _together([self.said(self._cell(each, grid, "product")) for each in (row, *more)])
        due, deadline, days = self._due(when, grid, group, rules)
        period = self._period(when)
        told = due is not None or deadline is not None
        if owner is None and product is None and not told and not (self._asks_who(grid) and self._stands_alone(cell)):
            return
        if owner is None and group.owner is not None:
            owner = group.owner
            rules.append("table.group_owner")
        if row.carried:
            rules.append("table.carried_down")
        for start, end in self._pieces(cell):
            task = self.tasks.make(
                start, end, cell.page, "nhiệm vụ", action=self.tasks.action(start, end), owner=owner, due=due,
                deadline=deadline, days=days, rules=rules, product=product, cooperating=partners,
                receiver=self.said(self._cell(row, grid, "receiver")), resources=self.said(self._cell(row, grid, "resources")),
            )  # fmt: skip
            yield replace(task, confidence=self._confidence(task, row, grid))
        for figure in self.figures.stretch(cell.start, cell.end, self._part(cell, "nhiệm vụ")):
            yield _dated(figure, due, owner, period)

    def _confidence(self, task: Task, row: Row, grid: Grid) -> float:
        """How sure a task is: less where who or when came down from the row above."""
        doubtful = {grid.columns.get(column) for column in row.carried} & {"owner", "parties", "due"}
        return round(max(0.5, task.confidence - 0.2), 2) if doubtful else task.confidence

    def _names_nothing(self, cell: Cell) -> bool:
        """Tell a cell that holds no task: a number, a word, the name of a body alone."""
        if len(re.findall(r"[^\W\d_]+", self.plain(cell))) < 2:
            return True
        start = self._body(cell.start, cell.end)
        return starts_organisation(self.seen, start) and owner_end(self.text, self.seen, start, cell.end) >= cell.end

    def _asks_who(self, grid: Grid) -> bool:
        return grid.column("owner", "parties", "cooperating") is not None

    def _stands_alone(self, cell: Cell) -> bool:
        return self.tasks.begins(self._body(cell.start, cell.end), cell.end)

    def _cell(self, row: Row, grid: Grid, kind: columns.Column) -> Cell | None:
        index = grid.column(kind)
        cell = row.cells.get(index) if index is not None else None
        return cell if cell is not None and not self.is_blank(cell) else None

    def _is_done(self, row: Row, grid: Grid) -> bool:
        """Tell a row of a tracker that is over: what is done is no task any more."""
        for index in [*grid.all("state"), *grid.all("due")]:
            cell = row.cells.get(index)
            if cell is not None and _DONE.match(self.surface(cell).strip()):
                return True
        return False

    def _parties(self, row: Row, grid: Grid) -> tuple[str | None, tuple[str, ...]]:
        """Who leads and who helps, from their columns or from one that names both."""
        partners = self._cell(row, grid, "cooperating")
        helping = self._listed(self.plain(partners)) if partners is not None else ()
        both = self._cell(row, grid, "parties")
        if both is not None:
            owner, others = self._led(self.plain(both), split=True)
            return owner, (*others, *helping)
        cell = self._cell(row, grid, "owner")
        if cell is None or self.said(cell) is None:
            return None, helping
        owner, others = self._led(self.plain(cell), split=False)
        return owner, (*others, *helping)

    def _all_parties(self, rows: Sequence[Row], grid: Grid) -> tuple[str | None, tuple[str, ...]]:
        """Who leads and who helps in all the rows of a task."""
        found = [self._parties(row, grid) for row in rows]
        helping = dict.fromkeys(name for _, names in found for name in names)
        return _together([owner for owner, _ in found]), tuple(helping)

    def _led(self, text: str, *, split: bool) -> tuple[str | None, tuple[str, ...]]:
        """Part a cell that names who leads and who helps; ``split``: the first of a list leads."""
        lead, helping = list[str](), list[str]()
        into = lead
        for line in text.split("\n"):
            low = line.lower()
            label = _LEAD_LABEL.match(low) or _PARTNER_LABEL.match(low)
            if label is not None:
                into = lead if "chủ trì" in label.group() else helping
                line = line[label.end() :]
            both = _LEADS_WITH.match(line.lower())
            if both is not None and into is lead:
                lead.append(line[both.start("lead") : both.end("lead")])
                helping.append(line[both.start("with") : both.end("with")])
            else:
                into.append(line)
        named = "\n".join(lead)
        if split and not helping:
            first, *rest = self._listed(named) or (named,)
            named, helping = first, rest
        words = _LEAD_WORDS.search(named.lower())
        owner = clean(named[: words.start()] + named[words.end() :] if words else named)
        return owner or None, tuple(name for piece in helping for name in self._listed(piece))

    def _listed(self, text: str) -> tuple[str, ...]:
        """The bodies of a list; a line that begins with a capital after the end of another is one of its own."""
        lines = re.sub(r"(?<=[^\s,;])\n(?=[A-ZĐÀ-Ỹ])", ";\n", text) if self._exact else text
        return tuple(name for name in listed(lines) if re.search(r"\w", name) and name.lower() != "x")

    def _pieces(self, cell: Cell) -> Iterator[tuple[int, int]]:
        """The tasks of a cell: its clauses, each beginning with a verb of doing; else the cell as a whole."""
        found: list[tuple[int, int]] = []
        for left, right in self.lines(cell, exact=self._exact):
            for sentence in self.layout.sentences(left, right):
                for clause in sentence.clauses:
                    start, end = self._trim(*clause)
                    if end <= start:
                        continue
                    if found and not self.tasks.begins(start, end):
                        found[-1] = (found[-1][0], end)
                    else:
                        found.append((start, end))
        yield from found

    def _body(self, start: int, end: int) -> int:
        """Where the words of a line begin, after its bullet or number."""
        mark = _ITEM_MARK.match(self.text, start, end)
        start = mark.end() if mark and mark.end() < end else start
        while start < end and not self.text[start].isalnum() and self.text[start] not in '“"(':
            start += 1
        return start

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        start = self._body(start, end)
        while end > start and self.text[end - 1] in " \n\t.;,|*":
            end -= 1
        return start, end

    # -- when

    def _due_cell(self, row: Row, grid: Grid) -> Cell | None:
        """The cell that says when: of several columns about time the first that tells a day or a recurrence."""
        found = [
            cell
            for index in grid.all("due")
            if (cell := row.cells.get(index)) is not None and self.said(cell) is not None
        ]
        found = [cell for cell in found if not _STATE.match(self.surface(cell).strip())]
        told = [cell for cell in found if self._told(cell) != (None, None, None)]
        return next(iter(told or found), None)

    def _told(self, cell: Cell) -> _Due:
        """What a cell says of when: the shapes that only cells have, then what any label may say."""
        return self._short(self.plain(cell).lower().strip()) or self.tasks.time_said(cell.start, cell.end)

    def _short(self, text: str) -> _Due | None:
        if len(text) > _LONGEST_WHEN:
            return None
        iso, month, day = _ISO.match(text), _MONTH.fullmatch(text), _DAY.fullmatch(text)
        several = _SEVERAL.fullmatch(" ".join(text.split()))
        try:
            if several:
                # "Quý II, III năm 2026", "Tháng 4, 6, 9/2026": the last of them.
                moment = _last_of(several)
                period = resolve(Time(moment), self.anchor) if moment is not None else None
                return (period.end, "day", None) if period else None
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3])), "day", None
            if month:
                period = resolve(Time(Moment(month=int(month[1]), year=int(month[2]))), self.anchor)
                return (period.end, "day", None) if period else None
            if day:
                period = resolve(Time(Moment(month=int(day[2]), day=int(day[1]))), self.anchor)
                return (period.end, "day", None) if period else None
        except ValueError:
            return None
        return None

    def _due(self, when: Cell | None, grid: Grid, group: _Group, rules: list[str]) -> _Due:
        """The day of a row: as its cell says, else as its group does; a day without a year gets the table's."""
        if when is None:
            if group.due[0] is not None:
                rules.append("table.group_due")
            return group.due
        due, deadline, days = self._told(when)
        if due is None and deadline is None and (period := self._period(when)) is not None:
            due, deadline = period.end, "day"
        if due is not None and not _YEAR.search(self.surface(when)):
            due = self._in_year(due, when, grid, group, rules)
        return due, deadline, days

    def _in_year(self, due: date, when: Cell, grid: Grid, group: _Group, rules: list[str]) -> date:
        """A day whose year is not written: the year of the heading, the group or the title, and never before the paper."""
        index = grid.column("due")
        head = _YEAR.findall(grid.heads.get(index, "")) if index is not None else []
        title = self.figures.title_time
        spoken = title.moment.year if title is not None and title.until is None else None
        year = int(head[-1]) if head else group.year or spoken
        if year is None and self.anchor.said is not None and due < self.anchor.said:
            year = due.year + 1
        if year is None or year == due.year:
            return due
        rules.append("table.due_rolled")
        moved = Anchor(None, year, self.anchor.term)
        ends = [
            period.end
            for token in self.times.within(when.start, when.end)
            if (period := resolve(token.value, moved)) is not None and period.end is not None
        ]
        if ends:
            return max(ends)
        last = 28 if (due.month, due.day) == (2, 29) else due.day
        return due.replace(year=year, day=last)

    def _spoken(self, cell: Cell) -> Period | None:
        periods = [
            resolve(token.value, self.anchor)
            for token in self.times.within(cell.start, cell.end)
            if not token.value.base and token.value.bound != "from"
        ]
        ends = [period for period in periods if period and period.end]
        return max(ends, key=lambda period: period.end or date.min) if ends else None

    def _period(self, cell: Cell | None) -> Period | None:
        if cell is None:
            return None
        spoken = self._spoken(cell)
        if spoken is not None:
            return spoken
        short = self._short(self.plain(cell).lower().strip())
        if short is not None:
            return Period(None, short[0])
        years = _YEAR.findall(self.surface(cell))
        return Period(date(int(years[0]), 1, 1), date(int(years[-1]), 12, 31)) if years else None

    # -- goals told in words

    def _goal_row(self, row: Row, grid: Grid, group: _Group) -> Iterator[AnyItem]:
        """A row whose aim is told in words with its figures in them: "Tỷ lệ hộ nghèo còn dưới 1%"."""
        cell = self._cell(row, grid, "indicator")
        if cell is None:
            return
        when = self._due_cell(row, grid)
        owner, _ = self._parties(row, grid)
        rules = ["table.goal_row", *grid.rules]
        due, _, _ = self._due(when, grid, group, rules)
        period = self._period(when) or (Period(None, due) if due else None)
        found = list(self.figures.stretch(cell.start, cell.end, self._part(cell, "mục tiêu")))
        for figure in found:
            dated = _dated(figure, due, owner or group.owner, period)
            yield replace(dated, role="target", due=dated.due or due, section="mục tiêu", why=(*figure.why, *rules))
        if not found and self._stands_alone(cell):
            words: dict[int, columns.Column] = {c: ("task" if k == "indicator" else k) for c, k in grid.columns.items()}
            yield from self._task_row(row, replace(grid, kind="tasks", columns=words), group)

    # -- other tables

    def _plain(self, table: Table) -> Iterator[AnyItem]:
        """Figures in the sentences of other tables; letterheads and bare numbers give none."""
        for row in table.rows:
            for cell in row:
                seen = self.seen[cell.start : cell.end]
                if len(seen) > 40 and seen.count(" ") > 8 and "nơi nhận" not in seen:
                    yield from self.figures.stretch(cell.start, cell.end, self._part(cell, None))


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


def _last_of(match: re.Match[str]) -> Moment | None:
    """The last quarter or month of a list of them."""
    last = _QUARTERS.get(match["last"]) or (int(match["last"]) if match["last"].isdigit() else 0)
    year = int(match["year"]) if match["year"] else None
    if match["kind"] == "quý":
        return Moment(year=year, quarter=last) if 1 <= last <= 4 else None
    return Moment(year=year, month=last) if 1 <= last <= 12 else None


def _together(said: Sequence[str | None]) -> str | None:
    """What the rows of one task say, each thing once."""
    return "; ".join(dict.fromkeys(one for one in said if one)) or None
