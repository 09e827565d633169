"""``python -m bench.waiting``: what waits for whom: a round of 3,321 units, and my work over 100,000 tasks.

For each account of the demonstration: my work, and the page of who oversees; for the office the round's page as it is
narrowed, its letter and its Excel file. Printed are the number of queries, the median time of the wall and of the
processor, in milliseconds: on a busy machine only the second says something of the program.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.waiting``. ``BENCH_TASKS`` is the number of tasks.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

DAY = date(2026, 11, 20)
TASKS = int(os.environ.get("BENCH_TASKS", "100000"))
UNITS, ABOVE = 3_321, 34
REPEATS = 9
ACCOUNTS = ("chuyenvien", "lanhdao", "dautaichinh", "kiemtra", "chanhvanphong", "quantri")


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

        from vaocuoc.config import demo
        from vaocuoc.config.settled import settle
        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        demo.load(say=lambda _: None)
        begun = perf_counter()
        _fill_tasks()
        round_, letter = _fill_round()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(f"{connection.vendor}: {TASKS:,} tasks, {UNITS:,} units, filled in {perf_counter() - begun:.0f} s")
        settle()  # as the web server does
        _measure(round_, letter)
    return 0


def _fill_tasks() -> None:
    """Tasks of every unit and post that leads one in the demonstration; a third of them open, many of these late."""
    from django.utils import timezone

    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import User
    from vaocuoc.tracking.models import Evidence, Task

    chance = random.Random(20261120)
    clerk = User.objects.get(username="chuyenvien").pk
    known = list(Task.objects.exclude(document=None).values_list("keeper", "lead_unit", "lead_post", "document"))
    handed = []
    for first in range(0, TASKS, 5_000):
        rows = []
        for number in range(first, min(first + 5_000, TASKS)):
            keeper, unit, post, document = chance.choice(known)
            title = f"{chance.choice(('Rà soát', 'Trình', 'Hoàn thành'))} việc thử số {number}"
            due = DAY + timedelta(days=chance.randrange(-400, 300))
            done, handed_in = chance.random() < 0.67, chance.random() < 0.05
            rows.append(
                Task(
                    keeper_id=keeper, code=f"B-{number}", title=title, folded=fold(title), lead_unit_id=unit,
                    lead_post_id=post, document_id=document, due=due, first_due=due, created_by_id=clerk,
                    received_on=due - timedelta(days=60), is_started=chance.random() < 0.5,
                    closure="done" if done else "", completed_on=due if done else None,
                    evidence_since=DAY if handed_in and not done else None,
                )
            )  # fmt: skip
        made = Task.objects.bulk_create(rows, batch_size=500)
        handed += [task.pk for task in made if task.evidence_since]
    Evidence.objects.bulk_create(
        [
            Evidence(
                task_id=key, number="1/BC", date=DAY, subject="Kết quả", level="province",
                submitted_by=User.objects.get(username="dautaichinh"), submitted_at=timezone.now(),
            )
            for key in handed
        ],
        batch_size=500,
    )  # fmt: skip


def _fill_round() -> tuple[int, int]:
    """A monthly round that 3,321 units below 34 owe, in every state; a letter that chases those who are late."""
    from vaocuoc.core.calendars import month
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import Unit, UnitRelation, User
    from vaocuoc.directory.organisations.operations import rebuild_reach
    from vaocuoc.directory.people.access import actor_for
    from vaocuoc.oversight.models import RoundReport
    from vaocuoc.oversight.rounds.opening import open_round
    from vaocuoc.oversight.rounds.pushing import begin_letter
    from vaocuoc.oversight.rounds.regimes import Elements, Section, create_regime

    def unit(name: str, level: str) -> Any:
        given = {"name": name, "kind": "party", "level": level, "valid_from": date(2025, 7, 1)}
        return Unit(folded=fold(name), sort_key=name.encode(), **given)

    clerk = actor_for(User.objects.get(username="chuyenvien"), today=DAY)
    keeper = Unit.objects.get(name="Tỉnh ủy Minh Giang")
    above = Unit.objects.bulk_create([unit(f"Đảng bộ thử số {place:02d}", "province") for place in range(ABOVE)])
    below = Unit.objects.bulk_create([unit(f"Chi bộ thử số {place:04d}", "commune") for place in range(UNITS)], 500)
    pairs = [(keeper, one) for one in above] + [(above[place % ABOVE], one) for place, one in enumerate(below)]
    UnitRelation.objects.bulk_create(
        [UnitRelation(kind="party", parent=up, child=down, valid_from=date(2025, 7, 1)) for up, down in pairs], 500
    )
    rebuild_reach()
    elements = Elements(
        name="Báo cáo tháng của cơ sở", named=below, working_days={"": 4}, sections=(Section("Kết quả"),), figures="all"
    )
    regime = create_regime(actor=clerk, keeper=keeper, kind="periodic", valid_from=date(2026, 1, 1), elements=elements)
    made = open_round(actor=clerk, regime=regime, today=DAY, period=month(2026, 10))
    states = ["none", "draft", "submitted", "approved", "returned", "approved"]
    reports = list(RoundReport.objects.filter(round=made).order_by("pk"))
    for place, one in enumerate(reports):
        one.state = states[place % 6]
        one.parent = above[place % ABOVE]
        one.handed_on = date(2026, 11, 2 + place % 18) if one.state in ("submitted", "approved") else None
    RoundReport.objects.bulk_update(reports, ["state", "parent", "handed_on"], batch_size=500)
    letter = begin_letter(
        actor=clerk, round_=made, reports=RoundReport.objects.all(), answer_by=DAY + timedelta(days=6), today=DAY
    )
    return made.pk, letter.pk


def _measure(round_: int, letter: int) -> None:
    from django.test import Client
    from django.urls import reverse

    from vaocuoc.directory.models import User

    print(f"{'page':<34}{'queries':>8}{'wall ms':>9}{'processor ms':>14}")
    page = reverse("rounds:progress", args=[round_])
    own = [("my work", reverse("mywork:home")), ("what one oversees", reverse("overseer:home"))]
    office = [
        ("round", page),
        ("round, late", page + "?tinh_trang=late"),
        ("round, waiting", page + "?tinh_trang=waiting"),
        ("round, words", page + "?q=so+00"),
        ("round, page 60", page + "?trang=60"),
        ("rounds", reverse("rounds:home")),
        ("round's letter, begun", reverse("rounds:push", args=[round_])),
        ("round's letter", reverse("rounds:letter", args=[letter])),
        ("round's letter, Word", reverse("rounds:letter_file", args=[letter])),
        ("round's list, Excel", reverse("rounds:sheet", args=[round_])),
    ]
    for account in ACCOUNTS:
        client = Client(SERVER_NAME="localhost")
        user = User.objects.get(username=account)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for name, address in [*own, *(office if account == "chuyenvien" else [])]:
            _page(client, f"{account}: {name}", address)


def _page(client: Any, name: str, address: str) -> None:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    response = client.get(address)
    if response.status_code != 200:
        print(f"{name:<34}{response.status_code:>8}")
        return
    reset_queries()  # the log has an end, and filling the site has reached it
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = list(queries)  # the next request clears the log
    walls, processors = [], []
    for _ in range(REPEATS):
        wall, processor = perf_counter(), process_time()
        b"".join(client.get(address))
        walls.append((perf_counter() - wall) * 1000)
        processors.append((process_time() - processor) * 1000)
    print(f"{name:<34}{len(asked):>8}{statistics.median(walls):>9.0f}{statistics.median(processors):>14.0f}")
    if os.environ.get("BENCH_SHOW", "-") in (*name.split(": "), "all"):
        for one in sorted(asked, key=lambda one: -float(one["time"]))[:6]:
            print("   ", one["time"], one["sql"][:1500])


if __name__ == "__main__":
    sys.exit(main())
