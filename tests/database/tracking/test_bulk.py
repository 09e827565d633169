"""Many rows changed in one go: what the preview says is what happens, each row with its own audit entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.tracking.bulk import changing
from vaocuoc.tracking.models import Indicator, Task
from vaocuoc.tracking.shortcomings.operations import create_shortcoming
from vaocuoc.tracking.tasks.operations import cancel_task, edit_task

Give = Callable[..., Task]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden(page: HttpResponse) -> dict[str, list[str]]:
    """The hidden fields of the page's own form."""
    main = page.content.decode().partition('<main id="main"')[2]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def steps(
    client: Client, keys: list[int], change: str, at: str = "/nhiem-vu/hang-loat/", **values: Any
) -> HttpResponse:
    """From the list through the form to the preview."""
    asked = client.post(at, {"chon": keys, "viec": change})
    assert asked.status_code == 200
    return client.post(at, hidden(asked) | values)  # type: ignore[return-value]  # the client gives its own subclass


def test_it_previews_without_changing_and_then_changes_each_with_an_entry(
    world: World, give: Give, office: Client
) -> None:
    tasks = [give(title=f"Việc {number}") for number in range(3)]
    page = steps(office, [task.pk for task in tasks], "han", new="15/12/2026", reason="Chờ vốn")
    assert "3 dòng sẽ đổi." in page.content.decode()
    assert {task.due for task in Task.objects.all()} == {date(2026, 11, 30)}
    assert not Entry.objects.filter(action="tasks.extend").exists()
    done = office.post("/nhiem-vu/hang-loat/", hidden(page), follow=True)
    assert "Đã đổi 3 dòng." in done.content.decode()
    assert {task.due for task in Task.objects.all()} == {date(2026, 12, 15)}
    assert Entry.objects.filter(action="tasks.extend").count() == 3


def test_it_says_what_is_refused_and_why_and_skips_it_when_told(world: World, give: Give, office: Client) -> None:
    good, closed, same = give(), give(), give(due=date(2026, 12, 15))
    cancel_task(actor=world.clerk, task=closed, reason="Trùng")
    page = steps(office, [good.pk, closed.pk, same.pk], "han", new="15/12/2026", reason="Chờ vốn")
    said = page.content.decode()
    assert "1 dòng sẽ đổi, 1 dòng không đổi được, 1 dòng đã như vậy." in said
    assert f"{closed.code} đã kết thúc hoặc đang tạm dừng" in said
    refused = office.post("/nhiem-vu/hang-loat/", hidden(page) | {"bo-qua": "0"})
    assert refused.status_code == 422
    assert "Chưa đổi dòng nào" in refused.content.decode()
    assert Task.objects.get(pk=good.pk).due == date(2026, 11, 30), "all or nothing left something"
    done = office.post("/nhiem-vu/hang-loat/", hidden(page) | {"bo-qua": "1"}, follow=True)
    assert f"Bỏ qua 1 dòng: {closed.code}." in done.content.decode()
    assert Task.objects.get(pk=good.pk).due == date(2026, 12, 15)


def test_it_leaves_alone_what_somebody_changed_since_the_preview(world: World, give: Give, office: Client) -> None:
    task, other = give(), give()
    page = steps(office, [task.pk, other.pk], "do-khan", urgency="urgent")
    edit_task(actor=world.leader, task=task, version=task.version, urgency="express")
    answer = office.post("/nhiem-vu/hang-loat/", hidden(page))
    assert answer.status_code == 422
    assert "Vừa được người khác sửa sau khi xem trước" in answer.content.decode()
    assert Task.objects.get(pk=other.pk).urgency == "ordinary"


@pytest.mark.parametrize(
    ("change", "values", "field", "wanted"),
    [
        ("chu-tri", lambda world: {"lead": f"u{world.commune.pk}"}, "lead_unit_id", lambda world: world.commune.pk),
        ("chu-tri", lambda world: {"lead": f"p{world.leader.post.pk}"}, "lead_post_id", lambda w: w.leader.post.pk),
        ("theo-doi", lambda world: {"follower": world.clerk.post.pk}, "follower_id", lambda w: w.clerk.post.pk),
        ("do-khan", lambda world: {"urgency": "urgent"}, "urgency", lambda world: "urgent"),
        ("tam-dung", lambda world: {"reason": "Chờ vốn"}, "closure", lambda world: "suspended"),
    ],
)
def test_it_changes_lead_follower_urgency_and_suspends(
    world: World, give: Give, office: Client, change: str, values: Any, field: str, wanted: Any
) -> None:
    tasks = [give(), give()]
    page = steps(office, [task.pk for task in tasks], change, **values(world))
    office.post("/nhiem-vu/hang-loat/", hidden(page))
    assert {getattr(task, field) for task in Task.objects.all()} == {wanted(world)}


def test_it_changes_all_rows_of_the_filter_and_no_other(world: World, give: Give, office: Client) -> None:
    give(title="Nước sạch một"), give(title="Nước sạch hai"), give(title="Đường liên xã")
    asked = office.post("/nhiem-vu/hang-loat/", {"ca-bo-loc": "1", "bo-loc": "q=nước", "viec": "do-khan"})
    page = office.post("/nhiem-vu/hang-loat/", hidden(asked) | {"urgency": "urgent"})
    office.post("/nhiem-vu/hang-loat/", hidden(page))
    assert set(Task.objects.filter(urgency="urgent").values_list("title", flat=True)) == {
        "Nước sạch một",
        "Nước sạch hai",
    }


def test_it_refuses_nothing_chosen_no_change_and_too_many(
    world: World, give: Give, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [give(), give()]
    at = "/nhiem-vu/hang-loat/"
    assert "Chưa chọn dòng nào" in office.post(at, {"viec": "han"}).content.decode()
    assert "Chưa chọn việc" in office.post(at, {"chon": [tasks[0].pk], "viec": "nothing"}).content.decode()
    monkeypatch.setattr("vaocuoc.tracking.bulk.views.MOST", 1)
    answer = office.post(at, {"chon": [task.pk for task in tasks], "viec": "han"})
    assert answer.status_code == 422
    assert "nhiều nhất 1 dòng" in answer.content.decode()
    assert changing.MOST == 500


def test_it_never_reaches_what_one_cannot_see_or_may_not_change(world: World, give: Give, client: Client) -> None:
    task = give()
    client.force_login(world.outsider.user, backend="django.contrib.auth.backends.ModelBackend")
    asked = client.post("/nhiem-vu/hang-loat/", {"chon": [task.pk], "viec": "do-khan"})
    assert task.code not in asked.content.decode()
    page = client.post("/nhiem-vu/hang-loat/", hidden(asked) | {"urgency": "urgent"})
    client.post("/nhiem-vu/hang-loat/", hidden(page) | {"chon": [task.pk], "urgency": "urgent", "viec": "do-khan"})
    assert Task.objects.get().urgency == "ordinary"
    client.force_login(world.focal.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/nhiem-vu/hang-loat/", {"chon": [task.pk], "viec": "do-khan"}).status_code == 403


def test_it_changes_indicators_and_shortcomings_too(world: World, indicator: Indicator, office: Client) -> None:
    at = "/chi-tieu/hang-loat/"
    page = steps(office, [indicator.pk], "theo-doi", at, lead_unit=world.commune.pk)
    office.post(at, hidden(page))
    assert Indicator.objects.get().lead_unit_id == world.commune.pk
    one = create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm")
    at = "/han-che/hang-loat/"
    refused = steps(office, [one.pk], "tinh-trang", at, state="overcome", note="")
    assert "Đã khắc phục thì cần một câu về kết quả" in refused.content.decode()
    page = steps(office, [one.pk], "tinh-trang", at, state="overcome", note="Đã xử lý xong")
    office.post(at, hidden(page))
    one.refresh_from_db()
    assert (one.state, one.note) == ("overcome", "Đã xử lý xong")
    assert Entry.objects.filter(action="shortcomings.state", object_id=one.pk).count() == 1
