"""Pages show everything that belongs to a thing: panels, ties, where each figure and day comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import approve_observation, create_indicator, submit_observation
from vaocuoc.tracking.indicators.panels import silences_of
from vaocuoc.tracking.intake.serving import give_task, serve
from vaocuoc.tracking.models import Indicator, Shortcoming, Target, Task, TaskService, Tie
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.shortcomings.ties import tie, tie_by_code, untie
from vaocuoc.tracking.tasks.operations import change_deadline

Give = Callable[..., Task]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def as_(client: Client) -> Callable[[Actor], Client]:
    def signed_in(actor: Actor) -> Client:
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def limit(world: World) -> Shortcoming:
    return create_shortcoming(
        actor=world.clerk,
        keeper=world.province,
        text="Giải ngân còn chậm",
        cause="Vướng mặt bằng",
        unit=world.department,
    )


def test_it_ties_a_shortcoming_to_what_corrects_and_shows_it(
    world: World, limit: Shortcoming, indicator: Indicator, target: Target, give: Give, as_: Callable[[Actor], Client]
) -> None:
    task, client = give(), as_(world.clerk)
    for code in (task.code.lower(), indicator.code):
        client.post(reverse("shortcomings:tie", args=[limit.pk]), {"ma": code})
    page = client.get(reverse("shortcomings:state", args=[limit.pk])).content.decode()
    assert task.code in page
    assert "Vướng mặt bằng" in page
    assert indicator.name in page
    for address in (
        reverse("tasks:detail", args=[task.pk]),
        reverse("indicators:detail", args=[indicator.pk]),
        reverse("organisations:unit", args=[world.department.pk]),
    ):
        assert "Giải ngân còn chậm" in client.get(address).content.decode(), address
    client.post(reverse("shortcomings:tie", args=[limit.pk]), {"bo": Tie.objects.get(task=task).pk})
    assert not Tie.objects.filter(task=task).exists()
    assert [entry.action for entry in Entry.objects.filter(object_type="tracking.shortcoming").order_by("pk")] == [
        "shortcomings.create", "shortcomings.tie", "shortcomings.tie", "shortcomings.untie",
    ]  # fmt: skip


def test_it_refuses_a_tie_twice_an_unknown_code_and_one_that_is_gone(
    world: World, limit: Shortcoming, give: Give
) -> None:
    task = give()
    made = tie(actor=world.clerk, concern=limit, task=task)
    with pytest.raises(Refused, match="tied_already"):
        tie_by_code(actor=world.clerk, concern=limit, code=task.code)
    with pytest.raises(Refused, match="unknown_code"):
        tie_by_code(actor=world.clerk, concern=limit, code="NV-9999")
    with pytest.raises(Refused, match=r"access\.denied"):
        tie(actor=world.focal, concern=limit, task=task)
    untie(actor=world.clerk, concern=limit, tie_id=made.pk)
    with pytest.raises(Refused, match="tie_gone"):
        untie(actor=world.clerk, concern=limit, tie_id=made.pk)


def test_it_gives_a_task_for_a_shortcoming_and_for_an_indicator_from_the_form(
    world: World, limit: Shortcoming, indicator: Indicator, as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    data = {
        "title": "Lập tổ công tác gỡ vướng giải ngân", "lead": f"u{world.department.pk}", "deadline_kind": "day",
        "due": "15/12/2026", "urgency": "ordinary", "keeper": world.province.pk,
    }  # fmt: skip
    for query in (f"han-che={limit.pk}", f"chi-tieu={indicator.pk}"):
        answer = client.post(f"{reverse('tasks:create')}?{query}", data)
        assert answer.status_code == 302, answer.content.decode()
    assert Tie.objects.get().shortcoming == limit
    assert TaskService.objects.get().indicator == indicator
    assert client.get(f"{reverse('tasks:create')}?han-che=999999").status_code == 404


def test_it_says_in_red_that_no_task_corrects_until_one_serves(
    world: World, indicator: Indicator, target: Target, give: Give, as_: Callable[[Actor], Client]
) -> None:
    submit_observation(
        actor=world.focal, indicator=indicator, unit=world.province, provider=world.department,
        period=month(2026, 10), value=Decimal(20),
    )  # fmt: skip
    client, address = as_(world.clerk), reverse("indicators:detail", args=[indicator.pk])
    assert "Chưa có nhiệm vụ khắc phục" in client.get(address).content.decode()
    task = give_task(
        actor=world.clerk, purpose=indicator, keeper=world.province, title="Điều chuyển vốn dự án chậm",
        lead_unit=world.department, due=date(2026, 12, 1), today=TODAY,
    )  # fmt: skip
    page = client.get(address).content.decode()
    assert "Chưa có nhiệm vụ khắc phục" not in page
    assert task.title in page
    assert indicator.code in client.get(reverse("tasks:detail", args=[task.pk])).content.decode()


def test_it_tells_where_a_figure_comes_from(
    world: World, indicator: Indicator, target: Target, as_: Callable[[Actor], Client]
) -> None:
    one = submit_observation(
        actor=world.focal, indicator=indicator, unit=world.province, provider=world.department,
        period=month(2026, 10), value=Decimal("60.6"), note="Đã đối chiếu kho bạc",
    )  # fmt: skip
    approve_observation(actor=world.clerk, observation=one)
    page = as_(world.clerk).get(f"{reverse('indicators:detail', args=[indicator.pk])}?tu-dau=1").content.decode()
    told = page[page.index('id="tu-dau"') :]
    told = told[: told.index("</details>")]
    for words in (
        "Sở Tài chính", "Đầu mối Sở Tài chính", "Lần báo cáo", "Chuyên viên tổng hợp", "tháng 10/2026",
        "Đã đối chiếu kho bạc", "bản ngưỡng", "20/11/2026",
    ):  # fmt: skip
        assert words in told, words


def test_it_tells_who_set_the_deadline_in_force_and_why(
    world: World, give: Give, as_: Callable[[Actor], Client]
) -> None:
    task = give()
    change_deadline(actor=world.leader, task=task, new=date(2026, 12, 20), reason="Chờ kết quả thẩm định")
    page = as_(world.clerk).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    told = page[page.index("Người đặt hạn") :][:900]
    assert "Phó Bí thư Thường trực" in told
    assert "Chờ kết quả thẩm định" in told
    assert "30/11/2026" in told


def test_it_shows_a_units_work_and_counts_what_its_lists_show(
    world: World, indicator: Indicator, target: Target, give: Give, as_: Callable[[Actor], Client]
) -> None:
    give()
    give(title="Báo cáo quyết toán", due=date(2026, 11, 10))
    client = as_(world.clerk)
    page = client.get(reverse("organisations:unit", args=[world.department.pk])).content.decode()
    for words in ("Báo cáo quyết toán", indicator.name, "Kỳ chưa báo cáo", "Đầu mối Sở Tài chính"):
        assert words in page, words
    address = f"{reverse('tasks:list')}?chu-tri={world.department.pk}&trang-thai=overdue"
    assert address.replace("&", "&amp;") in page
    assert "Báo cáo quyết toán" in client.get(address).content.decode()


def test_it_lists_the_silent_periods_until_a_figure_or_a_reason_comes(
    world: World, indicator: Indicator, target: Target
) -> None:
    owed, silences = silences_of(world.clerk, world.department, today=TODAY)
    assert owed == 1
    silent = set(silences[0].periods)
    assert month(2026, 10) in silent
    submit_observation(
        actor=world.focal, indicator=indicator, unit=world.province, provider=world.department,
        period=month(2026, 10), value=None, missing_reason="Chưa khóa sổ",
    )  # fmt: skip
    after = silences_of(world.clerk, world.department, today=TODAY)[1]
    assert {period for one in after for period in one.periods} == silent - {month(2026, 10)}


def test_it_shows_a_post_with_its_holder_and_tasks_to_who_sees_its_unit(
    world: World, give: Give, as_: Callable[[Actor], Client]
) -> None:
    give(follower=world.clerk.post)
    assert world.clerk.post is not None
    page = as_(world.leader).get(reverse("people:post", args=[world.clerk.post.pk])).content.decode()
    assert "Trình phương án điều chuyển vốn" in page
    assert "Giao vai trò" not in page
    assert as_(world.outsider).get(reverse("people:post", args=[world.clerk.post.pk])).status_code == 404


def test_it_asks_as_many_queries_however_much_hangs_on_a_page(
    world: World, limit: Shortcoming, indicator: Indicator, target: Target, give: Give, as_: Callable[[Actor], Client]
) -> None:
    assert world.focal.post is not None
    proposal = create_proposal(actor=world.clerk, keeper=world.province, text="Đề nghị bổ sung vốn")
    client = as_(world.clerk)
    addresses = [
        reverse("shortcomings:state", args=[limit.pk]),
        reverse("shortcomings:answer", args=[proposal.pk]),
        reverse("indicators:detail", args=[indicator.pk]),
        reverse("organisations:unit", args=[world.department.pk]),
        reverse("people:post", args=[world.focal.post.pk]),
    ]

    def grow(number: int) -> None:
        for place in range(number):
            task = give(title=f"Việc {number} thứ {place}", follower=world.focal.post)
            serve(actor=world.clerk, task=task, indicator=indicator)
            more = create_indicator(
                actor=world.clerk, keeper=world.province, name=f"Số công trình {number} {place}",
                unit_of_measure="công trình", kind="stock", frequency="month", lead_unit=world.department,
            )  # fmt: skip
            for concern in (limit, proposal):
                tie(actor=world.clerk, concern=concern, task=task)
                tie(actor=world.clerk, concern=concern, indicator=more)
            create_shortcoming(
                actor=world.clerk, keeper=world.province, text=f"Hạn chế {number} {place}", unit=world.department
            )

    def counted(address: str) -> int:
        client.get(address)  # verdicts of today are kept now
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    grow(2)
    few = {address: counted(address) for address in addresses}
    grow(5)
    assert {address: counted(address) for address in addresses} == few
    assert max(few.values()) <= 60, few
