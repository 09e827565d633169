"""Regular work comes again: its turns are made ahead, each with its own state, missed ones counted, ended by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database.conftest import TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.notices.models import Message
from vaocuoc.tracking.models import Recurrence, RecurringTurn, Task
from vaocuoc.tracking.recurring.operations import end_recurrence, open_all_turns, open_turns, set_recurrence
from vaocuoc.tracking.recurring.queries import turning_of
from vaocuoc.tracking.tasks.operations import cancel_task, suspend_task
from vaocuoc.tracking.tasks.queries import task_counts

Give = Callable[..., Task]
MONTHLY: dict[str, Any] = {"every": "month", "rule": "day", "number": 25, "starts_on": date(2026, 8, 1)}


@pytest.fixture
def regular(give: Give) -> Task:
    return give(title="Báo cáo tình hình tôn giáo", deadline_kind="regular", due=None, recurrence="Hằng tháng")


@pytest.fixture
def monthly(world: World, regular: Task) -> Recurrence:
    return set_recurrence(actor=world.clerk, task=regular, version=None, today=TODAY, **MONTHLY)


def test_it_makes_the_turns_that_must_be_there(world: World, regular: Task, monthly: Recurrence) -> None:
    made = list(regular.children.order_by("due"))
    assert [one.due for one in made] == [date(2026, month, 25) for month in (8, 9, 10, 11)]
    assert made[-1].title == "Báo cáo tình hình tôn giáo (tháng 11/2026)"
    assert {(one.lead_unit, one.deadline_kind, one.first_due == one.due) for one in made} == {
        (world.department, "day", True)
    }
    assert Message.objects.filter(kind="recurring.opened").count() == 4
    counts = task_counts(world.clerk, TODAY)
    assert (counts.regular, counts.of("overdue"), counts.of("due_soon")) == (1, 3, 1)


def test_again_it_makes_nothing_twice_and_a_turn_a_week_ahead(regular: Task, monthly: Recurrence) -> None:
    assert open_all_turns(today=TODAY) == 0
    assert open_all_turns(today=date(2026, 11, 23)) == 0
    assert open_all_turns(today=date(2026, 11, 24)) == 1
    assert open_all_turns(today=date(2026, 11, 24)) == 0
    assert RecurringTurn.objects.latest("first").first == date(2026, 12, 1)


def test_it_shows_this_turn_and_the_last_and_counts_the_missed(regular: Task, monthly: Recurrence) -> None:
    august, september, october, _november = regular.children.order_by("due")
    Task.objects.filter(pk=august.pk).update(closure="done", completed_on=date(2026, 8, 20))
    Task.objects.filter(pk=september.pk).update(closure="done", completed_on=date(2026, 9, 28))
    turning = turning_of(monthly, today=TODAY)
    assert turning.current is not None
    assert turning.last is not None
    assert (turning.current.name, turning.last.name) == ("tháng 11/2026", "tháng 10/2026")
    assert (turning.over, turning.on_time, turning.late, turning.missed) == (3, 1, 1, 1)
    Task.objects.filter(pk=october.pk).update(closure="done", completed_on=date(2026, 11, 3))
    assert turning_of(monthly, today=TODAY).missed == 1


def test_it_ends_by_its_parent(world: World, regular: Task, monthly: Recurrence) -> None:
    suspend_task(actor=world.clerk, task=regular, reason="Chờ quy chế mới")
    assert open_turns(Recurrence.objects.get(), today=date(2027, 3, 1)) == []
    Recurrence.objects.update(made_until=None)
    cancel_task(actor=world.clerk, task=Task.objects.get(pk=regular.pk), reason="Bỏ chế độ báo cáo")
    assert open_all_turns(today=date(2027, 3, 1)) == 0
    with pytest.raises(Refused, match=r"tasks\.closed"):
        set_recurrence(actor=world.clerk, task=regular, version=0, today=TODAY, **MONTHLY)


def test_it_stops_after_its_last_day_and_goes_by_its_new_rule(world: World, regular: Task, monthly: Recurrence) -> None:
    end_recurrence(actor=world.clerk, task=regular, today=TODAY)
    assert open_all_turns(today=date(2027, 2, 1)) == 0
    again: dict[str, Any] = {
        "every": "quarter",
        "rule": "last_day",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    with pytest.raises(Refused, match="recurrence_changed"):
        set_recurrence(actor=world.clerk, task=regular, version=0, today=TODAY, **again)
    set_recurrence(actor=world.clerk, task=regular, version=1, today=date(2028, 2, 1), **again)
    turns = RecurringTurn.objects.filter(every="quarter").order_by("first")
    assert [turn.task.due for turn in turns] == [
        date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30), date(2027, 12, 31),
    ]  # fmt: skip


def test_only_regular_tasks_come_again(world: World, give: Give, regular: Task, monthly: Recurrence) -> None:
    with pytest.raises(Refused, match="not_regular"):
        set_recurrence(actor=world.clerk, task=give(), version=None, today=TODAY, **MONTHLY)
    wrong = MONTHLY | {"every": "week"}
    with pytest.raises(Refused, match="bad_rule"):
        set_recurrence(actor=world.clerk, task=regular, version=0, today=TODAY, **wrong)
    with pytest.raises(Refused, match=r"access\.denied"):
        set_recurrence(actor=world.focal, task=regular, version=0, today=TODAY, **MONTHLY)


def test_its_queries_do_not_grow_with_the_turns(world: World, give: Give) -> None:
    def asked(starts_on: date) -> int:
        task = give(deadline_kind="regular", due=None, recurrence="Hằng tháng")
        rule = MONTHLY | {"starts_on": starts_on}
        with CaptureQueriesContext(connection) as seen:
            set_recurrence(actor=world.clerk, task=task, version=None, today=TODAY, **rule)
        return len(seen)

    assert asked(date(2026, 9, 10)) == asked(date(2025, 12, 1))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 500), st.sampled_from(["week", "month", "quarter"]), st.integers(1, 7))
def test_on_any_day_past_turns_are_each_counted_once(
    world: World, give: Give, days: int, every: str, number: int
) -> None:
    day = TODAY + timedelta(days=days)
    task = give(deadline_kind="regular", due=None, recurrence="Định kỳ")
    rule: dict[str, Any] = {"every": every, "rule": "working_day", "number": number, "starts_on": TODAY}
    found = set_recurrence(actor=world.clerk, task=task, version=None, today=day, **rule)
    firsts = list(found.turns.values_list("first", flat=True))
    assert len(firsts) == len({*firsts})
    one = turning_of(found, today=day)
    assert one.over == one.on_time + one.late + one.unjudged + one.missed


def test_it_is_set_on_its_page(world: World, regular: Task, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    detail = reverse("tasks:detail", args=[regular.pk])
    assert "Đặt chu kỳ" in client.get(detail).content.decode()
    address = reverse("recurring:rule", args=[regular.pk])
    sent = {"every": "month", "rule": "day", "number": "25", "month": "", "starts_on": "01/08/2026", "version": ""}
    assert client.post(address, sent | {"starts_on": "x"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    page = client.get(detail).content.decode()
    assert "Tháng 11/2026" in page
    assert "3 kỳ bỏ lỡ" in page


def test_looking_at_it_makes_nothing_and_says_what_is_coming(
    world: World, regular: Task, monthly: Recurrence, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    for day, said in ((date(2026, 11, 20), "sẽ mở ngày 24/11/2026"), (date(2026, 11, 26), "sẽ mở trong đêm nay")):
        monkeypatch.setenv("VAOCUOC_TODAY", day.isoformat())
        for name in ("tasks:detail", "recurring:rule"):
            words = re.sub(r"<[^>]+>", "", client.get(reverse(name, args=[regular.pk])).content.decode())
            page = " ".join(words.split())
            assert f"Kỳ tới: tháng 12/2026, hạn 25/12/2026, {said}" in page
    assert RecurringTurn.objects.count() == 4
    assert open_all_turns(today=date(2026, 11, 26)) == 1
    assert "Kỳ tới: tháng 1/2027" in client.get(reverse("tasks:detail", args=[regular.pk])).content.decode()
    Task.objects.filter(pk=regular.pk).update(closure="suspended")
    assert "Kỳ tới" not in client.get(reverse("tasks:detail", args=[regular.pk])).content.decode()
