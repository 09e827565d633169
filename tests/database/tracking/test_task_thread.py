"""The thread of a task says who did what, and in whose name: by delegation, or written down for another."""

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

from tests.database.conftest import TODAY, World, make_unit, make_user
from vaocuoc.directory.models import Person
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.delegations import delegate_post
from vaocuoc.tracking.directing.operations import answer_directive, direct
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.proposing.operations import agree_to_request, ask_extension
from vaocuoc.tracking.tasks.operations import (
    acknowledge_task,
    add_update,
    cancel_task,
    change_deadline,
    decide_evidence,
    edit_task,
    remove_blocker,
    resume_task,
    submit_evidence,
    suspend_task,
)

Give = Callable[..., Task]
BEHIND = "theo ủy quyền của Phó Bí thư Thường trực"
FOR_FOCAL = "theo ủy quyền của Đầu mối Sở Tài chính"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def deputy_of(actor: Actor, username: str) -> Actor:
    """Somebody who acts in the post of another from long ago until long after."""
    user = make_user(username)
    person = Person.objects.create(name="Phạm Văn Thử", user=user)
    assert actor.post is not None
    delegate_post(
        actor=None, post=actor.post, person=person, decision="12-QĐ/TU", scope="Điều hành",
        valid_from=TODAY - timedelta(days=5), valid_to=date(2027, 12, 31),
    )  # fmt: skip
    return actor_for(user, today=TODAY)


def page_of(task: Task, actor: Actor) -> str:
    client = Client()
    client.force_login(actor.user)
    shown = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", shown).split())


def test_each_line_says_in_whose_name_it_was_done(world: World, give: Give) -> None:
    task, leader, focal = give(), deputy_of(world.leader, "capphothu"), deputy_of(world.focal, "capphotc")
    acknowledge_task(actor=focal, task=task)
    update = add_update(actor=focal, task=task, text="Đang làm", blocker="Chưa có vốn")
    remove_blocker(actor=leader, update=update, removal="Đã bố trí vốn")
    change_deadline(actor=leader, task=task, new=date(2026, 12, 15), reason="Chờ vốn")
    wanted = ask_extension(
        actor=focal, task=task, new_due=date(2026, 12, 20), reason="Chờ ý kiến", done_so_far="Một nửa"
    )
    agree_to_request(actor=leader, request=wanted)
    order = direct(actor=leader, subject=task, kind="push", text="Làm ngay", answer_by=TODAY)
    answer_directive(actor=focal, directive=order, answer="Đã rõ")
    evidence = submit_evidence(actor=focal, task=task, number="1-BC", date=TODAY, subject="Báo cáo", level="province")
    decide_evidence(actor=leader, evidence=evidence, accepted=False, reason="Thiếu phụ lục")
    page = page_of(task, world.clerk)
    for words in (
        rf"Tiếp nhận nhiệm vụ · [^·]*, {FOR_FOCAL}", rf"Đã tháo gỡ ngày [^·]* · [^·]*, {BEHIND}",
        rf"Đổi hạn 30/11/2026 thành 15/12/2026: Chờ vốn · [^·]*, {BEHIND}", rf"Đồng ý · [^·]*, {BEHIND}",
        rf"Trả lời ngày [^·]* · [^·]*, {FOR_FOCAL}", rf"Nộp minh chứng 1-BC [^·]* · [^·]*, {FOR_FOCAL}",
        rf"Trả lại minh chứng 1-BC: Thiếu phụ lục · [^·]*, {BEHIND}",
    ):  # fmt: skip
        assert re.search(words, page), words
    assert f"Đầu mối Sở Tài chính, Sở Tài chính{FOR_FOCAL}" in page


def test_what_a_clerk_wrote_down_says_for_whom_and_how(world: World, give: Give) -> None:
    task, facts = give(), {"on_behalf_of": "Sở Tài chính", "received_how": "phone"}
    add_update(actor=world.clerk, task=task, text="Đang rà soát", **facts)
    submit_evidence(
        actor=world.clerk, task=task, number="1-BC", date=TODAY, subject="Báo cáo", level="province", **facts
    )
    page = page_of(task, world.clerk)
    assert "Ghi thay Sở Tài chính, qua điện thoại" in page
    assert re.search(r"Nộp minh chứng 1-BC [^·]* · [^·]* · ghi thay Sở Tài chính, qua điện thoại", page)


def test_rests_endings_and_who_led_stand_in_the_thread(world: World, give: Give) -> None:
    task, other = give(), make_unit("Sở Nông nghiệp")
    suspend_task(actor=world.clerk, task=task, reason="Chờ vốn", until=TODAY + timedelta(days=4))
    resume_task(actor=world.clerk, task=task)
    version = Task.objects.get(pk=task.pk).version
    edit_task(actor=world.clerk, task=task, version=version, lead_unit=other, follower=world.clerk.post)
    cancel_task(actor=world.clerk, task=task, reason="Không còn cần")
    resume_task(actor=world.clerk, task=task, reason="Hủy nhầm")
    page = page_of(task, world.clerk)
    for words in (
        "Tạm dừng đến ngày 24/11/2026: Chờ vốn", "Tiếp tục ·", "Hủy: Không còn cần", "Mở lại: Hủy nhầm",
        "Đổi chủ trì từ Sở Tài chính thành Sở Nông nghiệp; Đổi người theo dõi từ chưa có thành",
    ):  # fmt: skip
        assert words in page, words


def test_the_thread_asks_as_many_queries_for_many_lines_as_for_few(world: World, give: Give) -> None:
    task, focal, client = give(), deputy_of(world.focal, "capphotc"), Client()
    client.force_login(world.clerk.user)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("tasks:detail", args=[task.pk]))
        return len(seen)

    given: dict[str, Any] = {"actor": focal, "task": task}
    add_update(**given, text="Lần một")
    suspend_task(actor=world.clerk, task=task, reason="Chờ")
    asked()
    few = asked()
    for number in range(5):
        add_update(**given, text=f"Lần {number}")
        resume_task(actor=world.clerk, task=task)
        suspend_task(actor=world.clerk, task=task, reason="Chờ")
    assert asked() == few
