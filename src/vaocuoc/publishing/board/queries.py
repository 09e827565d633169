"""The board: what needs me, what is in danger, what is late, who is silent; each number with the list it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from vaocuoc.directory.models import Unit
from vaocuoc.directory.oversight.queries import overseen_by
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.publishing.board.readers import reader_of
from vaocuoc.publishing.board.reporting import coverage
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.publishing.board.sentence import sentence_of
from vaocuoc.publishing.board.shown import BAR, Board, Number
from vaocuoc.publishing.board.tables import (
    DAYS_AHEAD,
    UNTOUCHED_DAYS,
    LateUnit,
    RedIndicator,
    coming_days,
    overdue_task,
    red_indicator,
)
from vaocuoc.publishing.board.todo import Desk, what_waits
from vaocuoc.tracking.indicators.standing import counts_of, rows_standing, standings_of
from vaocuoc.tracking.models import Standing, Task, TaskService
from vaocuoc.tracking.tasks.days import UnitLate, late_by_unit
from vaocuoc.tracking.tasks.queries import TaskCounts, TaskFilters, due_days, rows_in_order, task_counts, tasks_of
from vaocuoc.tracking.tasks.steps import STEPS
from vaocuoc.ui.words import TASK_STATES, VERDICTS

SHOWN_OVERDUE = 10
SHOWN_INDICATORS = 10
SHOWN_LATE_UNITS = 6
ATTENTION = ("off_track", "missed", "at_risk")


def board(actor: Actor, *, today: date, now: datetime, scope: Scope) -> Board:
    """The board of an actor on a day (bảng điều hành), within the scope; its queries do not grow with the site."""
    wanted = scope.tasks
    standings = standings_of(actor, today=today, filters=scope.indicators)
    verdicts = counts_of(actor, today=today, filters=scope.indicators)
    made = Board(
        today=today,
        scope=scope,
        reader=reader_of(actor),
        counts=task_counts(actor, today, wanted),
        coverage=coverage(actor, today=today, scope=scope),
        can_upload=actor.may_somewhere(Action.UPLOAD),
        oversees=bool(overseen_by(actor)),
    )
    made.nothing_found = not (made.counts.total or verdicts)
    made.is_empty = made.nothing_found and not scope.asked and not visible_documents(actor).exists()
    made.verdicts = [_verdict_count(scope, code, number) for code, number in verdicts.items()]
    made.states = [_state_count(scope, made.counts, code) for code, _tone in BAR if made.counts.of(code)]
    made.attention = _attention(standings, today)
    _fill_late(made, actor, wanted)
    _fill_coming(made, actor, wanted, now)
    made.todo = what_waits(Desk(actor, today, scope, made.counts, wanted, verdicts, standings, made.reader))
    made.sentence = sentence_of(made)
    return made


def _attention(standings: QuerySet[Standing], today: date) -> list[RedIndicator]:
    """The indicators in danger, the worst first, each with how many open tasks are there to put it right."""
    rows = rows_standing(standings.filter(code__in=ATTENTION)[:SHOWN_INDICATORS], today=today)
    serving = TaskService.objects.filter(indicator__in=[row.indicator.pk for row in rows], task__closure="")
    numbers = dict(serving.order_by().values_list("indicator").annotate(number=Count("task", distinct=True)))
    return [red_indicator(row, numbers.get(row.indicator.pk, 0)) for row in rows]


def _fill_late(made: Board, actor: Actor, wanted: TaskFilters) -> None:
    """The overdue: the first of them, where all of them are stuck, and whose they are."""
    if not made.overdue_total:
        return
    overdue = tasks_of(actor, today=made.today, filters=replace(wanted, state="overdue"))
    keys = overdue.values_list("pk", flat=True)[:SHOWN_OVERDUE]
    made.overdue = [overdue_task(row) for row in rows_in_order(keys, today=made.today)]
    late = late_by_unit(overdue, made.today)
    for step, words in STEPS.items():
        if number := sum(one.steps.get(step, 0) for one in late):
            url = made.scope.address("tasks:list", trang_thai="overdue", khau=step)
            made.steps.append(Number(step, number, url, str(words)))
    made.late_units = _late_units(made, late[:SHOWN_LATE_UNITS]) if made.scope.lead is None else []


def _late_units(made: Board, worst: list[UnitLate]) -> list[LateUnit]:
    """The units that lead the most overdue tasks."""
    units = Unit.objects.only("pk", "name").in_bulk([one.unit for one in worst])
    return [
        LateUnit(
            units[one.unit].name,
            one.number,
            (made.today - one.first).days,
            replace(made.scope, lead=units[one.unit]).address("tasks:list", trang_thai="overdue"),
        )
        for one in worst
    ]


def _fill_coming(made: Board, actor: Actor, wanted: TaskFilters, now: datetime) -> None:
    """What falls due on the next days; the title where it is one task."""
    since = now - timedelta(days=UNTOUCHED_DAYS)
    ahead = due_days(actor, today=made.today, days=DAYS_AHEAD, untouched_since=since, filters=wanted)
    alone = [day.any_task for day in ahead if day.number == 1]
    made.coming = coming_days(ahead, dict(Task.objects.filter(pk__in=alone).values_list("pk", "title")), made.scope)
    made.next_due = made.counts.next_due


def _verdict_count(scope: Scope, code: str, number: int) -> Number:
    tone = VERDICTS[code].tone if code in ATTENTION else ""
    return Number(code, number, scope.address("indicators:list", danh_gia=code), tone=tone)


def _state_count(scope: Scope, counts: TaskCounts, code: str) -> Number:
    word = str(TASK_STATES[code].word).lower()
    url = scope.address("tasks:list", trang_thai=code)
    return Number(code, counts.of(code), url, word, "bad" if code == "overdue" else "")
