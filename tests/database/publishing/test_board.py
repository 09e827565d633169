"""The board: its numbers are its lists, it narrows by its address, it shows nobody what is not theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import month
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.coverage.models import Group, Mark
from vaocuoc.publishing.board.queries import Board, board
from vaocuoc.publishing.board.reporting import coverage, missing_of
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.indicators.operations import (
    create_indicator,
    oblige,
    set_target,
    submit_observation,
)
from vaocuoc.tracking.models import Indicator, Target, Task
from vaocuoc.tracking.tasks.operations import add_update, create_task, submit_evidence

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def of(actor: Actor, scope: Scope | None = None) -> Board:
    return board(actor, today=TODAY, now=NOW, scope=scope or Scope())


def give(world: World, title: str, due: date | None, **fields: Any) -> Task:
    values: dict[str, Any] = {"lead_unit": world.department, "received_on": date(2026, 9, 1), **fields}
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title=title,
        due=due,
        no_due_reason="" if due else "Văn bản chưa ấn định",
        today=TODAY,
        **values,
    )


def measure(world: World, name: str, reached: int | None) -> Indicator:
    """A monthly total that should be 1.000 by the end of the year, with what was reached by the end of October."""
    made = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name=name,
        unit_of_measure="căn",
        kind="flow",
        frequency="month",
        reported="year_to_date",
        decimals=0,
        lead_unit=world.department,
    )
    begins, ends = date(2026, 1, 1), date(2026, 12, 31)
    set_target(
        actor=world.clerk,
        indicator=made,
        unit=world.province,
        comparator=">=",
        value=Decimal(1000),
        horizon="total",
        starts_on=begins,
        due=ends,
    )
    if reached is not None:
        submit_observation(
            actor=world.focal,
            indicator=made,
            unit=world.province,
            provider=world.department,
            period=month(2026, 10),
            value=Decimal(reached),
        )
    return made


def texts(made: Board) -> str:
    return "".join(clause.text + clause.after for clause in made.sentence)


# --- the sentence and the counts --------------------------------------------------------------------------------------


def test_it_says_first_what_is_in_danger_and_what_is_late(world: World) -> None:
    measure(world, "Nhà ở xã hội", 300)
    give(world, "Báo cáo rà soát quy hoạch", date(2026, 10, 17))
    give(world, "Trình đề án", date(2026, 11, 16))
    said = texts(of(world.clerk))
    assert said.startswith("1 chỉ tiêu khó đạt")
    assert "2 nhiệm vụ quá hạn, lâu nhất 34 ngày" in said


def test_it_says_so_when_nothing_is_wrong(world: World) -> None:
    measure(world, "Nhà ở xã hội", 900)
    give(world, "Trình đề án", date(2026, 12, 18))
    assert texts(of(world.clerk)) == "Không có chỉ tiêu nào khó đạt hoặc có nguy cơ. Không có nhiệm vụ nào quá hạn. "


def test_it_counts_regular_tasks_apart(world: World) -> None:
    give(world, "Báo cáo hằng tháng", None, deadline_kind="regular", recurrence="hằng tháng")
    give(world, "Trình đề án", date(2026, 12, 18))
    made = of(world.clerk)
    assert (made.dated_total, made.regular.number) == (1, 1)


def test_it_shows_who_can_remove_what_blocks_a_late_task(world: World) -> None:
    task = give(world, "Bàn giao mặt bằng", date(2026, 10, 30))
    add_update(actor=world.clerk, task=task, blocker="41 hộ chưa nhận tiền", blocker_for="Ủy ban nhân dân tỉnh")
    late = of(world.clerk).overdue[0]
    assert (late.days, late.blocker, late.mover) == (21, "41 hộ chưa nhận tiền", "Ủy ban nhân dân tỉnh")


def test_it_lists_the_next_ten_days_and_no_more(world: World) -> None:
    give(world, "Hôm nay", TODAY)
    give(world, "Ngày thứ mười", date(2026, 11, 30))
    give(world, "Ngày thứ mười một", date(2026, 12, 1))
    made = of(world.clerk)
    assert [day.only for day in made.coming] == ["Hôm nay", "Ngày thứ mười"]


# --- what waits, by role ----------------------------------------------------------------------------------------------


def test_it_asks_the_office_to_confirm_and_the_unit_to_work(world: World) -> None:
    waiting = give(world, "Lập danh mục", date(2026, 12, 1))
    submit_evidence(
        actor=world.focal, task=waiting, number="12/BC-STC", date=TODAY, subject="Danh mục", level="province"
    )
    give(world, "Trình phương án", date(2026, 11, 24))
    assert [item.number for item in of(world.clerk).todo if "Xác nhận" in item.title] == [1]
    own = of(world.focal).todo
    assert [item.title for item in own] == ["Hoàn thành nhiệm vụ đến hạn trong 7 ngày"]


def test_it_asks_a_leader_for_decisions(world: World) -> None:
    measure(world, "Nhà ở xã hội", 300)
    task = give(world, "Bàn giao mặt bằng", date(2026, 10, 30))
    add_update(actor=world.clerk, task=task, blocker="41 hộ chưa nhận tiền")
    titles = [item.title for item in of(world.leader).todo]
    assert titles[:2] == ["Tháo gỡ vướng mắc của nhiệm vụ quá hạn", "Cho ý kiến về chỉ tiêu khó đạt"]


def test_it_asks_for_the_day_of_a_task_without_one(world: World) -> None:
    give(world, "Phương án cấp điện", None)
    item = next(item for item in of(world.clerk).todo if "Điền hạn" in item.title)
    assert (item.number, "80 ngày" in item.detail) == (1, True)


# --- who is silent, what waits for approval ---------------------------------------------------------------------------


def test_it_counts_a_unit_silent_until_its_figure_or_its_reason_is_there(world: World) -> None:
    indicator = measure(world, "Kết nạp đảng viên", None)
    oblige(actor=world.clerk, indicator=indicator, unit=world.commune, valid_from=date(2026, 1, 1))
    silent = {owing.pk for owing in coverage(world.clerk, today=TODAY).silent}
    assert silent == {world.department.pk, world.commune.pk}
    submit_observation(
        actor=world.clerk,
        indicator=indicator,
        unit=world.commune,
        provider=world.commune,
        period=month(2026, 10),
        value=None,
        missing_reason="Chưa họp xét",
    )
    found = coverage(world.clerk, today=TODAY)
    assert ([owing.name for owing in found.silent], found.owing, found.reported) == ([world.department.name], 2, 1)
    assert [one.indicator for one in missing_of(
        world.clerk, [world.department.pk, world.commune.pk], today=TODAY, scope=Scope()
    )[world.department.pk]] == [indicator]  # fmt: skip


def test_an_earlier_period_is_no_report_of_the_last(world: World) -> None:
    indicator = measure(world, "Kết nạp đảng viên", 5)
    submit_observation(
        actor=world.clerk, indicator=indicator, unit=world.province, provider=world.province,
        period=month(2026, 9), value=Decimal(3),
    )  # fmt: skip
    before = coverage(world.clerk, today=date(2026, 10, 20))
    assert before.silent == ()
    assert [owing.missing for owing in coverage(world.clerk, today=date(2026, 12, 20)).silent] == [1]


def test_it_owes_nothing_for_a_period_before_the_obligation(world: World) -> None:
    indicator = measure(world, "Kết nạp đảng viên", 5)
    oblige(actor=world.clerk, indicator=indicator, unit=world.commune, valid_from=date(2026, 11, 1))
    assert coverage(world.clerk, today=TODAY).silent == ()


def test_it_offers_for_approval_what_another_reported(world: World) -> None:
    measure(world, "Nhà ở xã hội", 300)
    item = next(item for item in of(world.clerk).todo if "Duyệt" in item.title)
    assert (item.number, item.detail) == (1, "Chờ lâu nhất: Nhà ở xã hội, Sở Tài chính")
    assert not [item for item in of(world.focal).todo if "Duyệt" in item.title]


# --- the address, and who sees what -----------------------------------------------------------------------------------


def test_it_narrows_everything_to_a_leading_unit_and_keeps_it_in_the_links(world: World) -> None:
    give(world, "Của Sở", date(2026, 10, 30))
    give(world, "Của Văn phòng", date(2026, 10, 30), lead_unit=world.office)
    made = of(world.clerk, Scope(lead=world.office))
    assert [row.title for row in made.overdue] == ["Của Văn phòng"]
    assert f"chu-tri={world.office.pk}" in made.overdue_url


def test_it_narrows_everything_to_a_group_and_keeps_it_in_the_links(world: World, client: Client) -> None:
    key = give(world, "Việc đột phá", date(2026, 10, 30))
    give(world, "Việc thường", date(2026, 10, 30))
    aim = measure(world, "Nhà ở xã hội", 300)
    measure(world, "Giải ngân", 300)
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "scope-group" not in client.get("/pham-vi/").content.decode()
    Mark.objects.create(task=key, group=Group.BREAKTHROUGH, marked_by=world.clerk.user)
    target = Target.objects.get(indicator=aim)
    Mark.objects.create(target=target, group=Group.BREAKTHROUGH, marked_by=world.clerk.user)
    made = of(world.clerk, Scope(group=Group.BREAKTHROUGH))
    assert [row.title for row in made.overdue] == ["Việc đột phá"]
    assert sum(number.number for number in made.verdicts) == 1
    assert "nhom-viec=breakthrough" in made.overdue_url
    assert not of(world.clerk, Scope(group=Group.KEY)).overdue
    page = client.get("/?nhom-viec=breakthrough").content.decode()
    assert "Việc đột phá" in page
    assert "Việc thường" not in page
    assert "Nhóm: Đột phá" in page
    chooser = client.get("/pham-vi/?nhom-viec=breakthrough").content.decode()
    assert '<option value="breakthrough" selected>Đột phá' in chooser
    assert '<option value="key"' not in chooser


@pytest.mark.parametrize("address", ["/?van-ban=999999", "/?nhom-viec=x", "/?van-ban=x", "/?chu-tri=-1", "/?chu-tri=²"])
def test_it_is_not_there_for_a_scope_that_is_not_seen(world: World, client: Client, address: str) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404


def test_it_shows_an_outsider_nothing(world: World, client: Client) -> None:
    measure(world, "Nhà ở xã hội", 300)
    give(world, "Bàn giao mặt bằng", date(2026, 10, 30))
    assert of(world.outsider).is_empty
    client.force_login(world.outsider.user, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/", "/chua-bao-cao/"):
        page = client.get(address).content.decode()
        assert "Nhà ở xã hội" not in page
        assert "Sở Tài chính" not in page


def test_it_asks_as_much_of_a_large_register_as_of_a_small_one(world: World, client: Client) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    def grow(times: int) -> None:
        for number in range(times):
            measure(world, f"Chỉ tiêu {number} của {times}", 300 if number % 2 else None)
            task = give(world, f"Nhiệm vụ {number} của {times}", date(2026, 10, 1 + number))
            add_update(actor=world.clerk, task=task, blocker="Chờ")
            give(world, f"Sắp tới {number} của {times}", date(2026, 11, 21 + number % 5))

    grow(2)
    queries()  # what is asked once only, such as content types
    small = queries()
    grow(12)
    queries()  # judges what has changed
    assert queries() <= small  # the title of a day's only task is not asked for where there is none


def test_an_administrator_without_a_post_is_led_to_units_and_people(world: World, client: Client) -> None:
    client.force_login(world.administrator.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    main = page[page.index("<main") :]
    for name, word in (("organisations:units", "Đơn vị"), ("people:list", "Cán bộ, tài khoản")):
        assert f'ở mục <a href="{reverse(name)}">{word}</a>' in main
