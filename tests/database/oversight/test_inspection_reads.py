"""Who read what to inspect it: noted once a day, under the decision or by the standing role, and never a change."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, make_actor, streamed
from tests.database.directory.test_every_url import rounds_of
from tests.database.oversight.bodies import of_every_kind, sitting
from tests.database.oversight.test_inspections import again, decide, give, inspector_of, sign_in
from vaocuoc.audit.models import Entry
from vaocuoc.audit.queries import history
from vaocuoc.directory.models import RelationKind, Role, RoleGrant
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document
from vaocuoc.oversight.inspections import reads
from vaocuoc.tracking.importing.task_writing import touched_since
from vaocuoc.tracking.indicators.operations import create_indicator
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.meeting import last_change


def test_a_page_is_noted_once_a_day_for_each_object(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    tasks = [give(world, world.department), give(world, world.department, "Rà soát")]
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    client = sign_in(inspector)
    for _time in range(3):
        for task in tasks:
            assert client.get(reverse("tasks:detail", args=[task.pk])).status_code == 200
    found = reads.reads_of(decision)
    assert sorted(found.values_list("object_id", flat=True)) == sorted(task.pk for task in tasks)
    for who in (world.leader, world.focal):
        page = sign_in(who).get(reverse("inspections:detail", args=[decision.pk])).content.decode()
        assert "Rà soát" in page
        assert "Kiểm tra viên" in page


def test_nothing_is_noted_of_others_nor_of_what_is_not_opened(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task, other = give(world, world.department), give(world, world.commune)
    inspector = inspector_of(world)
    decide(world, inspector)
    sign_in(world.clerk).get(reverse("tasks:detail", args=[task.pk]))
    sign_in(inspector).get(reverse("tasks:detail", args=[other.pk]))
    assert not Entry.objects.filter(action=reads.READ).exists()


def test_a_page_is_shown_though_its_reading_could_not_be_noted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task = give(world, world.department)
    inspector = inspector_of(world)
    decide(world, inspector)

    def broken(*_given: Any, **_more: Any) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(reads, "record_all", broken)
    assert sign_in(inspector).get(reverse("tasks:detail", args=[task.pk])).status_code == 200


def test_a_reading_costs_a_few_queries_and_one_insert(world: World) -> None:
    task = give(world, world.department)
    inspector = inspector_of(world)
    decide(world, inspector)
    actor = again(inspector).remembering()
    actor.opened()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert reads.note_read(actor, reads.TASK, task.pk) == 1
    written = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("INSERT")]
    assert len(written) == 1
    with CaptureQueriesContext(connection) as asked:
        assert reads.note_read(actor, reads.TASK, task.pk) == 0
    assert len(asked.captured_queries) <= 2


def test_who_does_not_inspect_is_asked_nothing_more(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        actor = actor_for(world.focal.user, today=TODAY)
        assert actor.opened() == ()
    assert len(asked.captured_queries) == 2


def standing_inspector(world: World) -> Actor:
    return make_actor("ubkt", "Chủ nhiệm Ủy ban Kiểm tra", world.elsewhere, Role.INSPECTOR, world.province)


def noted_by_role() -> list[tuple[str, int | None]]:
    told = Entry.objects.filter(action=reads.READ_BY_ROLE).order_by("pk")
    return list(told.values_list("object_type", "object_id"))


def test_what_the_standing_role_lets_see_is_noted_once_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task = give(world, world.department)
    standing = standing_inspector(world)
    client = sign_in(standing)
    for _time in range(2):
        assert client.get(reverse("tasks:detail", args=[task.pk])).status_code == 200
    assert noted_by_role() == [(reads.TASK, task.pk)]
    trail = sign_in(world.administrator).get(reverse("audit:list"), {"action": reads.READ_BY_ROLE}).content.decode()
    assert "Chủ nhiệm Ủy ban Kiểm tra" in trail


def test_looking_again_costs_an_inspector_by_role_one_query(world: World) -> None:
    task = give(world, world.department)
    standing = standing_inspector(world)
    assert reads.note_read(standing, reads.TASK, task.pk) == 1
    with CaptureQueriesContext(connection) as asked:
        assert reads.note_read(standing, reads.TASK, task.pk) == 0
    assert len(asked.captured_queries) == 1


def test_what_an_inspector_sees_anyway_is_no_inspection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task = give(world, world.department)
    standing = standing_inspector(world)
    RoleGrant.objects.create(
        post=standing.post, role=Role.VIEWER, unit=world.department, relation=RelationKind.PARTY, valid_from=BEGIN
    )
    assert sign_in(standing).get(reverse("tasks:detail", args=[task.pk])).status_code == 200
    assert noted_by_role() == []


def test_a_decision_comes_before_the_role(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    inside, outside = give(world, world.department), give(world, world.commune)
    standing = standing_inspector(world)
    decision = decide(world, standing)
    for task in (inside, outside):
        assert sign_in(standing).get(reverse("tasks:detail", args=[task.pk])).status_code == 200
    assert list(reads.reads_of(decision).values_list("object_id", flat=True)) == [inside.pk]
    assert noted_by_role() == [(reads.TASK, outside.pk)]


def test_every_page_that_shows_an_object_to_an_inspector_is_noted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    made = {"unit_of_measure": "tỷ đồng", "kind": "flow", "frequency": "month"}
    keys = {
        "task": give(world, world.department).pk,
        "indicator": create_indicator(actor=world.clerk, keeper=world.province, name="Thu", **made).pk,
        "document": upload_document(
            actor=world.clerk,
            content=BytesIO("Nghị quyết về phát triển".encode()),
            name="nghi-quyet.txt",
            keeper=world.province,
            handling="ordinary",
            today=TODAY,
        ).pk,
    }
    made_there = of_every_kind(world, Task.objects.get(pk=keys["task"]), Document.objects.get(pk=keys["document"]))
    keys |= {name: made_there[name] for name in ("meeting", "explanation", "dissemination", "entry")}
    keys |= {name: key for name, key in rounds_of(world).items() if name in ("regime", "round", "round_report")}
    asked = {"actor": world.clerk, "keeper": world.province}
    keys["shortcoming"] = create_shortcoming(text="Giải ngân chậm", **asked).pk
    keys["proposal"] = create_proposal(text="Bổ sung vốn", **asked).pk
    client = sign_in(standing_inspector(world))
    table = tomllib.loads((Path(__file__).parents[2] / "permissions.toml").read_text("utf-8"))
    shown = set()
    for name, row in table.items():
        parts = row.get("with", {})
        if len(parts) == 1 and set(parts.values()) <= set(keys):
            address = reverse(name, kwargs={part: keys[what] for part, what in parts.items()})
            answer = client.get(address)
            if answer.streaming:
                streamed(answer)
            if answer.status_code == 200:
                shown.add(name)
    assert len(shown) > 10
    assert shown - set(reads.OBJECT_VIEWS) == set()
    assert {kind for kind, _key in noted_by_role()} == {kind for kind, _part in reads.OBJECT_VIEWS.values()}


def test_who_is_called_to_a_meeting_does_not_inspect_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    standing = standing_inspector(world)
    called, other = sitting(world), sitting(world, title="Hội nghị khác")
    assert standing.post is not None
    called.participants.create(post=standing.post)
    for meeting in (called, other):
        assert sign_in(standing).get(reverse("meetings:detail", args=[meeting.pk])).status_code == 200
    assert noted_by_role() == [(reads.MEETING, other.pk)]


def test_a_look_is_no_change_of_what_was_looked_at(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task = give(world, world.department)
    assert sign_in(standing_inspector(world)).get(reverse("tasks:detail", args=[task.pk])).status_code == 200
    last = last_change(task)
    assert last is not None
    assert last.action == "tasks.assign"
    assert [entry.action for entry in history(task)] == ["tasks.assign"]
    assert touched_since([task.pk], last.at) == set()
