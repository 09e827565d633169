"""Units by indicators: what the table counts, what its sentence says, and that it asks no more of a larger one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World, make_unit
from tests.database.publishing.overview.conftest import Given, aim, report, sheets_of
from vaocuoc.directory.models import Level
from vaocuoc.directory.people.access import Actor
from vaocuoc.publishing.overview.matrix import MatrixFilters, cells_of, matrix_of
from vaocuoc.tracking.models import Standing


def page(actor: Actor, client: Client, query: str = "") -> str:
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    found = client.get(f"/ma-tran/{query}")
    assert found.status_code == 200
    return found.content.decode()


def table(world: World, **filters: Any) -> Any:
    return matrix_of(world.clerk, today=TODAY, filters=MatrixFilters(**filters))


def test_it_has_a_row_for_each_unit_and_none_for_the_keeper(world: World, given: Given) -> None:
    made = table(world)
    assert [row.name for row in made.rows] == ["Phường Bến Nghè", "Xã Bãi Dâu", "Đặc khu Cồn Cát"]
    assert [one.code for one in made.columns] == ["KT-01", "XH-02"]


def test_it_counts_what_needs_someone_and_names_the_worst(world: World, given: Given) -> None:
    made = table(world)
    assert {row.name: row.needs for row in made.rows}["Xã Bãi Dâu"] == {"off_track": 2}
    assert made.worst_unit.name == "Xã Bãi Dâu"
    assert made.late == {given.paid.pk: 1, given.poor.pk: 1}, "the province's own verdict is no unit's"


def test_its_cells_hold_what_judging_would_give(world: World, given: Given) -> None:
    table(world)
    cells = cells_of([given.paid, given.poor], [given.good.pk, given.bad.pk])
    assert (given.good.pk, given.poor.pk) not in cells
    cell = cells[given.good.pk, given.paid.pk]
    assert (cell.code, str(cell.value), str(cell.until)) == ("on_track", "80.0", "2026-10-31")
    assert cell.percent is not None
    assert cell.percent > 100


def test_a_new_figure_changes_the_cell(world: World, given: Given) -> None:
    table(world)
    report(world, given.paid, given.silent, 10, 88)
    made = table(world)
    assert {row.name: row.needs for row in made.rows}["Đặc khu Cồn Cát"] == {}


def test_it_is_narrowed_by_group_text_and_ordered_by_need(world: World, given: Given) -> None:
    assert [row.name for row in table(world, group="xa").rows] == ["Xã Bãi Dâu"]
    assert [row.name for row in table(world, text="cồn cát").rows] == ["Đặc khu Cồn Cát"]
    assert next(row.name for row in table(world, by_need=True).rows) == "Xã Bãi Dâu"
    assert table(world, text="cồn cát").late == {}


def test_who_sees_none_of_it_has_an_empty_table(world: World, given: Given, client: Client) -> None:
    assert "Chưa giao chỉ tiêu nào cho đơn vị." in page(world.outsider, client)


def test_the_page_says_its_finding_and_opens_cells(world: World, given: Given, client: Client) -> None:
    shown = page(world.clerk, client)
    assert "Xã Bãi Dâu cần chú ý nhất: 2 chỉ tiêu khó đạt hoặc không đạt." in shown
    assert "Số liệu đến 31/10/2026." in shown.replace("</time>", "").replace('<time datetime="2026-10-31">', "")
    assert f'href="/chi-tieu/{given.paid.pk}/?don-vi={given.good.pk}"' in shown
    assert '<td class="na">·</td>' in shown


def test_a_count_opens_the_list_that_it_counts(world: World, given: Given, client: Client) -> None:
    shown = page(world.clerk, client)
    address = f"/chi-tieu/?don-vi={given.bad.pk}&amp;danh-gia=off_track"
    assert address in shown
    listed = client.get(address.replace("&amp;", "&")).content.decode()
    assert "Tỷ lệ giải ngân vốn" in listed
    assert "Tỷ lệ trường đạt chuẩn" in listed


def test_excel_has_every_row_with_values_and_words(world: World, given: Given, client: Client, tmp_path: Path) -> None:
    page(world.clerk, client)
    values, words = sheets_of(client.get("/ma-tran/?dang=xlsx"), tmp_path)
    assert ["Xã Bãi Dâu", "Xã", "2", "0", "20", "10"] in values
    assert ["Phường Bến Nghè", "Đúng lộ trình", "·"] in words


def test_it_asks_no_more_of_a_larger_table(world: World, given: Given, client: Client) -> None:
    page(world.clerk, client)
    with CaptureQueriesContext(connection) as few:
        page(world.clerk, client)
    for number in range(12):
        unit = make_unit(f"Xã Thứ {number}", level=Level.COMMUNE)
        aim(world, given.paid, unit, 90)
        report(world, given.paid, unit, 10, 40 + number)
    page(world.clerk, client)
    with CaptureQueriesContext(connection) as many:
        page(world.clerk, client)
    assert len(many) == len(few)


def test_kept_values_are_judged_again_where_they_lack_their_day(world: World, given: Given) -> None:
    table(world)
    Standing.objects.update(day=None, actual=None)
    table(world)
    assert Standing.objects.get(indicator=given.paid, unit=given.good).actual == 800
