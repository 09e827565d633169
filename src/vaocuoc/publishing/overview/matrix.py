"""Units by indicators (bảng đơn vị × chỉ tiêu): which unit, which indicator is the trouble.

Everything is read from the verdicts that are kept as rows; no cell is judged for a page. A column is an indicator that
stands at some unit besides its keeper, a row a unit that such an indicator was given to. What is counted over the
whole of a very large table may be a minute old; its cells never are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.models import UnitReach
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.lately import lately
from vaocuoc.publishing.overview.groups import GROUPS, group_of
from vaocuoc.tracking.indicators.queries import IndicatorFilters, indicators_within
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.indicators.standing import judge_if_few
from vaocuoc.tracking.models import Indicator, Standing, Target

ROWS, COLUMNS = 50, 20
RED = ("off_track", "missed")
ATTENTION = (*RED, "at_risk")
COUNTED = (*ATTENTION, "no_report")
_PPM = Decimal(10_000)  # parts of a million in a percent


@dataclass(frozen=True)
class MatrixFilters:
    """What the table is narrowed to; empty fields narrow nothing. ``below`` keeps the units below one."""

    document: int | None = None
    lead: int | None = None
    group: str = ""
    below: int | None = None
    text: str = ""
    by_need: bool = False


class Row(NamedTuple):
    """A unit of the table with how many of its cells have each verdict of ``COUNTED``."""

    pk: int
    name: str
    group: str
    numbers: tuple[int, ...] = (0,) * len(COUNTED)

    @property
    def needs(self) -> dict[str, int]:
        """How many cells have each verdict that needs someone."""
        return {code: number for code, number in zip(COUNTED, self.numbers, strict=True) if number}

    @property
    def rank(self) -> tuple[int, int, int]:
        """What needs someone most first: the red, then what is at risk, then what was not reported."""
        off_track, missed, at_risk, no_report = self.numbers
        return -off_track - missed, -at_risk, -no_report


@dataclass(frozen=True)
class CellValue:
    """One cell: the verdict, the comparable value, how far along the path in percent, until when."""

    code: str
    value: Decimal | None
    percent: Decimal | None
    until: date | None


@dataclass
class Matrix:
    """The whole table without its cells: rows and columns in order, and what the sentence and the foot say.

    ``at`` is when its rows and numbers were counted, where that was not for this page.
    """

    columns: list[Indicator]
    rows: list[Row]
    late: dict[int, int] = field(default_factory=dict)
    is_behind: bool = False
    sizes: dict[str, int] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def worst_unit(self) -> Row | None:
        worst = min(self.rows, key=lambda row: row.rank, default=None)
        return worst if worst is not None and worst.rank[:2] != (0, 0) else None

    @property
    def worst_column(self) -> Indicator | None:
        found = max(self.columns, key=lambda one: self.late.get(one.pk, 0), default=None)
        return found if found is not None and self.late.get(found.pk) else None


def matrix_of(actor: Actor, *, today: date, filters: MatrixFilters) -> Matrix:
    """The rows and columns within the filters; as many queries at any size, more where verdicts are out of date.

    A table as large as a country's is counted once a minute.
    """
    wanted = IndicatorFilters(document=filters.document, lead=filters.lead)
    is_behind = judge_if_few(indicators_within(actor, wanted), today=today) > 0
    columns = list(_columns(actor, filters))
    keys = [one.pk for one in columns]
    if not keys:
        return Matrix([], [])
    counted = lately(
        actor,
        "matrix",
        (keys, replace(filters, by_need=False)),
        lambda: _counted(keys, filters),
        lambda found: len(keys) * len(found[0]),
    )
    rows, late = counted.found
    if filters.by_need:
        rows = sorted(rows, key=lambda row: row.rank)
    return Matrix(columns, rows, late, is_behind, dict(Counter(row.group for row in rows)), counted.at)


def _counted(keys: Sequence[int], filters: MatrixFilters) -> tuple[list[Row], dict[int, int]]:
    """The rows in the order of their groups, and of each indicator in how many units it is late."""
    units = [
        (pk, name, group)
        for pk, name, kind, level in _units(keys, filters)
        if (group := group_of(name, kind, level)) == filters.group or not filters.group
    ]
    narrowed = bool(filters.group or filters.below or filters.text)
    needs = _needs(keys, [pk for pk, *_rest in units])
    order = list(GROUPS)
    rows = [Row(*unit, tuple(needs[unit[0]].get(code, 0) for code in COUNTED)) for unit in units]
    rows.sort(key=lambda row: order.index(row.group))
    return rows, _late(keys, {row.pk for row in rows}, narrowed=narrowed)


def _columns(actor: Actor, filters: MatrixFilters) -> QuerySet[Indicator]:
    wanted = IndicatorFilters(document=filters.document, lead=filters.lead)
    given = Standing.objects.filter(indicator=OuterRef("pk")).exclude(unit=OuterRef("keeper"))
    return (
        indicators_within(actor, wanted)
        .filter(Exists(given))
        .order_by("keeper", "code", "pk")
        .only("pk", "code", "name", "unit_of_measure", "decimals", "keeper_id")
    )


def _units(keys: Sequence[int], filters: MatrixFilters) -> Iterable[tuple[int, str, str, str]]:
    """The units that some of the indicators was given to, by name."""
    given = Standing.objects.filter(unit=OuterRef("pk"), indicator__in=keys).exclude(indicator__keeper=OuterRef("pk"))
    units = Unit.objects.filter(Exists(given))
    if filters.below:
        reach = UnitReach.objects.filter(ancestor=filters.below, depth__gt=0)
        units = units.filter(pk__in=reach.values("descendant"))
    if filters.text:
        units = units.filter(folded__contains=fold(nfc(filters.text)))
    return units.order_by("sort_key", "pk").values_list("pk", "name", "kind", "level")


def _needs(keys: Sequence[int], units: Sequence[int]) -> dict[int, dict[str, int]]:
    """Of each unit how many cells have each verdict that needs someone.

    The sum keeps SQLite from going indicator by indicator: unit by unit, the counts come in order from one index.
    """
    needs: dict[int, dict[str, int]] = defaultdict(dict)
    kept = Standing.objects.annotate(column=F("indicator_id") + 0).filter(column__in=keys)
    kept = kept.filter(unit__in=units, code__in=COUNTED).order_by()
    for unit, code, number in kept.values_list("unit", "code").annotate(number=Count("*")):
        needs[unit][code] = number
    return needs


def _late(keys: Sequence[int], units: set[int], *, narrowed: bool) -> dict[int, int]:
    """Of each indicator the number of units of the table where it is red or at risk."""
    kept = Standing.objects.filter(indicator__in=keys, code__in=ATTENTION).order_by()
    if narrowed:
        kept = kept.filter(unit__in=units)
    late = dict(kept.values_list("indicator").annotate(number=Count("*")))
    if not narrowed:  # the keeper's own verdict is no unit of the table
        own = kept.filter(unit=F("indicator__keeper")).values_list("indicator", "unit")
        for indicator, unit in own:
            late[indicator] -= unit not in units
    return late


def cells_of(columns: Sequence[Indicator], units: Collection[int]) -> dict[tuple[int, int], CellValue]:
    """The cells of these columns at these units by (unit, indicator); one query. What was not given has no cell."""
    decimals = {one.pk: one.decimals for one in columns}
    kept = Standing.objects.filter(indicator__in=list(decimals), unit__in=list(units)).order_by()
    found: dict[tuple[int, int], CellValue] = {}
    for indicator, unit, code, reason, actual, progress, until in kept.values_list(
        "indicator_id", "unit_id", "code", "reason", "actual", "progress", "period_end"
    ):
        if reason == "no_target":
            continue
        value = None if actual is None else from_scaled(actual, decimals[indicator])
        percent = None if progress is None else round(progress / _PPM, 1)
        found[unit, indicator] = CellValue(code, value, percent, until)
    return found


def common_aims(columns: Sequence[Indicator]) -> dict[int, Target]:
    """The target of each indicator as a whole, its keeper's, where it has one."""
    kept = Target.objects.filter(
        indicator__in=columns, unit=F("indicator__keeper"), headline=True, withdrawn_at__isnull=True
    )
    return {one.indicator_id: one for one in kept}


def in_blocks(table: Matrix, size: int = 100) -> Iterator[tuple[Row, dict[tuple[int, int], CellValue]]]:
    """Every row with its cells, read some units at a time."""
    for begin in range(0, len(table.rows), size):
        block = table.rows[begin : begin + size]
        cells = cells_of(table.columns, [row.pk for row in block])
        for row in block:
            yield row, cells
