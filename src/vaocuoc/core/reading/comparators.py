"""How a value compares: hedges and bounds beside a number or away from it (mức so sánh).

"trên 80%" is more than, "ít nhất 80%" and "từ 80% trở lên" at least, "ước đạt 80%" about. Read from the words before
the number, the nearest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaocuoc.core.reading.engine import Cue, cue
from vaocuoc.core.reading.items import Comparator

_LINK = r"(?: (?:là|đạt|có|từ|được|cho|khoảng|bằng|còn|số))?\s*$"

# Tried in order: the longer wordings first. "inside" hedges belong to the span of the figure.
BEFORE: tuple[Cue[tuple[Comparator, bool]], ...] = (
    cue(
        "comparator.at_least",
        rf"(?<!\w)(?:ít nhất|tối thiểu|không (?:dưới|thấp hơn|ít hơn|nhỏ hơn)|chí ít|thấp nhất)(?: (?:cũng|phải))?{_LINK}",
        (">=", True),
    ),
    cue("comparator.at_least_sign", r"(?:≥|>=)\s*$", (">=", True)),
    cue("comparator.meet_and_exceed", r"(?<!\w)(?:đạt và vượt|bằng hoặc (?:cao|lớn) hơn)(?: mức)?\s*$", (">=", False)),
    cue(
        "comparator.at_most",
        rf"(?<!\w)(?:không (?:quá|vượt quá|vượt|cao hơn|lớn hơn|nhiều hơn)|tối đa|nhiều nhất|cao nhất){_LINK}",
        ("<=", True),
    ),
    cue("comparator.at_most_sign", r"(?:≤|<=)\s*$", ("<=", True)),
    cue(
        "comparator.below", rf"(?<!\w)(?:dưới|chưa (?:đến|tới|đầy)|thấp hơn|nhỏ hơn|ít hơn|gần đạt){_LINK}", ("<", True)
    ),
    cue("comparator.below_sign", r"<\s*$", ("<", True)),
    cue(
        "comparator.about",
        rf"(?<!\w)(?:khoảng|gần|xấp xỉ|chừng|ngót|(?<!tốc\x20)(?<!nhiệt\x20)(?<!mật\x20)(?<!mức\x20)(?<!cường\x20)(?<!trình\x20)(?<!chế\x20)độ|tầm){_LINK}",
        ("~", True),
    ),
    cue("comparator.above_multiple", r"(?<!\w)(?:hơn|trên) gấp\s*$", (">", True)),
    cue("comparator.about_multiple", r"(?<!\w)(?:gần|khoảng) gấp\s*$", ("~", True)),
    cue("comparator.multiple", r"(?<!\w)gấp\s*$", ("=", True)),
    cue(
        "comparator.estimate",
        r"(?<!\w)(?:ước|dự ước|ước tính|ước thực hiện|ước khoảng|ước cả năm)(?: (?:tính|đạt|thực hiện|đạt được|là|khoảng|giải ngân|thu|có|tăng|giảm|cả năm|bằng|đạt tỷ lệ))*\s*$",
        ("~", False),
    ),
    cue("comparator.above", rf"(?<!\w)(?:hơn|trên|quá|cao hơn|lớn hơn|nhiều hơn){_LINK}", (">", True)),
    cue("comparator.above_sign", r">\s*$", (">", True)),
    cue("comparator.exceed", r"(?<!\w)vượt(?: mức| mốc| ngưỡng| con số)?\s*$", (">", False)),
    cue("comparator.from", r"(?<!\w)từ\s*$", ("=", True)),
)
AFTER: tuple[Cue[Comparator], ...] = (
    cue("comparator.or_more", r"\s*(?:[^\W\d]+ ){0,6}trở lên", ">="),
    cue("comparator.or_less", r"\s*(?:[^\W\d]+ ){0,6}trở xuống", "<="),
)
# Words that do not touch the number but govern it within its clause.
FAR: tuple[Cue[Comparator], ...] = (
    cue("comparator.far_exceed", r"(?<!\w)vượt (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán|mức)[^,;]{0,40}\(\s*$", ">"),
    cue("comparator.far_estimate", r"(?<!\w)(?:ước|dự ước|ước tính)(?!\w)[^,;%]{0,40}$", "~"),
    cue("comparator.far_at_least", r"(?<!\w)(?:ít nhất|tối thiểu)(?!\w)(?:[^,;%\d]|(?:19|20)\d\d){0,60}$", ">="),
)
_WINDOW = 60
# Every hedge before a number has one of these words or signs: without one there is nothing to look for.
_TELLING = frozenset(
    {"nhất", "thiểu", "không", "đa", "hơn", "dưới", "chưa", "gần", "khoảng", "xỉ", "chừng", "ngót", "độ", "tầm", "gấp", "ước", "trên", "quá", "vượt", "từ"}
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[<>≤≥=]\s*$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a number compares and the span of its hedges with it."""

    comparator: Comparator
    start: int
    end: int
    rule: str | None


def comparison(text: str, clause_start: int, start: int, end: int) -> Comparison:
    """Read the comparison of the number and unit at [start, end) of a surface."""
    before = text[max(clause_start, start - _WINDOW) : start]
    offset = start - len(before)
    for one in AFTER:
        match = one.pattern.match(text, end)
        if match:
            hedge = BEFORE[-1].pattern.search(before)
            close = len(match.group().split()) <= 4
            return Comparison(
                one.value, offset + hedge.start() if hedge else start, match.end() if close else end, one.name
            )
    if _TELLING.isdisjoint(_WORDS.findall(before)) and not _SIGNS.search(before):
        return Comparison("=", start, end, None)
    for near in BEFORE:
        match = near.pattern.search(before)
        if match:
            comparator, inside = near.value
            return Comparison(comparator, offset + match.start() if inside else start, end, near.name)
    for far in FAR:
        if far.pattern.search(before):
            return Comparison(far.value, start, end, far.name)
    return Comparison("=", start, end, None)
