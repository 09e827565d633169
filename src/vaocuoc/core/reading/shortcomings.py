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
        r"(?<!\w)(?:còn|vẫn còn|vẫn|có (?:mặt|lúc|nơi|thời điểm|năm|việc)[^,;.]{0,20}) (?:\w+ ){0,3}?(?:hạn chế|chậm|thấp|thiếu|yếu|kém|khó khăn|bất cập|vướng mắc|lúng túng|hình thức|chưa|ít|nhỏ lẻ|manh mún|tồn tại|chồng chéo|phức tạp|cao|bị động|dàn trải|né tránh|đùn đẩy)(?!\w)",
        0.85,
    ),
    cue(
        "shortcoming.not_yet",
        r"(?<!\w)chưa (?:đạt|đáp ứng|tương xứng|được (?:quan tâm|chú trọng|khai thác|giải quyết|xử lý|phát huy|đầu tư|thực hiện)|thực sự|thật sự|kịp thời|đồng bộ|nhiều|cao|bền vững|hiệu quả|quyết liệt|chủ động|sâu|rõ|chặt chẽ|nghiêm|thường xuyên|tốt|hoàn thành|khai thác|phát huy|huy động|có sự|có được|bảo đảm|đảm bảo|hợp lý|đúng|triệt để|theo kịp|toàn diện|phù hợp|mạnh|ổn định|sát|đầy đủ|hết)(?!\w)",
        0.8,
    ),
    cue(
        "shortcoming.not_reached",
        r"(?<!\w)(?:không đạt(?: được)?|không hoàn thành|không phát huy được|không phát triển được|không được khai thác|không tạo được|khó đạt)(?!\w)",
        0.75,
    ),
    cue(
        "shortcoming.troubled",
        r"(?<!\w)(?:gặp (?:nhiều |một số |không ít )?khó khăn|bị ảnh hưởng|chịu (?:thiệt hại|ảnh hưởng)|xuống cấp|ô nhiễm|thiếu đồng bộ|phải (?:tạm )?(?:ngừng|thu hẹp)|đình trệ|thất thoát|lãng phí|vi phạm|trì trệ|tồn đọng|nợ đọng|chậm tiến độ|quá hạn|triển khai chậm)(?!\w)",
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
_OPENER = compiled(
    r"(?:[\s,:;.…“\"-]|\b(?:tuy nhiên|tuy vậy|song|bên cạnh đó|ngoài ra|cùng với đó|cụ thể(?: như)?|trong đó|đó là|đặc biệt|ví dụ|đồng thời|mặt khác|nhất là|nhưng|theo đó|và|khi|dẫn (?:đến|tới)|do đó|trong khi đó|thứ \w+|một là|hai là|ba là|tuy|hiện nay|hiện)\b)+"
)
_NOT_STANDING = compiled(
    r"(?<!\w)(?:khắc phục (?:được|những|các|hiệu quả|tình trạng|hạn chế)|không còn|hạn chế (?:tối đa|thấp nhất|việc|tình trạng|sự)|giảm nghèo|giảm phát thải|xóa|chưa từng|không ngừng|không gian|không chỉ|không dùng|không gây|giảm (?:phiền hà|tỷ lệ hộ nghèo|thời gian|chi phí|bớt)|phòng, chống|cần|phải (?:có|được|tiếp)|không gián đoạn|không để|tháo gỡ (?:khó khăn|các|vướng|những))(?!\w)"
)
_JOINT = compiled(r",|(?<!\w)(?:và|nên|dẫn (?:đến|tới)(?: việc)?|khiến|làm cho|khi)(?!\w)")
_CONCEDES = compiled(r"(?<!\w)(?:mặc dù|tuy)(?!\w)[^.;]{0,200}(?:nhưng|song)(?!\w)")
_ABOUT = compiled(r"\s*(?:về|trong|đối với|tại|bên cạnh|ngoài) [^,]{2,60},")
_WORDS_AT_LEAST = 3


def shortcomings(layout: Layout) -> Iterator[Shortcoming]:
    """Read the shortcomings of every paragraph."""
    state = _State()
    for part in layout.parts:
        if (
            part.kind in {"furniture", "caption"}
            or part.heading
            or part.section
            in {
                "mục tiêu",
                "nhiệm vụ",
                "tổ chức thực hiện",
                "kiến nghị",
                "định hướng",
                "bài học",
                "căn cứ",
                "mục đích",
                "nguyên nhân",
            }
        ):
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
    under = part.section == "hạn chế" or any(above.own_section == "hạn chế" for above in part.ancestors())
    turned = under or turned_before
    for sentence in layout.sentences(part.body, part.end):
        words = seen[sentence.start : sentence.end]
        if _TURN.match(words) or _TURNS_INSIDE.search(words) or _CONCEDES.search(words):
            turned = True
        if _BACK.match(words):
            turned = under
        for clause in sentence.clauses:
            for start, end in _pieces(seen, *clause):
                found = _shortcoming(layout, part, start, end, turned=turned, under=under)
                if found is not None:
                    yield found
    state.turned = turned and not under


def _pieces(seen: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where one weakness leads to another ("..., nên ...") or another subject has its own."""
    begin = start
    for match in _JOINT.finditer(seen, start, end):
        before, rest = (
            seen[max(begin, match.start() - 400) : match.start()],
            seen[match.end() : min(end, match.end() + 200)],
        )
        if match.group().strip() in {",", "và"}:
            found = first_cue(STRONG, rest.split(",")[0])
            if not (found and first_cue(STRONG, before)):
                continue
            at = found.pattern.search(rest)
            if at is None or len(rest[: at.start()].split()) < 2:
                continue
        elif len(before.split()) < 5 or len(rest.split()) < 4:
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _shortcoming(layout: Layout, part: Part, start: int, end: int, *, turned: bool, under: bool) -> Shortcoming | None:
    seen = layout.surface
    opener = _OPENER.match(seen, start, end)
    concedes = opener is not None and re.search(r"\btuy\s*$", seen[start : opener.end()].rstrip(" ,")) is not None
    start = opener.end() if opener else start
    about = _ABOUT.match(seen, start, end)
    start = about.end() if about and len(seen[about.end() : end].split()) >= _WORDS_AT_LEAST else start
    colon = seen.find(":", start, min(end, start + 160))
    if (
        colon >= 0
        and len(seen[colon:end].split()) > 4
        and re.match(
            r"(?:về|công tác|trong|đối với|một số|những|các)|.*(?:hạn chế|khuyết điểm|tồn tại|khó khăn)",
            seen[start:colon],
        )
    ):
        start = colon + 1
    turn = _TURN_IN_CLAUSE.search(seen, start, end)
    if turn and concedes:
        end = turn.start()
    elif turn and len(seen[turn.end() : end].split()) >= 4:
        start = turn.end()
        about = _ABOUT.match(seen, start, end)
        start = about.end() if about else start
    while start < end and seen[start] in " ,:;.-–…":
        start += 1
    while end > start and seen[end - 1] in " ,:;.…":
        end -= 1
    words = seen[start:end]
    if len(words.split()) < _WORDS_AT_LEAST:
        return None
    found = first_cue(STRONG, words) or (first_cue(WEAK if under else FALLING, words) if under or turned else None)
    certain = found in STRONG[:3] and part.section != "kết quả"
    if (
        found is None
        or not (turned or certain)
        or (not under and verbs.STRONG.match(seen, start) is not None)
        or (_NOT_STANDING.search(words) and not first_cue(STRONG[:2], words))
    ):
        return None
    if re.match(r"(?:nguyên nhân|trên đây|để |nhằm )", words):
        return None
    if words.endswith(("như sau", "sau đây")):
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
