"""``python -m bench.upkeep``: one new figure brought up to date in the database, at national size and at a hundredth.

34 provinces, 3,321 communes, 60 months; 2 and 200 indicators make 0.4 and 40 million figures, each a row with its
indexes (many gigabytes at the larger size: ``BENCH_UPKEEP=2,20`` runs a tenth). Each size is a site of its own, made by
the database itself and thrown away; on PostgreSQL one size at a time, each on a server of its own
(``BENCH_UPKEEP=2 python tools/with_postgresql.py python -m bench.upkeep``). What is measured is what the transaction of
a report does after it wrote the figure: the sums above it, formulas, verdicts; and the whole report with its audit
entry beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Any

PROVINCES, COMMUNES, MONTHS, ROUNDS = 34, int(os.environ.get("BENCH_COMMUNES", "3321")), 60, 40
SIZES = tuple(int(one) for one in os.environ.get("BENCH_UPKEEP", "2,200").split(","))
BEGIN = date(2021, 1, 1)


def main() -> int:
    """Measure each size in a process of its own; print the medians and the ratio of the largest to the smallest."""
    found: list[tuple[float, float]] = []
    for indicators in SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "bench.upkeep", str(indicators)], check=True, stdout=subprocess.PIPE, text=True
        )
        made, follows, whole = (float(one) for one in done.stdout.split()[-3:])
        size = indicators * COMMUNES * MONTHS / 1_000_000
        took = f"brought up to date {follows:.2f} ms, with report {whole:.2f} ms"
        print(f"{size:6.2f} million: made in {made:.0f} s; {took}")
        found.append((follows, whole))
    print(f"ratio: {found[-1][0] / found[0][0]:.2f}, with report {found[-1][1] / found[0][1]:.2f}")
    return 0


def measure(indicators: int) -> None:
    """Make a site with so many indicators here, report some figures, print seconds and the two medians in ms."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="vaocuoc.config.settings", VAOCUOC_DATA=folder)
        import django

        django.setup()
        from django.core.management import call_command

        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        begun = perf_counter()
        country = _country(indicators)
        made = perf_counter() - begun
        follows, whole = _report(country)
    print(made, follows * 1000, whole * 1000)


def _country(indicators: int) -> dict[str, Any]:
    """The units, who reports, the indicators with their obligations, every figure but those of the last month."""
    from vaocuoc.directory.models import Level, Post, RelationKind, Role, Unit, UnitKind, UnitRelation
    from vaocuoc.directory.organisations.operations import rebuild_reach
    from vaocuoc.directory.people import operations as people
    from vaocuoc.directory.people.access import actor_for
    from vaocuoc.tracking.indicators.deriving import set_roll_up
    from vaocuoc.tracking.indicators.operations import create_indicator
    from vaocuoc.tracking.models import Indicator, Obligation

    def units(names: list[str], level: str) -> list[Unit]:
        made = [
            Unit(name=name, kind=UnitKind.PARTY, level=level, valid_from=BEGIN, folded=name, sort_key=name.encode())
            for name in names
        ]
        return Unit.objects.bulk_create(made, batch_size=500)

    top = units(["Đơn vị giả định"], Level.CENTRAL)[0]
    middle = units([f"Tỉnh {number}" for number in range(PROVINCES)], Level.PROVINCE)
    low = units([f"Xã {number}" for number in range(COMMUNES)], Level.COMMUNE)
    pairs = [(top, one) for one in middle]
    pairs += [(middle[number % PROVINCES], one) for number, one in enumerate(low)]
    UnitRelation.objects.bulk_create(
        [UnitRelation(kind=RelationKind.PARTY, parent=up, child=down, valid_from=BEGIN) for up, down in pairs],
        batch_size=500,
    )
    rebuild_reach()
    user = people.create_account(None, username="bench", password="mat-khau-do-toc-do")
    post = Post.objects.create(unit=top, title="Chuyên viên", valid_from=BEGIN)
    people.hold_post(None, person=people.create_person(None, name="Người đo", user=user), post=post, valid_from=BEGIN)
    people.grant_role(None, post=post, role=Role.COORDINATOR, unit=top, relation=RelationKind.PARTY, valid_from=BEGIN)
    actor = actor_for(user, today=date(2026, 1, 5))
    first = create_indicator(
        actor=actor, keeper=top, name="Chỉ tiêu đo", unit_of_measure="người", kind="flow", frequency="month", decimals=0
    )
    Indicator.objects.bulk_create(
        [
            Indicator(keeper=top, code=f"BE-{number}", name="Chỉ tiêu", unit_of_measure="người", kind="flow",
                      frequency="month", decimals=0, folded="chi tieu")
            for number in range(indicators - 1)
        ],
        batch_size=500,
    )  # fmt: skip
    Obligation.objects.bulk_create(
        [Obligation(indicator=first, unit=one, valid_from=BEGIN) for one in low], batch_size=500
    )
    _figures(user.pk)
    return {"actor": actor, "indicator": set_roll_up(actor=actor, indicator=first, rolls_along="party"), "low": low}


def _figures(user: int) -> None:
    """Every commune's figure of every indicator and month, written by the database itself.

    In the order of the series, with the indexes built afterwards: forty million rows in minutes, not in hours.
    """
    from django.db import connection
    from django.utils import timezone

    from vaocuoc.core.calendars import month
    from vaocuoc.tracking.models import Observation

    columns = [field.column for field in Observation._meta.concrete_fields if not field.primary_key]
    is_sqlite = connection.vendor == "sqlite"
    given = {
        "indicator_id": "i.id", "unit_id": "u.id", "provider_id": "u.id", "calendar": "'civil'",
        "period_kind": "'month'", "value": "(u.id * 7 + i.id) % 20000", "missing_reason": "''", "revision": "1",
        "revision_reason": "''", "note": "''", "evidence": "''", "submitted_by_id": str(user),
        "is_estimate": "0" if is_sqlite else "false", "year": "p.year", "index": "p.month", "period_start": "p.first",
        "period_end": "p.last", "submitted_at": "p.at",
    }  # fmt: skip
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    chosen = ", ".join(given.get(column, "NULL") for column in columns)
    with connection.cursor() as cursor:
        day, moment = ("text", "text") if is_sqlite else ("date", "timestamptz")
        cursor.execute(f"CREATE TEMPORARY TABLE p (year integer, month integer, first {day}, last {day}, at {moment})")
        for number in range(MONTHS - 1):
            period = month(2021 + number // 12, number % 12 + 1)
            told = [period.year, period.index, period.start, period.end, timezone.now()]
            cursor.execute("INSERT INTO p VALUES (%s, %s, %s, %s, %s)", told)
        table = Observation._meta.db_table
        if is_sqlite:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND type = 'index'", [table])
        else:
            cursor.execute("SET session_replication_role = replica")  # the rows are right: no key is looked up
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table])
        kept = {field.name for field in Observation._meta.constraints}
        indexes = [
            (name, sql)
            for name, sql in cursor.fetchall()
            if sql and name not in kept and not name.endswith(("_pkey", "_key"))
        ]
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {chosen} FROM tracking_indicator i CROSS JOIN directory_unit u"
            " CROSS JOIN p WHERE u.level = 'commune' ORDER BY i.id, u.id, p.year, p.month"
        )
        for _name, sql in indexes:
            cursor.execute(sql)
        if not is_sqlite:
            cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def _report(country: dict[str, Any]) -> tuple[float, float]:
    """Report communes' figures of the last month one by one; the medians of what follows, and of the whole."""
    from vaocuoc.core.calendars import month
    from vaocuoc.tracking.indicators import figures, operations

    follows: list[float] = []
    whole: list[float] = []
    followed = figures.figures_changed

    def timed(observations: Any) -> None:
        begun = perf_counter()
        followed(observations)
        follows.append(perf_counter() - begun)

    figures.figures_changed = timed
    for unit in country["low"][:ROUNDS]:
        begun = perf_counter()
        operations.submit_observation(
            actor=country["actor"], indicator=country["indicator"], unit=unit, provider=unit,
            period=month(2025, 12), value=Decimal(7),
        )  # fmt: skip
        whole.append(perf_counter() - begun)
    figures.figures_changed = followed
    return median(follows[2:]), median(whole[2:])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        sys.exit(main())
