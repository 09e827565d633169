"""``python -m bench.register``: the daily pages over a large register, on the database that ``DATABASE_URL`` names.

5,000 documents, 100,000 findings and 50,000 tasks beside the demonstration, one paper with 2,000 findings to review;
``BENCH_DOCUMENTS=10000`` gives twice as many of each, so a list of 100,000 tasks.
Printed is the median of server time of each page for the clerk who sees everything, the processor time of this process
in it, and the number of queries; below, how long a fixed loop took meanwhile: it tells a slow machine from a slow page.
On PostgreSQL: ``python tools/with_postgresql.py python -m bench.register``.
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
DOCUMENTS, FINDINGS, TASKS = int(os.environ.get("BENCH_DOCUMENTS", "5000")), 20, 10
LONG_PAPER = 2_000
ROUNDS = 7
_VERBS = [
    "Rà soát",
    "Hoàn thành",
    "Trình",
    "Tổ chức",
    "Kiểm tra",
    "Báo cáo",
    "Xây dựng",
    "Phê duyệt",
    "Bàn giao",
    "Thẩm định",
]
_THINGS = [
    "quy hoạch chung xây dựng xã",
    "danh mục dự án đầu tư công",
    "phương án giải phóng mặt bằng",
    "đề án sắp xếp trường học",
    "kế hoạch sử dụng đất",
    "chương trình phát triển nhà ở",
    "hệ thống cấp nước sạch",
    "tuyến đường liên xã",
    "cơ sở dữ liệu đất đai",
    "trạm y tế xã",
    "cụm công nghiệp",
    "hồ sơ thi đua khen thưởng",
    "kết luận kiểm tra",
    "phong trào toàn dân",
    "thiết chế văn hóa",
]
_PLACES = ["năm 2026", "giai đoạn 2026 - 2030", "trên địa bàn", "vùng trung du", "khu vực biên giới", "ba xã ven sông"]


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
        long_paper = _fill()
        print(f"{connection.vendor}: filled in {perf_counter() - begun:.0f} s")
        settle()  # as the web server does
        _measure(long_paper)
    return 0


def _fill() -> int:
    """Documents with readings, findings and tasks, all kept by the demonstration's province; the long paper's key."""
    from django.db import connection

    from vaocuoc.directory.models import Unit, User
    from vaocuoc.tracking.models import Task

    chance = random.Random(20261120)
    clerk = User.objects.get(username="chuyenvien")
    keeper = Task.objects.values_list("keeper", flat=True).first()
    leads = list(Unit.objects.filter(pk__in=Task.objects.values("lead_unit")).values_list("pk", flat=True))
    made = 0
    while made < DOCUMENTS:
        made += _batch(chance, clerk.pk, int(keeper or 0), leads, made, min(500, DOCUMENTS - made))
    long_paper = _long(chance, clerk.pk, int(keeper or 0))
    with connection.cursor() as cursor:
        # What a server does by itself within a minute of such a flood.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return long_paper


def _sentence(chance: random.Random) -> str:
    return f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} {chance.choice(_PLACES)} số {chance.randrange(10_000)}"


def _batch(chance: random.Random, clerk: int, keeper: int, leads: list[int], first: int, count: int) -> int:
    from vaocuoc.documents.models import Document, Finding
    from vaocuoc.tracking.models import Task, TaskUpdate

    documents, readings = _papers(chance, clerk, keeper, first, count)
    findings = Finding.objects.bulk_create(
        [
            # The newest hundred papers wait for a review, as on a busy desk.
            _finding(chance, reading.pk, document.pk, place, "open" if first + n >= DOCUMENTS - 100 else "accepted")
            for n, (document, reading) in enumerate(zip(documents, readings, strict=True))
            for place in range(FINDINGS)
        ],
        batch_size=1000,
    )
    tasks = Task.objects.bulk_create(
        [
            _task(chance, clerk, keeper, leads, documents[number // TASKS], findings, number, first)
            for number in range(count * TASKS)
        ],
        batch_size=500,
    )
    TaskUpdate.objects.bulk_create(
        [
            TaskUpdate(
                task=task, text="Đã họp, đang dự thảo", by_id=clerk, at=task.told_at,
                blocker="Chờ vốn" if task.is_blocked else "",
            )
            for task in tasks
            if task.is_started
        ],
        batch_size=1000,
    )  # fmt: skip
    assert Document.objects.filter(pk=documents[0].pk).exists()
    return count


def _papers(chance: random.Random, clerk: int, keeper: int, first: int, count: int) -> tuple[list[Any], list[Any]]:
    from vaocuoc.core.text import fold
    from vaocuoc.documents.models import Document, DocumentType, File, Passage, Reading

    kinds = list(DocumentType.values)
    documents = Document.objects.bulk_create(
        [
            Document(
                keeper_id=keeper, type=kinds[n % len(kinds)], number=f"{n}-TB/VP", number_key=f"{n}-tb/vp",
                title=(title := _sentence(chance)), issuer="Văn phòng Tỉnh ủy", folded=fold(f"{n}-tb/vp {title}"),
                issued_on=DAY - timedelta(days=n % 900), uploaded_by_id=clerk,
            )
            for n in range(first, first + count)
        ]
    )  # fmt: skip
    files = File.objects.bulk_create(
        [
            File(document=one, keeper_id=keeper, name="a.docx", sha256=f"{one.pk:064x}", size=1, format="docx")
            for one in documents
        ]
    )
    texts = [". ".join(_sentence(chance) for _ in range(40)) for _ in files]
    readings = Reading.objects.bulk_create(
        [
            Reading(file=file, reader_version="bench", state="done", text=text, pages=2)
            for file, text in zip(files, texts, strict=True)
        ]
    )
    Passage.objects.bulk_create(
        [
            Passage(reading=reading, start=i, end=min(i + 500, len(text)), page=1, folded=fold(text[i : i + 500]))
            for reading, text in zip(readings, texts, strict=True)
            for i in range(0, len(text), 500)
        ]
    )
    return documents, readings


def _finding(chance: random.Random, reading: int, document: int, place: int, state: str) -> Any:
    from vaocuoc.core.text import fold
    from vaocuoc.documents.models import Finding

    quote = _sentence(chance)
    start = place * 90
    return Finding(
        reading_id=reading, document_id=document, kind="task", start=start, end=start + len(quote), quote=quote, page=1,
        section="nhiệm vụ", state=state, folded=fold(quote), confidence=chance.random(),
        fields={
            "kind": "task", "quote": quote, "action": quote.split()[0], "owner": "Sở Tài chính", "why": [],
        },
    )  # fmt: skip


def _task(
    chance: random.Random,
    clerk: int,
    keeper: int,
    leads: list[int],
    document: Any,
    findings: list[Any],
    n: int,
    first: int,
) -> Any:
    from vaocuoc.core.text import fold
    from vaocuoc.tracking.models import Task

    title = _sentence(chance)
    due = DAY + timedelta(days=chance.randrange(-400, 300))
    done, started = chance.random() < 0.7, chance.random() < 0.5
    told = datetime.combine(DAY - timedelta(days=chance.randrange(90)), time(3), UTC) if started else None
    return Task(
        keeper_id=keeper, code=f"B-{first * TASKS + n}", title=title, folded=fold(title),
        lead_unit_id=chance.choice(leads),
        document=document, finding=findings[n * 2], due=due, first_due=due, received_on=due - timedelta(days=60),
        is_started=started, told_at=told, is_blocked=started and n % 9 == 0, closure="done" if done else "",
        created_by_id=clerk,
        completed_on=due + timedelta(days=chance.randrange(-20, 10)) if done and chance.random() < 0.5 else None,
    )  # fmt: skip


def _long(chance: random.Random, clerk: int, keeper: int) -> int:
    from vaocuoc.documents.models import Finding, Reading

    documents, readings = _papers(chance, clerk, keeper, DOCUMENTS, 1)
    text = ".\n".join(_sentence(chance).ljust(88) for _ in range(LONG_PAPER))
    Reading.objects.filter(pk=readings[0].pk).update(text=text, pages=80)
    rows = []
    for place in range(LONG_PAPER):
        row = _finding(chance, readings[0].pk, documents[0].pk, place, "open")
        quote = text[row.start : row.start + 80].rstrip()
        row.quote, row.end, row.page = quote, row.start + len(quote), 1 + place // 25
        row.fields["quote"] = quote
        rows.append(row)
    Finding.objects.bulk_create(rows, batch_size=1000)
    return int(documents[0].pk)


def _measure(long_paper: int) -> None:
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from vaocuoc.directory.models import User
    from vaocuoc.tracking.models import Task
    from vaocuoc.tracking.tasks.columns import TASKS

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="chuyenvien"), backend="django.contrib.auth.backends.ModelBackend")
    some_task = Task.objects.filter(code="B-77").get().pk
    pages = {
        "board": reverse("board:home"),
        "documents": reverse("library:list"),
        "documents, words": reverse("library:list") + "?q=cụm+công+nghiệp",
        "one document": reverse("library:document", args=[long_paper - 5]),
        "review, 2,000 findings": reverse("intake:review", args=[long_paper]),
        "tasks": reverse("tasks:list"),
        "tasks, overdue": reverse("tasks:list") + "?trang-thai=overdue",
        "tasks, words": reverse("tasks:list") + "?q=quy+hoạch",
        "tasks, page 900": reverse("tasks:list") + "?trang=900",
        "tasks, by lead": reverse("tasks:list") + "?sap-xep=-chu-tri",
        "my work": reverse("mywork:home"),
        "one task": reverse("tasks:detail", args=[some_task]),
        "tasks, every column": reverse("tasks:list") + "?" + "&".join(f"cot={column.key}" for column in TASKS.columns),
        "indicators": reverse("indicators:list"),
        "shortcomings": reverse("shortcomings:list"),
        "units": reverse("organisations:units"),
        "posts": reverse("organisations:posts"),
        "search": reverse("search:results") + "?q=nước+sạch",
    }
    print(f"{'page':<26}{'queries':>8}{'median ms':>11}{'own ms':>9}{'slowest':>9}")
    paces = []
    for name, address in pages.items():
        times, own = [], []
        response: Any = client.get(address)
        reset_queries()  # the log has an end, and filling the site has reached it
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked = list(queries)  # the next request clears the log
        assert response.status_code == 200, (name, response.status_code)
        for _ in range(ROUNDS):
            begun, busy = perf_counter(), process_time()
            client.get(address)
            times.append((perf_counter() - begun) * 1000)
            own.append((process_time() - busy) * 1000)
        paces.append(_pace())
        middle, alone = statistics.median(times), statistics.median(own)
        print(f"{name:<26}{len(asked):>8}{middle:>11.0f}{alone:>9.0f}{max(times):>9.0f}")
        if os.environ.get("BENCH_SHOW") in (name, "all"):
            for one in sorted(asked, key=lambda one: -float(one["time"]))[:6]:
                print("   ", one["time"], one["sql"][:1500])
    print(f"a loop of 200,000 steps: median {statistics.median(paces):.0f} ms, {min(paces):.0f} to {max(paces):.0f}")


def _pace() -> float:
    """Milliseconds for a loop that is always the same."""
    begun, total = perf_counter(), 0
    for number in range(200_000):
        total += number * number % 7
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
