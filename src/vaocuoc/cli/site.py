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


_KINDS = ("tasks", "indicators", "units", "posts", "accounts")


def import_file(arguments: Sequence[str]) -> int:
    """Take a tracker in; nothing is written without ``--apply``."""
    parser = Parser("import", "Nhập bảng theo dõi: nói trước kết quả từng dòng; chỉ ghi vào sổ khi có --apply.")
    parser.subjects.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx, .xls, .ods, .csv hoặc .docx")
    parser.options.add_argument("--user", required=True, help="tên đăng nhập của người nhập")
    parser.options.add_argument("--kind", choices=_KINDS, default="tasks", help="loại danh sách (mặc định: tasks)")
    parser.options.add_argument("--keeper", default="", help="tên đơn vị giữ sổ (mặc định: sổ của người nhập)")
    parser.options.add_argument("--apply", action="store_true", help="ghi vào sổ nếu mọi giá trị đã rõ")
    options = parser.parse_args(arguments)
    from vaocuoc.config import trackers

    return trackers.import_file(
        path=options.file,
        kind=options.kind,
        username=options.user,
        keeper=options.keeper,
        write=options.apply,
        say=_say,
    )


def export_file(arguments: Sequence[str]) -> int:
    """Write a register, or a blank form, as a workbook."""
    parser = Parser("export", "Xuất những gì người dùng được xem ra Excel; tệp xuất ra nhập lại được, không đổi gì.")
    parser.subjects.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx sẽ ghi")
    parser.options.add_argument("--user", default="", help="tên đăng nhập của người xuất")
    parser.options.add_argument("--kind", choices=_KINDS, default="tasks", help="loại danh sách (mặc định: tasks)")
    parser.options.add_argument("--blank", action="store_true", help="chỉ ghi tệp mẫu trống")
    options = parser.parse_args(arguments)
    from vaocuoc.config import trackers

    return trackers.export_file(
        path=options.file, kind=options.kind, username=options.user, blank=options.blank, say=_say
    )


def units(arguments: Sequence[str]) -> int:
    """Enter the official list of provinces and communes."""
    parser = Parser(
        "units", "Nạp danh mục đơn vị hành chính: tỉnh, xã của nay và trước 01/7/2025; nạp lại không đổi gì."
    )
    parser.options.add_argument(
        "--province",
        action="append",
        default=[],
        metavar="TÊN",
        help="chỉ tỉnh, thành phố này (tên hoặc mã; lặp lại được)",
    )
    parser.options.add_argument(
        "--since", default="01/01/2020", metavar="NGÀY", help="coi đơn vị cũ có từ ngày này (mặc định: 01/01/2020)"
    )
    options = parser.parse_args(arguments)
    from vaocuoc.config import commands

    return commands.units(provinces=options.province, since=options.since, say=_say)


def rebuild(arguments: Sequence[str]) -> int:
    """Add up every figure and judge every target again."""
    parser = Parser(
        "rebuild",
        "Tổng hợp lại mọi số liệu (cộng từ dưới, công thức) và đánh giá lại mọi mục tiêu; số đã báo cáo giữ nguyên.",
    )
    parser.options.add_argument("--figures-only", action="store_true", help="chỉ tổng hợp số liệu, không đánh giá lại")
    options = parser.parse_args(arguments)
    from vaocuoc.config import commands

    return commands.rebuild(with_verdicts=not options.figures_only, say=_say)


def check(arguments: Sequence[str]) -> int:
    """Check the installation."""
    parser = Parser("check", "Kiểm tra hệ thống và chuỗi nhật ký: mỗi điểm chưa đạt một dòng.")
    parser.options.add_argument(
        "--seal", default="", metavar="SỐ:MÃ", help="đối chiếu mã niêm phong đã in trên giấy, như 41:0a1b2c3d4e5f"
    )
    options = parser.parse_args(arguments)
    from vaocuoc.config import commands

    return commands.check(_say, seal=options.seal)


def build(arguments: Sequence[str]) -> int:
    """Build fonts, catalogues and static files."""
    Parser("build", "Dựng phông chữ, bản dịch và tệp tĩnh từ các gói đã cài.").parse_args(arguments)
    from vaocuoc.config import commands

    return commands.build(_say)


def manage(arguments: Sequence[str]) -> int:
    """Hand over to Django's own commands."""
    from vaocuoc.config import commands

    return commands.manage(list(arguments))
