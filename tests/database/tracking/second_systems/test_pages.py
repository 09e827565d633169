"""The screens of second systems: list, one thing, many at once, panels, laying a system out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_actor
from tests.database.tracking.second_systems.conftest import workbook
from vaocuoc.directory.models import Role
from vaocuoc.directory.people.duties import duties_of
from vaocuoc.tracking.models import Indicator, SecondSystem, SystemColumn, SystemComparison, SystemEntry, SystemRule
from vaocuoc.tracking.second_systems.models import Kind
from vaocuoc.tracking.second_systems.operations import note_same
from vaocuoc.tracking.second_systems.systems import create_system
from vaocuoc.tracking.tasks.operations import change_deadline

pytestmark = pytest.mark.django_db
LIST = "/he-thong-thu-hai/"


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    client.force_login(world.clerk.user)
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_says_what_to_do_where_there_is_no_system(clerk: Client, world: World) -> None:
    assert "Chưa khai hệ thống nào" in text_of(clerk.get(LIST))


def test_it_declares_a_system_and_lays_it_out(clerk: Client, world: World) -> None:
    answer = clerk.post(
        f"{LIST}moi/",
        {
            "name": "Hệ thống theo dõi nghị quyết",
            "short_name": "HTNQ",
            "keeper": world.province.pk,
            "takes_tasks": "on",
            "entered_by": "office",
            "since": "01/01/2026",
            "day_format": "vn",
        },
    )
    system = SecondSystem.objects.get()
    assert answer["Location"] == reverse("second_systems:system", args=[system.pk])
    page = f"{LIST}{system.pk}/"
    clerk.post(page, {"viec": "quy-tac", "kind": "task", "level": "central", "document_type": "", "field": ""})
    assert SystemRule.objects.get().level == "central"
    assert "Trung ương ban hành" in text_of(clerk.get(page))
    assert "Đã có quy tắc như vậy" in text_of(clerk.post(page, {"viec": "quy-tac", "kind": "task", "level": "central"}))
    clerk.post(page, {"viec": "bo-quy-tac", "dong": SystemRule.objects.get().pk})
    assert not SystemRule.objects.exists()
    clerk.post(page, {"viec": "trang-thai", "overdue": "Trễ hạn"})
    assert SecondSystem.objects.get().state_words == {"overdue": "Trễ hạn"}


def test_it_takes_the_columns_from_a_pasted_row_of_headings(clerk: Client, system: SecondSystem) -> None:
    page = f"{LIST}{system.pk}/nhiem-vu/cot/"
    before = SystemColumn.objects.count()
    shown = text_of(clerk.post(page, {"tieu-de": "STT\tMã định danh\tNội dung\tHạn xử lý\n"}))
    assert "Đã đoán trường" in shown
    assert SystemColumn.objects.count() == before  # nothing until it is saved
    given = {"place": ["2", "1", "3"], "heading": ["Nội dung", "Mã định danh", ""], "field": ["title", "theirs", ""]}
    assert clerk.post(page, given).status_code == 302
    kept = list(system.columns.filter(kind="task").values_list("heading", flat=True))
    assert kept == ["Mã định danh", "Nội dung"]


def test_it_lists_by_status_with_parts_that_add_up(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    tasks = [give(title=f"Việc số {number}") for number in range(3)]
    hand: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.TASK, "entered_on": TODAY}
    note_same(**hand, subject=tasks[1])
    note_same(**hand, subject=tasks[2])
    change_deadline(actor=world.clerk, task=tasks[2], new=date(2026, 12, 15), reason="Chờ vốn")
    page = text_of(clerk.get(LIST))
    assert "1 mục chưa nhập vào HTTW trong 3 mục" in page
    assert "Hạn: 30/11/2026 → 15/12/2026" in page
    changed = text_of(clerk.get(LIST, {"tinh-trang": "changed"}))
    assert "Việc số 2" in changed
    assert "Việc số 0" not in changed
    assert "Không có mục nào khớp" in text_of(clerk.get(LIST, {"tinh-trang": "differs"}))
    assert "Việc số 1" in text_of(clerk.get(LIST, {"q": "việc số 1"}))
    assert "Không có mục nào khớp" in text_of(clerk.get(LIST, {"don-vi": world.commune.pk}))


def test_it_notes_from_the_panel_of_the_task_and_comes_back(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    task = give()
    page = reverse("tasks:detail", args=[task.pk])
    assert 'id="he-thong-thu-hai"' in text_of(clerk.get(page))
    address = reverse("second_systems:item", args=[system.pk, "nhiem-vu", task.pk])
    answer = clerk.post(address, {"viec": "da-nhap", "ve": "1", "code": "TW-5"})
    assert answer["Location"] == page
    entry = SystemEntry.objects.get()
    assert (entry.stand, entry.code, entry.entered_on) == ("same", "TW-5", TODAY)
    assert "TW-5" in text_of(clerk.get(page))


def test_it_notes_a_difference_on_the_page_of_the_thing(clerk: Client, system: SecondSystem, report: Any) -> None:
    figure = report("61.5")
    address = reverse("second_systems:item", args=[system.pk, "so-lieu", figure.pk])
    wrong = clerk.post(address, {"viec": "khac", "their_value": "61,5", "entered_on": "20/11/2026"})
    assert wrong.status_code == 422
    assert "giống số ở đây" in text_of(wrong)
    clerk.post(address, {"viec": "khac", "their_value": "60,5", "entered_on": "20/11/2026"})
    assert "60,5" in text_of(clerk.get(address))
    page = text_of(clerk.get(reverse("indicators:detail", args=[figure.indicator_id])))
    assert "ở đó ghi 60,5" in page


def test_it_offers_a_task_that_no_rule_takes_to_be_put_in_by_hand(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    SystemRule.objects.all().delete()
    task = give()
    page = reverse("tasks:detail", args=[task.pk])
    assert "Đánh dấu phải nhập vào HTTW" in text_of(clerk.get(page))
    address = reverse("second_systems:item", args=[system.pk, "nhiem-vu", task.pk])
    assert clerk.post(address, {"viec": "phai-nhap", "ve": "1"})["Location"] == page
    assert "Chưa nhập" in text_of(clerk.get(page))
    assert clerk.post(address, {"viec": "khong-phai"}).status_code == 422
    clerk.post(address, {"viec": "khong-phai", "reason": "Việc nội bộ"})
    assert SystemEntry.objects.get().asked == "no"


def test_it_notes_many_with_pasted_codes_after_showing_them(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    first, second = give(title="Một"), give(title="Hai")
    given: dict[str, Any] = {"bo-loc": f"he-thong={system.pk}&loai=nhiem-vu", "chon": [first.pk, second.pk]}
    asking = text_of(clerk.post(f"{LIST}ghi-nhieu/", given))
    assert "2 mục đã chọn" in asking
    typed = {"codes": f"{first.code}\tTW-1\nNV-lạ\tTW-3", "entered_on": "19/11/2026"}
    preview = text_of(clerk.post(f"{LIST}ghi-nhieu/", {**given, **typed, "buoc": "xem"}))
    assert "TW-1" in preview
    assert not SystemEntry.objects.exists()
    answer = clerk.post(f"{LIST}ghi-nhieu/", {**given, **typed, "buoc": "ghi"}, follow=True)
    assert "Đã ghi 2 mục là đã nhập vào HTTW" in text_of(answer)
    assert dict(SystemEntry.objects.values_list("task", "code")) == {first.pk: "TW-1", second.pk: ""}
    assert set(SystemEntry.objects.values_list("entered_on", flat=True)) == {date(2026, 11, 19)}


def marks_on(page: str) -> list[str]:
    return re.findall(r'name="dau" value="(\d+:[0-9a-f]{32})"', page)


def test_what_changed_since_the_page_was_opened_is_left_alone(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    first, second, third = give(title="Một"), give(title="Hai"), give(title="Ba")
    marks = marks_on(text_of(clerk.get(LIST)))
    assert sorted(int(mark.split(":")[0]) for mark in marks) == [first.pk, second.pk, third.pk]
    given: dict[str, Any] = {"bo-loc": f"he-thong={system.pk}&loai=nhiem-vu"}
    given |= {"chon": [second.pk, first.pk, third.pk], "dau": marks}
    typed = {"codes": "TW-2\nTW-1\nTW-3", "entered_on": "19/11/2026"}
    many = f"{LIST}ghi-nhieu/"
    assert marks_on(text_of(clerk.post(many, given))) != []
    change_deadline(actor=world.clerk, task=second, new=date(2026, 12, 15), reason="Chờ vốn")
    preview = text_of(clerk.post(many, {**given, **typed, "buoc": "xem"}))
    assert "1 mục đã thay đổi từ khi mở trang: xem lại." in preview
    assert "2 mục sẽ ghi là đã nhập" in preview
    change_deadline(actor=world.clerk, task=third, new=date(2026, 12, 15), reason="Chờ vốn")
    sent = {"chon": re.findall(r'name="chon" value="(\d+)"', preview), "dau": marks_on(preview)}
    answer = text_of(clerk.post(many, {**given, **typed, **sent, "buoc": "ghi"}, follow=True))
    assert "Đã ghi 1 mục là đã nhập vào HTTW" in answer
    assert "2 mục đã thay đổi từ khi mở trang: xem lại." in answer
    assert list(SystemEntry.objects.values_list("task", "code")) == [(first.pk, "TW-1")]
    again = text_of(clerk.post(many, {**given, "chon": [second.pk], "buoc": "ghi"}, follow=True))
    assert "1 mục đã thay đổi từ khi mở trang: xem lại." in again
    assert SystemEntry.objects.count() == 1


def test_a_figure_reported_anew_since_is_told_too(clerk: Client, system: SecondSystem, report: Any) -> None:
    old = report("61.5")
    kind = {"he-thong": system.pk, "loai": "so-lieu"}
    marks = marks_on(text_of(clerk.get(LIST, kind)))
    report("62.5", revision_reason="Nhập nhầm")
    given = {"bo-loc": f"he-thong={system.pk}&loai=so-lieu", "chon": [old.pk], "dau": marks}
    assert "1 mục đã thay đổi từ khi mở trang: xem lại." in text_of(clerk.post(f"{LIST}ghi-nhieu/", given, follow=True))


def test_one_thing_that_changed_since_its_page_was_opened_is_not_noted(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    task = give()
    address = reverse("second_systems:item", args=[system.pk, "nhiem-vu", task.pk])
    (mark,) = set(re.findall(r'name="dau" value="([0-9a-f]{32})"', text_of(clerk.get(address))))
    assert f'name="dau" value="{mark}"' in text_of(clerk.get(reverse("tasks:detail", args=[task.pk])))
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 15), reason="Chờ vốn")
    answer = clerk.post(address, {"viec": "da-nhap", "ve": "1", "dau": mark})
    assert answer.status_code == 409
    assert "1 mục đã thay đổi từ khi mở trang" in text_of(answer)
    assert not SystemEntry.objects.exists()


def test_it_notes_all_that_the_filter_keeps(clerk: Client, world: World, system: SecondSystem, give: Any) -> None:
    for number in range(3):
        give(title=f"Việc {number}")
    given = {"bo-loc": f"he-thong={system.pk}&loai=nhiem-vu&tinh-trang=missing", "ca-bo-loc": "1"}
    assert "3 mục đã chọn" in text_of(clerk.post(f"{LIST}ghi-nhieu/", given))


def test_it_compares_a_file_and_writes_it_once(clerk: Client, world: World, system: SecondSystem, give: Any) -> None:
    task = give()
    heads = ["Mã ở hệ thống đó", "Mã nhiệm vụ ở đây", "Hạn"]
    file = workbook(heads, [["TW-1", task.code, "01/12/2026"], ["TW-2", "KHONG-CO", ""]])
    file.name = "xuất.xlsx"
    answer = clerk.post(f"{LIST}{system.pk}/nhiem-vu/doi-chieu/", {"file": file})
    made = SystemComparison.objects.get()
    assert answer["Location"] == reverse("second_systems:comparison", args=[made.pk])
    page = text_of(clerk.get(answer["Location"]))
    assert "Không có trong sổ: 1" in page
    assert "01/12/2026" in page
    assert "Đã ghi: 0 mục khớp, 1 mục khác" in text_of(clerk.post(answer["Location"], follow=True))
    assert clerk.post(answer["Location"]).status_code == 409


def test_it_waits_in_my_work_and_leads_to_the_list(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    give()
    found = [duty for duty in duties_of(world.clerk) if duty.kind.startswith("second_systems.")]
    assert [duty.what for duty in found] == ["1 nhiệm vụ chưa nhập vào hệ thống HTTW"]
    assert "Trình phương án" in text_of(clerk.get(found[0].url))


def test_it_lets_who_only_reads_look_and_note_nothing(
    client: Client, world: World, system: SecondSystem, give: Any
) -> None:
    task = give()
    client.force_login(make_actor("xem", "Người xem", world.province, Role.VIEWER, world.province).user)
    page = text_of(client.get(LIST))
    assert "Trình phương án" in page
    assert 'name="chon"' not in page
    address = reverse("second_systems:item", args=[system.pk, "nhiem-vu", task.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"viec": "da-nhap", "ve": "1"}).status_code == 403
    assert client.post(f"{LIST}ghi-nhieu/", {"chon": [task.pk]}).status_code == 403
    assert not SystemEntry.objects.exists()


def test_it_names_no_indicator_that_one_does_not_see(client: Client, world: World, indicator: Indicator) -> None:
    create_system(
        actor=world.outsider, keeper=world.elsewhere, name="Hệ thống khác", short_name="HTK", since=TODAY,
        takes_figures=True,
    )  # fmt: skip
    client.force_login(world.outsider.user)
    page = client.get(f"{LIST}?loai=so-lieu&chi-tieu={indicator.pk}")
    assert page.status_code == 200
    assert indicator.name not in page.content.decode()


def test_it_shows_a_unit_below_the_system_and_only_its_own_things_to_note(
    client: Client, world: World, system: SecondSystem, give: Any
) -> None:
    give()
    give(lead_unit=world.commune, title="Việc riêng của xã")
    client.force_login(world.focal.user)
    page = text_of(client.get(LIST))
    assert "Trình phương án" in page
    assert "Việc riêng của xã" not in page
    assert client.get(f"{LIST}{system.pk}/").status_code == 200


def test_it_asks_as_many_questions_for_forty_rows_as_for_two(
    clerk: Client, world: World, system: SecondSystem, give: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert clerk.get(address).status_code == 200
        return len(found)

    first = give()
    give()
    note_same(actor=world.clerk, system=system, kind=Kind.TASK, subject=first, entered_on=TODAY)
    page = reverse("tasks:detail", args=[first.pk])
    few, panel = asked(LIST), asked(page)
    for number in range(30):
        task = give(title=f"Việc {number}")
        note_same(actor=world.clerk, system=system, kind=Kind.TASK, subject=task, entered_on=TODAY)
    for number in range(3):
        create_system(
            actor=world.clerk, keeper=world.province, name=f"Hệ thống {number}", short_name=f"H{number}",
            since=date(2026, 1, 1),
        )  # fmt: skip
    assert asked(f"{LIST}?he-thong={system.pk}") <= few
    assert asked(page) <= panel
