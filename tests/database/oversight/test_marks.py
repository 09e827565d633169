"""Groups of a resolution's work: one mark for each thing, wherever it is marked from; filters, bulk, its pages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World
from tests.database.oversight.test_coverage import ISSUED, carried, client_of, found, put
from tests.database.publishing.overview.conftest import sheets_of
from tests.database.tracking.intake_papers import TASK, TASK_WITHOUT_DAY, only, read_paper
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Document, File, Reading
from vaocuoc.oversight.coverage.grouping import groups_of_targets, marks_of_indicator
from vaocuoc.oversight.coverage.marking import mark, mark_target, mark_task, mark_tasks
from vaocuoc.oversight.coverage.measures import groups_of
from vaocuoc.oversight.coverage.models import Mark
from vaocuoc.tracking.indicators.operations import create_indicator, set_target
from vaocuoc.tracking.intake.models import TaskSource
from vaocuoc.tracking.intake.operations import accept_finding, undo_decision
from vaocuoc.tracking.intake.regrouping import merge_findings, split_finding
from vaocuoc.tracking.models import Target, Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def resolution(world: World) -> Document:
    return put(world, "01-NQ/TU", type="resolution")


@pytest.fixture
def reading(world: World, resolution: Document) -> Reading:
    file = File.objects.create(
        document=resolution, keeper=world.province, name="nq.txt", sha256="0" * 64, size=1, format="txt"
    )
    return Reading.objects.create(file=file, reader_version="1", state="done", text="x")


def give(world: World, title: str, **fields: Any) -> Task:
    return create_task(
        actor=world.clerk, keeper=world.province, title=title, lead_unit=world.department, due=TODAY,
        received_on=ISSUED, today=TODAY, **fields,
    )  # fmt: skip


def aim(world: World, document: Document, name: str = "GRDP", **fields: Any) -> Target:
    figure = create_indicator(
        actor=world.clerk, keeper=world.province, name=name, unit_of_measure="%", kind="ratio", frequency="year"
    )
    return set_target(
        actor=world.clerk, indicator=figure, unit=world.province, comparator=">=", value=Decimal(8), due=TODAY,
        document=document, **fields,
    )  # fmt: skip


def counted(world: World, document: Document) -> dict[str, int]:
    return {row.key: len(row.items) for row in groups_of(carried(world, document))}


def listed(client: Client, address: str) -> set[str]:
    context = client.get(address).context
    if "/chi-tieu/" in address:
        return {row.indicator.name for row, *_words in context["rows"]}
    return {row.task.title for row, _cells in context["page"]}


def test_what_was_entered_by_hand_is_marked_itself(world: World, resolution: Document) -> None:
    task, target = give(world, "Lập quỹ", document=resolution), aim(world, resolution)
    mark_task(actor=world.clerk, task=task, group="key")
    mark_target(actor=world.clerk, target=target, group="breakthrough")
    assert counted(world, resolution) == {"key": 1, "breakthrough": 1}
    assert groups_of_targets([target]) == {target.pk: "breakthrough"}
    mark_target(actor=world.clerk, target=target, group="")
    assert counted(world, resolution) == {"key": 1}


def test_a_task_made_from_a_marked_sentence_counts_once(world: World, resolution: Document, reading: Reading) -> None:
    sentence = found(reading, "task", "Lập quỹ")
    mark(actor=world.clerk, document=resolution, findings=[sentence.pk], group="key")
    task = give(world, "Lập quỹ", document=resolution, finding=sentence)
    mark_task(actor=world.clerk, task=task, group="breakthrough")
    assert counted(world, resolution) == {"breakthrough": 1}
    assert Mark.objects.get().finding_id == sentence.pk


def test_a_sentence_marked_takes_the_place_of_its_tasks_own_mark(
    world: World, resolution: Document, reading: Reading
) -> None:
    task = give(world, "Lập quỹ")
    mark_task(actor=world.clerk, task=task, group="key")
    sentence = found(reading, "task", "Lập quỹ")
    TaskSource.objects.create(task=task, finding=sentence, linked_by=world.clerk.user)
    assert counted(world, resolution) == {"key": 1}
    mark(actor=world.clerk, document=resolution, findings=[sentence.pk], group="programme")
    assert counted(world, resolution) == {"programme": 1}
    assert Mark.objects.count() == 1


def test_a_target_set_anew_by_the_same_paper_keeps_its_group(world: World, resolution: Document) -> None:
    old = aim(world, resolution)
    mark_target(actor=world.clerk, target=old, group="key")
    new = set_target(
        actor=world.clerk, indicator=old.indicator, unit=world.province, comparator=">=", value=Decimal(9), due=TODAY,
        document=resolution, replaces=old,
    )  # fmt: skip
    assert counted(world, resolution) == {"key": 1}
    assert groups_of_targets([new]) == {new.pk: "key"}
    assert [one.group for one in marks_of_indicator(new.indicator)] == ["key"]
    mark_target(actor=world.clerk, target=new, group="breakthrough")
    assert [one.group for one in marks_of_indicator(new.indicator)] == ["breakthrough"]


def test_the_parts_of_a_marked_sentence_and_what_it_is_merged_into_keep_its_group(world: World) -> None:
    document = read_paper(world, TASK)
    origin = only(document)
    accept_finding(actor=world.clerk, finding_id=origin.pk, version=origin.version, today=TODAY)
    mark(actor=world.clerk, document=document, findings=[origin.pk], group="key")
    origin.refresh_from_db()
    origin = undo_decision(actor=world.clerk, finding_id=origin.pk, version=origin.version, today=TODAY)
    place = origin.quote.index("báo cáo")
    one, other = split_finding(actor=world.clerk, finding_id=origin.pk, version=origin.version, places=[place])
    assert {mark.group for mark in Mark.objects.filter(finding__in=[one, other])} == {"key"}
    for part in (one, other):
        accept_finding(actor=world.clerk, finding_id=part.pk, version=part.version, today=TODAY)
    assert counted(world, document) == {"key": 2}


@pytest.mark.parametrize(("second", "kept"), [(None, ["key"]), ("key", ["key"]), ("programme", [])])
def test_a_merged_sentence_has_the_group_that_both_agree_on(world: World, second: str | None, kept: list[str]) -> None:
    one, other = read_paper(world, TASK, TASK_WITHOUT_DAY).findings.order_by("start")
    for finding, group in ((one, "key"), (other, second)):
        if group:
            Mark.objects.create(finding=finding, group=group, marked_by=world.clerk.user)
    whole = merge_findings(
        actor=world.clerk, finding_id=one.pk, version=one.version, other_id=other.pk, other_version=other.version
    )
    assert [mark.group for mark in Mark.objects.filter(finding=whole)] == kept


def test_the_lists_are_narrowed_to_a_group(world: World, resolution: Document, reading: Reading) -> None:
    sentence = found(reading, "task", "Từ câu")
    other = put(world, "02-CTr/TU")
    give(world, "Từ câu", document=resolution, finding=sentence)
    linked = give(world, "Gắn thêm", document=other)
    further = found(reading, "task", "Gắn thêm")
    TaskSource.objects.create(task=linked, finding=further, linked_by=world.clerk.user)
    mark_task(actor=world.clerk, task=give(world, "Nhập tay"), group="key")
    give(world, "Việc khác")
    mark(actor=world.clerk, document=resolution, findings=[sentence.pk, further.pk], group="key")
    mark_target(actor=world.clerk, target=aim(world, resolution), group="key")
    aim(world, resolution, "Thu ngân sách")
    client = client_of(world, "clerk")
    assert listed(client, "/nhiem-vu/?nhom-viec=key") == {"Từ câu", "Gắn thêm", "Nhập tay"}
    assert listed(client, "/nhiem-vu/?nhom-viec=breakthrough") == set()
    assert len(listed(client, "/nhiem-vu/?nhom-viec=lạ")) == 4
    assert listed(client, "/chi-tieu/?nhom-viec=key") == {"GRDP"}
    assert len(listed(client, "/chi-tieu/")) == 2


def test_many_tasks_are_marked_by_as_many_queries_as_few(world: World) -> None:
    tasks = [give(world, f"Việc {place}") for place in range(9)]

    def asked(some: list[Task]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert mark_tasks(actor=world.clerk, tasks=some, group="key") == {}
        return len(queries)

    assert asked(tasks[:2]) == asked(tasks)
    assert Mark.objects.filter(group="key").count() == 9


def test_chosen_rows_of_the_list_are_marked(world: World) -> None:
    tasks = [give(world, f"Việc {place}") for place in range(3)]
    mark_task(actor=world.clerk, task=tasks[0], group="key")
    client = client_of(world, "clerk")
    chosen = {"viec": "nhom", "chon": [task.pk for task in tasks], "group": "key"}
    preview = client.post("/nhiem-vu/hang-loat/", {**chosen, "buoc": "xem"})
    assert (preview.context["changed"], preview.context["same"]) == (2, 1)
    assert Mark.objects.count() == 1
    assert client.post("/nhiem-vu/hang-loat/", {**chosen, "buoc": "ghi"}).status_code == 302
    assert Mark.objects.filter(group="key").count() == 3


def test_who_gives_no_work_marks_nothing(world: World, resolution: Document) -> None:
    task, target = give(world, "Lập quỹ", document=resolution), aim(world, resolution)
    for refused in (
        lambda: mark_task(actor=world.focal, task=task, group="key"),
        lambda: mark_target(actor=world.focal, target=target, group="key"),
    ):
        with pytest.raises(Refused, match=r"access\.denied"):
            refused()
    assert b'id="nhom-moi"' not in client_of(world, "focal").get(f"/nhiem-vu/{task.pk}/").content
    assert not Mark.objects.exists()


def test_the_pages_of_a_task_and_an_indicator_mark_them(world: World, resolution: Document) -> None:
    task, target = give(world, "Lập quỹ", document=resolution), aim(world, resolution)
    client = client_of(world, "clerk")
    for address, page in (
        (f"/trien-khai/nhom/nhiem-vu/{task.pk}/", f"/nhiem-vu/{task.pk}/"),
        (f"/trien-khai/nhom/muc-tieu/{target.pk}/", f"/chi-tieu/{target.indicator_id}/"),
    ):
        assert "Chưa thuộc nhóm nào" in client.get(page).content.decode()
        assert client.post(address, {}).status_code == 422
        assert client.post(address, {"group": "breakthrough"}).status_code == 302
        shown = client.get(page).content.decode()
        assert '<span class="tag good">Đột phá</span> theo' in shown


def test_the_page_of_the_paper_marks_what_was_entered_by_hand_too(world: World, resolution: Document) -> None:
    task, target = give(world, "Lập quỹ", document=resolution), aim(world, resolution)
    client = client_of(world, "clerk")
    address = f"/tai-lieu/{resolution.pk}/trien-khai/nhom/"
    assert client.get(address).content.decode().count('name="chon"') == 2
    assert client.post(address, {"group": "key", "chon": [f"n{task.pk}", f"m{target.pk}"]}).status_code == 302
    assert counted(world, resolution) == {"key": 2}
    board = client.get(f"/tai-lieu/{resolution.pk}/chi-tieu/").content.decode()
    assert "Nhiệm vụ trọng tâm: " in board


def test_the_files_name_groups_and_every_paper(world: World, resolution: Document, tmp_path: Path) -> None:
    mark_task(actor=world.clerk, task=give(world, "Lập quỹ", document=resolution), group="key")
    client = client_of(world, "clerk")
    of_one = sheets_of(client.get(f"/tai-lieu/{resolution.pk}/trien-khai/?dang=xlsx"), tmp_path)[0]
    assert any("Nhiệm vụ trọng tâm" in row for row in of_one)
    (of_all,) = sheets_of(client.get("/trien-khai/?dang=xlsx"), tmp_path)
    (row,) = (row for row in of_all if "01-NQ/TU" in row)
    assert [str(cell) for cell in row[7:9]] == ["1", "1"]
    assert client.get("/trien-khai/?dang=in").status_code == 200


def test_a_file_that_stops_before_the_end_says_so(
    world: World, resolution: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def text() -> str:
        return str(sheets_of(client_of(world, "clerk").get("/trien-khai/?dang=xlsx"), tmp_path))

    put(world, "02-NQ/TU", type="resolution")
    assert "Chỉ có" not in text()
    monkeypatch.setattr("vaocuoc.oversight.coverage.views._PRINTED_DOCUMENTS", 1)
    assert "Chỉ có 1 trên 2 văn bản." in text()
