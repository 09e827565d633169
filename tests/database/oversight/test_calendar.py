"""The work calendar: papers planned by month or day, moved with a reason, late with their days, pasted from a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import TODAY, World
from tests.database.oversight.bodies import sitting, standing_committee
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Document
from vaocuoc.notices.models import Receipt
from vaocuoc.oversight import reminders
from vaocuoc.oversight.calendar.duties import duties
from vaocuoc.oversight.calendar.models import CalendarEntry, EntryState, last_of_month
from vaocuoc.oversight.calendar.operations import create_entries, create_entry, give_task, move_entry, set_state
from vaocuoc.oversight.calendar.pasting import read_table, time_of
from vaocuoc.oversight.calendar.queries import EntryFilters, entries_before, entries_of, year_of
from vaocuoc.tracking.models import Task


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def planned(world: World, month: date = date(2026, 10, 1), **fields: Any) -> CalendarEntry:
    fields = {"title": "Nghị quyết về chuyển đổi số", "preparer_unit": world.department} | fields
    return create_entry(actor=world.clerk, keeper=world.province, planned_month=month, **fields)


# --- what a table says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("15/11/2026", (date(2026, 11, 1), date(2026, 11, 15))),
        ("11/2026", (date(2026, 11, 1), None)),
        ("Tháng 3", (date(2027, 3, 1), None)),
        ("5", (date(2027, 5, 1), None)),
        ("Quý IV", (date(2027, 12, 1), None)),
        ("quý 1/2027", (date(2027, 3, 1), None)),
        ("31/02/2026", None),
        ("tháng 13", None),
        ("sớm", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_offices_write_it(words: str, expected: Any) -> None:
    assert time_of(words, 2027) == expected


@given(st.text(max_size=40))
def test_any_words_are_read_without_failing(words: str) -> None:
    assert time_of(words, 2026) is None or time_of(words, 2026)


@pytest.mark.django_db
def test_a_pasted_table_is_read_by_its_headings(world: World) -> None:
    table = (
        "TT\tThời gian\tNội dung\tCơ quan chuẩn bị\tThẩm định\n"
        "1\tTháng 3\tĐề án tinh gọn\tSở Tài chính\tBan Tổ chức\n"
        "2\tsớm\tQuy chế làm việc\tCục Hàng hải\t\n"
        "3\tTháng 4\t\tSở Tài chính\t\n"
    )
    rows = read_table(table, actor=world.clerk, keeper=world.province, year=2027, today=TODAY)
    assert [row.problem for row in rows] == ["", "no_time", "no_title"]
    assert rows[0].fields["preparer_unit"] == world.department
    assert rows[0].fields["planned_month"] == date(2027, 3, 1)
    assert rows[1].fields["preparer_words"] == "Cục Hàng hải"


@pytest.mark.django_db
def test_a_table_without_headings_is_read_in_its_order(world: World) -> None:
    rows = read_table("Đề án\tSở Tài chính\t\t5/2027", actor=world.clerk, keeper=world.province, year=2027, today=TODAY)
    assert (rows[0].fields["title"], rows[0].fields["planned_month"]) == ("Đề án", date(2027, 5, 1))


# --- what is done -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_prepares_is_told_and_finds_it_in_their_work(world: World) -> None:
    planned(world)
    assert Receipt.objects.filter(message__kind="calendar.planned", post=world.focal.post).count() == 1
    assert [(one.kind, one.due) for one in duties(world.focal)] == [("calendar.prepare", date(2026, 10, 31))]


@pytest.mark.django_db
def test_a_paper_is_late_from_the_day_after_its_month_or_day(world: World) -> None:
    entry = planned(world)
    assert entry.days_late(date(2026, 10, 31)) == 0
    assert entry.days_late(TODAY) == 20
    set_state(actor=world.focal, entry=entry, state=EntryState.SUBMITTED, day=date(2026, 11, 5))
    entry.refresh_from_db()
    assert entry.days_late(TODAY) == 5
    by_day = planned(world, date(2026, 11, 1), planned_on=date(2026, 11, 18))
    assert by_day.days_late(TODAY) == 2


@pytest.mark.django_db
def test_it_is_moved_with_a_reason_and_keeps_its_first_plan(world: World) -> None:
    entry = planned(world)
    with pytest.raises(Refused, match=r"calendar\.no_reason"):
        move_entry(actor=world.clerk, entry=entry, planned_month=date(2026, 12, 1), reason=" ")
    entry = move_entry(actor=world.clerk, entry=entry, planned_month=date(2026, 12, 1), reason="Chờ luật")
    assert (entry.first_month, entry.planned_month) == (date(2026, 10, 1), date(2026, 12, 1))
    assert entry.moves.get().reason == "Chờ luật"


@pytest.mark.django_db
def test_who_prepares_tells_how_far_it_is_and_no_more(world: World) -> None:
    entry = planned(world)
    set_state(actor=world.focal, entry=entry, state=EntryState.PREPARING)
    with pytest.raises(Refused, match=r"access\.denied"):
        set_state(actor=world.focal, entry=entry, state=EntryState.DROPPED, reason="Thôi")
    with pytest.raises(Refused, match=r"calendar\.no_document"):
        set_state(actor=world.clerk, entry=entry, state=EntryState.ISSUED)
    document = Document.objects.create(
        keeper=world.province, number="12-NQ/TU", title="Chuyển đổi số", issued_on=TODAY, uploaded_by=world.clerk.user
    )
    set_state(actor=world.clerk, entry=entry, state=EntryState.ISSUED, document=document)
    entry.refresh_from_db()
    assert (entry.document, entry.submitted_on) == (document, TODAY)


@pytest.mark.django_db
def test_its_preparation_is_given_as_a_task_once(world: World) -> None:
    entry = planned(world, date(2026, 12, 1))
    task = give_task(actor=world.clerk, entry=entry, today=TODAY)
    assert (task.lead_unit, task.due) == (world.department, date(2026, 12, 31))
    entry.refresh_from_db()
    assert entry.state == EntryState.PREPARING
    with pytest.raises(Refused, match=r"calendar\.task_given"):
        give_task(actor=world.clerk, entry=entry, today=TODAY)
    assert Task.objects.count() == 1
    assert list(duties(world.focal)) == []


@pytest.mark.django_db
def test_many_are_entered_all_or_none(world: World) -> None:
    good = {"title": "Đề án", "planned_month": date(2027, 3, 1)}
    with pytest.raises(Refused, match=r"calendar\.no_title"):
        create_entries(actor=world.clerk, keeper=world.province, organ=None, rows=[good, good | {"title": " "}])
    assert not CalendarEntry.objects.exists()


@pytest.mark.django_db
def test_the_year_counts_what_it_shows(world: World) -> None:
    organ = standing_committee(world)
    planned(world, organ=organ)
    done = planned(world, date(2026, 11, 1), organ=organ)
    set_state(actor=world.clerk, entry=done, state=EntryState.SUBMITTED, day=TODAY)
    dropped = planned(world, organ=organ)
    set_state(actor=world.clerk, entry=dropped, state=EntryState.DROPPED, reason="Gộp")
    found = year_of(entries_of(world.clerk, EntryFilters(year=2026), today=TODAY), today=TODAY)
    assert [(one.name, one.total, one.done, one.late) for one in found] == [(str(organ), 2, 1, 1)]
    assert sum(len(month.entries) for month in found[0].months) == 2


@pytest.mark.django_db
def test_a_meeting_of_the_organ_has_its_papers_to_decide(world: World) -> None:
    organ = standing_committee(world)
    mine = planned(world, organ=organ)
    planned(world, date(2026, 12, 1), organ=organ)
    planned(world)
    assert entries_before(world.clerk, sitting(world, organ), limit=10) == [mine]


@pytest.mark.django_db
def test_the_morning_reminds_a_week_before_and_each_week_after(world: World) -> None:
    planned(world, date(2026, 12, 1))
    told = []
    for after in range(60):
        reminders.remind(TODAY + timedelta(days=after))
        count = Receipt.objects.filter(message__kind__in=("calendar.due_soon", "calendar.late")).count()
        told.append(count)
    days = [TODAY + timedelta(days=n) for n in range(60) if told[n] > (told[n - 1] if n else 0)]
    assert days == [date(2026, 12, 24), date(2027, 1, 1), date(2027, 1, 8), date(2027, 1, 15)]


def test_a_month_ends_on_its_last_day() -> None:
    assert last_of_month(date(2028, 2, 3)) == date(2028, 2, 29)


# --- the pages --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_table_is_seen_before_it_is_entered(world: World) -> None:
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    data = {"body": f"d{world.province.pk}", "year": "2027", "table": "Đề án\tSở Tài chính\t\t5/2027"}
    address = "/chuong-trinh-lam-viec/dan-bang/"
    assert "05/2027" in client.post(address, data).content.decode()
    assert not CalendarEntry.objects.exists()
    assert client.post(address, data | {"ghi": "1"}).status_code == 302
    assert CalendarEntry.objects.get().preparer_unit == world.department
    wrong = data | {"ghi": "1", "table": "Đề án khác\t\t\tsớm"}
    assert client.post(address, wrong).status_code == 422
    assert CalendarEntry.objects.count() == 1
    assert "Đề án" in client.get("/chuong-trinh-lam-viec/", {"nam": "2027"}).content.decode()


@pytest.mark.django_db
def test_the_list_leaves_as_a_workbook(world: World) -> None:
    planned(world)
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/chuong-trinh-lam-viec/danh-sach/", {"dang": "xlsx"})
    assert b"".join(answer.streaming_content).startswith(b"PK")
    answer.close()
