"""``python -m bench.importing``: taking a large tracker in, giving many tasks at once, splitting one among many units.

5,000 rows of an invented tracker of tasks (and as many of indicators) into the demonstration's register: received,
previewed, written; the same once more with changes, which are written too; both undone; 100 tasks of one paper given
in one go; one task split for 200 communes. Printed are seconds, those in which the processor worked for it, and the
number of queries. ``BENCH_PROFILE="tasks: apply"`` (or another step) prints where that step spends its time.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.importing``.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

DAY = date(2026, 11, 20)
ROWS = int(os.environ.get("BENCH_ROWS", "5000"))
_GIVEN, _UNITS = 100, 200
_WORK = ("Trình đề án", "Xây dựng kế hoạch", "Báo cáo kết quả", "Rà soát quy chế", "Thẩm định hồ sơ")
_STATES = ("Xong", "Đang thực hiện", "Chưa thực hiện", "Hoàn thành", "Quá hạn")
T = TypeVar("T")


def main() -> int:
    """Fill a site of its own in a temporary folder and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="vaocuoc.config.settings", VAOCUOC_DATA=folder, VAOCUOC_TODAY=DAY.isoformat()
        )
        import django

        django.setup()
        from django.core.management import call_command

        from vaocuoc.config import demo
        from vaocuoc.config.tables import make_tables

        make_tables()
        call_command("migrate", verbosity=0)
        demo.load(say=lambda _: None)
        _imports(Path(folder))
        _giving()
        _splitting()
    return 0


def timed(step: str, deed: Callable[[], T]) -> T:
    """Do a step, print its seconds and queries, and its profile where that was asked for."""
    from django.db import connection

    asked = 0

    def count(execute: Callable[..., Any], *query: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*query)

    profile = cProfile.Profile() if os.environ.get("BENCH_PROFILE") == step else None
    with connection.execute_wrapper(count):
        if profile:
            profile.enable()
        begun, worked = perf_counter(), process_time()
        done = deed()
        took, worked = perf_counter() - begun, process_time() - worked
        if profile:
            profile.disable()
    print(f"{step:24} {took:6.2f} s  ({worked:.2f} s of work)  {asked:5} queries", flush=True)
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    return done


# --- imports ----------------------------------------------------------------------------------------------------------


def _imports(folder: Path) -> None:
    actor, keeper = _clerk()
    for kind, write in (("tasks", _tracker), ("indicators", _figures)):
        first = _take(actor, keeper, kind, write(folder, later=False), kind)
        again = _take(actor, keeper, kind, write(folder, later=True), f"{kind} again")
        _undo(actor, again, f"{kind} again")
        _undo(actor, first, kind)


def _undo(actor: Any, batch: Any, step: str) -> None:
    from django.utils import timezone

    from vaocuoc.tracking.importing.operations import undo_batch

    timed(f"{step}: undo", lambda: undo_batch(actor=actor, batch=batch, now=timezone.now()))


def _take(actor: Any, keeper: Any, kind: str, path: Path, step: str) -> Any:
    from vaocuoc.tracking.importing import batches, operations
    from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportRow
    from vaocuoc.tracking.importing.planning import plan_batch
    from vaocuoc.tracking.importing.resolving import LEFT_OPEN

    def received() -> ImportBatch:
        return operations.receive_file(actor=actor, kind=kind, keeper=keeper, content=path, name=path.name)

    batch = timed(f"{step}: receive", received)
    batches.AT_ONCE = 10**9  # type: ignore[misc]  # read and written here, not in a job
    defaults = {"indicator_kind": "stock", "frequency": "year"} if kind == "indicators" else {}
    operations.choose_columns(
        actor=actor, batch=batch, mapping=batch.mapping, sheets=batch.sheets_chosen, defaults=defaults
    )
    batch.refresh_from_db()
    asked = plan_batch(actor, batch, today=DAY)[1]
    answers = {one.key: (one.text, LEFT_OPEN) for one in asked}
    timed(f"{step}: preview", lambda: operations.answer_questions(actor=actor, batch=batch, answers=answers))
    batch.refresh_from_db()
    timed(f"{step}: apply", lambda: operations.apply_batch(actor=actor, batch=batch))
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED, batch.error_code
    print(f"{'':24} {ImportRow.objects.filter(batch=batch, state='written').count()} rows written, {batch.counts}")
    return batch


def _tracker(folder: Path, *, later: bool) -> Path:
    """The tasks of an office; ``later`` with further days and results, and some of what was open done."""
    import xlsxwriter

    from vaocuoc.directory.models import Unit
    from vaocuoc.tracking.models import Task

    leads = list(Unit.objects.filter(pk__in=Task.objects.values("lead_unit")).values_list("name", flat=True))
    path = folder / f"theo-doi-{later:d}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("Theo dõi"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(3, 0, ["STT", "Số văn bản", "Ngày ban hành", "Cơ quan chủ trì", "Cơ quan phối hợp",
                               "Nội dung nhiệm vụ", "Hạn xử lý", "Tiến độ", "Kết quả thực hiện"])  # fmt: skip
        for place in range(ROWS):
            issued = date(2026, 1, 5) + timedelta(days=place % 200)
            sheet.write_row(place + 4, 0, [place + 1, f"{place % 90 + 1}-KL/TU"])
            sheet.write_datetime(place + 4, 2, issued, day)
            sheet.write_row(place + 4, 3, [leads[place % len(leads)], leads[(place + 1) % len(leads)],
                                           f"{_WORK[place % 5]} về việc số {place + 1} của đợt rà soát"])  # fmt: skip
            sheet.write_datetime(place + 4, 6, issued + timedelta(days=75 if later else 60), day)
            state = _STATES[0] if later and place % 3 == 0 else _STATES[place % 5]
            told = f"Đã trình bản thứ hai số {place}" if later else f"Đã có báo cáo số {place}"
            sheet.write_row(place + 4, 7, [state, told if place % 3 else ""])
    return path


def _figures(folder: Path, *, later: bool) -> Path:
    """Targets with a figure each; ``later`` with another target and a corrected figure."""
    import xlsxwriter

    path = folder / f"chi-tieu-{later:d}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Chỉ tiêu")
        sheet.write_row(2, 0, ["STT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu năm 2026", "Kết quả năm 2025"])
        for place in range(ROWS):
            row = [
                place + 1,
                f"Số công trình loại {place + 1} hoàn thành",
                "công trình",
                100 + place + later,
                50 + place + later,
            ]
            sheet.write_row(place + 3, 0, row)
    return path


# --- giving -----------------------------------------------------------------------------------------------------------


def _giving() -> None:
    """100 tasks found in one paper, given in one go with a lead, a product and a day each."""
    from vaocuoc.directory.models import Unit
    from vaocuoc.documents.models import Document, Finding
    from vaocuoc.tracking.assignment.operations import Choice, assign_rows
    from vaocuoc.tracking.models import Task

    actor, keeper = _clerk()
    first = Finding.objects.filter(kind="task", document__keeper=keeper).select_related("reading", "document").first()
    assert first is not None
    document = Document.objects.get(pk=first.document_id)
    lead = Unit.objects.filter(pk__in=Task.objects.values("lead_unit")).first()
    assert lead is not None
    fields = {name: first.fields[name] for name in ("kind", "action") if name in first.fields}
    made = Finding.objects.bulk_create(
        Finding(
            document=document, reading=first.reading, kind="task", start=first.start, end=first.end + place + 1,
            quote=f"{_WORK[place % 5]} về việc thứ {place + 1} của phụ lục", fields=fields,
            confidence=first.confidence, section="", state="open",
        )
        for place in range(_GIVEN)
    )  # fmt: skip
    choices = [
        Choice(row=n, finding=one.pk, version=one.version, lead=lead, product="Báo cáo", due=date(2026, 12, 31))
        for n, one in enumerate(made, 1)
    ]
    timed("give 100", lambda: assign_rows(actor=actor, document=document, choices=choices, today=DAY))


def _splitting() -> None:
    """One task for all communes, split into one a unit."""
    from vaocuoc.core.text import fold
    from vaocuoc.directory.models import Unit
    from vaocuoc.tracking.assignment.splitting import split_task
    from vaocuoc.tracking.models import Task

    actor, keeper = _clerk()
    units = Unit.objects.bulk_create(
        Unit(name=f"Đảng ủy xã Thứ {n}", kind="party", level="commune", valid_from=date(2025, 7, 1),
             folded=fold(f"Đảng ủy xã Thứ {n}"), sort_key=str(n).encode())
        for n in range(_UNITS)
    )  # fmt: skip
    task = Task.objects.filter(keeper=keeper, closure="", parent=None, due__gt=DAY).first()
    assert task is not None
    timed("split for 200", lambda: split_task(actor=actor, task=task, units=units, today=DAY))


def _clerk() -> tuple[Any, Any]:
    from vaocuoc.directory.models import Unit, User
    from vaocuoc.directory.people.access import actor_for
    from vaocuoc.tracking.models import Task

    keeper = Unit.objects.get(pk=Task.objects.values_list("keeper", flat=True)[0])
    return actor_for(User.objects.get(username="chuyenvien"), today=DAY), keeper


if __name__ == "__main__":
    sys.exit(main())
