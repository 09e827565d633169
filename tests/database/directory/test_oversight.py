"""Who oversees what: given and ended by a decision, and what of the registers it makes one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.database.conftest import BEGIN, TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Oversight
from vaocuoc.directory.oversight.operations import end_oversight, give_oversight
from vaocuoc.directory.oversight.queries import overseen_by, visible_oversights
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.models import Document
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task
from vaocuoc.tracking.tasks.queries import TaskFilters, tasks_of


def give(world: World, kind: str, **fields: Any) -> Oversight:
    values: dict[str, Any] = {"decision": "05-QĐ/TU ngày 10/7/2025", "valid_from": BEGIN, **fields}
    return give_oversight(actor=world.administrator, post=world.leader.post, kind=kind, **values)


def task(world: World, title: str, **fields: Any) -> Task:
    values: dict[str, Any] = {"lead_unit": world.department, "due": date(2026, 10, 1), **fields}
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title=title,
        received_on=date(2026, 9, 1),
        today=TODAY,
        **values,
    )


def today_s(actor: Actor) -> Actor:
    """The actor as a page opened now would have it."""
    return actor_for(actor.user, today=TODAY)


def overseen(world: World) -> set[str]:
    actor = today_s(world.leader)
    return {one.title for one in tasks_of(actor, today=TODAY, filters=TaskFilters(overseen=True))}


def test_a_unit_is_overseen_with_what_is_below_it(world: World) -> None:
    task(world, "Của Sở")
    task(world, "Của xã", lead_unit=world.commune)
    give(world, "unit", unit=world.province)
    assert overseen(world) == {"Của Sở", "Của xã"}
    Oversight.objects.update(unit=world.commune)
    assert overseen(world) == {"Của xã"}


def test_a_field_is_what_the_tasks_speak_of_in_these_words(world: World) -> None:
    task(world, "Rà soát tiêu chí nông thôn mới của xã")
    task(world, "Rà soát nông nghiệp, thôn bản mới")
    give(world, "field", words="Nông thôn mới")
    assert overseen(world) == {"Rà soát tiêu chí nông thôn mới của xã"}


def test_a_paper_brings_what_it_and_those_that_carry_it_out_give(world: World) -> None:
    paper = document(world, "02-CTr/TU", "02-ctr/tu")
    plan = document(world, "15-KH/UBND", "15-kh/ubnd", carries_out=paper)
    task(world, "Theo chương trình", document=paper)
    task(world, "Theo kế hoạch", document=plan)
    task(world, "Theo văn bản khác", document=document(world, "03-CTr/TU", "03-ctr/tu"))
    give(world, "paper", words="Số 02 - CTr/TU")
    assert overseen(world) == {"Theo chương trình", "Theo kế hoạch"}


def document(world: World, number: str, key: str, **fields: object) -> Document:
    from vaocuoc.documents.papers.naming import number_key

    return Document.objects.create(
        keeper=world.province, type="programme", number=number, number_key=number_key(number), title=f"Văn bản {key}",
        folded=key, uploaded_by=world.clerk.user, **fields,
    )  # fmt: skip


def test_it_holds_from_its_day_to_its_end_and_leaves_a_trail(world: World) -> None:
    made = give(world, "field", words="đất đai")
    assert overseen_by(today_s(world.leader)).fields == ("đất đai",)
    end_oversight(actor=world.administrator, oversight=made, valid_to=TODAY)
    assert not overseen_by(today_s(world.leader))
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "oversight.give",
        "oversight.end",
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("unit", {}, "oversight.no_unit"),
        ("field", {"words": " , "}, "oversight.no_words"),
        ("field", {"words": "đất đai", "decision": " "}, "oversight.no_decision"),
        ("field", {"words": "đ" * 201}, "oversight.too_long"),
        ("field", {"words": "đất đai", "valid_to": BEGIN}, "organisations.days_backwards"),
    ],
)
def test_it_refuses_what_says_nothing(world: World, kind: str, fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        give(world, kind, **fields)
    assert refused.value.code == code
    assert not Oversight.objects.exists()


def test_the_same_is_not_given_twice_nor_by_who_may_not(world: World) -> None:
    give(world, "field", words="đất đai")
    with pytest.raises(Refused, match=r"oversight\.given_already"):
        give(world, "field", words="đất đai")
    with pytest.raises(Refused, match=r"access\.denied"):
        give_oversight(
            actor=world.clerk, post=world.leader.post, kind="field", words="y tế", decision="1", valid_from=BEGIN
        )


def test_its_page_is_kept_by_the_administrator_and_read_by_those_below(world: World, client: Client) -> None:
    client.force_login(world.administrator.user, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"post": world.leader.post.pk, "kind": "unit", "unit": world.commune.pk, "decision": "05-QĐ/TU"}
    answer = client.post("/phan-cong/", sent | {"valid_from": "01/07/2025", "words": ""})
    assert answer.status_code == 302
    made = Oversight.objects.get()
    assert list(visible_oversights(world.focal, TODAY)) == [made]
    assert not visible_oversights(world.outsider, TODAY).exists()
    assert client.post(f"/phan-cong/{made.pk}/thoi/", {"valid_to": "20/11/2026"}).status_code == 302
    made.refresh_from_db()
    assert made.valid_to == TODAY
