"""Citations: documents that a text names so that they can be told apart (văn bản viện dẫn).

A citation is a type with a number and symbol, a congress, plenum or issuer, or a title. Capitals matter here, so that
the productions look at the text itself: "Nghị quyết" names a paper, "nghị quyết" mostly does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from vaocuoc.core.reading.engine import Places, Rule, RuleSet, Token, Tokens, compiled

TYPES: Final = (
    "nghị quyết liên tịch", "nghị quyết", "thông tư liên tịch", "thông tư", "nghị định", "quyết định", "chỉ thị", "kết luận",
    "chương trình hành động", "chương trình công tác", "chương trình", "kế hoạch hành động", "kế hoạch", "đề án", "báo cáo thẩm tra", "báo cáo",
    "thông báo kết luận", "thông báo", "công văn", "công điện", "tờ trình", "quy định", "quy chế", "hướng dẫn", "thông tri", "bộ luật", "luật",
    "pháp lệnh", "hiến pháp", "điều lệ", "bộ tiêu chí", "chiến lược", "lệnh", "văn bản", "kết luận thanh tra", "đề cương", "quy hoạch",
)  # fmt: skip
_TYPE = "(?P<type>" + "|".join(sorted(TYPES, key=len, reverse=True)) + ")"
_FIRST = " ".join(sorted({name.split()[0] for name in TYPES}))

_SYMBOL = r"(?P<number>\d{1,5}(?:\.\d{1,2})?[a-z]?\s?(?:/\d{4})?\s?[-/]\s?[a-zđ][a-zđ0-9]*(?:\s?[-/&]\s?[a-zđ][a-zđ0-9]*)*)(?![\w])"
_Y = r"(?:19|20)\d\d"
_DATE = rf"(?:,? ?(?:ban hành |ký )?ngày \d{{1,2}}\s*(?:[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_Y}| tháng \d{{1,2}} năm {_Y})|,? ?(?:năm )?{_Y})?"
_WORD = r"[^\W\d_]+"
_NOT_NAME = r"(?!(?:về|sửa|bổ sung|cụ thể|thuộc|thì|gồm|với|hoặc|quy|quyết|ban|của|ngày|phê|đã|sẽ|được|để|trong|có|đang|yêu|cho|tại|trên|là|năm|theo|phối|hướng|khẩn|tiếp|chủ|tăng|tổ chức|và (?:nghị|quyết|chỉ|kết|thông|công văn|kế|chương|luật|các|ủy|ubnd))(?!\w))"
_ISSUER = (
    r"(?P<issuer>quốc hội(?: khóa \w+)?|chính phủ|thủ tướng chính phủ|phó thủ tướng chính phủ|thủ tướng|bộ chính trị|ban bí thư(?: trung ương đảng)?|ban chấp hành trung ương(?: đảng)?(?: khóa \w+)?|trung ương(?: đảng)?"
    rf"|(?:ủy ban thường vụ|ubtv) ?quốc hội|(?:bộ trưởng )?bộ (?!luật|tiêu)(?:{_WORD})(?: {_NOT_NAME}{_WORD}){{0,4}}"
    r"|(?:chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)(?: (?:các )?(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|cấp tỉnh))?"
    r"|(?:ban thường vụ |ban chấp hành |thường trực |btv )?(?:đảng ủy|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng bộ(?: (?:tỉnh|thành phố|huyện|quận|xã|phường))?)(?: (?:các cơ quan|ubnd)(?: \w+)?)?"
    r"|ban (?:tổ chức|tuyên giáo(?: và dân vận)?|kinh tế(?: -|,) ngân sách|kinh tế|nội chính|dân vận|chỉ đạo|pháp chế|đô thị|dân tộc|văn hóa(?: -|,| và) xã hội)(?: trung ương| (?:của )?(?:hội đồng nhân dân|hđnd))?|ủy ban kiểm tra(?: trung ương)?|ủy ban [^\W\d_]+ [^\W\d_]+(?:(?:,| và|,? -)? (?!của)[^\W\d_]+){0,8} của quốc hội|văn phòng (?:chính phủ|trung ương đảng|trung ương)|(?:(?:tổng )?cục trưởng |giám đốc )?(?:sở|cục|tổng cục) (?!trưởng)"
    rf"(?:{_WORD})(?: {_NOT_NAME}{_WORD}){{0,4}})"
)
# What kind of paper of its type it is, before "số" ("Tờ trình bổ sung số 12/TTr-UBND").
_KIND = r" (?:bổ sung|thẩm tra(?: bổ sung)?|thẩm định|liên ngành|liên tịch|phối hợp|tổng hợp|giải trình(?:, tiếp thu|, tiếp thu ý kiến)?|tiếp thu(?:, giải trình)?|tóm tắt|chuyên đề|kết luận|tổng thể|khung|làm việc|thực hiện|triển khai|mật|cá biệt)(?= số)"
# What may follow a number that ends its paper's name.
_AFTER_SHORT = r"(?=\s*(?:[.,;:)”|¦?/-]|$|(?:của|về|và|năm|là|đã|được|cho|trong|ra|có|do|tại|ngày|vào|với|khi|nhằm|để|cũng|thì|quy định|sửa đổi|hướng dẫn|gồm|mới|theo|đến|không|phải|sẽ|nêu|hiện|trên)(?!\w)))(?![.,]\d)"
# Two digits with a zero are a name ("Đề án 06 mang lại"), unless they count or measure.
_AFTER_CODE = r"(?![\w/%-]|[.,]\d)(?! (?:tỷ|triệu|nghìn|đồng|ha|người|hộ|năm(?! \d)|tháng|ngày|tuần|nội dung|nhiệm vụ|giải pháp|vấn đề|chỉ tiêu|dự án|thủ tục|cơ sở|đơn vị|điểm|nhóm|bước|lần|phần)(?!\w))"
# A proper name before "lần thứ ..." or a term; the surface has no capitals to tell it by.
_NAME = rf"(?:(?: (?!lần|khóa|nhiệm|về|vào|đã|và|là|của){_WORD}){{1,5}}(?=,? (?:lần|khóa|nhiệm kỳ)(?!\w)))?"
_OF = rf"(?:(?:,? của|(?= )) {_ISSUER})?"
_ORDINAL = r"(?:thứ )?(?:[ivxl]+|\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm))?)"


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: type in lower case, number and symbol as printed, issuer as printed."""

    type: str
    number: str | None = None
    issuer: str | None = None


def _spans(match: re.Match[str]) -> Citation | None:
    groups = match.re.groupindex
    number = match["number"] if "number" in groups else None
    issuer = match["issuer"] if "issuer" in groups else None
    return Citation(match["type"], number, issuer)


def _number(match: re.Match[str]) -> Citation | None:
    number = re.sub(r"\s+", "", match["number"])
    if re.fullmatch(r"\d+/(?:19|20)?\d\d", number):
        return None
    return Citation(match["type"], number, match["issuer"])


RULES: tuple[Rule[Citation], ...] = (
    Rule("citation.symbol", _FIRST, rf"{_TYPE}(?:{_KIND})?(?: số)?:? {_SYMBOL}{_DATE}{_OF}", _number),
    Rule("citation.plural", "các", rf"các (?P<span>{_TYPE}(?:,? (?:của )?{_ISSUER})?\s?: ?số {_SYMBOL}{_DATE})", _number),
    Rule("citation.number", _FIRST, rf"{_TYPE} số:? ?(?P<number>\d{{1,5}})(?![\d/.-]){_DATE}{_OF}", _number),
    Rule("citation.number_of_issuer", _FIRST, rf"{_TYPE} (?P<number>\d{{1,5}})(?![\d/.,%-])(?:{_DATE} của {_ISSUER}|(?= về [“\"]))", lambda m: Citation(m["type"], m["number"], m["issuer"])),
    Rule("citation.short", "nghị chỉ kết quyết thông", rf"(?P<type>nghị quyết|chỉ thị|kết luận|nghị định|quyết định|thông tư) (?P<number>\d{{1,4}}){_AFTER_SHORT}", lambda m: Citation(m["type"], m["number"])),
    Rule("citation.coded", "đề kế chương", rf"(?P<type>đề án|kế hoạch|chương trình) (?P<number>0\d){_AFTER_CODE}", lambda m: Citation(m["type"], m["number"])),
    Rule("citation.of_issuer", _FIRST, rf"{_TYPE}(?: \(\w+\))?(?: (?:hành động|công tác|toàn khóa))?,? (?:của )?{_ISSUER}(?!\w)", lambda m: Citation(m["type"], None, m["issuer"])),
    Rule("citation.named", "điều quy", r"(?:điều chỉnh )?(?P<type>quy hoạch) điện (?:vii|viii|ix)(?: (?:đã )?điều chỉnh)?(?!\w)", lambda m: Citation(m["type"])),
    Rule(
        "citation.congress", "nghị văn",
        rf"(?P<type>nghị quyết|văn kiện)(?: của)? (?P<issuer>đại hội(?: đại biểu)?(?: toàn quốc)?(?: lần {_ORDINAL}| {_ORDINAL}(?= của| đảng))?"
        rf"(?:,? (?:của )?(?:đảng bộ|đảng)(?: (?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|các cấp|cơ sở|khối|bộ phận))?{_NAME})?(?: cấp mình)?(?:,? (?:lần|khóa) {_ORDINAL})?)(?!\w)"
        rf"(?: của đảng(?! bộ))?(?:,? nhiệm kỳ {_Y}\s*-\s*{_Y})?",
        _spans,
    ),
    Rule(
        "citation.committee", "nghị đảng",
        rf"(?P<type>nghị quyết)(?: của)? (?P<issuer>đảng bộ(?: (?:tỉnh|thành phố|huyện|quận|xã|phường))?{_NAME} (?:lần|khóa) {_ORDINAL})(?!\w)(?:,? nhiệm kỳ {_Y}\s*-\s*{_Y})?",
        _spans,
    ),
    Rule(
        "citation.plenum", "nghị",
        r"(?P<type>nghị quyết)(?: của)? (?P<issuer>trung ương \d{1,2}(?:,? khóa [ivx]+| \(khóa [ivx, ]+\))?)(?![\w/-])",
        _spans,
    ),
    Rule(
        "citation.session", "nghị",
        rf"(?P<type>nghị quyết)(?: của)? (?P<issuer>kỳ họp (?:lần )?thứ {_ORDINAL},? (?:của )?(?:quốc hội|hđnd|hội đồng nhân dân)(?: (?:tỉnh|thành phố|huyện|xã|phường))?(?:,? khóa [ivx]+)?)(?!\w)",
        _spans,
    ),
    Rule(
        "citation.plenum", "nghị kết",
        r"(?P<type>nghị quyết|kết luận)(?: của)? (?P<issuer>(?:hội nghị )?(?:ban chấp hành )?trung ương(?: đảng)?(?: lần)? (?:thứ )?(?:\d{1,2}|\w+)(?: \((?:\w+ ){0,3}\w+\))?,? (?:ban chấp hành trung ương (?:đảng )?)?khóa [ivx]+|hội nghị (?:lần thứ )\w+ (?:của )?ban chấp hành trung ương(?: đảng)?(?:,? khóa [ivx]+)?)(?!\w)",
        _spans,
    ),
)  # fmt: skip
CITATIONS = RuleSet(RULES)

# A title is told by capitals and marks of the text itself, which the surface does not show.
_UP = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_STOP = r"(?!(?:của|năm|ngày|và|được|về|quy\s+định|có(?!\s+công)|để|trên|theo|(?<!đổi\s)(?<!nội\sdung\s)(?<!công\snghiệp\s)số|số(?=:|\s+\d)|do|thì|là|cho|tại|trong|khi|các|những|đã|này|nêu|cũng|hiện|với|từ|như|hoặc|bảo\s+đảm|đảm\s+bảo|nhằm|nguồn|khi|để|hiện\s+hành|(?<!pháp\s)luật|Luật|Bộ|Nghị|Pháp|Quyết|Thông|Điều|Khoản|Chương)\b)"
_LAW = re.compile(
    rf"(?<!\w)(?<![Pp]háp\s)(?<!PHÁP\s)(?<![Kk]ỷ\s)(?P<type>Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?P<title>(?!số\b|sư\b|này\b|Sửa\b)[{_UP}][^\W\d_]*"
    rf"(?:\s+{_STOP}[^\W\d_]+|,\s+(?![{_UP}]|pháp\s+luật){_STOP}[^\W\d_]+|\s+và\s+{_STOP}[^\W\d_]+){{0,9}})"
)
_LAW_IN_CAPITALS = re.compile(
    rf"(?<!\w)(?<!PHÁP\s)(?<!KỶ\s)(?P<type>(?:BỘ\s+)?LUẬT)\s+(?P<title>(?!SỐ\b|SỬA\b|TRÊN\b|VÀ\b|CỦA\b|VỀ\b)[{_UP}]{{2,}}(?:,?\s+(?!NĂM\b|TRÊN\b|CỦA\b|SỐ\b|NGÀY\b)[{_UP}]{{2,}}){{1,9}})"
)
# A title in small letters is told by its number ("Luật viên chức số 52/2019/QH14").
_LAW_BY_NUMBER = re.compile(
    r"(?<!\w)(?P<type>(?:Bộ\s+l|L)uật|Pháp\s+lệnh)\s+(?P<title>(?!số\b|sửa\b|Sửa\b)(?:[^\W\d_]+,?\s+){1,14}?(?:[^\W\d_]+))(?=\s+(?:số:?\s+)?\d+/\d{4}/(?:QH|UBTVQH)\d)"
)
_CHARTER = re.compile(
    r"(?<!\w)(?P<type>Hiến\s+pháp|Điều\s+lệ)(?=\s+(?:nước|Đảng|năm|\d{4}|Công|Đoàn|Mặt|Hội)\b)(?:\s+nước(?:\s+[^\W\d_]+){6,8}|\s+Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?|\s+(?:năm\s+)?\d{4})?"
)
_TITLED = re.compile(
    rf"(?<!\w)(?P<type>[{_UP}n][^\W\d_]+(?:\s[^\W\d_]+){{1,2}}?)\s+(?P<title>[“\"][^”\"\n]{{10,300}}[”\"])"
)
_ABOUT = re.compile(
    r"(?<![\w“\"])(?P<type>[Nn]ghị\s+quyết|Đề\s+án|Chiến\s+lược|Bộ\s+tiêu\s+chí)\s+(?=(?:về|quy\s+hoạch|xây\s+dựng|phát\s+triển|huyện|xã|tỉnh|quốc\s+gia|nâng\s+cao|đổi\s+mới|sắp\s+xếp|phân\s+loại)\s)"
)
_ABOUT_END = compiled(
    r"[.;:)”¦|]|,?\s*(?<!\w)(?:với|được|nhằm|trong đó|để|do|theo|cùng với|đã|như sau|trước|trình|trong|chưa|vào|đang|sẽ|cho|của|hoàn thành)(?!\w)|$"
)
_ABOUT_LONGEST = 260
_NUMBER_LIST = compiled(rf"(?:,|;| và|, và)(?: số)? {_SYMBOL}(?:{_DATE})")

_SHORT_LIST = compiled(
    r"(?:,|;| và|, và) (?P<number>\d{2,3})(?=\s*(?:[,;.)]|$|(?:và|của|trong|về|là|đã)(?!\w)))(?![.,]\d)"
)


def citations(text: str, places: Places) -> list[Token[Citation]]:
    """Find the citations of a text whose surface is ``places.text``, in order and apart from each other."""
    found = [token for token in (_named(places.text, text, t) for t in CITATIONS.scan(places).all) if token]
    found += _lists(places.text, text, found)
    found += _laws(places.text, text, found)
    found += _titles(places.text, text, found)
    found += _subjects(places.text, text, found)
    return _without_subjects(places.text, sorted(found, key=lambda token: token.start))


# What a numbered paper issues or approves is its subject, not another paper ("Quyết định số ... ban hành Kế hoạch của ...").
_ISSUES = compiled(
    r"(?<!\w)(?:ban hành|phê duyệt|(?:sửa đổi, )?bổ sung(?:,? cập nhật)?|cập nhật|điều chỉnh)(?: (?:một số (?:điều|nội dung) (?:của )?|kèm theo ))?\s*$"
)
_ISSUES_WITHIN = 60
_NAMED_ONLY = frozenset({"citation.of_issuer", "citation.subject"})


def _without_subjects(seen: str, found: list[Token[Citation]]) -> list[Token[Citation]]:
    """Leave out papers without a number that only say what the numbered paper right before them issues."""
    kept: list[Token[Citation]] = []
    for token in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.value.number
            and token.rules[0] in _NAMED_ONLY
            and token.start - before.end <= _ISSUES_WITHIN
            and _ISSUES.search(seen, before.end, token.start)
        ):
            continue
        kept.append(token)
    return kept


def _named(seen: str, text: str, token: Token[Citation]) -> Token[Citation] | None:
    """Check capitals, give number and issuer as printed, and lengthen an issuer by its proper name."""
    value, rule = token.value, token.rules[0]
    quote = text[token.start : token.end]
    if (
        rule in _CAPITALISED
        and not quote[0].isupper()
        and not (rule == "citation.short" and seen.startswith("các ", max(0, token.start - 4)))
        and not (rule in {"citation.congress", "citation.committee"} and "lần" in quote)
    ):
        return None
    if rule == "citation.of_issuer" and not (
        _told_apart(seen, token, quote) and not _PLURAL.search(seen, max(0, token.start - 90), token.start)
    ):
        return None
    if rule == "citation.symbol" and seen[max(0, token.start - 5) : token.start].startswith("pháp"):
        return None
    number = _as_printed(quote, value.number) if value.number else None
    issuer = _as_printed(quote, value.issuer) if value.issuer else None
    end = token.end
    if issuer and quote.endswith(issuer.split()[-1]) and rule != "citation.congress":
        name = _PROPER_NAME.match(text, end, _wall(seen, end))
        if name and not (_CENTRAL.match(issuer.lower()) or re.match(r"\s+[A-ZĐ]\w*\s+(?:về|quy)", text[end:])):
            issuer, end = issuer + name.group(), name.end()
    issuer = " ".join(issuer.split()) if issuer else None
    return Token(token.start, end, Citation(value.type, number, issuer), token.rules)


_PLACE = r"(?:\s+(?:tỉnh|[Tt]hành\s+phố|huyện|quận|thị\s+xã|xã|phường))"
_CAPITAL = rf"(?:\s+(?!(?:Sửa|Quy|Về|Phê|Ban|Hướng|Thực|Tỉnh|Thành\s+phố)\b)[{_UP}][^\W\d_]*)"
_PROPER_NAME = re.compile(rf"{_PLACE}(?:{_CAPITAL}{{1,4}})?|{_CAPITAL}{{1,4}}")
# These bodies are one of a kind and have no proper name after them.
_CENTRAL = compiled(r"(?:quốc hội|chính phủ|(?:phó )?thủ tướng(?: chính phủ)?|bộ chính trị|ban bí thư)(?: khóa \w+)?$")
_CAPITALISED = frozenset(
    {"citation.congress", "citation.committee", "citation.short", "citation.of_issuer", "citation.coded"}
)
# "các nghị quyết, kết luận của Trung ương" names none of them.
_PLURAL = compiled(
    r"(?<!\w)(?:các|những|mọi)(?: |,|và|(?:nghị quyết|chỉ thị|kết luận|quyết định|nghị định|văn bản|chương trình|kế hoạch|quy định|thông báo|chủ trương|luật|báo cáo|công điện)(?!\w))*$"
)
_OF_LAW = re.compile(
    r"(?:\s+(?:số:?\s+)?(?P<number>\d+/\d{4}/\S*?\d+))?(?:,?\s+(?:ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}|(?:năm\s+)?(?:19|20)\d\d))?(?!\d)"
)


def _told_apart(seen: str, token: Token[Citation], quote: str) -> bool:
    """ "Nghị quyết của Quốc hội" names a paper; "Báo cáo của Sở" does where it goes on with its subject; a title does not."""
    low = " ".join(quote.lower().split())
    if quote.isupper() or _ANY_BODY.search(low) or not (" của" in low or _BY_ORGAN.match(low)):
        return False
    if low.startswith(_BY_SUBJECT) and not low.startswith(_TOLD):
        return _ON_SUBJECT.match(seen, token.end) is not None
    return low.startswith(_TOLD)


_BY_ORGAN = compiled(
    r"(?:nghị quyết|chỉ thị|kết luận) (?:hđnd|hội đồng nhân dân|quốc hội|chính phủ|bộ chính trị|ban bí thư|(?:tỉnh|thành|huyện|quận|thị|đảng) ủy|ban thường vụ|ban chấp hành)(?!\w)"
)
_ANY_BODY = compiled(r"(?<!\w)(?:cấp (?:tỉnh|huyện|xã|trên|có thẩm quyền|mình)|các)(?!\w)")
_TOLD = (
    "nghị quyết",
    "kết luận",
    "chỉ thị",
    "chương trình hành động",
    "chương trình công tác",
    "quyết định",
    "nghị định",
)
# These name a paper only where its body and its subject follow.
_BY_SUBJECT = ("báo cáo", "tờ trình", "kế hoạch", "đề án", "hướng dẫn", "quy định", "quy chế", "công văn", "thông báo")
_ON_SUBJECT = compiled(r"(?: [^\W\d_]+){0,3} về (?:[^\W\d_]+,? ){4}")


def _wall(seen: str, position: int) -> int:
    """Where the paragraph or cell that holds ``position`` ends."""
    wall = seen.find("¦", position)
    return wall if wall >= 0 else len(seen)


def _as_printed(quote: str, wanted: str) -> str:
    """The piece of ``quote`` that reads ``wanted`` but for case and blanks."""
    body = r"\s*".join(re.escape(c) for c in wanted if not c.isspace())
    match = re.search(body, quote, re.IGNORECASE)
    return re.sub(r"\s+", "" if re.match(r"\d", wanted) else " ", match.group()) if match else wanted


def _lists(seen: str, text: str, found: list[Token[Citation]]) -> list[Token[Citation]]:
    """ "Nghị quyết số 57-NQ/TW, 59-NQ/TW và 68-NQ/TW": the type holds for the whole list."""
    more: list[Token[Citation]] = []
    for token in found:
        end = token.end
        while token.value.number and (match := _NUMBER_LIST.match(seen, end)):
            number = re.sub(r"\s+", "", text[match.start("number") : match.end("number")])
            value = Citation(token.value.type, number, token.value.issuer)
            more.append(Token(match.start("number"), match.end(), value, ("citation.list", *token.rules)))
            end = match.end()
        while token.value.number and token.value.number.isdigit() and (match := _SHORT_LIST.match(seen, end)):
            value = Citation(token.value.type, match["number"], token.value.issuer)
            more.append(Token(match.start("number"), match.end(), value, ("citation.list", *token.rules)))
            end = match.end()
    return more


def _free(found: list[Token[Citation]]) -> Callable[[int, int], bool]:
    """Tell of a span whether no citation found so far touches it."""
    taken = Tokens(sorted(found, key=lambda token: token.start))
    return lambda start, end: not taken.overlapping(start, end)


def _law_names(text: str) -> list[re.Match[str]]:
    """Where laws are named, apart from each other; a title with capitals goes before one told by its number only."""
    named = [*_LAW.finditer(text), *_LAW_IN_CAPITALS.finditer(text)]
    starts = {match.start() for match in named}
    return [*named, *(match for match in _LAW_BY_NUMBER.finditer(text) if match.start() not in starts)]


def _laws(seen: str, text: str, found: list[Token[Citation]]) -> list[Token[Citation]]:
    laws: list[Token[Citation]] = []
    free = _free(found)
    for match in _CHARTER.finditer(text):
        if free(*match.span()):
            laws.append(Token(*match.span(), Citation(" ".join(match["type"].lower().split())), ("citation.charter",)))
    for match in _law_names(text):
        if free(*match.span()):
            kind = " ".join(match["type"].lower().split())
            wall = _wall(seen, match.start())
            more = _OF_LAW.match(text, match.end("title"), wall)
            number = more["number"] if more else None
            end = min(more.end() if more else match.end("title"), wall)
            laws.append(Token(match.start(), end, Citation(kind, number), ("citation.law",)))
    return laws


def _titles(seen: str, text: str, found: list[Token[Citation]]) -> list[Token[Citation]]:
    titles: list[Token[Citation]] = []
    free = _free(found)
    for match in _TITLED.finditer(text):
        kind = " ".join(match["type"].lower().split())
        if (
            kind in TYPES
            and kind != "chương trình"
            and free(*match.span())
            and match.end() <= _wall(seen, match.start())
        ):
            titles.append(Token(match.start(), match.end(), Citation(kind), ("citation.title",)))
    return titles


def _subjects(seen: str, text: str, found: list[Token[Citation]]) -> list[Token[Citation]]:
    """ "Đề án xây dựng huyện ... đạt chuẩn ...": a paper told by its subject, without a number."""
    papers: list[Token[Citation]] = []
    free = _free(found)
    for match in _ABOUT.finditer(text):
        limit = min(len(text), match.end() + _ABOUT_LONGEST)
        stop = _ABOUT_END.search(seen, match.end(), limit)
        end = stop.start() if stop else match.end()
        subject = " ".join(text[match.end() : end].split())
        if len(subject.split()) < 5 or not free(match.start(), end):
            continue
        if match["type"][0].islower() and not subject.startswith("về chủ trương"):
            continue
        papers.append(
            Token(match.start(), end, Citation(" ".join(match["type"].lower().split())), ("citation.subject",))
        )
    return papers
