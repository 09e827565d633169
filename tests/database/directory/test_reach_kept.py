"""What a process keeps of the reach of roles, page after page, is always what the organisation says now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.database.conftest import BEGIN, TODAY, World, make_actor, make_unit
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import ReachMark, RelationKind, Role, Unit, UnitRelation
from vaocuoc.directory.organisations.operations import (
    end_relation,
    end_unit,
    rebuild_reach,
    record_succession,
    relate_units,
)
from vaocuoc.directory.people.access import Action, Actor, actor_for

UNITS = 5
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("relate", "end relation", "end unit", "succeed", "taken back")),
        st.integers(0, UNITS - 1),
        st.integers(0, UNITS - 1),
        st.integers(0, 4),
    ),
    max_size=8,
)


def reading(actor: Actor) -> Actor:
    """The same person as a page that only reads finds them."""
    return replace(actor_for(actor.user, today=TODAY), memory={})


def anew(actor: Actor) -> Actor:
    """The same person, of whom nothing is kept."""
    return replace(actor_for(actor.user, today=TODAY), memory={}, reach_mark=None)


def seen(actor: Actor, units: list[Unit]) -> dict[Action, frozenset[int]]:
    return {action: actor.among(action, [one.pk for one in units]) for action in (Action.VIEW, Action.ASSIGN)}


def change(units: list[Unit], step: str, one: int, other: int, number: int) -> None:
    day = TODAY - timedelta(days=number)
    if step == "relate":
        relate_units(None, kind=RelationKind.PARTY, parent=units[one], child=units[other], valid_from=day)
    elif step == "end relation":
        relation = UnitRelation.objects.filter(parent=units[one], valid_to=None).first()
        if relation is not None:
            end_relation(None, relation=relation, valid_to=day)
    elif step == "end unit":
        end_unit(None, units[other], valid_to=day)
    else:
        record_succession(
            None, predecessor=units[one], successor=units[other], date=day, act="Nghị quyết giả định", share_ppm=None
        )


class TestKept(TestCase):
    """A class only because Hypothesis needs Django's, which rolls back every example."""

    @settings(max_examples=40, deadline=None)
    @given(steps=STEPS)
    def test_it_is_what_the_organisation_says_after_every_change(self, steps: list) -> None:
        units = [make_unit(f"Đơn vị {number}") for number in range(UNITS)]
        rebuild_reach()
        clerk = make_actor("chuyenvien", "Chuyên viên", units[0], Role.COORDINATOR, units[0])
        for step, one, other, number in steps:
            with suppress(Refused):
                if step == "taken back":  # what a page of another reads meanwhile must not outlive it
                    with suppress(ZeroDivisionError), transaction.atomic():
                        change(units, "relate", one, other, number)
                        seen(reading(clerk), units)
                        raise ZeroDivisionError
                else:
                    change(units, step, one, other, number)
            assert seen(reading(clerk), units) == seen(anew(clerk), units)


def test_the_mark_changes_with_the_reach_and_only_with_it(world: World) -> None:
    before = ReachMark.objects.get().mark
    rebuild_reach()
    assert ReachMark.objects.get().mark == before
    relate_units(None, kind=RelationKind.PARTY, parent=world.province, child=make_unit("Ban Mới"), valid_from=BEGIN)
    assert ReachMark.objects.get().mark != before


def test_a_change_inside_a_deed_is_seen_by_the_rest_of_the_deed(world: World) -> None:
    fresh = make_unit("Ban Mới")
    rebuild_reach()
    actor = actor_for(world.clerk.user, today=TODAY)
    assert not actor.remembering().may(Action.VIEW, fresh.pk)
    relate_units(None, kind=RelationKind.PARTY, parent=world.province, child=fresh, valid_from=BEGIN)
    assert actor.remembering().may(Action.VIEW, fresh.pk)


def test_the_next_page_knows_of_a_new_unit_and_one_after_it_asks_nothing(client: Client, world: World) -> None:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    fresh = make_unit("Đảng ủy xã Mới Lập")
    rebuild_reach()
    page = f"/don-vi/{fresh.pk}/"
    assert client.get(page).status_code == 404
    relate_units(None, kind=RelationKind.PARTY, parent=world.province, child=fresh, valid_from=BEGIN)
    assert client.get(page).status_code == 200
    client.get("/nhiem-vu/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/nhiem-vu/")
    assert not any("directory_unitreach" in one["sql"].lower() for one in asked)
