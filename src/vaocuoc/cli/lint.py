"""``vaocuoc lint FILE...``: drafts checked before they are issued, a line for each fault, then the score."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import SupportsFloat

from vaocuoc.cli.arguments import Parser
from vaocuoc.core.checking import LEVELS, Fault, Level, Place, Register, Report, check
from vaocuoc.core.checking.scoring import CLEARS_WEIGHT, FAULTS_WEIGHT, TARGETS_WEIGHT
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import Reading, read, secrecy_mark
from vaocuoc.formats import screen, sentence
from vaocuoc.tracking.checking.wording import LEVEL_WORDS, remedy, where, wrong

_LEVELS: dict[str, Level] = {"loi": "error", "can-xem": "check", "goi-y": "hint"}
_CLEAN, _FOUND, _FAILED = 0, 1, 2
_QUOTE = 90  # characters of a quote in a line


@dataclass(frozen=True, slots=True)
class _Against:
    """What the files are compared with."""

    register: Register
    base: Reading | None
    base_name: str
    today: datetime.date


def run(arguments: Sequence[str]) -> int:
    """Check the files that are named: 0 nothing found, 1 faults of the level or graver, 2 something was not read."""
    given = _parser().parse_args(arguments)
    level = _LEVELS[given.level]
    today = datetime.date.today()  # noqa: DTZ011 - the office's own day, where a draft has none yet
    try:
        base = _read(given.base) if given.base else None
        register = _register(given.against, today) if given.against is not None else Register()
    except Refused as refused:
        print(f"{given.base or given.against or 'VAOCUOC_DATA'}: {_why(refused)}", file=sys.stderr)
        return _FAILED
    against = _Against(register, base, _name(given.base), today)
    return _check_all(given.files, against, level, as_json=given.format == "json")


def _check_all(files: Sequence[str], against: _Against, level: Level, *, as_json: bool) -> int:
    failed = found = False
    for file in files:
        try:
            report = _check(file, against)
        except Refused as refused:
            failed = True
            print(f"{_printable(file)}: {_why(refused)}", file=sys.stderr)
            if as_json:
                _print_json({"file": _printable(file), "error": {"code": refused.code, "message": _why(refused)}})
            continue
        shown = report.at_least(level)
        found = found or bool(shown)
        if as_json:
            faults = [_fault_json(fault) for fault in shown]
            _print_json({"file": _printable(file), "findings": faults, "score": _score_json(report)})
        else:
            print("\n".join(_lines(file, report, shown)), flush=True)
    return _FAILED if failed else _FOUND if found else _CLEAN


def _parser() -> Parser:
    parser = Parser(
        "lint",
        "Kiểm tra dự thảo: nhiệm vụ thiếu sáu rõ, chỉ tiêu không kiểm được, số liệu mâu thuẫn, tên cơ quan không còn,\n"
        "trích sai chỉ tiêu, dẫn chiếu sai, câu chữ sót từ văn bản khác; rồi chấm điểm từ 0 đến 100.\n"
        "Mã thoát: 0 không có gì, 1 có lỗi từ mức đã chọn trở lên, 2 có tệp không đọc được.",
    )
    parser.subjects.add_argument("files", nargs="+", metavar="TỆP", help="dự thảo cần kiểm tra")
    parser.options.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (mặc định), hoặc json: mỗi tệp một dòng"
    )
    parser.options.add_argument(
        "--level",
        choices=tuple(_LEVELS),
        default="can-xem",
        help="mức thấp nhất được nêu: loi, can-xem (mặc định), goi-y",
    )
    parser.options.add_argument("--base", metavar="TỆP", help="văn bản cấp trên để đối chiếu chỉ tiêu")
    parser.options.add_argument(
        "--against",
        metavar="THƯ-MỤC",
        nargs="?",
        const="",
        help="thư mục dữ liệu của trang, để đối chiếu với chỉ tiêu, đơn vị, văn bản trong sổ (bỏ trống: VAOCUOC_DATA)",
    )
    return parser


def _check(file: str, against: _Against) -> Report:
    return check(
        _read(file), register=against.register, base=against.base, base_name=against.base_name, today=against.today
    )


def _read(file: str) -> Reading:
    source = screen(Path(file))
    mark = secrecy_mark(source)
    if mark is not None:
        raise Refused("secrecy.marked", mark=mark)
    return read(source)


def _register(folder: str, today: datetime.date) -> Register:
    """The facts of a site's register. Starts Django, which nothing else here needs."""
    if folder:
        os.environ["VAOCUOC_DATA"] = folder
    where_from = Path(os.environ.get("VAOCUOC_DATA") or "")
    if "DATABASE_URL" not in os.environ and folder and not (where_from / "vaocuoc.sqlite3").is_file():
        raise Refused("lint.no_site")
    from vaocuoc.config import commands

    return commands.register_facts(today)


def _why(refused: Refused) -> str:
    if refused.code == "lint.no_site":
        return "Không có dữ liệu của trang trong thư mục này. Chỉ đúng thư mục có tệp vaocuoc.sqlite3."
    return sentence(refused)


# --- text -------------------------------------------------------------------------------------------------------------


def _lines(file: str, report: Report, shown: Sequence[Fault]) -> Iterator[str]:
    """A line for each fault: where, level and code, what is wrong, the quote, what to do; then the score."""
    name = _printable(file)
    for fault in shown:
        other = f" ≠ {_other(fault)}" if fault.other else ""
        yield (
            f"{name}: {where(fault.place)}: {LEVEL_WORDS[fault.level]} [{fault.rule}] {wrong(fault)} "
            f"“{_short(fault.quote)}”{other} → {remedy(fault)}"
        )
    yield f"{name}: {_counted(report)}"
    yield f"{name}: {_sum(report)}"


def _other(fault: Fault) -> str:
    other = fault.other
    if other is None:
        return ""
    source = where(other.place) if other.place else _source(other.source)
    return f"“{_short(other.quote)}” ({source})"


def _source(source: str) -> str:
    return "trong sổ" if source == "register" else source


def _counted(report: Report) -> str:
    counts = [(sum(fault.level == level for fault in report.faults), LEVEL_WORDS[level]) for level in LEVELS]
    return ", ".join(f"{count} {word}" for count, word in counts) + "."


def _sum(report: Report) -> str:
    """The score with its arithmetic."""
    score = report.score
    parts = []
    if score.tasks:
        parts.append(
            f"sáu rõ {score.clears_met}/{score.tasks * 6} × {CLEARS_WEIGHT} = {_points(score.clears_points)} "
            f"({score.clear_tasks}/{score.tasks} nhiệm vụ đủ cả sáu)"
        )
    if score.targets:
        parts.append(
            f"chỉ tiêu kiểm được {score.checkable_targets}/{score.targets} × {TARGETS_WEIGHT} = "
            f"{_points(score.targets_points)}"
        )
    parts.append(f"lỗi khác {FAULTS_WEIGHT} − 3 × {score.errors} − {score.checks} = {score.fault_points}")
    return f"Điểm {score.total}/100: " + "; ".join(parts) + f"; trên tổng {score.whole}."


def _points(value: SupportsFloat) -> str:
    return f"{float(value):.1f}".replace(".", ",")


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"


# --- json -------------------------------------------------------------------------------------------------------------


def _print_json(found: dict[str, object]) -> None:
    print(json.dumps(found, ensure_ascii=False), flush=True)


def _fault_json(fault: Fault) -> dict[str, object]:
    other = fault.other
    return {
        "rule": fault.rule,
        "level": fault.level,
        "start": fault.start,
        "end": fault.end,
        "quote": fault.quote,
        **_place_json(fault.place),
        "facts": {name: _plain(fact) for name, fact in fault.facts.items()},
        "message": wrong(fault),
        "remedy": remedy(fault),
        "other": None
        if other is None
        else {
            "quote": other.quote,
            "start": other.start,
            "end": other.end,
            "source": other.source or None,
            **(_place_json(other.place) if other.place else {}),
        },
    }


def _place_json(place: Place) -> dict[str, object]:
    return {
        "page": place.page,
        "line": place.line,
        "section": place.section or None,
        "table": place.table,
        "row": place.row,
    }


def _plain(fact: object) -> object:
    if isinstance(fact, Decimal):
        return int(fact) if fact == fact.to_integral_value() else float(fact)
    return fact.isoformat() if isinstance(fact, datetime.date) else fact


def _score_json(report: Report) -> dict[str, object]:
    score = report.score
    return {
        "total": score.total,
        "whole": score.whole,
        "tasks": score.tasks,
        "clear_tasks": score.clear_tasks,
        "clears_met": score.clears_met,
        "targets": score.targets,
        "checkable_targets": score.checkable_targets,
        "errors": score.errors,
        "checks": score.checks,
        "clears_points": round(float(score.clears_points), 2),
        "targets_points": round(float(score.targets_points), 2),
        "fault_points": score.fault_points,
    }


def _name(file: str | None) -> str:
    return Path(file).name if file else ""


def _printable(file: str) -> str:
    """A file's name as text, even where it is not valid UTF-8."""
    return os.fsencode(file).decode("utf-8", "replace")
