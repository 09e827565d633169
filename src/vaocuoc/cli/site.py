"""The commands of a site (trang làm việc): demo, serve, worker, check, build, manage.

Each takes its arguments here and has its deed in ``vaocuoc.config.commands``, which starts Django when it is imported.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from vaocuoc.cli.arguments import Parser

DEMO_DAY = "2026-11-20"


def _say(line: str) -> None:
    print(line, flush=True)


def _addressed(parser: Parser) -> Parser:
    parser.options.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định: chỉ máy này)")
    parser.options.add_argument("--port", type=int, default=8000, help="cổng (mặc định: 8000)")
    return parser


def demo(arguments: Sequence[str]) -> int:
    """Fill the demonstration and serve it; its data and its day are its own."""
    parser = _addressed(Parser("demo", "Nạp dữ liệu minh họa (giả định) rồi chạy trang; nạp lại không đổi gì."))
    parser.options.add_argument("--load-only", action="store_true", help="chỉ nạp dữ liệu, không chạy trang")
    options = parser.parse_args(arguments)
    # The demonstration never enters the folder of a real site, and its day stands still.
    os.environ.setdefault("VAOCUOC_DATA", str(Path("data") / "demo"))
    os.environ.setdefault("VAOCUOC_TODAY", DEMO_DAY)
    from vaocuoc.config import commands

    return commands.demo(load_only=options.load_only, host=options.host, port=options.port, say=_say)


def serve(arguments: Sequence[str]) -> int:
    """Run the site."""
    parser = _addressed(Parser("serve", "Chạy trang: máy chủ web và một tiến trình nền, tự khởi động lại khi dừng."))
    parser.options.add_argument("--web-processes", type=int, default=1, help="số tiến trình web (mặc định: 1)")
    options = parser.parse_args(arguments)
    from vaocuoc.config import commands

    return commands.serve(host=options.host, port=options.port, web_processes=options.web_processes, say=_say)


def worker(arguments: Sequence[str]) -> int:
    """Run one worker."""
    parser = Parser("worker", "Chạy thêm một tiến trình nền.")
    parser.options.add_argument("--until-idle", action="store_true", help="dừng khi không còn việc")
    options = parser.parse_args(arguments)
    from vaocuoc.config import commands

    return commands.worker(until_idle=options.until_idle)


def check(arguments: Sequence[str]) -> int:
    """Check the installation."""
    Parser("check", "Kiểm tra hệ thống: mỗi điểm chưa đạt một dòng.").parse_args(arguments)
    from vaocuoc.config import commands

    return commands.check(_say)


def build(arguments: Sequence[str]) -> int:
    """Build fonts, catalogues and static files."""
    Parser("build", "Dựng phông chữ, bản dịch và tệp tĩnh từ các gói đã cài.").parse_args(arguments)
    from vaocuoc.config import commands

    return commands.build(_say)


def manage(arguments: Sequence[str]) -> int:
    """Hand over to Django's own commands."""
    from vaocuoc.config import commands

    return commands.manage(list(arguments))
