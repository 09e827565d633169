"""Criteria sets: a draft is written, issued, copied; each unit has its card, from figures and what people found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from tests.database.tracking.measuring.test_rolling import report
from tests.database.tracking.test_indicator_operations import refusal
from vaocuoc.core.calendars import year
from vaocuoc.tracking.criteria.models import CriteriaVersion, Criterion
from vaocuoc.tracking.criteria.operations import (
    CriterionDraft,
    copy_version,
    create_set,
    issue_version,
    mark,
    place_units,
    save_criteria,
    save_groups,
)
from vaocuoc.tracking.criteria.queries import cards_of, units_of, version_in_force
from vaocuoc.tracking.indicators.operations import create_indicator, oblige
from vaocuoc.tracking.models import Indicator


@pytest.fixture
def poor(world: World) -> Indicator:
    return create_indicator(actor=world.clerk, keeper=world.province, name="Tỷ lệ hộ nghèo", kind="ratio",
                            unit_of_measure="%", frequency="year", decimals=1)  # fmt: skip


@pytest.fixture
def version(world: World, poor: Indicator) -> CriteriaVersion:
    """At most 3 % poor households in the plain, 6 % in the hills; and a plan, which a person looks at."""
    made = create_set(actor=world.clerk, keeper=world.province, name="Xã nông thôn mới", valid_from=date(2026, 1, 1))
    plain, hills = save_groups(actor=world.clerk, version=made, names=["Đồng bằng", "Miền núi"])
    place_units(actor=world.clerk, group=plain, units=[world.commune])
    place_units(actor=world.clerk, group=hills, units=[world.office])
    save_criteria(
        actor=world.clerk,
        version=made,
        criteria=[
            CriterionDraft("Tỷ lệ hộ nghèo", "11", indicator=poor,
                           thresholds={"Đồng bằng": ("<=", Decimal(3)), "Miền núi": ("<=", Decimal(6))}),
            CriterionDraft("Có quy hoạch được duyệt", "1"),
        ],
    )  # fmt: skip
    return issue_version(actor=world.clerk, version=made)


def results(version: CriteriaVersion) -> dict[str, bool | None]:
    return {card.unit.name: card.card.is_met for card in cards_of(version, units_of(version))}


def test_each_group_has_its_own_threshold(world: World, poor: Indicator, version: CriteriaVersion) -> None:
    for unit in (world.commune, world.office):
        oblige(actor=world.clerk, indicator=poor, unit=unit, valid_from=BEGIN)
        report(world, unit, 5, year(2025), indicator=poor)
    assert results(version) == {"Đảng ủy xã Yên Thượng": False, "Văn phòng Tỉnh ủy": None}
    plan = Criterion.objects.get(name="Có quy hoạch được duyệt")
    mark(actor=world.clerk, criterion=plan, unit=world.office, is_met=True, note="Quyết định 12/QĐ-UBND")
    assert results(version)["Văn phòng Tỉnh ủy"] is True


def test_the_keeper_outranks_what_a_unit_says_of_itself(world: World, version: CriteriaVersion) -> None:
    plan = Criterion.objects.get(name="Có quy hoạch được duyệt")
    with refusal("access.denied"):
        mark(actor=world.focal, criterion=plan, unit=world.office, is_met=True, note="Đã có")
    with refusal("criteria.no_note"):
        mark(actor=world.clerk, criterion=plan, unit=world.office, is_met=False, note=" ")
    mark(actor=world.clerk, criterion=plan, unit=world.department, is_met=False, note="Chưa duyệt")
    place_units(actor=world.clerk, group=version.groups.first(), units=[world.department])
    mark(actor=world.focal, criterion=plan, unit=world.department, is_met=True, note="Đã có")
    (card,) = cards_of(version, [pair for pair in units_of(version) if pair[0] == world.department])
    assert [line.marked.is_met for line in card.lines] == [None, False]


def test_what_is_issued_stays_and_a_copy_is_the_next_version(world: World, version: CriteriaVersion) -> None:
    with refusal("criteria.issued"):
        save_criteria(actor=world.clerk, version=version, criteria=[])
    later = copy_version(actor=world.clerk, version=version, valid_from=date(2027, 1, 1))
    assert (later.number, later.is_draft) == (2, True)
    assert [one.name for one in later.criteria.all()] == [one.name for one in version.criteria.all()]
    assert [(unit.name, group.name) for unit, group in units_of(later)] == [
        (unit.name, group.name) for unit, group in units_of(version)
    ]
    assert later.criteria.first().thresholds.count() == 2
    with refusal("criteria.draft_there"):
        copy_version(actor=world.clerk, version=version, valid_from=date(2028, 1, 1))
    issue_version(actor=world.clerk, version=later)
    assert version_in_force(version.criteria_set, today=TODAY) == version
    assert version_in_force(version.criteria_set, today=date(2027, 2, 1)) == later


def test_a_draft_is_written_on_one_page(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user)
    made = create_set(actor=world.clerk, keeper=world.province, name="Đô thị loại II", valid_from=TODAY)
    (group,) = save_groups(actor=world.clerk, version=made, names=["Mọi đơn vị"])
    page = reverse("criteria:draft", args=[made.pk])
    wrong = client.post(page, {"rows": "1", "name-0": "Dân số", f"t-0-{group.pk}": "nhiều", "lam": "luu"})
    assert wrong.status_code == 422
    assert "nhiều" in wrong.content.decode()
    assert not made.criteria.exists()
    answer = client.post(page, {"rows": "2", "name-0": "Dân số", f"t-0-{group.pk}": "không dưới 200.000", "lam": "luu"})
    assert answer.status_code == 302
    threshold = made.criteria.get().thresholds.get()
    assert (threshold.comparator, threshold.value) == (">=", 200_000 * 10**6)


def test_the_queries_of_a_version_do_not_grow_with_its_units(
    world: World, version: CriteriaVersion, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("criteria:version", args=[version.pk])).status_code == 200
        return len(asked)

    queries()
    few = queries()
    group = version.groups.first()
    assert group is not None
    group.units.add(*[make_unit(f"Đảng ủy xã số {number}") for number in range(20)])
    assert queries() == few
