"""Opening rounds: by calendar, once, lowest level first in working days; who owes; what ends or moves in mid-round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.database.conftest import TODAY, World, make_actor, make_unit
from tests.database.oversight.rounds.conftest import BEGIN, OCTOBER, elements
from vaocuoc.core.calendars import CIVIL, STATE_REPORT, DaysOff, half_year, month, nine_months
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Role, Succession, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.oversight.models import Regime, RegimeVersion, Round, RoundDeadline, RoundReport, TextAnswer
from vaocuoc.oversight.rounds.access import visible_reports, visible_rounds
from vaocuoc.oversight.rounds.asking import due_by_level, periods_asked
from vaocuoc.oversight.rounds.keeping import move_deadlines, settle_ended_units
from vaocuoc.oversight.rounds.opening import close_round, open_due_rounds, open_round
from vaocuoc.oversight.rounds.regimes import create_regime
from vaocuoc.tracking.periods.models import OfficeDay


def test_every_unit_that_owes_has_its_row_and_its_day(world: World, make_regime: Callable[..., Regime]) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(), today=TODAY, period=OCTOBER)
    rows = dict(RoundReport.objects.filter(round=made).values_list("provider__name", "due"))
    # 31/10/2026 is a Saturday: two working days later is Tuesday, four Thursday.
    assert rows == {"Sở Tài chính": date(2026, 11, 5), "Đảng ủy xã Yên Thượng": date(2026, 11, 3)}
    assert set(RoundReport.objects.values_list("parent", flat=True)) == {world.province.pk}


def test_a_round_is_opened_once_for_a_period(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = make_regime()
    open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    with pytest.raises(Refused, match=r"rounds\.twice"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    assert Round.objects.count() == 1


def test_a_period_of_another_kind_or_still_to_come_is_refused(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = make_regime()
    for period, code in ((half_year(2026, 1), "rounds.other_period"), (month(2027, 1), "rounds.not_begun")):
        with pytest.raises(Refused, match=code):
            open_round(actor=world.clerk, regime=regime, today=TODAY, period=period)


def test_the_calendar_opens_what_is_due_and_nothing_twice(world: World, make_regime: Callable[..., Regime]) -> None:
    make_regime(opens_before=3)
    opened, failed = open_due_rounds(date(2026, 11, 27))
    assert ([one.cutoff for one in opened], failed) == ([date(2026, 10, 31)], []) or [one.cutoff for one in opened] == [
        date(2026, 10, 31),
        date(2026, 11, 30),
    ]
    assert open_due_rounds(date(2026, 11, 27)) == ([], [])
    opened, _failed = open_due_rounds(date(2026, 12, 5))
    assert [one.cutoff for one in opened] in ([], [date(2026, 11, 30)])
    assert Round.objects.filter(cutoff=date(2026, 11, 30)).count() == 1


def test_the_calendar_opens_nothing_from_before_a_regime_held(world: World, make_regime: Callable[..., Regime]) -> None:
    make_regime(valid_from=date(2026, 11, 10))
    opened, _failed = open_due_rounds(date(2026, 11, 20))
    assert opened == []


def test_one_regime_that_cannot_be_opened_does_not_stop_the_others(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    broken = make_regime(unit_kinds=[UnitKind.ENTERPRISE])
    make_regime(name="Báo cáo khác")
    opened, failed = open_due_rounds(TODAY)
    assert [one.version.name for one in opened] == ["Báo cáo khác"]
    assert [(regime.pk, refused.code) for regime, refused in failed] == [(broken.pk, "rounds.nobody_owes")]


def test_one_asked_by_hand_has_days_of_its_own(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = make_regime(kind="ad_hoc", cycle="once", working_days={})
    asked: dict[str, Any] = {"starts_on": date(2026, 11, 1), "cutoff": date(2026, 11, 18)}
    with pytest.raises(Refused, match=r"rounds\.no_deadline_level"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, **asked)
    with pytest.raises(Refused, match=r"rounds\.due_before_cutoff"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, dues={"": date(2026, 11, 18)}, **asked)
    late_commune = {"": date(2026, 11, 23), "commune": date(2026, 11, 25)}
    with pytest.raises(Refused, match=r"rounds\.due_out_of_order"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, dues=late_commune, **asked)
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, dues={"": date(2026, 11, 23)}, **asked)
    assert set(RoundReport.objects.filter(round=made).values_list("due", flat=True)) == {date(2026, 11, 23)}
    with pytest.raises(Refused, match=r"rounds\.twice_days"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, dues={"": date(2026, 11, 24)}, **asked)


def test_a_holiday_decided_late_moves_what_was_counted_and_says_so(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(), today=date(2026, 11, 1), period=OCTOBER)
    OfficeDay.objects.create(keeper=world.province, day=date(2026, 11, 3), is_worked=False, created_by=world.clerk.user)
    moved = move_deadlines(made, today=date(2026, 11, 2))
    assert {row.level: row.due for row in moved} == {"commune": date(2026, 11, 4), "province": date(2026, 11, 6)}
    row = RoundDeadline.objects.get(round=made, level="commune")
    assert (row.first_due, row.days_off) == (date(2026, 11, 3), "2026-11-03")
    assert RoundReport.objects.get(round=made, provider=world.commune).due == date(2026, 11, 4)
    assert move_deadlines(made, today=date(2026, 11, 2)) == []


def test_a_holiday_after_the_deadline_changes_nothing(world: World, make_regime: Callable[..., Regime]) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(), today=date(2026, 11, 1), period=OCTOBER)
    OfficeDay.objects.create(keeper=world.province, day=date(2026, 11, 3), is_worked=False, created_by=world.clerk.user)
    assert move_deadlines(made, today=date(2026, 11, 10)) == []


def test_a_unit_that_ends_hands_its_report_to_the_one_that_took_it_over(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(), today=TODAY, period=OCTOBER)
    heir = make_unit("Đảng ủy xã Yên Hòa", level="commune")
    report = RoundReport.objects.get(round=made, provider=world.commune)
    section = made.version.sections.get(place=1)
    TextAnswer.objects.create(report=report, section=section, text="Đã xong phần một", saved_by=world.clerk.user)
    world.commune.valid_to = TODAY
    world.commune.save()
    Succession.objects.create(predecessor=world.commune, successor=heir, date=TODAY, act="NQ 12")
    settle_ended_units(made, today=TODAY)
    report.refresh_from_db()
    taken = RoundReport.objects.get(round=made, provider=heir)
    assert (report.state, report.moved_to) == ("dropped", heir)
    assert "Đảng ủy xã Yên Hòa báo cáo thay" in report.dropped_why
    assert (taken.due, taken.texts.get().text) == (report.due, "Đã xong phần một")
    assert settle_ended_units(made, today=TODAY) == []


@pytest.mark.parametrize(("subjects", "expected"), [(("xây dựng đảng", "ngân sách"), 1), (("đất đai", "y tế"), None)])
def test_of_several_successors_the_subject_decides(
    world: World, make_regime: Callable[..., Regime], subjects: tuple[str, str], expected: int | None
) -> None:
    regime = make_regime(content="Thu, chi ngân sách trên địa bàn")
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    heirs = [make_unit(f"Đảng ủy xã số {number}", level="commune") for number in (1, 2)]
    world.commune.valid_to = TODAY
    world.commune.save()
    for heir, subject in zip(heirs, subjects, strict=True):
        Succession.objects.create(predecessor=world.commune, successor=heir, subject=subject, date=TODAY, act="NQ 12")
    settle_ended_units(made, today=TODAY)
    report = RoundReport.objects.get(round=made, provider=world.commune)
    assert report.moved_to == (None if expected is None else heirs[expected])
    assert ("chưa rõ đơn vị kế thừa" in report.dropped_why) is (expected is None)


def test_a_closed_round_is_closed_once(world: World, make_regime: Callable[..., Regime]) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(), today=TODAY, period=OCTOBER)
    close_round(actor=world.clerk, round_=made, reason="Đã tổng hợp")
    with pytest.raises(Refused, match=r"rounds\.closed"):
        close_round(actor=world.clerk, round_=made, reason="Đã tổng hợp")


def test_cells_report_to_their_commune_and_only_its_superior_by_the_party_sees_it(world: World) -> None:
    cell = make_unit("Chi bộ thôn Đông", UnitKind.CELL, "base")
    government = make_unit("UBND xã Yên Thượng", UnitKind.GOVERNMENT, "commune")
    UnitRelation.objects.create(kind=RelationKind.PARTY, parent=world.commune, child=cell, valid_from=date(2025, 7, 1))
    UnitRelation.objects.create(
        kind=RelationKind.STATE, parent=government, child=world.commune, valid_from=date(2025, 7, 1)
    )
    rebuild_reach()
    secretary = make_actor("bithuxa", "Văn phòng Đảng ủy xã", world.commune, Role.COORDINATOR, world.commune)
    branch = make_actor("bithuchibo", "Bí thư chi bộ", cell, Role.REPORTER, cell)
    state = make_actor("ubndxa", "Văn phòng UBND xã", government, Role.COORDINATOR, government)
    regime = create_regime(
        actor=secretary, keeper=world.commune, kind="periodic", valid_from=BEGIN,
        elements=elements(unit_kinds=[UnitKind.CELL], working_days={"base": 1}),
    )  # fmt: skip
    made = open_round(actor=secretary, regime=regime, today=TODAY, period=OCTOBER)
    assert list(made.reports.values_list("provider", flat=True)) == [cell.pk]
    for actor, sees in (
        (secretary, True),
        (branch, True),
        (world.clerk, True),
        (state, False),
        (world.outsider, False),
    ):
        assert visible_rounds(actor).filter(pk=made.pk).exists() is sees, actor.user.username
        assert visible_reports(actor).filter(round=made).exists() is sees
    assert not visible_rounds(world.focal).filter(pk=made.pk).exists()
    with pytest.raises(Refused, match=r"access\.denied"):
        open_round(actor=branch, regime=regime, today=TODAY, period=month(2026, 9))


# --- laws -------------------------------------------------------------------------------------------------------------


@given(
    cutoff=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    low=st.integers(1, 10),
    more=st.integers(0, 10),
    off=st.sets(st.integers(0, 40), max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_lower_levels_never_come_later_whatever_the_days_off(cutoff: date, low: int, more: int, off: set[int]) -> None:
    version = RegimeVersion(working_days={"commune": low, "province": low + more})
    table = DaysOff({cutoff + timedelta(days=number): "own" for number in off})
    dues = due_by_level(version, cutoff, table)
    assert cutoff < dues["commune"] <= dues["province"]
    assert all(table.why(day) == "" for day in dues.values())


@pytest.mark.parametrize("calendar", [CIVIL, STATE_REPORT])
def test_derived_cycles_take_the_last_stored_periods(db: None, calendar: str) -> None:
    version = RegimeVersion(calendar=calendar, figures="all")
    for period, expected in (
        (half_year(2026, 1, calendar), [("month", 6), ("quarter", 2)]),
        (half_year(2026, 2, calendar), [("month", 12), ("quarter", 4), ("year", 1)]),
        (nine_months(2026, calendar), [("month", 9), ("quarter", 3)]),
        (month(2026, 10, calendar), [("month", 10)]),
    ):
        version.cycle = period.kind
        found = periods_asked(version, period.kind, period.start, period.end)
        assert [(one.kind, one.index) for one in found] == expected
        assert all(one.calendar == calendar for one in found)
