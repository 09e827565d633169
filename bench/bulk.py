"""``python -m bench.bulk``: 500 tasks changed in one go, 500 tasks of one paper given in one go.

Five changes of a list (deadline, lead, follower, urgency, suspension), each previewed and then carried out, on a site
of 200 communes; then a paper of 500 tasks given with lead, product and day. Printed are seconds, those in which the
processor worked for it, and the number of queries. ``BENCH_PROFILE="do: han"`` prints where that step spends its time.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.bulk``.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, timedelta
from functools import partial
from typing import Any

from bench.assigning import DAY, _office
from bench.importing import timed

ROWS = 500


def main() -> int:
    """Fill a site of its own in a temporary folder and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="vaocuoc.config.settings", VAOCUOC_DATA=folder, VAOCUOC_TODAY=DAY.isoformat()
        )
        import django

        django.setup()
        from django.core.management import call_command

        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        actor, keeper, units = _office()
        _changes(actor, keeper, units)
        _giving(actor, keeper, units)
    return 0


def _changes(actor: Any, keeper: Any, units: list[Any]) -> None:
    from vaocuoc.tracking.bulk.changing import carry_out, rehearse
    from vaocuoc.tracking.tasks.many import MANY
    from vaocuoc.tracking.tasks.models import Task
    from vaocuoc.tracking.tasks.operations import folded_words

    made = [
        Task(
            keeper=keeper, code=f"NV-{n:04d}", title=f"Rà soát công trình nước sạch thứ {n}", lead_unit=units[n % 200],
            due=DAY + timedelta(days=10), first_due=DAY + timedelta(days=10), received_on=DAY, created_by=actor.user,
            assigned_by=actor.post,
        )
        for n in range(1, ROWS + 1)
    ]  # fmt: skip
    for task in made:
        task.folded = folded_words(task)
    Task.objects.bulk_create(made)
    keys = list(Task.objects.values_list("pk", flat=True))
    steps: dict[str, dict[str, Any]] = {
        "han": {"new": date(2026, 12, 15), "reason": "Chờ vốn"},
        "chu-tri": {"lead": f"u{units[7].pk}", "chosen": units[7]},
        "theo-doi": {"follower": actor.post},
        "do-khan": {"urgency": "urgent"},
        "tam-dung": {"reason": "Chờ vốn"},
    }
    for name, data in steps.items():
        change = MANY.changes[name]
        asked = {"actor": actor, "many": MANY, "change": change, "keys": keys, "data": data}
        seen = timed(f"preview: {name}", partial(rehearse, **asked))
        marks = {one.row.pk: one.mark for one in seen}
        _outcomes, done = timed(f"do: {name}", partial(carry_out, **asked, seen=marks, skip_refused=False))
        assert done


def _giving(actor: Any, keeper: Any, units: list[Any]) -> None:
    from vaocuoc.documents.models import Document, File, Finding, Reading
    from vaocuoc.tracking.assignment.operations import Choice, assign_rows

    document = Document.objects.create(
        keeper=keeper, type="plan", number="1-KH/TU", number_key="1-kh/tu", title="Kế hoạch", issuer="Tỉnh ủy",
        folded="ke hoach", uploaded_by=actor.user,
    )  # fmt: skip
    file = File.objects.create(document=document, keeper=keeper, name="a.docx", sha256="0" * 64, size=1, format="docx")
    reading = Reading.objects.create(file=file, reader_version="bench", state="done", text="", pages=1)
    for count in (100, ROWS):
        made = Finding.objects.bulk_create(
            Finding(
                document=document, reading=reading, kind="task", start=count * 1000 + n, end=count * 1000 + n + 1,
                quote=f"Rà soát công trình cấp nước thứ {count}.{n}", confidence=0.9, section="", state="open",
                fields={"kind": "task", "action": f"Rà soát công trình cấp nước thứ {count}.{n}"},
            )
            for n in range(count)
        )  # fmt: skip
        choices = [
            Choice(
                row=n, finding=one.pk, version=one.version, lead=units[n % 200], product=f"Báo cáo số {n}",
                due=DAY + timedelta(days=30 + n % 20),
            )
            for n, one in enumerate(made, 1)
        ]  # fmt: skip
        timed(
            f"give {count}",
            lambda: assign_rows(actor=actor, document=document, choices=choices, today=DAY),  # noqa: B023
        )


if __name__ == "__main__":
    sys.exit(main())
