"""The chain of seals: what was sealed is found again, and whatever was done to it behind the triggers' back is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.database.conftest import World
from vaocuoc.audit import sealing
from vaocuoc.audit.guards import standing_guards
from vaocuoc.audit.models import Batch, Entry
from vaocuoc.audit.operations import record
from vaocuoc.audit.sealing import seal
from vaocuoc.audit.verifying import Break, compare, verify

ENTRIES, SIZE = 23, 5


@pytest.fixture
def sealed(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Twenty-three entries in five batches."""
    monkeypatch.setattr(sealing, "BATCH", SIZE)
    made = [record(world.clerk, "tasks.assign", world.office, name=f"Việc {one}") for one in range(ENTRIES)]
    assert [batch.count for batch in seal(now=timezone.now())] == [5, 5, 5, 5, 3]
    return made


def behind_the_guards(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        for table, name in standing_guards(connection):
            if name.startswith("guard_audit_"):
                on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
        cursor.execute(statement, values)


def broken() -> Break | None:
    return verify().broken


def test_it_finds_every_sealed_entry_again(sealed: list[Entry]) -> None:
    chain = verify()
    assert (chain.broken, chain.batches, chain.entries) == (None, 5, ENTRIES)
    assert chain.head == Batch.objects.get(number=5)


def test_it_seals_nothing_twice_and_goes_on_where_it_stopped(sealed: list[Entry], world: World) -> None:
    assert seal(now=timezone.now()) == []
    one = record(world.clerk, "tasks.assign", world.office, name="Sau")
    (batch,) = seal(now=timezone.now())
    assert (batch.first_id, batch.count, batch.number) == (one.pk, 1, 6)
    assert batch.previous == Batch.objects.get(number=5).seal
    assert broken() is None


def test_it_says_which_entry_was_changed(sealed: list[Entry]) -> None:
    behind_the_guards("UPDATE audit_entry SET username = 'khac' WHERE id = %s", sealed[11].pk)
    assert broken() == Break("entry_changed", {"batch": 3, "entry": sealed[11].pk})


@pytest.mark.parametrize("column", ["at", "user_id", "post_id", "acting_as", "action", "object_type", "object_id"])
def test_it_notices_a_change_of_any_column(sealed: list[Entry], column: str) -> None:
    value = {"at": timezone.now() + timedelta(days=1)}.get(column, 7 if column.endswith("id") else "x")
    behind_the_guards(f'UPDATE audit_entry SET "{column}" = %s WHERE id = %s', value, sealed[0].pk)
    assert broken() == Break("entry_changed", {"batch": 1, "entry": sealed[0].pk})


def test_it_notices_changed_facts(sealed: list[Entry]) -> None:
    behind_the_guards("UPDATE audit_entry SET facts = %s WHERE id = %s", '{"name": "khac"}', sealed[-1].pk)
    assert broken() == Break("entry_changed", {"batch": 5, "entry": sealed[-1].pk})


@pytest.mark.parametrize(("gone", "batch"), [(0, 1), (7, 2), (9, 2), (22, 5)])
def test_it_says_after_which_entry_one_is_missing(sealed: list[Entry], gone: int, batch: int) -> None:
    behind_the_guards("DELETE FROM audit_entry WHERE id = %s", sealed[gone].pk)
    assert broken() == Break("entry_removed", {"batch": batch, "entry": sealed[gone].pk - 1})


def test_it_says_which_entry_was_put_in_later(sealed: list[Entry], world: World, monkeypatch: Any) -> None:
    with transaction.atomic():
        gap = record(world.clerk, "tasks.assign", world.office).pk
    monkeypatch.undo()
    monkeypatch.setattr(sealing, "BATCH", SIZE)
    record(world.clerk, "tasks.assign", world.office)
    behind_the_guards("DELETE FROM audit_entry WHERE id = %s", gap)
    seal(now=timezone.now())
    behind_the_guards(
        "INSERT INTO audit_entry (id, at, username, acting_as, action, object_type, facts) "
        "VALUES (%s, %s, 'khac', '', 'tasks.assign', 'directory.unit', '{}')",
        gap,
        timezone.now(),
    )
    assert broken() == Break("entry_inserted", {"batch": 6, "entry": gap})


def test_it_says_which_batch_was_changed(sealed: list[Entry]) -> None:
    behind_the_guards("UPDATE audit_batch SET root = %s WHERE number = 2", "0" * 64)
    assert broken() == Break("batch_changed", {"batch": 2})


def test_it_notices_a_batch_sealed_anew_over_a_changed_entry(sealed: list[Entry]) -> None:
    """Whoever knows how seals are made mends one batch, and the next no longer fits it."""
    behind_the_guards("UPDATE audit_entry SET username = 'khac' WHERE id = %s", sealed[0].pk)
    batch = Batch.objects.get(number=1)
    rows = Entry.objects.filter(pk__lte=batch.last_id).order_by("pk").values_list(*sealing.SEALED)
    hashes = [sealing.hash_of(row) for row in rows]
    batch.root, batch.leaves = sealing.root_of(hashes), b"".join(one[: sealing.LEAF] for one in hashes)
    batch.seal = sealing.seal_of(batch)
    batch.save()
    assert broken() == Break("batch_changed", {"batch": 2})


def test_it_says_which_batch_is_missing(sealed: list[Entry]) -> None:
    behind_the_guards("DELETE FROM audit_batch WHERE number = 3")
    assert broken() == Break("batch_missing", {"batch": 3})


def test_it_finds_by_the_paper_that_the_end_was_cut_off(sealed: list[Entry]) -> None:
    head = Batch.objects.get(number=5)
    paper = f"5:{head.seal[:12]}"
    assert compare(paper) is None
    behind_the_guards("DELETE FROM audit_batch WHERE number = 5")
    behind_the_guards("DELETE FROM audit_entry WHERE id >= %s", head.first_id)
    assert broken() is None
    assert compare(paper) == Break("paper_differs", {"batch": 5})


@pytest.mark.parametrize("paper", ["", "5", "5:", "5:abc", "x:0123456789ab", "²:0123456789ab"])
def test_it_refuses_a_code_that_says_too_little(sealed: list[Entry], paper: str) -> None:
    assert compare(paper) == Break("paper_form", {"given": paper})


def test_it_tells_when_the_job_no_longer_runs(sealed: list[Entry], world: World) -> None:
    record(world.clerk, "tasks.assign", world.office)
    assert verify(now=timezone.now() + timedelta(hours=5)).broken is None
    late = verify(now=timezone.now() + timedelta(days=3)).broken
    assert late is not None
    assert late.code == "unsealed"


def test_it_says_what_is_broken_in_a_sentence(sealed: list[Entry]) -> None:
    behind_the_guards("UPDATE audit_entry SET username = 'khac' WHERE id = %s", sealed[11].pk)
    assert f"dòng {sealed[11].pk} (lô 3) đã bị sửa" in str(broken())


def test_it_costs_the_same_for_every_batch(sealed: list[Entry], world: World) -> None:
    costs = []
    for _turn in range(2):
        for one in range(SIZE):
            record(world.clerk, "tasks.assign", world.office, name=f"{one}")
        with CaptureQueriesContext(connection) as asked:
            assert len(seal(now=timezone.now())) == 1
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("sealed")
def test_it_guards_the_batches_too() -> None:
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Batch.objects.filter(number=1).update(count=4)
