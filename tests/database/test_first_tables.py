"""The tables of a demonstration are laid at once, and are what the migrations leave."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from django.db.migrations import RunPython, RunSQL, SeparateDatabaseAndState

import vaocuoc

CARRY_ROWS_OVER = {
    ("audit", "0002_chain"),
    ("documents", "0003_library"),
    ("tracking", "0006_standing"),
    ("tracking", "0009_board"),
    ("tracking", "0014_standing_actual"),
}
"""The steps in Python of our own migrations. Each changes rows that are there and makes none of nothing."""

LAID = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from vaocuoc.audit.guards import missing_guards
from vaocuoc.config.demo import make_tables
from vaocuoc.search.indexes import missing_indexes
assert make_tables()
executor = MigrationExecutor(connection)
assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
state = executor.loader.project_state().apps
with connection.cursor() as cursor:
    tables = set(connection.introspection.table_names(cursor))
    for model in state.get_models():
        columns = {one.name for one in connection.introspection.get_table_description(cursor, model._meta.db_table)}
        assert columns == {field.column for field in model._meta.local_concrete_fields}, model
        kept = connection.introspection.get_constraints(cursor, model._meta.db_table)
        assert {one.name for one in (*model._meta.constraints, *model._meta.indexes)} <= set(kept), model
call_command("migrate", interactive=False, verbosity=0)
assert not list(missing_guards()) and not list(missing_indexes())
assert not make_tables()
"""


def test_it_lays_every_table_that_the_migrations_lead_to(tmp_path: Path) -> None:
    environment = os.environ | {"VAOCUOC_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "vaocuoc.config.settings"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", LAID], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def test_no_migration_makes_rows_that_tables_laid_at_once_would_lack() -> None:
    steps = set()
    for file in Path(vaocuoc.__file__).parent.glob("*/migrations/0*.py"):
        app, name = file.parts[-3], file.stem
        migration = import_module(f"vaocuoc.{app}.migrations.{name}").Migration
        if any(isinstance(one, RunPython | RunSQL | SeparateDatabaseAndState) for one in migration.operations):
            steps.add((app, name))
    assert steps == CARRY_ROWS_OVER
