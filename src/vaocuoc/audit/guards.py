"""The triggers that keep some tables append-only (chống sửa, chống xóa), on SQLite and on PostgreSQL.

``settings.APPEND_ONLY_TABLES`` names the tables. The guards are installed after every migrate, since SQLite forgets
triggers when a migration rebuilds a table; ``vaocuoc check`` asserts that none is missing.

One change of one table is let through, by its shape alone: the facts of an entry of the trail give way to the mark that
they were destroyed (``audit.emptying``), everything else staying as it was. No guard is ever taken down for it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
# What each guard of a table refuses. SQLite's INSERT OR REPLACE deletes without asking the triggers of deletion, so the
# third guard there refuses to insert over a row; PostgreSQL's TRUNCATE likewise needs its own.
_SQLITE = {
    "no_update": "BEFORE UPDATE ON {table} {unless} BEGIN SELECT RAISE(ABORT, 'append-only: {name}'); END",
    "no_delete": "BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'append-only: {name}'); END",
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'append-only: {name}'); END",
}
_PG = {
    "no_update": "BEFORE UPDATE ON {table} FOR EACH ROW {unless} EXECUTE FUNCTION audit_refuse_change()",
    "no_delete": "BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()",
}
_STAYS = ("id", "at", "user_id", "username", "post_id", "acting_as", "action", "object_type", "object_id")
_EMPTIED = "NEW.salt = '' AND OLD.kept = '' AND NEW.kept <> ''"
_EMPTYING = {  # the one change that is let through: an entry of the trail is emptied, once
    "sqlite": " AND ".join(
        [
            _EMPTIED,
            "json(NEW.facts) = json_object('destroyed', json_extract(NEW.facts, '$.destroyed'))",
            *(f"NEW.{column} IS OLD.{column}" for column in _STAYS),
        ]
    ),
    "postgresql": " AND ".join(
        [
            _EMPTIED,
            "NEW.facts = jsonb_build_object('destroyed', NEW.facts -> 'destroyed')",
            *(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in _STAYS),
        ]
    ),
}


def install_guards(using: str = "default", **signal: Any) -> None:
    """Install every guard anew on the guarded tables that exist; a receiver of Django's ``post_migrate``."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        standing = standing_guards(connection)
        for table in _existing_tables(connection):
            quoted = connection.ops.quote_name(table)
            on_table = f" ON {quoted}" if connection.vendor == "postgresql" else ""
            old = {name for where, name in standing if where == table and name.startswith("guard_")}
            for name in old | {guard_name(table, suffix) for suffix in _bodies(connection)}:
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}{on_table}")
            unless = f"WHEN (NOT ({_EMPTYING[connection.vendor]}))" if table == "audit_entry" else ""
            for suffix, body in _bodies(connection).items():
                name = connection.ops.quote_name(guard_name(table, suffix))
                cursor.execute(f"CREATE TRIGGER {name} {body.format(table=quoted, name=table, unless=unless)}")


def guard_name(table: str, suffix: str) -> str:
    return f"guard_{table}_{suffix}"


def missing_guards(using: str = "default") -> list[str]:
    """The guards that should stand and do not, or are switched off, as ``table: guard``; empty when all is well.

    A table that does not exist yet misses nothing.
    """
    connection = connections[using]
    present = standing_guards(connection)
    return [
        f"{table}: {guard_name(table, suffix)}"
        for table in _existing_tables(connection)
        for suffix in _bodies(connection)
        if (table, guard_name(table, suffix)) not in present
    ]


def _bodies(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _PG if connection.vendor == "postgresql" else _SQLITE


def _existing_tables(connection: BaseDatabaseWrapper) -> list[str]:
    there = set(connection.introspection.table_names())
    return [table for table in settings.APPEND_ONLY_TABLES if table in there]


def standing_guards(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """The triggers that stand and are switched on, as (table, name)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
            )
        else:
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        return {(table, name) for table, name in cursor.fetchall()}
