"""A workbook goes out and comes back: as if typed on the page, nothing from another round, twice changes nothing."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.database.conftest import World, make_unit
from tests.database.tracking.submissions.conftest import OCTOBER
from tests.database.tracking.workbooks.conftest import IDENTITY, Handed, given, report_of, row_of, written
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.models import Cell, Indicator, Observation, Submission
from vaocuoc.tracking.submissions.filling import CellInput, save_cells
from vaocuoc.tracking.submissions.locking import lock_period
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.workbooks.giving import archive_path, give_all, give_all_job
from vaocuoc.tracking.workbooks.models import BookState, RunState, WorkbookRun
from vaocuoc.tracking.workbooks.reasons import OTHER, REASONS
from vaocuoc.tracking.workbooks.receiving import receive
from vaocuoc.tracking.workbooks.writing import submit_books, write_book


def lines(book: Any) -> dict[str, dict[str, Any]]:
    return {line["code"]: line for line in book.plan}


def test_what_is_filled_in_excel_is_what_would_be_typed_on_the_page(
    world: World, revenue: Indicator, trained: Indicator, returned: Any
) -> None:
    content = given(world)
    first, second = row_of(content, revenue), row_of(content, trained)
    content = written(
        content, {f"I{first}": 7573.9, f"J{first}": "Ước", f"L{first}": "Số sơ bộ", f"K{second}": REASONS[0]}
    )
    book = returned(content)
    assert book.state == BookState.READY
    assert not Cell.objects.exists()  # nothing before one says so
    assert lines(book)["KT-01"]["new"] == "7.573,9, số ước (Số sơ bộ)"
    write_book(actor=world.focal, book=book)
    cells = {cell.indicator_id: cell for cell in Cell.objects.all()}
    kept = cells[revenue.pk]
    assert (kept.value, kept.typed, kept.is_estimate, kept.note) == (75739, "7.573,9", True, "Số sơ bộ")
    assert cells[trained.pk].missing_reason == REASONS[0]
    book.refresh_from_db()
    assert submit_books(actor=world.focal, books=[book]) == (1, {})
    assert Observation.objects.count() == 2


def test_the_same_workbook_twice_changes_nothing(
    world: World, revenue: Indicator, trained: Indicator, returned: Any
) -> None:
    content = given(world)
    content = written(content, {f"I{row_of(content, revenue)}": 100, f"I{row_of(content, trained)}": 1234})
    write_book(actor=world.focal, book=returned(content))
    before = list(Cell.objects.order_by("pk").values())
    told = Entry.objects.filter(action="submissions.fill").count()
    again = returned(content)
    assert again.state == BookState.SAME
    with pytest.raises(Refused, match="nothing_to_write"):
        write_book(actor=world.focal, book=again)
    assert list(Cell.objects.order_by("pk").values()) == before
    submit(actor=world.focal, submission=report_of(world))
    assert returned(content).state == BookState.SAME  # handed in meanwhile, and still nothing new
    assert Entry.objects.filter(action="submissions.fill").count() == told


def test_it_is_prefilled_and_an_untouched_one_says_nothing(
    world: World, revenue: Indicator, trained: Indicator, fill: Any, returned: Any
) -> None:
    fill({revenue: {"typed": "90,5", "is_estimate": True, "note": "Tạm tính", "evidence": "12/BC"}})
    book = returned(given(world))
    assert (book.state, book.counts) == (BookState.SAME, {"same": 1, "empty": 1})


def test_an_empty_row_keeps_what_the_page_has(
    world: World, revenue: Indicator, trained: Indicator, fill: Any, returned: Any
) -> None:
    content = given(world)
    fill({revenue: "90,5"})
    book = returned(written(content, {f"I{row_of(content, trained)}": 0}))
    write_book(actor=world.focal, book=book)
    assert dict(Cell.objects.values_list("indicator", "value")) == {revenue.pk: 905, trained.pk: 0}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"I": "mười tỷ"}, "không phải là số"),
        ({"I": "=1+1"}, "Công thức chưa có kết quả"),
        ({"I": 7.25}, "chữ số sau dấu phẩy"),
        ({"K": "Bận"}, "không có trong danh sách lý do"),
        ({"K": OTHER}, "ghi lý do ở cột Giải thích"),
        ({"I": 5, "K": REASONS[0]}, ""),
        ({"I": 5, "J": "có thể"}, "cột Ước"),
        ({"L": "Chờ số"}, "chưa có giá trị"),
    ],
)
def test_a_bad_row_is_told_at_its_row_and_column_and_nothing_is_written(
    world: World, revenue: Indicator, trained: Indicator, returned: Any, cells: dict[str, Any], code: str
) -> None:
    content = given(world)
    row, other = row_of(content, revenue), row_of(content, trained)
    content = written(content, {f"{column}{row}": value for column, value in cells.items()} | {f"I{other}": 3})
    book = returned(content)
    line = lines(book)["KT-01"]
    assert (book.state, line["outcome"], line["row"]) == (BookState.FAULTY, "faulty", row)
    assert code in line["line"]
    assert line["column"]
    with pytest.raises(Refused, match="lines_refused"):
        write_book(actor=world.focal, book=book)
    assert not Cell.objects.exists()


def test_it_asks_which_number_is_meant(world: World, trained: Indicator, returned: Any) -> None:
    content = given(world)
    for value in (1.234, "1.234"):
        Cell.objects.all().delete()
        trained.decimals = 1 if value == 1.234 else 3
        trained.save()
        book = returned(written(content, {f"I{row_of(content, trained)}": value}))
        assert book.state == BookState.FAULTY
        line = lines(book)["XD-02"]
        assert [key for key, *_rest in line["questions"]] == ["grouped", "pointed"]
        with pytest.raises(Refused, match="read_twice"):
            write_book(actor=world.focal, book=book)
        write_book(actor=world.focal, book=book, answers={line["key"]: "grouped"})
        assert Cell.objects.get().value == 1234 * 10**trained.decimals


def test_excel_numbers_are_taken_as_they_are(world: World, trained: Indicator, fill: Any, returned: Any) -> None:
    """1234 in a cell is 1234 even where 1.234 was once typed on the page and read as a fraction."""
    trained.decimals = 3
    trained.save()
    fill({trained: {"typed": "1.234", "chosen": "pointed"}})
    content = given(world)
    book = returned(written(content, {f"I{row_of(content, trained)}": 1234}))
    write_book(actor=world.focal, book=book)
    assert Cell.objects.get().value == 1_234_000


def test_a_workbook_of_elsewhere_is_refused_in_one_line(
    world: World, revenue: Indicator, trained: Indicator, returned: Any
) -> None:
    content = given(world)
    asked = {"keeper": world.province.pk, "provider": world.department.pk, "period": "month-2026-9"}
    assert returned(content, asked_for=asked).error_code == "workbooks.other_round"
    asked["period"] = "month-2026-10"
    assert returned(content, asked_for=asked).state == BookState.SAME
    assert returned(content, actor=world.outsider).error_code == "workbooks.not_yours"
    with override_settings(SECRET_KEY="của trang khác"):
        assert returned(content).error_code == "workbooks.other_site"
    swapped = written(content, {"A4": f"so={world.elsewhere.pk}"}, IDENTITY)
    assert returned(swapped).error_code == "workbooks.keys_changed"
    key = written(content, {"B1": f"{trained.pk}-{world.commune.pk}"}, IDENTITY)
    assert returned(key).error_code == "workbooks.keys_changed"
    assert returned(b"PK\x03\x04 no").error_code.startswith("file.")
    assert returned(content, name="bang.pdf").error_code == "workbooks.not_excel"
    assert not Cell.objects.exists()


def test_rows_that_changed_places_are_refused(
    world: World, revenue: Indicator, trained: Indicator, returned: Any
) -> None:
    content = given(world)
    first, second = row_of(content, revenue), row_of(content, trained)
    keys = {revenue: f"{revenue.pk}-{world.province.pk}", trained: f"{trained.pk}-{world.department.pk}"}
    swapped = written(content, {f"A{first}": keys[trained], f"A{second}": keys[revenue], f"I{first}": 5})
    book = returned(swapped)
    assert book.state == BookState.FAULTY
    assert "đổi chỗ" in book.plan[0]["line"]


def test_a_closed_period_and_a_dissolved_unit(
    world: World, revenue: Indicator, trained: Indicator, returned: Any
) -> None:
    content = given(world, world.clerk, world.commune)
    filled = written(content, {f"I{row_of(content, trained)}": 5})
    world.commune.valid_to = date(2026, 9, 1)
    world.commune.save()
    line = returned(filled, actor=world.clerk).plan[0]
    assert line["outcome"] == "faulty"
    content = given(world)
    content = written(content, {f"I{row_of(content, trained)}": 5})
    lock_period(
        actor=world.clerk, keeper=world.province, period=OCTOBER, closed_from=date(2026, 11, 10), reason="Đã chốt"
    )
    book = returned(content)
    assert (book.state, book.error_code) == (BookState.REFUSED, "indicators.period_closed")
    assert not Cell.objects.exists()


def test_a_report_that_changed_since_the_preview_is_looked_at_again(
    world: World, trained: Indicator, fill: Any, returned: Any
) -> None:
    content = given(world)
    book = returned(written(content, {f"I{row_of(content, trained)}": 5}))
    fill({trained: "7"})
    with pytest.raises(Refused, match="workbook_changed"):
        write_book(actor=world.focal, book=book)
    assert Cell.objects.get().typed == "7"
    book.refresh_from_db()
    assert (book.plan[0]["old"], book.plan[0]["new"]) == ("7", "5")
    write_book(actor=world.focal, book=book)
    assert Cell.objects.get().value == 5


def test_several_and_an_archive_are_taken_each_by_itself(world: World, revenue: Indicator, trained: Indicator) -> None:
    good, other = given(world), given(world, world.clerk, world.commune)
    good = written(good, {f"I{row_of(good, revenue)}": 100, f"I{row_of(good, trained)}": 2})
    other = written(other, {f"I{row_of(other, trained)}": "nhiều"})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xa/yen-thuong.xlsx", other)
        archive.writestr("__MACOSX/xa/._yen-thuong.xlsx", b"x")
        archive.writestr("ghi-chu.txt", b"x")
    files = [Handed(good, "so.xlsx"), Handed(packed.getvalue(), "cac-xa.zip")]
    batch = receive(actor=world.clerk, files=files, asked_for={"keeper": world.province.pk})
    states = dict(batch.books.values_list("name", "state"))
    assert states == {"so.xlsx": "ready", "yen-thuong.xlsx": "faulty", "ghi-chu.txt": "refused"}
    write_book(actor=world.clerk, book=batch.books.get(name="so.xlsx"))
    assert set(Cell.objects.values_list("submission__provider", flat=True)) == {world.department.pk}


@pytest.mark.parametrize(("content", "code"), [(b"khong phai zip", "zip_damaged"), (None, "zip_empty")])
def test_a_bad_archive_is_refused(world: World, trained: Indicator, content: bytes | None, code: str) -> None:
    if content is None:
        packed = BytesIO()
        zipfile.ZipFile(packed, "w").close()
        content = packed.getvalue()
    with pytest.raises(Refused, match=code):
        receive(actor=world.focal, files=[Handed(content, "cac-bang.zip")], asked_for={})


def test_all_of_a_period_come_as_one_archive(world: World, revenue: Indicator, trained: Indicator) -> None:
    stream = give_all(actor=world.clerk, keeper=world.province, period=OCTOBER)
    assert not isinstance(stream, WorkbookRun)
    archive = zipfile.ZipFile(BytesIO(b"".join(stream)))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        "dang-uy-xa-yen-thuong_month-2026-10.xlsx",
        "so-tai-chinh_month-2026-10.xlsx",
    ]
    with pytest.raises(Refused, match=r"access\.denied"):
        give_all(actor=world.leader, keeper=world.province, period=OCTOBER)
    with pytest.raises(Refused, match="no_provider"):
        give_all(actor=world.clerk, keeper=world.province, period=month(2020, 1))


def test_many_are_made_by_a_job_that_tells_how_far_it_is(
    world: World, trained: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaocuoc.tracking.workbooks.giving.AT_ONCE", 2)
    for number in range(11):
        unit = make_unit("Xã trùng tên" if number < 2 else f"Xã {number}", level="commune")
        oblige(actor=world.clerk, indicator=trained, unit=unit, valid_from=date(2026, 1, 1))
    run = give_all(actor=world.clerk, keeper=world.province, period=OCTOBER)
    assert isinstance(run, WorkbookRun)
    assert (run.state, run.total) == (RunState.MAKING, 13)
    assert world.clerk.post is not None
    give_all_job.call(run.pk, world.clerk.user.pk, world.clerk.post.pk, world.clerk.today.isoformat())
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.DONE, 13)
    assert len(set(zipfile.ZipFile(archive_path(run)).namelist())) == 13


def test_many_are_read_by_a_job(world: World, trained: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaocuoc.tracking.workbooks.receiving.AT_ONCE", 0)
    jobs: list[tuple[Any, ...]] = []
    from vaocuoc.tracking.workbooks.receiving import read_job

    monkeypatch.setattr(type(read_job), "enqueue", lambda _task, *args: jobs.append(args))
    content = given(world)
    content = written(content, {f"I{row_of(content, trained)}": 4})
    batch = receive(actor=world.focal, files=[Handed(content, "so.xlsx")], asked_for={})
    assert batch.is_reading
    read_job.call(*jobs[0])
    batch.refresh_from_db()
    assert (batch.is_reading, batch.books.get().state) == (False, BookState.READY)
    assert not [path for path in Path(jobs[0][1][0]).parent.iterdir() if path.suffix == ".xlsx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx:Calc MS Excel 2007 XML", "ods"])
def test_a_workbook_that_libreoffice_saved_again_is_taken(
    world: World, revenue: Indicator, trained: Indicator, returned: Any, tmp_path: Path, kind: str
) -> None:
    content = given(world)
    content = written(
        content,
        {
            f"I{row_of(content, revenue)}": 7573.9,
            f"J{row_of(content, revenue)}": "Ước",
            f"I{row_of(content, trained)}": "=5+7",
        },
    )
    (tmp_path / "bang.xlsx").write_bytes(content)
    out = tmp_path / "lai"
    command = [
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
    ]
    subprocess.run(["soffice", *command, str(tmp_path / "bang.xlsx")], check=True, capture_output=True, timeout=120)
    again = next(out.iterdir())
    book = returned(again.read_bytes(), name=again.name)
    assert (book.state, book.error_code, book.counts) == (BookState.READY, "", {"new": 2})
    write_book(actor=world.focal, book=book)
    assert dict(Cell.objects.values_list("indicator", "value")) == {revenue.pk: 75739, trained.pk: 12}


def test_who_may_not_report_gets_no_workbook_and_hands_none_in(world: World, trained: Indicator, returned: Any) -> None:
    with pytest.raises(Refused, match=r"access\.denied"):
        given(world, world.leader)
    with pytest.raises(Refused, match=r"access\.denied"):
        returned(given(world), actor=world.leader)


def test_a_plan_asks_as_often_for_many_rows_as_for_few(
    world: World, trained: Indicator, django_assert_max_num_queries: Any
) -> None:
    from vaocuoc.tracking.workbooks.planning import plan_rows
    from vaocuoc.tracking.workbooks.said import Said

    trained.lead_unit = world.department
    trained.save()
    said = []
    for number in range(40):
        unit = make_unit(f"Xã {number}", level="commune")
        oblige(actor=world.clerk, indicator=trained, unit=unit, valid_from=date(2026, 1, 1))
        said.append(Said(row=number + 1, key=(trained.pk, unit.pk), number=Decimal(number)))
    save_cells(
        actor=world.clerk,
        submission=report_of(world),
        inputs=[CellInput(indicator=trained.pk, unit=one.key[1], typed="1") for one in said[:20]],
    )
    with django_assert_max_num_queries(40):
        plan = plan_rows(world.focal, report_of(world), said)
    assert plan.counts == {"new": 20, "changed": 19, "same": 1}
    assert Submission.objects.get().cells.count() == 20
