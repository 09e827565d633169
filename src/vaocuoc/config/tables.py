"""The tables of a new database, made at once as the migrations leave them.

One by one the migrations of a new database take most of a minute, nearly all of it spent by Django on drawing up its
models anew for each step. A database that has no table yet holds nothing to carry over: its tables are made from the
last state of the migrations, which are then noted as applied. Every other database goes the whole way.
"""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model


def make_tables() -> bool:
    """Make all tables of an empty database (lập bảng); False, with nothing done, where it has any table already.

    What ``migrate`` does after its last step (guards, search indexes, content types) is left to it: it must be called
    next. Only for migrations whose Python steps carry rows over and make none.
    """
    if connection.introspection.table_names():
        return False
    loader = MigrationLoader(connection)
    last = loader.project_state().apps
    noted = MigrationRecorder(connection).Migration
    with connection.schema_editor() as editor:  # one transaction: all of it or nothing
        models: list[type[Model]] = [noted, *last.get_models()]
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        noted.objects.using(connection.alias).bulk_create(
            noted(app=app, name=name) for app, name in sorted(loader.graph.nodes)
        )
    return True
