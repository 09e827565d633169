"""Lets Django empty the test database between tests that commit.

In operation the guards refuse that, which is their purpose; `tests/database/audit/test_guards.py` asks the real ones.
``flush`` tells of its end as a migration does, so that they stand again before the next test.
"""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from vaocuoc.audit import guards

_flush = flush.Command.handle


def _handle(self: flush.Command, **options: Any) -> None:
    connection = connections[options["database"]]
    with connection.cursor() as cursor:
        for table, name in guards.standing_guards(connection):
            if name.startswith("guard_"):
                on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
    _flush(self, **options)


def allow_emptying() -> None:
    flush.Command.handle = _handle  # type: ignore[method-assign]
