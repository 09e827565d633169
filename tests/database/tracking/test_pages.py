"""Every page of tracking opens for who may see it, answers 404 to others, and asks as many queries at any size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, World, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import RelationKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, submit_observation
from vaocuoc.tracking.models import Evidence, Indicator, Observation, Proposal, Shortcoming, Target, Task
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.forms import TaskForm
from vaocuoc.tracking.tasks.operations import add_update, submit_evidence

Give = Callable[..., Task]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


@pytest.fixture
def as_(client: Client) -> Callable[[Actor], Client]:
    def signed_in(actor: Actor) -> Client:
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def everything(world: World, indicator: Indicator, target: Target, give: Give) -> dict[str, Any]:
    """One of each thing that has a page."""
    task = give()
    add_update(
        actor=world.focal,
        task=task,
        text="Đã rà soát 14 dự án",
        blocker="Chưa thống nhất đơn giá",
        blocker_for="UBND tỉnh",
    )
    submit_evidence(
        actor=world.focal,
        task=task,
        number="412/TTr-STC",
        date=date(2026, 11, 12),
        subject="Tờ trình",
        level="province",
    )
    figure = submit_observation(
        actor=world.focal,
        indicator=indicator,
        unit=world.province,
        provider=world.department,
        period=month(2026, 10),
        value=Decimal("60.6"),
    )
    return {
        "task": task,
        "figure": figure,
        "shortcoming": create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân còn chậm"),
        "proposal": create_proposal(actor=world.clerk, keeper=world.province, text="Đề nghị bổ sung vốn"),
    }


def pages(indicator: Indicator, target: Target, everything: dict[str, Any]) -> list[str]:
    task = everything["task"].pk
    return [
        reverse("tasks:list"),
        reverse("tasks:detail", args=[task]),
        reverse("tasks:create"),
        reverse("tasks:edit", args=[task]),
        *(
            reverse("tasks:deed", args=[task, name])
            for name in ("cap-nhat", "xac-nhan", "tra-lai", "gia-han", "huy", "dinh-chinh")
        ),
        reverse("indicators:list"),
        reverse("indicators:detail", args=[indicator.pk]),
        reverse("indicators:create"),
        reverse("indicators:edit", args=[indicator.pk]),
        reverse("indicators:target", args=[indicator.pk]),
        reverse("indicators:withdraw", args=[indicator.pk, target.pk]),
        reverse("indicators:report", args=[indicator.pk]),
        reverse("indicators:awaiting"),
        reverse("shortcomings:list"),
        reverse("shortcomings:create"),
        reverse("shortcomings:state", args=[everything["shortcoming"].pk]),
        reverse("shortcomings:proposals"),
        reverse("shortcomings:create_proposal"),
        reverse("shortcomings:answer", args=[everything["proposal"].pk]),
    ]


def test_it_opens_every_page(
    world: World, indicator: Indicator, target: Target, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    for address in pages(indicator, target, everything):
        assert client.get(address).status_code == 200, address


def test_it_hides_what_one_may_not_see(
    world: World, indicator: Indicator, target: Target, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.outsider)
    for address in pages(indicator, target, everything):
        answer = client.get(address)
        if any(part.isdigit() for part in address.split("/")):
            assert answer.status_code == 404, address
        else:
            assert "NV-0001" not in answer.content.decode(), address
            assert "giải ngân" not in answer.content.decode().lower(), address


def test_it_refuses_with_a_sentence_what_one_sees_but_may_not_do(
    world: World, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.focal)
    for name in ("gia-han", "xac-nhan", "huy"):
        answer = client.get(reverse("tasks:deed", args=[everything["task"].pk, name]))
        assert answer.status_code == 403
        assert "không được làm việc này" in answer.content.decode()


def test_it_shows_the_arithmetic_and_the_blocker(
    world: World, indicator: Indicator, target: Target, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    shown = client.get(reverse("indicators:detail", args=[indicator.pk])).content.decode()
    assert "Khó đạt" in shown
    assert "60,6%" in shown
    assert "từ 95% trở lên, hạn 31/12/2026" in shown
    task = client.get(reverse("tasks:detail", args=[everything["task"].pk])).content.decode()
    assert "Chưa thống nhất đơn giá" in task
    assert "412/TTr-STC" in task


def test_it_asks_as_many_queries_at_any_size(
    world: World,
    indicator: Indicator,
    target: Target,
    everything: dict[str, Any],
    give: Give,
    as_: Callable[[Actor], Client],
) -> None:
    client = as_(world.clerk)
    addresses = [
        reverse(name) for name in ("tasks:list", "indicators:list", "shortcomings:list", "shortcomings:proposals")
    ]
    addresses += [
        reverse("tasks:detail", args=[everything["task"].pk]),
        reverse("indicators:detail", args=[indicator.pk]),
    ]
    give(title="Việc con đầu tiên của chương trình", parent=everything["task"])  # without any, they are not asked for
    before = {address: queries(client, address) for address in addresses}
    grow(world, indicator, everything["task"], give)
    assert {address: queries(client, address) for address in addresses} == before


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def grow(world: World, indicator: Indicator, task: Task, give: Give) -> None:
    for number in range(8):
        give(title=f"Việc thứ {number} của chương trình hành động", overseers=[world.leader.post])
        give(title=f"Việc con thứ {number} của chương trình", parent=task)
        add_update(actor=world.focal, task=task, text=f"Cập nhật thứ {number}")
        made = create_indicator(
            actor=world.clerk,
            keeper=world.province,
            name=f"Chỉ tiêu thứ {number}",
            unit_of_measure="%",
            kind="ratio",
            frequency="month",
        )
        set_target(
            actor=world.clerk,
            indicator=made,
            unit=world.province,
            comparator=">=",
            value=Decimal(90),
            due=date(2026, 12, 31),
        )
        submit_observation(
            actor=world.focal,
            indicator=indicator,
            unit=world.province,
            provider=world.department,
            period=month(2026, 1 + number),
            value=Decimal(number),
        )
        create_shortcoming(actor=world.clerk, keeper=world.province, text=f"Hạn chế thứ {number}")
        create_proposal(actor=world.clerk, keeper=world.province, text=f"Kiến nghị thứ {number}")


def test_it_refuses_keys_and_versions_that_no_table_can_hold(
    world: World, as_: Callable[[Actor], Client], everything: dict[str, Any]
) -> None:
    client, fields = as_(world.clerk), {"title": "Rà soát vốn", "lead": f"u{world.department.pk}", "due": "30/11/2026"}
    fields |= {"deadline_kind": "day", "urgency": "ordinary", "keeper": str(world.province.pk)}
    count = Task.objects.count()
    page = client.post(reverse("tasks:create"), fields | {"overseers": "9" * 24})
    assert page.status_code < 500
    assert Task.objects.count() == count
    edit = reverse("tasks:edit", args=[everything["task"].pk])
    assert client.post(edit, fields | {"version": "9" * 5000}).status_code == 409


def test_it_gives_a_task_from_the_form(world: World, as_: Callable[[Actor], Client]) -> None:
    answer = as_(world.clerk).post(
        reverse("tasks:create"),
        {
            "title": "Xây dựng kế hoạch điều chuyển vốn",
            "lead": f"u{world.department.pk}",
            "deadline_kind": "day",
            "due": "30/11/2026",
            "urgency": "urgent",
            "keeper": world.province.pk,
            "cooperating": "Đảng ủy xã Yên Thượng\ncác hội quần chúng",
            "overseers": [world.leader.post.pk if world.leader.post else 0],
        },
    )
    task = Task.objects.get()
    assert answer.status_code == 302
    assert (task.lead_unit, task.due, task.urgency) == (world.department, date(2026, 11, 30), "urgent")
    assert {str(party.unit or party.post or party.words) for party in task.parties.all()} >= {
        "Đảng ủy xã Yên Thượng",
        "các hội quần chúng",
    }


def named_by(world: World, words: str, task: Task | None = None) -> dict[str, list[object]]:
    form = TaskForm({"cooperating": words}, actor=world.focal, task=task)
    form.is_valid()
    return {"named": form.cleaned_data.get("cooperating", []), "wrong": list(form.errors.get("cooperating", []))}


def test_a_nearly_typed_name_of_a_hidden_unit_stays_in_its_words(world: World, give: Give) -> None:
    hidden, seen = "Tinh uy Son Khe", str(world.department)
    assert not world.focal.visible_units().filter(pk=world.elsewhere.pk).exists()
    assert named_by(world, f"{hidden}\n{seen.lower()}") == {"named": [hidden, world.department], "wrong": []}


def test_a_task_keeps_the_hidden_units_that_it_names(world: World, give: Give) -> None:
    task = give(cooperating=[world.elsewhere])
    words = TaskForm.initial_of(task)["cooperating"]
    assert named_by(world, words, task)["named"] == [world.elsewhere]
    assert named_by(world, words)["named"] == [str(world.elsewhere)]


def test_a_name_that_two_units_bear_is_not_guessed(world: World, give: Give) -> None:
    twin = make_unit(world.department.name)
    UnitRelation.objects.create(kind=RelationKind.PARTY, parent=world.department, child=twin, valid_from=BEGIN)
    rebuild_reach()
    found = named_by(world, world.department.name)
    assert "Có nhiều đơn vị tên" in str(found["wrong"])


def test_it_says_at_the_field_what_is_missing(world: World, as_: Callable[[Actor], Client]) -> None:
    answer = as_(world.clerk).post(
        reverse("tasks:create"),
        {
            "title": "Xây dựng kế hoạch",
            "lead": f"u{world.department.pk}",
            "deadline_kind": "day",
            "urgency": "ordinary",
            "keeper": world.province.pk,
        },
    )
    assert answer.status_code == 422
    assert "hoặc ghi lý do chưa có hạn" in answer.content.decode()
    assert not Task.objects.exists()


def test_it_tells_confirms_and_extends_by_forms(
    world: World, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    task = everything["task"]
    client = as_(world.clerk)
    client.post(reverse("tasks:deed", args=[task.pk, "cap-nhat"]), {"text": "Đã làm việc với sở"})
    client.post(reverse("tasks:deed", args=[task.pk, "gia-han"]), {"new": "15/12/2026", "reason": "Chờ phê duyệt"})
    answer = client.post(
        reverse("tasks:deed", args=[task.pk, "xac-nhan"]), {"completed_on": "12/11/2026", "grade": "met"}
    )
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.due, task.closure, task.completed_on) == (date(2026, 12, 15), "done", date(2026, 11, 12))
    assert Evidence.objects.get().accepted


def test_it_asks_for_a_sentence_about_a_striking_figure(
    world: World, indicator: Indicator, target: Target, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.focal)
    address = reverse("indicators:report", args=[indicator.pk])
    asked = client.get(address).content.decode()
    assert "60,6" in asked
    fields = {"unit": world.province.pk, "period": "2026-11", "value": "160,5", "is_estimate": "on"}
    answer = client.post(address, fields)
    assert "nằm ngoài khoảng" in answer.content.decode()
    assert Observation.objects.count() == 1
    assert client.post(address, fields | {"note": "Kế hoạch vốn vừa được điều chỉnh giảm"}).status_code == 302
    assert Observation.objects.latest("pk").note == "Kế hoạch vốn vừa được điều chỉnh giảm"


def test_it_approves_from_the_list(world: World, everything: dict[str, Any], as_: Callable[[Actor], Client]) -> None:
    client = as_(world.leader)
    assert "60,6" in client.get(reverse("indicators:awaiting")).content.decode()
    client.post(reverse("indicators:approve", args=[everything["figure"].pk]))
    assert hasattr(Observation.objects.get(), "approval")
    assert "60,6" not in client.get(reverse("indicators:awaiting")).content.decode()


def test_it_notes_what_became_of_shortcomings_and_proposals(
    world: World, everything: dict[str, Any], as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    address = reverse("shortcomings:state", args=[everything["shortcoming"].pk])
    assert client.post(address, {"state": "overcome"}).status_code == 422
    client.post(address, {"state": "overcome", "note": "Đã giải ngân 95%"})
    client.post(
        reverse("shortcomings:answer", args=[everything["proposal"].pk]),
        {"answered_on": "18/11/2026", "answer": "Đồng ý"},
    )
    assert Shortcoming.objects.get().state == "overcome"
    assert Proposal.objects.get().answered_on == date(2026, 11, 18)


@pytest.mark.parametrize(
    "query", ["?trang-thai=x&chu-tri=a&van-ban=-1&han-tu=99/99/2026&trang=zz", "?q=%22&chu-tri=9999999999999999999"]
)
def test_it_shows_the_list_whatever_the_address_says(world: World, as_: Callable[[Actor], Client], query: str) -> None:
    client = as_(world.clerk)
    assert client.get(reverse("tasks:list") + query).status_code == 200
    assert client.get(reverse("indicators:list") + query).status_code == 200


@pytest.mark.parametrize("state", ["overdue", "awaiting", "needs_due", "done", "regular", "disputed", "not_started"])
def test_it_counts_what_its_lists_show(world: World, give: Give, as_: Callable[[Actor], Client], state: str) -> None:
    give(due=date(2026, 10, 30))
    give(due=date(2026, 10, 1))
    give(due=None, no_due_reason="Chờ")
    give(due=None, deadline_kind="regular", recurrence="hằng quý")
    give()
    page = as_(world.clerk).get(reverse("tasks:list"), {"trang-thai": state})
    assert page.context["counts"].of(state) == len(page.context["page"].object_list)


def test_it_counts_as_mine_what_my_list_shows(world: World, give: Give, as_: Callable[[Actor], Client]) -> None:
    give(follower=world.clerk.post)
    give(overseers=[world.clerk.post])
    give()
    client = as_(world.clerk)
    said = [tab[2] for tab in client.get(reverse("tasks:list")).context["tabs"] if "cua-toi=1" in tab[1]]
    assert said == [2]
    assert len(client.get(reverse("tasks:list"), {"cua-toi": "1"}).context["page"].object_list) == 2
