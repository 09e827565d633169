"""``python -m bench.assigning``: 500 tasks given to 200 units in one go each, with audit and messages.

Three assignments are cascaded, to 200, 200 and 100 units: 500 tasks under three general lines, each with its entry in
the trail and its message to the unit. Printed are seconds of wall clock and of processor, then the number of queries.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.assigning``.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

DAY = date(2026, 11, 20)
PARTS = (200, 200, 100)
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
        from django.test.utils import CaptureQueriesContext

        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        actor, keeper, units = _office()
        print(f"{connection.vendor}: 500 tasks to {len(units)} units")
        for number in range(1, ROUNDS + 1):
            begun, spent = perf_counter(), process_time()
            _give(actor, keeper, units)
            print(f"round {number}: {perf_counter() - begun:.2f} s, {process_time() - spent:.2f} s of processor")
        with CaptureQueriesContext(connection) as seen:
            _give(actor, keeper, units)
        print(f"{len(seen)} queries")
    return 0


def _office() -> tuple[Any, Any, list[Any]]:
    """A province with its coordinator and 200 communes, each with a post that reports for it."""
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import (
        Level,
        Person,
        Post,
        PostHolding,
        RelationKind,
        Role,
        RoleGrant,
        Unit,
        UnitKind,
        UnitRelation,
        User,
    )
    from vaocuoc.directory.organisations.operations import rebuild_reach
    from vaocuoc.directory.people.access import actor_for

    begin = date(2025, 7, 1)

    def unit(name: str, level: str) -> Unit:
        return Unit(
            name=name, kind=UnitKind.PARTY, level=level, valid_from=begin, folded=fold(name), sort_key=name.encode()
        )

    keeper = unit("Tỉnh ủy Minh Giang", Level.PROVINCE)
    keeper.save()
    units = Unit.objects.bulk_create(unit(f"Đảng ủy xã {n:03d}", Level.COMMUNE) for n in range(200))
    UnitRelation.objects.bulk_create(
        UnitRelation(kind=RelationKind.PARTY, parent=keeper, child=one, valid_from=begin) for one in units
    )
    rebuild_reach()
    user = User.objects.create(username="chuyenvien", password="!")
    post = Post.objects.create(unit=keeper, title="Chuyên viên tổng hợp", valid_from=begin)
    holder = Person.objects.create(name="Chuyên viên tổng hợp", user=user)
    PostHolding.objects.create(person=holder, post=post, valid_from=begin)
    posts = Post.objects.bulk_create(Post(unit=one, title="Chánh Văn phòng", valid_from=begin) for one in units)
    RoleGrant.objects.create(
        post=post, role=Role.COORDINATOR, unit=keeper, relation=RelationKind.PARTY, valid_from=begin
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(post=one, role=Role.REPORTER, unit=one.unit, relation=RelationKind.PARTY, valid_from=begin)
        for one in posts
    )
    return actor_for(user, today=DAY), keeper, list(units)


def _give(actor: Any, keeper: Any, units: list[Any]) -> None:
    """Give 500 tasks."""
    from vaocuoc.tracking.cascade.operations import give_to_many

    for number, count in enumerate(PARTS):
        give_to_many(
            actor=actor.remembering(),
            keeper=keeper,
            units=units[:count],
            title=f"Rà soát công trình nước sạch tập trung, đợt {number + 1}",
            product="Báo cáo kết quả",
            due=DAY + timedelta(days=30),
            today=DAY,
        )


if __name__ == "__main__":
    sys.exit(main())
