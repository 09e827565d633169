"""Ratios, growth and milestones over units, as a statistician would check them by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup import (
    LARGEST,
    NONE,
    VALUE,
    Figures,
    Total,
    Totals,
    Tree,
    adds,
    beside,
    difference,
    divided,
    growth,
    growth_value,
    handed_up,
    must_add,
    own_total,
    ratio_value,
    reached,
    roll_up,
    roll_up_ratio,
    roll_up_weighted,
)

TREE = Tree.of({"tỉnh": None, "A": "tỉnh", "B": "tỉnh"})


def row(*values: int | None) -> Figures:
    """One period of the province, A and B."""
    state = [NONE if value is None else VALUE for value in values]
    return Figures(np.array([[value or 0 for value in values]]), np.array([state], np.uint8))


def test_a_ratio_comes_from_its_parts_not_from_the_mean_of_ratios() -> None:
    poor, households = row(None, 10, 30), row(None, 100, 900)
    ratio, above, under = roll_up_ratio(TREE, poor, households, scale=100 * 10**2)
    assert ratio.at(0, 0) == Total(400, 2, 2)  # 4,00 %, where the mean of 10 % and 3,33 % would be 6,67 %
    assert (above.of("tỉnh", 0).value, under.of("tỉnh", 0).value) == (40, 1000)


def test_a_unit_that_gave_one_part_only_does_not_count() -> None:
    ratio, above, under = roll_up_ratio(TREE, row(None, 10, None), row(None, 100, 900), scale=10_000)
    assert ratio.at(0, 0) == Total(1000, 1, 2)
    assert (above.of("tỉnh", 0).value, under.of("tỉnh", 0).value) == (10, 100)


def test_a_ratio_over_nothing_is_not_known() -> None:
    ratio, _above, _under = roll_up_ratio(TREE, row(None, 0, 0), row(None, 0, 0), scale=10_000)
    assert ratio.at(0, 0) == Total(0, 0, 2)


def test_a_ratio_without_parts_goes_by_its_declared_weight() -> None:
    percent, households = row(None, 1000, 333), row(None, 100, 900)
    ratio, _above, _under = roll_up_weighted(TREE, percent, households)
    assert ratio.at(0, 0) == Total(400, 2, 2)  # (10 * 100 + 3,33 * 900) / 1000 = 3,997, rounded


def test_growth_compares_sums_that_are_complete() -> None:
    def totals(value: int, known: int) -> Totals:
        of_one, known_of_one, owed = (np.array([[one]]) for one in (value, known, 2))
        return Totals(of_one, known_of_one, owed)

    assert growth(totals(106, 2), totals(100, 2), scale=1000).at(0, 0) == Total(60, 2, 2)
    assert growth(totals(106, 2), totals(100, 1), scale=1000).at(0, 0).known == 0
    assert growth(totals(106, 2), totals(0, 2), scale=1000).at(0, 0).known == 0


def test_milestones_are_counted() -> None:
    assert roll_up(TREE, reached(row(None, 1, 0))).of("tỉnh", 0) == Total(1, 2, 2)


@pytest.mark.parametrize("kind", ["score", "rank"])
def test_scores_and_ranks_are_never_added(kind: str) -> None:
    assert adds(kind) == "never"
    with pytest.raises(Refused, match=r"rollup.never_adds"):
        must_add(kind)


def test_a_ratio_alone_is_not_added() -> None:
    with pytest.raises(Refused, match=r"rollup.needs_parts"):
        must_add("ratio")
    must_add("ratio", weighted=True)
    must_add("flow")


def test_the_own_figure_stands_beside_what_was_added_up() -> None:
    made = row(45, 10, 30)
    owed = np.array([[True, True, True]])
    rolled = roll_up(TREE, made, owed)
    assert rolled.of("tỉnh", 0) == Total(40, 2, 2)
    assert beside(TREE, made, owed, rolled, "tỉnh", 0) == 5
    incomplete = row(45, 10, None)
    assert beside(TREE, incomplete, owed, roll_up(TREE, incomplete, owed), "tỉnh", 0) is None


def test_only_the_official_figure_is_handed_up() -> None:
    own, below = own_total(45, owes=True), Total(40, 2, 2)
    assert handed_up(own, below) == below
    assert handed_up(own, below, official="own") == own
    assert handed_up(own, Total()) == own
    assert handed_up(own_total(45, owes=False), below, official="own") == below
    assert difference(own, below) == 5


PARTS = st.builds(Total, st.integers(-(10**12), 10**12), st.integers(0, 9), st.integers(0, 9))


@given(st.lists(PARTS, min_size=1, max_size=6), PARTS)
def test_exchanging_a_part_is_adding_up_anew(parts: list[Total], new: Total) -> None:
    def summed(some: list[Total]) -> Total:
        total = Total()
        for one in some:
            total = total.plus(one)
        return total

    assert summed(parts).moved(parts[0], new) == summed([new, *parts[1:]])
    assert summed(parts) == summed(parts[::-1])


def test_a_total_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match=r"rollup.overflow"):
        Total(LARGEST, 1, 1).plus(Total(1, 1, 1))


@given(st.integers(-(2**62), 2**62), st.integers(-(10**6), 10**6), st.sampled_from([1, 100, 10_000]))
def test_it_divides_arrays_as_it_divides_numbers(top: int, bottom: int, scale: int) -> None:
    try:
        alone = ratio_value(top, bottom, scale=scale)
    except Refused:
        return
    value, known = divided(np.array([top]), np.array([bottom]), scale=scale)
    assert (int(value[0]) if known[0] else None) == alone


@pytest.mark.parametrize(("top", "bottom", "found"), [(1, 2, 1), (-1, 2, -1), (1, -2, -1), (4, 3, 1), (5, 3, 2)])
def test_it_rounds_halves_away_from_zero(top: int, bottom: int, found: int) -> None:
    assert ratio_value(top, bottom, scale=1) == found


def test_growth_from_a_negative_base_goes_by_its_size() -> None:
    assert growth_value(-5, -10, scale=100) == 50
    assert growth_value(3, 0, scale=100) is None
