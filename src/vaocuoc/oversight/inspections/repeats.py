"""Figures that say the same value over and over (giá trị lặp lại), found by the database.

A run is what lies between two changes of a series: the place in the series less the place among equal values stays the
same along it (gaps and islands).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Observation

SHORTEST = 3
"""So many periods in a row make a run."""
_CHANGING = (IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.RATIO, IndicatorKind.GROWTH)
_SERIES = ("indicator_id", "unit_id", "provider_id", "calendar", "period_kind")
_KEYS = ", ".join(_SERIES)
_RUNS = (
    "SELECT indicator_id, unit_id, provider_id, value, COUNT(*), MIN(period_start), MAX(period_end)"  # noqa: S608
    " FROM ({figures}) AS figure WHERE value <> 0 AND value <> whole"
    f" GROUP BY {_KEYS}, value, place - among HAVING COUNT(*) >= {SHORTEST}"
)
_ORDER = " ORDER BY COUNT(*) DESC, MAX(period_end) DESC, MAX(id)"
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Run:
    """The same value over some periods of one series; ``value`` is scaled by the indicator's decimals."""

    indicator: Indicator
    unit: Unit
    provider: Unit
    value: int
    length: int
    first: date
    last: date


class Repeats:
    """The runs among some figures, the longest first, read from the database a page at a time."""

    def __init__(self, figures: QuerySet[Observation]) -> None:
        self._figures = _standing(figures)

    def count(self) -> int:
        """How many runs there are; one query."""
        found = self._asked("SELECT COUNT(*) FROM ({runs}) AS run", "")
        return int(found[0][0]) if found else 0

    def __len__(self) -> int:
        return self.count()

    def series(self) -> QuerySet[Any, Any]:
        """The series that are long enough to repeat anything (chuỗi có từ 3 kỳ)."""
        counted: QuerySet[Any, Any] = self._figures.order_by().values(*_SERIES).annotate(number=Count("pk"))
        return counted.filter(number__gte=SHORTEST)

    def __getitem__(self, part: slice) -> list[Run]:
        start, stop = part.start or 0, part.stop
        limit = f" LIMIT {int(stop) - int(start)}" if stop is not None else " LIMIT 1000000"
        return list(_read(self._asked("{runs}", f"{_ORDER}{limit} OFFSET {int(start)}")))

    def __iter__(self) -> Iterator[Run]:
        return iter(self[:])

    def _asked(self, outer: str, tail: str) -> list[tuple[Any, ...]]:
        """Run the statement around the figures; nothing of it was typed by anybody."""
        series, order = [F(name) for name in _SERIES], [F("period_end").asc(), F("pk").asc()]
        placed = self._figures.order_by().annotate(
            place=Window(RowNumber(), partition_by=series, order_by=order),
            among=Window(RowNumber(), partition_by=[*series, F("value")], order_by=order),
            whole=_hundred(),
        )
        try:
            figures, parameters = placed.values(
                *_SERIES, "value", "period_start", "period_end", "id", "place", "among", "whole"
            ).query.sql_with_params()
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(outer.replace("{runs}", _RUNS.replace("{figures}", figures)) + tail, parameters)
            return list(cursor.fetchall())


def _standing(figures: QuerySet[Observation]) -> QuerySet[Observation]:
    """The last revision of each figure, of the kinds of indicators that change from period to period."""
    same = ("indicator", "unit", "provider", "calendar", "period_kind", "year", "index")
    later = Observation.objects.filter(**{name: OuterRef(name) for name in same}, revision__gt=OuterRef("revision"))
    return figures.filter(~Exists(later), value__isnull=False, indicator__kind__in=_CHANGING)


def _hundred() -> Case:
    """What 100 % is as it is stored, for a ratio; zero, which counts for nothing anyway, for all else."""
    ratio = {"indicator__kind": IndicatorKind.RATIO}
    whens = [When(**ratio, indicator__decimals=number, then=100 * 10**number) for number in range(_MOST_DECIMALS + 1)]
    return Case(*whens, default=Value(0), output_field=BigIntegerField())


def _read(rows: list[tuple[Any, ...]]) -> Iterator[Run]:
    """The rows with their indicators and units; two queries."""
    indicators = Indicator.objects.defer("folded").in_bulk({row[0] for row in rows})
    units = Unit.objects.in_bulk({key for row in rows for key in row[1:3]})
    for indicator, unit, provider, value, length, first, last in rows:
        yield Run(indicators[indicator], units[unit], units[provider], value, length, _day(first), _day(last))


def _day(stored: Any) -> date:
    """A day as either database gives it outside of a model."""
    return stored if isinstance(stored, date) else date.fromisoformat(str(stored)[:10])
