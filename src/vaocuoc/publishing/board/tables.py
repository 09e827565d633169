"""The tables of the board: targets in danger, tasks past their day and where they are stuck, what falls due next."""

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
from vaocuoc.tracking.tasks.steps import STEPS

DAYS_AHEAD = 10
UNTOUCHED_DAYS = 30


@dataclass(frozen=True)
class RedIndicator:
    """An indicator that needs attention, as the table shows it; numbers in its own unit of measure.

    ``unit`` is whose figure it is, empty for the keeper's own. ``corrective`` counts the open tasks that serve it; a
    red one without any is itself a warning.
    """

    verdict: str
    name: str
    url: str
    whence: str
    unit: str
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
    corrective: int


@dataclass(frozen=True)
class OverdueTask:
    """A task past its day, as the table shows it: which product is missing, where it is stuck, who can move it."""

    days: int
    title: str
    url: str
    source: str
    lead: str
    product: str
    due: date | None
    step: str
    step_words: str
    blocker: str
    mover: str
    extensions: int


@dataclass(frozen=True)
class LateUnit:
    """A unit with its overdue tasks, the longest first (đơn vị có việc quá hạn)."""

    name: str
    number: int
    days: int
    url: str


@dataclass(frozen=True)
class ComingDay:
    """What falls due on one of the next days; ``only`` is the title where it is one task."""

    day: date
    number: int
    url: str
    only: str
    untouched: int


def red_indicator(row: IndicatorRow, corrective: int) -> RedIndicator:
    indicator, verdict = row.indicator, row.verdict
    is_keepers = row.unit.pk == indicator.keeper_id
    at_unit = "" if is_keepers else f"?don-vi={row.unit.pk}"
    return RedIndicator(
        verdict=verdict.code,
        name=indicator.name,
        url=reverse("indicators:detail", args=[indicator.pk]) + at_unit,
        whence=f"{reverse('whence:indicator', args=[indicator.pk])}?don-vi={row.unit.pk}",
        unit="" if is_keepers else row.unit.name,
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
        corrective=corrective,
    )


def overdue_task(row: TaskRow) -> OverdueTask:
    task = row.task
    return OverdueTask(
        days=row.state.days or 0,
        title=task.title,
        url=reverse("tasks:detail", args=[task.pk]),
        source=str(task.document) if task.document else task.code,
        lead=row.lead,
        product=task.product,
        due=task.due,
        step=row.step,
        step_words=str(STEPS.get(row.step, "")),
        blocker=row.blocker,
        mover=_mover(row),
        extensions=row.extensions,
    )


def _mover(row: TaskRow) -> str:
    """Who has to decide or act for the task to move on."""
    if row.step == "blocked":
        return row.blocker_for or row.task.authority
    if row.step in ("evidence", "day"):
        return str(row.task.keeper)
    return row.task.authority if row.step == "condition" else row.lead


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
