"""The tables of a new database are laid at once, and are what the migrations lead to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import RunPython, RunSQL, SeparateDatabaseAndState

import vaocuoc

CARRY_ROWS_OVER = {
    ("audit", "0002_chain"),
    ("documents", "0003_library"),
    ("documents", "0006_level_of_issuers"),
    ("tracking", "0006_standing"),
    ("tracking", "0009_board"),
    ("tracking", "0014_standing_actual"),
}
"""The steps in Python of our own migrations. Each changes rows that are there and makes none of nothing."""

BEGIN = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from vaocuoc.audit.guards import missing_guards
from vaocuoc.config.tables import make_tables
from vaocuoc.search.indexes import missing_indexes
"""
LAID = """
assert make_tables()
executor = MigrationExecutor(connection)
assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
"""
END = """
call_command("migrate", interactive=False, verbosity=0)
assert not list(missing_guards()) and not list(missing_indexes())
assert not make_tables()
seen = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, table)
        kept = connection.introspection.get_constraints(cursor, table)
        seen[table] = {
            "columns": sorted(
                [one.name, str(one.type_code), str(one.internal_size), one.null_ok, str(one.default)] for one in columns
            ),
            "kept": sorted(
                json.dumps({name: value for name, value in one.items() if name != "definition"}, default=str)
                for one in kept.values()
            ),
            "names": sorted(name for name, one in kept.items() if one["check"] or one["index"] and not one["type"]),
        }
print(json.dumps(seen))
"""


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database of the kind under test that holds nothing."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'new.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_new"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    address = os.environ["DATABASE_URL"]
    was = address.split("?")[0].rsplit("/", 1)[1]
    try:
        yield address.replace(f"/{was}?", f"/{name}?", 1)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def tables_of(code: str, folder: Path) -> Any:
    """What stands in a new database after a process of its own has run this code on it."""
    with empty_database(folder) as address:
        environment = os.environ | {
            "VAOCUOC_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "vaocuoc.config.settings",
            "DATABASE_URL": address,
        }
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + code + END], env=environment, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_it_lays_every_table_that_the_models_ask_for(tmp_path: Path, db: None) -> None:
    laid = tables_of(LAID, tmp_path)
    assert set(laid) >= set(connection.introspection.django_table_names(only_existing=True))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the whole way takes a minute: it is walked on PostgreSQL")
def test_the_whole_way_of_the_migrations_leads_to_the_same_tables(tmp_path: Path, db: None) -> None:
    laid, walked = tables_of(LAID, tmp_path), tables_of("", tmp_path)
    assert laid == walked


def test_no_migration_makes_rows_that_tables_laid_at_once_would_lack() -> None:
    steps = set()
    for file in Path(vaocuoc.__file__).parent.glob("*/migrations/0*.py"):
        app, name = file.parts[-3], file.stem
        migration = import_module(f"vaocuoc.{app}.migrations.{name}").Migration
        if any(isinstance(one, RunPython | RunSQL | SeparateDatabaseAndState) for one in migration.operations):
            steps.add((app, name))
    assert steps == CARRY_ROWS_OVER
