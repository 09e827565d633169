"""Shortcomings: clauses that state a limit, delay or weakness that stands (tồn tại, hạn chế).

Under a heading of shortcomings every clause with a word of weakness is one; elsewhere only where the sentence turns
("tuy nhiên", "bên cạnh những kết quả") or the words leave no doubt ("còn chậm", "chưa đáp ứng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.engine import Cue, compiled, cue, first_cue
from vaocuoc.core.reading.items import Shortcoming
from vaocuoc.core.reading.structure import Layout, Part

STRONG: tuple[Cue[float], ...] = (
    cue(
        "shortcoming.still",
        r"(?<!\w)(?:còn|vẫn còn|vẫn|có (?:mặt|lúc|nơi|thời điểm|năm|việc)[^,;.]{0,20}) (?:\w+ ){0,3}?(?:hạn chế|chậm|thấp|thiếu|yếu|kém|khó khăn|bất cập|vướng mắc|lúng túng|hình thức|chưa|ít|nhỏ lẻ|manh mún|tồn tại|chồng chéo|phức tạp|cao|bị động|dàn trải|né tránh|đùn đẩy|mang tính|tự phát|tình trạng|hiện tượng|xảy ra|để xảy ra|trông chờ|ỷ lại|mờ nhạt|rườm rà|lạc hậu|hẹp|sơ sài|tồn đọng|trì trệ|nể nang|trùng lắp|phân tán|thụ động)(?!\w)",
        0.85,
    ),
    cue(
        "shortcoming.not_yet",
        r"(?<!\w)chưa (?:đạt|đáp ứng|tương xứng|được (?:quan tâm|chú trọng|khai thác|giải quyết|xử lý|phát huy|đầu tư|thực hiện)|thực sự|thật sự|kịp thời|đồng bộ|nhiều|cao|bền vững|hiệu quả|quyết liệt|chủ động|sâu|rõ|chặt chẽ|nghiêm|thường xuyên|tốt|hoàn thành|khai thác|phát huy|huy động|có sự|có được|bảo đảm|đảm bảo|hợp lý|đúng|triệt để|theo kịp|toàn diện|phù hợp|mạnh|ổn định|sát|đầy đủ|hết|đồng đều|như (?:mong muốn|kỳ vọng|mục tiêu|yêu cầu)|đều|trở thành|thống nhất|rõ nét|quan tâm|chú trọng|phổ biến|thể|tạo (?:được|ra)|hình thành|thu hút|khai thông|liên thông|có (?:nhiều|chuyển biến|giải pháp|cơ chế|quy hoạch|sản phẩm|đột phá|các)|nhiều|xây dựng|triển khai|thực hiện (?:tốt|nghiêm|được|hiệu quả|đầy đủ|đồng bộ)|làm (?:tốt|hết)|đủ|gắn|dám|nắm|xử lý|giải quyết|vững chắc|chuyển biến|cụ thể|năng động|mặn mà)(?!\w)",
        0.8,
    ),
    cue(
        "shortcoming.not_reached",
        r"(?<!\w)(?:không đạt(?: được)?|không hoàn thành|không phát huy được|không phát triển được|không được khai thác|không tạo được|khó đạt|đạt (?:rất |còn )?thấp|(?:chậm|thấp)(?: hơn)? so với|thấp hơn (?:bình quân|mức bình quân|kế hoạch|cùng kỳ|trung bình))(?!\w)",
        0.75,
    ),
    cue(
        "shortcoming.troubled",
        r"(?<!\w)(?:gặp (?:nhiều |một số |không ít )?khó khăn|bị ảnh hưởng|chịu (?:thiệt hại|ảnh hưởng)|xuống cấp|ô nhiễm|thiếu đồng bộ|phải (?:tạm )?(?:ngừng|thu hẹp)|đình trệ|thất thoát|lãng phí|để xảy ra (?:sai phạm|vi phạm)|trì trệ|tồn đọng|nợ đọng|chậm tiến độ|quá hạn|triển khai chậm)(?!\w)",
        0.65,
    ),
)
WEAK: tuple[Cue[float], ...] = (
    cue(
        "shortcoming.weak",
        r"(?<!\w)(?:chưa|chậm|thiếu|yếu|kém|hạn chế|khó khăn|thấp|bất cập|vướng mắc|giảm|sụt giảm|tăng thấp|nhỏ lẻ|manh mún|lúng túng|hình thức|không|buông lỏng|nể nang|phức tạp|tiềm ẩn|gia tăng)(?!\w)",
        0.6,
    ),
)
FALLING: tuple[Cue[float], ...] = (
    cue("shortcoming.falling", r"(?<!\w)(?:(?:cũng )?giảm(?! nghèo)|tăng (?:chậm|thấp)|chậm|thấp|thiếu)(?!\w)", 0.5),
)
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
_NO_SUBJECT = compiled(r"\s*(?:chưa|còn|vẫn|không|thiếu)(?!\w)")
# A clause that goes on with "có ..." tells more of the same.
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
_BECAUSE_OF = compiled(r",? do (?:các|những|nhiều|một số)? ?nguyên nhân(?!\w)")
# Another subject with its own predicate after a comma, which tells no weakness.
_NEXT_SUBJECT = compiled(
    r", (?=(?:chỉ số|tổng|giá trị|sản lượng|kim ngạch|tỷ lệ|doanh thu|thu ngân sách|số \w+|xuất khẩu|nhập khẩu|diện tích|toàn \w+)(?!\w))"
)
_WORDS_AT_LEAST = 3


_ELSEWHERE = frozenset({"mục tiêu", "kiến nghị", "định hướng", "bài học", "căn cứ", "mục đích", "nguyên nhân"})
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
    turned_before = state.turned
    seen = layout.surface
    of_tasks = part.section in _OF_TASKS
    under = part.section == "hạn chế" or any(above.own_section == "hạn chế" for above in part.ancestors())
    turned = under or turned_before
    for sentence in layout.sentences(part.body, part.end):
        words = seen[sentence.start : sentence.end]
        if _TURN.match(words) or _TURNS_INSIDE.search(words) or _CONCEDES.search(words):
            turned = True
        if _BACK.match(words):
            turned = under
        if _CAUSE.match(words):
            return
        if of_tasks and (part.marker != "none" or not (_TURN.match(words) or first_cue(STRONG[:1], words))):
            continue
        for clause in sentence.clauses:
            if not (turned or first_cue(STRONG, seen[slice(*clause)])):
                continue
            for start, end in _pieces(seen, *clause):
                found = _shortcoming(layout, part, start, end, turned=turned, under=under)
                if found is not None:
                    yield found
    state.turned = turned and not under


def _pieces(seen: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where one weakness leads to another ("..., nên ...") or another subject has its own."""
    begin = start
    inner = _ENUMERATES.search(seen, start, end) if seen.find(":", start, end) >= 0 else None
    if inner and first_cue(STRONG, seen[start : inner.start()]):
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
            own = _OWN_WORDS.split(rest)[0]
            found = first_cue(STRONG, own)
            if not (found and first_cue(STRONG, before[before.rfind(":") + 1 :])):
                continue
            at = found.pattern.search(own)
            if at is None or len(own[: at.start()].split()) < 3 or _GOES_ON.match(rest):
                continue
        elif len(before.split()) < 5 or len(rest.split()) < 4:
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _span_of(seen: str, start: int, end: int) -> tuple[int, int]:
    """The span of a weakness in its clause: without openers, what only leads to it and what follows from it."""
    opener = _OPENER.match(seen, start, end)
    concedes = opener is not None and re.search(r"\btuy\s*$", seen[start : opener.end()].rstrip(" ,")) is not None
    start = opener.end() if opener else start
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
    if after is None or first_cue(STRONG, seen[after.end() : end]):
        return end
    return after.start() if first_cue((*STRONG, *FALLING), seen[start : after.start()]) else end


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
    found = first_cue(STRONG, words) or (first_cue(WEAK if under else FALLING, words) if under or turned else None)
    certain = found in STRONG[:3] and part.section != "kết quả"
    if (
        found is None
        or not (turned or certain)
        or (not under and not (turned and found in STRONG[:2]) and verbs.STRONG.match(seen, start) is not None)
        or (_NOT_STANDING.search(words) and not first_cue(STRONG[:2], words))
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
