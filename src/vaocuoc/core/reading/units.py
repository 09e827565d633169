"""Units of measure and counted nouns (đơn vị tính).

A unit is looked up right after a number. Money, percentages and physical units take scales and per-parts ("triệu lượt
khách", "triệu đồng/người/năm"); what is counted is a noun of the lexicon. The name given is lower case as the contract
asks, "USD" and the like in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vaocuoc.core.reading.engine import Lexicon, Token, compiled

UnitKind = Literal["money", "percent", "physical", "counted", "times", "points", "duration"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its name in the contract and its kind."""

    name: str
    kind: UnitKind


# What official papers count. A noun of two words stands whole; the shorter one is taken only where no longer one fits.
COUNTED = Lexicon(
    """
    dự án, tiểu dự án, công trình, hạng mục, gói thầu, đề án, chương trình, kế hoạch, nghị quyết, chỉ thị
    kết luận, quyết định, thông báo, văn bản, nghị định, thông tư, quy định, báo cáo, tờ trình, công văn, hướng dẫn, kiến nghị
    nhiệm vụ, giải pháp, chỉ tiêu, tiêu chí, tiêu chuẩn, nội dung, mục tiêu, chỉ số, mô hình, sản phẩm, sáng kiến, đề tài
    đơn vị hành chính, đơn vị sự nghiệp, đơn vị, cơ quan, tổ chức, tổ chức đảng, tổ chức cơ sở đảng, chi bộ, đảng bộ
    chi đảng bộ, đảng viên, cấp ủy, cấp ủy viên, đoàn viên, hội viên, cán bộ, công chức, viên chức, đại biểu, đồng chí
    tỉnh, thành phố, thị xã, huyện, quận, xã, phường, thị trấn, thôn, bản, làng, ấp, khu phố, tổ dân phố, buôn, địa phương
    đô thị, khu công nghiệp, kcn, cụm công nghiệp, ccn, khu kinh tế, khu du lịch, khu dân cư, khu đô thị, khu, cụm, vùng, tuyến
    tuyến đường, tuyến phố, cầu, ngõ, nút giao, bến xe, cảng, sân bay, nhà máy, trạm, trạm y tế, bệnh viện, trung tâm, chợ
    siêu thị, nhà ở xã hội, nhà ở, nhà, căn, căn hộ, phòng học, phòng, trường, lớp, lớp học, nhóm trẻ, học sinh, sinh viên, học viên, trẻ em, trẻ, giáo viên, giảng viên, bác sĩ
    dược sĩ, điều dưỡng, giường bệnh, giường, bác sĩ/vạn dân, giường bệnh/vạn dân, giường/vạn dân, máy, thiết bị
    doanh nghiệp, hợp tác xã, htx, tổ hợp tác, liên hiệp hợp tác xã, trang trại, hộ kinh doanh, hộ, khẩu, nhân khẩu, người, người dân, lao động, công nhân, nông dân
    thanh niên, phụ nữ, cựu chiến binh, chiến sĩ, nghệ nhân, người nghèo, người nghiện, đối tượng, người có công
    lượt, lượt người, lượt khách, khách, du khách, lượt học sinh, khách quốc tế, lượt hộ
    vụ, vụ việc, vụ án, bị can, bị cáo, đơn, đơn thư, hồ sơ, thủ tục, thủ tục hành chính, tthc, dịch vụ công, giấy chứng nhận
    giấy phép, phiếu, biên bản, ca, trường hợp, cuộc, hội nghị
    cuộc họp, phiên họp, kỳ họp, buổi, buổi làm việc, đợt, lần, chuyến, chuyến bay, chuyến tàu
    ý kiến, lượt ý kiến, tin, tin bài, bài, bài viết, tác phẩm, ấn phẩm, cuốn, bộ, bộ tiêu chí, tài khoản, thuê bao
    điểm, cơ sở, xe, xe ô tô, xe máy, xe buýt, xe tải, xe đạp, ô tô, phương tiện, loại bệnh, loại hình, loại sản phẩm, loại cây trồng
    tàu, tàu cá, con, cây, cây xanh, cơ sở dữ liệu, hệ thống, phần mềm, nền tảng, camera
    chi cục, cục, sở, ban, phòng ban, ban chỉ đạo, tổ công tác, tổ, đoàn, đoàn công tác, nhóm, hội, câu lạc bộ, đội, đại đội
    thửa đất, thửa, lô, lô đất, khu đất, mỏ, di tích, di sản, lễ hội, làng nghề, sản phẩm ocop, nhãn hiệu, thương hiệu
    gia đình, gia đình chính sách, suất, suất quà, phần quà, mẹ việt nam anh hùng, liệt sĩ, mộ liệt sĩ, nhà văn hóa, nhà tình nghĩa
    nhà tạm, nhà đại đoàn kết, tập thể, cá nhân, huân chương, bằng khen, giải, huy chương, quốc gia, nước, thị trường, nhà đầu tư
    hợp đồng, biên bản ghi nhớ, đồ án, quy hoạch, điểm sáng, việc làm, việc làm mới, giao dịch, hóa đơn, đơn hàng, công đoàn cơ sở
    nhân sự, biên chế, vị trí việc làm, thành viên, giám đốc, chuyên gia, nhà khoa học, kỹ sư, thạc sĩ, tiến sĩ, công nhân viên, thẩm phán
    bộ đội, chiến sỹ, thương binh, bệnh binh, thân nhân liệt sĩ, hài cốt, bệnh nhân, nạn nhân, cử tri, ứng cử viên, ủy viên
    điều kiện kinh doanh, đkkd, vbqppl, luật, bộ luật, pháp lệnh, điều ước quốc tế, thỏa thuận, đề xuất, ý tưởng, sáng chế, bằng sáng chế, công bố
    tham luận, vấn đề, chức năng, chuyên đề, hành vi, sai phạm, vi phạm, khiếu nại, tố cáo, chỉ dẫn địa lý, mã số vùng trồng, mã số
    lĩnh vực, ngành, ngành hàng, ngành nghề, nghề, mặt hàng, nhóm hàng, tổng công ty, tập đoàn, công ty, ngân hàng, chi nhánh, văn phòng, quỹ, quỹ tín dụng
    cửa hàng, gian hàng, kho, khách sạn, homestay, nhà hàng, chuỗi,
    hồ chứa, hồ, đập, trạm bơm, giếng, cống, bãi, ao, lồng, bè, vườn, nhà kính, nhà xưởng, ngôi nhà, trụ sở, công sở, phòng khám, phòng thí nghiệm
    tờ khai, tờ khai hải quan, container, hành khách, lượt xe, lượt phương tiện, lượt tàu, lượt truy cập, lượt tham gia, lượt tương tác, toa, đầu máy, đầu xe
    gia súc, gia cầm, ổ dịch, mẫu nước, mẫu thử, liều, mũi tiêm, thẻ, sổ, học bổng, sự kiện, cuộc thi,
    giải thưởng, huy chương vàng, cờ thi đua, danh hiệu, giấy khen, hiện vật, bia, tượng đài, sân, sân vận động, thiết chế văn hóa, thư viện, bảo tàng
    khóa học, khóa, bài giảng, tiết mục, chuyên mục, chuyên trang, phóng sự, bản tin, tờ rơi, pa nô, băng rôn, khẩu hiệu
    tổ đảng, đảng ủy, ban chấp hành, ban quản lý, đầu mối, cấp phó, phòng chuyên môn, khoa, bộ môn, văn bằng, chứng chỉ, chứng thư số, chữ ký số
    máy chủ, đường truyền, csdl, bộ dữ liệu, trường dữ liệu, ứng dụng, quy trình, cảnh báo, cuộc tấn công, tin nhắn, cuộc gọi, máy bay, tàu bay, trực thăng
    vòng hoa, chu kỳ, con/phụ nữ, làn xe, làn, tầng, giấy tờ, lượt nhân lực, lượt học tập, lượt bài, lượt cán bộ, lượt đảng viên, lượt đoàn viên, lượt hội viên, lượt lao động
    """
)
# Kinds of one thing counted together, and counts of one kind against a hundred or more of another.
_TOGETHER = compiled(
    r"(?:xã, phường(?:, thị trấn|, đặc khu)?|phường, xã|bộ, cơ quan ngang bộ|bộ, cơ quan|bộ, ngành|sở, ban, ngành|sở, ngành|tỉnh, thành phố|huyện, thành phố|huyện, thị xã|tin, bài|đơn vị, địa phương|cơ quan, đơn vị|tập thể, cá nhân|tổ chức, cá nhân|tập đoàn, tổng công ty|thôn, bản|dự án, công trình|công trình, dự án|cán bộ, công chức(?:, viên chức)?|cán bộ, đảng viên|cán bộ, giáo viên(?:, nhân viên)?|doanh nghiệp, hợp tác xã)(?!\w)"
    r"|[^\W\d_]+(?: [^\W\d_]+){0,3}\s?/\s?(?:1?00|1\.000|10\.000|100\.000) (?:trẻ sơ sinh gái|trẻ em gái|trẻ gái|bé gái|phụ nữ|trẻ (?:đẻ|sinh) (?:ra )?sống|trẻ em|trẻ|người dân|lao động|hộ)(?!\w)"
)
_PHYSICAL = Lexicon(
    """
    km/h, km2, km², km, m2, m², m3, m³, m, m3/ngày đêm, m3/giờ, m3/ngày, m3/s, cm, mm, mét, mét vuông, mét khối, ha, hecta, héc ta, hécta, tấn, kg, tạ, lít, kw, kwh, mw, mwp, gw
    gwh, kv, mva, kva, gwp, mbps, gbps, gb, tb, hải lý, sào, mẫu, dặm, µg, mg, teu, dwt, lao động/ha, gigabit, terabyte
    """
)
_DURATION = Lexicon(
    "năm, tháng, ngày, tuần, giờ, phút, giây, quý, thập kỷ, thế kỷ, ngày làm việc, tiếng, năm qua, tuổi, tháng tuổi, nhiệm kỳ"
)

_MONEY = Lexicon("đồng, vnđ, vnd, usd, đô la mỹ, đô la, euro, eur, nhân dân tệ, yên, won")
# "01 đồng hồ" is a watch.
_NO_MONEY = compiled(r" (?:hồ(?! (?:thủy|chứa))|bộ|bào|thời|phục|phạm)(?!\w)")
_TIMES = Lexicon("lần")
_POINTS = compiled(r"điểm ?(?:%|phần trăm(?!\w))")
_PERCENT = compiled(r"%0(?!\d)|%o(?!\w)|%|‰|phần trăm(?!\w)")
_SCALE = compiled(r"(?:(?:trăm|chục|nghìn|ngàn|vạn|triệu) (?:tỷ|tỉ|triệu)|trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")
_SCALE_ALONE = compiled(r"(?:(?:nghìn|ngàn) (?:tỷ|tỉ)|tỷ|tỉ|triệu)(?!\w)")
# What stands after a slash: by what a unit is counted ("/người/năm", "/xã, phường", "/10.000 dân").
_PER = compiled(
    r"\s?/\s?(?:xã, phường|(?:10\.000|1\.000|100|vạn|triệu) dân|năm học|đối tượng|văn bản|chương trình|báo cáo|nhiệm vụ|hợp đồng|đảng viên|đơn vị|dự án|học sinh|lao động|hồ sơ|cơ sở|công trình|sản phẩm|[^\W\d_]{1,7}[23]?)(?![\w/])|\s?/\s?[^\W\d_]{1,7}(?=\s?/)"
)
_EACH = compiled(r" (?:(?:một|mỗi) (?P<each>năm|tháng|người|ngày|quý)|bình quân đầu người)(?!\w)")

RULE_NAMES = (
    "unit.percent_point",
    "unit.percent",
    "unit.money",
    "unit.times",
    "unit.duration",
    "unit.physical",
    "unit.counted",
    "unit.scale_alone",
)
_CAPITALS = re.compile(r"\b(usd|eur|euro|vnd|kw|kwh|mw|mwp|gwh|kv|mva|gb|tb|teu|dwt|vnđ)\b")
_SYMBOLS = {"kw": "kW", "kwh": "kWh", "kv": "kV", "mwp": "MWp", "gwh": "GWh"}
_SPELLING = {
    "phần trăm": "%",
    "%0": "‰",
    "%o": "‰",
    "km²": "km2",
    "m²": "m2",
    "m³": "m3",
    "điểm phần trăm": "điểm %",
    "% điểm": "điểm %",
}
_SPELLING |= {"mét": "m", "hecta": "ha", "héc ta": "ha", "hécta": "ha", "mét vuông": "m2", "mét khối": "m3"}
_OTHER_SCALE = {"tỉ": "tỷ", "ngàn": "nghìn"}


def unit_at(text: str, position: int) -> Token[Unit] | None:
    """Return the unit that stands right after a number ending at ``position`` of a surface."""
    start = position
    while start < len(text) and text[start].isspace():
        start += 1
    if start - position > 12:
        return None
    for name, kind, end in _readings(text, start):
        if end is None:
            continue
        stop = end
        while (per := _PER.match(text, stop)) is not None and kind in {"percent", "money", "physical", "counted"}:
            stop = per.end()
        each = _EACH.match(text, stop) if kind in {"percent", "money", "physical"} else None
        words = _name(text[start:end], text[end:stop], each)
        return Token(start, each.end() if each else stop, Unit(words, kind), (name,))
    return None


def unit_named(said: str) -> str:
    """The name of a unit as the contract writes it, from a heading or a column of units ("Triệu đồng", "Triệu USD")."""
    return _name(" ".join(said.lower().split()), "", None)


def _readings(text: str, start: int) -> Iterator[tuple[str, UnitKind, int | None]]:
    """The kinds of unit that may stand at ``start`` and where they end, in the order they are preferred."""
    points, percent = _POINTS.match(text, start), _PERCENT.match(text, start)
    yield "unit.percent_point", "points", points.end() if points else None
    yield "unit.percent", "percent", percent.end() if percent else None
    scale = _SCALE.match(text, start)
    after = start
    if scale:
        after = scale.end()
        while after < len(text) and text[after].isspace():
            after += 1
    together = _TOGETHER.match(text, after)
    counted, money = COUNTED.match(text, after), _MONEY.match(text, after)
    if money and text[start:money].endswith("đồng") and _NO_MONEY.match(text, money):
        money = None
    # "8 đồng chí" counts people: the longer reading wins.
    yield "unit.money", "money", money if money and not (counted and counted > money) else None
    yield "unit.times", "times", _TIMES.match(text, start)
    yield "unit.duration", "duration", _DURATION.match(text, start)
    yield "unit.physical", "physical", _PHYSICAL.match(text, after)
    yield "unit.counted", "counted", together.end() if together else counted
    alone = _SCALE_ALONE.match(text, start)
    yield "unit.scale_alone", "money", alone.end() if alone else None


def _name(said: str, per: str, each: re.Match[str] | None) -> str:
    """The name of a unit as the contract writes it."""
    words = " ".join(_OTHER_SCALE.get(word, word) for word in said.split())
    words = _SPELLING.get(words, words)
    if words in {"tỷ", "triệu", "nghìn tỷ"}:
        words += " đồng"
    words += re.sub(r"\s*/\s*", "/", " ".join(per.split()))
    if each:
        words += f"/{each['each'] or 'người'}"
    return _CAPITALS.sub(lambda match: _SYMBOLS.get(match.group(), match.group().upper()), words)
