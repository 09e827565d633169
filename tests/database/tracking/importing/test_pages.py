"""The pages of taking a file in, as a browser without a script asks for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.database.conftest import TODAY, World
from tests.database.tracking.importing.conftest import take
from tests.database.tracking.importing.test_rows import HEADINGS, book, row
from tests.database.tracking.importing.trackers import workbook
from vaocuoc.tracking.importing.batches import AT_ONCE
from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportRow
from vaocuoc.tracking.importing.operations import (
    apply_batch,
    apply_job,
    choose_columns,
    prepare_job,
    receive_file,
)
from vaocuoc.tracking.tasks.models import Task


@pytest.fixture
def clerk(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client = Client()
    client.force_login(world.clerk.user)
    return client


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def send(client: Client, world: World, path: Path) -> Any:
    content = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("importing:start"), {"file": content, "kind": "tasks", "keeper": world.province.pk})


def test_it_leads_from_the_file_to_the_register(clerk: Client, world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", lead="Sở KHĐT", due="1/12/2026"), row("Trình sổ", due="2/12/2026"))
    answer = send(clerk, world, path)
    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("importing:columns", args=[batch.pk])
    page = clerk.get(answer["Location"])
    assert "Đơn vị chủ trì" in text(page)
    given = {f"cot-{place}": batch.mapping[column.plain] for place, (column, _) in enumerate(page.context["columns"])}
    answer = clerk.post(reverse("importing:columns", args=[batch.pk]), {**given, "trang-tinh": "0"})
    assert answer["Location"] == reverse("importing:values", args=[batch.pk])
    assert "Sở KHĐT" in text(clerk.get(answer["Location"]))
    answer = clerk.post(answer["Location"], {"gia-tri-0": "", "gia-tri-0-khac": "sở tài chính", "nho": "1"})
    preview = text(clerk.get(answer["Location"]))
    assert "Ghi 2 dòng vào sổ" in preview
    assert not Task.objects.exists()
    clerk.post(reverse("importing:apply", args=[batch.pk]))
    assert {task.lead_unit for task in Task.objects.all()} == {world.department}
    done = text(clerk.get(reverse("importing:batch", args=[batch.pk])))
    assert "Hoàn tác" in done
    assert "a.xlsx" in text(clerk.get(reverse("tasks:detail", args=[Task.objects.order_by("pk")[0].pk])))
    clerk.post(reverse("importing:undo", args=[batch.pk]))
    assert not Task.objects.exists()


def test_it_takes_no_answer_that_was_not_offered(clerk: Client, world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", lead="Sở KHĐT", due="1/12/2026"))
    batch = receive_file(actor=world.clerk, kind="tasks", keeper=world.province, content=path, name="a.xlsx")
    choose_columns(actor=world.clerk, batch=batch, mapping=batch.mapping, sheets=[0])
    address = reverse("importing:values", args=[batch.pk])
    clerk.post(address, {"gia-tri-0": f"u:{world.elsewhere.pk}"})
    clerk.post(address, {"gia-tri-0-khac": "Tỉnh ủy Sơn Khê"})
    assert ImportRow.objects.get().outcome == "held"


def test_it_says_at_the_field_what_is_wrong_with_a_file(clerk: Client, world: World, tmp_path: Path) -> None:
    answer = send(clerk, world, workbook(tmp_path / "a.xlsx", [(1, 2)], ("Bài", "Điểm")))
    assert answer.status_code == 422
    assert "hàng tiêu đề" in text(answer)
    assert clerk.post(reverse("importing:start"), {"kind": "tasks"}).status_code == 422


def test_it_completes_a_waiting_row(clerk: Client, world: World, tmp_path: Path) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="Tháng 12")))
    apply_batch(actor=world.clerk, batch=batch)
    waiting = ImportRow.objects.get(state="waiting")
    assert "Lập sổ" in text(clerk.get(reverse("importing:waiting")))
    address = reverse("importing:complete", args=[waiting.pk])
    given = {"title": "Lập sổ", "lead": f"u:{world.department.pk}", "deadline_kind": "day", "due": "20/12/2026"}
    assert clerk.post(address, {**given, "due": "32/12/2026"}).status_code == 422
    assert clerk.post(address, given)["Location"] == reverse("importing:waiting")
    assert Task.objects.get().due.isoformat() == "2026-12-20"
    assert "Không có dòng nào chờ bổ sung" in text(clerk.get(reverse("importing:waiting")))


@pytest.mark.parametrize("kind", ["tasks", "indicators", "units"])
def test_it_gives_workbooks_out(clerk: Client, world: World, kind: str) -> None:
    for name in ("importing:blank", "importing:export"):
        answer = clerk.get(reverse(name, args=[kind]))
        assert answer.content.startswith(b"PK")
        assert ".xlsx" in answer["Content-Disposition"]


def test_it_exports_what_the_list_shows(clerk: Client, world: World, tmp_path: Path) -> None:
    from vaocuoc.formats.grids import load_grids

    path = book(tmp_path / "a.xlsx", row("Quá hạn rồi", due="1/9/2026"), row("Còn hạn", due="2/12/2026"))
    apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    out = tmp_path / "out.xlsx"
    out.write_bytes(clerk.get(reverse("importing:export", args=["tasks"]), {"trang-thai": "overdue"}).content)
    cells = [cell.text for cells in load_grids(out)[0].rows().values() for cell in cells.values()]
    assert ("Quá hạn rồi" in cells, "Còn hạn" in cells) == (True, False)


def large(world: World, tmp_path: Path, rows: int) -> ImportBatch:
    lines = [
        row(f"Việc số {n}", lead=("Sở Tài chính", "Văn phòng Tỉnh ủy")[n % 2], due=f"{n % 28 + 1}/12/2026")
        for n in range(rows)
    ]
    path = workbook(tmp_path / f"{rows}.xlsx", lines, HEADINGS)
    batch = receive_file(actor=world.clerk, kind="tasks", keeper=world.province, content=path, name=path.name)
    return choose_columns(actor=world.clerk, batch=batch, mapping=batch.mapping, sheets=[0])


def test_it_reads_and_writes_a_large_file_in_jobs(clerk: Client, world: World, tmp_path: Path) -> None:
    batch = large(world, tmp_path, AT_ONCE + 1)
    assert batch.state == BatchState.PREPARING
    page = clerk.get(reverse("importing:batch", args=[batch.pk]))
    assert (page.headers["Refresh"], "Đang đọc các dòng" in text(page)) == ("10", True)
    acting = (batch.pk, world.clerk.user.pk, world.clerk.post.pk if world.clerk.post else None, TODAY.isoformat())
    prepare_job.func(*acting)
    assert clerk.get(reverse("importing:batch", args=[batch.pk])).context["writing"] == AT_ONCE + 1
    clerk.post(reverse("importing:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, Task.objects.count()) == (BatchState.APPLYING, 0)
    apply_job.func(*acting)
    batch.refresh_from_db()
    assert (batch.state, Task.objects.count()) == (BatchState.APPLIED, AT_ONCE + 1)


def test_it_asks_the_database_as_often_for_many_rows_as_for_few(
    clerk: Client, world: World, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    addresses = [reverse("importing:batch", args=[large(world, tmp_path, rows).pk]) for rows in (60, 400)]
    clerk.get(addresses[0])
    for address in addresses:
        with django_assert_num_queries(PREVIEW_QUERIES):
            clerk.get(address)


PREVIEW_QUERIES = 16


def test_it_offers_no_undo_when_a_day_has_gone(clerk: Client, world: World, tmp_path: Path) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    apply_batch(actor=world.clerk, batch=batch)
    ImportBatch.objects.update(applied_at=timezone.now() - timedelta(hours=25))
    assert reverse("importing:undo", args=[batch.pk]) not in text(
        clerk.get(reverse("importing:batch", args=[batch.pk]))
    )
    assert clerk.post(reverse("importing:undo", args=[batch.pk])).status_code == 422
