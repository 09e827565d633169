"""What is below a unit on a day: laws of the derived table against the relations themselves."""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.database.conftest import BEGIN, make_unit
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Succession, Unit, UnitReach, UnitRelation
from vaocuoc.directory.organisations.operations import end_unit, rebuild_reach, relate_units

UNITS = 6
DAYS = 8


def day(number: int) -> date:
    return BEGIN + timedelta(days=number)


spans = st.tuples(st.integers(0, DAYS - 1), st.integers(1, DAYS)).map(lambda span: (span[0], span[0] + span[1]))
# A relation only ever leads from a lower to a higher number, so there is no circle among what is drawn.
edges = st.lists(
    st.tuples(st.integers(0, UNITS - 2), st.integers(1, UNITS - 1), spans, st.booleans()).filter(lambda e: e[0] < e[1]),
    max_size=10,
    unique_by=lambda e: (e[0], e[1], e[2][0]),
)


def closure(relations: list[tuple[int, int]], start: int) -> set[int]:
    reached, frontier = {start}, [start]
    while frontier:
        here = frontier.pop()
        for parent, child in relations:
            if parent == here and child not in reached:
                reached.add(child)
                frontier.append(child)
    return reached


class TestReach(TestCase):
    """A class only because Hypothesis needs Django's, which rolls back every example."""

    @settings(max_examples=40, deadline=None)
    @given(edges=edges, ends=st.lists(st.none() | st.integers(1, 2 * DAYS), min_size=UNITS, max_size=UNITS))
    def test_it_is_the_closure_of_the_relations_on_every_day(self, edges: list, ends: list) -> None:
        units = [make_unit(f"Đơn vị {n}", valid_to=day(end) if end else None) for n, end in enumerate(ends)]
        for parent, child, (start, stop), is_open in edges:
            UnitRelation.objects.create(
                kind=RelationKind.PARTY,
                parent=units[parent],
                child=units[child],
                valid_from=day(start),
                valid_to=None if is_open else day(stop),
            )
        rebuild_reach()
        rows = list(UnitReach.objects.filter(kind=RelationKind.PARTY))
        for number in range(2 * DAYS + 1):
            today = day(number)
            living = [n for n, end in enumerate(ends) if end is None or number < end]
            holding = [
                (parent, child)
                for parent, child, (start, stop), is_open in edges
                if parent in living and child in living and start <= number and (is_open or number < stop)
            ]
            for n, unit in enumerate(units):
                expected = {units[m].pk for m in closure(holding, n)} if n in living else set()
                found = {
                    row.descendant_id
                    for row in rows
                    if row.ancestor_id == unit.pk
                    and row.valid_from <= today
                    and (row.valid_to is None or today < row.valid_to)
                }
                assert found == expected

    @settings(max_examples=40, deadline=None)
    @given(edges=edges)
    def test_it_never_lets_a_unit_stand_above_itself(self, edges: list) -> None:
        units = [make_unit(f"Đơn vị {n}") for n in range(UNITS)]
        for parent, child, (start, _), turned in edges:
            upper, lower = (child, parent) if turned else (parent, child)
            with suppress(Refused):
                relate_units(
                    None,
                    kind=RelationKind.STATE,
                    parent=units[upper],
                    child=units[lower],
                    valid_from=day(start),
                    rebuild=False,
                )
        rebuild_reach()
        for row in UnitReach.objects.filter(kind=RelationKind.STATE):
            assert (row.depth == 0) == (row.ancestor_id == row.descendant_id)

    def test_it_writes_the_same_rows_again(self) -> None:
        top, middle, bottom = (make_unit(name) for name in ("Trên", "Giữa", "Dưới"))
        for parent, child in ((top, middle), (middle, bottom)):
            relate_units(None, kind=RelationKind.PARTY, parent=parent, child=child, valid_from=BEGIN)
        before = set(UnitReach.objects.values_list("kind", "ancestor", "descendant", "depth", "valid_from", "valid_to"))
        rebuild_reach()
        after = set(UnitReach.objects.values_list("kind", "ancestor", "descendant", "depth", "valid_from", "valid_to"))
        assert before == after
        assert ("party", top.pk, bottom.pk, 2, BEGIN, None) in after

    def test_it_ends_with_the_unit_in_the_middle(self) -> None:
        top, middle, bottom = (make_unit(name) for name in ("Trên", "Giữa", "Dưới"))
        for parent, child in ((top, middle), (middle, bottom)):
            relate_units(None, kind=RelationKind.PARTY, parent=parent, child=child, valid_from=BEGIN)
        end_unit(None, middle, valid_to=day(3))
        row = UnitReach.objects.get(kind=RelationKind.PARTY, ancestor=top, descendant=bottom)
        assert (row.valid_from, row.valid_to) == (BEGIN, day(3))

    def test_it_hands_a_chain_of_successions_down(self) -> None:
        first, second, third = (make_unit(name) for name in ("Cũ", "Giữa", "Mới"))
        Succession.objects.create(predecessor=first, successor=second, date=day(2), act="Quyết định thử 1")
        Succession.objects.create(predecessor=second, successor=third, date=day(5), act="Quyết định thử 2")
        rebuild_reach()
        rows = UnitReach.objects.filter(kind=UnitReach.SUCCESSION, ancestor=third)
        assert {(row.descendant_id, row.valid_from) for row in rows} == {(second.pk, day(5)), (first.pk, day(5))}
        assert not UnitReach.objects.filter(kind=UnitReach.SUCCESSION, ancestor=first).exists()
        assert Unit.objects.count() == 3
