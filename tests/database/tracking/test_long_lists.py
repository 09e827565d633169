"""Long lists: sorted by a column, read a page at a time in one order, written as Excel by the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.database.conftest import BEGIN, TODAY, World, streamed
from tests.database.tracking.sheets import read_page
from vaocuoc.directory.models import RelationKind, Role, RoleGrant
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views import files, leaving
from vaocuoc.jobs import worker
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.queries import TaskFilters, keys_in_order, task_counts, tasks_of

Give = Callable[..., Task]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def many(world: World, give: Give) -> list[Task]:
    """Tasks of every place in the list, some of them of equal days."""
    pattern = give()
    made = [
        Task(
            keeper=world.province, code=f"L-{n:03}", title=f"Việc {n}", folded=f"viec {n}", lead_unit=world.department,
            due=None if n % 7 == 6 else TODAY + timedelta(days=(n % 5 - 2) * 10), no_due_reason="Chờ",
            closure=closure, completed_on=TODAY - timedelta(days=n % 3) if closure and n % 4 else None,
            evidence_since=TODAY if n % 6 == 5 else None, is_started=n % 2 == 0, received_on=date(2026, 1, 5),
            created_by=pattern.created_by,
        )
        for n, closure in enumerate(["", "done", "", "suspended", "", "cancelled", "done"] * 12)
    ]  # fmt: skip
    Task.objects.bulk_create(made)
    return list(Task.objects.all())


def as_page(actor: Actor) -> Actor:
    """The actor as a page that is only read has it."""
    return actor.remembering()


def order_of(actor: Actor) -> Any:
    return keys_in_order(
        as_page(actor), today=TODAY, filters=TaskFilters(), counts=task_counts(actor, TODAY, TaskFilters())
    )


def test_it_gives_every_page_of_all_tasks_in_the_one_order(world: World, many: list[Task]) -> None:
    whole = list(tasks_of(world.clerk, today=TODAY).values_list("pk", flat=True))
    assert len(whole) == len(many)
    ordered = order_of(world.clerk)
    assert list(ordered) == whole
    for size in (1, 7, 40, 500):
        pages = [ordered[start : start + size] for start in range(0, len(whole) + size, size)]
        assert [key for page in pages for key in page] == whole, size


def test_what_is_closed_and_disputed_stands_behind_all_that_is_closed(world: World, many: list[Task]) -> None:
    disputed = Task.objects.filter(code__in=["L-001", "L-003", "L-002"])
    disputed.update(is_disputed=True)
    keys = list(order_of(world.clerk))
    assert sorted(keys) == sorted(task.pk for task in many)
    assert set(keys[-2:]) == set(disputed.exclude(closure="").values_list("pk", flat=True))
    paged = [key for start in range(0, len(keys), 9) for key in order_of(world.clerk)[start : start + 9]]
    assert paged == keys


@pytest.mark.parametrize("who", ["clerk", "leader", "focal", "outsider", "administrator"])
def test_a_page_that_is_read_sees_the_same_tasks_as_a_deed(
    world: World, give: Give, many: list[Task], who: str
) -> None:
    give(title="Việc của xã", lead_unit=world.commune)
    give(title="Phối hợp", lead_unit=world.office, cooperating=[world.commune, world.department])
    give(title="Của chức danh", lead_post=world.focal.post)
    Task.objects.filter(code__endswith="9").update(keeper=world.elsewhere)
    actor: Actor = getattr(world, who)
    plain, remembering = visible_tasks(actor), visible_tasks(as_page(actor))
    seen = set(plain.values_list("pk", flat=True))
    assert seen == set(remembering.values_list("pk", flat=True))
    assert bool(seen) is (who != "administrator")


# --- sorted by a column -----------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def codes(answer: Any) -> list[str]:
    return [row.task.code for row, _cells in answer.context["page"].object_list]


def test_it_sorts_by_a_column_and_back(clerk: Client, many: list[Task]) -> None:
    rising = clerk.get("/nhiem-vu/?sap-xep=ma")
    assert codes(rising) == sorted(codes(rising))
    assert 'aria-sort="ascending"' in rising.text
    assert 'href="/nhiem-vu/?sap-xep=-ma"' in rising.text
    falling = clerk.get("/nhiem-vu/?sap-xep=-ma&trang-thai=overdue")
    assert codes(falling) == sorted(codes(falling), reverse=True)
    assert 'aria-sort="descending"' in falling.text
    # The third time the list is in its own order again, and its filters stay.
    assert 'href="/nhiem-vu/?trang-thai=overdue">Mã' in falling.text


def test_what_has_no_value_stands_last_both_ways(clerk: Client, many: list[Task]) -> None:
    for order in ("han", "-han"):
        last = clerk.get(f"/nhiem-vu/?sap-xep={order}&trang=3")
        assert [row.task.due for row, _cells in last.context["page"].object_list][-1] is None, order


def test_an_order_that_nobody_knows_changes_nothing(clerk: Client, many: list[Task]) -> None:
    assert codes(clerk.get("/nhiem-vu/?sap-xep=mat-khau")) == codes(clerk.get("/nhiem-vu/?xem=tat-ca"))


def test_a_saved_view_keeps_the_order(clerk: Client, many: list[Task]) -> None:
    clerk.post("/cach-xem/luu/", {"listing": "tasks", "name": "Theo mã", "query": "sap-xep=-ma"})
    page = clerk.get("/nhiem-vu/?xem=tat-ca").text
    assert "/nhiem-vu/?sap-xep=-ma" in page


def test_the_filters_carry_the_order(clerk: Client, many: list[Task]) -> None:
    assert '<input type="hidden" name="sap-xep" value="-ma">' in clerk.get("/nhiem-vu/?sap-xep=-ma").text


# --- as Excel, by the worker ------------------------------------------------------------------------------------------


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(leaving, "LONG", 50)
    settings.DATA_FOLDER = tmp_path


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("long")
def test_it_writes_a_long_list_by_the_worker(clerk: Client, world: World, many: list[Task], client: Client) -> None:
    asked = clerk.get("/nhiem-vu/?dang=xlsx&sap-xep=-ma")
    address = asked["Location"]
    waiting = clerk.get(address)
    assert "Đang chờ đến lượt" in waiting.text
    assert waiting["Refresh"]
    assert clerk.get(f"{address}tai-ve/").status_code == 404
    assert clerk.get("/nhiem-vu/?dang=xlsx&sap-xep=-ma")["Location"] == address, "asked twice, written once"
    worker.run(until_idle=True)
    assert "Đã ghi xong" in clerk.get(address).text
    given = clerk.get(f"{address}tai-ve/")
    rows = read_page(streamed(given)).rows[2:]
    told = [row[1] for row in rows[1:]]
    assert told == sorted((task.code for task in many), reverse=True)
    client.force_login(world.leader.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404, "a file is its asker's alone"
    assert client.get(f"{address}tai-ve/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("long")
def test_a_file_is_fetched_with_the_rights_of_its_asking_alone(clerk: Client, world: World, many: list[Task]) -> None:
    address = clerk.get("/nhiem-vu/?dang=xlsx")["Location"]
    worker.run(until_idle=True)
    assert streamed(clerk.get(f"{address}tai-ve/"))
    more = RoleGrant.objects.create(
        post=world.clerk.post, role=Role.INSPECTOR, unit=world.commune, relation=RelationKind.PARTY, valid_from=BEGIN
    )
    assert clerk.get(address).status_code == 404
    assert clerk.get(f"{address}tai-ve/").status_code == 404
    more.delete()
    assert streamed(clerk.get(f"{address}tai-ve/"))
    RoleGrant.objects.filter(post=world.clerk.post).update(valid_to=TODAY)
    assert clerk.get(f"{address}tai-ve/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("long")
def test_a_file_is_not_written_once_the_rights_changed(clerk: Client, world: World, many: list[Task]) -> None:
    address = clerk.get("/nhiem-vu/?dang=xlsx")["Location"]
    grants = RoleGrant.objects.filter(post=world.clerk.post)
    was = grants.get().role
    grants.update(role=Role.VIEWER)
    worker.run(until_idle=True)
    grants.update(role=was)
    assert "Không ghi được" in clerk.get(address).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("long")
def test_it_says_that_a_file_failed_or_is_gone(clerk: Client, world: World, many: list[Task]) -> None:
    address = clerk.get("/nhiem-vu/?dang=xlsx")["Location"]
    worker.run(until_idle=True)
    for path in (files._path("00000000-0000-4000-8000-000000000000").parent).glob("*.xlsx"):
        path.unlink()
    assert "đã được dọn" in clerk.get(address).text
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert "Không ghi được" in clerk.get(address).text


def test_a_short_list_is_given_at_once(clerk: Client, many: list[Task]) -> None:
    answer = clerk.get("/nhiem-vu/?dang=xlsx")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(read_page(streamed(answer)).rows) == len(many) + 3


def test_a_page_of_tasks_asks_as_much_however_deep_it_is(clerk: Client, many: list[Task]) -> None:
    numbers = set()
    for page in (1, 2, 3):
        clerk.get(f"/nhiem-vu/?trang={page}")
        with CaptureQueriesContext(connection) as asked:
            clerk.get(f"/nhiem-vu/?trang={page}")
        numbers.add(len(asked))
    assert max(numbers) - min(numbers) <= 2, "one more for each part of the list that a page touches"
