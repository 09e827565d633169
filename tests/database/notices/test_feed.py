"""The private calendar: secret, read without a session, the same file for the same days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.database.conftest import TODAY, World
from vaocuoc.notices.feeds.operations import make_feed, revoke_feed
from vaocuoc.notices.models import CalendarFeed
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task, edit_task

TITLE = "Rà soát, điều chỉnh kế hoạch đầu tư công trung hạn; báo cáo Ban Thường vụ xem xét, quyết định"


@pytest.fixture
def task(world: World, monkeypatch: pytest.MonkeyPatch) -> Task:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    return create_task(
        actor=world.clerk, keeper=world.province, title=TITLE, lead_unit=world.department, product="Báo cáo, có số",
        due=TODAY + timedelta(days=9), today=TODAY,
    )  # fmt: skip


def read(token: str) -> bytes:
    answer = Client().get(reverse("notices:feed", args=[token]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return bytes(answer.content)


def test_it_gives_deadlines_as_whole_days_with_an_alarm(task: Task, world: World) -> None:
    content = read(make_feed(actor=world.focal))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == task.due
    assert event.decoded("dtend") == task.due + timedelta(days=1)
    assert str(event["summary"]) == f"Hạn {task.code}: {TITLE}"
    assert str(event["uid"]).startswith(f"task-{task.pk}@")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-3)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert read(make_feed(actor=world.focal)) == content


def test_it_keeps_the_uid_and_raises_the_sequence_when_a_task_changes(task: Task, world: World) -> None:
    token = make_feed(actor=world.focal)
    (before,) = Calendar.from_ical(read(token)).walk("VEVENT")
    edit_task(actor=world.clerk, task=task, version=task.version, title="Rà soát kế hoạch đầu tư công")
    (after,) = Calendar.from_ical(read(token)).walk("VEVENT")
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_it_shows_nothing_that_its_owner_does_not_lead_follow_or_oversee(task: Task, world: World) -> None:
    assert not Calendar.from_ical(read(make_feed(actor=world.outsider))).walk("VEVENT")
    assert not Calendar.from_ical(read(make_feed(actor=world.leader))).walk("VEVENT")


def test_it_keeps_no_more_than_a_hash_of_the_address(task: Task, world: World) -> None:
    token = make_feed(actor=world.focal)
    assert token not in str(list(CalendarFeed.objects.values()))


def test_it_answers_404_for_wrong_renewed_and_revoked_addresses_and_locked_accounts(task: Task, world: World) -> None:
    def status(token: str) -> int:
        return Client().get(reverse("notices:feed", args=[token])).status_code

    first = make_feed(actor=world.focal)
    second = make_feed(actor=world.focal)
    assert (status("khong-co"), status(first), status(second)) == (404, 404, 200)
    assert revoke_feed(actor=world.focal)
    assert status(second) == 404
    third = make_feed(actor=world.focal)
    world.focal.user.is_active = False
    world.focal.user.save()
    assert status(third) == 404


def test_it_shows_the_address_once_on_the_page_of_its_owner(task: Task, world: World) -> None:
    client = Client()
    client.force_login(world.focal.user, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("notices:feed_change"))
    first = client.get(reverse("notices:preferences")).content.decode()
    second = client.get(reverse("notices:preferences")).content.decode()
    assert ".ics" in first
    assert ".ics" not in second
