"""``vaocuoc read FILE...``: documents read by the reading contract, as JSON, a table or a workbook."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vaocuoc.cli.arguments import Parser
from vaocuoc.cli.outcomes import Outcome, files_of, outcomes, usable_cores
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import Reading
from vaocuoc.formats import DEFAULT, sentence
from vaocuoc.formats.limits import MEGABYTE

_FORMATS = ("table", "json", "xlsx")
_BY_SUFFIX = {".json": "json", ".jsonl": "json", ".xlsx": "xlsx"}
_FAILED = 2
_MOST_PAGES_NAMED = 10

Answers = Iterator[tuple[str, Outcome]]


def run(arguments: Sequence[str]) -> int:
    """Read the files that are named; 2 where any could not be read, else 0."""
    parser = _parser()
    given = parser.parse_args(arguments)
    output: Path | None = given.output
    chosen: str = given.format or _usual_format(output)
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        parser.error("--format xlsx cần --output TỆP.xlsx")
    files = files_of(given.files)
    if not files:
        print(f"{_printable(given.files[0])}: không có tệp nào đọc được trong thư mục này.", file=sys.stderr)
        return _FAILED
    several = len(files) > 1 or list(files) != given.files
    meter = _Meter(files=several and sys.stderr.isatty(), pages=sys.stderr.isatty())
    failed = False

    def answers() -> Answers:
        nonlocal failed
        cores = given.jobs or usable_cores()
        for file, outcome in outcomes(files, cores=cores, told=meter.told, told_page=meter.told_page):
            if isinstance(outcome, Refused):
                failed = True
                meter.clear()
                print(f"{_printable(file)}: {sentence(outcome)}", file=sys.stderr)
            elif outcome.unread_pages:
                meter.clear()
                print(f"{_printable(file)}: {_unread(outcome.unread_pages)}", file=sys.stderr)
            yield _printable(file), outcome

    try:
        with _destination(output) as stream:
            _write(chosen, answers(), stream, several=several)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"Không ghi được {_printable(output or '')}: {error.strerror}. Chọn nơi ghi khác.", file=sys.stderr)
        return _FAILED
    finally:
        meter.clear()
    return _FAILED if failed else 0


class _Meter:
    """How far a long reading has come (tiến độ): one line on the terminal, rewritten."""

    def __init__(self, *, files: bool, pages: bool) -> None:
        self._files = files
        self._pages = pages

    def told(self, done: int, total: int, file: str) -> None:
        if self._files:
            self._show(f"Đã đọc {done}/{total} tệp: {_printable(Path(file).name)}")

    def told_page(self, file: str, done: int, total: int) -> None:
        if self._pages:
            self._show(f"Đang đọc bản quét, trang {done}/{total}: {_printable(Path(file).name)}")

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r\033[K{line}"[:100])
        sys.stderr.flush()

    def clear(self) -> None:
        if self._files or self._pages:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def _parser() -> Parser:
    parser = Parser(
        "read",
        "Đọc văn bản (.docx, .doc, .pdf, .xlsx, .html, .txt, .md, ảnh quét) thành số liệu, nhiệm vụ, dẫn chiếu,\n"
        f"hạn chế, kiến nghị, kèm câu gốc. Mỗi tệp tối đa {DEFAULT.file_bytes // MEGABYTE} MB. "
        "Mã thoát 2 khi có tệp không đọc được.",
    )
    parser.subjects.add_argument(
        "files", nargs="+", metavar="TỆP", help="tệp cần đọc, hoặc thư mục: mọi tệp đọc được trong đó"
    )
    parser.options.add_argument(
        "--format",
        choices=_FORMATS,
        help="cách trình bày: table (mặc định trên màn hình), json (một tệp: một đối tượng; nhiều tệp: mỗi dòng một "
        "đối tượng có file), xlsx",
    )
    parser.options.add_argument(
        "--jobs", type=_count, metavar="N", help="đọc N tệp cùng lúc (mặc định: mọi nhân của máy)"
    )
    parser.options.add_argument("--output", type=Path, metavar="TỆP", help="ghi ra tệp thay vì màn hình")
    return parser


def _count(given: str) -> int:
    number = int(given)
    if number < 1:
        raise ValueError
    return number


def _usual_format(output: Path | None) -> str:
    if output is not None:
        return _BY_SUFFIX.get(output.suffix.lower(), "table")
    return "table" if sys.stdout.isatty() else "json"


def _write(chosen: str, answers: Answers, stream: BinaryIO, *, several: bool) -> None:
    if chosen == "json":
        for file, outcome in answers:
            stream.write(_json_line(file, outcome, several=several).encode())
            stream.flush()
        return
    from vaocuoc.cli import presenting

    if chosen == "xlsx":
        presenting.write_readings(stream, _read_ones(answers))
    else:
        for file, reading in _read_ones(answers):
            stream.write(presenting.as_table(file, reading, width=_width()).encode())
            stream.flush()


def _read_ones(answers: Answers) -> Iterator[tuple[str, Reading]]:
    return ((file, outcome) for file, outcome in answers if isinstance(outcome, Reading))


def _json_line(file: str, outcome: Reading | Refused, *, several: bool) -> str:
    if isinstance(outcome, Refused):
        found: dict[str, object] = {"file": file, "error": {"code": outcome.code, "message": sentence(outcome)}}
    else:
        found = {"file": file, **outcome.to_contract()} if several else outcome.to_contract()
    return json.dumps(found, ensure_ascii=False) + "\n"


@contextmanager
def _destination(output: Path | None) -> Iterator[BinaryIO]:
    """Where the result goes; a file appears whole or not at all."""
    if output is None:
        yield sys.stdout.buffer
        return
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        draft.chmod(0o644)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 120


def _unread(pages: Sequence[int]) -> str:
    """Why pages of a scan are missing from what was read, and what to do."""
    named = ", ".join(map(str, pages[:_MOST_PAGES_NAMED])) + (", ..." if len(pages) > _MOST_PAGES_NAMED else "")
    return f"bản quét, chưa đọc được chữ ở trang {named}. Cài tesseract kèm dữ liệu tiếng Việt (vie) rồi đọc lại."


def _printable(file: object) -> str:
    """A file's name as text, even where it is not valid UTF-8."""
    return os.fsencode(str(file)).decode("utf-8", "replace")
