"""``python -m bench.trail``: a trail of a million entries written, sealed, verified; one of them changed, and found.

``BENCH_TRAIL=100000`` runs a tenth. The site is made for it and thrown away; on the database of ``DATABASE_URL``, an
empty one, where it is given. Times are of the processor of this process; memory is its highest.
"""

from __future__ import annotations

import os
import random
import resource
import tempfile
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

ENTRIES = int(os.environ.get("BENCH_TRAIL", "1000000"))
WRITTEN = min(20_000, ENTRIES // 2)


def main() -> int:
    """Fill, seal, verify, tamper, verify again; print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="vaocuoc.config.settings", VAOCUOC_DATA=folder)
        import django

        django.setup()
        from django.core.management import call_command

        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        _measure()
    return 0


def _measure() -> None:
    from django.utils import timezone

    from vaocuoc.audit.models import Entry
    from vaocuoc.audit.sealing import seal
    from vaocuoc.audit.verifying import verify

    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{ENTRIES:,} entries; load of the machine {load}", flush=True)
    _told(f"{WRITTEN:,} written", _write)
    _told("the others made by the database", _fill)
    batches = _told("sealed", lambda: seal(now=timezone.now()))
    base = _memory()
    chain = _told("verified", verify)
    print(f"  {chain.batches:,} batches, {chain.entries:,} entries, whole: {chain.broken is None}")
    print(f"  highest memory of the process {_memory():.0f} MB, grown by verifying {_memory() - base:.1f} MB")
    assert chain.broken is None
    assert chain.entries == ENTRIES == sum(batch.count for batch in batches)
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    changed = [keys[0], keys[-1], *random.Random(7).sample(keys, 1)]
    missed = [key for key in changed if not _told(f"entry {key} changed, verified", lambda key=key: _finds(key))]
    print(f"  changed one at a time behind the guards, not found: {len(missed)} of {len(changed)}")
    _told("emptied, 1.000 entries", lambda: _empty(keys[:: max(1, len(keys) // 1_000)][:1_000]))
    again = _told("verified after it", verify)
    print(f"  whole: {again.broken is None}")
    assert not missed
    assert again.broken is None


def _write() -> None:
    """Entries as the program writes them: an assignment with its words."""
    from django.db import transaction

    from vaocuoc.audit.models import Entry
    from vaocuoc.audit.operations import record_all

    subjects: list[tuple[Any, dict[str, Any]]] = [
        (
            Entry(pk=number),
            {"title": f"Lập kế hoạch số {number}", "lead": f"Đơn vị {number % 200}", "due": "2026-12-31"},
        )
        for number in range(1, WRITTEN + 1)
    ]
    with transaction.atomic():
        record_all(None, "tasks.assign", subjects)


def _fill() -> None:
    """The other entries like them, made by the database itself, each with a salt of its own."""
    from django.db import connection
    from django.utils import timezone

    is_pg = connection.vendor == "postgresql"
    facts = """'{"title": "L\\u1eadp k\\u1ebf ho\\u1ea1ch s\\u1ed1 ' || i || '", "lead": "' || i || '"}'"""
    given = {
        "at": "%s", "username": "''", "acting_as": "''", "action": "'tasks.assign'", "object_type": "'tracking.task'",
        "object_id": "i", "facts": f"CAST({facts} AS jsonb)" if is_pg else facts, "kept": "''",
        "folded": "'lap ke hoach so ' || i",
        "salt": "md5(CAST(i AS text))" if is_pg else "lower(hex(randomblob(16)))",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_entry ({', '.join(given)}) WITH RECURSIVE n(i) AS "
            f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ENTRIES - WRITTEN}) "
            f"SELECT {', '.join(given.values())} FROM n",
            [timezone.now()],
        )


def _finds(key: int) -> bool:
    """Change one entry behind the guards, and say whether verifying names it; put it back after."""
    from django.db import connection, transaction

    from vaocuoc.audit.guards import install_guards, standing_guards
    from vaocuoc.audit.verifying import verify

    with transaction.atomic(), connection.cursor() as cursor:
        for table, name in standing_guards(connection):
            if table == "audit_entry" and name.startswith("guard_"):
                on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
        cursor.execute("UPDATE audit_entry SET username = 'khac' WHERE id = %s", [key])
        broken = verify().broken
        cursor.execute("UPDATE audit_entry SET username = '' WHERE id = %s", [key])
        install_guards()
    return broken is not None and broken.facts["entry"] == key


def _empty(keys: list[int]) -> None:
    from django.db import transaction

    from vaocuoc.audit.emptying import empty
    from vaocuoc.audit.models import Entry

    with transaction.atomic():
        empty(None, Entry.objects.filter(pk__in=keys), decision=1)


def _told(what: str, deed: Callable[[], Any]) -> Any:
    begun, worked = perf_counter(), process_time()
    made = deed()
    print(f"{what}: {process_time() - worked:.1f} s of processor, {perf_counter() - begun:.1f} s in all", flush=True)
    return made


def _memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
