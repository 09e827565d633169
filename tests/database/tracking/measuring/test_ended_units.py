"""A unit that ends owes nothing more, and who took it over owes what it did (docs/reference/conflicts.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from django_tasks_db.models import DBTaskResult

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from tests.database.tracking.measuring.test_rolling import (
    OCTOBER,
    SEPTEMBER,
    Country,
    country,
    relate,
    report,
    row,
    rows_of,
)
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level, Unit
from vaocuoc.directory.organisations.operations import end_unit, rebuild_reach, record_succession
from vaocuoc.publishing.board.reporting import coverage
from vaocuoc.tracking.indicators.judging import judged_at
from vaocuoc.tracking.indicators.operations import oblige, set_target
from vaocuoc.tracking.indicators.rolling import rebuild
from vaocuoc.tracking.indicators.succeeding import add_up_some
from vaocuoc.tracking.models import Obligation
from vaocuoc.tracking.submissions.owed import providers_owing

__all__ = ["country"]

GONE = date(2026, 10, 1)


def owes(unit: Unit) -> list[tuple[date, date | None]]:
    return list(Obligation.objects.filter(unit=unit).order_by("valid_from").values_list("valid_from", "valid_to"))


def taken_over(unit: Unit, heir: Unit, subject: str = "") -> None:
    record_succession(None, predecessor=unit, successor=heir, date=GONE, act="12/NQ-HĐND", subject=subject)


def test_a_unit_that_ended_is_asked_for_nothing_after_its_end(world: World, country: Country) -> None:
    ended = country.communes[0]
    later = make_unit("Đảng ủy xã số 9", level=Level.COMMUNE)
    oblige(actor=world.clerk, indicator=country.indicator, unit=later, valid_from=date(2026, 12, 1))
    for unit in (ended, later):
        end_unit(None, unit, valid_to=GONE)
    assert owes(ended) == [(BEGIN, GONE)]
    assert owes(later) == []
    assert ended in providers_owing(world.province.pk, SEPTEMBER)
    assert ended not in providers_owing(world.province.pk, OCTOBER)
    silent = [one.name for one in coverage(world.clerk, today=TODAY).silent]
    assert silent == [unit.name for unit in country.communes[1:]]


@pytest.mark.parametrize("order", list(permutations(("end", "first", "second", "subject"))))
def test_who_took_over_all_owes_what_it_owed_in_whatever_order_it_is_recorded(
    world: World, country: Country, order: tuple[str, ...]
) -> None:
    ended, first, second, subject = country.communes[0], *(make_unit(f"Đảng ủy xã mới {n}") for n in range(3))
    deeds: dict[str, Callable[[], object]] = {
        "end": lambda: end_unit(None, ended, valid_to=GONE),
        "first": lambda: taken_over(ended, first),
        "second": lambda: taken_over(ended, second),
        "subject": lambda: taken_over(ended, subject, "đất đai"),
    }
    for name in order:
        deeds[name]()
    assert [owes(unit) for unit in (ended, first, second, subject)] == [
        [(BEGIN, GONE)],
        [(GONE, None)],
        [(GONE, None)],
        [],
    ]


def test_a_merger_of_communes_changes_no_sum_and_loses_no_coverage(world: World, country: Country) -> None:
    one, two, three, _four = country.communes
    for commune in country.communes:
        report(world, commune, 10, SEPTEMBER, indicator=country.indicator)
    for commune in (one, two):
        end_unit(None, commune, valid_to=GONE)
        taken_over(commune, three)
    relate(country.regions[0], three, GONE)
    rebuild_reach()
    report(world, three, 20, OCTOBER, indicator=country.indicator)
    assert row(country, country.province, SEPTEMBER) == (40, 4, 4)
    assert row(country, country.regions[0], OCTOBER) == (20, 1, 1)
    kept = rows_of(country.indicator)
    rebuild(country.indicator)
    assert rows_of(country.indicator) == kept


def test_an_end_recorded_late_has_the_sums_after_it_added_up_again(world: World, country: Country) -> None:
    for period in (SEPTEMBER, OCTOBER, month(2026, 11)):
        for commune in country.communes:
            report(world, commune, 10, period, indicator=country.indicator)
    end_unit(None, country.communes[0], valid_to=GONE)
    waiting = DBTaskResult.objects.get(task_path=add_up_some.module_path)
    assert waiting.args_kwargs["kwargs"] == {"indicators": [country.indicator.pk]}
    add_up_some.call(indicators=[country.indicator.pk])
    assert [row(country, country.province, one) for one in (SEPTEMBER, OCTOBER)] == [(40, 4, 4), (30, 3, 3)]


@pytest.mark.parametrize(
    ("due", "code", "reason"), [("2026-12-31", "unjudged", "nothing_owed"), ("2026-09-30", "exceeded", "")]
)
def test_a_target_that_was_due_after_the_end_is_judged_no_more_and_one_due_before_keeps_its_verdict(
    world: World, country: Country, due: str, code: str, reason: str
) -> None:
    ended = country.communes[0]
    set_target(
        actor=world.clerk, indicator=country.indicator, unit=ended, comparator=">=", value=Decimal(5),
        due=date.fromisoformat(due),
    )  # fmt: skip
    for number in range(1, 10):
        report(world, ended, 9, month(2026, number), indicator=country.indicator)
    end_unit(None, ended, valid_to=GONE)
    (row_now,) = judged_at([(country.indicator, ended)], today=TODAY)
    assert (row_now.verdict.code, row_now.verdict.reason if reason else "") == (code, reason)
