"""Each number of the board opens exactly the list that it counts, for every reader, whole and narrowed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.database.conftest import BEGIN, TODAY, World, make_actor
from tests.database.publishing.test_board import give, measure
from vaocuoc.directory.models import Role
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.tasks.operations import (
    add_update,
    close_without_evidence,
    decide_evidence,
    dispute_task,
    submit_evidence,
)

READERS = ("clerk", "leader", "focal", "inspector", "overseer")
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ALOUD = re.compile(r'<span class="sr">.*?</span>', re.DOTALL)
_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})*(?![\w/,-])")


@dataclass
class Link:
    """A link of the page: where it leads, what number it says it counts, whether its words hold one.

    ``explains`` is the "?" beside a number, which tells where that number is from and counts nothing itself.
    """

    address: str
    counted: int | None
    has_number: bool
    explains: bool


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def readers(world: World) -> dict[str, Actor]:
    """Every kind of reader over one busy register."""
    inspector = make_actor("kiemtra", "Ủy viên Ủy ban Kiểm tra", world.province, Role.INSPECTOR, world.province)
    overseer = make_actor("phutrach", "Ủy viên Ban Thường vụ", world.province, Role.VIEWER, world.province)
    give_oversight(
        actor=None, post=overseer.post, kind="unit", unit=world.department, decision="05-QĐ/TU", valid_from=BEGIN
    )
    _fill(world)
    return {
        "clerk": world.clerk,
        "leader": world.leader,
        "focal": world.focal,
        "inspector": inspector,
        "overseer": overseer,
    }


def _fill(world: World) -> None:
    """Tasks in every state and at every step, indicators of several verdicts, units that owe figures."""
    for number, reached in enumerate((300, 700, 950, None)):
        made = measure(world, f"Chỉ tiêu số {number}", reached)
        oblige(actor=world.clerk, indicator=made, unit=world.commune, valid_from=date(2026, 1, 1))
    for number in range(3):
        late = give(world, f"Việc chậm thứ {number}", date(2026, 10, 1 + 15 * (number % 2)))
        if number:
            add_update(actor=world.clerk, task=late, text="Đã họp", blocker="Chưa có vốn" if number == 1 else "")
        give(world, f"Việc của văn phòng {number}", date(2026, 10, 20), lead_unit=world.office)
        give(world, f"Việc sắp đến {number}", date(2026, 11, 24))
        give(world, f"Việc xa {number}", date(2026, 12, 30))
    give(world, "Việc chưa có hạn", None)
    give(world, "Việc thường xuyên", None, deadline_kind="regular", recurrence="hằng tháng")
    give(world, "Việc chờ điều kiện", None, deadline_kind="condition", condition="Chờ quy hoạch")
    for title, due in (("Đã nộp", date(2026, 12, 1)), ("Đã nộp, quá hạn", date(2026, 11, 1)), ("Trả lại", TODAY)):
        handed = give(world, title, due)
        evidence = submit_evidence(
            actor=world.focal, task=handed, number="1/BC", date=TODAY, subject="Báo cáo", level="province"
        )
        if title == "Trả lại":
            decide_evidence(actor=world.clerk, evidence=evidence, accepted=False, reason="Thiếu phụ lục")
    close_without_evidence(actor=world.clerk, task=give(world, "Xong", date(2026, 11, 2)), reason="Có báo cáo")
    dispute_task(actor=world.focal, task=give(world, "Giao nhầm", date(2026, 11, 3)), reason="Không đúng chức năng")


def signed_in(client: Client, actor: Actor) -> Client:
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def links(page: str) -> list[Link]:
    """The links of the main part that lead somewhere with their numbers; titles of things may hold any digits."""
    main = page[page.index("<main") : page.index("</main>")]
    found = []
    for one in _LINK.finditer(main):
        attributes = one["attributes"]
        address = re.search(r'href="([^"]*)"', attributes)
        counted = re.search(r'data-n="(\d+)"', attributes)
        if address and not address[1].startswith("#"):
            explains = "data-whence" in attributes
            # What is read aloud beside the "?" names the thing; what is seen may hold no number.
            words = html.unescape(_TAG.sub(" ", _ALOUD.sub("", one["words"]) if explains else one["words"]))
            titled = 'class="name"' in attributes and counted is None
            found.append(
                Link(
                    html.unescape(address[1]),
                    int(counted[1]) if counted else None,
                    not titled and bool(_NUMBER.search(words)),
                    explains,
                )
            )
    return found


def length(client: Client, address: str) -> int:
    """How many rows the list at an address has, over all its pages."""
    answer: Any = client.get(address, follow=True)
    assert answer.status_code == 200, address
    if "cua-toi=1" in address and "chua-bao-cao" in address:
        return int(answer.context["coverage"].missing)
    return int(answer.context["page"].paginator.count)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("narrowed", ["", "?ky=2026-10", "?phu-trach=1", "?chu-tri=department"])
def test_every_number_of_the_board_is_the_length_of_the_list_that_it_opens(
    world: World, readers: dict[str, Actor], client: Client, reader: str, narrowed: str
) -> None:
    address = "/" + narrowed.replace("department", str(world.department.pk))
    page = signed_in(client, readers[reader]).get(address).content.decode()
    found = links(page)
    assert [link.address for link in found if link.has_number and link.counted is None] == []
    wrong = {link.address: (link.counted, length(client, link.address)) for link in found if link.counted is not None}
    assert {address: pair for address, pair in wrong.items() if pair[0] != pair[1]} == {}
    if not narrowed:
        assert len(wrong) > 10


@pytest.mark.parametrize("reader", READERS)
def test_every_question_mark_beside_a_number_is_answered(
    readers: dict[str, Actor], client: Client, reader: str
) -> None:
    found = links(signed_in(client, readers[reader]).get("/").content.decode())
    asked = {link.address for link in found if link.explains}
    assert len(asked) > 3
    assert dict.fromkeys(asked, 200) == {address: client.get(address).status_code for address in asked}


@pytest.mark.parametrize(
    ("reader", "first"),
    [
        ("clerk", "Xác nhận nhiệm vụ đơn vị báo hoàn thành"),
        ("leader", "Tháo gỡ vướng mắc của nhiệm vụ quá hạn"),
        ("focal", "Cập nhật nhiệm vụ quá hạn của đơn vị"),
        ("inspector", "Xem xét nhiệm vụ quá hạn trên 30 ngày"),
        ("overseer", "Cho ý kiến về nhiệm vụ quá hạn trong phần phụ trách"),
    ],
)
def test_it_begins_with_what_this_reader_can_do(
    readers: dict[str, Actor], client: Client, reader: str, first: str
) -> None:
    board = signed_in(client, readers[reader]).get("/").context["board"]
    assert board.todo[0].title == first


def test_it_says_of_the_late_where_they_are_stuck_and_whose_they_are(
    world: World, readers: dict[str, Actor], client: Client
) -> None:
    board = signed_in(client, readers["leader"]).get("/").context["board"]
    assert {step.code: step.number for step in board.steps} == {"blocked": 1, "unacknowledged": 4, "moving": 1}
    assert [(unit.name, unit.number) for unit in board.late_units] == [("Sở Tài chính", 3), ("Văn phòng Tỉnh ủy", 3)]


def test_the_context_stands_above_the_page_and_goes_with_the_rail(
    world: World, readers: dict[str, Actor], client: Client
) -> None:
    page = signed_in(client, readers["clerk"]).get(f"/nhiem-vu/?chu-tri={world.office.pk}&ky=2026-10").content.decode()
    mast, rail = page[: page.index('<nav class="rail"')], page[page.index('<nav class="rail"') : page.index("<main")]
    assert "Văn phòng Tỉnh ủy" in mast
    assert "tháng 10/2026" in mast
    assert "Bỏ lọc" in mast
    carried = f"chu-tri={world.office.pk}&amp;ky=2026-10"
    assert rail.count(carried) == 3  # the board, indicators, tasks
    cleared = re.search(r'class="clear" href="([^"]*)"', mast)
    assert cleared
    assert cleared[1] == "/nhiem-vu/?xem=tat-ca"


@pytest.mark.parametrize("address", ["/?ky=2026-13", "/?ky=x", "/?ky=0000"])
def test_it_is_not_there_for_a_period_that_there_is_not(
    readers: dict[str, Actor], client: Client, address: str
) -> None:
    assert signed_in(client, readers["clerk"]).get(address).status_code == 404


def test_a_scope_in_which_nothing_is_says_so_and_leads_out(readers: dict[str, Actor], client: Client) -> None:
    page = signed_in(client, readers["clerk"]).get("/?ky=2031").content.decode()
    assert "Không có chỉ tiêu, nhiệm vụ nào trong phạm vi này" in page
    assert "Bỏ lọc để xem toàn bộ" in page
