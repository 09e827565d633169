"""A reading made ready for rules: its surface, its outline, its sentences, what it is and of which day (dự thảo)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Final

from vaocuoc.core.checking.faults import Fact, Fault, Other, Place
from vaocuoc.core.checking.rules import RULES, Level
from vaocuoc.core.reading import AnyItem, Block, Figure, Reading, Reference, Task
from vaocuoc.core.reading.engine import compiled, surface

# What orders: each of its points is to be carried out by somebody by a day. The others give direction.
ORDERING: Final = frozenset({"kế hoạch", "chương trình", "chương trình hành động", "thông báo kết luận", "công điện", "phương án", "đề án", "công văn"})  # fmt: skip
_DIRECTING: Final = frozenset({"nghị quyết", "chỉ thị", "kết luận", "thông báo", "báo cáo"})
# Papers that lay down rules: their "must" is for ever and for everybody, not a task with a day.
_RULING = compiled(r"(?:quy chế|quy định|điều lệ|nội quy|quy trình|định mức|tiêu chí|bảng giá|danh mục)(?!\w)")
_ARTICLE = re.compile(r"(?m)^[\s*#]*điều \d+[.:]", re.IGNORECASE)
_PARTY = re.compile(r"[-/](?:NQ|CT|KL|CTr|KH|TB|QĐ|BC|CV)/(?:TW|T[UƯ]|ĐU|HU|QU|ThU|ĐUK|BCSĐ)|-(?:NQ|KL|CT|CTr)/", re.IGNORECASE)  # fmt: skip

# What speaks of the past or of why: nobody is given anything there.
PAST_SECTIONS: Final = frozenset({"kết quả", "hạn chế", "nguyên nhân", "bài học", "căn cứ", "mục đích"})

_MARKER = re.compile(
    r"[\s#*_]*(?P<label>(?:phần|chương|mục|điều)\s+(?:thứ\s+\w+|[ivxlc]+|\d+)|[ivxlc]+(?=\s*[.\-/)])|\d{1,2}(?:\.\d{1,2}){0,3}(?=[.\-/)\s])|[a-zđ](?=[.)]\s))",
    re.IGNORECASE,
)
ORGAN_HEADING: Final = compiled(
    r"[\s#*_]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[ivx]+|[a-zđ])\s*[.)\-/]\s*)?[\s*_]*(?:giao |đề nghị |các |yêu cầu |đối với )*"
    r"(?:sở|ban|bộ|cục|văn phòng|ủy ban|ubnd|hđnd|hội đồng nhân dân|đảng ủy|đảng bộ|tỉnh ủy|thành ủy|công an|bộ chỉ huy|ban chỉ huy|"
    r"mặt trận|ubmttq|ubkt|thanh tra|kho bạc|thuế|chi cục|trường|viện|liên đoàn|hội|tỉnh đoàn|đoàn|báo|đài|trung tâm|phòng|chủ tịch|"
    r"giám đốc|thủ trưởng|bí thư|cấp ủy|tòa án|viện kiểm sát|ngân hàng|bảo hiểm xã hội|các địa phương|tổ công tác|bộ trưởng|chủ đầu tư|doanh nghiệp|cơ sở|hợp tác xã|hiệp hội|công ty|tập đoàn)(?!\w)"
)
_SENTENCE_END = re.compile(r"[.;!?…](?=\s|$)")
_FARTHEST = 400  # characters from a figure within which words of its sentence can bear on it
_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 2  # of a task; less is a cell that was taken for one
_BLANKS = re.compile(r"\s*")
_BARE = re.compile(r"[*_#]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number as written; ``level`` from 1."""

    start: int
    end: int
    level: int
    label: str


class Paper:
    """A reading with what rules ask of it. ``as_of`` is the paper's day, or for a draft without one the day of the check."""

    def __init__(self, reading: Reading, *, today: date | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self.document = reading.document
        self.surface = surface(reading.text)
        self.as_of = reading.document.date or today
        self.blocks = tuple(sorted(reading.blocks, key=lambda block: (block.start, block.end)))
        self._starts = [block.start for block in self.blocks]
        self._sentences: dict[int, tuple[list[int], list[int]]] = {}
        self._lines = [match.end() for match in re.finditer("\n", self.text)]

    # --- what it is ---------------------------------------------------------------------------------------------------

    @cached_property
    def type(self) -> str | None:
        return self.document.type

    @cached_property
    def orders(self) -> bool:
        """Whether each of its tasks is to be carried out by somebody by a day."""
        return self.type in ORDERING or bool(self.titles & ORDERING)

    @cached_property
    def commits(self) -> bool:
        """Whether what it says are commitments at all; papers that lay down rules are not judged as such."""
        if self.orders:
            return True
        title = (self.document.title or "").lower()
        if _RULING.search(title) or "quy chế" in self.titles or "quy định" in self.titles:
            return False
        if self.type == "nghị quyết":
            party = bool(self.document.number and _PARTY.search(self.document.number))
            return party or not self.has_articles
        return self.type is None or self.type in _DIRECTING

    @cached_property
    def has_articles(self) -> bool:
        """Whether the paper is made of articles (điều)."""
        return _ARTICLE.search(self.text) is not None

    @cached_property
    def titles(self) -> frozenset[str]:
        """The types of paper that stand as a title of their own: a decision and the plan it issues are one file."""
        found = set()
        for block in self.blocks:
            if block.end - block.start > 60:
                continue
            line = " ".join(_BARE.sub(" ", self.text[block.start : block.end]).split())
            if line.isupper():
                found.add(line.lower())
        return frozenset(found)

    # --- what was read of it ------------------------------------------------------------------------------------------

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of the paper, where it commits to any; what is told of the past is none."""
        if not self.commits:
            return []
        found = [item for item in self.reading.items if isinstance(item, Task) and item.section not in PAST_SECTIONS]
        return [task for task in found if len(_LETTERS.findall(task.quote)) >= _FEWEST_WORDS]

    @cached_property
    def figures(self) -> list[Figure]:
        return [item for item in self.reading.items if isinstance(item, Figure)]

    @cached_property
    def targets(self) -> list[Figure]:
        """The targets of the paper, where it commits to any."""
        if not self.commits:
            return []
        return [one for one in self.figures if one.role == "target" and one.section not in PAST_SECTIONS]

    @cached_property
    def references(self) -> list[Reference]:
        return [item for item in self.reading.items if isinstance(item, Reference)]

    def end_of_section(self, place: int) -> int:
        """Where what stands under the heading of this place in :attr:`headings` ends."""
        level = self.headings[place].level
        after = islice(self.headings, place + 1, None)
        return next((one.start for one in after if one.level <= level), len(self.text))

    @cached_property
    def _item_starts(self) -> list[int]:
        return [item.start for item in self.reading.items]

    def items_in(self, start: int, end: int) -> tuple[AnyItem, ...]:
        """The findings that begin in a stretch."""
        low, high = bisect_left(self._item_starts, start), bisect_left(self._item_starts, end)
        return self.reading.items[low:high]

    # --- places -------------------------------------------------------------------------------------------------------

    def block_at(self, offset: int) -> Block | None:
        """The block that an offset stands in."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            block = self.blocks[index]
            if block.start <= offset < max(block.end, block.start + 1):
                return block
            if block.end < offset:
                return None
            index -= 1
        return None

    @cached_property
    def headings(self) -> list[Heading]:
        found = []
        for block in self.blocks:
            if block.kind == "heading":
                match = _MARKER.match(self.text, block.start, block.end)
                label = " ".join(match["label"].split()) if match else ""
                found.append(Heading(block.start, block.end, block.level or 1, label))
        return found

    @cached_property
    def labels(self) -> list[tuple[int, str]]:
        """Every number that begins a block, heading or not, with its place."""
        found = []
        for block in self.blocks:
            match = _MARKER.match(self.text, block.start, block.end) if block.kind != "cell" else None
            if match:
                found.append((block.start, " ".join(match["label"].split())))
        return found

    @cached_property
    def _sections(self) -> tuple[list[int], list[str]]:
        """The number of the section that begins at each heading: "II.1"."""
        starts: list[int] = []
        numbers: list[str] = []
        open_: list[Heading] = []
        for heading in self.headings:
            while open_ and open_[-1].level >= heading.level:
                open_.pop()
            open_.append(heading)
            labels: list[str] = []
            for label in (one.label for one in open_ if one.label):
                if labels and "." in label and label.split(".")[0] == labels[-1]:
                    labels[-1] = label
                else:
                    labels.append(label)
            starts.append(heading.start)
            numbers.append(".".join(labels))
        return starts, numbers

    def heading_number(self, offset: int) -> str:
        """The number of the section that an offset stands in, without that of the point itself."""
        starts, numbers = self._sections
        index = bisect_right(starts, offset) - 1
        return numbers[index] if index >= 0 else ""

    def place(self, offset: int) -> Place:
        """Page, line, section and row of an offset."""
        block = self.block_at(offset)
        in_table = block is not None and block.table is not None
        return Place(
            page=block.page if block else None,
            line=bisect_right(self._lines, offset) + 1,
            section=self._with_own_number(self.heading_number(offset), block),
            table=block.table if block and in_table else None,
            row=(block.row or 0) + 1 if block and in_table else None,
        )

    def _with_own_number(self, section: str, block: Block | None) -> str:
        """The section, and the number of the point itself where it is no heading: "II.2"."""
        if block is None or block.kind in ("heading", "cell"):
            return section
        match = _MARKER.match(self.text, block.start, block.end)
        label = " ".join(match["label"].split()) if match else ""
        return f"{section}.{label}" if section and label else section or label

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence that an offset stands in, within its block; a semicolon ends one too."""
        block = self.block_at(offset)
        begin, finish = (block.start, block.end) if block else self._line(offset)
        starts, ends = self._sentences_of(begin, finish)
        index = max(bisect_right(starts, offset) - 1, 0)
        if offset >= ends[index] and index + 1 < len(starts):  # in the blanks between two
            return min(offset, starts[index + 1]), ends[index + 1]
        return starts[index], ends[index]

    def _sentences_of(self, begin: int, finish: int) -> tuple[list[int], list[int]]:
        """Where the sentences of a block begin and end, found once."""
        known = self._sentences.get(begin)
        if known is None:
            starts, ends = [begin], []
            for match in _SENTENCE_END.finditer(self.text, begin, finish):
                following = _BLANKS.match(self.text, match.end(), finish)
                ends.append(match.end())
                if following is None or following.end() >= finish:
                    break
                starts.append(following.end())
            if len(ends) < len(starts):
                ends.append(finish)
            ends[-1] = finish
            known = self._sentences[begin] = (starts, ends)
        return known

    def context(self, start: int, end: int) -> tuple[int, int]:
        """The sentence of a stretch as far as words can bear on it: a sentence without an end costs no more than another."""
        left, right = self.sentence(start)
        return max(left, start - _FARTHEST), min(max(right, end), end + _FARTHEST)

    def around(self, start: int, end: int, *, longest: int = 240) -> tuple[int, int]:
        """What is shown of a stretch: its sentence where that can be taken in, else what stands around it."""
        left, right = self.sentence(start)
        right = max(right, end)
        if right - left <= longest:
            return left, right
        return max(left, start - longest // 2), min(right, end + longest // 4)

    def _line(self, offset: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end

    def lines_of_prose(self) -> Iterator[tuple[int, int]]:
        """The stretches that hold sentences: blocks, or lines where there are none; no furniture."""
        if self.blocks:
            yield from ((block.start, block.end) for block in self.blocks if block.kind != "furniture")
            return
        start = 0
        for line in self.text.splitlines(keepends=True):
            yield start, start + len(line)
            start += len(line)

    @cached_property
    def _organ_headings(self) -> tuple[list[int], list[int]]:
        """Where headings that name an organ begin, and where what stands under them ends."""
        starts: list[int] = []
        ends: list[int] = []
        for place, heading in enumerate(self.headings):
            words = self.surface[heading.start : heading.end]
            if ORGAN_HEADING.match(words):
                starts.append(heading.start)
                ends.append(self.end_of_section(place))
        return starts, ends

    def under_organ(self, offset: int) -> bool:
        """Whether a heading above names the organ whose tasks stand there ("5. Công an tỉnh")."""
        starts, ends = self._organ_headings
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < ends[index]

    # --- faults -------------------------------------------------------------------------------------------------------

    def quote(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())

    def fault(
        self,
        rule: str,
        start: int,
        end: int,
        *,
        level: Level | None = None,
        other: Other | None = None,
        **facts: Fact | None,
    ) -> Fault:
        """A fault of a rule over a stretch of the text; facts that are None are left out."""
        known: Mapping[str, Fact] = {name: fact for name, fact in facts.items() if fact is not None}
        level = level or RULES[rule].level
        return Fault(rule, level, start, end, self.quote(start, end), self.place(start), known, other)

    def here(self, start: int, end: int) -> Other:
        """Another place of this paper, as the other side of a fault."""
        return Other(self.quote(start, end), start, end, self.place(start))
