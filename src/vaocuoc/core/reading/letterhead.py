"""The document's own fields from its letterhead, title and opening (thể thức văn bản: số, ký hiệu, ngày, cơ quan, trích yếu).

Papers of the State (Nghị định 30/2020) and of the Party (Hướng dẫn 36-HD/VPTW) carry the same parts in other places;
both are read from the first parts of a text. What the text does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vaocuoc.core.reading.engine import Cue, compiled, cue, surface
from vaocuoc.core.reading.items import Document, Term
from vaocuoc.core.reading.secrecy import mark_in
from vaocuoc.core.reading.structure import Layout, Part

_HEAD = 4000
_NUMBER = compiled(
    r"(?<!\w)số(?: hiệu)?:?[\s|]*(?P<number>\d{1,5}[a-z]?\s*[-/]\s*[a-zđ0-9&-]+(?:[/-][a-zđ0-9&-]+)*)(?!\w)"
)
_WITH = compiled(
    r"\((?:ban hành )?kèm theo (?P<type>[^\W\d_]+ [^\W\d_]+(?: hành động)?) số:? (?P<number>\d{1,5}[a-z]?\s*[-/]\s*[a-zđ0-9/&-]+),? ngày (?P<d>\d{1,2})(?: tháng |/)(?P<m>\d{1,2})(?: năm |/)(?P<y>\d{4})"
)
_PLACE_DAY = compiled(
    r"(?<!\w)[^\W\d_][^,\n|\d]{1,40}, ngày\s+(?P<d>\d{1,2}) tháng\s+(?P<m>\d{1,2}) năm\s+(?P<y>\d{4})(?!\w)"
)
_BRACKET_DAY = compiled(r"\((?:\d{1,2}:\d{2} )?(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\)")
_TERM = compiled(r"nhiệm kỳ (?P<a>(?:19|20)\d\d)\s*-\s*(?P<b>(?:19|20)\d\d)")

_NEWS = compiled(
    r"(?<!\w)(?:cho biết|cho hay|phóng viên|pv:|(?:sáng|chiều|tối)(?: nay| ngày)?,? \d{1,2}/\d{1,2}|hôm nay)(?!\w)|^[\s*]*\([a-zđ]{2,10}\)\s*-"
)

# Names of types standing alone in capitals; "phụ lục" takes its own title and the number of the paper it belongs to.
_TYPES = (
    "nghị quyết liên tịch", "nghị quyết", "quyết định", "chỉ thị", "kết luận", "thông báo kết luận", "thông báo", "chương trình hành động",
    "chương trình", "kế hoạch", "báo cáo", "công điện", "công văn", "tờ trình", "quy định", "quy chế", "hướng dẫn", "đề án", "thông tư", "nghị định",
    "tham luận", "phụ lục", "đề cương", "thông tri", "quy trình", "phương án", "biên bản", "lệnh", "pháp lệnh", "luật", "báo cáo chính trị", "báo cáo sơ kết",
)  # fmt: skip
_TYPE_LINE = re.compile(
    r"[\s*#|]*(" + "|".join(sorted((t.replace(" ", r"\s+") for t in _TYPES), key=len, reverse=True)) + r")[\s*|:]*"
)
_SPEECH = compiled(
    r"\(?\s*(?P<type>tham luận|bài phát biểu|phát biểu) của (?:đồng chí |ông |bà )?[^,()]{3,60},\s*(?P<post>[^()]{3,80})\)?"
)

# What the symbol of a number says of the type and, where it is plain, of the issuer.
SYMBOLS: tuple[Cue[str], ...] = (
    cue("letterhead.symbol_resolution", r"[-/](?:nq|nqlt)(?:[-/]|$)", "nghị quyết"),
    cue("letterhead.symbol_decision", r"[-/]qđ[-/]", "quyết định"),
    cue("letterhead.symbol_directive", r"[-/]ct[-/]", "chỉ thị"),
    cue("letterhead.symbol_conclusion", r"[-/]kl[-/]", "kết luận"),
    cue("letterhead.symbol_programme", r"[-/]ctr(?:hđ)?[-/]", "chương trình"),
    cue("letterhead.symbol_plan", r"[-/]kh[-/]", "kế hoạch"),
    cue("letterhead.symbol_report", r"[-/]bc[-/]", "báo cáo"),
    cue("letterhead.symbol_notice", r"[-/]tb[-/]", "thông báo"),
    cue("letterhead.symbol_telegram", r"[-/]cđ[-/]", "công điện"),
    cue("letterhead.symbol_letter", r"[-/]cv[-/]", "công văn"),
)
ISSUERS: tuple[Cue[str], ...] = (
    cue("letterhead.issuer_prime_minister", r"[-/]ttg$", "Thủ tướng Chính phủ"),
    cue("letterhead.issuer_government", r"[-/]cp$", "Chính phủ"),
    cue("letterhead.issuer_government_office", r"[-/]vpcp$", "Văn phòng Chính phủ"),
    cue("letterhead.issuer_party_office", r"[-/]vptw$", "Văn phòng Trung ương Đảng"),
    cue("letterhead.issuer_assembly", r"[-/](?:nq[-/])?qh\d+$", "Quốc hội"),
    cue("letterhead.issuer_assembly_committee", r"[-/]ubtvqh\d+$", "Ủy ban Thường vụ Quốc hội"),
)
_NATION = compiled(r"cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam|độc lập\s*-\s*tự do|\d|^[\s*|_=-]*$")
_ORGAN = compiled(
    r"(?:[\s*|#]*)(?:ủy ban|hội đồng|bộ|sở|tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|đảng bộ|ban|chính phủ|thủ tướng|quốc hội|văn phòng|cục|chi cục|tổng cục|chủ tịch|công an|viện|tòa án|trường|học viện|liên đoàn|hội|đoàn|bch|btv|thành phố|tỉnh|huyện|xã|phường)(?!\w)"
)
_DECIDES = compiled(
    r"(?<!\w)(?P<issuer>(?:ủy ban|hội đồng|ban (?:thường vụ|chấp hành)|tỉnh ủy|thành ủy|đảng ủy|huyện ủy|quận ủy|bộ|sở|chính phủ|thủ tướng|ban chỉ đạo)[^,.;:()\n]{0,60}?)\s+(?:ban hành|xây dựng|yêu cầu|quyết nghị|báo cáo|quyết định|thông báo)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Title:
    type: str | None
    title: str | None


def document(layout: Layout) -> Document:
    """Read the document's own fields."""
    head = layout.surface[:_HEAD]
    opening = _opening(layout)
    number, day = _number(layout, head, opening), _day(head, opening)
    attached = _WITH.search(head)
    title = _title(layout, bool(attached))
    kind = title.type
    issuer = None
    if number:
        low = number.lower()
        kind = kind or next((one.value for one in SYMBOLS if one.pattern.search(low)), None)
        issuer = next((one.value for one in ISSUERS if one.pattern.search(low)), None)
    if attached and number is None:
        number = re.sub(r"\s+", "", layout.text[attached.start("number") : attached.end("number")])
        day = _date(attached)
        if kind == "phụ lục":
            kind = f"phụ lục {attached['type']}"
    issuer = issuer or _issuer_in_title(title.title) or _issuer(layout, opening) or _speaker(layout, head)
    if kind == "thông báo" and title.title and title.title.lower().startswith(("kết luận", "ý kiến kết luận")):
        kind = "thông báo kết luận"
    if kind is None and (spoken := _SPEECH.search(head)):
        kind = spoken["type"]
    if kind is None and number is None and _is_news(layout, headline=title.title is not None):
        kind = "tin"
    return Document(
        title=title.title,
        type=kind,
        number=number,
        date=day,
        issuer=issuer,
        term=_term(layout, title.title),
        secrecy=mark_in(layout),
    )


def _is_news(layout: Layout, *, headline: bool) -> bool:
    """Tell an article of the press from an excerpt of a paper: prose without an outline, under a headline or from a source."""
    if any(part.marker in {"roman", "article", "number", "number2", "letter", "caps"} for part in layout.parts):
        return False
    return headline or bool(_NEWS.search(layout.surface))


def _opening(layout: Layout) -> int:
    """Where the letterhead ends: at the title, else the first long paragraph."""
    for part in layout.parts:
        if part.marker not in {"caps", "part"} and part.end - part.start > 160:
            return part.start
    return min(len(layout.text), 1500)


def _number(layout: Layout, head: str, opening: int) -> str | None:
    for match in _NUMBER.finditer(head, 0, max(opening, 200)):
        if not _opens_line(layout.text, match.start()):
            continue
        return re.sub(r"\s+", "", layout.text[match.start("number") : match.end("number")]).rstrip("-/")
    return None


def _opens_line(text: str, position: int) -> bool:
    """Tell whether the number of the paper itself stands here: at the start of its line, or after the name of the organ."""
    begin = max(text.rfind("\n", 0, position), text.rfind("|", 0, position), position - 400) + 1
    before = text[begin:position].strip(" *_#>\t–-")
    if _OF_ANOTHER.search(before.lower()):
        return False
    return not before or (len(before) < 80 and _mostly_caps(before))


_OF_ANOTHER = compiled(
    r"(?<!\w)(?:nghị quyết|quyết định|nghị định|chỉ thị|kết luận|thông tư|luật|kế hoạch|báo cáo|tờ trình|công văn|thông báo|quy định|hướng dẫn|chương trình)$"
)


def _day(head: str, opening: int) -> date | None:
    match = _PLACE_DAY.search(head, 0, max(opening, 400))
    if match is None or match.start() > opening + 200:
        match = _BRACKET_DAY.search(head, 0, 800)
    return _date(match) if match else None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _title(layout: Layout, attached: bool) -> _Title:
    """The type that stands alone and the lines of the title after it; a heading line of the first parts else."""
    parts = [part for part in layout.parts if part.kind != "furniture"][:25]
    for i, part in enumerate(parts):
        match = _TYPE_LINE.match(layout.surface, part.start, part.end)
        if match is None or part.marker == "roman" or not layout.text[match.start(1)].isupper():
            continue
        whole = match.end() >= part.end
        if not whole and not _opens_title(layout, part, match, i):
            continue
        kind = " ".join(match.group(1).split())
        lines: list[str] = []
        own = [] if whole else layout.text[match.end() : part.end].split("\n")
        for line in (*own, *(line for following in parts[i + 1 :] for line in _lines(layout, following))):
            if line is None or not (_goes_on(line, lines) or (line in own[:1] and not whole)):
                break
            lines.append(line)
        if lines:
            return _Title(kind, _composed(kind, lines, layout.text))
        break
    return _title_of_lines(layout) or _Title(None, _headline(layout))


def _title_of_lines(layout: Layout) -> _Title | None:
    """The type and title where the letterhead is a table broken into lines: a type alone on its line, the lines after it."""
    lines = [line.strip(" *_#>|\t") for line in layout.text[:_HEAD].split("\n")]
    lines = [line for line in lines if line][:60]
    for i, line in enumerate(lines):
        if not (line.isupper() and _TYPE_LINE.fullmatch(surface(line))):
            continue
        begun: list[str] = []
        for following in lines[i + 1 :]:
            if not _goes_on(following, begun):
                break
            begun.append(following)
        kind = " ".join(surface(line).split())
        return _Title(kind, _composed(kind, begun, layout.text))
    return None


def _composed(kind: str, lines: list[str], text: str) -> str | None:
    """The lines of a title as one; "của Bộ Chính trị ..." takes its type before it."""
    whole = _BASIS.split(" ".join(lines))[0]
    title = _symbols_restored(_names_restored(_sentence_case(_V_V.sub("", whole.strip(" *_#>|"))), text))
    if title.lower().startswith("của "):
        title = f"{kind.capitalize()} {title[0].lower()}{title[1:]}"
    return title or None


_BASIS = re.compile(r"\s(?=(?:Căn cứ|CĂN CỨ)\s)")
_V_V = re.compile(r"(?i)^v/v:?\s+")


def _opens_title(layout: Layout, part: Part, match: re.Match[str], index: int) -> bool:
    """Tell whether a paragraph that goes on after its type ("KẾ HOẠCH Triển khai ...") is the title."""
    if _mostly_caps(layout.text[part.start : part.end]):
        return True
    in_capitals = _mostly_caps(layout.text[match.start(1) : match.end(1)])
    return index <= 3 and part.end - part.start <= 250 and in_capitals


def _lines(layout: Layout, part: Part) -> Iterator[str | None]:
    """The lines of a part of a title; None where it cannot belong to one."""
    if part.marker not in {"caps", "none", "part"} or part.end - part.start > 1500:
        yield None
        return
    yield from layout.text[part.start : part.end].split("\n")
    if part.kind == "furniture":
        yield None


def _goes_on(line: str, begun: list[str]) -> bool:
    """Tell whether a line goes on with a title: in capitals, or the first after the type."""
    line = line.strip(" *_#>|\t")
    low = line.lower().lstrip("( ")
    if not low:
        return True
    unfinished = bool(begun) and _UNFINISHED.search(begun[-1].lower().rstrip(" *")) is not None
    if _mostly_caps(line):
        return unfinished or not (begun and _TITLE_END.match(low))
    if unfinished and len(line) < 300:
        return True
    if begun and begun[-1].rstrip().endswith(","):
        return len(line) < 300
    if begun or len(line) > 300 or line.rstrip().endswith((".", ":", ";")):
        return False
    if line.lstrip("*( ")[0].islower():
        return True
    return not low.startswith(("căn cứ", "thực hiện nghị", "kính gửi", "kèm theo", "ban hành kèm", "trong ", "ngày "))


_UNFINISHED = compiled(
    r"(?:[,-]|(?<!\w)(?:của|và|với|cho|tại|do|số|các|thuộc|về|theo|trên|từ|đến|ngày|tháng|năm|thứ|luật))$"
)
_TITLE_END = compiled(
    r"(?:chủ tịch|bộ trưởng|giám đốc|thủ tướng|trưởng ban|tổng cục trưởng|cục trưởng|ủy ban thường vụ quốc hội|ban (?:thường vụ|chấp hành)|hội đồng nhân dân (?:tỉnh|thành|huyện|xã)|ủy ban nhân dân (?:tỉnh|thành|huyện|xã)|quốc hội[,:]?$|chính phủ[,:]?$|điều|căn cứ|[ivx]+[.-]|phần|chương)(?!\w)"
)


def _mostly_caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


# Proper names in a title in capitals cannot be told from other words; the first letter alone is kept.
def _sentence_case(text: str) -> str:
    text = re.sub(r"[\s*|]+", " ", text).strip(" .,-–_:")
    if text and _mostly_caps(text):
        text = text[0] + text[1:].lower()
    return text


def _symbols_restored(title: str) -> str:
    """Give symbols of papers and numbers of congresses in a title their capitals again ("27/CT-TTg", "lần thứ XIV")."""
    title = _SYMBOL.sub(lambda match: match.group().upper().replace("TTG", "TTg"), title)
    return _ORDINAL.sub(lambda match: match.group().upper(), title)


_SYMBOL = re.compile(r"(?<!\w)\d+[a-z]?(?:/\d{4})?[/-][a-zđ]+(?:[-/][a-zđ0-9]+)*")


def _names_restored(title: str, text: str) -> str:
    """Give proper names of a title in capitals their capitals again, as the rest of the paper writes them."""
    words = title.split(" ")
    for i in range(len(words) - 1):
        pair = f"{words[i].capitalize()} {words[i + 1].capitalize()}"
        if pair in text and f"{words[i].lower()} {words[i + 1].lower()}" not in text:
            words[i], words[i + 1] = pair.split(" ")
    return " ".join(words)


def _headline(layout: Layout) -> str | None:
    """The headline of an article: a first line that is short and no sentence; a line of its series may stand over it."""
    for part in layout.parts[:2]:
        line = layout.text[part.start : part.end]
        body = _HOUR.sub("", " ".join(line.split())).strip()
        if part.index == 0 and part.marker == "none" and len(body) <= 140 and body.endswith(":"):
            continue
        if part.marker == "none" and 15 <= len(body) <= 220 and not body.endswith((".", ":", ";", ",", "…")):
            return body
        break
    return None


_HOUR = re.compile(r"\s*\((?:\d{1,2}[:h]\d{2},?\s+)?\d{1,2}/\d{1,2}/\d{4}(?:,?\s+\d{1,2}[:h]\d{2})?\)$")


def _issuer(layout: Layout, opening: int) -> str | None:
    """The organ of the letterhead: what stands left of, or above, the name of the nation or the Party."""
    return _issuer_cell(layout) or _issuer_lines(layout, opening) or _issuer_alone(layout) or _issuer_in_opening(layout)


def _issuer_in_title(title: str | None) -> str | None:
    """Whose conclusions a title says it holds ("Kết luận của Bộ Chính trị, Ban Bí thư về ...")."""
    match = _OF_ORGAN.match(title) if title else None
    return _name_case(match["organ"].upper()) if match else None


_OF_ORGAN = re.compile(
    r"(?i)(?:kết luận|nghị quyết|chỉ thị|quy định|quyết định|hướng dẫn|chương trình)\s+của\s+(?P<organ>(?:bộ chính trị|ban bí thư|ban chấp hành|ban thường vụ|tỉnh ủy|thành ủy)(?:,? [^\s,]+){0,8}?)(?=\s+(?:về|số|ngày|khóa)(?!\w))"
)


def _issuer_alone(layout: Layout) -> str | None:
    """The body that a decision or a telegram names alone on its line after the title ("CHÍNH PHỦ", "THỦ TƯỚNG CHÍNH PHỦ điện:")."""
    for line in layout.text[:_HEAD].split("\n"):
        line = line.strip(" *_#>|\t:,")
        match = _ALONE.fullmatch(surface(line))
        if match and (organ := line[: match.end("organ")]).isupper():
            return _as_written(organ, layout.text[_HEAD:]) or _name_case(organ)
    return None


_ALONE = compiled(
    r"(?P<organ>quốc hội|chính phủ|thủ tướng chính phủ|ủy ban thường vụ quốc hội|bộ chính trị|ban bí thư|(?:hội đồng|ủy ban) nhân dân(?: [^\W\d_]+){2,8}|bộ trưởng bộ(?: [^\W\d_,]+){1,8}|ban (?:thường vụ|chấp hành) [^\W\d_]+(?: [^\W\d_]+){1,8})(?: điện| quyết nghị| quyết định| yêu cầu)?"
)


def _issuer_cell(layout: Layout) -> str | None:
    for table in layout.tables[:2]:
        for cell in table.rows[0][:1] if table.rows else ():
            if cell.start < _HEAD and _ORGAN.match(layout.surface, cell.start, cell.end):
                return _organ(layout.text[cell.start : cell.end], layout.text[cell.end :])
    return None


def _issuer_lines(layout: Layout, opening: int) -> str | None:
    lines: list[str] = []
    for part in layout.parts[:8]:
        if part.start >= opening or _TYPE_LINE.match(layout.surface, part.start, part.end):
            break
        for line in layout.text[part.start : part.end].split("\n"):
            low = line.lower()
            if _mostly_caps(line) and (_ORGAN.match(low) or lines) and not _NATION.search(low):
                lines.append(line)
            elif lines:
                return _organ("\n".join(lines), layout.text[part.end :])
    return _organ("\n".join(lines), layout.text[opening:]) if lines else None


def _issuer_in_opening(layout: Layout) -> str | None:
    """ "Ủy ban nhân dân tỉnh ban hành Kế hoạch ... như sau:"."""
    for part in layout.parts[:15]:
        for match in _DECIDES.finditer(layout.surface, part.start, min(part.end, part.start + _OPENING_LONGEST)):
            rest = layout.surface[match.end() : min(part.end, match.end() + _OPENING_LONGEST)]
            if layout.text[match.start()].isupper() and _FOLLOWS.search(rest):
                return " ".join(layout.text[match.start("issuer") : match.end("issuer")].split())
    return None


# How far into a paragraph its body can still be the one that decides.
_OPENING_LONGEST = 2000
_FOLLOWS = re.compile(r"như sau|kế hoạch này|chương trình này")


def _organ(text: str, body: str) -> str | None:
    """Join the lines of an organ's name and write it as in a sentence (of ``body``, the paper after its head)."""
    lines = [re.sub(r"[*_|\s-]+$|^[*_|\s-]+", "", line) for line in text.split("\n")]
    lines = [" ".join(line.split()) for line in lines if re.search(r"[^\W\d_]", line)]
    if not lines:
        return None
    name = " ".join(_issuing(lines))
    return _as_written(name, body) or _name_case(name)


def _issuing(lines: list[str]) -> list[str]:
    """The lines of the body that issues: what stands above it, if it has a whole name of its own, is its superior."""
    begin = 0
    for i in range(1, len(lines)):
        above = " ".join(lines[begin:i]).lower()
        if _OWN_NAME.match(lines[i].lower()) and not _BARE_ORGAN.fullmatch(above):
            begin = i
    above, below = " ".join(lines[begin:-1]), lines[-1]
    if above.lower().startswith("ban chấp hành trung ương") and below.lower().startswith(("ban ", "ủy ban")):
        return [below, "TRUNG ƯƠNG"]
    if above and _OF_COMMITTEE.match(below.lower()) and _COMMITTEE.match(above.lower()):
        # "TỈNH ỦY X / BAN TỔ CHỨC" is "Ban Tổ chức Tỉnh ủy X"; "lần thứ I" stays at the end.
        name, time, ordinal = below.partition(" LẦN THỨ ")
        return [name, above, f"{time}{ordinal}".strip()] if time else [name, above]
    return lines[begin:]


def _as_written(name: str, body: str) -> str | None:
    """The name as a sentence of the paper writes it, with its capitals."""
    if not _mostly_caps(name):
        return name
    found = re.search(r"(?<!\w)" + re.escape(name.lower()).replace(r"\ ", r"\s+") + r"(?!\w)", body.lower())
    written = " ".join(body[found.start() : found.end()].split()) if found and len(body.lower()) == len(body) else ""
    return written if written[:1].isupper() and not _mostly_caps(written) else None


_LOWER = frozenset(
    [
        "nhân",
        "dân",
        "và",
        "các",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "quận",
        "xã",
        "phường",
        "thị",
        "trấn",
        "chỉ",
        "đạo",
        "quản",
        "lý",
        "thường",
        "vụ",
        "chấp",
        "hành",
        "kiểm",
        "tra",
        "nhà",
        "nước",
        "ban",
        "thư",
        "tịch",
        "tướng",
        "phủ",
        "đồng",
        "dân",
        "cử",
        "hội",
    ]
)


def _name_case(name: str) -> str:
    if not _mostly_caps(name):
        return name
    out: list[str] = []
    field = False
    for word in name.lower().split():
        bare = word.strip(",").replace("uỷ", "ủy")
        before = out[-1].lower() if out else ""
        if bare == "ủy":
            # "Tỉnh ủy", "Đảng ủy", but "Ủy ban".
            out.append(word if before in _COMMITTEES else word.capitalize())
        elif (before, bare) in _SECOND_WORDS:
            out.append(word)
        elif field:
            # "Sở Giáo dục và Đào tạo", "Ban Quản lý dự án": the field of a body has one capital.
            field = bare not in _PLACES
            opens = before in _FIELD_OF or before.endswith(",") or before == "và"
            out.append(word.capitalize() if opens and bare not in _PLACES | {"và"} else word)
        else:
            out.append(word if bare in _LOWER else word.capitalize())
        if bare in _FIELD_OF and before not in {"ủy", "uỷ", "đảng", "chi", "thường"}:
            field, out[-1] = True, word.capitalize()
    out[0] = out[0].capitalize()
    said = _RUNNING.sub(lambda match: match.group().lower(), " ".join(out))
    said = _PHRASES.sub(lambda match: match.group().capitalize(), said)
    return _ORDINAL.sub(lambda match: match.group().upper(), said)


_COMMITTEES = frozenset({"tỉnh", "thành", "đảng", "huyện", "quận", "thị", "cấp", "chi"})
_PLACES = frozenset({"tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị"})
_FIELD_OF = frozenset({"sở", "bộ", "ban", "cục", "vụ"})
_SECOND_WORDS = frozenset({("văn", "phòng"), ("trung", "ương"), ("đảng", "bộ"), ("chi", "bộ")})
_PHRASES = re.compile(
    r"(?i)(?<!\w)(?:trung ương|đại hội đại biểu|chấp hành|thường vụ|(?:tỉnh|thành|huyện|quận|đảng) ủy|đảng bộ)(?!\w)"
)
_ORDINAL = re.compile(r"(?i)(?:(?<=lần thứ )|(?<=khóa ))[ivxl]+(?!\w)")
_RUNNING = re.compile(r"(?i)(?<!\w)(?:lần thứ|thôn)(?= )")
# What can stand under its superior with a name of its own, and names that go on with the line after them.
_OWN_NAME = compiled(
    r"(?:tỉnh ủy|thành ủy|huyện ủy|đảng ủy|đảng bộ|ủy ban|ubnd|hội đồng|hđnd|sở|bộ|ban (?!thường|chấp)|cục|chi cục|phòng|văn phòng|công an|trường|trung tâm|thanh tra|liên đoàn|hội (?!đồng))(?!\w)(?= )"
)
_COMMITTEE = compiled(r"(?:(?:tỉnh|thành|huyện|quận|thị|đảng) ủy|đảng bộ)(?!\w)")
_OF_COMMITTEE = compiled(
    r"(?:ban [^\W\d_]+ [^\W\d_]+(?: và [^\W\d_]+ [^\W\d_]+)?|ủy ban kiểm tra|văn phòng|đại hội đại biểu(?: lần thứ \w+)?)$"
)
_BARE_ORGAN = compiled(
    r"(?:đảng ủy|đảng bộ|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ban (?:thường vụ|chấp hành|cán sự đảng)|.*(?:của|và|,))"
)


def _speaker(layout: Layout, head: str) -> str | None:
    match = _SPEECH.search(head)
    if match is None:
        return None
    post = " ".join(layout.text[match.start("post") : match.end("post")].split())
    organ = re.search(r"(?:Quận|Huyện|Tỉnh|Thành|Thị|Đảng)\s+ủy.*|Ủy ban.*|UBND.*|Sở.*|HĐND.*", post)
    return organ.group() if organ else None


def _term(layout: Layout, title: str | None) -> Term | None:
    """The term of office that the paper speaks of: in its title or letterhead, else the one it names most."""
    terms = [(int(m["a"]), int(m["b"])) for m in _TERM.finditer(layout.surface)]
    terms = [term for term in terms if term[0] < term[1] <= term[0] + 6]
    if not terms:
        return None
    if title and (own := _TERM.search(title.lower())):
        return Term(int(own["a"]), int(own["b"]))
    counts = {term: terms.count(term) for term in terms}
    best = max(counts, key=lambda term: (counts[term], term))
    return Term(*best)
