"""``vaocuoc read FILE...``: documents read by the reading contract, as JSON, a table or a workbook."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vaocuoc.cli.arguments import Parser
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import Reading, read, secrecy_mark
from vaocuoc.formats import DEFAULT, screen, sentence
from vaocuoc.formats.limits import MEGABYTE

_FORMATS = ("table", "json", "xlsx")
_BY_SUFFIX = {".json": "json", ".jsonl": "json", ".xlsx": "xlsx"}
_FAILED = 2

Outcome = tuple[str, Reading | Refused]


def run(arguments: Sequence[str]) -> int:
    """Read the files that are named; 2 where any could not be read, else 0."""
    parser = _parser()
    given = parser.parse_args(arguments)
    output: Path | None = given.output
    chosen: str = given.format or _usual_format(output)
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        parser.error("--format xlsx cần --output TỆP.xlsx")
    failed = False

    def outcomes() -> Iterator[Outcome]:
        nonlocal failed
        for file in given.files:
            outcome = _outcome(file)
            if isinstance(outcome, Refused):
                failed = True
                print(f"{_printable(file)}: {sentence(outcome)}", file=sys.stderr)
            yield _printable(file), outcome

    try:
        with _destination(output) as stream:
            _write(chosen, outcomes(), stream, several=len(given.files) > 1)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"Không ghi được {_printable(output or '')}: {error.strerror}. Chọn nơi ghi khác.", file=sys.stderr)
        return _FAILED
    return _FAILED if failed else 0


def _parser() -> Parser:
    parser = Parser(
        "read",
        "Đọc văn bản (.docx, .pdf có lớp chữ, .xlsx, .html, .txt, .md) thành số liệu, nhiệm vụ, dẫn chiếu, hạn chế,\n"
        f"kiến nghị, kèm câu gốc. Mỗi tệp tối đa {DEFAULT.file_bytes // MEGABYTE} MB. "
        "Mã thoát 2 khi có tệp không đọc được.",
    )
    parser.subjects.add_argument("files", nargs="+", metavar="TỆP", help="tệp cần đọc")
    parser.options.add_argument(
        "--format",
        choices=_FORMATS,
        help="cách trình bày: table (mặc định trên màn hình), json (một tệp: một đối tượng; nhiều tệp: mỗi dòng một "
        "đối tượng có file), xlsx",
    )
    parser.options.add_argument("--output", type=Path, metavar="TỆP", help="ghi ra tệp thay vì màn hình")
    return parser


def _usual_format(output: Path | None) -> str:
    if output is not None:
        return _BY_SUFFIX.get(output.suffix.lower(), "table")
    return "table" if sys.stdout.isatty() else "json"


def _outcome(file: str) -> Reading | Refused:
    try:
        source = screen(Path(file))
        mark = secrecy_mark(source)
        if mark is not None:
            return Refused("secrecy.marked", mark=mark)
        return read(source)
    except Refused as refused:
        return refused


def _write(chosen: str, outcomes: Iterator[Outcome], stream: BinaryIO, *, several: bool) -> None:
    if chosen == "json":
        for file, outcome in outcomes:
            stream.write(_json_line(file, outcome, several=several).encode())
            stream.flush()
        return
    from vaocuoc.cli import presenting

    if chosen == "xlsx":
        presenting.write_readings(stream, _read_ones(outcomes))
    else:
        for file, reading in _read_ones(outcomes):
            stream.write(presenting.as_table(file, reading, width=_width()).encode())
            stream.flush()


def _read_ones(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Reading]]:
    return ((file, outcome) for file, outcome in outcomes if isinstance(outcome, Reading))


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


def _printable(file: object) -> str:
    """A file's name as text, even where it is not valid UTF-8."""
    return os.fsencode(str(file)).decode("utf-8", "replace")
