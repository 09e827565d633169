"""Duties given to an organ whose function they are not (giao sai chức năng): organs and their key phrases, as data.

A phrase names a duty that is one organ's by regulation. The longest phrase in the task wins; where it is another organ's
than the lead, and none of the lead's own phrases is there, the task is worth a look. Never more than that: the
office knows its own division of work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.reading import Task
from vaocuoc.core.reading.engine import compiled, surface


@dataclass(frozen=True, slots=True)
class OrganFunction:
    """``names`` recognise the organ as a lead, ``duties`` are key phrases of its own function.

    One that is ``is_general`` may be given anything: no duty is misplaced there.
    """

    organ: str
    names: str
    duties: tuple[str, ...]
    is_general: bool = False


FUNCTIONS: Final[tuple[OrganFunction, ...]] = (
    OrganFunction(
        "Ủy ban kiểm tra", r"(?:ủy ban kiểm tra|ubkt)",
        (
            "kiểm tra tổ chức đảng, đảng viên khi có dấu hiệu vi phạm", "kiểm tra khi có dấu hiệu vi phạm",
            "kiểm tra việc thi hành kỷ luật trong đảng", "thi hành kỷ luật đảng", "giải quyết khiếu nại kỷ luật đảng", "kiểm tra tài chính đảng",
            "giải quyết tố cáo đối với tổ chức đảng, đảng viên", "kiểm soát tài sản, thu nhập của đảng viên",
            "chương trình kiểm tra, giám sát", "kế hoạch kiểm tra, giám sát của cấp ủy",
        ),
    ),
    OrganFunction(
        "Văn phòng cấp ủy", r"văn phòng (?:tỉnh ủy|thành ủy|đảng ủy|đảng uỷ|huyện ủy|trung ương)",
        (
            "theo dõi, đôn đốc việc thực hiện", "theo dõi, đôn đốc các cơ quan", "theo dõi, đôn đốc các đơn vị", "theo dõi, đôn đốc, tổng hợp",
            "đôn đốc, tổng hợp kết quả thực hiện", "tổng hợp kết quả thực hiện, báo cáo ban thường vụ", "chương trình làm việc của ban thường vụ",
            "chương trình làm việc của ban chấp hành", "văn thư, lưu trữ của cấp ủy", "tài chính, tài sản của cấp ủy",
        ),
    ),
    OrganFunction(
        "Ban Tổ chức", r"ban tổ chức",
        (
            "quy hoạch cán bộ", "luân chuyển cán bộ diện cấp ủy quản lý", "bổ nhiệm cán bộ", "bổ nhiệm, giới thiệu cán bộ", "kết nạp đảng viên", "phát triển đảng viên",
            "xếp loại chất lượng tổ chức đảng, đảng viên", "bảo vệ chính trị nội bộ", "sắp xếp tổ chức bộ máy các cơ quan đảng", "tinh giản biên chế khối đảng",
            "đào tạo, bồi dưỡng cán bộ diện cấp ủy quản lý",
        ),
    ),
    OrganFunction(
        "Ban Tuyên giáo và Dân vận", r"ban tuyên giáo(?: và dân vận)?",
        (
            "học tập, quán triệt nghị quyết", "quán triệt, tuyên truyền nghị quyết", "định hướng tuyên truyền", "định hướng dư luận xã hội", "nắm bắt dư luận xã hội",
            "bảo vệ nền tảng tư tưởng của đảng", "giáo dục lý luận chính trị", "bồi dưỡng lý luận chính trị", "phong trào thi đua dân vận khéo", "công tác dân vận của hệ thống chính trị",
            "tài liệu sinh hoạt chi bộ",
        ),
    ),
    OrganFunction(
        "Ban Nội chính", r"ban nội chính",
        (
            "phòng, chống tham nhũng, lãng phí, tiêu cực của cấp ủy", "ban chỉ đạo phòng, chống tham nhũng", "cải cách tư pháp",
            "chỉ đạo xử lý các vụ án, vụ việc", "vụ án tham nhũng, kinh tế nghiêm trọng",
        ),
    ),
    OrganFunction(
        "Mặt trận Tổ quốc", r"(?:ủy ban mttq|ubmttq|mttq|mặt trận tổ quốc|ủy ban mặt trận tổ quốc)(?: việt nam)?",
        (
            "giám sát và phản biện xã hội", "phản biện xã hội", "toàn dân đoàn kết xây dựng nông thôn mới", "quỹ vì người nghèo",
            "tập hợp ý kiến, kiến nghị của cử tri", "hiệp thương giới thiệu người ứng cử",
        ),
    ),
    OrganFunction(
        "Hội đồng nhân dân", r"(?:thường trực )?(?:hội đồng nhân dân|hđnd)",
        (
            "ban hành nghị quyết về dự toán", "quyết định dự toán ngân sách địa phương", "phân bổ dự toán ngân sách địa phương tại kỳ họp", "chất vấn tại kỳ họp",
            "giám sát chuyên đề của hội đồng nhân dân", "thông qua nghị quyết quy phạm pháp luật",
        ),
        is_general=True,
    ),
    OrganFunction(
        "Ủy ban nhân dân", r"(?:đảng ủy )?(?:ủy ban nhân dân|ubnd)",
        (
            "giải phóng mặt bằng", "bồi thường, hỗ trợ, tái định cư", "cấp giấy chứng nhận quyền sử dụng đất", "cải cách thủ tục hành chính", "giải ngân vốn đầu tư công",
            "giải ngân vốn đầu tư", "thu ngân sách nhà nước", "dịch vụ công trực tuyến", "quy hoạch sử dụng đất", "đầu tư xây dựng đường giao thông", "giảm nghèo bền vững",
            "cơ sở dữ liệu đất đai",
        ),
        is_general=True,
    ),
    OrganFunction(
        "Công an", r"(?:đảng ủy )?công an",
        (
            "tấn công, trấn áp tội phạm", "đấu tranh phòng, chống tội phạm", "bảo đảm an ninh, trật tự", "bảo đảm trật tự, an toàn giao thông", "định danh điện tử",
            "cấp căn cước", "phòng cháy, chữa cháy và cứu nạn, cứu hộ", "quản lý cư trú",
        ),
    ),
    OrganFunction(
        "Quân sự", r"(?:đảng ủy quân sự|bộ chỉ huy quân sự|ban chỉ huy quân sự|bộ chqs|ban chqs)",
        (
            "tuyển chọn, gọi công dân nhập ngũ", "tuyển quân", "diễn tập khu vực phòng thủ", "huấn luyện dân quân tự vệ", "huy động dự bị động viên", "giáo dục quốc phòng và an ninh",
        ),
    ),
)  # fmt: skip

# What every organ does within itself is nobody's misplaced duty.
_WITHIN = compiled(
    r"(?<!\w)(?:trong (?:cơ quan|đơn vị|ngành|đảng bộ|phạm vi|lĩnh vực)|tại (?:cơ quan|đơn vị)|thuộc (?:phạm vi|thẩm quyền|lĩnh vực)|"
    r"của (?:cơ quan|đơn vị|ngành|mình)|theo (?:chức năng|thẩm quyền|phân cấp)|lãnh đạo,? chỉ đạo|phối hợp)(?!\w)"
)
_NAMES = [(row, compiled(rf"(?:các |thường trực |đảng ủy )?{row.names}(?!\w)")) for row in FUNCTIONS]
_DUTIES = sorted(
    ((duty, row) for row in FUNCTIONS for duty in row.duties), key=lambda pair: -len(pair[0])
)  # fmt: skip
_WORDS: list[tuple[re.Pattern[str], str, OrganFunction]] = [
    (compiled(rf"(?<!\w){re.escape(surface(duty)).replace(chr(92) + ' ', ' ')}(?!\w)"), duty, row)
    for duty, row in _DUTIES
]


def misplaced(paper: Paper) -> Iterator[Fault]:
    """Each task whose longest key phrase is another organ's than its lead (giao sai chức năng)."""
    for task in paper.tasks:
        lead = organ_of(task.owner)
        if lead is None or lead.is_general:
            continue
        found = duty_in(surface(task.quote))
        if found and found[1] is not lead and not _WITHIN.search(surface(task.quote)) and not _own_work(lead, task):
            yield paper.fault(
                "functions.misplaced", task.start, task.end, owner=" ".join((task.owner or "").split()),
                duty=found[0], organ=found[1].organ,
            )  # fmt: skip


def organ_of(owner: str | None) -> OrganFunction | None:
    """Which organ of the table a lead is; None where it is none of them, or several."""
    said = surface(owner or "").strip()
    return next((row for row, pattern in _NAMES if pattern.match(said)), None)


def duty_in(said: str) -> tuple[str, OrganFunction] | None:
    """The longest key phrase in a surface, and whose function it is."""
    return next(((duty, row) for pattern, duty, row in _WORDS if pattern.search(said)), None)


def _own_work(lead: OrganFunction, task: Task) -> bool:
    said = surface(task.quote)
    return any(row is lead and pattern.search(said) for pattern, _duty, row in _WORDS)
