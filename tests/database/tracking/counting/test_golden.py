"""The golden register gives the published counts at its day, and on every day the parts of a filter are the whole."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database.tracking.counting.conftest import Golden
from tests.database.tracking.counting.make_golden import DAY, FILE, INSIDE, written
from vaocuoc.core.measuring import COLUMNS, Span, task_state
from vaocuoc.core.measuring.counting import AGE_COLUMNS, OPEN_COLUMNS
from vaocuoc.documents.models import Document
from vaocuoc.tracking.counting.sheets import GROUPS, Line, keys_in, sheet_of
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.queries import TaskFilters, facts_of, task_counts, tasks_of
from vaocuoc.tracking.tasks.states import ORDER
from vaocuoc.tracking.tasks.steps import STEPS

FIRST, LAST = date(2025, 9, 14), date(2027, 9, 14)
ANY_DAY = st.integers(0, 730).map(lambda days: FIRST + timedelta(days=days))
WHOLE_YEAR = Span(date(2026, 1, 1), DAY, DAY)
quietly = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_its_file_is_what_its_generator_makes() -> None:
    assert FILE.read_text("utf-8") == written()


def test_it_gives_the_published_counts_at_its_day(golden: Golden) -> None:
    counts = task_counts(golden.world.clerk, golden.day)
    assert counts.total == 185
    assert {code: counts.of(code) for code in ("done", "done_unjudged", "done_on_time", "done_late")} == {
        "done": 146, "done_unjudged": 146, "done_on_time": 0, "done_late": 0,
    }  # fmt: skip
    assert counts.judged == 0
    assert counts.regular == 16
    assert {code: counts.of(code) for code in ("overdue", "waiting", "needs_due", "due_soon")} == {
        "overdue": 8, "waiting": 6, "needs_due": 3, "due_soon": 0,
    }  # fmt: skip
    assert counts.of("in_progress") + counts.of("not_started") == 6


def test_it_has_the_published_shape(golden: Golden) -> None:
    assert Document.objects.filter(pk__in=Task.objects.values("document")).count() == 32
    kinds = {kind: Task.objects.filter(deadline_kind=kind).count() for kind in ("day", "after_issue", "regular")}
    assert kinds == {"day": 110, "after_issue": 25, "regular": 20}
    assert Task.objects.filter(deadline_kind="condition").count() == 30
    assert Task.objects.filter(deadline_kind="day", due=None).count() == 65
    assert all(
        (task.due - task.document.issued_on).days == 10
        for task in Task.objects.filter(deadline_kind="after_issue").select_related("document")
        if task.due and task.document and task.document.issued_on
    )
    assert Task.objects.exclude(lead_unit__name__in=INSIDE).count() == 156
    assert Task.objects.filter(lead_unit__name="Đảng ủy UBND tỉnh").count() == 93


def test_its_sheet_of_the_whole_time_says_the_same(golden: Golden) -> None:
    total = sheet_of(golden.world.clerk, today=golden.day, span=WHOLE_YEAR).total
    names = ("given", "done", "unjudged", "unproven", "open", "overdue", "regular")
    assert {name: total.of(name) for name in names} == {
        "given": 169, "done": 146, "unjudged": 146, "unproven": 78, "open": 23, "overdue": 8, "regular": 16,
    }  # fmt: skip
    assert total.judged == 0


def test_on_every_day_that_changes_anything_the_database_counts_as_the_core_does(golden: Golden) -> None:
    """Every other day of the two years has the counts of the day before: only a deadline near or over moves a task."""
    clerk = golden.world.clerk.remembering()
    facts = [facts_of(task) for task in Task.objects.all()]
    near, over = timedelta(days=-7), timedelta(days=1)
    days = {FIRST, LAST} | {one.due + moved for one in facts if one.due for moved in (near, over)}
    assert len(days) > 60
    for day in sorted(days):
        states = [task_state(one, day) for one in facts]
        expected = Counter(state.code for state in states if not state.regular)
        counts = task_counts(clerk, day)
        assert {code: counts.of(code) for code in ORDER if counts.of(code)} == expected, day
        assert counts.total == sum(counts.of(code) for code in ORDER) + counts.regular == 185


SPREAD = [FIRST + timedelta(days=122 * n) for n in range(7)]


@pytest.mark.parametrize("day", SPREAD, ids=str)
def test_the_parts_of_every_filter_are_the_whole(golden: Golden, day: date) -> None:
    clerk = golden.world.clerk.remembering()
    counts = task_counts(clerk, day)
    assert counts.total == sum(counts.of(code) for code in ORDER) + counts.regular + counts.disputed == 185
    by_unit = [task_counts(clerk, day, TaskFilters(lead=unit.pk)) for unit in golden.units.values()]
    papers = Document.objects.values_list("pk", flat=True)
    by_paper = [task_counts(clerk, day, TaskFilters(document=pk)) for pk in papers]
    for name in (*ORDER, "regular", "open", "done", "awaiting"):
        listed = tasks_of(clerk, today=day, filters=TaskFilters(state=name)).count()
        assert counts.of(name) == listed == sum(one.of(name) for one in by_unit), name
        assert listed == sum(one.of(name) for one in by_paper), name
    steps = [tasks_of(clerk, today=day, filters=TaskFilters(step=step)).count() for step in STEPS]
    assert sum(steps) == counts.of("open")


@quietly
@given(ANY_DAY, st.integers(0, 90), st.sampled_from([*GROUPS]))
def test_on_any_day_a_sheet_adds_up_and_each_number_is_its_list(
    golden: Golden, day: date, length: int, group: str
) -> None:
    clerk, span = golden.world.clerk.remembering(), Span.until(day - timedelta(days=length), day, golden.day)
    sheet = sheet_of(clerk, today=golden.day, span=span, group=group)
    for line in (*sheet.lines, sheet.total):
        adds_up(line)
    for column in COLUMNS:
        keys = keys_in(clerk, today=golden.day, span=span, column=column, group=group)
        assert len(keys) == len({*keys}) == sheet.total.of(column) == sum(one.of(column) for one in sheet.lines), column
    busiest = max(sheet.lines, key=lambda line: line.of("open"), default=None)
    if busiest is not None:
        for column in ("open", "overdue", "done", "regular"):
            keys = keys_in(clerk, today=golden.day, span=span, column=column, group=group, line=busiest.key)
            assert len(keys) == busiest.of(column), column


def adds_up(line: Line) -> None:
    assert line.of("carried") + line.of("given") == line.of("done") + line.of("cancelled") + line.of("open")
    assert line.of("open") == sum(line.of(part) for part in OPEN_COLUMNS)
    assert line.of("overdue") == sum(line.of(age) for age in AGE_COLUMNS.values())
    assert line.of("done") == line.of("on_time") + line.of("late") + line.of("unjudged")
    assert line.of("unproven") <= line.of("done")
    assert line.of("due_done") <= line.of("due")


@pytest.mark.parametrize("days", [0, 1, 30, 200])
def test_a_day_that_is_past_is_counted_as_it_was_then(golden: Golden, days: int) -> None:
    """What was done later is open on that day, and what was given later is not there."""
    then = golden.day - timedelta(days=days)
    total = sheet_of(golden.world.clerk, today=golden.day, span=Span(date(2026, 1, 1), then, then)).total
    given = Task.objects.filter(received_on__lte=then)
    done = given.filter(closed_at__date__lte=then, closure="done").count()
    regular = sum(
        task.deadline_kind == "regular" and (task.closed_at is None or task.closed_at.date() > then) for task in given
    )
    assert total.of("done") == done
    assert total.of("regular") == regular
    assert total.of("open") == given.count() - done - regular
