"""A table of functions to begin with (bảng chức năng mẫu): organs of a commune and of a province with key phrases.

Written for this program from what such organs commonly do; an office goes through it and makes it its own. The organs are told
by their roles, so that the office's units are found by their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vaocuoc.core.functions.roles import Role


@dataclass(frozen=True, slots=True)
class StartingOrgan:
    """An organ as people call it, what sort it is, and the phrases of its work; ``but`` are their exclusions."""

    name: str
    role: Role
    phrases: tuple[str, ...]
    but: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def exclusions(self, phrase: str) -> tuple[str, ...]:
        return dict(self.but).get(phrase, ())


_INSPECTION: Final = (
    "kiểm tra khi có dấu hiệu vi phạm", "kiểm tra, giám sát của Đảng", "chương trình kiểm tra, giám sát", "kế hoạch kiểm tra, giám sát", "kiểm tra, giám sát",
    "giám sát chuyên đề đối với tổ chức đảng", "thi hành kỷ luật đảng", "kỷ luật trong Đảng", "kỷ luật đảng viên", "kê khai tài sản, thu nhập", "kiểm soát tài sản, thu nhập",
    "tố cáo đối với tổ chức đảng, đảng viên", "khiếu nại kỷ luật đảng", "kiểm tra tài chính đảng",
)  # fmt: skip
_FRONT: Final = (
    "giám sát và phản biện xã hội", "giám sát, phản biện xã hội", "phản biện xã hội", "khối đại đoàn kết toàn dân tộc", "đại đoàn kết", "vận động nhân dân", "vận động đoàn viên, hội viên",
    "tập hợp ý kiến cử tri", "ý kiến, kiến nghị của cử tri và nhân dân", "cuộc vận động toàn dân đoàn kết", "phong trào thi đua yêu nước", "quỹ vì người nghèo", "xóa nhà tạm, nhà dột nát",
    "đoàn viên, hội viên", "thanh tra nhân dân", "giám sát đầu tư của cộng đồng",
)  # fmt: skip
_OFFICE: Final = (
    "theo dõi, đôn đốc", "tổng hợp, báo cáo", "tổng hợp kết quả thực hiện", "báo cáo định kỳ", "chương trình công tác", "chương trình làm việc", "quy chế làm việc", "văn thư, lưu trữ",
    "công tác văn thư", "bảo vệ bí mật nhà nước", "tài chính, tài sản của Đảng", "chuyển đổi số trong các cơ quan đảng", "chuyển đổi số của cấp ủy", "gửi nhận văn bản", "chuẩn bị hội nghị",
    "tiếp công dân của cấp ủy", "ứng dụng công nghệ thông tin trong cơ quan đảng",
)  # fmt: skip
_ORGANISATION: Final = (
    "quy hoạch cán bộ", "luân chuyển cán bộ", "điều động, bổ nhiệm cán bộ", "công tác cán bộ", "tổ chức bộ máy", "sắp xếp tổ chức bộ máy", "biên chế", "kết nạp đảng viên", "phát triển đảng viên",
    "đảng viên mới", "quản lý đảng viên", "hồ sơ đảng viên", "xếp loại chất lượng tổ chức đảng", "đánh giá, xếp loại", "chi bộ bốn tốt", "sinh hoạt chi bộ", "tổ chức cơ sở đảng",
    "bảo vệ chính trị nội bộ", "đào tạo, bồi dưỡng cán bộ",
)  # fmt: skip
_PROPAGANDA: Final = (
    "quán triệt, triển khai nghị quyết", "học tập, quán triệt", "quán triệt nghị quyết", "tuyên truyền nghị quyết", "tuyên truyền, quán triệt", "tuyên truyền", "định hướng dư luận xã hội", "dư luận xã hội",
    "bảo vệ nền tảng tư tưởng của Đảng", "đấu tranh phản bác", "giáo dục lý luận chính trị", "lý luận chính trị", "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "lịch sử đảng bộ",
    "công tác dân vận", "dân vận khéo", "quy chế dân chủ ở cơ sở", "tình hình nhân dân", "công tác tôn giáo", "công tác dân tộc", "báo cáo viên", "khoa giáo",
)  # fmt: skip
_GOVERNMENT: Final = (
    "phát triển kinh tế", "phát triển kinh tế - xã hội", "thu ngân sách", "dự toán ngân sách", "đầu tư công", "giải ngân vốn đầu tư công", "giải phóng mặt bằng", "bồi thường, hỗ trợ, tái định cư",
    "quản lý đất đai", "cấp giấy chứng nhận quyền sử dụng đất", "xây dựng nông thôn mới", "giảm nghèo", "hộ nghèo", "an sinh xã hội", "cải cách hành chính", "thủ tục hành chính", "dịch vụ công trực tuyến",
    "chuyển đổi số", "hạ tầng số", "xây dựng cơ sở hạ tầng", "trật tự xây dựng", "bảo vệ môi trường", "thu gom rác thải", "phòng, chống thiên tai", "y tế", "giáo dục", "trường học", "văn hóa", "du lịch",
    "bảo hiểm y tế", "khiếu nại, tố cáo của công dân", "quốc phòng, an ninh", "trật tự, an toàn giao thông", "tuyển quân", "phòng cháy, chữa cháy", "khoa học, công nghệ", "sản xuất nông nghiệp",
)  # fmt: skip
_INTERNAL: Final = (
    "phòng, chống tham nhũng, lãng phí, tiêu cực", "phòng, chống tham nhũng", "cải cách tư pháp", "công tác nội chính", "vụ án, vụ việc", "ban chỉ đạo phòng, chống tham nhũng",
    "thi hành án", "an ninh chính trị, trật tự, an toàn xã hội", "tiếp công dân, giải quyết đơn thư",
)  # fmt: skip

STARTING: Final[dict[str, tuple[StartingOrgan, ...]]] = {
    "commune": (
        StartingOrgan("Ủy ban nhân dân", Role.GOVERNMENT, _GOVERNMENT, (("văn hóa", ("văn hóa trong Đảng",)), ("giáo dục", ("giáo dục lý luận chính trị", "giáo dục truyền thống")))),
        StartingOrgan("Ủy ban Mặt trận Tổ quốc", Role.FRONT, _FRONT),
        StartingOrgan("Ban Xây dựng Đảng", Role.PARTY_BUILDING, (*_ORGANISATION, *_PROPAGANDA)),
        StartingOrgan("Ủy ban kiểm tra", Role.INSPECTION, _INSPECTION),
        StartingOrgan("Văn phòng cấp ủy", Role.OFFICE, (*_OFFICE, "phòng, chống tham nhũng")),
        StartingOrgan("Hội đồng nhân dân", Role.COUNCIL, ("giám sát của Hội đồng nhân dân", "chất vấn", "tiếp xúc cử tri", "nghị quyết của Hội đồng nhân dân", "kỳ họp")),
        StartingOrgan("Công an", Role.POLICE, ("đấu tranh phòng, chống tội phạm", "phòng, chống ma túy", "an ninh trật tự", "định danh điện tử", "cấp căn cước", "quản lý cư trú")),
        StartingOrgan("Ban Chỉ huy quân sự", Role.MILITARY, ("dân quân tự vệ", "gọi công dân nhập ngũ", "tuyển chọn, gọi công dân nhập ngũ", "dự bị động viên", "khu vực phòng thủ", "giáo dục quốc phòng")),
    ),
    "province": (
        StartingOrgan("Ban Tổ chức", Role.ORGANISATION, _ORGANISATION),
        StartingOrgan("Ban Tuyên giáo và Dân vận", Role.PROPAGANDA, _PROPAGANDA),
        StartingOrgan("Ban Nội chính", Role.INTERNAL_AFFAIRS, _INTERNAL),
        StartingOrgan("Ủy ban kiểm tra", Role.INSPECTION, _INSPECTION),
        StartingOrgan("Văn phòng cấp ủy", Role.OFFICE, _OFFICE),
        StartingOrgan("Ủy ban Mặt trận Tổ quốc", Role.FRONT, _FRONT),
        StartingOrgan("Ủy ban nhân dân", Role.GOVERNMENT, ("phát triển kinh tế - xã hội", "cải cách hành chính", "khiếu nại, tố cáo của công dân", "phát triển kinh tế", "quy hoạch tỉnh", "an sinh xã hội", "xây dựng nông thôn mới")),
        StartingOrgan("Hội đồng nhân dân", Role.COUNCIL, ("giám sát của Hội đồng nhân dân", "chất vấn", "nghị quyết quy phạm pháp luật", "nghị quyết của Hội đồng nhân dân", "tiếp xúc cử tri")),
        StartingOrgan("Sở Tài chính", Role.FINANCE, ("thu ngân sách", "dự toán ngân sách", "đầu tư công", "giải ngân vốn đầu tư công", "thu hút đầu tư", "môi trường đầu tư", "đăng ký doanh nghiệp", "phát triển doanh nghiệp", "tài sản công")),
        StartingOrgan("Sở Xây dựng", Role.CONSTRUCTION, ("hạ tầng giao thông", "đường giao thông", "đường cao tốc", "quy hoạch đô thị", "phát triển đô thị", "nhà ở xã hội", "trật tự xây dựng", "vật liệu xây dựng")),
        StartingOrgan("Sở Nông nghiệp và Môi trường", Role.AGRICULTURE, ("quản lý đất đai", "giải phóng mặt bằng", "bảo vệ môi trường", "sản xuất nông nghiệp", "phát triển lâm nghiệp", "tỷ lệ che phủ rừng", "phòng, chống thiên tai", "giảm nghèo", "nông thôn mới", "khoáng sản", "cơ sở dữ liệu đất đai")),
        StartingOrgan("Sở Khoa học và Công nghệ", Role.SCIENCE, ("chuyển đổi số", "khoa học, công nghệ và đổi mới sáng tạo", "đổi mới sáng tạo", "hạ tầng số", "kinh tế số", "sở hữu trí tuệ", "bưu chính, viễn thông")),
        StartingOrgan("Sở Nội vụ", Role.HOME_AFFAIRS, ("tinh giản biên chế", "cán bộ, công chức, viên chức", "vị trí việc làm", "thi đua, khen thưởng", "người có công", "việc làm", "đào tạo nghề", "lao động")),
        StartingOrgan("Sở Giáo dục và Đào tạo", Role.EDUCATION, ("giáo dục và đào tạo", "trường đạt chuẩn quốc gia", "trường học", "phổ cập giáo dục", "giáo dục nghề nghiệp")),
        StartingOrgan("Sở Y tế", Role.HEALTH, ("chăm sóc sức khỏe", "khám, chữa bệnh", "bảo hiểm y tế", "trạm y tế", "bác sĩ", "dân số", "an toàn thực phẩm", "bảo trợ xã hội", "trẻ em")),
        StartingOrgan("Sở Văn hóa, Thể thao và Du lịch", Role.CULTURE, ("du lịch", "di sản văn hóa", "di tích", "thể dục, thể thao", "đời sống văn hóa", "báo chí, xuất bản", "thông tin cơ sở")),
        StartingOrgan("Sở Tư pháp", Role.JUSTICE, ("phổ biến, giáo dục pháp luật", "văn bản quy phạm pháp luật", "trợ giúp pháp lý", "hộ tịch", "thi hành pháp luật")),
        StartingOrgan("Sở Công Thương", Role.INDUSTRY, ("cụm công nghiệp", "sản xuất công nghiệp", "phát triển công nghiệp", "xuất khẩu", "thương mại", "điện lực", "quản lý thị trường", "thương mại điện tử")),
        StartingOrgan("Sở Dân tộc và Tôn giáo", Role.RELIGION, ("đồng bào dân tộc thiểu số", "vùng đồng bào dân tộc thiểu số và miền núi", "quản lý nhà nước về tôn giáo", "sinh hoạt tôn giáo")),
        StartingOrgan("Công an tỉnh", Role.POLICE, ("đấu tranh phòng, chống tội phạm", "phòng, chống ma túy", "an ninh, trật tự", "định danh điện tử", "cấp căn cước", "an ninh mạng", "trật tự, an toàn giao thông")),
        StartingOrgan("Bộ Chỉ huy quân sự tỉnh", Role.MILITARY, ("khu vực phòng thủ", "dân quân tự vệ", "dự bị động viên", "tuyển quân", "quốc phòng toàn dân")),
    ),
}  # fmt: skip


def starting_table(level: str) -> tuple[StartingOrgan, ...]:
    """The organs to begin with for an office of this level; a commune's where the level has none of its own."""
    return STARTING.get(level, STARTING["commune"])
