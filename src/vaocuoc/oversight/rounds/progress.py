"""How far a round has come (tiến độ kỳ báo cáo): who has handed in, is late, is silent; for thousands of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Unit
from vaocuoc.oversight.rounds.chasing import chases_of
from vaocuoc.oversight.rounds.models import (
    HANDED_STATES,
    ReportState,
    RoundReport,
)

ON_TIME, HANDED_LATE, RETURNED, LATE, OPEN, DROPPED = "on_time", "handed_late", "returned", "late", "open", "dropped"
GROUPS = (ON_TIME, HANDED_LATE, RETURNED, LATE, OPEN, DROPPED)
"""Every report is in exactly one of these on every day; their numbers add up to the round."""
SILENT, WAITING = "silent", "waiting"
"""Across the groups: nothing was ever entered; handed in and not decided yet."""


def in_group(name: str, today: date) -> Q:
    """The reports of one group, or of one that cuts across them; everything for an unknown name."""
    handed = Q(state__in=HANDED_STATES)
    unsent = Q(state__in=(ReportState.NONE, ReportState.DRAFT))
    return {
        ON_TIME: handed & Q(handed_on__lte=F("due")),
        HANDED_LATE: handed & Q(handed_on__gt=F("due")),
        RETURNED: Q(state=ReportState.RETURNED),
        LATE: unsent & Q(due__lt=today),
        OPEN: unsent & Q(due__gte=today),
        DROPPED: Q(state=ReportState.DROPPED),
        SILENT: Q(state=ReportState.NONE),
        WAITING: Q(state__in=(ReportState.SUBMITTED, ReportState.CHECKED)),
    }.get(name, Q())


def group_of(report: RoundReport, today: date) -> str:
    """The group of one report on a day."""
    if report.state in HANDED_STATES:
        return HANDED_LATE if report.handed_on and report.handed_on > report.due else ON_TIME
    if report.state == ReportState.RETURNED:
        return RETURNED
    if report.state == ReportState.DROPPED:
        return DROPPED
    return LATE if report.due < today else OPEN


def days_late(report: RoundReport, today: date) -> int:
    """How many days after its deadline a report was handed in, or is still missing; 0 where it is not late."""
    until = report.handed_on or today
    return max((until - report.due).days, 0) if report.state != ReportState.DROPPED else 0


@dataclass(frozen=True)
class Progress:
    """How many of a round's reports stand where (tiến độ); ``total`` leaves out those dropped."""

    numbers: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.get(name, 0) for name in GROUPS) - self.numbers.get(DROPPED, 0)

    @property
    def handed(self) -> int:
        return self.numbers.get(ON_TIME, 0) + self.numbers.get(HANDED_LATE, 0)

    def of(self, name: str) -> int:
        return self.numbers.get(name, 0)


def _counted(today: date) -> dict[str, Count]:
    return {name: Count("pk", filter=in_group(name, today)) for name in (*GROUPS, SILENT, WAITING)}


def progress_of(reports: QuerySet[RoundReport], *, today: date) -> Progress:
    """The numbers of these reports by group; one query."""
    return Progress(dict(reports.order_by().aggregate(**_counted(today))))


def progress_by_round(rounds: Iterable[int], *, today: date) -> dict[int, Progress]:
    """The numbers of each of these rounds; one query."""
    held = RoundReport.objects.filter(round__in=list(rounds)).order_by()
    rows: Any = held.values("round").annotate(**_counted(today))
    return {row.pop("round"): Progress(row) for row in rows}


@dataclass(frozen=True)
class Branch:
    """The reports below one unit (theo cấp trên)."""

    parent: Unit | None
    progress: Progress


def by_parent(reports: QuerySet[RoundReport], *, today: date) -> list[Branch]:
    """The numbers below each unit above, those with the most missing first; two queries."""
    rows: list[Any] = list(reports.order_by().values("parent").annotate(**_counted(today)))
    units = Unit.objects.in_bulk([row["parent"] for row in rows if row["parent"]])
    found = [Branch(units.get(row.pop("parent")), Progress(row)) for row in rows]
    return sorted(
        found,
        key=lambda one: (
            -one.progress.of(LATE),
            -one.progress.of(RETURNED),
            -one.progress.of(OPEN),
            one.parent.sort_key if one.parent else b"",
        ),
    )


@dataclass(frozen=True)
class ProgressFilters:
    """What the list of a round is narrowed to; empty fields narrow nothing."""

    text: str = ""
    group: str = ""
    parent: int | None = None
    level: str = ""


def narrowed(reports: QuerySet[RoundReport], filters: ProgressFilters, *, today: date) -> QuerySet[RoundReport]:
    """These reports within the filters, not ordered."""
    for word in fold(filters.text).split():
        reports = reports.filter(provider__folded__contains=word)
    if filters.parent is not None:
        reports = reports.filter(parent=filters.parent or None)
    if filters.level:
        reports = reports.filter(provider__level=filters.level)
    return reports.filter(in_group(filters.group, today)) if filters.group else reports


def in_order(reports: QuerySet[RoundReport]) -> QuerySet[RoundReport]:
    """By what is awaited longest, then by name."""
    return reports.order_by("due", "provider__sort_key", "pk")


def rows_for(keys: Iterable[int]) -> list[RoundReport]:
    """These reports with their units and how often each was chased (``chases``), in this order; one query."""
    keys = list(keys)
    found = RoundReport.objects.filter(pk__in=keys).select_related("provider", "parent", "moved_to")
    found = found.annotate(chases=chases_of())
    by_key = {one.pk: one for one in found}
    return [by_key[key] for key in keys if key in by_key]


def last_change(reports: QuerySet[RoundReport]) -> datetime | None:
    """When a report was last handed in."""
    found: datetime | None = reports.order_by().aggregate(last=Max("handed_at"))["last"]
    return found


def sheet_rows(reports: QuerySet[RoundReport], *, today: date) -> Iterator[list[str | int | date | None]]:
    """The rows of the list as a sheet (xuất Excel): unit, above, deadline, state, handing in, lateness, chases."""
    shown = in_order(reports).select_related("provider", "parent").annotate(chases=chases_of())
    for one in shown.iterator(chunk_size=1_000):
        handed = f"{timezone.localtime(one.handed_at):%d/%m/%Y %H:%M}" if one.handed_at else ""
        yield [
            one.provider.name,
            one.parent.name if one.parent else "",
            one.due,
            str(one.get_state_display()),
            handed,
            days_late(one, today) or None,
            one.turn or None,
            one.chases or None,
            one.dropped_why or one.missing_reason,
        ]
