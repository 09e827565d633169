"""Full-text indexes over the folded columns that ``settings.SEARCH_COLUMNS`` names (chỉ mục tìm kiếm).

SQLite has an external-content FTS5 table per column, kept by three triggers; PostgreSQL has a GIN index over one SQL
function. Both see the same words, runs of letters and digits of text that is folded already: both find the same.
"""

from __future__ import annotations

import string
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

# PostgreSQL's parser reads "45-nq/tw" as a path and "4.500" as a number; with every sign made a space it sees words.
_SIGNS = (
    string.punctuation
    + "\t\n\r\x0b\x0c\u00a0¡¢£¤¥¦§¨©«¬®¯°±´¶·¸»¿×÷"
    + "".join(map(chr, [*range(0x2010, 0x2028), *range(0x2030, 0x205F)]))
    + "€₫←↑→↓−≈≠≤≥■□▪●◦★☐☑✓✔"
)
VECTOR_FUNCTION = "search_vector"


@dataclass(frozen=True, slots=True)
class Column:
    """A searched column (cột được tìm) and what its index is called."""

    table: str
    name: str

    @property
    def index(self) -> str:
        return f"search_{self.table}_{self.name}"

    @property
    def triggers(self) -> tuple[str, str, str]:
        return f"{self.index}_insert", f"{self.index}_delete", f"{self.index}_update"

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def searched_columns() -> list[Column]:
    """The columns to be searched, as the settings name them."""
    return [Column(table, name) for table, name in settings.SEARCH_COLUMNS]


def install(using: str = "default") -> None:
    """Make what is missing (dựng chỉ mục còn thiếu), and fill it; does nothing where all is there.

    Tables that are not migrated yet are left for the next time.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        # Replaced by ``rebuild`` alone: a function may not change under the indexes that were filled by it.
        if connection.vendor == "postgresql" and not _has_vector_function(cursor):
            _make_vector_function(cursor)
        for column in _missing(connection, cursor):
            if column.table in tables:
                _make(connection, cursor, column)


def missing_indexes(using: str = "default") -> list[str]:
    """The searched columns without a whole index, as ``table.column``; empty where search can be trusted."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return [str(column) for column in _missing(connection, cursor)]


def rebuild(using: str = "default") -> None:
    """Fill every index anew from its column (dựng lại chỉ mục)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _make_vector_function(cursor)
        for column in searched_columns():
            _make(connection, cursor, column)


def compact(using: str = "default") -> None:
    """Have the indexes forget words that no row holds any more (dọn chỉ mục): SQLite keeps them until parts are merged.

    PostgreSQL forgets them with its own vacuuming.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for column in searched_columns():
            cursor.execute(f'INSERT INTO "{column.index}" ("{column.index}") VALUES (\'optimize\')')  # noqa: S608


def _missing(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> list[Column]:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
    there = {name for (name,) in cursor.fetchall()}
    return [
        column
        for column in searched_columns()
        if not there.issuperset(
            (column.index,) if connection.vendor == "postgresql" else (column.index, *column.triggers)
        )
    ]


def _make(connection: BaseDatabaseWrapper, cursor: CursorWrapper, column: Column) -> None:
    statements = _postgresql(column) if connection.vendor == "postgresql" else _sqlite(column)
    for statement in statements:
        cursor.execute(statement)


def _make_vector_function(cursor: CursorWrapper) -> None:
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {VECTOR_FUNCTION}(folded text) RETURNS tsvector "
        "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ "
        "SELECT pg_catalog.to_tsvector('pg_catalog.simple', "
        f"pg_catalog.translate(folded, $signs${_SIGNS}$signs$, '{' ' * len(_SIGNS)}')) $body$"
    )


def _has_vector_function(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT to_regproc(%s) IS NOT NULL", [VECTOR_FUNCTION])
    return bool(cursor.fetchone()[0])


def _postgresql(column: Column) -> list[str]:
    return [
        f'DROP INDEX IF EXISTS "{column.index}"',
        f'CREATE INDEX "{column.index}" ON "{column.table}" USING gin ({VECTOR_FUNCTION}("{column.name}"))',
    ]


def _sqlite(column: Column) -> list[str]:
    """The FTS table anew, its triggers, and its first filling. A table remade by a migration has lost its triggers."""
    index, name = f'"{column.index}"', f'"{column.name}"'
    insert, delete, update = (f'"{trigger}"' for trigger in column.triggers)
    add = f"INSERT INTO {index} (rowid, {name}) VALUES (new.id, new.{name});"  # noqa: S608 (names of the settings)
    drop = f"INSERT INTO {index} ({index}, rowid, {name}) VALUES ('delete', old.id, old.{name});"  # noqa: S608
    return [
        *(f'DROP TRIGGER IF EXISTS "{trigger}"' for trigger in column.triggers),
        f"DROP TABLE IF EXISTS {index}",
        f"CREATE VIRTUAL TABLE {index} USING fts5({name}, content='{column.table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0')",
        f'CREATE TRIGGER {insert} AFTER INSERT ON "{column.table}" BEGIN {add} END',
        f'CREATE TRIGGER {delete} AFTER DELETE ON "{column.table}" BEGIN {drop} END',
        f'CREATE TRIGGER {update} AFTER UPDATE OF {name} ON "{column.table}" BEGIN {drop} {add} END',
        f"INSERT INTO {index} ({index}) VALUES ('rebuild')",  # noqa: S608
    ]
