"""What hangs on the things that a file made (dữ liệu gắn kèm): whether they can be taken back as they came."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from vaocuoc.directory.people.naming import Keys


def without_others(model: type[models.Model], keys: set[int], own: Collection[type[models.Model]]) -> set[int]:
    """Those of the rows to which nothing refers but rows of the models in ``own``; a query for each other table.

    Django's own deletion asks every table again for each few hundred rows.
    """
    bare = set(keys)
    for relation in model._meta.get_fields(include_hidden=True):
        if not bare or not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        referring, column = relation.related_model, relation.field.name
        assert isinstance(referring, type)
        if referring not in own:
            rows = referring._default_manager.filter(**{f"{column}__in": Keys(bare)})
            bare.difference_update(rows.values_list(column, flat=True))
    return bare
