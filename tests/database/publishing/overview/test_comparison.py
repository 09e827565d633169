"""Units compared on like terms: one period, who lacks it is listed, what is not comparable is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World, make_unit
from tests.database.publishing.overview.conftest import Given, aim, report, sheets_of
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level, Unit
from vaocuoc.publishing.overview.comparison import (
    Compared,
    Comparison,
    Lacking,
    by_share,
    compared_rows,
    comparison_of,
    judged_rows,
    lacking_rows,
)
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.operations import submit_observation
from vaocuoc.tracking.indicators.records import Origin
from vaocuoc.tracking.models import ComputedFigure, IndicatorVersion, Observation


def page(world: World, given: Given, client: Client, query: str = "") -> str:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/chi-tieu/{given.paid.pk}/so-sanh/{query}").content.decode()


def rows_of(found: Comparison) -> list[Compared]:
    return compared_rows(found, found.units)


def lacking_of(found: Comparison) -> list[Lacking]:
    return lacking_rows(found, found.lacking)


def test_units_without_a_figure_are_listed_and_never_zero(world: World, given: Given) -> None:
    found = comparison_of(given.paid)
    assert found is not None
    assert [(row.unit.pk, row.value) for row in rows_of(found)] == [
        (given.good.pk, Decimal("80.0")), (given.bad.pk, Decimal("20.0")),
    ]  # fmt: skip
    assert [one.unit.pk for one in lacking_of(found)] == [given.silent.pk]
    assert found.middle == Decimal(50)


def test_a_figure_of_another_period_is_not_compared(world: World, given: Given) -> None:
    report(world, given.paid, given.silent, 9, 70)
    found = comparison_of(given.paid)
    assert found is not None
    assert [(one.unit.pk, one.last_end) for one in lacking_of(found)] == [(given.silent.pk, date(2026, 9, 30))]
    before = comparison_of(given.paid, asked=month(2026, 9))
    assert before is not None
    assert [row.unit.pk for row in rows_of(before)] == [given.silent.pk]


def test_of_what_was_reported_again_or_by_another_the_figure_that_counts_is_compared(
    world: World, given: Given
) -> None:
    report(world, given.paid, given.good, 10, 85, revision_reason="Đếm sót một dự án")
    submit_observation(
        actor=world.clerk, indicator=given.paid, unit=given.bad, provider=world.department, period=month(2026, 10),
        value=Decimal(99),
    )  # fmt: skip
    found = comparison_of(given.paid)
    assert found is not None
    rows = Observation.objects.filter(indicator=given.paid, period_end=month(2026, 10).end).exclude(unit=world.province)
    counts = figures_in_force(rows.select_related("approval", "indicator"))
    said = {unit: one.value for (_indicator, unit), (one,) in counts.items() if one.value is not None}
    assert {row.unit.pk: row.value * 10 for row in rows_of(found)} == said
    assert (said[given.good.pk], rows.filter(unit=given.bad).count()) == (850, 2)


def summed(given: Given, unit: Unit, value: int) -> None:
    when = month(2026, 10)
    ComputedFigure.objects.create(
        indicator=given.paid, unit=unit, origin=Origin.ROLLED, calendar=when.calendar, period_kind=when.kind,
        year=when.year, index=when.index, period_start=when.start, period_end=when.end, value=value, known=2, owed=2,
    )  # fmt: skip


def test_a_sum_is_compared_with_sums_and_never_with_what_it_was_added_up_from(
    world: World, given: Given, client: Client
) -> None:
    above = [make_unit(f"Cụm {number}") for number in range(2)]
    summed(given, above[0], 9000)
    found = comparison_of(given.paid)
    assert found is not None
    assert [row.unit for row in rows_of(found)] == [given.good, given.bad]
    summed(given, above[1], 5000)
    page_of_units, page_of_sums = page(world, given, client), page(world, given, client, "?so=cong")
    assert "Tháng 10/2026: 2/3 đơn vị có số." in page_of_units
    assert "Tháng 10/2026: 2/2 đơn vị có số. Cao nhất: Cụm 0" in page_of_sums
    assert "đơn vị có số cộng lên" in page_of_units


def test_each_is_measured_by_its_own_target(world: World, given: Given) -> None:
    found = comparison_of(given.paid)
    assert found is not None
    shares = [one.share for one in judged_rows(found, rows_of(found), today=TODAY)]
    assert [round(share, 1) for share in shares if share is not None] == [Decimal("88.9"), Decimal("22.2")]


def test_the_same_period_of_last_year_stands_beside_unless_the_definition_changed(world: World, given: Given) -> None:
    report(world, given.paid, given.good, 10, 60, year=2025)
    found = comparison_of(given.paid)
    assert found is not None
    assert (rows_of(found)[0].change, found.changed_on) == (Decimal("20.0"), None)
    IndicatorVersion.objects.create(indicator=given.paid, number=2, valid_from=date(2026, 1, 1), words={})
    again = comparison_of(given.paid)
    assert again is not None
    assert again.changed_on == date(2026, 1, 1)


def test_the_page_says_what_is_not_firm_and_draws_bars(world: World, given: Given, client: Client) -> None:
    shown = page(world, given, client)
    assert "Tháng 10/2026: 2/3 đơn vị có số." in shown
    assert "chưa duyệt" in shown
    assert shown.count('class="weak"') == 2
    assert "1 đơn vị, không tính là 0" in shown


def test_a_part_counted_from_a_base_value_says_so(world: World, given: Given, client: Client, tmp_path: Path) -> None:
    unit = make_unit("Đảng ủy xã Tân Lập", level=Level.COMMUNE)
    aim(world, given.paid, unit, 60, baseline=Decimal(40))
    report(world, given.paid, unit, 10, 50)
    found = comparison_of(given.paid)
    assert found is not None
    shares = {one.compared.unit: one.share for one in judged_rows(found, rows_of(found), today=TODAY)}
    assert shares[unit] == 50
    html = page(world, given, client)
    assert html.count("tính từ giá trị gốc") == 1
    assert "tính từ giá trị gốc 40<" in html
    cells = str(sheets_of(client.get(f"/chi-tieu/{given.paid.pk}/so-sanh/", {"dang": "xlsx"}), tmp_path))
    assert cells.count("% tính từ giá trị gốc 40") == 1


def test_it_counts_only_what_there_is_of_figures_that_are_not_firm(world: World, given: Given, client: Client) -> None:
    html = page(world, given, client)
    assert "Chưa so được chắc chắn: 2 số chưa duyệt; ghi bên cạnh từng số." in html
    assert "0 số ước" not in html


def test_nonsense_in_the_address_is_the_usual_period(world: World, given: Given, client: Client) -> None:
    for query in ("?ky=civil.month.2026.99", "?ky=x", "?ky=civil.month.9999.1"):
        assert "Tháng 10/2026: 2/3" in page(world, given, client, query)


def test_it_asks_no_more_of_more_units(world: World, given: Given, client: Client) -> None:
    page(world, given, client)
    with CaptureQueriesContext(connection) as few:
        page(world, given, client)
    for number in range(8):
        unit = make_unit(f"Xã Thứ {number}", level=Level.COMMUNE)
        aim(world, given.paid, unit, 90)
        report(world, given.paid, unit, 10, 40 + number)
    page(world, given, client)
    with CaptureQueriesContext(connection) as many:
        page(world, given, client)
    assert len(many) == len(few)


def test_it_orders_by_the_share_of_each_units_own_target(world: World, given: Given, client: Client) -> None:
    unit = make_unit("Xã Gần Đích", level=Level.COMMUNE)
    aim(world, given.paid, unit, 40)
    report(world, given.paid, unit, 10, 39)
    found = comparison_of(given.paid)
    assert found is not None
    assert [row.unit for row in rows_of(found)] == [given.good, unit, given.bad]
    assert [row.unit for row in rows_of(by_share(found, today=TODAY))] == [unit, given.good, given.bad]
    assert 'value="ti-le" selected' in page(world, given, client, "?xep=ti-le")


def test_excel_has_every_unit_and_who_lacks_a_figure(
    world: World, given: Given, client: Client, tmp_path: Path
) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/chi-tieu/{given.paid.pk}/so-sanh/", {"dang": "xlsx"})
    rows = [row for rows in sheets_of(answer, tmp_path) for row in rows]
    shown = {row[1]: row for row in rows if len(row) > 2}
    assert shown[str(given.good)][2] in ("80", "80,0", "80.0")
    assert "chưa báo cáo" in shown[str(given.silent)]
