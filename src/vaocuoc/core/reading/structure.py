"""The parts of a document: headings, lists, lead-ins, sections, furniture (bố cục văn bản).

A :class:`Part` is a paragraph with its place in the outline. Where a source has blocks they are taken as they are; in
plain text lines are first joined to paragraphs. What a part stands under gives it a section ("hạn chế", "mục tiêu"),
and lead-ins give their lists an owner, a day and a role; those are read from ``Part.ancestors``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vaocuoc.core.reading.engine import compiled, surface
from vaocuoc.core.reading.pasted import in_plain_text
from vaocuoc.core.reading.sentences import Sentence, sentences
from vaocuoc.core.reading.tables import Table, of_blocks
from vaocuoc.core.source import Block, BlockKind, Source

Marker = Literal[
    "part", "caps", "roman", "article", "number", "number2", "number3", "letter", "paren", "dash", "plus", "none"
]
_Span = tuple[int, int, BlockKind, int | None, frozenset[str]]
_BROKEN = 40
"""A paragraph shorter than this was not broken: it is a line by itself."""
BETWEEN = "¦"
"""What stands between blocks on the surface: no word, no blank, so that no pattern crosses it."""
_RANKS: dict[Marker, float] = {
    "part": 1, "caps": 1.5, "roman": 2, "article": 3, "number": 4, "number2": 5, "number3": 6,
    "letter": 7, "paren": 8, "dash": 9, "plus": 10, "none": 11,
}  # fmt: skip

_MARKERS: tuple[tuple[str, Marker, re.Pattern[str]], ...] = (
    (
        "marker.part",
        "part",
        compiled(
            r"(?:phần|chương|phụ lục) (?:thứ \w+|số \d+|[ivxlc]+|\d+[a-z]?|[a-z])(?:\s*[.:-]\s*|\s+|$)"
            r"|(?:phần|chương)\s*(?:[.:-]\s*|$)|phụ lục(?:\s*[.:-]\s*|\s+|$)"
        ),
    ),
    ("marker.article", "article", compiled(r"điều \d+[a-z]?\s*[.:-]?\s*")),
    ("marker.roman", "roman", compiled(r"(?!v/v)(?:#+\s*)?(?:[ivx]{1,6}|[a-e])\s*[.\-/)]\s*(?=\S)")),
    ("marker.number3", "number3", compiled(r"(?:#+\s*)?\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+")),
    ("marker.number2", "number2", compiled(r"(?:#+\s*)?\d{1,2}\.\d{1,2}\.?(?:\s+|(?=[^\W\d_]))(?!%)")),
    ("marker.number", "number", compiled(r"(?:#+\s*)?\d{1,2}\s*[.\-/)]\s*(?=[^\W\d_“\"(])")),
    ("marker.paren", "paren", compiled(r"\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*")),
    ("marker.letter", "letter", compiled(r"[a-zđ]{1,2}(?:\.\d)?\s*[.)]\s+")),
    ("marker.dash", "dash", compiled(r"[-•●▪⁃·]\s*")),
    ("marker.plus", "plus", compiled(r"[+○▫]\s*")),
)
MARKER_NAMES = (*(name for name, _, _ in _MARKERS), "marker.caps")
_ROMAN_START = re.compile(r"(?:#+\s*)?[IVXA-E]{1,6}\s*[.\-/)]")

# What a heading or lead-in opens, the first that fits; the label is the section of the contract.
SECTIONS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "section.ordered",
        "nhiệm vụ",
        compiled(
            r".*(?<!\w)(?:(?:yêu cầu|đề nghị|giao|chỉ đạo|lưu ý) (?:các|bộ|sở|ban|ubnd|ủy|chủ|thủ|trưởng|giám|lãnh|một số (?:việc|nội dung|nhiệm vụ)|như sau|sau)|(?:yêu cầu|đề nghị|chỉ đạo):$"
            r"|(?:kết luận|ý kiến chỉ đạo|quyết nghị|ý kiến kết luận)(?: chung)?(?: như sau|:)"
            r"|(?:thực hiện|triển khai|tập trung|cần|phải|làm) [^.:]{0,120}(?:nhiệm vụ|giải pháp|nội dung|công việc|biện pháp|việc) [^.:,]{0,50}(?:sau|như sau|sau đây|trọng tâm):)"
        ),
    ),
    (
        "section.review",
        "kết quả",
        compiled(
            r"(?:những )?(?:kết quả|tình hình|đánh giá|thực trạng|kiểm điểm|ưu điểm|thành tựu)(?!\w)(?!.{0,40}(?:hạn chế|tồn tại|khuyết điểm|nguyên nhân))"
        ),
    ),
    (
        "section.scope",
        "phạm vi",
        compiled(
            r"(?:đối tượng|phạm vi)(?:,? (?:và )?(?:đối tượng|phạm vi))?(?: áp dụng| điều chỉnh| thực hiện| nộp| miễn| hỗ trợ)?(?:,|$| và )|giải thích từ ngữ"
        ),
    ),
    ("section.purpose", "mục đích", compiled(r"mục đích|yêu cầu$")),
    ("section.basis", "căn cứ", compiled(r"(?:căn cứ|sự cần thiết|cơ sở pháp lý|quan điểm)(?!\w)")),
    ("section.lesson", "bài học", compiled(r"(?:\w+ ){0,4}bài học")),
    (
        "section.cause",
        "nguyên nhân",
        compiled(
            r"(?!.{0,30}\b(?:hạn chế|tồn tại|khuyết điểm|yếu kém)(?:,| và).{0,20}\bnguyên nhân).{0,30}\bnguyên nhân"
        ),
    ),
    ("section.target", "mục tiêu", compiled(r".{0,60}\b(?:mục tiêu|chỉ tiêu)(?! quốc gia)")),
    (
        "section.shortcoming",
        "hạn chế",
        compiled(r".{0,60}\b(?:hạn chế|tồn tại|khuyết điểm|yếu kém|khó khăn|vướng mắc|bất cập)"),
    ),
    ("section.proposal", "kiến nghị", compiled(r".{0,30}\b(?:kiến nghị|đề xuất)")),
    (
        "section.organisation",
        "tổ chức thực hiện",
        compiled(r".{0,30}\b(?:tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|chế độ báo cáo)"),
    ),
    ("section.orientation", "định hướng", compiled(r"(?:định hướng|tầm nhìn)(?!\w)")),
    (
        "section.task",
        "nhiệm vụ",
        compiled(r".{0,60}\b(?:nhiệm vụ|giải pháp|phương hướng|nội dung|yêu cầu|công tác trọng tâm)"),
    ),
    (
        "section.result",
        "kết quả",
        compiled(r".{0,60}\b(?:kết quả|đánh giá|tình hình|thành tựu|đạt được|ưu điểm|thực trạng|thuận lợi)"),
    ),
)
_FURNITURE = compiled(
    r"(?:nơi nhận|lưu:|ảnh:|nguồn:|họ tên|số điện thoại|nội dung:\(|mã xác nhận|bài viết xem|viết bình luận|các bài (?:mới|đã) đăng|https?:|www\.|trang \d+\b|\d+$"
    r"|[-_=.* ]+$|tags?:|xem thêm|văn bản liên quan|ghi chú:|biểu số)"
)
_RECIPIENTS = compiled(r"nơi nhận\s*:")
# A line never ends its paragraph with these.
_UNFINISHED = re.compile(r"(?<!\w)(?:số|của|và|ngày|tháng|năm|về|các|những|với|theo|tại)$")
# Names go on after these: "... các tỉnh:" / "Đắk Lắk, Khánh Hòa ...".
_NAMES_FOLLOW = compiled(
    r"(?<!\w)(?:các|gồm|bao gồm|trực thuộc) (?:bộ|ban|sở|ngành|tỉnh|thành phố|xã|phường|địa phương|đơn vị|tập đoàn|trung ương)(?:, [^\W\d_]+(?: [^\W\d_]+)?)*\s*:$"
)
_PLACE_AND_DAY = compiled(r"[^\n,]{2,40}, ngày ")
_TERMINAL = ".;!?…"


@dataclass(slots=True)
class Part:
    """A paragraph with its place: ``body`` is where its text begins after the marker."""

    index: int
    start: int
    end: int
    body: int
    kind: BlockKind
    marker: Marker
    rank: float
    heading: bool = False
    lead_in: bool = False
    page: int | None = None
    section: str | None = None
    own_section: str | None = None
    general: bool = False
    preamble: bool = False
    parent: Part | None = None
    children: list[Part] = field(default_factory=list)
    why: tuple[str, ...] = ()
    """``general`` tells a general aim (mục tiêu tổng quát): it says where to go, not what to do. ``preamble`` tells the
    grounds of a paper ("Căn cứ ...", "Xét ..."), its own issue and footnotes: nothing there is asked of anybody."""

    def ancestors(self) -> Iterator[Part]:
        """The headings and lead-ins that this part stands under, the nearest first."""
        part = self.parent
        while part is not None:
            yield part
            part = part.parent


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with its parts and tables; ``surface`` is the text as rules see it."""

    text: str
    surface: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    _cut: dict[tuple[int, int], tuple[Sentence, ...]] = field(default_factory=dict, repr=False, compare=False)

    def sentences(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences of a stretch; cut once, however often asked."""
        found = self._cut.get((start, end))
        if found is None:
            found = self._cut[start, end] = sentences(self.text, start, end)
        return found


def lay_out(source: Source, text: str) -> Layout:
    """Find the parts of a source whose composed text is ``text``."""
    seen = surface(text)
    spans: list[_Span]
    if source.blocks:
        tables = of_blocks(source.blocks)
        spans = [
            (b.start, b.end, b.kind, b.page, b.style) for b in source.blocks if b.kind != "cell" and b.end > b.start
        ]
        spans = _mended(text, seen, spans)
    else:
        tables = in_plain_text(text)
        spans = [(s, e, "paragraph", None, frozenset[str]()) for s, e in _paragraphs(text, seen, tables)]
    parts = _outline(text, seen, spans)
    blocks = source.blocks or _blocks(parts, tables)
    joined = [(part.start, part.end) for part in parts]
    return Layout(text, _parted(seen, blocks, joined), blocks, tuple(parts), tables)


def _mended(text: str, seen: str, spans: Sequence[_Span]) -> list[_Span]:
    """Join paragraphs that a page or a line of the file broke: no full stop, and the next goes on in lower case."""
    mended: list[_Span] = []
    for span in spans:
        start, end, kind, _, _ = span
        before = mended[-1] if mended else None
        if (
            before is not None
            and kind == "paragraph"
            and before[2] in {"paragraph", "item"}
            and before[1] - before[0] >= _BROKEN
            and text[before[1] - 1] not in ".;:!?…,*)”"
            and text[start].islower()
            and not text[before[1] : start].strip()
            and _marker(text, seen, start, end)[0] == "none"
        ):
            mended[-1] = (before[0], end, *before[2:])
        else:
            mended.append(span)
    return mended


def _parted(seen: str, blocks: tuple[Block, ...], joined: Sequence[tuple[int, int]]) -> str:
    """Mark what stands between blocks, so that no rule reads over the end of a paragraph or a cell.

    A blank stays where a paragraph of several blocks (``joined``) goes on.
    """
    pieces: list[str] = []
    position = 0
    ends = {end for _, end in joined}
    kept = {block.end for block in blocks if block.kind != "cell" and block.end not in ends}
    for block in blocks:
        if block.start > position:
            between = " " if position in kept else BETWEEN
            pieces.append(between * (block.start - position))
        pieces.append(seen[max(block.start, position) : block.end])
        position = max(position, block.end)
    pieces.append(seen[position:])
    return "".join(pieces)


def _paragraphs(text: str, seen: str, tables: tuple[Table, ...]) -> list[tuple[int, int]]:
    """Join the lines of plain text to paragraphs, leaving tables out."""
    taken = [(min(c.start for r in t.rows for c in r), max(c.end for r in t.rows for c in r)) for t in tables]
    lines: list[tuple[int, int]] = []
    position, table = 0, 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        while table < len(taken) and taken[table][1] < start:
            table += 1
        inside = table < len(taken) and taken[table][0] <= end and start <= taken[table][1]
        lines.append((end, end) if inside or line.strip().strip("|") == "" else (start, end))
    return _join_lines(text, seen, lines)


# No paragraph of a paper is longer; without a bound, a file of broken lines would be one, looked at anew at each line.
_LONGEST_PARAGRAPH = 20_000


def _join_lines(text: str, seen: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lengths = sorted(end - start for start, end in lines if end > start)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    wrapped = 40 <= width <= 130
    # Where blank lines part the paragraphs, every line between two of them belongs to one.
    spaced = wrapped and len(lines) - len(lengths) > 0.2 * len(lengths)
    joined: list[tuple[int, int]] = []
    open_line = False
    for start, end in lines:
        if end == start:
            # A marker alone on its line goes on over blank lines to its text.
            open_line = bool(joined) and open_line and _lone_marker(text[slice(*joined[-1])])
            continue
        goes_on = open_line and joined and end - joined[-1][0] < _LONGEST_PARAGRAPH
        if goes_on and _continues(text, seen, joined[-1], (start, end), width if wrapped else 0, spaced):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        open_line = True
    return [_trimmed(text, *span) for span in joined]


_LONE_MARKER = re.compile(
    r"[\s*_#]*(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*\.?|[a-zđ]\)|[IVX]+\.|(?:Điều|ĐIỀU)\s+\d+[a-z]?\s*[.:])[\s*_]*"
)


def _lone_marker(text: str) -> bool:
    return _LONE_MARKER.fullmatch(text) is not None


def _continues(text: str, seen: str, before: tuple[int, int], line: tuple[int, int], width: int, spaced: bool) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    previous = text[before[0] : before[1]]
    if _lone_marker(previous):
        return True
    last = previous[previous.rfind("\n") + 1 :].rstrip().rstrip("*_ ")
    first = text[line[0] : line[1]].lstrip().lstrip("*_ ")
    if not first or not last:
        return False
    if _unfinished(last, width):
        return True
    marker = _marker(text, seen, line[0], line[1])[0]
    lower = first[0].islower() or first[0] in ",;.)”%"
    if marker in {"dash", "plus"} and re.match(r"[-–]\s*\d", first) and last[-1:].isdigit():
        return True
    if marker != "none" or lower:
        return marker == "none"
    if spaced and last[-1] not in ".;:!?" and not _PLACE_AND_DAY.match(seen, line[0]):
        return True
    return _fills_line(first, last, width)


def _fills_line(first: str, last: str, width: int) -> bool:
    """Tell by its length whether a line of text wrapped at ``width`` goes on in the next one."""
    if not width or last[-1] in ".;:!?":
        return bool(width) and len(last) > 0.86 * width and last[-1] not in ";:"
    caps = _is_caps(first), _is_caps(last)
    if caps[0] != caps[1] and len(last) < 0.75 * width:
        return False
    return len(last) > 0.55 * width or (caps[0] and caps[1])


def _unfinished(line: str, width: int) -> bool:
    """Tell a line that never ends its paragraph; in text wrapped at ``width``, one that only announces names does not either."""
    if _UNFINISHED.search(line):
        return True
    return bool(width) and len(line) > 0.55 * width and _NAMES_FOLLOW.search(line.lower()) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _marker(text: str, seen: str, start: int, end: int) -> tuple[Marker, int, str]:
    """The list marker at the start of a paragraph, where its text begins, and the rule."""
    while start < end and seen[start] == " ":
        start += 1
    for name, marker, pattern in _MARKERS:
        match = pattern.match(seen, start, end)
        if match is None:
            continue
        if marker == "roman" and not _ROMAN_START.match(text, start, end):
            continue
        if marker == "part" and not text[start].isupper():
            continue
        return marker, match.end(), name
    return "none", start, "marker.none"


_ENOUGH = 60


def _is_caps(text: str) -> bool:
    if sum(map(str.islower, text[:_ENOUGH])) * 10 > len(text):
        # More small letters than a tenth of it already.
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def _outline(text: str, seen: str, spans: Sequence[_Span]) -> list[Part]:
    parts: list[Part] = []
    recipients = False
    for start, end, kind, page, style in spans:
        marker, body, why = _marker(text, seen, start, end)
        if marker == "none" and _is_caps(text[start:end]) and end - start < 400:
            marker, why = "caps", "marker.caps"
        if _RECIPIENTS.match(seen, start, end):
            recipients = True
        elif recipients and (
            marker == "caps" or kind == "heading" or re.match(r"phụ lục|biểu", seen[start : start + 20])
        ):
            recipients = False
        if recipients or kind in {"furniture", "caption"} or _FURNITURE.match(seen, start, end):
            kind = "furniture" if kind != "caption" else kind
        part = Part(len(parts), start, end, body, kind, marker, _RANKS[marker], page=page, why=(why,))
        _qualify(part, text, seen, style)
        parts.append(part)
    _nest(parts, text, seen)
    return parts


def _qualify(part: Part, text: str, seen: str, style: frozenset[str]) -> None:
    """Decide heading, lead-in and own section of a part."""
    body = text[part.body : part.end].rstrip().rstrip("*_ ")
    part.lead_in = body.endswith(":")
    short = len(body) <= 170 and not body.endswith(tuple(_TERMINAL))
    if part.kind == "heading" or part.marker in {"part", "caps"}:
        part.heading = True
    elif part.kind in {"furniture", "caption"}:
        return
    elif part.marker in {"roman", "article", "number", "number2", "number3", "letter"}:
        part.heading = (len(body) <= 250 and (short or part.marker == "roman")) or (
            part.marker == "article" and "\n" not in body and short
        )
    elif part.marker == "none":
        part.heading = len(body) <= 110 and short and not part.lead_in and body[:1].isupper() and "bold" in style
    if part.heading:
        part.kind = "heading"
    elif (
        part.marker in {"dash", "plus", "paren", "letter", "number", "number2", "number3"} and part.kind == "paragraph"
    ):
        part.kind = "item"
    if not part.heading and part.marker not in {"none", "article"}:
        _run_in(part, seen)
    if part.heading or part.lead_in:
        part.own_section = section_of(_announcement(part, seen))


_LONG = 160
_TAIL = 600


def _announcement(part: Part, seen: str) -> str:
    """What a heading or lead-in says of the parts under it: all of a short one, the end of a long one."""
    if part.end - part.body <= _LONG:
        return seen[part.body : part.end].rstrip(" .")
    if not part.lead_in:
        return seen[part.body : part.body + _LONG]
    tail = seen[max(part.body, part.end - _TAIL) : part.end].rstrip(" .")
    last = tail[max(tail.rfind(". "), tail.rfind("; ")) + 1 :].lstrip()
    if len(last) <= _LONG or SECTIONS[0][2].match(last):
        return last
    return last[last.rfind(",") + 1 :].lstrip()


# A label that opens an item on its own line: "2. Hạn chế. Tiến độ ...", "1. Về kinh tế. Giữ tốc độ ...".
_RUN_IN = compiled(
    r"(?:(?P<label>(?:những |các |một số )?(?:kết quả(?: đạt được| chủ yếu)?|ưu điểm|hạn chế(?:, (?:khuyết điểm|tồn tại|yếu kém))?|tồn tại(?:, hạn chế)?|khuyết điểm|khó khăn, vướng mắc"
    r"|nguyên nhân(?: (?:chủ quan|khách quan))?|bài học(?: kinh nghiệm)?|mục tiêu(?: tổng quát| chung| cụ thể)?))\s*[.:]|về [^.:;¦]{3,90}\.)\s+(?=[^\W\d_])"
)


def _run_in(part: Part, seen: str) -> None:
    """Take the label off the front of an item; a label of a section gives the item that section."""
    match = _RUN_IN.match(seen, part.body, part.end)
    if match is None:
        return
    part.body = match.end()
    if match["label"]:
        part.own_section = section_of(match["label"])
        part.general = match["label"].endswith(("tổng quát", "chung"))


def section_of(heading: str) -> str | None:
    """The section that a heading opens (surface text without its marker), or None."""
    heading = heading.lstrip("#. ")
    for name, label, pattern in SECTIONS:
        if name == "section.ordered" and not heading.endswith(":"):
            continue
        if pattern.match(heading):
            return label
    return None


def _nest(parts: list[Part], text: str, seen: str) -> None:
    """Give every part its parent and section: the nearest heading or lead-in of a smaller rank before it."""
    stack: list[Part] = []
    _mark_preamble(parts, text, seen)
    for i, part in enumerate(parts):
        if part.kind in {"furniture", "caption"}:
            continue
        if part.lead_in and part.marker == "none" and i + 1 < len(parts):
            part.rank = min(part.rank, parts[i + 1].rank - 0.5) if parts[i + 1].marker != "none" else part.rank
        if part.heading and part.marker == "none":
            part.rank = 1.7
        while stack and stack[-1].rank >= part.rank:
            stack.pop()
        part.parent = stack[-1] if stack else None
        if part.parent:
            part.parent.children.append(part)
        inherited = part.parent.section if part.parent else None
        part.section = part.own_section or inherited
        if part.heading or part.lead_in:
            stack.append(part)


_GROUNDS = compiled(
    r"(?!.*(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo) (?:các|bộ|sở|ban|ubnd|ủy|thủ|trưởng|giám|chủ tịch|lãnh đạo))(?:căn cứ|xét|thực hiện|theo|thi hành|tiếp theo) (?:đề nghị|tờ trình|luật|bộ luật|hiến pháp|pháp lệnh|nghị quyết|nghị định|thông tư|chỉ thị|quyết định|công văn|kế hoạch|chương trình|kết luận|điều lệ|báo cáo|văn bản|quy định|quy chế|hướng dẫn|công điện)(?!\w)"
)
_ISSUED = compiled(
    r"(?!giao |.*(?<!\w)(?:sẽ|cần|phải|yêu cầu|đề nghị|trước ngày|trong (?:tháng|quý|năm))(?!\w))[^.;:]{0,160}(?<!\w)ban hành (?:kèm theo |kế hoạch|nghị quyết|quyết định|chỉ thị|chương trình|hướng dẫn|quy chế|quy định|đề án|phương án)[^.;]{0,300}(?:như sau|sau đây|sau)?\s*[:.]?$"
)
_TITLE_RUN_IN = re.compile(
    r"\W*(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾ HOẠCH|CHƯƠNG TRÌNH|THÔNG BÁO|KẾT LUẬN|CÔNG ĐIỆN|BÁO CÁO)(?!\w)"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_TYPE_ALONE = compiled(
    r"(?:(?:dự thảo|thông báo|nghị quyết|quyết định|chỉ thị|kế hoạch|chương trình(?: hành động)?|báo cáo|kết luận|công điện|hướng dẫn|đề án|phương án|tờ trình|quy chế|quy định|bài phát biểu|công văn)\s*)+$"
)


def _mark_preamble(parts: list[Part], text: str, seen: str) -> None:
    """Mark what asks nothing: the grounds and the issue of a paper before its first point, its title, its footnotes."""
    noted, begun, titled, grounded = False, False, False, False
    for part in parts:
        words = seen[part.body : part.end].strip()
        if part.heading:
            noted = False
        if _FOOTNOTE.match(words):
            noted = True
        numbered = part.marker not in {"none", "caps", "dash"}
        if not part.heading and _TITLE_RUN_IN.match(text, part.body, part.end):
            # The title of a paper whose lines ran together with its first words.
            part.preamble = True
        grounds = _GROUNDS.match(words) is not None
        issued = (words.endswith(":") or grounded) and _ISSUED.match(words) is not None
        if noted or (not begun and (grounds or issued) and not numbered):
            part.preamble, grounded = True, grounded or grounds
        if part.heading and titled and part.marker in {"caps", "none"} and not begun:
            part.own_section = None
        titled = _TYPE_ALONE.match(words) is not None if part.heading else False
        begun = begun or (numbered and not titled)


def _blocks(parts: list[Part], tables: tuple[Table, ...]) -> tuple[Block, ...]:
    """The blocks of plain text, as the contract gives them."""
    found = [
        Block(part.kind, part.start, part.end, level=max(1, int(part.rank)) if part.kind == "heading" else None)
        for part in parts
    ]
    for table in tables:
        found += [
            Block("cell", c.start, c.end, table=table.number, row=c.row, column=c.column)
            for row in table.rows
            for c in row
        ]
    return tuple(sorted(found, key=lambda block: (block.start, block.end)))
