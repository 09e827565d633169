"""Where the name of a body ends and its verb begins (ranh giới tên cơ quan và động từ)."""

from __future__ import annotations

import re

from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.engine import Cue, Lexicon, compiled

# Where the name of a body ends: before a verb of doing or a modal that follows it.
_END_OF_OWNER = Lexicon(
    ",".join(verbs.STRONG.rows)
    + """, bảo đảm, đảm bảo, duy trì, báo cáo, cung cấp, nhận thức, đánh giá, quản lý, bảo vệ, gửi, sẽ, cần, phải, có trách nhiệm, chịu trách nhiệm
    theo chức năng, theo thẩm quyền, theo đúng, theo nhiệm vụ, theo phạm vi, căn cứ, trong phạm vi, tích cực, sớm, đã, đang, được, có những, có kế hoạch, có giải pháp, có biện pháp, có phương án
    xem xét, nỗ lực, sử dụng, tham gia, quyết tâm, thống nhất, biết, để, trên cơ sở, cùng, làm đầu mối, trực tiếp, là, cho biết, nhất trí, tin tưởng, yêu cầu, kiến nghị
    đề nghị, vào cuộc, cũng, chủ yếu, phổ biến, thông báo, nắm, làm việc, thành lập, nhấn mạnh, ghi nhận, tiếp nhận, trả lời, lấy, phân bổ, đối thoại, công bố, định kỳ, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng"""
)
# Verbs that stand in names: right after these nouns a verb goes on with the name ("Ban Chỉ đạo", "Phòng Quản lý đô thị").
_NAMING = re.compile(
    r"(?:(?:các|trưởng|phó trưởng|giám đốc|phó giám đốc|thủ trưởng|lãnh đạo|chủ nhiệm|chủ tịch|thường trực|toàn thể)\s+)*"
    r"(?:chủ|nhà|ban|phòng|sở|bộ|tổ|cục|vụ|trung tâm|hội|viện|văn phòng|đoàn|ủy ban|cơ quan|hội đồng|đơn vị|công an|người|tổ chức|trường|ngành|quỹ|ngân hàng|công ty|chi cục|thành viên|tiểu ban|tổ công tác|các)\s*"
)
_PIECE = re.compile(r"[,;-]|(?<!\w)(?:và|của|với)(?!\w)")
_SURE_END = re.compile(
    r"(?:chủ trì|phối hợp|có|chịu|sẽ|cần|phải|khẩn|tiếp|tập|theo|được|đã|báo cáo|gửi|rà soát|làm việc|căn cứ|đẩy|nâng cao)(?!\w)"
)
# Nouns whose second half is a verb as well: "công trình", "chủ đầu tư", "khu phát triển".
_COMPOUNDS = (
    (re.compile(r"(?<!\w)(?:công|chương|quy|lộ|giáo|tiến|quá|hành|địa)\s+$"), re.compile(r"trình(?!\w)")),
    (re.compile(r"(?<!\w)(?:chủ|nhà|vốn|xúc\s+tiến|dự\s+án|suất)\s+$"), re.compile(r"đầu\s+tư(?!\w)")),
    (
        re.compile(r"(?<!\w)(?:dự\s+án|khu|quỹ|ngân\s+hàng|trung\s+tâm)\s+$"),
        re.compile(r"(?:phát\s+triển|bảo\s+vệ|hỗ\s+trợ|bồi\s+dưỡng)(?!\w)"),
    ),
)


def owner_end(text: str, seen: str, start: int, end: int) -> int:
    """Where the name of a body that begins at ``start`` ends; a word with a capital in ``text`` goes on with the name."""
    colon = seen.find(":", start, end)
    limit = colon if colon >= 0 else end
    for match in _WORD_START.finditer(seen, start + 1, limit):
        position = match.start()
        if _END_OF_OWNER.match(seen, position, end) is None or _goes_on(text, seen, start, position):
            continue
        if _NAMING.fullmatch(_PIECE.split(seen[start:position])[-1].lstrip()) and not _SURE_END.match(seen, position):
            continue
        if seen.startswith("tổ chức", position) and _ORGANISATION_NOUN.match(seen, position + 7):
            continue
        return position
    return limit


def _goes_on(text: str, seen: str, start: int, position: int) -> bool:
    """Tell a verb that is a word of a name: "Sở Giáo dục và Đào tạo", "Ban Quản lý dự án công trình"."""
    if text[position].isupper() and text[position + 1 : position + 2].islower():
        return not _SURE_END.match(seen, position)
    if verbs.is_noun(seen, position, len(seen)):
        return True
    before = seen[max(start, position - 16) : position]
    return any(left.search(before) and right.match(seen, position) for left, right in _COMPOUNDS)


_WORD_START = re.compile(r"(?<=[\s,])[^\W\d_]")
_ORGANISATION_NOUN = compiled(
    r"(?:,| (?:đảng|chính trị|đoàn thể|trực thuộc|cơ sở|có|liên quan|xã hội|cá nhân|và))(?!\w)"
)


def past_aside(seen: str, position: int, end: int) -> int:
    """Skip "theo chức năng, nhiệm vụ được giao" and the like between a body and its verb."""
    position = skip_blanks(seen, position)
    also = _ALSO.match(seen, position, end)
    position = skip_blanks(seen, also.end()) if also else position
    if not _ASIDE_START.match(seen, position, end):
        return position
    ends = (
        match.end() for ending in _ASIDE_ENDS for match in ending.finditer(seen, position, min(end, position + 260))
    )
    found = [
        after for after in (skip_blanks(seen, stop) for stop in ends) if verbs.verb_at(seen, after, end) is not None
    ]
    if found:
        return min(found)
    return position


_ALSO = compiled(r"(?:cũng|chủ yếu|thường xuyên)(?!\w)")
_ASIDE_START = compiled(
    r"(?:theo (?:đúng )?(?:chức năng|thẩm quyền|phạm vi|nhiệm vụ)|căn cứ|trong phạm vi|trên cơ sở)(?!\w)"
)
_ASIDE_ENDS = (
    compiled(r"(?<!\w)(?:được giao|được phân công|của mình)(?:,? (?:có trách nhiệm|để))?,?"),
    compiled(r"(?<!\w)(?:để|có trách nhiệm)(?= )"),
    compiled(r","),
    compiled(r"(?<!\w)(?:thẩm quyền|nhiệm vụ|quản lý)(?= )"),
)


def cue_and_end(cues: tuple[Cue[str], ...], seen: str, position: int) -> tuple[Cue[str], int] | None:
    """The first cue that fits at a position, and where it ends."""
    for one in cues:
        match = one.pattern.match(seen, position)
        if match:
            return one, match.end()
    return None


def skip_blanks(seen: str, position: int) -> int:
    """The next place that is no blank or mark."""
    while position < len(seen) and seen[position] in " ,:;.-–":
        position += 1
    return position


def rstrip(seen: str, start: int, end: int) -> int:
    """Where a stretch ends without the blanks and marks at its end."""
    while end > start and seen[end - 1] in " ,:;.…/-":
        end -= 1
    return end


def depth(seen: str, start: int, end: int) -> int:
    """How many brackets and quotes opened in a stretch are still open."""
    return (
        seen.count("(", start, end)
        - seen.count(")", start, end)
        + seen.count("“", start, end)
        - seen.count("”", start, end)
    )
