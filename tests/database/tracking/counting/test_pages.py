"""The period sheet on its page, in Excel, in Word, on paper; the list behind a number; what a leader must decide."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word

from tests.database.tracking.counting.conftest import Golden
from tests.database.tracking.sheets import read_page
from vaocuoc.tracking.models import Task, TaskParty

SHEET = "/nhiem-vu/tong-hop/"


@pytest.fixture
def clerk(golden: Golden, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("VAOCUOC_TODAY", golden.day.isoformat())
    client.force_login(golden.world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_number_opens_the_list_that_it_counts(clerk: Client) -> None:
    page = clerk.get(SHEET, {"ky": "2026"}).content.decode()
    numbers = re.findall(r'<a href="(/nhiem-vu/tong-hop/viec/[^"]+)">([\d.]+)</a>', page)
    assert len(numbers) > 40
    total = [(address, number) for address, number in numbers if "dong=" not in address]
    for address, number in [*total, *numbers[:6]]:
        listed = clerk.get(address.replace("&amp;", "&")).content.decode()
        assert f"<span>{number} nhiệm vụ</span>" in listed, address


@pytest.mark.parametrize("group", ["don-vi", "theo-doi", "van-ban", "linh-vuc"])
def test_each_grouping_says_the_same_sum_and_defines_it(clerk: Client, group: str) -> None:
    page = clerk.get(SHEET, {"ky": "2026", "nhom": group}).content.decode()
    assert "giao 169, xong 146, còn 23" in page
    assert "chưa việc nào xét được đúng hạn" in page
    assert "(146 việc không xét được)" in page
    assert "Ngày giao là ngày nhận văn bản" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ky": "2026-w36"}, "tuần 36/2026"),
        ({"ky": "2026-08"}, "tháng 8/2026"),
        ({"ky": "2026-q3"}, "quý III/2026"),
        ({"tu": "01/07/2026", "den": "15/08/2026"}, "từ ngày 01/07/2026 đến ngày 15/08/2026"),
        ({"tu": "15/08/2026", "den": "01/07/2026"}, "Ngày cuối đứng trước ngày đầu"),
        ({"tu": "hôm kia", "den": "01/07/2026"}, "“hôm kia” không phải là ngày"),
        ({"ky": "2025-w53"}, "Năm đó không có tuần này"),
        ({}, "tuần 38/2026"),
    ],
)
def test_a_period_is_named_or_what_was_wrong_with_it(clerk: Client, asked: dict[str, str], said: str) -> None:
    assert said in clerk.get(SHEET, asked).content.decode()


def test_the_same_figures_have_the_same_code_and_others_another(clerk: Client, golden: Golden) -> None:
    def code() -> str:
        found = re.search(r"Mã phiếu (PK-\d{8}-[0-9A-F]{6})", clerk.get(SHEET, {"ky": "2026"}).content.decode())
        assert found
        return found[1]

    first = code()
    assert code() == first
    Task.objects.filter(code="NV-0185").update(closure="cancelled")
    assert code() != first


def test_excel_holds_plain_values_and_the_inner_edition_the_load(clerk: Client) -> None:
    got = clerk.get(SHEET, {"ky": "2026", "dang": "xlsx", "ban": "noi-bo"})
    content = b"".join(got.streaming_content)
    names = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml"))
    assert [one.get("name") for one in names.iter() if one.tag.endswith("}sheet")] == [
        "Đơn vị chủ trì",
        "Người theo dõi",
    ]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    rows = read_page(content).rows
    heads = next(row for row in rows if row[:1] == ("Đơn vị chủ trì",))
    total = next(row for row in rows if row[:1] == ("Tổng cộng",))
    assert total[heads.index("Xong trong kỳ")] == 146


def test_word_is_a_paper_of_the_office_with_the_table_behind(clerk: Client) -> None:
    got = clerk.get(SHEET, {"ky": "2026", "dang": "docx"})
    paper = Word(io.BytesIO(got.content))
    words = "\n".join(one.text for one in paper.paragraphs)
    assert "hoàn thành 146" in words
    assert "Bản để trình, mã phiếu PK-" in words
    table = paper.tables[-1]
    assert [cell.text for cell in table.rows[-1].cells][1:5] == ["Tổng cộng", "0", "169", "146"]


def test_it_asks_as_many_queries_for_many_lines_as_for_few(clerk: Client) -> None:
    def asked(**asked: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            clerk.get(SHEET, asked)
        return len(seen)

    asked(ky="2026-08")
    assert asked(tu="01/01/2026", den="31/08/2026") == asked(ky="2026-w30")


def test_only_the_red_with_who_what_and_which_level(clerk: Client, golden: Golden) -> None:
    late = Task.objects.filter(due__lt=golden.day, closure="").order_by("due")
    TaskParty.objects.create(task=late[0], role="through", unit=golden.world.office)
    Task.objects.filter(pk=late[0].pk).update(authority="Ban Thường vụ Tỉnh ủy", product="Tờ trình")
    page = clerk.get(reverse("counting:exceptions")).content.decode()
    assert page.count('class="sheet pad red-one"') == 8
    assert "giao qua Văn phòng Tỉnh ủy" in page
    assert "Ban Thường vụ Tỉnh ủy" in page
    assert "gửi Tờ trình của nhiệm vụ" in page
    assert "Chưa tiếp nhận" in page
    Task.objects.filter(pk=late[0].pk).update(is_disputed=True)
    assert clerk.get(reverse("counting:exceptions")).content.decode().count('class="sheet pad red-one"') == 7


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"ky": "2026-w47"}, "phieu-tuan-47-2026"),
        ({"ky": "2026-10"}, "phieu-thang-10-2026"),
        ({"tu": "01/01/2026", "den": "31/08/2026"}, "phieu-tu-01-01-2026-den-31-08-2026"),
    ],
)
def test_a_file_is_named_by_its_period_in_plain_words(clerk: Client, asked: dict[str, str], name: str) -> None:
    for ending in ("xlsx", "docx"):
        got = clerk.get(SHEET, {**asked, "dang": ending})
        assert f'filename="{name}.{ending}"' in got.headers["Content-Disposition"]
