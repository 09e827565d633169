"""Organisations, posts and organs as texts name them (cơ quan, đơn vị, chức danh).

Owners are read from the grammar of a sentence: what stands between its start (or "giao", "yêu cầu", "đề nghị") and its
verb, if it begins like a body or a post. No list of names is kept, so that merged and new units are read like the old.
"""

from __future__ import annotations

import re
from typing import Final

from vaocuoc.core.reading.engine import Cue, compiled, cue, first_cue

# How the name of a body or a post begins, on the surface.
_BODY: Final = (
    r"(?:bộ(?! (?:luật|tiêu chí|phận|máy|chỉ số|mặt|đề))|sở|ban(?! hành)|ngành|ubnd|ủy ban|hđnd|hội đồng|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng bộ|đảng đoàn|ban cán sự|chi bộ|cấp ủy"
    r"|văn phòng|công an|quân sự|bộ đội|thanh tra|tổng cục|cục|chi cục|vụ|trung tâm|viện|học viện|trường(?! hợp)|báo(?! cáo| động)|đài|mặt trận|mttq|ubmttq|đoàn(?! kết)|hội(?! nghị| nhập| thảo| thi)|liên đoàn|liên minh|cơ quan|đơn vị|địa phương|sở, ngành|sở, ban"
    r"|doanh nghiệp|tập đoàn|tổng công ty|công ty|chủ đầu tư|nhà thầu|tổ chức(?=(?:,| và|,? hoặc) cá nhân| (?:đảng|chính trị|đoàn|tín|cơ sở|cung cấp|tư vấn|có))|chính quyền|huyện|xã|tỉnh|thành phố|thành ủy|phường|quận|thị xã|đặc khu|ngân hàng|kho bạc|bảo hiểm|thuế|hải quan|điện lực|chi nhánh"
    r"|chính phủ|quốc hội|thủ tướng|phó thủ tướng|tòa án|viện kiểm sát|tổ công tác|tổ giúp việc|tổ(?! (?:chức|hợp|quốc|yến))|phòng(?!,? (?:chống|ngừa|tránh|cháy|bệnh|trừ|vệ|thủ dân sự|khi|là))|các khối|khối|bch|btv|thường trực|thường vụ|hiệp hội|bệnh viện|hợp tác xã|các cấp|trung ương|nhà nước|thành viên|tiểu ban|ban chỉ đạo|công đoàn|kiểm toán nhà nước|nhà trường|trạm(?= (?:y tế|kiểm|khí|thủy|khuyến|thú|cân|điện|bơm))|hạt(?= kiểm)|đồn(?= (?:biên|công))|đội(?= (?:quản|cảnh|kiểm|thuế|thanh|xung|nghiệp))|lực lượng|hệ thống chính trị|người dân|hộ dân|hộ gia đình|khu dân cư|khu phố|chủ (?:hộ|cơ sở|rừng|tàu))"
)
_POST: Final = r"(?:thủ trưởng|giám đốc|chủ tịch|phó chủ tịch|bí thư|phó bí thư|trưởng|phó trưởng|bộ trưởng|lãnh đạo|người đứng đầu|tư lệnh|chỉ huy trưởng|chánh văn phòng|chánh thanh tra|cục trưởng|chi cục trưởng|tổng giám đốc|hiệu trưởng|đồng chí|các đồng chí|thành viên|ủy viên|cán bộ)"
_START = compiled(rf"(?:các |cả |toàn |toàn thể |toàn bộ |tất cả các |từng |mỗi )?(?:{_POST}|{_BODY})(?!\w)")

# The level of a body, for telling a task (downwards) from a proposal (upwards).
LEVELS: tuple[Cue[int], ...] = (
    cue(
        "level.commune",
        r"(?<!\w)(?:cấp xã|các xã|xã|phường|thị trấn|đặc khu|thôn|bản|khu phố|chi bộ|cơ sở|trường học|doanh nghiệp|hợp tác xã|hộ)(?!\w)",
        1,
    ),
    cue("level.district", r"(?<!\w)(?:cấp huyện|huyện|quận|thị xã|huyện ủy|quận ủy|thị ủy|phòng)(?!\w)", 2),
    cue(
        "level.department",
        r"(?<!\w)(?:sở|các sở|ban, ngành|ban ngành|ngành|cơ quan|đơn vị|địa phương|công an tỉnh|thành viên|mttq|mặt trận|đoàn thể|chi cục|văn phòng ubnd)(?!\w)",
        3,
    ),
    cue("level.province", r"(?<!\w)(?:tỉnh|thành phố|tỉnh ủy|thành ủy|ubnd tỉnh|hđnd tỉnh)(?!\w)", 4),
)
_CENTRAL = compiled(
    r"(?:trung ương|quốc hội|ủy ban thường vụ quốc hội|chính phủ|thủ tướng|phó thủ tướng|bộ chính trị|ban bí thư|ban chấp hành trung ương|các bộ|bộ(?! (?:phận|chỉ huy))|văn phòng chính phủ|tổng cục|ngân hàng nhà nước việt nam|nhà nước)(?!\w)"
)
HIGHEST: Final = 5


def starts_organisation(seen: str, position: int) -> bool:
    """Tell whether a body or a post is named at ``position`` of a surface."""
    return _START.match(seen, position) is not None


def level(name: str) -> int | None:
    """The level of a body: 5 central, 4 province, 3 department or unit, 2 district, 1 commune; None where unknown."""
    low = name.lower()
    if _CENTRAL.match(low) and not re.search(r"tỉnh|thành phố|huyện|xã", low):
        return HIGHEST
    found = first_cue(LEVELS, low)
    return found.value if found else None


def issuer_level(issuer: str | None, number: str | None) -> int | None:
    """The level of the body that issued a paper."""
    if issuer is None:
        return HIGHEST if number and re.search(r"(?i)[-/](?:tw|cp|ttg|vpcp|qh\d+|b\w+)$", number) else None
    low = issuer.lower()
    if _CENTRAL.match(low) and not re.search(r"tỉnh|thành phố|huyện|quận|xã|phường|đặc khu", low):
        return HIGHEST
    for word, value in (
        ("thị xã", 2),
        ("xã", 1),
        ("phường", 1),
        ("đặc khu", 1),
        ("quận", 2),
        ("huyện", 2),
        ("tỉnh", 4),
        ("thành", 4),
        ("sở", 3),
        ("cục", 3),
    ):
        if re.search(rf"(?<!\w){word}(?!\w)", low):
            return value
    return None
