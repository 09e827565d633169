"""The resolution of the congress: what the term is to reach."""

from __future__ import annotations

from tools.demo_papers.sheet import Head, Sheet

TERM_TARGETS = (
    "I- KINH TẾ",
    ("1", "Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP) bình quân hằng năm", "%/năm", "8,6", "10 - 10,5", "Sở Tài chính"),
    ("2", "GRDP bình quân đầu người", "Triệu đồng", "91,5", "Từ 150 trở lên", "Sở Tài chính"),
    ("3", "Tỷ trọng kinh tế số trong GRDP", "%", "13,2", "Từ 30 trở lên", "Sở Khoa học và Công nghệ"),
    ("4", "Tỷ lệ đô thị hóa", "%", "36,4", "Từ 45 trở lên", "Sở Xây dựng"),
    "II- XÃ HỘI",
    ("5", "Tỷ lệ hộ nghèo theo chuẩn đa chiều", "%", "4,62", "Không quá 1", "Sở Nông nghiệp và Môi trường"),
    ("6", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", "%", "28,2", "Từ 36 trở lên", "Sở Nội vụ"),
    ("7", "Tỷ lệ trường đạt chuẩn quốc gia", "%", "69,8", "Từ 85 trở lên", "Sở Giáo dục và Đào tạo"),
    ("8", "Số bác sĩ trên một vạn dân", "Bác sĩ", "10,4", "Từ 15 trở lên", "Sở Y tế"),
    "III- MÔI TRƯỜNG",
    ("9", "Tỷ lệ che phủ rừng", "%", "55,1", "Từ 56 trở lên", "Sở Nông nghiệp và Môi trường"),
    ("10", "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt quy chuẩn", "%", "58,3", "Từ 80 trở lên", "Sở Nông nghiệp và Môi trường"),
    "IV- XÂY DỰNG ĐẢNG, CHÍNH QUYỀN",
    ("11", "Tỷ lệ tổ chức đảng hoàn thành tốt nhiệm vụ trở lên hằng năm", "%", "91,4", "Từ 90 trở lên", "Ban Tổ chức Tỉnh ủy"),
    ("12", "Thứ hạng chỉ số cải cách hành chính (PAR Index)", "Hạng", "21", "Từ hạng 15 trở lên", "Sở Nội vụ"),
)  # fmt: skip
YEAR_TARGETS = (
    ("1", "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", "12.650", "14.200", "Thuế tỉnh Minh Giang"),
    ("2", "Tỷ lệ giải ngân vốn đầu tư công", "%", "91,2", "Từ 95 trở lên", "Sở Tài chính"),
    ("3", "Kim ngạch xuất khẩu hàng hóa", "Triệu USD", "1.640", "1.850", "Sở Công Thương"),
    ("4", "Chỉ số sản xuất công nghiệp (mức tăng so với cùng kỳ)", "%", "9,9", "Từ 11 trở lên", "Sở Công Thương"),
    ("5", "Doanh nghiệp thành lập mới", "Doanh nghiệp", "1.080", "1.300", "Sở Tài chính"),
    ("6", "Khách du lịch đến tỉnh", "Nghìn lượt", "3.900", "4.500", "Sở Văn hóa, Thể thao và Du lịch"),
    ("7", "Nhà ở xã hội hoàn thành", "Căn", "610", "2.150", "Sở Xây dựng"),
    ("8", "Tỷ lệ dân số tham gia bảo hiểm y tế", "%", "94,1", "Từ 95,5 trở lên", "Sở Y tế"),
    ("9", "Số xã đạt chuẩn nông thôn mới giai đoạn 2026 - 2030", "Xã", "0", "12", "Sở Nông nghiệp và Môi trường"),
    ("10", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", "%", "86,5", "Từ 91 trở lên", "Sở Nông nghiệp và Môi trường"),
    ("11", "Kết nạp đảng viên mới", "Đảng viên", "2.210", "2.400", "Ban Tổ chức Tỉnh ủy"),
    ("12", "Tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực tuyến toàn trình", "%", "52,6", "Từ 80 trở lên", "Trung tâm Phục vụ hành chính công tỉnh"),
)  # fmt: skip


def write() -> Sheet:
    """Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I."""
    paper = Sheet(
        Head(
            superior="ĐẢNG BỘ TỈNH MINH GIANG",
            issuer="ĐẠI HỘI ĐẠI BIỂU LẦN THỨ I",
            number="Số 01-NQ/ĐH",
            date="Minh Giang, ngày 26 tháng 9 năm 2025",
        )
    )
    paper.title("NGHỊ QUYẾT", ["Đại hội đại biểu Đảng bộ tỉnh Minh Giang lần thứ I,", "nhiệm kỳ 2025 - 2030"])
    paper.text(
        "Đại hội đại biểu Đảng bộ tỉnh Minh Giang lần thứ I, nhiệm kỳ 2025 - 2030, họp từ ngày 24/9/2025 đến ngày "
        "26/9/2025 tại phường Minh Thành; sau khi thảo luận các văn kiện do Ban Chấp hành Đảng bộ tỉnh trình,"
    )
    paper.centred("QUYẾT NGHỊ")
    _achievements(paper)
    _aims(paper)
    _work(paper)
    paper.part("IV- TỔ CHỨC THỰC HIỆN")
    paper.text(
        "1. Giao Ban Chấp hành Đảng bộ tỉnh khóa I căn cứ ý kiến thảo luận tại Đại hội, hoàn chỉnh và ban hành Báo cáo "
        "chính trị; xây dựng chương trình hành động thực hiện Nghị quyết trước ngày 30/11/2025.",
        "2. Giao Ủy ban Kiểm tra Tỉnh ủy hằng năm xây dựng, thực hiện chương trình kiểm tra, giám sát việc thực hiện "
        "Nghị quyết.",
        "Đại hội kêu gọi toàn thể cán bộ, đảng viên và Nhân dân các dân tộc trong tỉnh phát huy truyền thống đoàn kết, "
        "thực hiện thắng lợi Nghị quyết Đại hội.",
    )
    paper.sign(
        ["Ban Bí thư Trung ương Đảng (để báo cáo),", "Các đảng bộ trực thuộc Tỉnh ủy,", "Lưu Văn phòng Tỉnh ủy."],
        ["T/M ĐOÀN CHỦ TỊCH"],
        "BÍ THƯ TỈNH ỦY",
    )
    _annexes(paper)
    return paper


def _achievements(paper: Sheet) -> None:
    paper.part("I- ĐÁNH GIÁ KẾT QUẢ NHIỆM KỲ 2020 - 2025")
    paper.text(
        "Đại hội tán thành đánh giá kết quả thực hiện nhiệm vụ nhiệm kỳ 2020 - 2025 nêu trong Báo cáo chính trị.",
        "1. Kết quả.| Giai đoạn 2021 - 2025, tốc độ tăng tổng sản phẩm trên địa bàn bình quân đạt 7,8%/năm. Năm 2025, "
        "GRDP bình quân đầu người ước đạt 91,5 triệu đồng; thu ngân sách nhà nước trên địa bàn ước đạt 12.650 tỷ đồng; "
        "kim ngạch xuất khẩu hàng hóa ước đạt 1.640 triệu USD. Tỷ lệ hộ nghèo theo chuẩn đa chiều giảm còn 4,62%; 69,8% "
        "số trường đạt chuẩn quốc gia; tỷ lệ che phủ rừng đạt 55,1%. Trong 5 năm, toàn Đảng bộ kết nạp 10.640 đảng viên "
        "mới; hoàn thành hỗ trợ xóa 3.418 nhà tạm, nhà dột nát.",
        "2. Hạn chế.| Quy mô kinh tế còn nhỏ, tăng trưởng chưa tương xứng với tiềm năng. Giải ngân vốn đầu tư công "
        "nhiều năm không đạt kế hoạch; công tác giải phóng mặt bằng ở một số dự án còn chậm. Nhà ở xã hội mới hoàn thành "
        "610 căn trong năm 2025, chưa đáp ứng nhu cầu của công nhân, người thu nhập thấp. Chỉ số cải cách hành chính "
        "xếp thứ 21, chưa đạt mục tiêu đề ra.",
        "3. Nguyên nhân.| Việc cụ thể hóa nghị quyết ở một số nơi còn chung chung, chưa rõ người chịu trách nhiệm, thời "
        "hạn và sản phẩm; kiểm tra, đôn đốc chưa thường xuyên.",
    )


def _aims(paper: Sheet) -> None:
    paper.part("II- MỤC TIÊU, CHỈ TIÊU NHIỆM KỲ 2025 - 2030")
    paper.text(
        "1. Mục tiêu tổng quát.| Xây dựng Đảng bộ và hệ thống chính trị trong sạch, vững mạnh; phát triển kinh tế nhanh, "
        "bền vững dựa trên công nghiệp chế biến, nông nghiệp hàng hóa và kinh tế số; nâng cao đời sống vật chất, tinh "
        "thần của Nhân dân; giữ vững quốc phòng, an ninh; phấn đấu đưa Minh Giang trở thành tỉnh phát triển khá."
    )
    paper.part("2. Các chỉ tiêu chủ yếu đến năm 2030")
    paper.text("a) Về kinh tế:", italic=True)
    paper.text(
        "- Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP) bình quân giai đoạn 2026 - 2030 đạt 10 - 10,5%/năm.",
        "- Đến năm 2030, GRDP bình quân đầu người đạt từ 150 triệu đồng trở lên.",
        "- Đến năm 2030, tỷ trọng kinh tế số trong GRDP đạt từ 30% trở lên.",
        "- Đến năm 2030, tỷ lệ đô thị hóa đạt từ 45% trở lên.",
    )
    paper.text("b) Về xã hội:", italic=True)
    paper.text(
        "- Đến năm 2030, tỷ lệ hộ nghèo theo chuẩn đa chiều không quá 1%.",
        "- Đến năm 2030, tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ đạt từ 36% trở lên.",
        "- Đến năm 2030, tỷ lệ trường đạt chuẩn quốc gia đạt từ 85% trở lên.",
        "- Đến năm 2030, có từ 15 bác sĩ trở lên trên một vạn dân.",
    )
    paper.text("c) Về môi trường:", italic=True)
    paper.text(
        "- Đến năm 2030, tỷ lệ che phủ rừng đạt từ 56% trở lên.",
        "- Đến năm 2030, tỷ lệ hộ dân nông thôn dùng nước sạch đạt quy chuẩn từ 80% trở lên.",
    )
    paper.text("d) Về xây dựng Đảng, chính quyền:", italic=True)
    paper.text(
        "- Hằng năm, tỷ lệ tổ chức đảng hoàn thành tốt nhiệm vụ trở lên đạt từ 90% trở lên.",
        "- Đến năm 2030, chỉ số cải cách hành chính (PAR Index) của tỉnh xếp hạng 15 trở lên.",
    )
    paper.part("3. Một số chỉ tiêu của năm 2026, năm đầu thực hiện Nghị quyết")
    paper.text(
        "- Thu ngân sách nhà nước trên địa bàn năm 2026 đạt từ 14.200 tỷ đồng trở lên.",
        "- Tỷ lệ giải ngân vốn đầu tư công năm 2026 đạt từ 95% kế hoạch trở lên; kiên quyết điều chuyển vốn của các dự "
        "án chậm tiến độ.",
        "- Kim ngạch xuất khẩu hàng hóa năm 2026 đạt từ 1.850 triệu USD trở lên.",
        "- Chỉ số sản xuất công nghiệp năm 2026 tăng từ 11% trở lên so với năm 2025.",
        "- Năm 2026, có từ 1.300 doanh nghiệp thành lập mới trở lên.",
        "- Năm 2026, đón từ 4.500 nghìn lượt khách du lịch trở lên.",
        "- Trong năm 2026, hoàn thành ít nhất 2.150 căn nhà ở xã hội.",
        "- Đến hết năm 2026, tỷ lệ dân số tham gia bảo hiểm y tế đạt từ 95,5% trở lên.",
        "- Đến hết năm 2026, có ít nhất 12 xã đạt chuẩn nông thôn mới giai đoạn 2026 - 2030.",
        "- Đến hết năm 2026, tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý đạt từ 91% trở lên.",
        "- Năm 2026, kết nạp từ 2.400 đảng viên mới trở lên.",
        "- Đến hết năm 2026, tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực tuyến toàn trình đạt từ 80% trở lên.",
    )


def _work(paper: Sheet) -> None:
    paper.part("III- NHIỆM VỤ TRỌNG TÂM VÀ KHÂU ĐỘT PHÁ")
    paper.text(
        "1. Cơ cấu lại kinh tế gắn với đổi mới mô hình tăng trưởng.| Hoàn thiện quy hoạch, hạ tầng các khu, cụm công "
        "nghiệp phía Nam; thu hút có chọn lọc dự án chế biến sâu nông sản, khoáng sản. Hoàn thành tuyến đường vành đai "
        "phía Tây và tuyến tránh phía Đông trước năm 2029.",
        "2. Phát triển khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số.| Xây dựng cơ sở dữ liệu dùng chung của "
        "tỉnh; đưa dịch vụ công trực tuyến toàn trình đến mọi xã, phường.",
        "3. Phát triển văn hóa, con người, an sinh xã hội.| Ưu tiên nguồn lực cho nhà ở xã hội, trường học, trạm y tế ở "
        "các xã khó khăn; sắp xếp ổn định dân cư vùng có nguy cơ sạt lở.",
        "4. Xây dựng Đảng và hệ thống chính trị.| Thực hiện nghiêm nguyên tắc rõ người, rõ việc, rõ thời gian, rõ trách "
        "nhiệm, rõ thẩm quyền, rõ sản phẩm trong giao và theo dõi nhiệm vụ; đánh giá cán bộ bằng kết quả cụ thể.",
        "Ba khâu đột phá:| hạ tầng giao thông kết nối vùng; chất lượng nguồn nhân lực; cải cách hành chính gắn với "
        "chuyển đổi số.",
    )


def _annexes(paper: Sheet) -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Mục tiêu đến năm 2030", "Cơ quan theo dõi")
    widths = (12, 95, 28, 30, 38, 52)
    of = "(kèm theo Nghị quyết số 01-NQ/ĐH, ngày 26/9/2025 của Đại hội đại biểu Đảng bộ tỉnh lần thứ I)"
    paper.annex(["PHỤ LỤC 1", "CÁC CHỈ TIÊU CHỦ YẾU ĐẾN NĂM 2030", of])
    paper.table(head, widths, TERM_TARGETS)
    paper.annex(["PHỤ LỤC 2", "MỘT SỐ CHỈ TIÊU CỦA NĂM 2026", of])
    paper.table([*head[:4], "Mục tiêu năm 2026", head[5]], widths, YEAR_TARGETS)
