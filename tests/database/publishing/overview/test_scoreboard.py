"""How a paper's targets stand: against its own targets, with cause and task, over the term."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from django.test import Client

from tests.database.conftest import TODAY, World
from tests.database.publishing.overview.conftest import Given, report, sheets_of
from vaocuoc.oversight.coverage.models import Group, Mark
from vaocuoc.publishing.overview.scoreboard import scoreboard_of
from vaocuoc.tracking.models import Cause, Target, TaskService
from vaocuoc.tracking.tasks.operations import create_task


def page(world: World, given: Given, client: Client, query: str = "") -> str:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/tai-lieu/{given.paper.pk}/chi-tieu/{query}").content.decode()


def test_it_judges_the_whole_and_what_was_given_singly(world: World, given: Given) -> None:
    board = scoreboard_of(world.clerk, given.paper, today=TODAY)
    assert [(line.row.indicator.code, line.row.unit.pk) for line in board.lines] == [
        ("XH-02", given.bad.pk), ("KT-01", world.province.pk),
    ]  # fmt: skip
    assert board.counts == {"off_track": 2}


def test_each_count_opens_its_rows(world: World, given: Given, client: Client) -> None:
    shown = page(world, given, client)
    assert "0/2 chỉ tiêu đạt, 2 khó đạt." in shown
    assert '?danh-gia=off_track#chi-tieu" data-n="2"' in shown
    assert page(world, given, client, "?danh-gia=off_track").count('class="name"') == 2
    assert "Không có chỉ tiêu nào ở đánh giá này." in page(world, given, client, "?danh-gia=met")


def test_it_names_the_cause_and_the_open_task(world: World, given: Given, client: Client) -> None:
    assert "Chưa có nhiệm vụ khắc phục" in page(world, given, client)
    target = Target.objects.get(indicator=given.paid, unit=world.province)
    Cause.objects.create(target=target, nature="objective", text="Vướng mặt bằng", made_by=world.clerk.user)
    task = create_task(
        actor=world.clerk, keeper=world.province, title="Điều chuyển vốn", lead_unit=world.department,
        due=date(2026, 12, 1), today=TODAY,
    )  # fmt: skip
    TaskService.objects.create(task=task, indicator=given.paid)
    shown = page(world, given, client)
    assert "Khách quan: Vướng mặt bằng" in shown
    assert "Điều chuyển vốn" in shown


def test_the_course_tells_of_each_quarter_by_figures_up_to_then(world: World, given: Given) -> None:
    report(world, given.paid, world.province, 3, 30)
    board = scoreboard_of(world.clerk, given.paper, today=TODAY)
    by_day = {moment.day: moment.counts for moment in board.moments}
    assert by_day[date(2026, 3, 31)]["on_track"] == 1
    assert by_day[TODAY] == {"off_track": 2}


def test_a_paper_without_targets_says_so(world: World, given: Given, client: Client) -> None:
    Target.objects.update(document=None)
    assert "chưa đề ra mục tiêu nào" in page(world, given, client)


def test_excel_has_the_targets(world: World, given: Given, client: Client, tmp_path: Path) -> None:
    page(world, given, client)
    rows, details = sheets_of(client.get(f"/tai-lieu/{given.paper.pk}/chi-tieu/?dang=xlsx"), tmp_path)
    named = {row[1]: row for row in rows if len(row) > 9}
    assert named["Tỷ lệ giải ngân vốn"][5] == "50"
    assert named["Tỷ lệ trường đạt chuẩn: Xã Bãi Dâu"][9] == "Khó đạt"
    assert details[-1][:3] == [rows[-1][0], rows[-1][1], rows[-1][9]]


def test_no_sheet_is_wider_than_a_page_on_which_one_can_read_it(
    world: World, given: Given, client: Client, tmp_path: Path
) -> None:
    page(world, given, client)
    sheets_of(client.get(f"/tai-lieu/{given.paper.pk}/chi-tieu/?dang=xlsx"), tmp_path)
    with ZipFile(tmp_path / "out.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    for sheet in sheets:
        columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet)
        assert 0 < sum((int(last) - int(first) + 1) * float(width) for first, last, width in columns) < 190
        assert 'paperSize="9"' in sheet  # A4


def test_excel_says_the_groups_where_the_paper_marks_any(
    world: World, given: Given, client: Client, tmp_path: Path
) -> None:
    target = Target.objects.get(indicator=given.paid, unit=world.province)
    Mark.objects.create(target=target, group=Group.BREAKTHROUGH, marked_by=world.clerk.user)
    page(world, given, client)
    _rows, details, groups = sheets_of(client.get(f"/tai-lieu/{given.paper.pk}/chi-tieu/?dang=xlsx"), tmp_path)
    named = {row[1]: row for row in details if len(row) > 2}
    assert named["Tỷ lệ giải ngân vốn"][-1] == "Đột phá"
    assert ["Nhóm việc lớn", "Số chỉ tiêu", "Khó đạt"] in groups
    assert groups[-2:] == [["Đột phá", "1", "1"], ["Không thuộc nhóm nào", "1", "1"]]


def test_word_has_the_sentence_and_the_table(world: World, given: Given, client: Client) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/tai-lieu/{given.paper.pk}/chi-tieu/", {"dang": "docx"})
    paper = docx.Document(BytesIO(b"".join(answer.streaming_content)))
    words = " ".join(paragraph.text for paragraph in paper.paragraphs)
    assert "chỉ tiêu đạt" in words
    assert "tình hình thực hiện các chỉ tiêu" in words
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Đánh giá" in cells
    assert any(given.poor.name in text for text in cells)
