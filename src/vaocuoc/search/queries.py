"""Finding rows by words, and showing where the words stand (tìm và trích đoạn)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from vaocuoc.core.text import highlights, nfc
from vaocuoc.search.indexes import VECTOR_FUNCTION, Column
from vaocuoc.search.terms import Clause, clauses

Row = TypeVar("Row", bound=Model)
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text with the spans to be marked in it (đoạn trích); offsets count in ``text``."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found (kết quả tìm): ``kind`` is the heading it stands under, ``note`` tells whence."""

    kind: str | Promise
    title: str
    url: str
    excerpt: str = ""
    marks: Sequence[Mark] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; ``more`` where there are others that are not shown."""

    kind: str
    hits: list[Hit]
    more: bool


def matching(queryset: QuerySet[Row], column: str, text: str) -> QuerySet[Row]:
    """The rows of ``queryset`` whose folded ``column`` holds every word of ``text`` (tìm theo mọi từ).

    Accents, case and đ do not count; the last word may go on; words in "quotation marks" stand together. The same rows
    on both databases. The column must stand in ``settings.SEARCH_COLUMNS``. Text without a word finds nothing.
    """
    wanted = clauses(text)
    if not wanted:
        return queryset.none()
    if connections[queryset.db].vendor == "postgresql":
        return queryset.filter(_Matches(F(column), Value(_tsquery(wanted))))
    index = Column(queryset.model._meta.db_table, column).index
    # The names come from the settings, the words as a parameter.
    rows = RawSQL(f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', [_fts_query(wanted)])  # noqa: S608, S611
    return queryset.filter(pk__in=rows)


class _Matches(Func):
    """PostgreSQL's match, worded as the index is, so that the index is used."""

    arity = 2
    template = f"{VECTOR_FUNCTION}(%(column)s) @@ to_tsquery('pg_catalog.simple', %(query)s)"
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, query = self.get_source_expressions()
        column_sql, column_params = compiler.compile(column)
        query_sql, query_params = compiler.compile(query)
        return self.template % {"column": column_sql, "query": query_sql}, [*column_params, *query_params]


def _fts_query(wanted: list[Clause]) -> str:
    """Words are letters and digits alone, so that nothing inside the quotation marks can end them."""
    return " AND ".join(f'"{" ".join(clause.words)}"{"*" if clause.prefix else ""}' for clause in wanted)


def _tsquery(wanted: list[Clause]) -> str:
    return " & ".join(
        "("
        + " <-> ".join(
            [*(f"'{word}'" for word in clause.words[:-1]), f"'{clause.words[-1]}'{':*' if clause.prefix else ''}"]
        )
        + ")"
        for clause in wanted
    )


def excerpt(text: str, query: str, *, length: int = 240) -> Excerpt:
    """The stretch of ``text`` around the words of ``query`` in it, cut at spaces, with the words marked.

    ``text`` is the original, NFC; at most about ``length`` characters come back, "…" where it was cut.
    """
    text = nfc(text)
    marks = highlights(text, query)
    start = _left_edge(text, max(0, _said_together(marks) - length // 4)) if marks else 0
    end = _right_edge(text, start + length)
    head = "… " if start else ""
    shift = len(head) - start
    shown = tuple((first + shift, last + shift) for first, last in marks if start <= first and last <= end)
    # One character for one: the marks stay where they are.
    body = "".join(" " if character in "\n\r\t" else character for character in text[start:end])
    return Excerpt(f"{head}{body}{' …' if end < len(text) else ''}", shown)


def _said_together(marks: Sequence[Mark]) -> int:
    """Where the most marked words stand side by side, the first such place: one word of many may stand anywhere."""
    best, most = marks[0][0], 0
    start, number, end = best, 0, best
    for first, last in marks:
        start, number = (start, number + 1) if number and first - end <= 1 else (first, 1)
        if number > most:
            best, most = start, number
        end = last
    return best


def _left_edge(text: str, position: int) -> int:
    if position == 0:
        return 0
    space = text.find(" ", position, position + 24)
    return position if space < 0 else space + 1


def _right_edge(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    space = text.rfind(" ", position - 24, position)
    return position if space < 0 else space


Source = Callable[[Any, str, int], list[Hit]]


def search_everything(actor: Any, query: str, *, limit: int = 10) -> list[Group]:
    """What every source of ``settings.SEARCH_SOURCES`` finds for ``actor``, by kind, at most ``limit`` of each."""
    if not clauses(query):
        return []
    found: dict[str, list[Hit]] = {}
    for name in settings.SEARCH_SOURCES:
        source: Source = import_string(name)
        for hit in source(actor, query, limit + 1):
            found.setdefault(str(hit.kind), []).append(hit)
    return [Group(kind, hits[:limit], len(hits) > limit) for kind, hits in found.items()]
