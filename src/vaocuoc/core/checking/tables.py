"""Tables that do not add up (bảng không khớp): a row of totals, and a column of percentages of two others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vaocuoc.core.checking.amounts import NUMBER, Amount, amount, may_be_share
from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.reading.engine import compiled

_CELL = re.compile(rf"\s*[*_]*\s*(?P<minus>-)?(?P<number>{NUMBER})\s*(?P<percent>%)?\s*[*_]*\s*")
_TOTAL = compiled(r"[\s*_#]*(?:tổng cộng|tổng số|tổng|cộng|toàn tỉnh|toàn thành phố|cả nước)(?: chung)?\s*[:.]?[\s*_]*")
_GROUP = re.compile(r"[\s*_]*(?:[IVX]{1,5}|[A-ZĐ])[\s.)*_]*")
_SUMS_NOT = compiled(
    r"(?<!\w)(?:tỷ lệ|%|tt|stt|số tt|năm|tốc độ|bình quân|xếp hạng|điểm|đơn giá|giá|mật độ|ngày)(?!\w)|%"
)
_PERCENT_HEAD = compiled(r"(?:tỷ lệ|%|đạt|tỉ lệ|so với kế hoạch|th/kh|tiến độ)[^¦]{0,24}")
_FEWEST_ROWS: Final = 3
_AGREEING: Final = Decimal("0.75")


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str
    amount: Amount | None
    is_percent: bool
    plain: bool  # one row and one column wide


_Table = dict[int, dict[int, _Cell]]


def of_tables(paper: Paper) -> Iterator[Fault]:
    """Totals and shares of every table."""
    for table in _tables(paper):
        yield from _totals(paper, table)
        yield from _shares(paper, table)


def _tables(paper: Paper) -> Iterator[_Table]:
    tables: dict[int, _Table] = {}
    for block in paper.blocks:
        if block.kind != "cell" or block.table is None or block.row is None or block.column is None:
            continue
        match = _CELL.fullmatch(paper.text, block.start, block.end)
        number = amount(match["number"]) if match else None
        if number and match and match["minus"]:
            number = Amount(-number.value, number.step)
        tables.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = _Cell(
            block.start, block.end, paper.surface[block.start : block.end].strip(), number,
            bool(match and match["percent"]), block.row_span == 1 and block.column_span == 1,
        )  # fmt: skip
    yield from tables.values()


def _totals(paper: Paper, table: _Table) -> Iterator[Fault]:
    """One row of totals, at the top or the bottom, over rows of which none is a group's own total."""
    marked = [
        row for row in table if any(_TOTAL.fullmatch(cell.text) for column, cell in table[row].items() if column < 3)
    ]
    if len(marked) != 1:
        return
    place = marked[0]
    rows = [row for row in sorted(table) if row != place and _holds_numbers(table[row])]
    if not rows or rows[0] < place < rows[-1]:
        return
    if len(rows) < _FEWEST_ROWS or any(_is_group(table[row]) for row in rows):
        return
    sums = {
        column: (total, found)
        for column, total in sorted(table[place].items())
        if total.amount is not None and not total.is_percent and not _heads(table, column, _SUMS_NOT)
        if (found := _column(table, rows, column)) is not None
    }
    wrong = [column for column, (total, found) in sums.items() if total.amount and not found.may_be(total.amount)]
    # Where most columns do not fit, the cells of the last row stand under other heads than they seem to.
    if wrong and (len(sums) == 1 or 2 * len(wrong) <= len(sums)):
        for column in wrong:
            total, found = sums[column]
            if total.amount is not None:
                yield paper.fault(
                    "contradiction.table_total", total.start, total.end, total=total.amount.value, found=found.value,
                    rows=found.rows,
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sum:
    value: Decimal
    slack: Decimal
    rows: int

    def may_be(self, total: Amount) -> bool:
        return abs(self.value - total.value) <= self.slack + _rounding(total)


def _rounding(one: Amount) -> Decimal:
    """Whole numbers are counts and exact; decimals were rounded."""
    return one.half if one.half < Decimal("0.5") else Decimal(0)


def _column(table: _Table, rows: list[int], column: int) -> _Sum | None:
    """The sum of a column's cells; None where they are too few or not all numbers."""
    cells = [cell for row in rows if (cell := table[row].get(column))]
    known = [cell.amount for cell in cells if cell.amount and not cell.is_percent]
    others = [cell for cell in cells if not cell.amount and cell.text not in ("", "-", "–", "x")]
    if len(known) < _FEWEST_ROWS or others:
        return None
    value = sum((one.value for one in known), Decimal(0))
    return _Sum(value, sum((_rounding(one) for one in known), Decimal(0)), len(known))


def _holds_numbers(row: dict[int, _Cell]) -> bool:
    """A row of the body: a number besides its ordinal, and not the row of column numbers under the heads."""
    numbers = [column for column, cell in row.items() if cell.amount is not None]
    words = any(cell.amount is None and len(cell.text) > 1 for cell in row.values())
    return words and any(column > 0 for column in numbers)


def _is_group(row: dict[int, _Cell]) -> bool:
    first = row.get(0)
    return first is not None and _GROUP.fullmatch(first.text.upper()) is not None


def _heads(table: _Table, column: int, pattern: re.Pattern[str]) -> bool:
    """Whether the heads over a column, those of the first rows without numbers, say something."""
    for row in sorted(table)[:4]:
        if _holds_numbers(table[row]):
            return False
        cells = table[row]
        over = max((place for place in cells if place <= column), default=None)
        if over is not None and cells[over].amount is None and pattern.search(cells[over].text):
            return True
    return False


def _shares(paper: Paper, table: _Table) -> Iterator[Fault]:
    """A column of percentages that is, in most rows, one column over another: the rows where it is not."""
    rows = [row for row in sorted(table) if _holds_numbers(table[row])]
    columns = sorted({column for row in rows for column in table[row]})
    for percent in columns:
        if not _heads(table, percent, _PERCENT_HEAD):
            continue
        pair = _pair(table, rows, columns, percent)
        if pair:
            yield from _wrong_shares(paper, table, rows, pair, percent)


def _pair(table: _Table, rows: list[int], columns: list[int], percent: int) -> tuple[int, int] | None:
    """The two columns left of the percentages of which it is the share in most rows."""
    left = [column for column in columns if column < percent][-6:]
    scores: Counter[tuple[int, int]] = Counter()
    counted: Counter[tuple[int, int]] = Counter()
    for row in rows:
        found = _amounts(table[row])
        if percent not in found:
            continue
        for part in left:
            for whole in left:
                if part != whole and part in found and whole in found and found[whole].value > 0:
                    counted[part, whole] += 1
                    scores[part, whole] += _fits(found, part, whole, percent)
    best = max(scores, key=lambda pair: (scores[pair], pair), default=None)
    if best is None or counted[best] < 5 or Decimal(scores[best]) / counted[best] < _AGREEING:
        return None
    return best


def _amounts(row: dict[int, _Cell]) -> dict[int, Amount]:
    return {column: cell.amount for column, cell in row.items() if cell.amount is not None}


def _fits(found: dict[int, Amount], part: int, whole: int, percent: int) -> bool:
    return may_be_share(found[part], found[whole], found[percent])


def _wrong_shares(paper: Paper, table: _Table, rows: list[int], pair: tuple[int, int], percent: int) -> Iterator[Fault]:
    part, whole = pair
    for row in rows:
        found = _amounts(table[row])
        if {part, whole, percent} <= found.keys() and found[whole].value > 0 and not _fits(found, part, whole, percent):
            cell = table[row][percent]
            right = 100 * found[part].value / found[whole].value
            yield paper.fault(
                "contradiction.table_share", cell.start, cell.end, part=found[part].value, whole=found[whole].value,
                percent=found[percent].value, right=right.quantize(min(found[percent].step, Decimal("0.1"))),
            )  # fmt: skip
