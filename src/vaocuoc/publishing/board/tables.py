"""The tables of the board: targets in danger, tasks past their day, what falls due next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.tasks.queries import DueDay, TaskRow

DAYS_AHEAD = 10
UNTOUCHED_DAYS = 30


@dataclass(frozen=True)
class RedIndicator:
    """An indicator that needs attention, as the table shows it; numbers in its own unit of measure."""

    verdict: str
    name: str
    url: str
    aim: str
    lead: str
    value: Decimal | None
    expected: Decimal | None
    target: Decimal | None
    ratio: Decimal | None
    decimals: int
    short_unit: str
    until: date | None
    is_estimate: bool
    unapproved: bool


@dataclass(frozen=True)
class OverdueTask:
    """A task past its day, as the table shows it."""

    days: int
    title: str
    url: str
    source: str
    lead: str
    due: date | None
    blocker: str
    remover: str
    extensions: int


@dataclass(frozen=True)
class ComingDay:
    """What falls due on one of the next days; ``only`` is the title where it is one task."""

    day: date
    number: int
    url: str
    only: str
    untouched: int


def red_indicator(row: IndicatorRow) -> RedIndicator:
    indicator, verdict = row.indicator, row.verdict
    return RedIndicator(
        verdict=verdict.code,
        name=indicator.name,
        url=reverse("indicators:detail", args=[indicator.pk]),
        aim=_("Mục tiêu %(aim)s") % {"aim": aim_words(row.target, indicator, short=True)} if row.target else "",
        lead=str(indicator.lead_unit or ""),
        value=row.actual,
        expected=row.expected,
        target=row.aim,
        ratio=row.ratio * 100 if row.ratio is not None else None,
        decimals=indicator.decimals,
        short_unit="%" if indicator.unit_of_measure == "%" else "",
        until=verdict.period.end if verdict.period else None,
        is_estimate=verdict.is_estimate,
        unapproved=not verdict.is_approved,
    )


def overdue_task(row: TaskRow) -> OverdueTask:
    task = row.task
    return OverdueTask(
        days=row.state.days or 0,
        title=task.title,
        url=reverse("tasks:detail", args=[task.pk]),
        source=str(task.document) if task.document else task.code,
        lead=row.lead,
        due=task.due,
        blocker=row.blocker,
        remover=row.blocker_for,
        extensions=row.extensions,
    )


def coming_days(days: Sequence[DueDay], titles: Mapping[int, str], scope: Scope) -> list[ComingDay]:
    """What falls due on each of the next days; ``titles`` has those of days with one task."""
    return [
        ComingDay(
            day=one.day,
            number=one.number,
            url=reverse("tasks:detail", args=[one.any_task])
            if one.number == 1
            else due_between(scope, one.day, one.day),
            only=titles.get(one.any_task, "") if one.number == 1 else "",
            untouched=one.untouched,
        )
        for one in days
    ]


def due_between(scope: Scope, first: date, last: date) -> str:
    return scope.address("tasks:list", trang_thai="open", han_tu=f"{first:%d/%m/%Y}", han_den=f"{last:%d/%m/%Y}")
