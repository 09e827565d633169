from collections.abc import Callable

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.database.conftest import World
from vaocuoc.audit.guards import missing_guards
from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record


@pytest.fixture
def entry(world: World) -> Entry:
    return record(world.clerk, "tasks.assign", world.office, name="Thử")


def refused(change: Callable[[], object]) -> bool:
    """Whether the database itself refuses, and everything is as it was."""
    before = list(Entry.objects.order_by("pk").values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    return list(Entry.objects.order_by("pk").values()) == before


def test_it_takes_new_entries(entry: Entry) -> None:
    assert Entry.objects.get().action == "tasks.assign"


def test_it_refuses_to_change_an_entry(entry: Entry) -> None:
    assert refused(lambda: Entry.objects.filter(pk=entry.pk).update(action="tasks.cancel"))


def test_it_refuses_to_delete_an_entry(entry: Entry) -> None:
    assert refused(entry.delete)


def test_it_refuses_to_empty_the_table(entry: Entry) -> None:
    empty = "TRUNCATE audit_entry" if connection.vendor == "postgresql" else "DELETE FROM audit_entry"
    assert refused(lambda: connection.cursor().execute(empty))


def test_it_refuses_to_write_over_an_entry(entry: Entry) -> None:
    columns = [field.column for field in Entry._meta.concrete_fields]
    names = ", ".join(columns)
    values = ", ".join("'tasks.cancel'" if column == "action" else column for column in columns)
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO audit_entry ({names}) SELECT {values} FROM audit_entry"
    else:
        statement = (
            f"INSERT INTO audit_entry ({names}) SELECT {values} FROM audit_entry "
            "ON CONFLICT (id) DO UPDATE SET action = 'tasks.cancel'"
        )
    assert refused(lambda: connection.cursor().execute(statement))


@pytest.mark.usefixtures("db")
def test_it_has_every_guard_after_migrate() -> None:
    assert missing_guards() == []
    assert [
        message.id for message in run_checks(tags=[Tags.database], databases=["default"]) if message.id == "audit.W001"
    ] == []


@pytest.mark.usefixtures("db")
def test_it_notices_a_guard_that_is_gone() -> None:
    if connection.vendor == "postgresql":
        connection.cursor().execute("ALTER TABLE audit_entry DISABLE TRIGGER guard_audit_entry_no_update")
        expected = "audit_entry: guard_audit_entry_no_update"
    else:
        connection.cursor().execute("DROP TRIGGER guard_audit_entry_no_update")
        expected = "audit_entry: guard_audit_entry_no_update"
    assert missing_guards() == [expected]
    assert "audit.W001" in [message.id for message in run_checks(tags=[Tags.database], databases=["default"])]


@pytest.mark.django_db(transaction=True)
def test_it_stands_again_after_a_test_that_commits() -> None:
    with transaction.atomic():
        record(None, "setup.test", Entry())
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    assert missing_guards() == []
    with transaction.atomic():
        record(None, "setup.test", Entry())
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()


def test_it_refuses_an_entry_without_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        record(None, "setup.test", Entry())
