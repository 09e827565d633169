"""The conclusion notices of a year in the invented province: what was given to whom, by when, and what became of it.

Each is written as a paper (see ``papers``), uploaded, read and reviewed like any other, so every task keeps its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TB = "Thông báo kết luận của Ban Thường vụ Tỉnh ủy"

# What became of a task by the demonstration's day.
ON_TIME = "on_time"
LATE = "late"
UNDATED = "undated"  # finished, but nobody knows on which day
OVERDUE = "overdue"
RUNNING = "running"
UNTOUCHED = "untouched"
SUBMITTED = "submitted"
RETURNED = "returned"
NEEDS_DUE = "needs_due"
REGULAR = "regular"
SUSPENDED = "suspended"
CANCELLED = "cancelled"
EXTENDED = "extended"
SLIPPED = "slipped"  # extended, and overdue again
WAITING = "waiting"
FOLLOWED_ON = "followed_on"  # the paper gave no day; it was filled in later


@dataclass(frozen=True)
class Given:
    """One task of a notice: who leads, what, which product, by when (a day, or words), with whom, and its fate."""

    lead: str
    work: str
    product: str
    due: date | str
    fate: str = RUNNING
    along: tuple[str, ...] = ()
    blocker: str = ""
    remover: str = ""
    through: str = ""


@dataclass(frozen=True)
class Notice:
    """A conclusion notice: its number, day, subject, the tasks it gives."""

    number: str
    day: date
    subject: str
    opening: str
    given: tuple[Given, ...]


def _d(day: int, month: int, year: int = 2026) -> date:
    return date(year, month, day)


NOTICES = (
    Notice(
        "05-TB/TU", _d(12, 12, 2025), "về tình hình giải phóng mặt bằng, giải ngân vốn đầu tư công",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo tình hình giải phóng mặt bằng và giải ngân vốn đầu tư công, thảo luận và kết luận:",
        (
            Given("so-tai-chinh", "phân bổ chi tiết kế hoạch vốn đầu tư công năm 2026 cho từng dự án", "quyết định phân bổ", _d(15, 1), ON_TIME, ("kho-bac",)),
            Given("bql-giao-thong", "lập tiến độ giải phóng mặt bằng từng đoạn tuyến đường vành đai phía Tây", "bảng tiến độ theo tuần", _d(30, 1), ON_TIME),
            Given("so-nong-nghiep", "phê duyệt giá đất cụ thể của các dự án chuyển tiếp", "quyết định phê duyệt giá đất", _d(27, 2), LATE),
            Given("so-xay-dung", "rà soát quỹ nhà tái định cư, quỹ đất tái định cư của ba dự án trọng điểm", "báo cáo rà soát", _d(27, 2), ON_TIME),
            Given("thanh-tra", "kiểm tra việc chấp hành thời hạn thẩm định hồ sơ dự án", "kết luận kiểm tra", _d(30, 4), UNDATED),
            Given("kho-bac", "đối chiếu số giải ngân với từng chủ đầu tư", "biên bản đối chiếu", "hằng tháng", REGULAR),
        ),
    ),
    Notice(
        "09-TB/TU", _d(15, 1), "về chuyển đổi số trong các cơ quan của hệ thống chính trị",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo công tác chuyển đổi số, thảo luận và kết luận:",
        (
            Given("van-phong", "xây dựng quy chế khai thác, sử dụng hệ thống theo dõi nhiệm vụ", "quy chế", _d(27, 2), ON_TIME),
            Given("so-tu-phap", "rà soát văn bản quy phạm pháp luật vướng mắc về dữ liệu", "báo cáo rà soát", _d(15, 4), UNDATED),
            Given("van-phong", "báo cáo tình hình sử dụng hệ thống dùng chung", "báo cáo quý", "hằng quý", REGULAR),
            Given("so-noi-vu", "rà soát nhân lực công nghệ thông tin tại các xã, phường", "báo cáo rà soát", _d(31, 3), LATE),
            Given("to-chuc", "số hóa hồ sơ đảng viên của các đảng bộ cấp xã", "báo cáo kết quả", _d(30, 6), UNDATED),
            Given("dang-uy phường Đông Ninh", "thí điểm phòng họp không giấy tờ", "báo cáo kết quả thí điểm", _d(29, 5), ON_TIME),
        ),
    ),
    Notice(
        "14-TB/TU", _d(26, 2), "về vận hành chính quyền địa phương hai cấp sau tám tháng",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo kết quả vận hành chính quyền địa phương hai cấp, thảo luận và kết luận:",
        (
            Given("so-noi-vu", "rà soát, điều chuyển công chức chuyên môn còn thiếu của các xã, phường", "phương án điều chuyển", _d(31, 3), LATE),
            Given("so-xay-dung", "hướng dẫn cấp phép xây dựng theo phân cấp cho các xã, phường", "văn bản hướng dẫn", _d(20, 3), ON_TIME),
            Given("so-tai-chinh", "phương án sắp xếp, xử lý trụ sở dôi dư sau sắp xếp", "phương án", _d(30, 6), LATE, ("so-xay-dung",)),
            Given("so-tai-chinh", "bán đấu giá đợt một 27 trụ sở dôi dư", "báo cáo kết quả", _d(15, 12), RUNNING, ("so-tu-phap",)),
            Given("so-nong-nghiep", "chuyển giao hồ sơ địa chính dạng số cho các xã, phường", "biên bản bàn giao", _d(29, 5), ON_TIME),
            Given("so-y-te", "bố trí đủ bác sĩ làm việc tại 62 trạm y tế", "báo cáo kết quả bố trí", _d(31, 12), RUNNING),
            Given("vp-ubnd", "xây dựng bộ chỉ số đánh giá mức độ phục vụ của cấp xã", "bộ chỉ số", _d(30, 4), ON_TIME),
            Given("to-chuc", "hướng dẫn tổ chức bộ máy chi bộ thôn, tổ dân phố sau sắp xếp", "hướng dẫn", _d(15, 4), ON_TIME),
            Given("dang-uy xã Yên Thượng", "thí điểm tổ hỗ trợ làm thủ tục tại nhà văn hóa thôn", "báo cáo kết quả thí điểm", _d(30, 9), SUBMITTED),
        ),
    ),
    Notice(
        "18-TB/TU", _d(24, 3), "về nông nghiệp, nông thôn và bảo vệ rừng",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo tình hình nông nghiệp, nông thôn, thảo luận và kết luận:",
        (
            Given("so-nong-nghiep", "rà soát bộ tiêu chí xã nông thôn mới áp dụng cho tỉnh", "quyết định ban hành bộ tiêu chí", _d(15, 5), ON_TIME),
            Given("so-nong-nghiep", "giao chỉ tiêu trồng rừng thay thế cho từng chủ rừng", "quyết định giao chỉ tiêu", _d(30, 4), ON_TIME),
            Given("dang-uy xã Bình Khê", "rà soát lại hộ nghèo, hộ cận nghèo theo chuẩn mới", "danh sách được niêm yết", _d(31, 7), ON_TIME),
            Given("dang-uy xã Long Cốc", "xử lý dứt điểm bãi tập kết chất thải tạm tại thôn Cốc Nội", "biên bản hoàn thành", _d(15, 9), LATE, ("so-nong-nghiep",)),
            Given("so-tai-chinh", "cân đối vốn đối ứng chương trình mục tiêu quốc gia năm 2026", "tờ trình", _d(29, 5), ON_TIME),
            Given("so-cong-thuong", "xây dựng chuỗi liên kết tiêu thụ ba sản phẩm chủ lực", "kế hoạch", _d(30, 9), EXTENDED, ("so-nong-nghiep",)),
            Given("dang-uy xã Phú Lộc", "hoàn thành đường trục thôn của bốn thôn chưa đạt tiêu chí giao thông", "biên bản nghiệm thu", _d(30, 11), RUNNING),
            Given("mat-tran", "giám sát việc huy động đóng góp của nhân dân xây dựng nông thôn mới", "báo cáo giám sát", "thường xuyên", REGULAR),
            Given("so-nong-nghiep", "kiểm tra an toàn 42 hồ chứa trước mùa mưa", "báo cáo kiểm tra", _d(29, 5), ON_TIME),
        ),
    ),
    Notice(
        "22-TB/TU", _d(27, 4), "về giáo dục, y tế và an sinh xã hội",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo tình hình văn hóa - xã hội, thảo luận và kết luận:",
        (
            Given("so-giao-duc", "sửa chữa 38 phòng học xuống cấp trước năm học mới", "biên bản nghiệm thu", _d(28, 8), LATE),
            Given("so-y-te", "lập hồ sơ sức khỏe điện tử cho người từ 60 tuổi trở lên", "báo cáo kết quả", _d(31, 12), RUNNING),
            Given("so-noi-vu", "rà soát, điều chỉnh mức trợ cấp xã hội của tỉnh", "tờ trình", _d(30, 7), ON_TIME),
            Given("dang-uy phường Trung Sơn", "di dời các hộ kinh doanh khỏi khuôn viên trường học", "biên bản hoàn thành", _d(14, 8), ON_TIME),
            Given("so-xay-dung", "lựa chọn chủ đầu tư hai dự án nhà ở xã hội tại phường Đông Ninh", "quyết định lựa chọn", _d(13, 11), OVERDUE, ("so-tai-chinh",), "Hồ sơ phải đăng lại do chỉ có một nhà đầu tư", ""),
            Given("so-y-te", "báo cáo tình hình bảo đảm thuốc, vật tư tại cơ sở khám, chữa bệnh", "báo cáo quý", "hằng quý", REGULAR),
            Given("so-van-hoa", "tu bổ ba nhà văn hóa thôn bị hư hỏng sau bão", "biên bản nghiệm thu", _d(30, 9), ON_TIME),
            Given("so-y-te", "mua sắm trang thiết bị thiết yếu cho 18 trạm y tế", "biên bản bàn giao", _d(30, 10), EXTENDED, ("so-tai-chinh",)),
        ),
    ),
    Notice(
        "25-TB/TU", _d(28, 5), "về công tác xây dựng Đảng sáu tháng đầu năm",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo công tác xây dựng Đảng, thảo luận và kết luận:",
        (
            Given("to-chuc", "giao chỉ tiêu kết nạp đảng viên mới cho từng đảng bộ trực thuộc", "thông báo giao chỉ tiêu", _d(15, 6), ON_TIME),
            Given("to-chuc", "hướng dẫn đánh giá, xếp loại chất lượng tổ chức đảng năm 2026", "hướng dẫn", _d(10, 11), SUBMITTED),
            Given("kiem-tra", "giám sát chuyên đề việc thực hiện sáu rõ tại năm đảng bộ xã, phường", "báo cáo kết quả giám sát", _d(30, 9), ON_TIME),
            Given("kiem-tra", "theo dõi khắc phục sau giám sát về quản lý đất công tại xã Bình Khê", "báo cáo khắc phục", _d(13, 11), OVERDUE, ("dang-uy xã Bình Khê",)),
            Given("dang-uy-co-quan", "sơ kết mô hình chi bộ bốn tốt trong cơ quan", "báo cáo sơ kết", _d(30, 11), RUNNING),
            Given("to-chuc", "kế hoạch luân chuyển cán bộ giữa tỉnh và xã giai đoạn 2026 - 2028", "kế hoạch", "khi có hướng dẫn của cấp trên", WAITING),
            Given("tuyen-giao", "nắm tình hình tư tưởng sau sắp xếp bộ máy", "báo cáo chuyên đề", _d(30, 6), UNDATED),
            Given("to-chuc", "rà soát cấp ủy chi bộ thôn, tổ dân phố còn khuyết", "danh sách", _d(31, 8), LATE),
        ),
    ),
    Notice(
        "27-TB/TU", _d(30, 6), "về công nghiệp, quy hoạch và hạ tầng cụm công nghiệp",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo tình hình phát triển công nghiệp, thảo luận và kết luận:",
        (
            Given("so-cong-thuong", "báo cáo rà soát quy hoạch ba cụm công nghiệp phía Nam", "báo cáo", _d(31, 10), OVERDUE, ("so-xay-dung", "so-nong-nghiep")),
            Given("so-cong-thuong", "hoàn thành hạ tầng xử lý nước thải cụm công nghiệp Tân Phong", "biên bản nghiệm thu", _d(18, 12), RUNNING),
            Given("so-xay-dung", "điều chỉnh cục bộ quy hoạch chung đô thị Minh Thành", "quyết định phê duyệt", _d(30, 9), OVERDUE, (), "Chờ ý kiến của Bộ Xây dựng", "Bộ Xây dựng"),
            Given("so-tai-chinh", "ban hành danh mục dự án kêu gọi đầu tư giai đoạn 2026 - 2030", "danh mục", _d(31, 8), ON_TIME),
            Given("thue", "chống thất thu thuế đối với hoạt động khai thác khoáng sản", "báo cáo kết quả", _d(30, 10), SUBMITTED),
            Given("so-khoa-hoc", "hỗ trợ 20 doanh nghiệp đổi mới công nghệ", "báo cáo kết quả", _d(15, 12), RUNNING),
            Given("bql-giao-thong", "khởi công đường nối cụm công nghiệp Tân Phong với đường tỉnh 317", "lệnh khởi công", _d(30, 11), RUNNING),
            Given("so-cong-thuong", "phương án cấp điện cho khu vực phía Nam", "phương án", "chưa ấn định", NEEDS_DUE),
            Given("dang-uy xã Tân Phong", "tuyên truyền, vận động nhân dân vùng dự án cụm công nghiệp", "báo cáo tháng", "thường xuyên", REGULAR),
        ),
    ),
    Notice(
        "31-TB/TU", _d(31, 8), "về các giải pháp đẩy nhanh giải ngân vốn đầu tư công những tháng cuối năm",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo tình hình giải ngân tám tháng, thảo luận và kết luận:",
        (
            Given("so-tai-chinh", "điều chuyển vốn của các dự án giải ngân dưới 40%", "tờ trình điều chuyển", _d(30, 9), ON_TIME),
            Given("so-tai-chinh", "làm việc với từng chủ đầu tư có tỷ lệ giải ngân thấp", "thông báo kết quả làm việc", _d(15, 10), LATE, ("kho-bac",)),
            Given("bql-giao-thong", "hoàn thành khối lượng tuyến tránh phía Đông theo kế hoạch năm", "biên bản nghiệm thu khối lượng", _d(18, 12), RUNNING, (), "Thiếu đất đắp nền 120 nghìn m³", "Ủy ban nhân dân tỉnh"),
            Given("so-nong-nghiep", "cấp phép hai mỏ đất phục vụ công trình trọng điểm", "giấy phép", _d(23, 11), RUNNING),
            Given("dang-uy xã Phú Lộc", "bàn giao mặt bằng hồ chứa nước Khe Lộc", "biên bản bàn giao", _d(24, 11), RUNNING, ("so-nong-nghiep",)),
            Given("so-xay-dung", "công bố giá vật liệu xây dựng sát giá thị trường", "công bố giá", "hằng tháng", REGULAR),
            Given("thanh-tra", "thanh tra trách nhiệm hai chủ đầu tư chậm giải ngân", "kết luận thanh tra", _d(31, 12), UNTOUCHED),
            Given("van-phong", "chuẩn bị nội dung phiên họp chuyên đề về đầu tư công", "hồ sơ phiên họp", _d(27, 11), RUNNING),
        ),
    ),
    Notice(
        "34-TB/TU", _d(30, 9), "về nhà ở xã hội, môi trường và cải thiện môi trường kinh doanh",
        "Ban Thường vụ Tỉnh ủy nghe báo cáo chín tháng, thảo luận và kết luận:",
        (
            Given("so-xay-dung", "tháo gỡ thủ tục để nghiệm thu 1.386 căn nhà ở xã hội còn lại trong năm", "báo cáo kết quả", _d(18, 12), RUNNING, ("so-nong-nghiep", "thue"), "Ba dự án chưa xong nghĩa vụ tài chính về đất", "Ủy ban nhân dân tỉnh"),
            Given("so-nong-nghiep", "lộ trình đóng cửa bốn bãi chôn lấp không hợp vệ sinh", "kế hoạch", _d(30, 11), RUNNING),
            Given("so-cong-thuong", "tổ chức hội nghị kết nối cung cầu cuối năm", "báo cáo kết quả", _d(11, 12), UNTOUCHED),
            Given("hanh-chinh-cong", "công khai tỷ lệ giải quyết hồ sơ đúng hạn của từng xã, phường", "bảng công khai", _d(30, 10), ON_TIME),
            Given("dang-uy phường Đông Ninh", "giải tỏa điểm tập kết rác tạm đường Bến Giang", "biên bản hoàn thành", _d(20, 11), RUNNING),
            Given("so-van-hoa", "tổ chức tuần du lịch mùa thu", "báo cáo kết quả", _d(30, 10), CANCELLED),
            Given("so-y-te", "đầu tư khu xử lý chất thải y tế tập trung", "chủ trương đầu tư", _d(31, 12), SUSPENDED),
            Given("so-khoa-hoc", "triển khai nền tảng dữ liệu dùng chung của tỉnh", "biên bản nghiệm thu", "chưa ấn định", NEEDS_DUE),
            Given("dang-uy-ubnd", "báo cáo tiến độ các công trình trọng điểm", "báo cáo tháng", "hằng tháng", REGULAR),
            Given("so-tu-phap", "tham mưu xử lý vướng mắc khi chuyển tiếp hợp đồng của các huyện trước đây", "báo cáo", _d(27, 11), RETURNED),
        ),
    ),
    Notice(
        "36-TB/TU", _d(20, 10), "về chuẩn bị tổng kết năm 2026",
        "Ban Thường vụ Tỉnh ủy cho ý kiến về công tác chuẩn bị tổng kết năm, thảo luận và kết luận:",
        (
            Given("van-phong", "dự thảo báo cáo tổng kết năm 2026, chương trình công tác năm 2027", "dự thảo báo cáo", _d(4, 12), RUNNING),
            Given("dang-uy-ubnd", "báo cáo kiểm điểm kết quả thực hiện các chỉ tiêu năm 2026", "báo cáo", _d(30, 11), RUNNING),
            Given("to-chuc", "đề xuất khen thưởng tổ chức đảng hoàn thành xuất sắc nhiệm vụ", "tờ trình", _d(15, 12), UNTOUCHED),
            Given("tuyen-giao", "định hướng tuyên truyền thành tựu năm 2026", "hướng dẫn", _d(23, 11), SUBMITTED),
            Given("kiem-tra", "báo cáo kết quả kiểm tra, giám sát năm 2026", "báo cáo", _d(10, 12), UNTOUCHED),
            Given("mat-tran", "tổng hợp ý kiến, kiến nghị của cử tri và nhân dân năm 2026", "báo cáo tổng hợp", _d(30, 11), RUNNING),
            Given("thong-ke", "ước thực hiện các chỉ tiêu chủ yếu cả năm", "bảng số ước", _d(27, 11), RUNNING, ("so-tai-chinh",)),
            Given("so-tai-chinh", "tổng hợp ước thực hiện thu, chi ngân sách cả năm", "báo cáo", _d(25, 11), RUNNING, ("thue",)),
            Given("noi-chinh", "đánh giá việc tiếp công dân của người đứng đầu cấp ủy", "báo cáo", "chưa ấn định", FOLLOWED_ON),
        ),
    ),
)  # fmt: skip

SHORTCOMINGS = (
    ("Giải ngân vốn đầu tư công dồn vào cuối năm; sáu chủ đầu tư giải ngân dưới 40% kế hoạch.", "so-tai-chinh", "Giải phóng mặt bằng chậm, thiếu vật liệu đắp nền.", "in_hand", "31-TB/TU"),
    ("Một số xã, phường còn thiếu công chức địa chính, xây dựng.", "so-noi-vu", "Số nghỉ việc sau sắp xếp nhiều hơn dự kiến.", "in_hand", "14-TB/TU"),
    ("Tiến độ nhà ở xã hội rất chậm so với chỉ tiêu năm.", "so-xay-dung", "Vướng nghĩa vụ tài chính về đất của ba dự án.", "standing", "34-TB/TU"),
    ("Hồ sơ quá hạn tại cấp xã chưa giảm.", "hanh-chinh-cong", "", "overcome", "09-TB/TU"),
    ("Chưa có số đo thống nhất về kinh tế số.", "so-khoa-hoc", "Cách tính chưa được hướng dẫn.", "standing", "09-TB/TU"),
)  # fmt: skip
PROPOSALS = (
    ("Đề nghị hướng dẫn cách tính tỷ trọng kinh tế số cấp tỉnh.", "Bộ Khoa học và Công nghệ", None, "", "09-TB/TU"),
    ("Đề nghị bổ sung biên chế giáo viên mầm non cho 14 xã vùng cao.", "Ban Tổ chức Trung ương", _d(12, 10), "Đồng ý bổ sung 85 biên chế từ năm học 2026 - 2027.", "22-TB/TU"),
    ("Đề nghị sớm có ý kiến về điều chỉnh cục bộ quy hoạch chung đô thị Minh Thành.", "Bộ Xây dựng", None, "", "27-TB/TU"),
)  # fmt: skip
