"""Units that no longer exist, named as if they did (đơn vị đã kết thúc, sáp nhập)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaocuoc.core.checking.endings import LEVELS, ORGANS, PROVINCES, Ending
from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import PAST_SECTIONS, Paper
from vaocuoc.core.checking.register import EndedUnit, Register
from vaocuoc.core.checking.rules import Level
from vaocuoc.core.reading import Reference, Task
from vaocuoc.core.reading.engine import Places, Rule, RuleSet, compiled

_Hit = tuple[int, int, Ending, str]


def _rules(rows: tuple[Ending, ...], code: str) -> list[Rule[tuple[Ending, str]]]:
    return [_rule(row, code) for row in rows]


def _rule(row: Ending, code: str) -> Rule[tuple[Ending, str]]:
    return Rule(code, row.first, row.pattern, lambda _match: (row, code))


_ENDED = RuleSet([*_rules((*ORGANS, *PROVINCES), "units.ended"), *_rules(LEVELS, "units.level_ended")])
# What is said of the old units as old ones.
_AS_PAST = compiled(
    r"(?<!\w)(?:cũ|trước đây|trước (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất)|nguyên là|\(trước|sau (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất|bỏ|kết thúc)|"
    r"không tổ chức|bỏ cấp|kết thúc (?:hoạt động|nhiệm vụ)|giải thể|chấm dứt|chuyển (?:giao|tiếp)|tiếp nhận|bàn giao|giai đoạn 20\d\d ?- ?202[0-5]|"
    r"nhiệm kỳ 20\d\d ?- ?2025|thay (?:thế )?(?:các )?cụm từ|nghỉ hưu|ủy viên|nguyên|do bộ|thông tư liên tịch|sắp xếp lại|tổ chức lại|bãi bỏ|căn cứ|theo (?:quyết định|nghị quyết|quy định|kế hoạch)|được ban hành|quyết định số|nghị quyết số|ranh giới|tên gọi)(?!\w)"
)
_LONGEST_ITEM = 2000
_PAST_YEARS = compiled(r"(?<!\w)(?:năm |đến |tháng \d+/)(?:20[01]\d|202[0-4])(?!\d)")


def ended_units(paper: Paper, register: Register) -> Iterator[Fault]:
    """Each unit that had ended by the paper's day, once for each sentence that names it.

    What is cited, told of the past, or called the old one is left alone; a paper older than the ending too.
    """
    undated = paper.document.date is None and not (paper.commits and paper.type)
    if paper.as_of is None or undated:
        return  # no draft of ours, and of any time
    seen: set[tuple[int, str]] = set()
    for start, end, ending, rule in sorted(
        [*_built_in(paper, paper.as_of), *_registered(paper, register, paper.as_of)], key=lambda hit: (hit[0], -hit[1])
    ):
        sentence = paper.sentence(start)
        ruled = (
            rule == "units.level_ended" and not paper.commits
        )  # rules speak of the old levels rightly, more often than not
        if ruled or _is_past(paper, start, paper.context(start, end)) or (sentence[0], rule) in seen:
            continue
        seen.add((sentence[0], rule))
        yield paper.fault(
            rule, *paper.around(start, end), level=_level(paper, start), name=paper.quote(start, end),
            since=ending.since, into=ending.into, act=ending.act,
        )  # fmt: skip


def _built_in(paper: Paper, day: date) -> Iterator[_Hit]:
    for token in _ENDED.scan(Places.of(paper.surface)).all:
        ending, rule = token.value
        if ending.since <= day:
            yield token.start, token.end, ending, rule


def _registered(paper: Paper, register: Register, day: date) -> Iterator[_Hit]:
    """Names of the register are long enough to be theirs alone, and followed by no further capital of a longer name."""
    for unit in register.ended:
        if unit.ended_on <= day and len(unit.name) >= 8:
            yield from _named(paper, unit)


def _named(paper: Paper, unit: EndedUnit) -> Iterator[_Hit]:
    ending = Ending("", unit.name, "; ".join(unit.successors), unit.ended_on, unit.act)
    at = paper.text.find(unit.name)
    while at >= 0:
        end = at + len(unit.name)
        following = paper.text[end : end + 2].strip()
        if not following[:1].isupper() and not paper.text[max(0, at - 1) : at].isalnum():
            yield at, end, ending, "units.ended"
        at = paper.text.find(unit.name, end)


def _is_past(paper: Paper, start: int, sentence: tuple[int, int]) -> bool:
    for item in paper.items_in(sentence[0] - _LONGEST_ITEM, start + 1):
        if item.start <= start < item.end and (isinstance(item, Reference) or item.section in PAST_SECTIONS):
            return True
    block = paper.block_at(start)
    if block is not None and (block.kind == "furniture" or "nơi nhận" in paper.surface[block.start : block.end]):
        return True
    around = paper.surface[sentence[0] : sentence[1]]
    return bool(_AS_PAST.search(around) or _PAST_YEARS.search(around))


def _level(paper: Paper, start: int) -> Level:
    """Wrong where work is given by it; elsewhere it may be told of; papers that lay down rules speak of old ones often."""
    if not paper.commits:
        return "hint"
    begin, end = paper.sentence(start)  # a lead stands before its task, in the same sentence
    given = any(isinstance(item, Task) for item in paper.items_in(begin, end))
    return "error" if given else "check"
