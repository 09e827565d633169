"""Levels, organs and provinces that ended in 2025, as data (đơn vị đã kết thúc hoạt động): since when, into what, by what act.

A row is what any office of the country must know; an office's own units and their successions come from its register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

_CONSTITUTION: Final = "Nghị quyết 203/2025/QH15"
_PROVINCES: Final = "Nghị quyết 202/2025/QH15"
_GOVERNMENT: Final = "Nghị quyết 176/2025/QH15"
_DEPARTMENTS: Final = "Nghị định 45/2025/NĐ-CP"
_PARTY: Final = "Kết luận 121-KL/TW ngày 24/01/2025"
_SECRETARIAT: Final = "Nghị quyết 60-NQ/TW ngày 12/4/2025"
_TWO_LEVELS = date(2025, 7, 1)
_SPRING = date(2025, 3, 1)


@dataclass(frozen=True, slots=True)
class Ending:
    """``pattern`` is looked for on the surface at one of the words ``first``, a space standing for any blanks.

    ``into`` is what to write instead.
    """

    first: str
    pattern: str
    into: str
    since: date
    act: str


_DISTRICT = r"(?:huyện|quận|thị xã|thành phố thuộc tỉnh)"
_SHORT_LIST = r"(?:, (?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn))*"

LEVELS: Final[tuple[Ending, ...]] = (
    Ending("ủy ubnd hội hđnd chủ", rf"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chủ tịch ubnd) (?:các |cấp )?{_DISTRICT}(?!\w)", "UBND, HĐND cấp xã hoặc cơ quan cấp tỉnh", _TWO_LEVELS, _CONSTITUTION),
    Ending("các huyện quận thị", r"(?:các )?(?:huyện ủy|quận ủy|thị ủy)(?!\w)", "đảng ủy cấp xã hoặc cơ quan tham mưu của tỉnh ủy, thành ủy", _TWO_LEVELS, _SECRETARIAT),
    Ending("phòng ban cơ đơn công chính cấp mặt trung kinh", r"(?:phòng|ban|cơ quan|đơn vị|công an|chính quyền|cấp ủy|mặt trận|trung tâm|kinh phí)(?: \w+){0,3} cấp huyện(?!\w)", "cấp xã hoặc cấp tỉnh", _TWO_LEVELS, _CONSTITUTION),
    Ending("ở từ cấp", r"(?:ở |từ )?cấp (?:huyện|quận)(?!\w)", "cấp xã hoặc cấp tỉnh", _TWO_LEVELS, _CONSTITUTION),
    Ending("các từng", rf"(?:các |từng )(?:huyện|quận|thị xã)(?!\w){_SHORT_LIST}", "các xã, phường, đặc khu", _TWO_LEVELS, _CONSTITUTION),
    Ending("xã phường", r"(?:xã, phường|phường, xã|xã), thị trấn(?!\w)", "xã, phường, đặc khu", _TWO_LEVELS, _CONSTITUTION),
    Ending("ubnd ủy đảng", r"(?:ubnd|ủy ban nhân dân|đảng ủy) (?:các )?thị trấn(?!\w)", "xã, phường, đặc khu", _TWO_LEVELS, _CONSTITUTION),
)  # fmt: skip

_LABOUR = "Nội vụ (lao động, người có công, việc làm); Giáo dục và Đào tạo (giáo dục nghề nghiệp); Y tế (bảo trợ xã hội, trẻ em)"
_LABOUR_NAMES = r"(?:lao động,? ?-? ?thương binh (?:và|&) xã hội|lao động ?- ?tb ?(?:&|và)? ?xh|lđ-?tb ?(?:&|và)? ?xh)"

_MERGED: Final[tuple[tuple[str, str], ...]] = (
    (r"(?:kế hoạch và đầu tư|kh ?(?:&|và) ?đt)", "Tài chính"),
    (r"(?:giao thông vận tải|gtvt)", "Xây dựng"),
    (r"(?:thông tin và truyền thông|tt ?(?:&|và) ?tt)", "Khoa học và Công nghệ"),
    (_LABOUR_NAMES, _LABOUR),
    (r"(?:tài nguyên và môi trường|tn ?(?:&|và) ?mt)", "Nông nghiệp và Môi trường"),
    (r"(?:nông nghiệp và phát triển nông thôn|nn ?(?:&|và) ?ptnt)", "Nông nghiệp và Môi trường"),
)

ORGANS: Final[tuple[Ending, ...]] = (
    *(Ending("sở", rf"sở {names}(?!\w)", f"Sở {into}", _SPRING, _DEPARTMENTS) for names, into in _MERGED),
    *(Ending("bộ", rf"bộ {names}(?!\w)", f"Bộ {into}", _SPRING, _GOVERNMENT) for names, into in _MERGED),
    Ending("ủy", r"ủy ban dân tộc(?!\w)", "Bộ Dân tộc và Tôn giáo", _SPRING, _GOVERNMENT),
    Ending("ban", r"ban dân tộc (?:tỉnh|thành phố)(?!\w)", "Sở Dân tộc và Tôn giáo", _SPRING, _DEPARTMENTS),
    Ending("ban", r"ban tuyên giáo (?:tỉnh ủy|thành ủy|trung ương|đảng ủy)(?!\w)", "Ban Tuyên giáo và Dân vận", _SPRING, _PARTY),
    Ending("ban", r"ban dân vận (?:tỉnh ủy|thành ủy|trung ương|đảng ủy)(?!\w)", "Ban Tuyên giáo và Dân vận", _SPRING, _PARTY),
    Ending("ban", r"(?:ban tuyên giáo|ban dân vận) (?:huyện ủy|quận ủy|thị ủy)(?!\w)", "Ban Xây dựng Đảng của đảng ủy cấp xã", _TWO_LEVELS, _SECRETARIAT),
    Ending("đảng", r"đảng ủy khối(?: (?:các )?(?:cơ quan|doanh nghiệp|các cơ quan và doanh nghiệp))?(?: tỉnh| thành phố| trung ương)?(?!\w)", "Đảng ủy các cơ quan Đảng hoặc Đảng ủy UBND cùng cấp", _SPRING, _PARTY),
    Ending("ban", r"ban cán sự đảng (?:ubnd|ủy ban nhân dân)(?: tỉnh| thành phố)?(?!\w)", "Đảng ủy UBND cùng cấp", _SPRING, _PARTY),
    Ending("đảng", r"đảng đoàn (?:hđnd|hội đồng nhân dân)(?: tỉnh| thành phố)?(?!\w)", "Đảng ủy các cơ quan Đảng hoặc đảng ủy được giao", _SPRING, _PARTY),
    Ending("tòa viện tand vksnd", r"(?:tòa án nhân dân|viện kiểm sát nhân dân|tand|vksnd) (?:các |cấp )?(?:huyện|quận|thị xã)(?!\w)", "tòa án, viện kiểm sát nhân dân khu vực", _TWO_LEVELS, "Luật 81/2025/QH15, Luật 82/2025/QH15"),
    Ending("chi kho bảo", r"(?:chi cục thuế|kho bạc nhà nước|bảo hiểm xã hội) (?:các |cấp )?(?:huyện|quận|thị xã)(?!\w)", "thuế cơ sở, kho bạc, bảo hiểm xã hội khu vực hoặc cơ sở", _SPRING, "sắp xếp cơ quan ngành dọc năm 2025"),
    Ending("công", r"công an (?:các |cấp )?(?:huyện|quận|thị xã)(?!\w)", "công an cấp tỉnh hoặc công an cấp xã", _SPRING, _PARTY),
)  # fmt: skip

# Provinces that became part of another; the name alone may be a place or a person, so "tỉnh" or "UBND tỉnh" goes before.
_JOINED: Final[dict[str, str]] = {
    "hà giang": "tỉnh Tuyên Quang", "yên bái": "tỉnh Lào Cai", "bắc kạn": "tỉnh Thái Nguyên", "vĩnh phúc": "tỉnh Phú Thọ",
    "hòa bình": "tỉnh Phú Thọ", "bắc giang": "tỉnh Bắc Ninh", "thái bình": "tỉnh Hưng Yên", "hải dương": "thành phố Hải Phòng",
    "hà nam": "tỉnh Ninh Bình", "nam định": "tỉnh Ninh Bình", "quảng bình": "tỉnh Quảng Trị", "quảng nam": "thành phố Đà Nẵng",
    "kon tum": "tỉnh Quảng Ngãi", "bình định": "tỉnh Gia Lai", "ninh thuận": "tỉnh Khánh Hòa", "đắk nông": "tỉnh Lâm Đồng",
    "bình thuận": "tỉnh Lâm Đồng", "phú yên": "tỉnh Đắk Lắk", "bình dương": "Thành phố Hồ Chí Minh",
    "bà rịa - vũng tàu": "Thành phố Hồ Chí Minh", "bình phước": "tỉnh Đồng Nai", "long an": "tỉnh Tây Ninh",
    "sóc trăng": "thành phố Cần Thơ", "hậu giang": "thành phố Cần Thơ", "bến tre": "tỉnh Vĩnh Long", "trà vinh": "tỉnh Vĩnh Long",
    "tiền giang": "tỉnh Đồng Tháp", "bạc liêu": "tỉnh Cà Mau", "kiên giang": "tỉnh An Giang",
}  # fmt: skip

PROVINCES: Final[tuple[Ending, ...]] = tuple(
    Ending(
        "ubnd ủy hđnd hội tỉnh công sở",
        rf"(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|tỉnh ủy|công an) (?:tỉnh )?|sở(?: \w+){{1,4}} tỉnh ){name}(?!\w)",
        into, _TWO_LEVELS, _PROVINCES,
    )
    for name, into in _JOINED.items()
)  # fmt: skip
