"""Lists of the register: exactly the filtered rows as Excel and on paper, with the chosen columns, at any length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import World, streamed
from tests.database.tracking.sheets import Page, read_page
from vaocuoc.directory.lists.columns import POSTS, UNITS
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views.listing import Listing
from vaocuoc.tracking.indicators.columns import INDICATORS
from vaocuoc.tracking.indicators.operations import create_indicator
from vaocuoc.tracking.models import Indicator, Target, Task
from vaocuoc.tracking.shortcomings.columns import PROPOSALS, SHORTCOMINGS
from vaocuoc.tracking.shortcomings.operations import (
    answer_proposal,
    create_proposal,
    create_shortcoming,
    set_shortcoming_state,
)
from vaocuoc.tracking.tasks.columns import TASKS
from vaocuoc.tracking.tasks.operations import add_update, change_deadline

Give = Callable[..., Task]
LISTS: list[Listing] = [TASKS, INDICATORS, SHORTCOMINGS, PROPOSALS, UNITS, POSTS]


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
def filled(world: World, indicator: Indicator, target: Target, give: Give) -> None:
    """A row in every list."""
    late = give(title="Trình đề án nước sạch", due=date(2026, 11, 1), product="Tờ trình", overseers=[world.leader.post])
    add_update(actor=world.focal, task=late, blocker="Chờ vốn", blocker_for="UBND tỉnh")
    give(title="Rà soát danh mục", cooperating=[world.commune, "Điện lực"])
    create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm", unit=world.department)
    create_proposal(actor=world.clerk, keeper=world.province, text="Bổ sung vốn", addressed_to="Chính phủ")


def sheet(client: Client, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read_page(streamed(answer))


def rows_of(page: Page) -> list[tuple[Any, ...]]:
    """The heads and the rows, below the title and what it is about."""
    return page.rows[2:]


def test_it_gives_exactly_the_filtered_rows_as_excel(
    world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    address = "/nhiem-vu/?trang-thai=overdue&cot=ma&cot=han&cot=gia-han&cot=vuong-mac&cot=phu-trach&dang=xlsx"
    page = sheet(as_(world.clerk), address)
    heads, *rows = rows_of(page)
    assert heads == ("Mã", "Nhiệm vụ", "Hạn", "Số lần gia hạn", "Phụ trách", "Vướng mắc")
    assert rows == [("NV-0001", "Trình đề án nước sạch", date(2026, 11, 1), 0, str(world.leader.post), "Chờ vốn")]
    assert page.rows[0] == ("Nhiệm vụ",)
    assert "trạng thái: Quá hạn. 1 dòng, xuất ngày 20/11/2026" in page.rows[1][0]
    assert (page.frozen, page.filtered) == ("A4", "A3:F4")


def test_excel_says_in_columns_what_the_page_says_under_other_words(
    world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    indicators, *rows = rows_of(sheet(as_(world.clerk), "/chi-tieu/?xem=tat-ca&dang=xlsx"))
    assert {"Mã", "Đơn vị tính", "Của đơn vị", "Cơ quan theo dõi"} <= set(indicators)
    assert all(row[indicators.index("Của đơn vị")] for row in rows)
    tasks, *_ = rows_of(sheet(as_(world.clerk), "/nhiem-vu/?xem=tat-ca&dang=xlsx"))
    assert {"Văn bản giao", "Theo dõi", "Số ngày quá hạn", "Vướng mắc"} <= set(tasks)


@pytest.mark.parametrize("listing", LISTS, ids=lambda one: one.name)
def test_it_fills_every_column_of_every_list(
    listing: Listing, world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    every = "&".join(f"cot={column.key}" for column in listing.columns)
    client = as_(world.clerk)
    shown = client.get(f"{listing.address}?{every}").content.decode()
    table = shown[shown.index("<thead>") : shown.index("</table>")]
    row = table[table.index("<tbody>") :].partition("</tr>")[0]
    assert table.partition("</thead>")[0].count("<th") - 1 == row.count("<td"), "heads and cells differ"
    found = rows_of(sheet(client, f"{listing.address}?{every}&dang=xlsx"))
    assert list(found[0]) == [str(column.head) for column in listing.columns]
    assert len(found) > 1
    assert '<th class="num">TT</th>' in client.get(f"{listing.address}?{every}&dang=in").content.decode()


@pytest.mark.parametrize("listing", LISTS, ids=lambda one: one.name)
def test_it_gives_others_nothing_of_ours(
    listing: Listing, world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    told = str(rows_of(sheet(as_(world.outsider), f"{listing.address}?dang=xlsx")))
    assert "Minh Giang" not in told
    assert "NV-0001" not in told
    assert "ải ngân" not in told
    assert "Bổ sung" not in told


def test_it_says_on_paper_what_is_shown(world: World, filled: None, as_: Callable[[Actor], Client]) -> None:
    shown = as_(world.clerk).get(f"/nhiem-vu/?chu-tri={world.department.pk}&q=nước&dang=in").content.decode()
    assert "Bộ lọc: từ tìm: nước; chủ trì: Sở Tài chính." in shown
    assert "1 dòng, ngày" in shown
    assert "Trình đề án nước sạch" in shown
    assert "Rà soát danh mục" not in shown


@pytest.mark.parametrize("listing", LISTS, ids=lambda one: one.name)
@pytest.mark.parametrize("form", ["", "xlsx", "in"])
def test_it_asks_as_many_queries_for_many_rows(
    listing: Listing, form: str, world: World, filled: None, give: Give, as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    every = "&".join(f"cot={column.key}" for column in listing.columns)
    address = f"{listing.address}?{every}&dang={form}"

    def asked() -> int:
        for _ in range(2):  # what is asked once and kept does not count
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
                if answer.streaming:
                    streamed(answer)
        return len(queries)

    before = asked()
    for number in range(4):
        task = give(title=f"Việc {number}", overseers=[world.leader.post], cooperating=[world.commune])
        change_deadline(actor=world.clerk, task=task, new=date(2026, 12, number + 1), reason="Chờ vốn")
        create_indicator(
            actor=world.clerk, keeper=world.province, name=f"Chỉ tiêu {number}", unit_of_measure="xã", kind="stock",
            frequency="month", lead_unit=world.department,
        )  # fmt: skip
        one = create_shortcoming(actor=world.clerk, keeper=world.province, text=f"Chậm {number}", unit=world.commune)
        set_shortcoming_state(actor=world.clerk, shortcoming=one, state="in_hand")
        asked_for = create_proposal(actor=world.clerk, keeper=world.province, text=f"Đề nghị {number}")
        answer_proposal(actor=world.clerk, proposal=asked_for, answered_on=date(2026, 11, 2), answer="Đồng ý")
    assert asked() == before


def test_it_orders_shortcomings_by_state_and_proposals_by_answer(
    world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    done = create_shortcoming(actor=world.clerk, keeper=world.province, text="Đã xong từ lâu")
    set_shortcoming_state(actor=world.clerk, shortcoming=done, state="overcome", note="Đã xử lý")
    client = as_(world.clerk)
    texts = [row[1] for row in rows_of(sheet(client, "/han-che/?dang=xlsx"))[1:]]
    assert texts == ["Giải ngân chậm", "Đã xong từ lâu"]
    only = rows_of(sheet(client, f"/han-che/?don-vi={world.department.pk}&dang=xlsx"))
    assert len(only) == 2


def test_it_lists_units_as_a_tree_and_posts_that_nobody_holds(
    world: World, filled: None, as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    tree = [row[0] for row in rows_of(sheet(client, "/don-vi/?relation=party&dang=xlsx"))[1:]]
    assert tree[0] == "Tỉnh ủy Minh Giang"
    assert "    Sở Tài chính" in tree
    looked = [row[0].strip() for row in rows_of(sheet(client, "/don-vi/?relation=party&q=sở&dang=xlsx"))[1:]]
    assert looked == ["Tỉnh ủy Minh Giang", "Sở Tài chính"], "a unit stands without its place"
    held = rows_of(sheet(client, "/chuc-danh/?q=chuyên+viên+văn+phòng&dang=xlsx"))[1:]
    assert [row[0] for row in held] == ["Chuyên viên tổng hợp"]
    assert rows_of(sheet(client, "/chuc-danh/?trong=1&dang=xlsx"))[1:] == []
