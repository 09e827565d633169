"""The pages of the trail: search, one entry before and after, the files, the seals."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.database.conftest import World
from vaocuoc.audit import exporting
from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record
from vaocuoc.audit.queries import Filters, entries
from vaocuoc.audit.sealing import seal
from vaocuoc.audit.words import in_words
from vaocuoc.formats.grids.workbooks import read
from vaocuoc.formats.limits import DEFAULT
from vaocuoc.tracking.models import Task

PLACE = "/nhat-ky/"


@pytest.fixture
def browse(world: World, client: Client) -> Client:
    client.force_login(world.administrator.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def told(world: World) -> list[Entry]:
    return [
        record(world.clerk, "tasks.assign", world.office, title="Trình phương án phân bổ"),
        record(world.clerk, "tasks.edit", world.office, before={"title": "Họp"}, after={"title": "Họp giao ban"}),
        record(world.focal, "tasks.update", world.department, text="Đã giải ngân"),
        record(None, "tasks.resume", world.commune),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Filters(words="phuong an"), [0]),
        (Filters(words="giải ngân"), [2]),
        (Filters(words="Họp giao"), [1]),
        (Filters(unit="sở tài chính"), [2]),
        (Filters(unit="tai chinh", post="chuyen vien"), []),
        (Filters(post="chuyên viên tổng hợp"), [1, 0]),
        (Filters(action="tasks.edit"), [1]),
        (Filters(username="dautaichinh"), [2]),
    ],
)
def test_it_finds_by_each_question(world: World, told: list[Entry], asked: Filters, expected: list[int]) -> None:
    assert list(entries(world.administrator, asked)) == [told[one] for one in expected]


def test_it_shows_before_and_after(browse: Client, told: list[Entry]) -> None:
    page = browse.get(f"{PLACE}{told[1].pk}/").content.decode()
    assert "Trước và sau" in page
    assert "Họp giao ban" in page
    assert "chờ niêm phong" in page
    seal(now=timezone.now())
    assert "1, niêm phong" in browse.get(f"{PLACE}{told[1].pk}/").content.decode()


def test_it_calls_an_edited_field_as_its_form_does(world: World) -> None:
    entry = record(world.clerk, "tasks.edit", Task(pk=1), before={"product": ""}, after={"product": "Tờ trình"})
    (line,) = in_words([entry])
    assert line.changes == (("sản phẩm", "", "Tờ trình"),)
    assert line.facts == (("sản phẩm", "– → Tờ trình"),)


def test_it_compares_a_named_value_and_tells_that_it_was_asked(browse: Client, world: World) -> None:
    entry = record(world.administrator, "people.hold_post", world.office, person_name="Trần Thị Mẫu")
    page = browse.post(f"{PLACE}{entry.pk}/", {"value": "trần thị mẫu"}).content.decode()
    assert "Khớp: cán bộ." in page
    page = browse.post(f"{PLACE}{entry.pk}/", {"value": "Trần Thị Khác"}).content.decode()
    assert "Không khớp" in page
    asked = Entry.objects.filter(action="audit.compare").order_by("pk")
    assert [one.facts["matched"] for one in asked] == [True, False]
    assert "Mẫu" not in str([one.facts for one in asked])


def test_it_exports_what_the_filters_leave_as_csv(browse: Client, told: list[Entry]) -> None:
    answer: Any = browse.get(f"{PLACE}xuat.csv", {"words": "giải ngân"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert rows[1][2] == "dautaichinh"
    assert "Đã giải ngân" in rows[1][8]
    taken = Entry.objects.get(action="audit.export")
    assert (taken.facts["count"], taken.facts["form"]) == (1, "csv")


def test_it_exports_a_workbook_of_the_same_rows(browse: Client, told: list[Entry]) -> None:
    answer: Any = browse.get(f"{PLACE}xuat.xlsx")
    (grid,) = read(io.BytesIO(b"".join(answer.streaming_content)), DEFAULT)
    first = [cell.text for (_row, column), cell in sorted(grid.cells.items()) if column == 0]
    assert [text for text in first if text.isdigit()] == [str(entry.pk) for entry in reversed(told)]


def test_it_makes_no_formula_of_what_was_typed(browse: Client, world: World) -> None:
    record(world.clerk, "=1+1", world.office)
    answer: Any = browse.get(f"{PLACE}xuat.csv")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_it_refuses_a_workbook_that_is_too_long(browse: Client, told: list[Entry], monkeypatch: Any) -> None:
    monkeypatch.setattr("vaocuoc.audit.views.MOST_IN_WORKBOOK", 2)
    answer = browse.get(f"{PLACE}xuat.xlsx")
    assert answer.status_code == 422
    assert "xuất tệp CSV" in answer.content.decode()
    assert exporting.MOST_IN_WORKBOOK == 100_000


def test_it_shows_the_seal_to_keep_on_paper(browse: Client, told: list[Entry]) -> None:
    assert "Chưa có lô niêm phong nào" in browse.get(f"{PLACE}niem-phong/").content.decode()
    (batch,) = seal(now=timezone.now())
    assert f"1:{batch.seal}" in browse.get(f"{PLACE}niem-phong/").content.decode()


def test_it_shows_an_inspector_only_what_those_posts_did_that_it_inspects(
    world: World, told: list[Entry], client: Client, inspector: Callable[[], Any]
) -> None:
    client.force_login(inspector().user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{PLACE}{told[2].pk}/").status_code == 200
    assert client.get(f"{PLACE}{told[3].pk}/").status_code == 404


@pytest.fixture
def inspector(world: World) -> Callable[[], Any]:
    from tests.database.conftest import make_actor

    return lambda: make_actor("kiemtra", "Ủy viên Ủy ban Kiểm tra", world.office, "inspector", world.province)


def test_it_asks_the_same_number_of_questions_for_any_number_of_rows(
    browse: Client, told: list[Entry], world: World
) -> None:
    browse.get(PLACE)
    with CaptureQueriesContext(connection) as few:
        browse.get(PLACE)
    for one in range(30):
        record(world.clerk, "tasks.assign", world.office, title=f"Việc {one}")
    with CaptureQueriesContext(connection) as many:
        browse.get(PLACE)
    assert len(few) == len(many)
