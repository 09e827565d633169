"""Numbers that measure nothing: ordinals, names, numbers of papers, dates, counts of the parts of a text (số không đo đếm).

Told by the words beside a number and by its unit. A number is a figure only where nothing here speaks against it.
"""

from __future__ import annotations

import re

from vaocuoc.core.reading.comparators import Comparison
from vaocuoc.core.reading.engine import Cue, Token, compiled, cue, cue_at, first_cue
from vaocuoc.core.reading.numerals import Numeral
from vaocuoc.core.reading.units import Unit

# Told by what stands before a number ...
NOT_BEFORE: tuple[Cue[None], ...] = (
    cue("not.ordinal", r"(?<!\w)(?:thứ|lần|khóa|hạng|loại|mức độ|cấp độ|bậc|top|nhóm|kỳ họp|phiên họp|kỳ|vòng|thế hệ|tốp|ngôi|trận|vụ án số)\s*$", None),
    cue("not.part_of_text", r"(?<!\w)(?:điều|khoản|(?<!danh\x20)mục|phần|chương|điểm|phụ lục|biểu|mẫu|bảng|hình|trang|tiết|bước|dòng|cột|trường hợp)(?: số)?\s*$|(?<!\w)(?:chỉ tiêu|mục tiêu|nội dung|nhiệm vụ|trụ cột|tiêu chí|tiêu chí thành phần) số\s*$", None),
    cue("not.number_of", r"(?<!\w)(?:(?<!tổng\x20)(?<!trong\x20)số|quốc lộ|ql|tỉnh lộ|đt|đường|khu vực|khu|vị trí|phường|quận|đội|ấp|thôn|bản|tiểu khu|chương trình|công văn|nghị quyết|nghị định|thông tư|chỉ thị|đề án|ca|tổ|cầu rào|cống|lô|điện thoại|đt:|fax|km|quy hoạch điện|covid-?|cụm|dự án|block|tòa|tháp|ngõ|khối|vành đai|cơ sở|giai đoạn|nhà máy|tổ máy|hợp phần|nhánh|quân khu|binh đoàn)\s*$", None),
    cue("not.day", r"(?<!\w)(?:ngày|tháng|năm|quý|giờ|lúc|tuổi|tuần|đợt)\s*$", None),
    cue("not.list_of_parts", r"(?<!\w)(?:điều|khoản|điểm|mục|phần|phụ lục|biểu|mẫu)(?: số)? [\da-zđ]+(?:(?:,| và| hoặc) [\da-zđ]+)*(?:,| và| hoặc)\s*$", None),
    cue("not.divided", r"(?<!\w)(?:chia (?:làm|thành))\s*$", None),
)  # fmt: skip
# ... or after it.
NOT_AFTER: tuple[Cue[None], ...] = (
    cue("not.level", r"\s*(?:cấp(?! ủy)|sao|chiều|sẵn sàng|tại chỗ|rõ|không|nhà(?=\s*(?:[,.;:)”\"]|và|trong|gồm|$))|bên|mặt|phía|tầng lớp|trụ cột|khâu|đột phá|nhóm (?:nhiệm|giải|nội|vấn)|con số|là(?!\w))(?!\w)", None),
    cue("not.part", r"\s*(?:nhiệm vụ|giải pháp|nội dung|mục tiêu|quan điểm|định hướng|yêu cầu|bước|vấn đề|phần|lĩnh vực|chương trình|nhiệm vụ, giải pháp)(?:,? \w+)? (?:trọng tâm|đột phá|chủ yếu|sau|lớn|cụ thể|quan trọng|cơ bản|nêu trên|then chốt|tổng quát|như sau)(?! công tác)|\s*chỉ tiêu (?:chủ yếu|cơ bản|cụ thể|sau|như sau)", None),
)  # fmt: skip
# A number between a proper name and the place that it lies in belongs to the name ("nhà máy điện Sông Hiền 4 tỉnh Lam Giang").
_NAMED = re.compile(r"[\w”][ \n]+[A-ZĐÀ-Ỹ][^\W\d_]+ [A-ZĐÀ-Ỹ][^\W\d_]+\s+$")
_PLACE_NAME = re.compile(r"\s*(?:tỉnh|thành phố|huyện|xã|phường|quận|thị xã|[Bb]ệnh viện)\s+[A-ZĐÀ-Ỹ]")
_YEAR = re.compile(r"(?:19|20)\d\d")
# An amount said again in words ("100.000.000 đồng (một trăm triệu đồng)").
_SAID_AGAIN = compiled(r"\([^()\d]{0,60}$")
_MANY_PARTS = compiled(r"\s*chương trình công tác (?:trọng tâm )?(?:toàn khóa)")
_BARE = compiled(r"(?<!\w)(?:đạt|là|bằng|còn|lên|xuống|đạt được|ước đạt|ước)\s*$|:\s*$")
_COUNTING_ONE = compiled(
    r"(?<!\w)(?:ít nhất|tối thiểu|có|thêm|với|gồm|gồm có|bao gồm|,|và|đạt|xây dựng|thành lập|chỉ)\s*$"
)
_TIMES = compiled(r"(?<!\w)(?:tăng|giảm|bằng|còn|đạt|xuống|cao hơn|gấp|thấp hơn|từ|lên|vượt)(?: thêm| gần| hơn)?\s*$")
_RECURS = compiled(r"lần\s*(?:/|(?:mỗi|trong|một) )")
# A length of time is a figure only where it is itself what is measured ("tuổi thọ trung bình đạt 75 tuổi").
_MEASURED_TIME = compiled(
    r"(?<!\w)(?:tuổi thọ|số năm sống khỏe mạnh|độ tuổi (?:trung )?bình quân|tuổi (?:trung )?bình|tuổi đời bình quân|thời gian (?:giải quyết|thông quan|xử lý|làm thủ tục|chờ đợi|thực hiện thủ tục|cấp)[^,;.]{0,60}|số năm đi học|số ngày lưu trú)(?!\w)(?:[^,;.]|(?<=\d)[,.](?=\d)){0,60}(?:từ|đạt|là|còn|xuống|xuống còn|bằng|lên|khoảng|trên|dưới|hơn|gần|ít nhất|tối thiểu|không quá|tăng|giảm)\s*$"
)
_LOOSE_NOUN = compiled(r" (?P<u>[^\W\d_]+)(?!\w)")
_LOOSE_LEFT = compiled(
    r"(?<!\w)(?:có|thu hút|thu hút được|thành lập|thành lập mới|xây dựng|hỗ trợ|tổ chức|với|gồm|thêm|được|đạt|cho|hơn|trên|gần|khoảng|tổng số|trồng|cấp|mở|tặng|trao|bàn giao|kết nạp|giải quyết|xử lý|phát hiện|tiếp nhận|ban hành|đào tạo|tuyển|bắt|huy động|sản xuất|tiêu thụ|xuất khẩu|đón|ít nhất|tối thiểu|tối đa|không quá|bồi dưỡng|lắp đặt|thu gom|thu giữ|triệu tập)(?: mới| được| trên| hơn| gần| khoảng)?\s*$"
)
_NO_UNIT = frozenset(
    [
        "và",
        "trong",
        "của",
        "tại",
        "theo",
        "đến",
        "để",
        "là",
        "với",
        "từ",
        "về",
        "cho",
        "do",
        "nhưng",
        "thì",
        "mà",
        "hoặc",
        "hay",
        "khi",
        "nếu",
        "như",
        "các",
        "những",
        "đã",
        "sẽ",
        "được",
        "bị",
        "có",
        "không",
        "tới",
        "so",
        "trên",
        "dưới",
        "sau",
        "trước",
        "ở",
        "vào",
        "ra",
        "lên",
        "xuống",
        "đạt",
        "tăng",
        "giảm",
        "này",
        "đó",
        "nêu",
        "trở",
        "cùng",
        "gồm",
        "vừa",
        "nên",
        "rồi",
        "bằng",
        "chiếm",
        "cũng",
        "đều",
        "còn",
        "mới",
        "triệu",
        "tỷ",
        "nghìn",
        "đầu",
        "cuối",
        "nhằm",
        "loại",
        "lớp",
        "vào",
        "ngay",
        "thuộc",
        "tức",
        "đồng",
    ]
)


def loose_unit(text: str, seen: str, number: Token[Numeral], clause: tuple[int, int]) -> Token[Unit] | None:
    """A counted noun that the lexicon does not know, where the words before it count; ``seen`` is the surface of ``text``."""
    match = _LOOSE_NOUN.match(seen, number.end, clause[1])
    if match is None or match["u"] in _NO_UNIT or len(match["u"]) < 2 or not text[match.start("u")].islower():
        return None
    before = seen[max(clause[0], number.start - 30) : number.start]
    if (
        not _LOOSE_LEFT.search(before)
        or first_cue(NOT_BEFORE, before)
        or _YEAR.fullmatch(seen, number.start, number.end)
    ):
        return None
    return Token(match.start("u"), match.end("u"), Unit(match["u"], "counted"), ("unit.loose",))


def measures(
    text: str,
    seen: str,
    number: Token[Numeral],
    unit: Token[Unit] | None,
    compared: Comparison,
    clause: tuple[int, int],
) -> bool:
    """Tell a figure from a number that names, orders or dates; ``seen`` is the surface of ``text``."""
    value = number.value
    before = seen[max(clause[0], compared.start - 40) : compared.start]
    if unit is None:
        if value.words or not _BARE.search(before):
            return False
        return value.of is not None or bool(re.search(r"[.,]", seen[number.start : number.end]))
    kind = unit.value.kind
    if kind == "duration":
        return not value.words and _measures_time(seen, number, unit, clause)
    if kind == "times" and not _multiplies(seen, number, unit, compared, before):
        return False
    if value.words and _SAID_AGAIN.search(before):
        return False
    if kind in {"percent", "money", "points", "times"}:
        return not value.words or (value.value > 0 and _scaled(unit.value))
    if value.words and value.value and not _counts_in_words(seen, number, unit, before):
        return False
    if value.value and kind == "counted" and compared.start == number.start and _names(text, seen, number, before):
        return False
    return _MANY_PARTS.match(seen, number.end) is not None or cue_at(NOT_AFTER, seen, number.end) is None


def _scaled(unit: Unit) -> bool:
    """Tell amounts that papers write in words ("hai trăm triệu đồng") from articles."""
    return unit.name.startswith(("tỷ", "triệu", "nghìn", "trăm")) or unit.kind == "points"


def _names(text: str, seen: str, number: Token[Numeral], before: str) -> bool:
    """Tell a number that belongs to a name, orders or dates."""
    if first_cue(NOT_BEFORE, before) or _YEAR.fullmatch(seen, number.start, number.end):
        return True
    return (
        number.end - number.start == 1
        and _PLACE_NAME.match(text, number.end) is not None
        and _NAMED.search(text, max(0, number.start - 40), number.start) is not None
    )


def _multiplies(seen: str, number: Token[Numeral], unit: Token[Unit], compared: Comparison, before: str) -> bool:
    """Tell "gấp 3 lần", "còn 1,7 lần" from how often something is done."""
    if _RECURS.match(seen, unit.start):
        return False
    if "gấp" in seen[compared.start : number.start] or _TIMES.search(before):
        return True
    return "," in seen[number.start : number.end]


def _measures_time(seen: str, number: Token[Numeral], unit: Token[Unit], clause: tuple[int, int]) -> bool:
    """Tell a length of time that is itself measured."""
    return _MEASURED_TIME.search(seen, max(clause[0], number.start - 140), number.start) is not None


def _counts_in_words(seen: str, number: Token[Numeral], unit: Token[Unit], before: str) -> bool:
    """ "một" is mostly an article: it counts after a verb of having, or in a list of counts."""
    if unit.value.kind != "counted" or re.match(
        r"\s*(?:trong|số|phần|cách|bước|lần|đô thị văn|nhiệm vụ)(?!\w)", seen[number.end : number.end + 20]
    ):
        return False
    return number.value.value > 1 or _COUNTING_ONE.search(before) is not None
