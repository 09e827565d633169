"""Units named by their keys inside a query (đơn vị theo khóa).

A page asks thirty questions that each narrow to the same two hundred units. As parameters every key is resolved,
prepared and bound anew in each of them, which takes longer than the database needs to answer; written out they are one
string.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Expression, Model, QuerySet

from vaocuoc.directory.organisations.models import Unit


class Keys(Expression):
    """Keys as they stand behind ``IN``; whole numbers alone, so that nothing typed ever comes to stand there."""

    output_field = BigIntegerField()

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__()
        self.sql = "({})".format(",".join(str(int(key)) for key in sorted(keys)))

    def as_sql(self, *_database: Any, **_extra: Any) -> tuple[str, tuple[str | int, ...]]:
        if self.sql == "()":  # which PostgreSQL does not read
            raise EmptyResultSet
        return self.sql, ()


def units_named(keys: Iterable[int]) -> QuerySet[Unit]:
    """The units with these keys, to be used inside other queries."""
    keys = frozenset(keys)
    return Unit.objects.filter(pk__in=Keys(keys)) if keys else Unit.objects.none()


def keepers_of_all(most: int) -> frozenset[int] | None:
    """The units that keep anything at all (đơn vị giữ sổ), of every table that has a keeper; None for more than
    ``most`` of a table. One query, as :func:`registers_of`.
    """
    walks, found = [], []
    for place, model in enumerate(_kept()):
        table = connection.ops.quote_name(model._meta.db_table)
        walks.append(
            f"k{place}(pk) AS (SELECT MIN(keeper_id) FROM {table}"  # noqa: S608 (the models' own names)
            f" UNION ALL SELECT (SELECT MIN(keeper_id) FROM {table} WHERE keeper_id > k{place}.pk)"
            f" FROM k{place} WHERE k{place}.pk IS NOT NULL)"
        )
        found.append(f"SELECT * FROM (SELECT {place}, pk FROM k{place} LIMIT {most + 2}) AS f{place}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE {', '.join(walks)} {' UNION ALL '.join(found)}")
        rows = cursor.fetchall()
    if max(Counter(place for place, _pk in rows).values()) > most + 1:  # the walk ends in a row of nothing
        return None
    return frozenset(pk for _place, pk in rows if pk is not None)


@cache
def _kept() -> tuple[type[Model], ...]:
    """The tables whose rows a unit keeps."""
    return tuple(
        model
        for model in apps.get_models()
        if any(field.name == "keeper" and field.related_model is Unit for field in model._meta.concrete_fields)
    )


def registers_of(model: type[Model]) -> list[int]:
    """The units that keep rows of this model (đơn vị có sổ): as many steps along an index as there are such units."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE keeper(pk) AS (SELECT MIN(keeper_id) FROM {table}"  # noqa: S608 (the model's own name)
            f" UNION ALL SELECT (SELECT MIN(keeper_id) FROM {table} WHERE keeper_id > keeper.pk)"
            " FROM keeper WHERE keeper.pk IS NOT NULL) SELECT pk FROM keeper WHERE pk IS NOT NULL"
        )
        return [pk for (pk,) in cursor.fetchall()]
