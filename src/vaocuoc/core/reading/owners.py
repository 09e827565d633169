"""Where the name of a body ends and its verb begins (ranh giới tên cơ quan và động từ)."""

from __future__ import annotations

import re

from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.engine import Cue, Lexicon, compiled
from vaocuoc.core.reading.indicators import clean

MOST_WORDS = 45
"""No name, however many bodies it lists, is longer."""
# Where the name of a body ends: before a verb of doing or a modal that follows it.
_END_OF_OWNER = Lexicon(
    ",".join(verbs.STRONG.rows)
    + """, bảo đảm, đảm bảo, duy trì, báo cáo, cung cấp, nhận thức, đánh giá, quản lý, bảo vệ, gửi, sẽ, cần, phải, có trách nhiệm, chịu trách nhiệm
    theo chức năng, theo thẩm quyền, theo đúng, theo nhiệm vụ, theo phạm vi, căn cứ, trong phạm vi, tích cực, sớm, đã, đang, được, có những, có kế hoạch, có giải pháp, có biện pháp, có phương án
    xem xét, nỗ lực, sử dụng, tham gia, quyết tâm, thống nhất, biết, để, trên cơ sở, cùng, làm đầu mối, trực tiếp, là, cho biết, nhất trí, tin tưởng, yêu cầu, kiến nghị
    đề nghị, vào cuộc, cũng, chủ yếu, phổ biến, thông báo, nắm, làm việc, thành lập, nhấn mạnh, ghi nhận, tiếp nhận, trả lời, lấy, phân bổ, đối thoại, công bố, định kỳ, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng
    dành, không để, phấn đấu, nghiêm túc, thực thi, biên soạn, tiến hành, chấp hành, chuẩn bị, tăng, giảm, nâng, ký, đạt, hoạt động, lưu ý, khẳng định, cho rằng, chỉ rõ, chỉ ra, phát biểu, bày tỏ, mong muốn, hoan nghênh, đánh giá cao
    quy định việc, quy định chi tiết, thi đua, thời gian tới, trong thời gian tới, từ nay, hiện nay, năm nay, trước mắt, bên cạnh đó, đồng thời, trong đó, trong quá trình, trong việc, trong thời gian"""
)
# Verbs that stand in names: right after these nouns a verb goes on with the name ("Ban chỉ đạo", "phòng quản lý đô thị").
_NAMING = re.compile(
    r"(?<!\w)(?:chủ|nhà|ban|phòng|tổ|cục|(?<!nội\s)vụ|trung\s+tâm|(?<!quốc\s)hội|viện|người|quỹ|ngân\s+hàng|công\s+ty|tiểu\s+ban|lực\s+lượng)\s+$"
)
_NAMED_VERB = re.compile(
    r"(?:chỉ\s+đạo|quản\s+lý|tổ\s+chức|điều\s+hành|giám\s+sát|kiểm\s+tra|tuyên\s+truyền|xây\s+dựng|bảo\s+vệ|xúc\s+tiến|hỗ\s+trợ|phát\s+triển|đầu\s+tư|đổi\s+mới|vận\s+động"
    r"|giải\s+phóng|lãnh\s+đạo|bảo\s+đảm|đào\s+tạo|bồi\s+dưỡng|nghiên\s+cứu|thẩm\s+định|khai\s+thác|hướng\s+dẫn|tiếp\s+nhận|quy\s+hoạch|thanh\s+tra|khuyến\s+khích|dịch\s+vụ|phòng|phục\s+vụ|thông\s+tin|truyền\s+thông|giáo\s+dục|thống\s+kê|kiểm\s+soát|chăm\s+sóc|cứu\s+trợ|xét\s+nghiệm|chuyển\s+giao|thi\s+công|sản\s+xuất|tham\s+gia|đăng\s+ký)(?!\w)"
)
_SURE_END = re.compile(
    r"(?:chủ trì|phối hợp|có|chịu|sẽ|cần(?!\s+(?:thơ|giờ|giuộc))|phải|khẩn|tiếp|tập|theo|được|đã|báo cáo|gửi|rà soát|làm việc|căn cứ|đẩy|nâng cao)(?!\w)"
)
# Nouns whose second half is a verb as well: "công trình", "chủ đầu tư", "khu phát triển".
_COMPOUNDS = (
    (
        re.compile(r"(?<!\w)chức\s+năng\s+$"),
        re.compile(r"(?:quản\s+lý|xây\s+dựng|kiểm\s+tra|thanh\s+tra|giám\s+sát|tham\s+mưu)(?!\w)"),
    ),
    (re.compile(r"(?<!\w)thẩm\s+quyền\s+$"), re.compile(r"(?:quyết\s+định|phê\s+duyệt|ban\s+hành|xử\s+lý)(?!\w)")),
    (re.compile(r"(?<!\w)truyền\s+$"), re.compile(r"hình(?!\w)")),
    (re.compile(r"(?<!\w)đăng\s+$"), re.compile(r"ký(?!\w)")),
    (re.compile(r"(?<!\w)đăng\s+ký\s+$"), re.compile(r"(?:đầu\s+tư|kinh\s+doanh|doanh\s+nghiệp)(?!\w)")),
    (re.compile(r"(?<!\w)tham\s+gia\s+$"), re.compile(r"bảo\s+vệ\s+(?:an\s+ninh|trật\s+tự)(?!\w)")),
    (re.compile(r"(?<!\w)(?:ngoại|bàn|chuyển)\s+$"), re.compile(r"giao(?!\w)")),
    (re.compile(r"(?<!\w)(?:công|chương|quy|lộ|giáo|tiến|quá|hành|địa)\s+$"), re.compile(r"trình(?!\w)")),
    (re.compile(r"(?<!\w)(?:chủ|nhà|vốn|xúc\s+tiến|dự\s+án|suất)\s+$"), re.compile(r"đầu\s+tư(?!\w)")),
    (
        re.compile(r"(?<!\w)(?:dự\s+án|khu|quỹ|ngân\s+hàng|trung\s+tâm)\s+$"),
        re.compile(r"(?:phát\s+triển|bảo\s+vệ|hỗ\s+trợ|bồi\s+dưỡng)(?!\w)"),
    ),
)


def owner_end(text: str, seen: str, start: int, end: int) -> int:
    """Where the name of a body that begins at ``start`` ends; a word with a capital in ``text`` goes on with the name."""
    limit = _end_of_names(text, seen, start, end)
    for match in _WORD_START.finditer(seen, start + 1, limit):
        position = match.start()
        if not _ends(text, seen, start, position, end) or _goes_on(text, seen, start, position):
            continue
        if _LEADING_BODY.search(seen, max(start, position - 10), position) and _LEADS.match(seen, position):
            continue
        if _NAMED_VERB.match(seen, position) and _NAMING.search(seen[max(start, position - 16) : position]):
            continue
        if seen.startswith("tổ chức", position) and _ORGANISATION_NOUN.match(seen, position + 7):
            continue
        return position
    return limit


def _ends(text: str, seen: str, start: int, position: int, end: int) -> bool:
    """Tell whether a word may end a name: a verb that is hardly ever a noun, or any verb where the name is whole."""
    if _END_OF_OWNER.match(seen, position, end) is not None:
        return True
    stop = verbs.PLAIN.match(seen, position, end)
    if text[position].isupper() or stop is None or not _TWO_WORDS.search(seen, position, stop):
        return False
    before = max(start, position - 24)
    return _WHOLE.search(seen, before, position) is not None or _CAPITALS.search(text, before, position) is not None


_TWO_WORDS = re.compile(r"\s")
# A name is whole after these words, or after a word with a capital.
_WHOLE = re.compile(
    r"(?<!\w)(?:xã|phường|tỉnh|huyện|ngành|cấp|liên\s+quan|trực\s+thuộc|địa\s+phương|đơn\s+vị|nước|thành\s+phố|sở|bộ|đoàn\s+thể|doanh\s+nghiệp|hợp\s+tác\s+xã|chức\s+năng)\s+$"
)
_CAPITALS = re.compile(r"(?:^|\s)[A-ZĐÀ-Ỹ][^\W\d_]*\s+(?:[^\W\d_]+\s+)?$")


def owner_name(text: str, seen: str, start: int, stop: int) -> str:
    """The name that stands in [start, stop), without those it picks out of itself ("các tỉnh, nhất là ...")."""
    picked = _PICKED_OUT.search(seen, start, stop)
    return clean(text[start : picked.start() if picked and picked.start() > start else stop])


def picks_out(seen: str, position: int, end: int) -> bool:
    """Tell whether words stand at a position that pick some out of those just named ("trong đó trọng tâm là các xã ...")."""
    return _PICKED_OUT.match(seen, position, end) is not None


def _end_of_names(text: str, seen: str, start: int, end: int) -> int:
    """Where the names that begin at ``start`` must end at the latest: a colon, but not that of "Các Bộ: Tài chính, Nội vụ"."""
    colon = seen.find(":", start, end)
    while colon >= 0 and _LISTS_NAMES.search(seen, start, colon) and _CAPITAL.match(text, colon + 1, end):
        colon = seen.find(":", colon + 1, end)
    return colon if colon >= 0 else end


_LISTS_NAMES = compiled(
    r"(?<!\w)(?:bộ|cơ quan|ban|sở|ngành|tỉnh|thành phố|xã|phường|huyện|địa phương|đơn vị|tập đoàn|tổng công ty|trung ương)\s*$"
)
_CAPITAL = re.compile(r"[\s*]*[A-ZĐÀ-Ỹ][^\W\d_]+[\s,]")


def _goes_on(text: str, seen: str, start: int, position: int) -> bool:
    """Tell a verb that is a word of a name: "Sở Giáo dục và Đào tạo", "Ban Quản lý dự án công trình"."""
    if text[position].isupper() and text[position + 1 : position + 2].islower():
        return not _SURE_END.match(seen, position)
    if verbs.is_noun(seen, position, len(seen)):
        return True
    before = seen[max(start, position - 16) : position]
    if _ESPECIALLY.search(before) and seen.startswith("là ", position):
        return True
    return any(left.search(before) and right.match(seen, position) for left, right in _COMPOUNDS)


# "cơ quan chủ trì có trách nhiệm ...": the verb tells which body, since a modal follows it.
_LEADING_BODY = re.compile(r"(?:cơ\s+quan|đơn\s+vị)\s+$")
_LEADS = compiled(
    r"(?:(?:chủ trì|quản lý|soạn thảo|thẩm định|đầu mối|phối hợp|thực hiện|tham mưu|tiếp nhận|giải quyết|cung cấp|sử dụng|đăng ký)(?: [^,;.:]{0,80}?)? (?:có trách nhiệm|chịu trách nhiệm|cần|phải|sẽ)"
    r"|tham mưu,? giúp việc|quản lý (?:nhà|đất|thuế|thị trường|dự án|chuyên ngành|trực tiếp|cấp)|thi hành án|thực hiện chức năng)(?!\w)"
)
_ESPECIALLY = re.compile(r"(?<!\w)(?:nhất|đặc\s+biệt)\s+$")
_PICKED_OUT = compiled(
    r"[,(;]? ?(?:nhất là|đặc biệt là|trước hết là|trong đó(?:,? (?:có|trọng tâm|tập trung|chú trọng|nhất|đặc biệt|ưu tiên))?)(?!\w)"
)
_WORD_START = re.compile(r"(?<=[\s,])[^\W\d_]")
_ORGANISATION_NOUN = compiled(
    r"(?:,| (?:thành viên|kinh tế|quần chúng|tôn giáo|hội|đảng|chính trị|đoàn thể|trực thuộc|cơ sở|có|liên quan|xã hội|cá nhân|và))(?!\w)"
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
    r"(?:theo (?:đúng )?(?:chức năng|thẩm quyền|phạm vi|nhiệm vụ)|căn cứ (?:vào )?(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|tình hình|điều kiện|phạm vi)|trong phạm vi|trên cơ sở)(?!\w)"
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
