"""The annex of the action programme: who leads each of its forty tasks, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vaocuoc.config.demo.notices import (
    EXTENDED,
    LATE,
    ON_TIME,
    OVERDUE,
    REGULAR,
    RETURNED,
    RUNNING,
    SLIPPED,
    UNDATED,
    UNTOUCHED,
)


@dataclass(frozen=True)
class Entry:
    """A row of the annex: the words that find it, who leads, by when, its fate."""

    words: str
    lead: str
    due: date | str
    fate: str
    blocker: str = ""
    remover: str = ""


def _d(day: int, month: int) -> date:
    return date(2026, month, day)


ENTRIES = (
    Entry("Xây dựng Kế hoạch phát triển kinh tế - xã hội 5 năm", "so-tai-chinh", _d(31, 1), ON_TIME),
    Entry("Lập kế hoạch đầu tư công trung hạn", "so-tai-chinh", _d(31, 3), ON_TIME),
    Entry("Rà soát, điều chỉnh Quy hoạch tỉnh", "so-xay-dung", _d(30, 9), OVERDUE, "Chờ ý kiến của bộ về chỉ tiêu sử dụng đất", "Bộ Nông nghiệp và Môi trường"),
    Entry("Hoàn thành bồi thường, giải phóng mặt bằng đường vành đai", "dang-uy phường Đông Ninh", _d(30, 10), OVERDUE, "41 hộ chưa nhận tiền bồi thường, đề nghị xác định lại giá đất ở", "Ủy ban nhân dân tỉnh"),
    Entry("Khởi công tuyến tránh phía Đông", "bql-giao-thong", _d(30, 9), ON_TIME),
    Entry("Xây dựng Đề án phát triển cụm công nghiệp", "so-cong-thuong", _d(30, 6), LATE),
    Entry("Ban hành chính sách hỗ trợ chế biến sâu nông sản", "so-nong-nghiep", _d(31, 7), ON_TIME),
    Entry("Xây dựng kế hoạch xúc tiến đầu tư", "so-tai-chinh", _d(28, 2), ON_TIME),
    Entry("Đối thoại với doanh nghiệp", "so-tai-chinh", "hằng quý", REGULAR),
    Entry("Xây dựng dự toán thu ngân sách năm 2027", "thue", _d(30, 9), ON_TIME),
    Entry("Xây dựng sản phẩm du lịch cộng đồng", "so-van-hoa", _d(31, 8), ON_TIME),
    Entry("Báo cáo giải ngân vốn đầu tư công theo từng chủ đầu tư", "kho-bac", "hằng tháng", REGULAR),
    Entry("Xây dựng Đề án phát triển kinh tế số", "so-khoa-hoc", _d(30, 6), SLIPPED, "Chờ hướng dẫn của bộ về cách tính tỷ trọng kinh tế số", "Bộ Khoa học và Công nghệ"),
    Entry("Xây dựng kho dữ liệu dùng chung", "so-khoa-hoc", _d(31, 12), RUNNING),
    Entry("Phủ sóng di động băng rộng", "so-khoa-hoc", _d(30, 6), LATE),
    Entry("Cắt giảm ít nhất 30% thời gian", "hanh-chinh-cong", _d(31, 3), ON_TIME),
    Entry("Thành lập tổ công nghệ số cộng đồng", "so-khoa-hoc", _d(30, 11), RUNNING),
    Entry("Bồi dưỡng kỹ năng số", "truong-chinh-tri", "hằng năm", REGULAR),
    Entry("Giao chỉ tiêu nhà ở xã hội năm 2026", "so-xay-dung", _d(28, 2), ON_TIME),
    Entry("Xây dựng Kế hoạch phát triển nhà ở xã hội", "so-xay-dung", _d(30, 4), LATE),
    Entry("Xây dựng Đề án nâng cao năng lực y tế cơ sở", "so-y-te", _d(31, 8), EXTENDED),
    Entry("Xây dựng kế hoạch đầu tư trường đạt chuẩn", "so-giao-duc", _d(30, 6), ON_TIME),
    Entry("Sắp xếp giáo viên thừa, thiếu", "so-giao-duc", _d(15, 8), ON_TIME),
    Entry("Xây dựng chương trình giảm nghèo bền vững", "so-nong-nghiep", _d(31, 5), LATE),
    Entry("Sắp xếp ổn định 96 hộ dân", "so-dan-toc", _d(30, 10), OVERDUE, "Chưa có quỹ đất thay thế tại xã Khe Tắm", "Ủy ban nhân dân tỉnh"),
    Entry("Giao chỉ tiêu xây dựng nông thôn mới", "so-nong-nghiep", _d(28, 2), ON_TIME),
    Entry("Xây dựng phương án thu gom, xử lý chất thải rắn", "so-nong-nghiep", _d(30, 9), LATE),
    Entry("Lập hồ sơ xếp hạng sáu di tích", "so-van-hoa", _d(25, 11), RUNNING),
    Entry("Tuần tra, bảo vệ rừng phòng hộ", "so-nong-nghiep", "thường xuyên", REGULAR),
    Entry("Đào tạo nghề có cấp chứng chỉ", "so-noi-vu", _d(15, 12), RUNNING),
    Entry("Phê duyệt đề án vị trí việc làm", "so-noi-vu", _d(6, 11), OVERDUE, "Thiếu biên chế được giao", "Ban Thường vụ Tỉnh ủy"),
    Entry("Xây dựng kế hoạch nâng hạng chỉ số cải cách hành chính", "so-noi-vu", _d(31, 3), ON_TIME),
    Entry("Rà soát văn bản quy phạm pháp luật của các huyện", "so-tu-phap", _d(28, 11), RETURNED),
    Entry("Thanh tra chuyên đề việc chấp hành tiến độ", "thanh-tra", _d(31, 12), UNTOUCHED),
    Entry("Rà soát, giải quyết các vụ việc khiếu nại kéo dài", "noi-chinh", _d(31, 7), ON_TIME),
    Entry("Xây dựng Đề án nâng cao chất lượng tổ chức cơ sở đảng", "to-chuc", _d(30, 6), ON_TIME),
    Entry("Quán triệt Nghị quyết đến 100% chi bộ", "tuyen-giao", _d(31, 3), UNDATED),
    Entry("Xây dựng chương trình kiểm tra, giám sát", "kiem-tra", "hằng năm", REGULAR),
    Entry("Mở chuyên mục về kết quả thực hiện Nghị quyết", "bao", "thường xuyên", REGULAR),
    Entry("Theo dõi, đôn đốc, tổng hợp kết quả thực hiện Chương trình", "van-phong", "hằng tháng", REGULAR),
)  # fmt: skip
