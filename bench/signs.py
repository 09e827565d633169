"""``python -m bench.signs``: the signs that help an inspection over 50,000 tasks and 100,000 figures, on the database
that ``DATABASE_URL`` names.

Printed is, for who inspects the whole register and for who inspects five units under a decision, the number of queries
of each page, its median server time and the process's own time.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.signs``.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter, process_time
from typing import Any

DAY = date(2026, 11, 20)
BEGIN = date(2021, 1, 1)
UNITS, TASKS, INDICATORS, MONTHS = 200, 50_000, 10, 50
ROUNDS = 3


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
        units = _fill()
        print(f"{connection.vendor}: filled in {perf_counter() - begun:.0f} s")
        settle()  # as the web server does
        _measure(units)
    return 0


def _fill() -> list[int]:
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import RelationKind, Unit, UnitRelation
    from vaocuoc.directory.organisations.operations import rebuild_reach

    def unit(name: str) -> Any:
        return Unit(
            name=name, kind="party", level="province", valid_from=BEGIN, folded=fold(name), sort_key=name.encode()
        )

    office = unit("Văn phòng")
    office.save()
    units = Unit.objects.bulk_create([unit(f"Đơn vị {number}") for number in range(UNITS)])
    UnitRelation.objects.bulk_create(
        [UnitRelation(kind=RelationKind.PARTY, parent=office, child=one, valid_from=BEGIN) for one in units]
    )
    rebuild_reach()
    keys = [one.pk for one in units]
    user = _people(office, units[:5])
    _tasks(office.pk, user, keys)
    _figures(office.pk, user, keys)
    return keys


def _people(office: Any, inspected: list[Any]) -> int:
    """A standing inspector, and one who sees five units under a decision; the key of an account."""
    from vaocuoc.directory.models import RelationKind
    from vaocuoc.directory.organisations.operations import create_post
    from vaocuoc.directory.people import operations as people
    from vaocuoc.oversight.inspections.operations import Opening, register_decision

    posts = {}
    for name in ("thuong-xuyen", "theo-quyet-dinh"):
        account = people.create_account(None, username=name, password="do-tren-may-nay")
        posts[name] = create_post(None, unit=office, title=name, valid_from=BEGIN)
        person = people.create_person(None, name=name, user=account)
        people.hold_post(None, person=person, post=posts[name], valid_from=BEGIN)
    post = posts["thuong-xuyen"]
    people.grant_role(None, post=post, role="inspector", unit=office, relation=RelationKind.PARTY, valid_from=BEGIN)
    register_decision(
        actor=None,
        number="1-QĐ/UBKT",
        decided_on=DAY,
        about="Kiểm tra",
        giver=post,
        first_day=DAY,
        last_day=DAY,
        inspectors=[posts["theo-quyet-dinh"]],
        opening=Opening(units=inspected),
    )
    return int(account.pk)


def _tasks(keeper: int, user: int, units: list[int]) -> None:
    from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, Evidence, Task

    chance = random.Random(7)
    tasks = []
    for number in range(TASKS):
        due = BEGIN + timedelta(days=chance.randrange(2_000))
        is_done = chance.random() < 0.7
        completed = due - timedelta(days=chance.randrange(-10, 30))
        tasks.append(
            Task(
                keeper_id=keeper, code=f"NV-{number}", title=f"Việc {number}", lead_unit_id=chance.choice(units),
                due=due, first_due=due, created_by_id=user, folded=f"viec {number}",
                closure=Closure.DONE if is_done else "",
                completed_on=completed if is_done else None,
                closed_at=_moment(completed + timedelta(days=chance.randrange(40))) if is_done else None,
            )
        )  # fmt: skip
    Task.objects.bulk_create(tasks, batch_size=1_000)
    done = [task for task in tasks if task.closure]
    Evidence.objects.bulk_create(
        [
            Evidence(
                task=task, number="1-BC", date=task.completed_on + timedelta(days=chance.randrange(-5, 2)),
                subject="Báo cáo", level="province", submitted_by_id=user, accepted=True, decided_at=task.closed_at,
            )
            for task in done[: len(done) * 9 // 10]
        ],
        batch_size=1_000,
    )  # fmt: skip
    DeadlineChange.objects.bulk_create(
        [
            DeadlineChange(
                task=task, old=task.due, new=task.due + timedelta(days=20), reason="Chờ vốn", by_id=user,
                at=_moment(task.due + timedelta(days=chance.randrange(-20, 5))),
            )
            for task in tasks[: TASKS // 5]
        ],
        batch_size=1_000,
    )  # fmt: skip


def _figures(keeper: int, user: int, units: list[int]) -> None:
    from vaocuoc.core.calendars import month
    from vaocuoc.tracking.indicators.models import Approval, Indicator, Observation

    chance = random.Random(8)
    common = {"unit_of_measure": "tỷ đồng", "kind": "flow", "frequency": "month", "folded": "thu"}
    indicators = Indicator.objects.bulk_create(
        [Indicator(keeper_id=keeper, code=f"CT-{one}", name=f"Thu {one}", **common) for one in range(INDICATORS)]
    )
    periods = [month(2021 + place // 12, place % 12 + 1) for place in range(MONTHS)]
    for indicator in indicators:
        rows = Observation.objects.bulk_create(
            [
                Observation(
                    indicator=indicator, unit_id=unit, provider_id=unit, period_kind="month", year=period.year,
                    index=period.index, period_start=period.start, period_end=period.end, submitted_by_id=user,
                    value=chance.randrange(12), submitted_at=_moment(period.end),
                )
                for unit in units
                for period in periods
            ],
            batch_size=1_000,
        )  # fmt: skip
        Approval.objects.bulk_create(
            [Approval(observation=row, approved_by_id=user, approved_at=row.submitted_at) for row in rows],
            batch_size=1_000,
        )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _measure(units: list[int]) -> None:
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from vaocuoc.directory.models import InspectionDecision, User
    from vaocuoc.oversight.inspections.signs import SIGNS

    decision = InspectionDecision.objects.get().pk
    addresses = {
        "all signs": "/kiem-tra/dau-hieu/",
        **{code: f"/kiem-tra/dau-hieu/?sign={code}" for code in SIGNS},
        "all signs of a unit": f"/kiem-tra/dau-hieu/?unit={units[0]}",
        "the decision": f"/kiem-tra/{decision}/",
    }
    for username in ("thuong-xuyen", "theo-quyet-dinh"):
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/kiem-tra/")
        print(username)
        for name, address in addresses.items():
            reset_queries()  # the log has an end, and filling the site has reached it
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            number = len(asked)
            waited, worked = [], []
            for _round in range(ROUNDS):
                begun, own = perf_counter(), process_time()
                answer = client.get(address)
                waited.append((perf_counter() - begun) * 1000)
                worked.append((process_time() - own) * 1000)
            print(
                f"  {name:<22} {answer.status_code} {number:>3} queries"
                f" {statistics.median(waited):>7.0f} ms, own {statistics.median(worked):>6.0f} ms"
            )


if __name__ == "__main__":
    sys.exit(main())
