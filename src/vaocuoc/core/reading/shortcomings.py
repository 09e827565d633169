"""Shortcomings: clauses that state a limit, delay or weakness that stands (tồn tại, hạn chế).

Under a heading of shortcomings every clause with a word of weakness is one; elsewhere only where the sentence turns
("tuy nhiên", "bên cạnh những kết quả") or the words leave no doubt ("còn chậm", "chưa đáp ứng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.engine import Cue, CueSet, compiled, cue
from vaocuoc.core.reading.items import Shortcoming
from vaocuoc.core.reading.structure import Layout, Part

STRONG: tuple[Cue[float], ...] = (
    cue(
        "shortcoming.still",
        r"(?<!\w)(?:còn|vẫn còn|vẫn|có (?:mặt|lúc|nơi|thời điểm|năm|việc)[^,;.]{0,20}) (?:\w+ ){0,3}?(?:hạn chế|chậm|thấp|thiếu|yếu|kém|khó khăn|bất cập|vướng mắc|lúng túng|hình thức|chưa|ít|nhỏ lẻ|manh mún|tồn tại|chồng chéo|phức tạp|cao|bị động|dàn trải|né tránh|đùn đẩy|mang tính|tự phát|tình trạng|hiện tượng|xảy ra|để xảy ra|trông chờ|ỷ lại|mờ nhạt|rườm rà|lạc hậu|hẹp|sơ sài|tồn đọng|trì trệ|nể nang|trùng lắp|phân tán|thụ động)(?!\w)",
        0.85,
        "còn vẫn có",
    ),
    cue(
        "shortcoming.not_yet",
        r"(?<!\w)chưa (?:đạt|đáp ứng|tương xứng|được (?:quan tâm|chú trọng|khai thác|giải quyết|xử lý|phát huy|đầu tư|thực hiện)|thực sự|thật sự|kịp thời|đồng bộ|nhiều|cao|bền vững|hiệu quả|quyết liệt|chủ động|sâu|rõ|chặt chẽ|nghiêm|thường xuyên|tốt|hoàn thành|khai thác|phát huy|huy động|có sự|có được|bảo đảm|đảm bảo|hợp lý|đúng|triệt để|theo kịp|toàn diện|phù hợp|mạnh|ổn định|sát|đầy đủ|hết|đồng đều|như (?:mong muốn|kỳ vọng|mục tiêu|yêu cầu)|đều|trở thành|thống nhất|rõ nét|quan tâm|chú trọng|phổ biến|thể|tạo (?:được|ra)|hình thành|thu hút|khai thông|liên thông|có (?:nhiều|chuyển biến|giải pháp|cơ chế|quy hoạch|sản phẩm|đột phá|các)|nhiều|xây dựng|triển khai|thực hiện (?:tốt|nghiêm|được|hiệu quả|đầy đủ|đồng bộ)|làm (?:tốt|hết)|đủ|gắn|dám|nắm|xử lý|giải quyết|vững chắc|chuyển biến|cụ thể|năng động|mặn mà|đổi mới|tối ưu)(?!\w)",
        0.8,
        "chưa",
    ),
    cue(
        "shortcoming.not_reached",
        r"(?<!\w)(?:không đạt(?: được)?|không hoàn thành|không phát huy được|không phát triển được|không được khai thác|không tạo được|khó đạt|đạt (?:rất |còn )?thấp|(?:chậm|thấp)(?: hơn)? so với|thấp hơn (?:bình quân|mức bình quân|kế hoạch|cùng kỳ|trung bình))(?!\w)",
        0.75,
        "không khó đạt chậm thấp",
    ),
    cue(
        "shortcoming.troubled",
        r"(?<!\w)(?:(?:gặp|phát sinh|nảy sinh|bộc lộ) (?:(?:nhiều|một số|không ít|những) )?(?:khó khăn|hạn chế|bất cập|vướng mắc)|thiếu (?:sự|tính) (?:tập trung|phối hợp|thống nhất|chủ động|quyết liệt|liên kết|kết nối|kiểm tra|nhất quán)|bị ảnh hưởng|chịu (?:thiệt hại|ảnh hưởng)|xuống cấp|ô nhiễm|thiếu đồng bộ|phải (?:tạm )?(?:ngừng|thu hẹp)|đình trệ|thất thoát|lãng phí|để xảy ra (?:sai phạm|vi phạm)|trì trệ|tồn đọng|nợ đọng|chậm tiến độ|quá hạn|triển khai chậm)(?!\w)",
        0.65,
        "gặp phát nảy bộc bị chịu xuống ô thiếu phải đình thất lãng để trì tồn nợ chậm quá triển",
    ),
)
WEAK: tuple[Cue[float], ...] = (
    cue(
        "shortcoming.weak",
        r"(?<!\w)(?:chưa|chậm|thiếu|yếu|kém|hạn chế|khó khăn|thấp|bất cập|vướng mắc|giảm|sụt giảm|tăng thấp|nhỏ lẻ|manh mún|lúng túng|hình thức|không|buông lỏng|nể nang|phức tạp|tiềm ẩn|gia tăng)(?!\w)",
        0.6,
        "chưa chậm thiếu yếu kém hạn khó thấp bất vướng giảm sụt tăng nhỏ manh lúng hình không buông nể phức tiềm gia",
    ),
)
FALLING: tuple[Cue[float], ...] = (
    cue(
        "shortcoming.falling",
        r"(?<!\w)(?:(?:cũng )?giảm(?! nghèo)|tăng (?:chậm|thấp)|chậm|thấp|thiếu)(?!\w)",
        0.5,
        "cũng giảm tăng chậm thấp thiếu",
    ),
)
_STRONG, _WEAK, _FALLING = CueSet(STRONG), CueSet(WEAK), CueSet(FALLING)
_TURN = compiled(
    r"(?:tuy nhiên|tuy vậy|song|nhưng|bên cạnh (?:những |các )?(?:kết quả|thành tích|ưu điểm|mặt)|mặc dù|tuy)(?!\w)"
)
_TURNS_INSIDE = compiled(
    r"(?<!\w)(?:tuy nhiên|một số hạn chế|những hạn chế|hạn chế, khuyết điểm|tồn tại, hạn chế|còn (?:một số |nhiều )?(?:tồn tại|hạn chế|khó khăn)|nhận định)(?!\w)[^.;]{0,120}$"
)
_BACK = compiled(
    r"(?:đến nay đã|nhờ đó|đã khắc phục|trong thời gian tới|thời gian tới|để khắc phục|do đó|vì vậy|trước tình hình)(?!\w)"
)
_CAUSE = compiled(r"[\s\d.*-]*(?:những |các )?nguyên nhân(?!\w)")
# Causes that lie with others; those that lie with oneself are weaknesses too.
_OUTER = compiled(r"(?<!\w)khách quan(?!\w)(?!.{0,60}(?<!\w)chủ quan(?!\w))")
_OPENER = compiled(
    r"(?:[\s,:;.…“\"*-]|\b(?:nhìn chung|thực tế cho thấy|qua thực tế)\b|\(?(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|\b(?:tuy nhiên|tuy vậy|song|bên cạnh đó|ngoài ra|cùng với đó|cụ thể(?: như)?|trong đó|đó là|đặc biệt|ví dụ|đồng thời|mặt khác|nhất là|nhưng|theo đó|và|khi|dẫn (?:đến|tới)|do đó|trong khi đó|thứ \w+|một là|hai là|ba là|tuy|hiện nay|hiện)\b)+"
)
_NOT_STANDING = compiled(
    r"(?<!\w)(?:khắc phục (?:được|những|các|hiệu quả|tình trạng|hạn chế)|không còn|hạn chế (?:tối đa|thấp nhất|việc|tình trạng|sự)|giảm nghèo|giảm phát thải|xóa|chưa từng|không ngừng|không gian|không chỉ|không dùng|không gây|giảm (?:phiền hà|tỷ lệ hộ nghèo|thời gian|chi phí|bớt)|phòng, chống|cần|phải (?:có|được|tiếp)|không gián đoạn|không để|nghiêm cấm|không được (?:để|phép)|(?:đặc biệt|vùng) khó khăn|khó khăn đặc thù|khó khăn của|tháo gỡ (?:khó khăn|các|vướng|những))(?!\w)"
)
_JOINT = compiled(r",|(?<!\w)(?:và|nên|dẫn (?:đến|tới)(?: việc)?|khiến|làm cho|khi)(?!\w)")
_CONCEDES = compiled(r"(?<!\w)(?:mặc dù|tuy)(?!\w)[^.;]{0,200}(?:nhưng|song)(?!\w)")
_ABOUT = compiled(
    r"\s*(?:về|trong|đối với|tại|bên cạnh|ngoài|trước (?:những|các|tình hình|bối cảnh|yêu cầu)|qua (?:quá trình|kiểm tra|theo dõi|thực tế)|(?:trên )?thực tế|thực tiễn|do (?:ảnh hưởng|tác động)) [^,]{2,80},(?! (?:ban|ngành|xã|phường|đơn vị|địa phương|cơ quan|tổ chức|thị trấn|đoàn thể)(?!\w))|\s*(?:trên )?(?:thực tế|thực tiễn),|\s*bên cạnh (?:những |các )?(?:kết quả|thành tích|ưu điểm|mặt)[^,;]{0,200},"
)
_ENUMERATES = compiled(r",? trong đó(?: có)?[^:;.]{0,80}:|(?<=hạn\x20chế),?(?: cụ thể| như)?(?: là| sau)?:")
# What follows the colon stands for itself ("... còn một số hạn chế như: ...", "nguyên nhân chủ yếu: (1) ...").
_ANNOUNCED = compiled(
    r"(?<!\w)(?:hạn chế|tồn tại|khuyết điểm|yếu kém|bất cập|khó khăn|vướng mắc|nguyên nhân)(?!\w)(?:(?!trong đó có|chưa)[^.;:]){0,80}:(?= )"
)
# An announcement that says whose weaknesses they are tells one itself ("hoạt động của các trạm vẫn còn một số hạn chế như: ...").
_WHOSE = compiled(
    r"(?:^|[,:;.]) ?(?:nhưng |song )?(?P<told>(?:việc|công tác|hoạt động|chất lượng|năng lực|tiến độ|đội ngũ) [^:;.]{10,160}? (?:vẫn còn|còn|vẫn) (?:một số |nhiều |những )?(?:tồn tại|hạn chế|khuyết điểm|bất cập)(?:(?:,| và) (?:tồn tại|hạn chế|khuyết điểm|bất cập|yếu kém)){0,2})(?:,? (?:như|đó là|cụ thể(?: là| như)?))?\s*:"
)
_NO_SUBJECT = compiled(r"\s*(?:chưa|còn|vẫn|không|thiếu)(?!\w)")
# A clause that goes on with "có ..." tells more of the same.
# What leads on without a subject of its own belongs to the weakness before it.
_LED_ON = compiled(r"\s*(?:chưa|còn|vẫn|không|thiếu|khó|gây|làm|ách tắc|tình trạng)(?!\w)")
# Another subject of work begins here; its predicate may stand behind commas of its own.
_WORK = compiled(
    r" (?:việc|công tác|chất lượng|năng lực|trình độ|tiến độ|đội ngũ|hoạt động|ý thức|nhận thức|hạ tầng|nguồn lực|cơ sở vật chất|kết quả|hiệu quả)(?! (?:chưa|còn|thấp))(?: [^\W\d_]+){2}"
)
# The last member of a list of bodies is the end of a subject, not one of its own ("một số xã, đơn vị còn chậm").
_LISTED_BODY = compiled(
    r" (?:các )?(?:ban|ngành|xã|phường|đơn vị|địa phương|cơ quan|tổ chức|thị trấn|đoàn thể|doanh nghiệp|hộ dân|hợp tác xã)(?: (?:còn|vẫn|chưa|có (?:lúc|nơi|việc)))"
)
_GOES_ON = compiled(r" (?:có|trong đó|không|chưa|còn|vẫn|đặc biệt|nhất là|ảnh hưởng|gây|làm)(?!\w)")
_OWN_WORDS = compiled(r",| và ")
# What leads in to weaknesses up to a colon.
_LEADS_IN = compiled(r"(?s:(?:về|công tác|trong|đối với|một số|những|các)|.*(?:hạn chế|khuyết điểm|tồn tại|khó khăn))")
# What would be, is asked or is listed stands nowhere as a fact.
_SUPPOSED = compiled(
    r"(?:nguyên nhân|trên đây|để|nhằm|trường hợp|nếu|khi|sau khi|trong (?:vòng|thời hạn|trường hợp)|kể từ|căn cứ|bước \d|phí, lệ phí|trên cơ sở|danh sách|biểu|mẫu|báo cáo|quyết định|kết quả thực hiện thủ tục|theo dõi|kiểm tra|rà soát|xác nhận|phê duyệt|đối với)(?!\w)"
)
# The weather and the world are no weakness of anybody's work.
_NATURE = compiled(
    r"(?<!\w)(?:mưa(?:,)? lũ|lũ(?:,)? lụt|ngập (?:sâu|lụt)|bị ngập|sạt lở|bão số|thời tiết|tình hình thế giới)(?!\w)"
)
# A sentence that only says that there are weaknesses announces those after it.
_ANNOUNCES = compiled(
    r"(?<!\w)(?:chỉ ra|nêu(?: rõ| ra)?|nhìn nhận|nhận thấy|thừa nhận|nhận diện|đánh giá|thẳng thắn)(?!\w)[^.;:]{0,80}(?:hạn chế|tồn tại|khuyết điểm|yếu kém|bất cập|khó khăn|vướng mắc)(?:(?:,| và|,? cần|,? còn) ?[^\W\d_]+(?: [^\W\d_]+){0,3})*\s*$"
)
_CAUSED_BY = compiled(
    r"\s*(?:những |các )?nguyên nhân[^.;:]{0,80}?(?<!\w)(?:là do|do|là) (?=(?:thiếu|chưa|việc|công tác|một số|ý thức|nhận thức|năng lực|sự)(?!\w))"
)
_BECAUSE_OF = compiled(r",? do (?:các|những|nhiều|một số)? ?nguyên nhân(?!\w)")
# Another subject with its own predicate after a comma, which tells no weakness.
_NEXT_SUBJECT = compiled(
    r", (?=(?:chỉ số|tổng|giá trị|sản lượng|kim ngạch|tỷ lệ|doanh thu|thu ngân sách|số \w+|xuất khẩu|nhập khẩu|diện tích|toàn \w+)(?!\w))"
)
_WORDS_AT_LEAST = 3


_ELSEWHERE = frozenset({"mục tiêu", "kiến nghị", "định hướng", "bài học", "căn cứ", "mục đích"})
# Where tasks stand, only prose that turns ("Tuy nhiên, ...") or says "vẫn còn" tells weaknesses: a preamble, a review before the orders.
_OF_TASKS = frozenset({"nhiệm vụ", "tổ chức thực hiện"})


def shortcomings(layout: Layout) -> Iterator[Shortcoming]:
    """Read the shortcomings of every paragraph."""
    state = _State()
    for part in layout.parts:
        if part.kind in {"furniture", "caption"} or part.heading or part.section in _ELSEWHERE:
            continue
        if part.marker != "none" or part.parent is not state.parent:
            state.turned = False
        state.parent = part.parent
        yield from _paragraph(layout, part, state)


@dataclass(slots=True)
class _State:
    """Whether the paragraph before turned to weaknesses, which plain paragraphs after it go on with."""

    turned: bool = False
    parent: Part | None = None


def _paragraph(layout: Layout, part: Part, state: _State) -> Iterator[Shortcoming]:
    seen = layout.surface
    of_tasks = part.section in _OF_TASKS
    under = part.section == "hạn chế" or any(above.own_section == "hạn chế" for above in part.ancestors())
    turned = under or state.turned
    causes = part.section == "nguyên nhân"
    for sentence in layout.sentences(part.body, part.end):
        words = seen[sentence.start : sentence.end]
        turned = _turned(words, turned, under)
        causes = causes or _CAUSE.match(words) is not None
        if causes and _OUTER.search(words):
            return
        if of_tasks and (part.marker != "none" or not (_TURN.match(words) or STRONG[0].pattern.search(words))):
            continue
        for clause in sentence.clauses:
            if (turned and not causes) or _STRONG.first(seen[slice(*clause)]):
                for start, end in _pieces(layout.text, seen, *clause):
                    found = _shortcoming(layout, part, start, end, turned=turned or causes, under=under and not causes)
                    if found is not None:
                        yield found
    state.turned = turned and not under


def _turned(words: str, before: bool, under: bool) -> bool:
    """Whether a sentence turns to weaknesses, or goes on with them, or turns back."""
    if _BACK.match(words):
        return under
    if before or _TURN.match(words):
        return True
    if any(word in words for word in _TURNING):
        return _TURNS_INSIDE.search(words) is not None or _CONCEDES.search(words) is not None
    return False


# Without one of these nothing turns within a sentence.
_TURNING = ("tuy", "mặc", "hạn", "tồn", "khó", "nhận")


def _pieces(text: str, seen: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where one weakness leads to another ("..., nên ...") or another subject has its own."""
    announced = _ANNOUNCED.search(seen, start, end) if seen.find(":", start, end) >= 0 else None
    if announced and (whose := _WHOSE.search(seen, start, announced.end())):
        yield start, whose.end("told")
    start = announced.end() if announced else start
    begin = start
    inner = _ENUMERATES.search(seen, start, end) if seen.find(":", start, end) >= 0 else None
    if inner and _STRONG.first(seen[start : inner.start()]):
        # "... còn một số hạn chế, trong đó có 02 chỉ tiêu chưa đạt: (i) ...": what it says, then what it lists.
        if "trong đó" in inner.group():
            yield start, inner.start()
        start = begin = inner.end()
    for match in _JOINT.finditer(seen, start, end):
        before, rest = (
            seen[max(begin, match.start() - 400) : match.start()],
            seen[match.end() : min(end, match.end() + 200)],
        )
        if match.group().strip() in {",", "và"}:
            if not _another(text, match, before, rest):
                continue
        elif len(before.split()) < 5 or len(rest.split()) < 4 or _LED_ON.match(rest):
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _another(text: str, joint: re.Match[str], before: str, rest: str) -> bool:
    """Tell whether a subject of its own, with its own weakness, begins behind a comma or "và"."""
    if _LISTED_BODY.match(rest) or _GOES_ON.match(rest):
        return False
    own = rest if joint.group() == "," and _WORK.match(rest) else _OWN_WORDS.split(rest)[0]
    found = _STRONG.first(own)
    if not (found and _STRONG.first(before[before.rfind(":") + 1 :])):
        return False
    at = found.pattern.search(own)
    words = len(own[: at.start()].split()) if at else 0
    short = words == 2 and found in STRONG[:2] and not text[joint.end() : joint.end() + 2].strip()[:1].isupper()
    return words > 2 or short


def _span_of(seen: str, start: int, end: int) -> tuple[int, int]:
    """The span of a weakness in its clause: without openers, what only leads to it and what follows from it."""
    opener = _OPENER.match(seen, start, end)
    concedes = opener is not None and re.search(r"\btuy\s*$", seen[start : opener.end()].rstrip(" ,")) is not None
    start = opener.end() if opener else start
    caused = _CAUSED_BY.match(seen, start, end)
    start = caused.end() if caused else start
    while (about := _ABOUT.match(seen, start, end)) and len(seen[about.end() : end].split()) >= _WORDS_AT_LEAST:
        start = about.end()
    colon = seen.find(":", start, min(end, start + 160))
    if colon >= 0 and len(seen[colon:end].split()) > 4 and _LEADS_IN.match(seen[start:colon]):
        start = colon + 1
    turn = _TURN_IN_CLAUSE.search(seen, start, end)
    if turn and concedes:
        end = turn.start()
    elif turn and len(seen[turn.end() : end].split()) >= 4 and not _NO_SUBJECT.match(seen, turn.end(), end):
        start = turn.end()
        about = _ABOUT.match(seen, start, end)
        start = about.end() if about else start
    opener = _OPENER.match(seen, start, end)
    return _trimmed(seen, opener.end() if opener else start, _own_end(seen, start, end))


def _own_end(seen: str, start: int, end: int) -> int:
    """Where a weakness ends: before its list of causes and before another subject with its own predicate."""
    because = _BECAUSE_OF.search(seen, start, end)
    end = because.start() if because else end
    after = _NEXT_SUBJECT.search(seen, start, end)
    if after is None or _STRONG.first(seen[after.end() : end]):
        return end
    told = seen[start : after.start()]
    return after.start() if _STRONG.first(told) or _FALLING.first(told) else end


def _trimmed(seen: str, start: int, end: int) -> tuple[int, int]:
    while start < end and seen[start] in " ,:;.-–…*":
        start += 1
    while end > start and seen[end - 1] in " ,:;.…*":
        end -= 1
    return start, end


def _no_fact(words: str) -> bool:
    """Tell words that suppose, announce, explain or tell of the weather."""
    return (
        _SUPPOSED.match(words) is not None
        or words.endswith(("như sau", "sau đây"))
        or _ANNOUNCES.search(words) is not None
        or _NATURE.search(words) is not None
    )


def _shortcoming(layout: Layout, part: Part, start: int, end: int, *, turned: bool, under: bool) -> Shortcoming | None:
    seen = layout.surface
    start, end = _span_of(seen, start, end)
    words = seen[start:end]
    if len(words.split()) < _WORDS_AT_LEAST:
        return None
    found = _STRONG.first(words) or ((_WEAK if under else _FALLING).first(words) if under or turned else None)
    certain = found in STRONG[:3] and part.section != "kết quả"
    if (
        found is None
        or not (turned or certain)
        or (not under and not (turned and found in STRONG[:2]) and verbs.STRONG.match(seen, start) is not None)
        or (_NOT_STANDING.search(words) and found not in STRONG[:2])
    ):
        return None
    if _no_fact(words):
        return None
    rules = (found.name, "shortcoming.section" if under else "shortcoming.turn")
    return Shortcoming(
        start=start,
        end=end,
        quote=layout.text[start:end],
        page=part.page,
        section=part.section,
        why=rules,
        confidence=found.value,
    )


_TURN_IN_CLAUSE = compiled(r"(?<!\w)(?:tuy nhiên|nhưng|song)(?:,| vẫn| còn)?(?= )")
