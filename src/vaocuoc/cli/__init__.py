"""The command line (dòng lệnh): ``vaocuoc COMMAND ...``.

A table of commands, each a function that takes its own arguments and answers with an exit status; it imports what it
needs when it runs, so that ``vaocuoc read`` starts fast and ``--help`` needs neither Django nor a database.
"""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vaocuoc import __version__

FAILED = 2
_INTERRUPTED = 130
_PIPE_CLOSED = 141


@dataclass(frozen=True, slots=True)
class Command:
    """A command: one line for the list of commands, and what runs it with the arguments after its name."""

    summary: str
    run: Callable[[Sequence[str]], int]


def _read(arguments: Sequence[str]) -> int:
    from vaocuoc.cli.read import run

    return run(arguments)


def _lint(arguments: Sequence[str]) -> int:
    from vaocuoc.cli.lint import run

    return run(arguments)


def _site(name: str) -> Callable[[Sequence[str]], int]:
    """A command of the site, imported when it runs."""

    def run(arguments: Sequence[str]) -> int:
        from vaocuoc.cli import site

        command: Callable[[Sequence[str]], int] = getattr(site, name)
        return command(arguments)

    return run


COMMANDS: dict[str, Command] = {
    "read": Command("đọc văn bản thành chỉ tiêu, kết quả, nhiệm vụ, dẫn chiếu", _read),
    "lint": Command("kiểm tra dự thảo trước khi ban hành", _lint),
    "demo": Command("nạp dữ liệu minh họa rồi chạy trang", _site("demo")),
    "serve": Command("chạy trang làm việc", _site("serve")),
    "import": Command("nhập bảng theo dõi từ Excel, CSV, Word", _site("import_file")),
    "export": Command("xuất sổ ra Excel, hoặc lấy tệp mẫu", _site("export_file")),
    "units": Command("nạp danh mục đơn vị hành chính (34 tỉnh, 3.321 xã, đơn vị cũ)", _site("units")),
    "rebuild": Command("tổng hợp lại mọi số liệu và đánh giá từ số đã báo cáo", _site("rebuild")),
    "worker": Command("chạy thêm một tiến trình nền", _site("worker")),
    "check": Command("kiểm tra hệ thống", _site("check")),
    "build": Command("dựng phông chữ, bản dịch, tệp tĩnh", _site("build")),
    "manage": Command("các lệnh của Django, cho người phát triển", _site("manage")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return the exit status: 0 done, 2 refused or failed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_unicode()
    try:
        status = _dispatch(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has gone (`| head`). Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return _INTERRUPTED
    except SystemExit as stopped:
        # How argparse ends after --help and after an error.
        return stopped.code if isinstance(stopped.code, int) else FAILED
    return status


def _dispatch(given: Sequence[str]) -> int:
    name = given[0] if given else "--help"
    if name in ("-h", "--help", "help"):
        print(_overview())
        return 0 if given else FAILED
    if name in ("-V", "--version"):
        print(f"vaocuoc {__version__}")
        return 0
    if name not in COMMANDS:
        print(_unknown(name), file=sys.stderr)
        return FAILED
    return COMMANDS[name].run(given[1:])


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(
        [
            "Vào Cuộc: theo dõi việc thực hiện nghị quyết, từ văn bản đến kết quả.",
            "",
            "Cách dùng: vaocuoc LỆNH [tham số]",
            "",
            "Các lệnh:",
            *lines,
            "",
            "  -h, --help     hướng dẫn này; vaocuoc LỆNH --help cho từng lệnh",
            "  -V, --version  số phiên bản",
        ]
    )


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f" Có phải “{close[0]}”?" if close else ""
    return f"Không có lệnh “{name}”.{hint} Xem các lệnh: vaocuoc --help"


def _speak_unicode() -> None:
    """Vietnamese goes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
