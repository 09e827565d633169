"""The pages of workbooks, without scripts: taken, handed in, looked at, written, handed on; and what is pasted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World
from tests.database.tracking.workbooks.conftest import row_of, written
from vaocuoc.audit.models import Entry
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.models import Cell, Indicator, ReturnBatch, ReturnedBook, Submission

SLUG = "month-2026-10"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def test_its_pages_light_the_reports_in_the_rail(world: World, at: Callable[[Actor], Client]) -> None:
    html = at(world.clerk).get(reverse("workbooks:upload")).content.decode()
    rail = html[html.index("<nav") : html.index("<main")]
    assert f'<a href="{reverse("submissions:mine")}" title="Báo cáo số liệu" aria-current="page"' in rail


def workbook(client: Client, world: World, provider: Any = None) -> bytes:
    args = [world.province.pk, (provider or world.department).pk, SLUG]
    answer = client.get(reverse("workbooks:one", args=args))
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def upload(client: Client, *files: tuple[str, bytes], query: str = "") -> Any:
    handed = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("workbooks:upload") + query, {"books": handed}, follow=True)


def test_a_workbook_is_taken_filled_looked_at_written_and_its_report_handed_in(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    focal = at(world.focal)
    report = reverse("submissions:report", args=[world.province.pk, world.department.pk, SLUG])
    page = focal.get(report).content.decode()
    assert all(words in page for words in ("Tải bảng Excel", "Nhập bảng đã điền", "Dán từ Excel"))
    content = workbook(focal, world)
    content = written(content, {f"I{row_of(content, revenue)}": 7573.9, f"I{row_of(content, trained)}": 12})
    query = f"?so={world.province.pk}&don-vi={world.department.pk}&ky={SLUG}"
    seen = upload(focal, ("so.xlsx", content), query=query)
    shown = seen.content.decode()
    assert "Ghi 2 số vào báo cáo" in shown
    assert "7.573,9" in shown
    address = seen.request["PATH_INFO"]
    done = focal.post(address, {"viec": "ghi"}, follow=True).content.decode()
    assert "Đã ghi vào báo cáo" in done
    assert Cell.objects.count() == 2
    assert "Đã gửi báo cáo, chờ duyệt." in focal.post(address, {"viec": "gui"}, follow=True).content.decode()
    assert Submission.objects.get().state == "submitted"
    assert at(world.clerk).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_workbook_is_given_and_noted_where_no_test_holds_the_transaction_open(
    world: World, at: Any, trained: Indicator
) -> None:
    assert workbook(at(world.focal), world).startswith(b"PK")
    assert Entry.objects.filter(action="workbooks.give").count() == 1


def test_a_workbook_of_another_round_is_refused_where_it_is_handed_in(
    world: World, at: Any, trained: Indicator
) -> None:
    focal = at(world.focal)
    query = f"?so={world.province.pk}&don-vi={world.department.pk}&ky=month-2026-9"
    shown = upload(focal, ("so.xlsx", workbook(focal, world)), query=query).content.decode()
    assert "tháng 10/2026" in shown
    assert "không phải báo cáo số liệu tháng 9/2026" in shown
    nothing = focal.post(reverse("workbooks:upload"))
    assert nothing.status_code == 422
    assert "Chưa chọn tệp nào" in nothing.content.decode()


def test_a_number_that_can_be_either_is_answered_on_the_page(world: World, at: Any, trained: Indicator) -> None:
    trained.decimals = 1
    trained.save()
    focal = at(world.focal)
    content = workbook(focal, world)
    seen = upload(focal, ("so.xlsx", written(content, {f"I{row_of(content, trained)}": 1.234})))
    assert "đọc được hai cách" in seen.content.decode()
    address = seen.request["PATH_INFO"]
    unanswered = focal.post(address, {"viec": "ghi"})
    assert unanswered.status_code == 422
    assert not Cell.objects.exists()
    name = f"doc-{trained.pk}-{world.department.pk}"
    focal.post(address, {"viec": "ghi", name: "grouped"})
    assert Cell.objects.get().value == 12340


def test_the_coordinator_gives_all_out_and_takes_all_in(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    clerk = at(world.clerk)
    progress = clerk.get(reverse("submissions:progress"), {"so": world.province.pk, "ky": SLUG}).content.decode()
    address = reverse("workbooks:round", args=[world.province.pk, SLUG])
    assert address in progress
    assert address not in at(world.leader).get(reverse("submissions:progress"), {"ky": SLUG}).content.decode()
    assert "Tải 2 bảng (.zip)" in clerk.get(address).content.decode()
    archive = zipfile.ZipFile(BytesIO(b"".join(clerk.post(address).streaming_content)))
    filled = BytesIO()
    with zipfile.ZipFile(filled, "w") as target:
        for name in archive.namelist():
            content = archive.read(name)
            cells = {f"I{row_of(content, trained)}": 5}
            if name.startswith("so-"):
                cells[f"I{row_of(content, revenue)}"] = 100
            target.writestr(name, written(content, cells))
    seen = upload(clerk, ("tat-ca.zip", filled.getvalue()), query=f"?so={world.province.pk}&ky={SLUG}")
    assert "2 bảng chờ ghi" in seen.content.decode()
    batch = reverse("workbooks:batch", args=[ReturnBatch.objects.get().pk])
    nothing = clerk.post(batch, {"viec": "ghi"})
    assert nothing.status_code == 422
    assert "Chưa chọn bảng nào" in nothing.content.decode()
    assert "Đã ghi 2 bảng" in clerk.post(batch, {"viec": "ghi", "bang": ["1", "2"]}, follow=True).content.decode()
    assert "Đã gửi 2 báo cáo" in clerk.post(batch, {"viec": "gui", "bang": ["1", "2"]}, follow=True).content.decode()
    assert set(Submission.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_written_report_that_lacks_figures_says_so_and_stays_a_draft(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    focal = at(world.focal)
    content = workbook(focal, world)
    seen = upload(focal, ("so.xlsx", written(content, {f"I{row_of(content, trained)}": 5})))
    address = seen.request["PATH_INFO"]
    focal.post(address, {"viec": "ghi"})
    answer = focal.post(address, {"viec": "gui"})
    assert answer.status_code == 422
    assert "Còn 1 ô" in answer.content.decode()
    assert Submission.objects.get().state == "draft"


def test_pasted_cells_are_looked_at_and_then_fill_the_draft(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    focal = at(world.focal)
    address = reverse("workbooks:paste", args=[world.province.pk, world.department.pk, SLUG])
    text = "KT-01\t7.573,9\nXD-02\t12"
    shown = focal.post(address, {"text": text, "viec": "xem"})
    page = shown.content.decode()
    assert "Ghi 2 số vào bản nháp" in page
    assert not Cell.objects.exists()
    signature = shown.context["plan"].signature
    stale = focal.post(address, {"text": "KT-01\t1", "viec": "ghi", "dau": signature})
    assert stale.status_code == 409
    done = focal.post(address, {"text": text, "viec": "ghi", "dau": signature}, follow=True).content.decode()
    assert "Đã ghi 2 ô vào bản nháp." in done
    assert Cell.objects.count() == 2
    nothing = focal.post(address, {"text": "  "})
    assert nothing.status_code == 422
    assert "Chưa dán gì" in nothing.content.decode()


def test_pages_ask_as_often_for_many_workbooks_as_for_few(world: World, at: Any, trained: Indicator) -> None:
    clerk = at(world.clerk)
    batch = ReturnBatch.objects.create(total=40, done=40, created_by=world.clerk.user)

    def add(number: int) -> None:
        first = batch.books.count() + 1
        ReturnedBook.objects.bulk_create(
            ReturnedBook(
                batch=batch,
                place=place,
                name=f"{place}.xlsx",
                state="ready",
                keeper=world.province,
                provider=world.department,
                period=SLUG,
                counts={"new": 1},
            )
            for place in range(first, first + number)
        )

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(reverse("workbooks:batch", args=[batch.pk])).status_code == 200
        return len(queries)

    add(2)
    asked()
    few = asked()
    add(30)
    assert asked() == few
