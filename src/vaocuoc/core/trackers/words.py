# ruff: noqa: E501 - words of one meaning are read as one row
"""The words that offices use for states, kinds of deadline, urgency and levels (từ của cơ quan), as data.

Every word is compared folded, one space between words. What is not here is asked once and remembered by the office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from vaocuoc.core.text import fold, nfc

STATES: Mapping[str, tuple[str, ...]] = {
    "done": (
        "xong", "đã xong", "hoàn thành", "đã hoàn thành", "hoàn tất", "đã hoàn tất", "đã thực hiện", "đã thực hiện xong",
        "đã ban hành", "hoàn thành đúng hạn", "hoàn thành trước hạn", "hoàn thành quá hạn", "hoàn thành muộn",
        "hoàn thành chậm", "đã kết thúc", "kết thúc", "đạt", "100%", "x", "đã hoàn thành đúng hạn", "đã hoàn thành quá hạn",
        "đã làm xong", "đã giải quyết", "done",
    ),
    "running": (
        "đang thực hiện", "đang làm", "đang triển khai", "đang xử lý", "đang tiến hành", "chưa hoàn thành", "chưa xong",
        "chưa thực hiện", "chưa triển khai", "chưa làm", "quá hạn", "chậm", "chậm tiến độ", "trễ hạn", "chậm muộn",
        "trong hạn", "sắp đến hạn", "mới giao", "đến hạn", "đang theo dõi", "đang soạn thảo", "đang tham mưu", "chưa bắt đầu",
        "quá hạn chưa xong", "chưa hoàn thành (quá hạn)", "đúng tiến độ", "đang thực hiện, quá hạn",
    ),
    "awaiting": (
        "chờ nghiệm thu", "chờ xác nhận", "chờ duyệt", "chờ phê duyệt", "đã trình", "đã nộp", "chờ ký", "đã báo cáo",
        "chờ xác nhận hoàn thành", "đã trình, chờ duyệt",
    ),
    "regular": ("thường xuyên", "thực hiện thường xuyên", "định kỳ", "việc thường xuyên"),
    "condition": (
        "chờ quyết định", "chờ điều kiện", "chờ ý kiến", "chờ chủ trương", "chờ hướng dẫn", "chờ văn bản", "chờ cấp trên",
        "chờ ý kiến chỉ đạo", "chờ bố trí vốn", "chờ",
    ),
    "suspended": ("tạm dừng", "tạm hoãn", "dừng", "hoãn", "tạm ngừng"),
    "cancelled": ("hủy", "đã hủy", "hủy bỏ", "không thực hiện", "thôi thực hiện", "bỏ"),
}  # fmt: skip

DEADLINE_KINDS: Mapping[str, tuple[str, ...]] = {
    "day": ("có hạn cụ thể", "hạn cụ thể", "ngày cụ thể", "có thời hạn", "cố định", "có hạn", "ngày cố định", "hạn cố định"),
    "after_issue": (
        "ký ban hành", "theo ngày ban hành", "sau ban hành", "ký ban hành (n ngày)", "ban hành", "ký, ban hành",
        "ký ban hành (10 ngày)", "n ngày sau ban hành",
    ),
    "regular": ("thường xuyên", "định kỳ", "hằng năm", "hàng năm", "hằng tháng", "hàng tháng", "hằng quý", "hàng quý"),
    "condition": (
        "chờ quyết định", "chờ quyết định, điều kiện", "chờ điều kiện", "chờ cấp có thẩm quyền", "theo điều kiện",
        "khi có điều kiện", "chờ", "chờ chủ trương",
    ),
}  # fmt: skip

_SHORT = {
    "ht": "hoàn thành", "th": "thực hiện", "tk": "triển khai", "tx": "thường xuyên", "qh": "quá hạn", "cxn": "chờ xác nhận",
    "đht": "đã hoàn thành", "dht": "đã hoàn thành", "đth": "đang thực hiện", "dth": "đang thực hiện",
    "cht": "chưa hoàn thành", "cth": "chưa thực hiện",
}  # fmt: skip
"""The letters that stand for words in the column of states, folded."""

URGENCIES: Mapping[str, tuple[str, ...]] = {
    "ordinary": ("thường", "bình thường", "không khẩn"),
    "urgent": ("khẩn", "gấp", "ưu tiên"),
    "very_urgent": ("thượng khẩn", "rất khẩn", "rất gấp"),
    "express": ("hỏa tốc", "hỏa tốc hẹn giờ"),
}

LEVELS: Mapping[str, tuple[str, ...]] = {
    "central": ("trung ương", "tw", "cấp trung ương"),
    "province": (
        "cấp tỉnh", "tỉnh", "thành phố trực thuộc trung ương", "tỉnh ủy", "ubnd tỉnh", "ban thường vụ tỉnh ủy",
        "thường trực tỉnh ủy", "cấp thành phố",
    ),
    "commune": ("cấp xã", "xã", "phường", "đặc khu", "đảng ủy xã", "ubnd xã", "đảng ủy phường"),
    "base": ("cơ sở", "chi bộ", "cấp cơ sở"),
}  # fmt: skip

KINDS_OF_INDICATOR: Mapping[str, tuple[str, ...]] = {
    "flow": ("số phát sinh trong kỳ", "phát sinh", "thời kỳ", "tổng trong kỳ"),
    "stock": ("số tại thời điểm", "thời điểm", "số dư"),
    "ratio": ("tỷ lệ", "tỉ lệ", "phần trăm", "cơ cấu"),
    "growth": ("tốc độ tăng", "tăng trưởng", "tốc độ"),
    "score": ("điểm số", "điểm"),
    "rank": ("thứ hạng", "xếp hạng"),
    "milestone": ("mốc đạt chuẩn", "mốc", "đạt chuẩn"),
}
FREQUENCIES: Mapping[str, tuple[str, ...]] = {
    "month": ("hằng tháng", "hàng tháng", "tháng"),
    "quarter": ("hằng quý", "hàng quý", "quý"),
    "year": ("hằng năm", "hàng năm", "năm"),
    "date": ("theo mốc", "mốc"),
}
KINDS_OF_UNIT: Mapping[str, tuple[str, ...]] = {
    "territory": ("địa bàn", "tỉnh", "xã", "phường"),
    "party": ("tổ chức đảng", "đảng bộ", "đảng ủy", "cấp ủy"),
    "government": ("ủy ban nhân dân", "ubnd", "chính quyền"),
    "department": ("sở, ban, ngành", "sở", "sở ngành", "ban ngành", "cơ quan chuyên môn"),
    "office": ("cơ quan tham mưu, giúp việc", "ban đảng", "cơ quan đảng", "văn phòng", "phòng", "cơ quan tham mưu"),
    "vertical": ("cơ quan ngành dọc", "ngành dọc"),
    "front": ("mặt trận và đoàn thể", "mặt trận", "đoàn thể", "mặt trận tổ quốc"),
    "enterprise": ("doanh nghiệp", "công ty"),
    "cell": ("chi bộ", "chi bộ trực thuộc"),
}
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "party": ("hệ thống đảng", "đảng"),
    "state": ("hệ thống chính quyền", "chính quyền", "nhà nước"),
    "territory": ("địa giới", "địa bàn"),
    "counterpart": ("cùng địa bàn",),
}

_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%")


@lru_cache(maxsize=50_000)
def plain_word(text: str) -> str:
    """A word as it is compared: folded, single spaces, without points at its ends."""
    return " ".join(fold(nfc(text)).split()).strip(" .;,:-")


def code_of(words: Mapping[str, tuple[str, ...]], text: str) -> str:
    """The code whose words hold ``text``; empty where none does."""
    return _index(tuple(words.items())).get(plain_word(text), "")


@cache
def _index(words: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {plain_word(word): code for code, known in reversed(words) for word in known}


def state_of(text: str) -> str:
    """The state that an office's word means: one of ``STATES``; empty where it must be asked.

    A percentage is done at 100, else running; "hoàn thành" with a number and a date behind it is left to a person.
    Letters that offices write for words ("đã HT", "đang TH") are read as those words.
    """
    plain = plain_word(text)
    if found := _PERCENT.fullmatch(plain):
        return "done" if int(found[1]) >= 100 else "running"
    return code_of(STATES, text) or code_of(STATES, " ".join(_SHORT.get(word, word) for word in plain.split()))
