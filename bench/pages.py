"""``python -m bench.pages``: the pages of figures at national size, on the database that ``DATABASE_URL`` names.

34 provinces, 3,321 communes, 200 indicators owed by every commune, each with its target: 671,000 verdicts kept, two
months of every commune's figures, all but one in a hundred approved, sixty months of sums of every province, 10,000
tasks. ``BENCH_INDICATORS=20`` makes a tenth of it. Rows are made by the database itself: their figures and verdicts
are invented one by one and need not agree. Printed are queries, medians of server time and of the process's own time,
for the clerk of the country's office, a province's and a commune's.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.pages``.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

DAY = date(2026, 11, 20)
BEGIN = date(2021, 1, 1)
PROVINCES, COMMUNES, MONTHS, TASKS = 34, 3321, 60, 10_000
INDICATORS = int(os.environ.get("BENCH_INDICATORS", "200"))
ROUNDS = 7
PEOPLE = ("trung-uong", "tinh-0", "xa-0")


def main() -> int:
    """Fill a site of its own in a temporary folder and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="vaocuoc.config.settings", VAOCUOC_DATA=folder, VAOCUOC_TODAY=DAY.isoformat()
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from vaocuoc.config.settled import settle
        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        begun = perf_counter()
        fill()
        print(f"{connection.vendor}: filled in {perf_counter() - begun:.0f} s")
        settle()  # as the web server does
        measure()
    return 0


# --- the country ------------------------------------------------------------------------------------------------------


def fill() -> None:
    """The units and people, 200 indicators of the country's office, and everything that hangs from them."""
    from django.db import connection

    from vaocuoc.directory.organisations.operations import rebuild_reach
    from vaocuoc.directory.people import operations as people

    units = _units()
    rebuild_reach()
    people.create_account(None, username="quan-tri", password="mat-khau-do-toc-do", is_administrator=True)
    users = [_person(people, name, unit) for name, unit in zip(PEOPLE, units, strict=True)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
        documents = _documents(units[0], users[0])
        _indicators(units[0])
        _figures(users[0], documents)
        _tasks(units[0], users[0])
        # What a server does by itself within a minute of such a flood.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _units() -> list[int]:
    """The country with its ministries, provinces and communes; the keys of its office, a province, a commune."""
    from vaocuoc.directory.models import Level, RelationKind, Unit, UnitKind, UnitRelation
    from vaocuoc.directory.organisations.naming import folded_name, sort_key

    def made(names: list[str], level: str, kind: str = UnitKind.PARTY) -> list[Unit]:
        return Unit.objects.bulk_create(
            [
                Unit(
                    name=name, kind=kind, level=level, valid_from=BEGIN, folded=folded_name(name, ""),
                    sort_key=sort_key(name),
                )
                for name in names
            ],
            batch_size=500,
        )  # fmt: skip

    top = made(["Văn phòng giả định"], Level.CENTRAL)[0]
    ministries = made([f"Ban giả định {number}" for number in range(10)], Level.CENTRAL, UnitKind.DEPARTMENT)
    middle = made([f"Tỉnh {number}" for number in range(PROVINCES)], Level.PROVINCE)
    low = made([f"Xã {number}" for number in range(COMMUNES)], Level.COMMUNE)
    pairs = [(top, one) for one in (*ministries, *middle)]
    pairs += [(middle[number % PROVINCES], one) for number, one in enumerate(low)]
    UnitRelation.objects.bulk_create(
        [UnitRelation(kind=RelationKind.PARTY, parent=up, child=down, valid_from=BEGIN) for up, down in pairs],
        batch_size=500,
    )
    return [top.pk, middle[0].pk, low[0].pk]


def _person(people: Any, name: str, unit: int) -> int:
    """Who coordinates the unit and what is below it; the key of the account."""
    from vaocuoc.directory.models import Post, RelationKind, Role, Unit

    user = people.create_account(None, username=name, password="mat-khau-do-toc-do")
    post = Post.objects.create(unit_id=unit, title="Chuyên viên", valid_from=BEGIN)
    person = people.create_person(None, name=f"Người đo {name}", user=user)
    people.hold_post(None, person=person, post=post, valid_from=BEGIN)
    role = Role.REPORTER if name == PEOPLE[-1] else Role.COORDINATOR
    at = Unit.objects.get(pk=unit)
    people.grant_role(None, post=post, role=role, unit=at, relation=RelationKind.PARTY, valid_from=BEGIN)
    return int(user.pk)


def _documents(keeper: int, user: int) -> list[int]:
    from vaocuoc.core.text import fold
    from vaocuoc.documents.models import Document, DocumentType

    made = Document.objects.bulk_create(
        [
            Document(
                keeper_id=keeper, type=DocumentType.values[0], number=f"{n}-NQ/GD", number_key=f"{n}-nq/gd",
                title=f"Nghị quyết giả định {n}", issuer="Nơi giả định", folded=fold(f"{n}-nq/gd nghị quyết"),
                issued_on=BEGIN, uploaded_by_id=user,
            )
            for n in range(5)
        ]
    )  # fmt: skip
    return [one.pk for one in made]


def _indicators(keeper: int) -> None:
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import Unit, UnitKind
    from vaocuoc.tracking.models import Indicator

    leads = list(Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("pk", flat=True))
    Indicator.objects.bulk_create(
        [
            Indicator(
                keeper_id=keeper, code=f"GD-{n}", name=f"Chỉ tiêu giả định thứ {n}", unit_of_measure="người",
                kind="flow", frequency="month", decimals=0, rolls_along="party", lead_unit_id=leads[n % len(leads)],
                folded=fold(f"gd-{n} chỉ tiêu giả định thứ {n}"),
            )
            for n in range(INDICATORS)
        ]
    )  # fmt: skip


def _figures(user: int, documents: list[int]) -> None:
    """Who owes what, targets, figures, approvals, sums, verdicts: an indicator at every unit, made by the database."""
    from django.db import connection

    from vaocuoc.core.calendars import month
    from vaocuoc.core.measuring import RULE_VERSION
    from vaocuoc.tracking.models import (
        Approval,
        ComputedFigure,
        Indicator,
        Obligation,
        Observation,
        Standing,
        Submission,
        Target,
    )
    from vaocuoc.ui.words import VERDICT_ORDER

    pairs = "tracking_indicator i CROSS JOIN directory_unit u WHERE u.level"
    low, all_levels = f"{pairs} = 'commune'", f"{pairs} IN ('commune', 'province') OR u.id = i.keeper_id"
    _insert(Obligation, {"indicator_id": "i.id", "unit_id": "u.id", "valid_from": BEGIN}, low)
    document = "CASE i.id % 5 " + " ".join(f"WHEN {n} THEN {pk}" for n, pk in enumerate(documents)) + " END"
    _insert(
        Target,
        {
            "indicator_id": "i.id", "unit_id": "u.id", "comparator": "'>='", "value": "20000 + u.id % 1000",
            "horizon": "'at_date'", "starts_on": date(2026, 1, 1), "due": date(2026, 12, 31), "path": "'{}'",
            "season": "'{}'", "part_as": "''", "headline": "true", "document_id": document,
            "created_by_id": str(user), "created_at": _moment(30),
        },
        all_levels,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tracking_target SET part_as = 'share', part_of_id = (SELECT w.id FROM tracking_target w JOIN"
            " tracking_indicator i ON i.id = w.indicator_id AND i.keeper_id = w.unit_id WHERE w.indicator_id ="
            " tracking_target.indicator_id) WHERE unit_id <> (SELECT MIN(keeper_id) FROM tracking_indicator)"
        )
    for period in (month(2025, 10), month(2026, 10)):
        placed = _placed(period)
        place = {name: placed[name] for name in placed if name not in ("indicator_id", "unit_id")}
        _insert(
            Submission,
            place | {
                "keeper_id": f"(SELECT MIN(keeper_id) FROM {Indicator._meta.db_table})", "provider_id": "u.id",
                "state": "'approved'", "steps": "1", "turn": "1", "submitted_by_id": str(user),
                "submitted_at": _moment(period.end), "created_at": _moment(period.end), "version": "1",
            },
            "directory_unit u WHERE u.level = 'commune'",
        )  # fmt: skip
        report = f"SELECT s.id FROM tracking_submission s WHERE s.provider_id = u.id AND s.year = {period.year}"
        _insert(
            Observation,
            placed | {
                "provider_id": "u.id", "submission_id": f"({report})", "value": "(u.id * 7 + i.id) % 30000",
                "missing_reason": "''", "is_estimate": "false", "revision": "1", "revision_reason": "''",
                "note": "''", "evidence": "''", "submitted_by_id": str(user), "submitted_at": _moment(period.end),
            },
            f"{low} AND (u.id + i.id) % 20 <> 0",
        )  # fmt: skip
    _insert(
        Approval,
        {"observation_id": "o.id", "approved_by_id": str(user), "approved_at": _moment(3), "signed_by": "''"},
        "tracking_observation o WHERE o.id % 100 <> 0",
    )
    above = f"{pairs} = 'province' OR u.id = i.keeper_id"
    for number in range(MONTHS):
        sums = {
            "origin": "'rolled'", "relation": "'party'", "value": "(u.id * 7 + i.id) % 30000", "known": "90",
            "owed": "90", "reason": "''", "is_estimate": "false", "is_approved": "true",
        }  # fmt: skip
        _insert(ComputedFigure, _placed(month(2026, 10).shift(-number)) | sums, above)
    places = [VERDICT_ORDER.index(code) for code in ("off_track", "missed", "at_risk", "no_report", "on_track", "met")]
    place = "CASE (u.id * 13 + i.id * 7) % 20 " + " ".join(f"WHEN {n} THEN {at}" for n, at in enumerate(places))
    place += f" ELSE {VERDICT_ORDER.index('on_track')} END"
    code = f"CASE {place} " + " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(VERDICT_ORDER)) + " END"
    _insert(
        Standing,
        {
            "indicator_id": "i.id", "unit_id": "u.id", "leads": "(u.id = i.keeper_id)", "day": DAY, "code": code,
            "reason": "''", "place": place, "progress": "(u.id * 31 + i.id * 17) % 2000000",
            "actual": "(u.id * 7 + i.id) % 30000", "period_end": date(2026, 10, 31), "rule_version": str(RULE_VERSION),
        },
        all_levels,
    )  # fmt: skip


def _placed(period: Any) -> dict[str, object]:
    return {
        "indicator_id": "i.id", "unit_id": "u.id", "calendar": f"'{period.calendar}'",
        "period_kind": f"'{period.kind}'", "year": str(period.year), "index": str(period.index),
        "period_start": period.start, "period_end": period.end,
    }  # fmt: skip


def _moment(when: int | date) -> datetime:
    day = DAY - timedelta(days=when) if isinstance(when, int) else when
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def _insert(model: Any, given: Mapping[str, object], rows: str) -> None:
    """Rows of a model from a query: text is written into it as it stands, days are handed over, the rest is empty."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    chosen = [given.get(column, "NULL") for column in columns]
    text = ", ".join(one.replace("%", "%%") if isinstance(one, str) else "%s" for one in chosen)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {text} FROM {rows.replace('%', '%%')}",
            [one for one in chosen if not isinstance(one, str)],
        )


def _tasks(keeper: int, user: int) -> None:
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import Level, Unit
    from vaocuoc.tracking.models import Task

    leads = list(Unit.objects.filter(level=Level.COMMUNE).values_list("pk", flat=True))
    Task.objects.bulk_create(
        [
            Task(
                keeper_id=keeper, code=f"GD-{n}", title=f"Nhiệm vụ giả định {n}", folded=fold(f"nhiem vu gia dinh {n}"),
                lead_unit_id=leads[n * 7 % len(leads)], due=(due := DAY + timedelta(days=n * 13 % 500 - 300)),
                first_due=due, received_on=due - timedelta(days=60), closure="done" if n % 3 else "",
                completed_on=due if n % 3 == 1 else None, created_by_id=user,
            )
            for n in range(TASKS)
        ],
        batch_size=500,
    )  # fmt: skip


# --- the pages --------------------------------------------------------------------------------------------------------


def pages() -> dict[str, tuple[str, str]]:
    """The pages by name: whose they are, and their address."""
    from django.urls import reverse

    from vaocuoc.directory.models import Level, Unit
    from vaocuoc.tracking.models import Indicator, Target

    country, province, commune = PEOPLE
    indicator = Indicator.objects.order_by("pk")[3].pk
    at = {level: Unit.objects.filter(level=level).order_by("pk").first() for level in Level.values}
    low, middle = at[Level.COMMUNE], at[Level.PROVINCE]
    assert low is not None
    assert middle is not None
    one, matrix = reverse("indicators:detail", args=[indicator]), reverse("overview:matrix")
    paper = Target.objects.order_by("pk").values_list("document", flat=True)[0]
    return {
        "board": (country, reverse("board:home")),
        "board, province": (province, reverse("board:home")),
        "board, commune": (commune, reverse("board:home")),
        "who has not reported": (country, reverse("board:silent")),
        "my work": (country, reverse("mywork:home")),
        "my work, commune": (commune, reverse("mywork:home")),
        "indicators": (country, reverse("indicators:list")),
        "indicators, red": (country, reverse("indicators:list") + "?danh-gia=off_track"),
        "indicators of a commune": (country, reverse("indicators:list") + f"?don-vi={low.pk}"),
        "indicators, province": (province, reverse("indicators:list")),
        "indicators, commune": (commune, reverse("indicators:list")),
        "to approve": (country, reverse("indicators:awaiting")),
        "one indicator": (country, one),
        "one indicator at a province": (country, f"{one}?don-vi={middle.pk}"),
        "one indicator at a commune": (country, f"{one}?don-vi={low.pk}"),
        "one indicator, commune's clerk": (commune, f"{one}?don-vi={low.pk}"),
        "sums": (country, reverse("rollups:sheet", args=[indicator])),
        "sums of a province": (country, reverse("rollups:sheet", args=[indicator]) + f"?don-vi={middle.pk}"),
        "matrix": (country, matrix),
        "matrix, what needs someone": (country, f"{matrix}?xep=chu-y"),
        "matrix of a province": (country, f"{matrix}?thuoc={middle.pk}"),
        "matrix, page 40": (country, f"{matrix}?trang=40&ngang=3"),
        "matrix, commune's clerk": (commune, matrix),
        "scoreboard": (country, reverse("overview:scoreboard", args=[paper])),
        "comparison": (country, reverse("overview:compare", args=[indicator])),
        "reports of figures, commune": (commune, reverse("submissions:mine")),
    }


def measure() -> None:
    """Print queries, medians and the slowest of each page; ``BENCH_SHOW=NAME`` shows its slowest queries."""
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from vaocuoc.directory.models import User

    clients = {name: Client(SERVER_NAME="localhost") for name in PEOPLE}
    for name, client in clients.items():
        client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    print(f"{'page':<32}{'queries':>8}{'median ms':>11}{'own ms':>8}{'slowest':>9}")
    for name, (who, address) in pages().items():
        client = clients[who]
        client.get(address)
        reset_queries()  # the log has an end, and filling the site has reached it
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked = list(queries)  # the next request clears the log
        assert response.status_code == 200, (name, response.status_code)
        times, own = [], []
        for _ in range(ROUNDS):
            begun, own_begun = perf_counter(), process_time()
            client.get(address)
            own.append((process_time() - own_begun) * 1000)
            times.append((perf_counter() - begun) * 1000)
        medians = statistics.median(times), statistics.median(own)
        print(f"{name:<32}{len(asked):>8}{medians[0]:>11.0f}{medians[1]:>8.0f}{max(times):>9.0f}", flush=True)
        if os.environ.get("BENCH_SHOW") in (name, "all"):
            for one in sorted(asked, key=lambda one: -float(one["time"]))[:6]:
                print("   ", one["time"], one["sql"][:1500])


if __name__ == "__main__":
    sys.exit(main())
