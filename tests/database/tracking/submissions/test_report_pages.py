"""The pages of reports: one page to fill, with scripts cell by cell and without as a whole; decided several at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_unit
from tests.database.tracking.submissions.conftest import OCTOBER
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.models import Cell, Correction, Difference, Indicator, Observation, PeriodLock, Submission
from vaocuoc.tracking.submissions.filling import CellInput, begin, save_cells
from vaocuoc.tracking.submissions.operations import submit


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """``at(world.focal)`` is signed in as this person."""
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def page_of(world: World, period: str = "month-2026-10") -> str:
    return reverse("submissions:report", args=[world.province.pk, world.department.pk, period])


def name_of(indicator: Indicator, unit: Any) -> str:
    return f"o{indicator.pk}-{unit.pk}"


def test_a_page_is_filled_handed_in_and_approved_without_scripts(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    focal = at(world.focal)
    assert "Chưa nhập" in focal.get(reverse("submissions:mine")).content.decode()
    first, second = name_of(revenue, world.province), name_of(trained, world.department)
    data = {
        "o": [first[1:], second[1:]],
        f"{first}-so": "7.573,9",
        f"{second}-so": "",
        f"{second}-ly": "Chưa mở lớp trong tháng",
        "viec": "gui",
    }
    sent = focal.post(page_of(world), data, follow=True).content.decode()
    assert "Đã gửi báo cáo, chờ duyệt." in sent
    assert "7.573,9" in sent
    queue = at(world.leader).get(reverse("submissions:queue")).content.decode()
    assert "Sở Tài chính" in queue
    report = Submission.objects.get()
    done = at(world.leader).post(reverse("submissions:queue"), {"bao-cao": [report.pk]}, follow=True)
    assert "Đã duyệt 1 báo cáo." in done.content.decode()


def test_a_page_with_a_bad_cell_says_so_there_and_keeps_what_was_typed(
    world: World, at: Any, revenue: Indicator, trained: Indicator
) -> None:
    first, second = name_of(revenue, world.province), name_of(trained, world.department)
    data = {"o": [first[1:], second[1:]], f"{first}-so": "mười tỷ", f"{second}-so": "5"}
    answer = at(world.focal).post(page_of(world), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“mười tỷ” không phải là số" in page
    assert 'value="mười tỷ"' in page
    assert f'name="{second}-so" value="5"' in page
    assert not Cell.objects.exists()


def test_one_cell_is_saved_as_soon_as_it_is_left(world: World, at: Any, revenue: Indicator, trained: Indicator) -> None:
    name = name_of(revenue, world.province)
    args = [world.province.pk, world.department.pk, "month-2026-10", revenue.pk, world.province.pk]
    answer = at(world.focal).post(
        reverse("submissions:cell", args=args), {f"{name}-so": "12,5"}, headers={"HX-Request": "true"}
    )
    said = answer.content.decode()
    assert "Đã lưu: 12,5 tỷ đồng" in said
    assert "Đã nhập 1 trên 2 ô" in said
    assert "<html" not in said
    assert Cell.objects.get().value == 125


def test_it_asks_which_number_is_meant_at_the_cell(world: World, at: Any, trained: Indicator) -> None:
    trained.decimals = 3
    trained.save()
    name = name_of(trained, world.department)
    args = [world.province.pk, world.department.pk, "month-2026-10", trained.pk, world.department.pk]
    address = reverse("submissions:cell", args=args)
    asked = at(world.focal).post(address, {f"{name}-so": "1.234"}, headers={"HX-Request": "true"})
    assert asked.status_code == 422
    assert 'value="grouped"' in asked.content.decode()
    assert 'value="pointed"' in asked.content.decode()
    assert not Cell.objects.exists()
    at(world.focal).post(address, {f"{name}-so": "1.234", f"{name}-doc": "grouped"}, headers={"HX-Request": "true"})
    assert Cell.objects.get().value == 1_234_000


def test_a_returned_report_says_why_and_is_filled_again(world: World, at: Any, revenue: Indicator, fill: Any) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    deed = reverse("submissions:deed", args=[report.pk, "tra-lai"])
    assert "Chưa nêu lý do" in at(world.clerk).post(deed, {"reason": ""}, follow=True).content.decode()
    at(world.clerk).post(deed, {"reason": "Thiếu số của Kho bạc"})
    page = at(world.focal).get(page_of(world)).content.decode()
    assert "Thiếu số của Kho bạc" in page
    assert "Gửi báo cáo" in page


def test_the_pages_of_trust_are_walked_through(
    world: World, at: Any, revenue: Indicator, trained: Indicator, approved: Any
) -> None:
    """Closing a period, correcting an approved figure with all it touches, choosing between providers, looking back."""
    trained.obligations.filter(unit=world.department).delete()
    figure = approved(revenue, "100")
    clerk, leader = at(world.clerk), at(world.leader)

    given = {"keeper": world.province.pk, "period": "month-2026-10", "closed_from": "10/11/2026", "reason": "Đã chốt"}
    assert "Đã khóa kỳ." in clerk.post(reverse("submissions:locks"), given, follow=True).content.decode()
    name = name_of(trained, world.commune)
    commune = reverse("submissions:report", args=[world.province.pk, world.commune.pk, "month-2026-10"])
    closed = clerk.post(commune, {"o": [name[1:]], f"{name}-so": "5"})
    assert (closed.status_code, Cell.objects.filter(unit=world.commune).exists()) == (422, False)
    assert "Kỳ này đã khóa từ ngày 10/11/2026" in closed.content.decode()
    clerk.post(reverse("submissions:lift", args=[PeriodLock.objects.get().pk]), {"reason": "Bổ sung"})
    assert PeriodLock.objects.get().lifted_at is not None

    propose = reverse("submissions:propose", args=[figure.pk])
    shown = at(world.focal).post(propose, {"value": "90", "reason": "Trùng một khoản", "buoc": "xem"}).content.decode()
    assert "Chưa ghi gì" in shown
    assert "Tỉnh ủy Minh Giang" in shown
    assert not Correction.objects.exists()
    at(world.focal).post(propose, {"value": "90", "reason": "Trùng một khoản", "buoc": "gui"})
    correction = Correction.objects.get()
    decided = leader.post(reverse("submissions:correction", args=[correction.pk]), {"viec": "dong-y"}, follow=True)
    assert "Đã đính chính" in decided.content.decode()
    letter = clerk.get(reverse("submissions:letter", args=[correction.pk]))
    assert letter.content[:2] == b"PK"

    assert "90" in clerk.get(reverse("submissions:as_of"), {"ngay": "31/12/2030"}).content.decode()
    assert "không phải là ngày" in clerk.get(reverse("submissions:as_of"), {"ngay": "hôm qua"}).content.decode()


def test_a_difference_is_chosen_on_its_page(world: World, at: Any, trained: Indicator) -> None:
    trained.lead_unit = world.department
    trained.save()
    for provider, value, actor in ((world.commune, "10", world.clerk), (world.department, "12", world.focal)):
        report = begin(keeper=world.province, provider=provider, period=OCTOBER)
        inputs = [CellInput(indicator=trained.pk, unit=world.commune.pk, typed=value)]
        if provider == world.department:
            inputs.append(CellInput(indicator=trained.pk, unit=world.department.pk, typed="3"))
        save_cells(actor=actor, submission=report, inputs=inputs)
        submit(actor=actor, submission=begin(keeper=world.province, provider=provider, period=OCTOBER))
    leader = at(world.leader)
    assert "Số cán bộ được tập huấn" in leader.get(reverse("submissions:differences")).content.decode()
    own = Observation.objects.get(provider=world.commune)
    address = reverse("submissions:choose", args=[Difference.objects.get().pk])
    assert leader.post(address, {"reason": "Theo danh sách"}).status_code == 422
    leader.post(address, {"observation": own.pk, "reason": "Theo danh sách ký nhận"})
    assert "Theo danh sách ký nhận" in leader.get(reverse("submissions:differences"), {"da_chon": "1"}).content.decode()


def test_pages_ask_as_often_for_many_units_as_for_few(world: World, at: Any, trained: Indicator) -> None:
    trained.lead_unit = world.department
    trained.save()
    clerk = at(world.clerk)
    pages = [
        (page_of(world), {"phan": "thay"}),
        (reverse("submissions:progress"), {"ky": "month-2026-10"}),
        (reverse("submissions:mine"), {}),
        (reverse("submissions:as_of"), {}),
        (reverse("submissions:differences"), {}),
    ]

    def asked() -> list[int]:
        numbers = []
        for address, data in pages:
            with CaptureQueriesContext(connection) as queries:
                assert clerk.get(address, data).status_code == 200
            numbers.append(len(queries))
        return numbers

    def more(number: int) -> None:
        for place in range(number):
            unit = make_unit(f"Xã {number}-{place}", level="commune")
            oblige(actor=world.clerk, indicator=trained, unit=unit, valid_from=date(2026, 1, 1))
            for provider, value in ((unit, "10"), (world.department, "12")):
                report = begin(keeper=world.province, provider=provider, period=OCTOBER)
                given = CellInput(indicator=trained.pk, unit=unit.pk, typed=value)
                save_cells(actor=world.clerk, submission=report, inputs=[given])

    more(2)
    asked()  # what is owed anew is judged anew by the first page that counts it
    few = asked()
    more(30)
    asked()
    assert asked() == few
