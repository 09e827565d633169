"""What must stand in a second system, what was entered, what changed since, what differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db.models import Q

from tests.database.conftest import TODAY, World, post_of
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library.operations import edit_document, upload_document
from vaocuoc.notices.messages.models import Message
from vaocuoc.tracking.indicators.in_force import figures_in_force, series_in_force
from vaocuoc.tracking.indicators.operations import approve_observation
from vaocuoc.tracking.models import Indicator, Observation, SecondSystem, SystemEntry
from vaocuoc.tracking.second_systems.counting import waiting_for
from vaocuoc.tracking.second_systems.models import Kind, SystemRule
from vaocuoc.tracking.second_systems.operations import (
    Noted,
    ask_for,
    note_different,
    note_many,
    note_not_entered,
    note_same,
)
from vaocuoc.tracking.second_systems.showing import shown
from vaocuoc.tracking.second_systems.subjects import (
    figures_that_count,
    fingerprints,
    joined,
    standing_in,
    status_now,
)
from vaocuoc.tracking.second_systems.systems import add_rule, create_system, drop_rule, edit_system, lay_out_columns
from vaocuoc.tracking.tasks.operations import cancel_task, change_deadline

pytestmark = pytest.mark.django_db


def statuses(system: SecondSystem, kind: Kind, actor: Any) -> dict[int, str]:
    return dict(standing_in(SecondSystem.objects.get(pk=system.pk), kind, actor).values_list("pk", "status"))


def same(world: World, system: SecondSystem, subject: Any, kind: Kind = Kind.TASK, **more: Any) -> SystemEntry:
    return note_same(actor=world.clerk, system=system, kind=kind, subject=subject, entered_on=TODAY, **more)


def test_it_says_what_is_not_entered_then_entered_then_changed_since(
    world: World, system: SecondSystem, give: Any
) -> None:
    task = give()
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "missing"}
    entry = same(world, system, task, code="TW-001")
    assert (entry.code, entry.entered_on, entry.by_post) == ("TW-001", TODAY, world.clerk.post)
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "same"}
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 15), reason="Chờ vốn")
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "changed"}
    subject = joined(standing_in(system, Kind.TASK, world.clerk), Kind.TASK).get()
    (row,) = shown(world.clerk, system, Kind.TASK, [subject], today=TODAY)
    assert [(str(one.label), one.was, one.now) for one in row.changes] == [("Hạn", "30/11/2026", "15/12/2026")]
    task.refresh_from_db()
    assert same(world, system, task).code == "TW-001"  # the code known stays
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "same"}


def test_it_knows_a_task_cancelled_after_it_was_entered_and_asks_for_none_cancelled_before(
    world: World, system: SecondSystem, give: Any
) -> None:
    entered, never = give(), give(title="Lập sổ theo dõi")
    same(world, system, entered)
    for task in (entered, never):
        cancel_task(actor=world.clerk, task=task, reason="Không còn cần")
    assert statuses(system, Kind.TASK, world.clerk) == {entered.pk: "changed"}


def test_it_takes_what_a_rule_names_by_level_type_and_words(world: World, give: Any) -> None:
    system = create_system(
        actor=world.clerk, keeper=world.province, name="Hệ thống", short_name="H", since=date(2026, 1, 1)
    )
    paper = upload_document(
        actor=world.clerk, keeper=world.province, content=BytesIO("Nghị quyết".encode()), name="nq.txt",
        handling="ordinary", today=TODAY,
    )  # fmt: skip
    edit_document(
        actor=world.clerk, document=paper, version=paper.version, type="resolution", issuer="Ban Chấp hành Trung ương"
    )
    of_paper = give(document=paper)
    of_words = give(title="Trồng rừng ngập mặn ven biển")
    other = give(title="Sửa chữa trụ sở")
    assert statuses(system, Kind.TASK, world.clerk) == {}
    rule = add_rule(
        actor=world.clerk, system=system, kind=Kind.TASK, level="central", document_type="resolution"
    )  # fmt: skip
    assert set(statuses(system, Kind.TASK, world.clerk)) == {of_paper.pk}
    add_rule(actor=world.clerk, system=system, kind=Kind.TASK, field="rừng ngập mặn")
    assert set(statuses(system, Kind.TASK, world.clerk)) == {of_paper.pk, of_words.pk}
    drop_rule(actor=world.clerk, rule=rule)
    assert set(statuses(system, Kind.TASK, world.clerk)) == {of_words.pk}
    add_rule(actor=world.clerk, system=system, kind=Kind.TASK)
    assert set(statuses(system, Kind.TASK, world.clerk)) == {of_paper.pk, of_words.pk, other.pk}


def test_it_asks_for_nothing_received_before_the_day(world: World, system: SecondSystem, give: Any) -> None:
    give(received_on=date(2025, 12, 31))
    task = give(title="Nhận đúng ngày", received_on=date(2026, 1, 1))
    assert set(statuses(system, Kind.TASK, world.clerk)) == {task.pk}


def test_it_puts_one_in_or_leaves_one_out_by_hand(world: World, system: SecondSystem, give: Any) -> None:
    task = give()
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK, "subject": task}
    with pytest.raises(Refused, match="no_reason"):
        ask_for(**hand, asked="no")
    ask_for(**hand, asked="no", reason="Việc nội bộ")
    assert statuses(system, Kind.TASK, world.clerk) == {}
    SystemRule.objects.all().delete()
    ask_for(**hand, asked="yes")
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "missing"}
    ask_for(**hand, asked="")
    assert statuses(system, Kind.TASK, world.clerk) == {}


def test_it_notes_what_stands_there_instead_and_tells_who_is_behind_it(
    world: World, system: SecondSystem, give: Any
) -> None:
    task = give(follower=world.leader.post)
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK, "subject": task}
    with pytest.raises(Refused, match="no_difference"):
        note_different(**hand, entered_on=TODAY)
    note_different(**hand, entered_on=TODAY, theirs="Đã hoàn thành", note="Ghi nhầm trạng thái")
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "differs"}
    message = Message.objects.get(kind="second_systems.differs")
    assert message.facts["theirs"] == "Đã hoàn thành"
    assert set(message.receipts.values_list("post", flat=True)) == {post_of(world.leader).pk, post_of(world.focal).pk}
    assert Entry.objects.filter(action="second_systems.note", object_id=str(task.pk)).count() == 1


def test_it_follows_a_figure_through_its_revisions(world: World, system: SecondSystem, report: Any) -> None:
    figure = report("61.5")
    assert statuses(system, Kind.FIGURE, world.clerk) == {figure.pk: "missing"}
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.FIGURE, "entered_on": TODAY}
    with pytest.raises(Refused, match="not_different"):
        note_different(**hand, subject=figure, their_value=Decimal("61.5"))
    entry = note_different(**hand, subject=figure, their_value=Decimal("60.5"))
    assert (entry.their_value, entry.theirs) == (605, "60,5")
    assert statuses(system, Kind.FIGURE, world.clerk) == {figure.pk: "differs"}
    revised = report("62", revision_reason="Tính thiếu một dự án")
    assert statuses(system, Kind.FIGURE, world.clerk) == {revised.pk: "changed"}
    note_same(**hand, subject=revised)
    assert statuses(system, Kind.FIGURE, world.clerk) == {revised.pk: "same"}
    assert SystemEntry.objects.count() == 1


def test_it_asks_only_for_figures_of_periods_after_the_day_and_with_a_value(
    world: World, system: SecondSystem, report: Any
) -> None:
    report("50", period=month(2025, 12))
    report(None, period=month(2026, 9), missing_reason="Chưa có số")
    figure = report("61.5")
    assert set(statuses(system, Kind.FIGURE, world.clerk)) == {figure.pk}


def test_it_counts_the_figures_that_pages_count(world: World, report: Any) -> None:
    """Of several providers and revisions the same figure counts in both ways of asking."""
    first = report("60")
    report("59", provider=world.province)
    approve_observation(actor=world.leader, observation=first)
    later = Observation.objects.get(pk=first.pk)
    later.pk, later.revision, later.value = None, 2, 640  # a later revision that nobody approved
    later.save(force_insert=True)
    report("10", period=month(2026, 9), provider=world.province)
    every = Observation.objects.select_related("approval", "indicator")
    by_pages = {one.pk for series in figures_in_force(every).values() for one in series}
    measured = series_in_force(Q(), Indicator.objects.in_bulk())
    assert {one.pk for series in measured.values() for one in series} == by_pages
    assert set(figures_that_count().values_list("pk", flat=True)) == by_pages
    assert len(by_pages) == 2
    assert first.pk in by_pages


def test_it_follows_the_target_that_leads(world: World, system: SecondSystem, target: Any) -> None:
    from vaocuoc.tracking.indicators.operations import set_target

    same(world, system, target, Kind.TARGET)
    assert statuses(system, Kind.TARGET, world.clerk) == {target.pk: "same"}
    raised = set_target(
        actor=world.clerk, indicator=target.indicator, unit=world.province, comparator=">=", value=Decimal(98),
        due=target.due, replaces=target,
    )  # fmt: skip
    assert statuses(system, Kind.TARGET, world.clerk) == {raised.pk: "changed"}


def test_it_works_the_status_out_the_same_way_in_the_database_and_beside_it(
    world: World, system: SecondSystem, give: Any
) -> None:
    tasks = [give(title=f"Việc {number}") for number in range(4)]
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK, "entered_on": TODAY}
    note_same(**hand, subject=tasks[1])
    note_different(**hand, subject=tasks[2], theirs="khác")
    note_same(**hand, subject=tasks[3])
    change_deadline(actor=world.clerk, task=tasks[3], new=date(2026, 12, 15), reason="Chờ vốn")
    marks = fingerprints(Kind.TASK, [task.pk for task in tasks])
    entries = {entry.task_id: entry for entry in SystemEntry.objects.all()}
    beside = {task.pk: status_now(entries.get(task.pk), marks[task.pk]) for task in tasks}
    assert statuses(system, Kind.TASK, world.clerk) == beside
    assert sorted(beside.values()) == ["changed", "differs", "missing", "same"]


def test_it_takes_back_what_was_noted_by_mistake_with_a_reason(world: World, system: SecondSystem, give: Any) -> None:
    task = give()
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK, "subject": task}
    with pytest.raises(Refused, match="was_not_entered"):
        note_not_entered(**hand, reason="Nhầm")
    same(world, system, task, code="TW-1")
    with pytest.raises(Refused, match="no_reason"):
        note_not_entered(**hand, reason=" ")
    note_not_entered(**hand, reason="Nhầm dòng")
    assert statuses(system, Kind.TASK, world.clerk) == {task.pk: "missing"}


def test_it_refuses_one_code_for_two_tasks(world: World, system: SecondSystem, give: Any) -> None:
    first, second = give(), give(title="Việc khác")
    same(world, system, first, code="TW-1")
    with pytest.raises(Refused, match="code_taken"):
        same(world, system, second, code="TW-1")
    both = [(first, Noted("same", "TW-2")), (second, Noted("same", "TW-2"))]
    with pytest.raises(Refused, match="code_twice"):
        note_many(actor=world.clerk, system=system, kind=Kind.TASK, noted=both, entered_on=TODAY)
    assert SystemEntry.objects.get().code == "TW-1"


def test_it_lets_the_lead_note_its_own_task_and_nobody_elses(world: World, system: SecondSystem, give: Any) -> None:
    own, others = give(), give(lead_unit=world.commune, title="Việc của xã")
    hand: dict[str, Any] = {"actor": world.focal, "system": system, "kind": Kind.TASK, "entered_on": TODAY}
    note_same(**hand, subject=own)
    with pytest.raises(Refused, match=r"access\.denied"):
        note_same(**hand, subject=others)
    with pytest.raises(Refused, match=r"access\.denied"):
        ask_for(actor=world.focal, system=system, kind=Kind.TASK, subject=own, asked="yes")


def test_it_refuses_a_day_to_come_a_closed_system_and_what_it_does_not_take(
    world: World, system: SecondSystem, give: Any
) -> None:
    task = give()
    hand: dict[str, Any] = {"actor": world.clerk, "kind": Kind.TASK, "subject": task}
    with pytest.raises(Refused, match="day_in_future"):
        note_same(**hand, system=system, entered_on=date(2026, 11, 21))
    closed = edit_system(actor=world.clerk, system=system, closed_on=TODAY)
    with pytest.raises(Refused, match="closed"):
        note_same(**hand, system=closed, entered_on=TODAY)
    only_figures = edit_system(actor=world.clerk, system=system, takes_tasks=False)
    with pytest.raises(Refused, match="not_taken"):
        note_same(**hand, system=only_figures, entered_on=TODAY)
    with pytest.raises(Refused, match="takes_nothing"):
        edit_system(actor=world.clerk, system=system, takes_tasks=False, takes_figures=False, takes_targets=False)


def test_it_keeps_tables_whole(world: World, system: SecondSystem) -> None:
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK}
    for columns, code in (
        ([], "no_columns"),
        ([("Mã", "code"), ("mã", "title")], "heading_twice"),
        ([("Mã", "khong-co")], "unknown_field"),
    ):
        with pytest.raises(Refused, match=code):
            lay_out_columns(**hand, columns=columns)
    lay_out_columns(**hand, columns=[("Mã định danh", "theirs"), ("  Nội dung  việc ", "title"), ("", "due")])
    kept = list(system.columns.filter(kind="task").values_list("heading", "field"))
    assert kept == [("Mã định danh", "theirs"), ("Nội dung việc", "title")]


def test_it_tells_the_office_or_the_units_what_waits_for_them(world: World, system: SecondSystem, give: Any) -> None:
    task = give()
    give(lead_unit=world.commune, title="Việc của xã")
    assert [(one.kind, one.missing, one.changed) for one in waiting_for(world.clerk).found] == [(Kind.TASK, 2, 0)]
    assert waiting_for(world.focal).found == []
    edit_system(actor=world.clerk, system=system, entered_by="leads")
    assert [(one.kind, one.missing) for one in waiting_for(world.focal).found] == [(Kind.TASK, 1)]
    same(world, system, task)
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 15), reason="Chờ vốn")
    assert [(one.missing, one.changed) for one in waiting_for(world.focal).found] == [(0, 1)]
    assert waiting_for(world.outsider).found == []
