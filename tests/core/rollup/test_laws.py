"""Laws of adding up: what must hold of any figures, in any order, on any tree."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import Aim
from vaocuoc.core.rollup import (
    LARGEST,
    NEVER,
    NONE,
    VALUE,
    WHOLE,
    Aims,
    Book,
    Figures,
    Grid,
    Job,
    Measure,
    Passage,
    Row,
    Rows,
    Sheet,
    Total,
    Totals,
    Tree,
    carry,
    in_force,
    lay_out,
    missing,
    owed_mask,
    own_totals,
    roll_up,
    roll_up_totals,
    split,
    stand,
    to_per_period,
    to_running,
)

PERIODS = tuple(month(2025, n) for n in range(1, 7))
VALUES = st.integers(-(10**9), 10**9)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Up to a dozen units; each hangs under one that was drawn before it, or under none."""
    count = draw(st.integers(1, 12))
    parents: dict[object, object] = {0: None}
    for unit in range(1, count):
        parents[unit] = draw(
            st.sampled_from([None, *range(unit)]) if draw(st.integers(0, 4)) == 0 else st.sampled_from(range(unit))
        )
    return Tree.of(parents)


@st.composite
def figures(draw: st.DrawFn, columns: int, rows: int = len(PERIODS), gaps: bool = True) -> Figures:
    size = rows * columns
    states = draw(st.lists(st.sampled_from([1, 1, 1, 0, 2] if gaps else [1]), min_size=size, max_size=size))
    drawn = draw(st.lists(st.just(0) | VALUES, min_size=size, max_size=size))
    state = np.array(states, np.uint8).reshape(rows, columns)
    return Figures(np.where(state == VALUE, np.array(drawn, np.int64).reshape(rows, columns), 0), state)


@st.composite
def masks(draw: st.DrawFn, columns: int, rows: int = len(PERIODS)) -> np.ndarray:
    return np.array(draw(st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns))).reshape(
        rows, columns
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Tree, Figures, np.ndarray | None, str]:
    tree = draw(trees())
    owed = draw(st.none() | masks(len(tree)))
    return tree, draw(figures(len(tree))), owed, draw(st.sampled_from(["below", "own"]))


# --- arrival ----------------------------------------------------------------------------------------------------------

ROWS = st.lists(
    st.builds(
        Row,
        period=st.integers(0, 2),
        unit=st.integers(0, 1),
        value=st.none() | VALUES,
        submitted=st.integers(0, 9),
        revision=st.integers(1, 3),
        approved=st.sampled_from([NEVER, NEVER, 3, 8]),
        estimate=st.booleans(),
        provider=st.integers(0, 2),
    ),
    max_size=14,
    unique_by=lambda row: (row.period, row.unit, row.provider, row.revision),
)
GRID = Grid(("A", "B"), PERIODS[:3])


def same(one: Figures, other: Figures) -> bool:
    return bool((one.values == other.values).all() and (one.state == other.state).all())


@given(ROWS, st.randoms(use_true_random=False), st.none() | st.integers(-1, 10))
def test_it_does_not_care_in_which_order_reports_arrive(rows: list[Row], chance, as_of: int | None) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    laid = lay_out(GRID, Rows.of(rows), as_of=as_of)
    assert same(laid, lay_out(GRID, Rows.of(shuffled), as_of=as_of))
    for period in range(3):
        for unit in range(2):
            best = in_force([row for row in rows if (row.period, row.unit) == (period, unit)], as_of=as_of)
            assert (best is None) == (laid.state[period, unit] == NONE)
            if best is not None:
                assert best.value == (int(laid.values[period, unit]) if laid.state[period, unit] == VALUE else None)


@given(ROWS, ROWS, st.integers(0, 9))
def test_a_later_revision_never_changes_what_stood_on_an_earlier_day(
    first: list[Row], later: list[Row], day: int
) -> None:
    before = [row for row in first if row.submitted <= day]
    after = [Row(**{**row.__dict__, "submitted": day + 1 + row.submitted, "approved": NEVER}) for row in later]
    assert same(lay_out(GRID, Rows.of(before), as_of=day), lay_out(GRID, Rows.of([*before, *after]), as_of=day))


def test_an_estimate_never_follows_a_final() -> None:
    final, estimate = Row(0, 0, 7, submitted=1), Row(0, 0, 9, submitted=2, revision=2, estimate=True)
    assert in_force([final, estimate]) == final
    assert in_force([final, Row(0, 0, 9, submitted=2, revision=2)]).value == 9
    approved = Row(0, 0, 5, submitted=0, approved=1, estimate=True)
    assert in_force([final, approved]) == approved  # the latest approved, else the latest submitted
    assert in_force([final, approved], as_of=1) == approved
    assert in_force([final, Row(0, 0, 5, approved=2, estimate=True)], as_of=1) == final


# --- forms ------------------------------------------------------------------------------------------------------------


@given(figures(3, gaps=False))
def test_it_comes_to_the_same_per_period_and_cumulative(made: Figures) -> None:
    for way in ("year_to_date", "term_to_date"):
        cumulative = to_running(made, PERIODS, reported="per_period")
        assert same(to_per_period(cumulative, PERIODS, reported=way), made)
        assert same(to_running(cumulative, PERIODS, reported=way), cumulative)


@given(figures(2))
def test_a_gap_stays_a_gap(made: Figures) -> None:
    total = to_running(made, PERIODS, reported="per_period")
    for unit in range(2):
        so_far = [made.state[: row + 1, unit] == VALUE for row in range(len(PERIODS))]
        assert [bool(one.all()) for one in so_far] == [bool(one) for one in total.state[:, unit] == VALUE]
        for row, whole in enumerate(so_far):
            if whole.all():
                assert total.values[row, unit] == made.values[: row + 1, unit].sum()


# --- adding up --------------------------------------------------------------------------------------------------------


def by_hand(tree: Tree, made: Figures, owed: np.ndarray | None, official: str, place: int, period: int) -> Total:
    """What stands below a unit, one unit after the other."""
    total = Total()
    for child in tree.below(place):
        owes = tree.count[child] == 0 if owed is None else owed[period, child]
        known = made.state[period, child] == VALUE
        own = Total(int(made.values[period, child]) if known else 0, int(known), 1) if owes else Total()
        below = by_hand(tree, made, owed, official, child, period)
        first, second = (own, below) if official == "own" else (below, own)
        total = total.plus(first if first.owed else second)
    return total


@given(situations())
def test_the_parts_are_the_whole(situation: tuple[Tree, Figures, np.ndarray | None, str]) -> None:
    tree, made, owed, official = situation
    rolled = roll_up(tree, made, owed, official=official)
    for place in tree.parents:
        for period in range(len(PERIODS)):
            found = rolled.of(tree.units[place], period)
            assert found == by_hand(tree, made, owed, official, place, period)
            absent = missing(tree, made, owed, tree.units[place], period, official=official)
            assert len(absent) == found.missing


@given(situations())
def test_a_zero_is_known_and_a_missing_figure_is_not(situation: tuple[Tree, Figures, np.ndarray | None, str]) -> None:
    tree, made, owed, official = situation
    zeros = Figures(np.zeros_like(made.values), np.full_like(made.state, VALUE))
    nothing = Figures(np.zeros_like(made.values), np.zeros_like(made.state))
    all_there = roll_up(tree, zeros, owed, official=official).totals
    none_there = roll_up(tree, nothing, owed, official=official).totals
    assert (all_there.known == all_there.owed).all()
    assert not none_there.known.any()
    assert (none_there.owed == all_there.owed).all()
    assert (none_there.figures().state == NONE).all()


def test_it_refuses_what_an_integer_cannot_hold() -> None:
    tree = Tree.of({"tỉnh": None, "A": "tỉnh", "B": "tỉnh"})
    made = Figures(np.array([[0, LARGEST, 1]]), np.array([[0, 1, 1]], np.uint8))
    with pytest.raises(Refused, match=r"rollup.overflow"):
        roll_up(tree, made)
    made.values[0, 2] = -1
    assert roll_up(tree, made).of("tỉnh", 0) == Total(LARGEST - 1, 2, 2)


def test_it_respects_from_when_and_until_when_a_figure_is_owed() -> None:
    grid = Grid(("A",), PERIODS)
    owed = owed_mask(grid, [("A", date(2025, 2, 28), date(2025, 4, 30)), ("gone", date(2025, 1, 1), None)])
    assert owed[:, 0].tolist() == [False, True, True, False, False, False]


def test_it_refuses_a_unit_above_itself() -> None:
    with pytest.raises(Refused, match=r"rollup.circle"):
        Tree.of({"A": "B", "B": "A", "C": None})


# --- successions ------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=5), st.lists(st.integers(0, 10), min_size=1, max_size=5)
)
def test_a_split_loses_and_makes_nothing(values: list[int], weights: list[int]) -> None:
    total = sum(weights) or 1
    shares = [weight * WHOLE // total for weight in weights]
    shares[-1] += WHOLE - sum(shares)
    rows = split(np.array(values), shares)
    assert [sum(int(row[at]) for row in rows) for at in range(len(values))] == values
    for row, share in zip(rows, shares, strict=True):
        for part, value in zip(row, values, strict=True):
            assert abs(int(part) * WHOLE - value * share) < WHOLE  # no part is a whole unit off its share
    assert (split(-np.array(values), shares) == -rows).all()


@given(figures(10), masks(5), st.integers(1, 5), st.integers(0, len(PERIODS)), st.sampled_from(["below", "own"]))
def test_merging_then_adding_up_is_adding_up_then_merging(
    made: Figures, owed: np.ndarray, heirs: int, periods_before: int, official: str
) -> None:
    """Five communes of one province become fewer at any time of the series; the province's figures do not change."""
    old, new = [f"xã {n}" for n in range(5)], [f"mới {n}" for n in range(5)]
    units = [*old, *new]
    day = PERIODS[0].start if not periods_before else PERIODS[periods_before - 1].end + timedelta(days=1)
    before = np.array([one.end < day for one in PERIODS])[:, None]
    there = np.concatenate([owed & before, np.zeros_like(owed) | (~before & (np.arange(5) < heirs))], axis=1)
    wide = Figures(np.insert(made.values, 0, 0, axis=1), np.insert(made.state, 0, 0, axis=1))
    then = Tree.of({"tỉnh": None} | dict.fromkeys(units, "tỉnh"))
    rolled = roll_up(then, wide, np.insert(there, 0, False, axis=1), official=official)
    own = own_totals(made, there)
    told = {unit: Totals(own.value[:, n], own.known[:, n], own.owed[:, n]) for n, unit in enumerate(units)}
    passages = [Passage(unit, new[n % heirs], WHOLE, day) for n, unit in enumerate(old)]
    today = carry(told, [one.end for one in PERIODS], passages)
    assert not set(old) & set(today)
    after = Tree.of({"tỉnh": None} | dict.fromkeys(today, "tỉnh"))
    order = [today[unit] for unit in after.units[1:]]
    columns = [np.stack([getattr(one, name) for one in order], axis=1) for name in ("value", "known", "owed")]
    whole = roll_up_totals(after, Totals(*(np.insert(part, 0, 0, axis=1) for part in columns)), official=official)
    for period in range(len(PERIODS)):
        assert whole.of("tỉnh", period) == rolled.of("tỉnh", period)


@st.composite
def acts(draw: st.DrawFn) -> list[Passage]:
    """Mergers and splits of six units one after the other, the whole of each declared; who is gone takes nothing."""
    passages: list[Passage] = []
    for unit in range(5):
        if not draw(st.booleans()):
            continue
        heirs = draw(st.lists(st.integers(unit + 1, 5), min_size=1, max_size=3, unique=True))
        cuts = sorted(draw(st.lists(st.integers(0, WHOLE), min_size=len(heirs) - 1, max_size=len(heirs) - 1)))
        shares = [to - begin for begin, to in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
        day = PERIODS[unit].end + timedelta(days=draw(st.integers(0, 1)))
        passages += [Passage(unit, heir, share, day) for heir, share in zip(heirs, shares, strict=True)]
    return draw(st.permutations(passages))


@given(figures(6), acts())
def test_what_went_over_whole_adds_up_to_the_same_on_the_map_of_today(made: Figures, passages: list[Passage]) -> None:
    """Mergers of what was split, splits of what was merged: no figure is lost or made on its way."""
    own = own_totals(made, np.ones_like(made.state, dtype=np.bool_))
    told = {unit: Totals(own.value[:, unit], own.known[:, unit], own.owed[:, unit]) for unit in range(6)}
    today = carry(told, [one.end for one in PERIODS], passages)
    gone = {one.predecessor: one.day for one in passages}
    assert not set(gone) & set(today)
    for period, one in enumerate(PERIODS):
        alive = [unit for unit in range(6) if unit not in gone or one.end < gone[unit]]
        assert sum(int(row.value[period]) for row in today.values()) == sum(
            int(own.value[period, unit]) for unit in alive if own.known[period, unit]
        )


def series(*values: int) -> Totals:
    count = len(values)
    return Totals(np.array(values), np.ones(count, np.int32), np.ones(count, np.int32))


ENDS = [date(2025, 6, 30), date(2025, 7, 31)]
ACT = date(2025, 7, 1)


def test_a_part_without_a_declared_share_is_not_carried_and_coverage_falls() -> None:
    found = carry(
        {"huyện": series(100, 0)}, ENDS, [Passage("huyện", "A", 600_000, ACT), Passage("huyện", "B", None, ACT)]
    )
    assert (found["A"].value[0], found["A"].known[0], found["A"].owed[0]) == (60, 1, 1)
    assert (found["B"].value[0], found["B"].known[0], found["B"].owed[0]) == (0, 0, 1)
    assert found["A"].owed[1] == 0  # from the act on the heirs report themselves


def test_it_carries_through_a_merger_that_was_split_later() -> None:
    acts = [Passage("A", "C", WHOLE, date(2025, 7, 15)), Passage("B", "C", WHOLE, date(2025, 7, 15))]
    later = [Passage("C", "D", 500_001, date(2025, 8, 1)), Passage("C", "E", 499_999, date(2025, 8, 1))]
    found = carry({"A": series(3, 0), "B": series(4, 0)}, ENDS, [*later, *acts])
    assert set(found) == {"D", "E"}
    assert (found["D"].value[0], found["E"].value[0]) == (4, 3)


def test_a_unit_that_lives_on_keeps_the_rest() -> None:
    found = carry({"A": series(100, 70)}, ENDS, [Passage("A", "B", 250_000, ACT)], living={"A"})
    assert found["A"].value.tolist() == [75, 70]
    assert found["B"].value.tolist() == [25, 0]


def test_it_refuses_shares_beyond_the_whole() -> None:
    with pytest.raises(Refused, match=r"rollup.shares_exceed"):
        carry({}, ENDS, [Passage("A", "B", 600_000, ACT), Passage("A", "C", 600_000, ACT)])


# --- bringing up to date ----------------------------------------------------------------------------------------------


@given(situations(), st.data())
def test_bringing_up_to_date_is_building_anew(
    situation: tuple[Tree, Figures, np.ndarray | None, str], data: st.DataObject
) -> None:
    tree, made, owed, official = situation
    measure = data.draw(st.sampled_from([Measure("flow"), Measure("stock"), Measure("flow", "year_to_date")]))
    sheet = Sheet(
        measure, PERIODS, tuple(one.end + timedelta(days=data.draw(st.sampled_from([9, 11]))) for one in PERIODS)
    )
    aims = data.draw(st.lists(AIMS, min_size=len(tree), max_size=len(tree)))
    targets = Aims.of(aims, [date(2025, 1, 1)] * len(tree))
    book = Book(Job(sheet, tree, made, targets, owed, official))
    changes = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(tree) - 1), st.integers(0, 5), st.none() | VALUES, st.booleans()), max_size=6
        )
    )
    for unit, period, value, reported in changes:
        book.put(unit, period, value, reported=reported)
    anew = stand(Job(sheet, tree, book.figures, targets, owed, official))
    assert (anew.outcomes == book.outcomes).all()
    for name in ("value", "known", "owed"):
        assert (getattr(anew.rolled.totals, name) == getattr(book.totals, name)).all()


AIMS = st.none() | st.builds(
    Aim,
    comparator=st.sampled_from([">=", "<="]),
    value=VALUES.map(D),
    horizon=st.sampled_from(["at_date", "each_year", "total"]),
    due=st.sampled_from([date(2025, 5, 31), date(2025, 12, 31)]),
    baseline=st.none() | VALUES.map(D),
    baseline_on=st.sampled_from([None, date(2024, 12, 31)]),
)


def test_a_refused_figure_changes_nothing() -> None:
    tree = Tree.of({"tỉnh": None, "A": "tỉnh", "B": "tỉnh"})
    made = Figures.blank((len(PERIODS), 3))
    sheet = Sheet(Measure("stock"), PERIODS, tuple(one.end + timedelta(days=11) for one in PERIODS))
    book = Book(Job(sheet, tree, made, Aims.of([None] * 3, [None] * 3)))
    book.put(1, 0, LARGEST)
    kept = book.totals.at(0, 0)
    with pytest.raises(Refused, match=r"rollup.overflow"):
        book.put(2, 0, 1)
    assert book.totals.at(0, 0) == kept
    assert book.figures.state[0, 2] == NONE
