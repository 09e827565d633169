"""Yearly figures: pace, the same point of the last term, what-if; worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.errors import Refused
from vaocuoc.core.forecasting import pace_required, same_point, usual_pace, what_if

END_2027, END_2030 = date(2027, 12, 31), date(2030, 12, 31)


def test_it_says_how_fast_the_rest_must_go() -> None:
    pace = pace_required(
        value=D("4.2"), on=END_2027, target=D("1.2"), due=END_2030, baseline=D(5), baseline_on=date(2025, 12, 31)
    )
    assert pace.remaining == D("-3.0")
    assert round(pace.required, 2) == D("-1.00")
    assert pace.so_far is not None
    assert round(pace.so_far, 2) == D("-0.40")
    assert pace.times is not None
    assert round(pace.times, 1) == D("2.5")


def test_it_compares_with_no_pace_that_went_the_other_way() -> None:
    pace = pace_required(
        value=D(6), on=END_2027, target=D(1), due=END_2030, baseline=D(5), baseline_on=date(2025, 12, 31)
    )
    assert pace.times is None


def test_it_refuses_a_pace_without_time() -> None:
    with pytest.raises(Refused) as refused:
        pace_required(value=D(1), on=END_2030, target=D(2), due=END_2030)
    assert refused.value.code == "forecast.due_passed"


def test_it_finds_the_same_year_of_the_last_term() -> None:
    figures = {2020: D(10), 2021: D(12), 2022: D(16), 2025: D(30), 2026: D(31), 2027: D(35)}
    point = same_point(figures, term_start=2026)
    assert point is not None
    assert (point.year_of_term, point.now, point.then, point.difference) == (2, D(35), D(16), D(19))
    assert point.share == D("0.3")  # by its second year the last term had gone 6 of its 20
    assert same_point({2027: D(35)}, term_start=2026) is None


def test_it_says_where_a_pace_leads_and_when_it_arrives() -> None:
    slow = what_if(value=D(60), on=END_2027, pace=D(5), target=D(80), due=END_2030)
    assert round(slow.value, 1) == D("75.0")
    assert (slow.arrives, slow.in_time) == (date(2031, 12, 31), False)
    assert what_if(value=D(60), on=END_2027, pace=D(10), target=D(80), due=END_2030).in_time
    assert what_if(value=D(60), on=END_2027, pace=D(-1), target=D(80), due=END_2030).arrives is None
    assert what_if(value=D(60), on=END_2027, pace=D("0.001"), target=D(80), due=END_2030).arrives is None
    assert what_if(value=D(5), on=END_2027, pace=D(-1), target=D(1), due=END_2030, rises=False).arrives == date(
        2031, 12, 31
    )


def test_it_counts_whole_years_and_months_as_a_hand_would() -> None:
    term = what_if(value=D(60), on=date(2025, 12, 31), pace=D(4), target=D(80), due=END_2030)
    assert (term.value, term.arrives, term.in_time) == (D(80), END_2030, True)
    month = what_if(value=D(60), on=date(2026, 11, 30), pace=D(12), target=D(61), due=date(2026, 12, 31))
    assert (month.value, month.arrives) == (D(61), date(2026, 12, 31))
    assert pace_required(value=D(60), on=date(2026, 1, 31), target=D(71), due=date(2026, 12, 31)).required == D(12)


def test_it_takes_no_pace_from_two_years() -> None:
    assert usual_pace({2023: D(10), 2024: D(9), 2026: D(16)}) == D(2)
    with pytest.raises(Refused) as refused:
        usual_pace({2025: D(10), 2026: D(12)})
    assert refused.value.code == "forecast.too_few_points"


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.integers(1, 4000))
def test_the_pace_required_is_the_one_that_arrives_on_the_day(value: D, target: D, days: int) -> None:
    due = date.fromordinal(END_2027.toordinal() + days)
    pace = pace_required(value=value, on=END_2027, target=target, due=due).required
    led = what_if(value=value, on=END_2027, pace=pace, target=target, due=due, rises=target >= value)
    assert abs(led.value - target) < D("1e-15")
    assert led.arrives is not None
    assert abs((led.arrives - due).days) <= 1 or value == target
