"""What a figure measures, in the document's own words (tên chỉ tiêu).

A subject stands before its value ("tổng thu ngân sách đạt ..."), after a share ("100% trẻ em ... được ..."), or around a
count ("thu hút 36 dự án mới"). Times, connectives and the verbs of measuring are taken off.
"""

from __future__ import annotations

import re

from vaocuoc.core.reading.engine import Token, compiled
from vaocuoc.core.reading.units import Unit

_SPACE = re.compile(r"\s+")
# Connectives and manner words that open a clause and name nothing.
_LEADING = compiled(
    r"(?:[\s,:;.()“”\"'+-]|\b(?:như vậy|do vậy|vì thế|bởi vậy|trong đó|cụ thể|đồng thời|ngoài ra|bên cạnh đó|đặc biệt|theo đó|riêng|và|với|thì|là|nhưng|song|tuy nhiên|do đó|vì vậy|hiện nay|hiện|đến nay|qua đó|từ đó|nhờ đó|tiếp đến|nhất là|còn|mà|như|để|khi"
    r"|phấn đấu|mục tiêu|quyết tâm|nỗ lực|dự kiến|ước tính|ước|đạt|toàn tỉnh|toàn huyện|toàn xã|toàn quận|toàn thành phố|trên địa bàn(?: (?:tỉnh|huyện|xã|thành phố))?|toàn quốc|theo|tại|trong|vào|đến|đã|có|sẽ|cần|phải|về|từ|hằng năm|hàng năm|mỗi năm|bình quân|cả năm|thêm|được|lũy kế|tính|thứ (?:nhất|hai|ba|tư|năm)|một là|hai là|ba là)\b|\(?(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)(?=\s))+"
)
# Verbs of measuring and hedges that end a subject.
_TRAILING = compiled(
    r"(?:[\s,:;.()“”\"'+-]|\b(?:ước|đạt|được|là|bằng|chiếm|(?<!gia\x20)tăng|(?<!cắt\x20)giảm|còn|có|(?<!trở\x20)lên|xuống|với|khoảng|hơn|trên|gần|dưới|từ|đến|đạt mức|mức|tỷ lệ|tỉ lệ|bình quân|hàng năm|hằng năm|mỗi năm|tối thiểu|ít nhất|tối đa|không quá|vượt|thực hiện|phấn đấu|dự kiến|đã|sẽ|thêm|cả năm|thu được|lần lượt|mạnh|đều|khoảng chừng|xấp xỉ|trung bình|quy mô đạt|tổng cộng|giá trị đạt|trong đó|nâng|gấp|thấp nhất|ước tính|cho|của|và|để|thì|vào|trong|ở|cao hơn|thấp hơn|so)\b)+$"
)
# A clause of a subject that already has its predicate is another subject's.
_PREDICATE = compiled(
    r"(?<!\w)(?:đã|diễn ra|duy trì|tăng(?! trưởng)|tăng trưởng (?:cao|khá|thấp|chậm|ổn định)|giảm|đạt|là|vượt|chuyển dịch|cho biết|thông qua|tiếp tục|ban hành|triển khai|cao hơn|thấp hơn|đi vào hoạt động|mở rộng|ổn định|tích cực)(?!\w)"
)
# What measured subjects begin with.
_HEAD = (
    r"(?:tổng|số|tỷ lệ|tỉ lệ|giá trị|thu(?! hồi)|chi(?! tiết)|doanh thu|doanh số|sản lượng|kim ngạch|xuất khẩu|nhập khẩu|xuất siêu|vốn|thu nhập|grdp|gdp|tốc độ|chỉ số|diện tích|dân số|lượng|quy mô"
    r"|mức|cơ cấu|năng suất|tỷ trọng|bề rộng|chiều|công suất|mật độ|độ che phủ|tuổi thọ|tăng trưởng|thuế|giải ngân|công nghiệp|nông nghiệp|dịch vụ|khu vực|chi cục|bình quân|trung bình|chỉ tiêu|dự toán|kinh phí|nguồn vốn|nợ|huy động|mặt hàng|kinh tế|trữ lượng|khách)"
)
_NEW_HEAD = compiled(rf"(?:,|:|(?<!\w)(?:với|có|thì|nên|trong đó|nhưng|song|còn tại|khi|qua đó)) (?={_HEAD}(?!\w))")
# What sets a goal names no subject: the subject is what stands after it ("..., thực hiện mục tiêu tăng trưởng kinh tế").
_GOAL = compiled(
    rf"(?<!\w)(?:phấn đấu(?: đến)?|quyết tâm|nỗ lực|(?:góp phần )?(?:thực hiện|hoàn thành|bảo đảm|đảm bảo|đạt|đạt được|đặt|đề ra|hướng tới)(?: cao nhất| tốt| thắng lợi)? (?:mục tiêu|chỉ tiêu)(?: về)?|(?<!vượt\x20)mục tiêu(?! quốc gia)(?: về| là)?|(?:qua|từ|nhờ) đó(?: đã)?|(?:được )?giao(?= (?:chỉ tiêu|dự toán|thu|nhiệm vụ thu)(?!\w))|(?:bảo đảm|đảm bảo)(?= {_HEAD}(?!\w)))(?: (?:là|đạt|tăng(?! trưởng)|giảm(?! nghèo)|nâng(?! cấp)|đưa))?(?!\w)"
)
_NO_SUBJECT = compiled(
    r"\s*(?:\S+\s*)?$|\s*(?:chỉ tiêu|mục tiêu|kế hoạch|dự toán)\s*$|[^,;]{0,60}(?<!\w)(?:giao|đề ra|đặt ra)\s*$"
)
# Labels of a list name nothing either ("Chỉ tiêu 2: ...", "b) ...").
_LABEL = compiled(
    r"[\s*]*(?:(?:chỉ tiêu|mục tiêu|nhiệm vụ|tiêu chí|nội dung)(?: số)? \d{1,2}(?:\.\d{1,2})*\s*[:.)-]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|\[\d{1,3}\])[\s*]*"
)
_OPENING_PHRASE = compiled(
    r"\s*(?:theo|tại|trong(?! đó)|về|tính|đối với|với|từ|đến|sau|bên cạnh|ngoài|do|nhờ|cùng với|trước)(?!\w)[^,]*,"
)
_SHARE_END = compiled(
    r"[;:.]|,\s*(?:đáp ứng|bảo đảm|đảm bảo|góp phần|trong đó|đạt|tăng|giảm|bằng|chiếm|phấn đấu|từng bước|qua đó|đồng thời|vượt|nâng|cao hơn|thấp hơn|đứng|gồm|cụ thể|xếp|tương đương|gấp|mức)(?!\w)"
    r"|(?<!\w)(?:nhằm|theo quy định|so với|vào năm|đến năm|trước năm|vào quý|(?:trước|đến|vào|trong) (?:ngày|tháng|năm|quý|nhiệm kỳ|giai đoạn|hết|cuối)|chậm nhất|trong đó|nên|từ việc|thuộc diện)(?!\w)|,\s*$"
)
_COUNT_END = compiled(
    r"[;:.,(\[]|(?<!\w)(?:để|nhằm|theo quy định|từ nguồn|so với|bao gồm|vừa|rất|đã|như|(?<!sáng\x20)tạo|vào năm|đến năm|trước năm|vào quý|(?:trước|đến|vào|trong) (?:ngày|tháng|năm|quý|nhiệm kỳ|giai đoạn|hết|cuối)|chậm nhất|với|tại|qua đó|trong đó|nên|do|khi|bằng|gồm|là|trên một)(?!\w)"
)
_NOUN_AFTER = compiled(
    r"\s*(?!(?:so|kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ|và|hoặc|hay|thì|nhưng|đến|trong|năm|vào|với|theo|để|đạt|tăng|giảm|là|của|trên tổng|trở|một|mỗi|do|tại|ở|so|từ|cao|thấp|đứng|vượt|chiếm|kh|bình quân|tổng số|khi|mà|nên|vì|còn|có|sau|trước|tổng|trên|dưới|lên|kịch bản|mức|grdp|cơ cấu|tương|như|nhờ|lần|mới đạt|kịch|đối với|cũng|nghị|được giao)(?!\w))[^\W\d_]"
)


_MEASURED = compiled(
    r"[^\W\d_]{2,} (?:\w+ ){0,3}?(?:đạt|chiếm|là|bằng|tăng|giảm|còn|lên|xuống|đạt được|vượt|xuống còn|đạt tỷ lệ|bình quân)(?: (?:khoảng|trên|hơn|gần|dưới|ít nhất|tối thiểu|từ|thêm))?\s*$"
)


def clean(text: str) -> str:
    """Put a phrase on one line."""
    phrase = _SPACE.sub(" ", text).strip(" ,.;:–-\"'*|•+")
    if phrase.endswith(")") and "(" not in phrase:
        phrase = phrase.rstrip(" )")
    return phrase


def names_what_follows(seen: str, end: int, limit: int) -> bool:
    """Tell whether a share is followed by what it is a share of."""
    return end < limit and _NOUN_AFTER.match(seen, end, limit) is not None


def share_after(seen: str, start: int, limit: int) -> tuple[int, int]:
    """The span of what a share is a share of, after it ("100% [trẻ em ... được ...]")."""
    stop = _SHARE_END.search(seen, start, limit)
    return trimmed(seen, (start, stop.start() if stop else limit))


_NOTE = re.compile(r"\s*\[\d{1,3}\]")


def counted_after(seen: str, start: int, limit: int) -> tuple[int, int]:
    """The span of the qualifiers of a counted noun, after it ("36 dự án [đầu tư mới]")."""
    note = _NOTE.match(seen, start, limit)
    start = note.end() if note else start
    stop = _COUNT_END.search(seen, start, limit)
    return start, stop.start() if stop else limit


# A list of things or fields goes on behind its commas up to the end of its clause ("trung tâm hậu cần, bảo quản, chế biến ...").
_LISTED = compiled(
    r"(?:,(?! (?:trong đó|đạt|bằng|tăng|giảm|chiếm|góp phần|nhằm|để|qua đó|từ đó|đồng thời|với|có|là|và|phấn đấu|bảo đảm|đảm bảo|đáp ứng|nâng|hoàn thành|phục vụ|gồm|cụ thể|cao|thấp|vượt|so|tổng|do|hiện|đã|sẽ|được|bị|tiếp tục|trở thành|giúp|thu|tạo|phát|xử|tổ chức|triển khai|hỗ trợ|từng|đặc biệt|nhất là|thực hiện|xây dựng|chủ động|kịp thời|mỗi|theo|tại|trên|đến|trước|sau|như|nhưng|song|còn|không|chưa|phải|cần|ưu tiên|khắc phục|đẩy|tập trung|chỉ|gây|khi|nếu|về|năm|cho|đưa|mở|bước|ước|hình thành|thúc đẩy|tích cực|trình|báo cáo|giao|tương)(?!\w))(?:(?! (?:là|đạt|được|đã|sẽ|bị|đang|gồm)(?!\w))[^,;.:()]){1,60}){1,4}(?=$|[;.])"
)


def listed_on(seen: str, end: int, limit: int) -> int:
    """Where a list that begins with the qualifiers ending at ``end`` is over."""
    match = _LISTED.match(seen, end, limit)
    return match.end() if match and match.end() <= limit else end


# A size that tells one thing from another of its kind ("đường dây 220 kV", "cầu cảng 30.000 DWT").
_NAMED_BY_SIZE = compiled(
    r"(?<!\w)(?P<thing>đường dây|trạm biến áp|trạm|lưới điện|hệ thống điện|cáp ngầm|cầu cảng|bến cảng|bến|cảng|tàu|máy biến áp)(?: (?:cỡ|loại|trọng tải|có trọng tải|cấp điện áp))?\s*$"
)
_NAMING_UNITS = frozenset({"kV", "DWT", "MVA"})


def named_by_size(seen: str, start: int, end: int, unit: Token[Unit] | None) -> tuple[int, int] | None:
    """The span of the thing that a size before ``end`` serves to name, if it does."""
    if unit is None or unit.value.name not in _NAMING_UNITS:
        return None
    match = _NAMED_BY_SIZE.search(seen, max(start, end - 50), end)
    return match.span("thing") if match else None


# What is saved or given a share of stands after the share ("cắt giảm ít nhất 30% thời gian ...").
_CHANGES = compiled(
    r"(?:^|[,;:]|(?<!\w)(?:phấn đấu|đảm bảo|bảo đảm|để|và|sẽ|cần|phải|tiếp tục|nhằm|đã|thực hiện|yêu cầu|mục tiêu)(?!\w))\s*(?P<verb>cắt giảm|giảm|tiết kiệm|rút ngắn|tinh giản|bố trí|dành|phân bổ|trích|ưu tiên)(?: (?:được|thêm|mức))?(?: (?:tối thiểu|ít nhất|khoảng|trên|hơn|gần|từ|đến|không dưới|mức))*\s*$"
)
_SHARED = compiled(
    r" (?:thời gian|chi phí|số|điều kiện|thủ tục|tổng (?:chi|vốn|số|dự toán|kinh phí|biên chế|ngân sách)|ngân sách|biên chế|kinh phí|dự toán|nguồn)(?!\w)"
)
_GIVEN_OF = compiled(
    r"(?<!\w)(?:bố trí|dành|bảo đảm|đảm bảo|phân bổ|trích|ưu tiên|chi)(?: (?:mức|tối thiểu|ít nhất|khoảng|trên|hơn|không dưới))*\s*$"
)
_WHOLE = compiled(r" tổng (?:chi|vốn|dự toán|kinh phí|ngân sách|mức|biên chế)(?!\w)")


def share_of_change(seen: str, start: int, number: int, end: int, limit: int) -> str | None:
    """The verb whose object stands after a share; "" where the verb names nothing, None where there is no such verb."""
    if _GIVEN_OF.search(seen, start, number) and _WHOLE.match(seen, end, limit):
        return ""
    verb = _CHANGES.search(seen[start:number]) if _SHARED.match(seen, end, limit) else None
    return verb["verb"] if verb else None


_DEED = compiled(r" (?:đã|được|bị|chưa)(?!\w)")
_DEED_END = compiled(
    r"[;:.(\[]|,(?! [^,;.]{0,40}(?:cấp|ngành|bộ|sở|xã|phường|huyện|tỉnh)(?!\w))|(?<!\w)(?:nhằm|trong đó|so với|đạt tỷ lệ|gồm)(?!\w)|$"
)


def deed_after(seen: str, start: int, limit: int) -> tuple[int, int] | None:
    """The span of what those counted did or what was done to them ("34 xã [đã công bố danh mục ...]")."""
    if not _DEED.match(seen, start, limit):
        return None
    stop = _DEED_END.search(seen, start, limit)
    return start, stop.start() if stop else limit


_ANEW = compiled(
    r"(?:^|[,;:]|(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|quyết tâm|bảo đảm|đảm bảo|để|nhằm)(?!\w))(?: |,|(?<!\w)(?:đạt|có|đạt được|ít nhất|tối thiểu|trên|khoảng|được|cho|tỷ lệ|từ)(?!\w))*$"
)


def begins_anew(seen: str, start: int, end: int, holes: list[tuple[int, int]]) -> bool:
    """Tell a number before which its clause says nothing but its time and that it is aimed at ("..., phấn đấu năm 2030 đạt")."""
    window = list(seen[start:end])
    for left, right in holes:
        window[left - start : right - start] = " " * (right - left)
    return _ANEW.search("".join(window)) is not None


def ends_in_measure(seen: str, start: int, end: int) -> bool:
    """Tell whether a phrase before a number ends in a verb of measuring and has a subject ("tỷ lệ hộ nghèo còn")."""
    return _MEASURED.search(seen, start, end) is not None


_ASIDE = re.compile(r"\([^()]*\)")
_SUCH_AS = compiled(
    r"^(?:[Cc]ác|[Mm]ột số|[Nn]hững|[Nn]hiều) [^,]{3,40} như (?=\w)|^(?:[Kk]ết quả|[Tt]ình hình)(?: thực hiện)? (?=\w+ \w+)"
)


def subject_before(text: str, seen: str, start: int, end: int, holes: list[tuple[int, int]]) -> str:
    """The subject in [start, end) before a number, without its times (``holes``), opening phrases and verbs; maybe empty.

    A subject begins after a bracket still open, a colon, a time set off by a comma, or a clause with its own verb.
    """
    window = list(seen[start:end])
    for left, right in holes:
        window[left - start : right - start] = " " * (right - left)
    masked = "".join(window)
    label = _LABEL.match(masked)
    if label:
        masked = " " * label.end() + masked[label.end() :]
    masked = _ASIDE.sub(lambda match: " " * len(match.group()), masked)
    begin, stop = _begin(masked, [(left - start, right - start) for left, right in holes])
    head = _LEADING.match(masked, begin, stop)
    begin = head.end() if head else begin
    kept = "".join(
        " " if blank == " " else letter
        for letter, blank in zip(text[start + begin : start + stop], masked[begin:stop], strict=True)
    )
    return _SUCH_AS.sub("", clean(re.sub(r"\s+,", ",", kept)))


def _stop(masked: str, end: int) -> int:
    tail = _TRAILING.search(masked[:end])
    return tail.start() if tail else end


def _begin(masked: str, holes: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the subject at the end of a masked window begins and ends."""
    start, stop = 0, _stop(masked, len(masked))
    bracket = masked.rfind("(")
    if bracket >= 0 and ")" not in masked[bracket:]:
        if stop > bracket + 1 and masked[bracket + 1 : stop].strip():
            start = bracket + 1
        else:
            stop = _stop(masked, bracket)
    for left, right in holes:
        if start <= left and right < stop and re.match(r"\s*,", masked[right:stop]) and masked[right:stop].strip(" ,"):
            start = right
    colon = masked.rfind(":", start, stop)
    if colon >= 0 and masked[colon + 1 : stop].strip():
        start = colon + 1
    start, stop = _past_opening(masked, start, stop)
    for match in re.finditer(",", masked[start:stop]):
        comma = start + match.start()
        if _PREDICATE.search(masked, start, comma) and len(masked[comma + 1 : stop].split()) >= 2:
            start = comma + 1
            break
    goals = [match.end() for match in _GOAL.finditer(masked, start, stop)]
    start = next((goal for goal in reversed(goals) if not _NO_SUBJECT.match(masked[goal:stop])), start)
    heads = [match.end() for match in _NEW_HEAD.finditer(masked, start, stop)]
    if heads and len(masked[start:stop].split()) > 6:
        # "..., với tổng mức đầu tư": the last new subject, unless it is only one word of a list.
        start = next((head for head in reversed(heads) if len(masked[head:stop].split()) >= 2), start)
    return start, stop


def _past_opening(masked: str, start: int, stop: int) -> tuple[int, int]:
    """Leave an opening phrase out ("Theo báo cáo ..., "), unless it names the subject ("Về kim ngạch ..., cập nhật ...")."""
    opening = _OPENING_PHRASE.match(masked, start, stop)
    if opening is None or not masked[opening.end() : stop].strip():
        return start, stop
    rest = masked[opening.end() : stop].strip()
    names = re.match(rf"\s*(?:về|đối với|riêng)\s+{_HEAD}(?!\w)", masked[start:stop])
    if names and not re.match(rf"{_HEAD}(?!\w)", rest):
        return start, opening.end() - 1
    return opening.end(), stop


def trimmed(seen: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take leading connectives and trailing verbs off a phrase."""
    start, end = span
    head = _LEADING.match(seen, start, end)
    start = head.end() if head else start
    tail = _TRAILING.search(seen[start:end])
    return (start, start + tail.start()) if tail else (start, end)
