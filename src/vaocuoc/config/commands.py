"""What the commands of an administrator do: set up, serve, check. Importing this starts Django, as ``wsgi`` does."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vaocuoc.config.settings")
django.setup()

from vaocuoc.audit.guards import missing_guards  # noqa: E402 - models can be imported only now
from vaocuoc.audit.verifying import Chain, compare, verify  # noqa: E402
from vaocuoc.config import demo as demonstration  # noqa: E402
from vaocuoc.config import supervisor  # noqa: E402
from vaocuoc.config.tables import make_tables  # noqa: E402
from vaocuoc.core.checking import Register  # noqa: E402
from vaocuoc.core.errors import Refused  # noqa: E402
from vaocuoc.directory.organisations import official  # noqa: E402
from vaocuoc.documents.destruction.cleaning import copies_in_backups  # noqa: E402
from vaocuoc.documents.destruction.cleaning import problems as destruction_problems  # noqa: E402
from vaocuoc.jobs import worker as jobs_worker  # noqa: E402
from vaocuoc.notices.mail.queries import problems as letter_problems  # noqa: E402
from vaocuoc.search.indexes import missing_indexes  # noqa: E402
from vaocuoc.tracking.checking import facts  # noqa: E402
from vaocuoc.tracking.rollups.operations import rebuild_all, rebuild_verdicts  # noqa: E402
from vaocuoc.tracking.tasks.facts import stray_facts  # noqa: E402
from vaocuoc.ui import catalogue, fonts  # noqa: E402
from vaocuoc.ui.clock import today  # noqa: E402
from vaocuoc.ui.dates import format_day, parse_day  # noqa: E402
from vaocuoc.ui.numbers import format_decimal  # noqa: E402
from vaocuoc.ui.refusals import sentence  # noqa: E402

Print = Callable[[str], None]
_TOLD_EVERY = 20  # indicators


def manage(arguments: list[str]) -> int:
    """Django's own commands, for developers and for repairs."""
    execute_from_command_line(["vaocuoc manage", *arguments])
    return 0


def build(say: Print) -> int:
    """Make what is built from packages rather than committed: fonts, catalogues, collected static files."""
    built = settings.PACKAGE / "built"
    fonts.build(built / "ui" / "fonts")
    say("phông chữ: xong")
    catalogue.compile_catalogues(settings.PACKAGE / "locale")
    say("bản dịch: xong")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    say("tệp tĩnh: xong")
    return 0


def prepare_database() -> None:
    """Lay the tables of a new database, or bring those of an older one up to date; what guards them comes with it."""
    make_tables()
    call_command("migrate", interactive=False, verbosity=0)


def serve(*, host: str, port: int, web_processes: int, say: Print, accounts: str = "") -> int:
    """Bring the database up to date, then run the web server and one worker until stopped."""
    prepare_database()
    connection.close()

    def ready() -> None:
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 - compared, not bound
        say(f"Vào Cuộc đang chạy tại http://{shown}:{port}/")
        if accounts:
            say(accounts)
        say("Nhấn Ctrl+C để dừng.")

    return supervisor.serve(host=host, port=port, web_processes=web_processes, on_ready=ready)


def register_facts(today: date) -> Register:
    """All that the register knows to compare a draft with, for whoever may read the data folder itself."""
    return facts.register_of(None, keeper=None, today=today)


def worker(*, until_idle: bool) -> int:
    """Do queued jobs (tiến trình nền)."""
    jobs_worker.run(until_idle=until_idle)
    return 0


def demo(*, load_only: bool, host: str, port: int, say: Print) -> int:
    """Fill the demonstration site, and serve it on its own day unless ``load_only``; 2 where refused."""
    prepare_database()
    try:
        accounts = demonstration.load(say=say)
    except Refused as refused:
        say(sentence(refused))
        return 2
    os.environ.setdefault("VAOCUOC_TODAY", demonstration.DAY.isoformat())
    if load_only:
        say(accounts)
        return 0
    return serve(host=host, port=port, web_processes=1, say=say, accounts=accounts)


def units(*, provinces: list[str], since: str, say: Print) -> int:
    """Enter the official list of provinces and communes, or the part that concerns some; 2 where refused."""
    prepare_database()
    try:
        day = parse_day(since)
        listed = official.official_list()
        loaded = official.load_official(None, listed.of_provinces(provinces) if provinces else listed, since=day)
    except Refused as refused:
        say(sentence(refused))
        return 2
    say(
        f"Đã lập {loaded.made} đơn vị, {loaded.relations} quan hệ trực thuộc, {loaded.successions} kế thừa; "
        f"{loaded.found} đơn vị đã có từ trước."
    )
    return 0


def rebuild(*, with_verdicts: bool, say: Print) -> int:
    """Add up every figure and judge every target again, a line now and then (tổng hợp lại)."""
    prepare_database()

    def told(code: str, done: int, all_: int) -> None:
        if done == all_ or done % _TOLD_EVERY == 0:
            say(f"Tổng hợp: {done}/{all_} chỉ tiêu, mới xong {code}")

    rows = rebuild_all(told=told)
    say(f"Đã tổng hợp lại {format_decimal(rows)} số liệu.")
    if with_verdicts:
        judged = rebuild_verdicts(today=today())
        say(f"Đã đánh giá lại {format_decimal(judged)} chỉ tiêu cho ngày {format_day(today())}.")
    return 0


def check(say: Print, *, seal: str = "") -> int:
    """Assert what must hold of an installation (kiểm tra hệ thống); status 1 and a line for each thing that does not.

    Checks Django's own rules for operation, that the database is reached and its migrations are applied, that
    append-only tables are guarded, that the chain of the trail's seals holds (``seal``, number and code from paper,
    must be in it), that search is indexed, that what is kept beside tasks agrees with the rows it comes from, that
    letters go out, that the data folder is private and writable.
    """
    problems = _migrations_missing()
    if not problems:
        chain = verify()
        say(_chain_line(chain))
        for line in copies_in_backups():  # to be known, and no fault: they go as the office's backups are rotated
            say(line)
        told = [chain.broken, compare(seal) if seal else None]
        problems = _problems() + [str(broken) for broken in told if broken]
    for problem in problems:
        say(problem)
    say("Hệ thống: đạt." if not problems else f"Hệ thống: {len(problems)} điểm cần xử lý.")
    return 1 if problems else 0


def _migrations_missing() -> list[str]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"Cơ sở dữ liệu chưa cập nhật: còn {len(pending)} bước. Chạy: vaocuoc manage migrate"] if pending else []


def _chain_line(chain: Chain) -> str:
    """How far the trail was verified, and the seal to keep on paper."""
    verified = f"Nhật ký: đã kiểm {format_decimal(chain.batches)} lô, {format_decimal(chain.entries)} dòng"
    return f"{verified}; lô cuối {chain.head.number}:{chain.head.seal}" if chain.head else verified


def _problems() -> list[str]:
    found = [f"Bảng {table} chưa được khóa chống sửa, xóa. Chạy: vaocuoc manage migrate" for table in missing_guards()]
    found += [f"Chưa có chỉ mục tìm kiếm cho {column}. Chạy: vaocuoc manage migrate" for column in missing_indexes()]
    strays = stray_facts()
    if strays:
        shown = ", ".join(strays[:5])
        found.append(f"{len(strays)} nhiệm vụ có trạng thái lệch với cập nhật, minh chứng của nó: {shown}.")
    found += letter_problems()
    found += destruction_problems()
    folder = Path(settings.DATA_FOLDER)
    if not os.access(folder, os.W_OK):
        found.append(f"Không ghi được vào thư mục dữ liệu {folder}: kiểm tra quyền của thư mục.")
    elif folder.stat().st_mode & 0o077:
        found.append(f"Thư mục dữ liệu {folder} mở cho người khác trên máy. Chạy: chmod 700 {folder}")
    return found
