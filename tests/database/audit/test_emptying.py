"""Facts of entries that are destroyed by a decision: gone for good, and the chain of seals still verifies."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.database.audit.test_chain import behind_the_guards
from tests.database.conftest import World
from vaocuoc.audit import sealing
from vaocuoc.audit.emptying import empty, words_of
from vaocuoc.audit.guards import install_guards
from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record
from vaocuoc.audit.sealing import SEALED, hash_of, seal
from vaocuoc.audit.verifying import Break, verify


@pytest.fixture
def entries(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Six entries in two batches; the second was written before facts had salt."""
    monkeypatch.setattr(sealing, "BATCH", 3)
    made = [record(world.clerk, "tasks.assign", world.office, title=f"Việc kín {one}") for one in range(6)]
    behind_the_guards("UPDATE audit_entry SET salt = '' WHERE id = %s", made[1].pk)
    install_guards()
    seal(now=timezone.now())
    assert verify().broken is None
    return list(Entry.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"))


FACTS = st.dictionaries(
    st.text(max_size=8),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one, max_size=3)),
    max_size=4,
)


@given(facts=FACTS, salt=st.text("0123456789abcdef", min_size=32, max_size=32))
def test_the_hash_of_an_entry_is_the_same_without_its_facts(facts: dict[str, Any], salt: str) -> None:
    rest = [7, None, None, "", None, "", "tasks.assign", "tracking.task", 3]
    kept = sealing.hash_of_facts(salt, facts)
    assert hash_of([*rest, facts, salt, ""]) == hash_of([*rest, {"destroyed": 1}, "", kept])
    assert kept != sealing.hash_of_facts(sealing.new_salt(), facts)


def row_of(entry: Entry) -> list[Any]:
    entry.refresh_from_db()
    return [getattr(entry, name) for name in SEALED]


@pytest.mark.parametrize("place", [0, 1])
def test_it_forgets_the_words_and_keeps_the_hash(entries: list[Entry], world: World, place: int) -> None:
    entry = entries[place]
    before = hash_of(row_of(entry))
    assert empty(world.leader, [entry], decision=4) == 1
    assert hash_of(row_of(entry)) == before
    assert (entry.facts, entry.salt) == ({"destroyed": 4}, "")
    assert "kin" not in entry.folded
    assert verify().broken is None
    seal(now=timezone.now())
    assert verify().broken is None


def test_it_empties_nothing_twice_and_nothing_without_words(entries: list[Entry], world: World) -> None:
    plain = record(world.clerk, "tasks.update", world.office, added=[1, 2], due="2026-12-31")
    assert empty(world.leader, [entries[0], plain], decision=4) == 1
    assert empty(world.leader, Entry.objects.filter(pk=entries[0].pk), decision=5) == 0
    assert list(words_of({"a": ["chữ", 3, "2026-12-31"], "b": {"c": "x"}})) == ["chữ", "x"]


def test_it_does_not_show_the_same_words_as_the_same_hash(world: World) -> None:
    one, other = (record(world.clerk, "tasks.assign", world.office, title="Việc kín") for _turn in range(2))
    empty(world.leader, [one, other], decision=4)
    assert one.kept != other.kept


def test_it_finds_an_entry_emptied_without_a_decision(entries: list[Entry]) -> None:
    row = row_of(entries[0])
    kept = sealing.hash_of_facts(row[-2], row[-3])
    Entry.objects.filter(pk=entries[0].pk).update(facts={"destroyed": 9}, salt="", kept=kept)
    assert verify().broken == Break("entry_emptied", {"batch": 1, "entry": entries[0].pk})


@pytest.mark.parametrize("place", [0, 1])
def test_it_finds_what_was_changed_of_an_emptied_entry(entries: list[Entry], world: World, place: int) -> None:
    empty(world.leader, entries[:2], decision=4)
    behind_the_guards("UPDATE audit_entry SET username = 'khac' WHERE id = %s", entries[place].pk)
    broken = verify().broken
    assert broken is not None
    assert (broken.code in ("entry_changed", "entry_emptied"), broken.facts["entry"]) == (True, entries[place].pk)


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"destroyed": 1}},
        {"facts": {"destroyed": 1}, "salt": ""},
        {"facts": {"title": "khác"}, "salt": "", "kept": "0" * 64},
        {"facts": {"destroyed": 1, "title": "khác"}, "salt": "", "kept": "0" * 64},
        {"facts": {"destroyed": 1}, "salt": "", "kept": "0" * 64, "username": "khac"},
    ],
)
def test_it_lets_nothing_through_but_an_emptying(entries: list[Entry], change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entries[0].pk).update(**change)


def test_it_lets_no_emptied_entry_be_filled_again(entries: list[Entry], world: World) -> None:
    empty(world.leader, [entries[0]], decision=4)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entries[0].pk).update(facts={"destroyed": 5}, kept="1" * 64)


def test_it_refuses_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        empty(None, [], decision=1)
