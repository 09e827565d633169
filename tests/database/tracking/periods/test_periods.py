"""Terms, regimes of reports and confirmed years of an office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import PARTY
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.assignment.rulebook import set_office_day
from vaocuoc.tracking.models import Term
from vaocuoc.tracking.periods.operations import confirm_year, end_regime, set_regime, set_term
from vaocuoc.tracking.periods.queries import confirmed_years, regime_for, term_at, terms_over, windows_for

PAGE = "/ky-bao-cao/"


def test_it_gives_units_below_the_term_of_the_committee_above(world: World) -> None:
    term = set_term(actor=world.clerk, unit=world.province, name="Nhiệm kỳ 2025 - 2030", starts_on=date(2025, 10, 1))
    assert term_at(world.commune, TODAY) == term
    assert term_at(world.commune, date(2025, 9, 1)) is None
    assert term_at(world.elsewhere, TODAY) is None


def test_it_prefers_a_units_own_term(world: World) -> None:
    set_term(actor=world.clerk, unit=world.province, name="Nhiệm kỳ tỉnh", starts_on=date(2025, 10, 1))
    own = set_term(actor=world.clerk, unit=world.commune, name="Nhiệm kỳ xã", starts_on=date(2025, 8, 1))
    assert term_at(world.commune, TODAY) == own
    assert [one.name for one in terms_over(world.commune, day=TODAY)] == ["Nhiệm kỳ xã", "Nhiệm kỳ tỉnh"]


def test_it_ends_an_open_term_where_the_next_begins_and_refuses_an_overlap(world: World) -> None:
    first = set_term(actor=world.clerk, unit=world.province, name="I", starts_on=date(2020, 10, 1))
    set_term(actor=world.clerk, unit=world.province, name="II", starts_on=date(2025, 10, 1), ends_on=date(2030, 9, 30))
    first.refresh_from_db()
    assert first.ends_on == date(2025, 9, 30)
    with pytest.raises(Refused, match=r"periods\.overlap"):
        set_term(actor=world.clerk, unit=world.province, name="III", starts_on=date(2030, 9, 30))
    with pytest.raises(Refused, match=r"access\.denied"):
        set_term(actor=world.focal, unit=world.province, name="IV", starts_on=date(2031, 1, 1))


def test_it_follows_an_offices_own_regime_while_it_holds(world: World) -> None:
    assert regime_for(world.province, today=TODAY).regime == PARTY
    row = set_regime(
        actor=world.clerk, keeper=world.province, name="Quy chế làm việc", closing_day=25,
        days_after={"month": 3, "year": 5}, leads={"commune": 2}, today=TODAY,
    )  # fmt: skip
    windows = windows_for(world.province, 2026, today=TODAY)
    assert [one.closes for one in windows if one.period.kind == "year"] == [date(2026, 12, 25)]
    low = windows_for(world.province, 2026, today=TODAY, level="commune")
    assert all(one.due < other.due for one, other in zip(low, windows, strict=True))
    end_regime(actor=world.clerk, regime=row, today=TODAY)
    assert regime_for(world.province, today=TODAY).row is None


def test_it_counts_an_offices_own_days_off(world: World) -> None:
    before = windows_for(world.province, 2026, today=TODAY)[-1].due
    set_office_day(actor=world.clerk, keeper=world.province, day=before, is_worked=False, reason="nghỉ bù")
    assert windows_for(world.province, 2026, today=TODAY)[-1].due > before


def test_it_keeps_on_what_basis_a_year_was_confirmed(world: World) -> None:
    confirm_year(actor=world.clerk, keeper=world.province, year=2027, basis="Thông báo lịch nghỉ năm 2027")
    confirm_year(actor=world.clerk, keeper=world.province, year=2027, basis="Thông báo thay thế")
    assert {year: row.basis for year, row in confirmed_years(world.province).items()} == {2027: "Thông báo thay thế"}


def test_it_takes_all_of_it_from_the_page(world: World, client: Client) -> None:
    client.force_login(world.clerk.user)
    asked: dict[str, Any] = {
        "name": "Nhiệm kỳ 2025 - 2030",
        "starts_on": "01/10/2025",
        "ends_on": "30/9/2030",
        "relation": "party",
    }
    assert client.post(PAGE + "nhiem-ky/", asked).status_code == 302
    assert Term.objects.get().ends_on == date(2030, 9, 30)
    backwards = client.post(PAGE + "nhiem-ky/", asked | {"ends_on": "30/9/2020"})
    assert backwards.status_code == 422
    assert "trước ngày bắt đầu" in backwards.content.decode()
    regime = {"name": "Quy chế", "closing_day": "25", "in_working_days": "1", "after_month": "3", "lead_commune": "2"}
    assert client.post(PAGE + "che-do/", regime).status_code == 302
    assert client.post(PAGE + "xac-nhan/?nam=2027", {"year": "2027", "basis": "Thông báo 1"}).status_code == 302
    shown = client.get(PAGE, {"nam": "2027"}).content.decode()
    for words in ("Nhiệm kỳ 2025 - 2030", "25/11/2027", "30/11/2027", "đã xác nhận", "Tết Nguyên đán"):
        assert words in shown
