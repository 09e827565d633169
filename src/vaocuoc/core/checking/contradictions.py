"""Figures of one sentence that cannot all be right (mâu thuẫn số liệu): shares, growth, parts of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from vaocuoc.core.checking.amounts import NUMBER, Amount, amount, may_be_growth, may_be_share
from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.reading import Figure
from vaocuoc.core.reading.engine import compiled

_N: Final = f"(?:{NUMBER})"
_WORDS: Final = r"[^\d.;:|¦%/]{0,60}"
# "5/20 chỉ tiêu, đạt 25%", and "25% (5/20 chỉ tiêu)".
_SHARE = compiled(
    rf"(?<![\d/.,-])(?P<part>{_N})\s*/\s*(?P<whole>{_N})(?![\d/]|-\w|\s*/)(?P<between>{_WORDS}?)(?P<sign>\(|,|đạt|chiếm|bằng|=|tương đương|tỷ lệ)"
    rf"\s*(?:(?:đạt|chiếm|bằng|tương đương|tỷ lệ|với|khoảng)\s*){{0,3}}(?P<percent>{_N})\s*%(?P<after>.{{0,48}})"
)
_SHARE_BACK = compiled(
    rf"(?<![\d/.,-])(?P<percent>{_N})\s*%\s*\(\s*(?:đạt\s+)?(?P<part>{_N})\s*/\s*(?P<whole>{_N})(?![\d/]|\s*/)(?P<between>{_WORDS}?)\)(?P<after>.{{0,48}})"
)
_NOT_SHARE = compiled(
    r"(?<!\w)(?:tăng|giảm|vượt|so với|cùng kỳ|so cùng|năm trước|năm 20\d\d|nhiệm kỳ|tháng \d|còn lại|trong đó|ngày|quý|mỗi|bình quân|"
    r"nghị quyết số|quyết định số|dự toán|kế hoạch|chỉ tiêu nghị quyết|điểm)(?!\w)"
)
_MOVES = compiled(r"(?<!\w)(?:tăng|giảm|vượt|so với|so cùng|cùng kỳ|còn lại|trong đó|ngày|quý|mỗi|bình quân)(?!\w)")
_NOT_BASE = compiled(r"\s*(?:so với|so cùng|cùng kỳ|năm trước|năm 20\d\d|của cả|toàn|tổng|bình quân|mỗi|\()")
_DATE_BEFORE = compiled(r"(?:ngày|tháng|quý|số|lúc|điều|khoản|mẫu|biểu|mục|km|quốc lộ|tỉnh lộ|đt\.?)\s*$")

# "từ 120 tỷ đồng năm 2020 lên 150 tỷ đồng năm 2024 (tăng 25%)".
_GROWTH = compiled(
    rf"(?<!\w)từ (?P<before>{_N})(?!\s*(?:-|đến năm|/))(?P<unit>[^\d;:.|¦]{{0,40}}?)(?:\(?\s*năm \d{{4}}\)?)?(?P<mid>[^\d;:.|¦]{{0,40}}?)"
    rf"(?<!\w)(?P<way>lên|xuống|còn|tăng lên|giảm xuống|giảm còn)(?: đạt| tới| còn)? (?P<after>{_N})(?![\d/]|\s*-)(?P<unit2>[^\d;:.|¦(]{{0,40}}?)(?:\(?\s*năm \d{{4}}\)?)?[^\d;:.|¦]{{0,30}}?"
    rf"(?:[,(]|tương ứng|tức)\s*(?P<move>tăng|giảm)(?: thêm)?(?: khoảng)? (?P<percent>{_N})\s*(?P<points>điểm )?%(?P<rest>.{{0,30}})"
)
_YEARLY = compiled(r"\s*(?:/năm|một năm|mỗi năm|hằng năm|hàng năm|bình quân|so với|so cùng)")
_TIMES = compiled(r"(?<!\w)bình quân(?!\w)")

_MOST_PARTS: Final = 20
_PARTS_OF = compiled(r"(?P<sign>gồm|bao gồm)(?: có)?\s*:?\s*(?:\(\w\))?\s*$")
_AMONG = compiled(r"(?:trong đó|riêng)(?: có)?\s*[:,]?\s*(?:có )?(?:\(\w\))?\s*$")


def of_sentences(paper: Paper) -> Iterator[Fault]:
    """Contradictions that stand within one sentence or paragraph."""
    for start, end in paper.lines_of_prose():
        yield from _shares(paper, start, end)
        yield from _growths(paper, start, end)
    yield from _parts(paper)


def _shares(paper: Paper, start: int, end: int) -> Iterator[Fault]:
    for pattern in (_SHARE, _SHARE_BACK):
        for match in pattern.finditer(paper.surface, start, end):
            part, whole, percent = (amount(match[name]) for name in ("part", "whole", "percent"))
            if part is None or whole is None or percent is None or not _is_share(paper, match, part, whole):
                continue
            if not may_be_share(part, whole, percent):
                yield paper.fault(
                    "contradiction.share", match.start(), match.end("percent") + 1 if pattern is _SHARE else match.start("after"),
                    part=part.value, whole=whole.value, percent=percent.value, right=_share(part, whole, percent),
                )  # fmt: skip


def _is_share(paper: Paper, match: re.Match[str], part: Amount, whole: Amount) -> bool:
    """Whether the percentage can only be that of the two numbers; dates and symbols of papers are no parts."""
    if _DATE_BEFORE.search(paper.surface, max(0, match.start() - 24), match.start()):
        return False
    if _MOVES.search(match["between"]) or _NOT_BASE.match(match["after"]):
        return False
    if _NOT_SHARE.search(match["after"].split(",")[0].split(";")[0]) and "kế hoạch" not in match["after"][:14]:
        return False
    return part.value > 0 and part.value <= 20 * whole.value and not _looks_like_date(match, part, whole)


def _looks_like_date(match: re.Match[str], part: Amount, whole: Amount) -> bool:
    """ "24/7" and "9/2025"."""
    return whole.value > 1900 and whole.value < 2100 and part.value <= 12


def _share(part: Amount, whole: Amount, percent: Amount) -> Decimal:
    return (100 * part.value / whole.value).quantize(min(percent.step, Decimal("0.1")))


def _growths(paper: Paper, start: int, end: int) -> Iterator[Fault]:
    for match in _GROWTH.finditer(paper.surface, start, end):
        before, after, percent = (amount(match[name]) for name in ("before", "after", "percent"))
        if before is None or after is None or percent is None or _YEARLY.match(match["rest"]):
            continue
        falls = match["move"] == "giảm"
        of_percent = "%" in match["unit"] or "%" in match["unit2"] or "%" in match["mid"]
        points = Amount(abs(after.value - before.value), max(before.step, after.step))
        if (match["points"] or of_percent) and abs(points.value - percent.value) <= 2 * (points.half + percent.half):
            continue
        if not match["points"] and may_be_growth(before, after, percent, falls=falls):
            continue
        if _TIMES.search(match.group()):
            continue
        yield paper.fault(
            "contradiction.growth", match.start(), match.end("percent") + 1, before=before.value, after=after.value,
            percent=percent.value, right=_growth(before, after, percent),
        )  # fmt: skip


def _growth(before: Amount, after: Amount, percent: Amount) -> Decimal:
    return abs(100 * (after.value / before.value - 1)).quantize(min(percent.step, Decimal("0.1")))


# --- parts of a total -------------------------------------------------------------------------------------------------


def _parts(paper: Paper) -> Iterator[Fault]:
    """ "120 hộ, gồm 70 hộ nghèo và 40 hộ cận nghèo"; and a part larger than its whole."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in paper.figures:
        if figure.unit and figure.comparator == "=" and figure.value_high is None and figure.of is None:
            by_sentence.setdefault(paper.sentence(figure.start)[0], []).append(figure)
    for figures in by_sentence.values():
        for place, total in enumerate(figures):
            yield from _of_total(paper, total, figures[place + 1 : place + 1 + _MOST_PARTS])


def _of_total(paper: Paper, total: Figure, later: list[Figure]) -> Iterator[Fault]:
    parts = [one for one in later if one.unit == total.unit and one.measures is None]
    if not parts or parts[0] is not later[0]:
        return
    bridge = paper.surface[total.end : parts[0].start]
    if len(bridge) > 80 or total.unit in (None, "%"):
        return
    first = parts[0]
    if _PARTS_OF.search(bridge) and len(parts) >= 2 and len(parts) == len(later):
        found = sum((one.value for one in parts), Decimal(0))
        if found != total.value:
            yield paper.fault(
                "contradiction.parts", total.start, parts[-1].end, total=total.value, found=found, unit=total.unit
            )
    elif _AMONG.search(bridge) and first.value > total.value:
        yield paper.fault(
            "contradiction.part_above_total", total.start, first.end, total=total.value, part=first.value, unit=total.unit
        )  # fmt: skip
