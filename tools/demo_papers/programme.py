"""The action programme that carries the resolution out: an annex gives every task its lead, day and product."""

from __future__ import annotations

from tools.demo_papers.sheet import Head, Sheet

HEADS = (
    "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm", "Cấp nhận sản phẩm",
)  # fmt: skip
BTV, TT, UBND, HDND = "Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy", "UBND tỉnh", "HĐND tỉnh"
TASKS = (
    "I- PHÁT TRIỂN KINH TẾ, CƠ CẤU LẠI ĐẦU TƯ",
    ("1", "Xây dựng Kế hoạch phát triển kinh tế - xã hội 5 năm 2026 - 2030", "Sở Tài chính", "Các sở, ngành; các xã, phường", "31/01/2026", "Kế hoạch", HDND),
    ("2", "Lập kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030", "Sở Tài chính", "Sở Xây dựng; Kho bạc Nhà nước tỉnh", "31/3/2026", "Tờ trình, danh mục dự án", HDND),
    ("3", "Rà soát, điều chỉnh Quy hoạch tỉnh sau sắp xếp đơn vị hành chính", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường; Sở Tài chính", "Quý III/2026", "Hồ sơ điều chỉnh quy hoạch", BTV),
    ("4", "Hoàn thành bồi thường, giải phóng mặt bằng đường vành đai phía Tây", "Đảng ủy phường Đông Ninh", "Ban Quản lý dự án công trình giao thông tỉnh; Sở Nông nghiệp và Môi trường", "30/10/2026", "Biên bản bàn giao mặt bằng", TT),
    ("5", "Khởi công tuyến tránh phía Đông, đoạn Trung Sơn - Hòa Lạc", "Ban Quản lý dự án công trình giao thông tỉnh", "Đảng ủy phường Trung Sơn; Đảng ủy phường Hòa Lạc", "30/9/2026", "Lệnh khởi công", UBND),
    ("6", "Xây dựng Đề án phát triển cụm công nghiệp đến năm 2030", "Sở Công Thương", "Sở Xây dựng; Sở Nông nghiệp và Môi trường", "30/6/2026", "Đề án", BTV),
    ("7", "Ban hành chính sách hỗ trợ chế biến sâu nông sản", "Sở Nông nghiệp và Môi trường", "Sở Công Thương; Sở Tài chính", "Kỳ họp giữa năm 2026", "Nghị quyết của HĐND tỉnh", HDND),
    ("8", "Xây dựng kế hoạch xúc tiến đầu tư năm 2026 và giai đoạn 2026 - 2030", "Sở Tài chính", "Sở Công Thương", "28/02/2026", "Kế hoạch", UBND),
    ("9", "Đối thoại với doanh nghiệp, hợp tác xã, hộ kinh doanh", "Sở Tài chính", "Thuế tỉnh Minh Giang", "Hằng quý", "Thông báo kết luận đối thoại", UBND),
    ("10", "Xây dựng dự toán thu ngân sách năm 2027 sát khả năng phát sinh", "Thuế tỉnh Minh Giang", "Sở Tài chính", "30/9/2026", "Báo cáo dự toán", UBND),
    ("11", "Xây dựng sản phẩm du lịch cộng đồng tại xã Khe Tắm và xã Mường Lạ", "Sở Văn hóa, Thể thao và Du lịch", "Đảng ủy xã Khe Tắm; Đảng ủy xã Mường Lạ", "31/8/2026", "Phương án khai thác", UBND),
    ("12", "Báo cáo giải ngân vốn đầu tư công theo từng chủ đầu tư", "Kho bạc Nhà nước tỉnh Minh Giang", "Sở Tài chính", "Hằng tháng", "Báo cáo", TT),
    "II- KHOA HỌC, CÔNG NGHỆ, CHUYỂN ĐỔI SỐ",
    ("13", "Xây dựng Đề án phát triển kinh tế số tỉnh giai đoạn 2026 - 2030", "Sở Khoa học và Công nghệ", "Thống kê tỉnh Minh Giang; Sở Công Thương", "30/6/2026", "Đề án", BTV),
    ("14", "Xây dựng kho dữ liệu dùng chung của tỉnh, giai đoạn 1", "Sở Khoa học và Công nghệ", "Văn phòng UBND tỉnh; Văn phòng Tỉnh ủy", "31/12/2026", "Biên bản nghiệm thu", UBND),
    ("15", "Phủ sóng di động băng rộng tại 14 thôn còn lõm sóng", "Sở Khoa học và Công nghệ", "Các xã có thôn lõm sóng", "30/6/2026", "Báo cáo kết quả", UBND),
    ("16", "Cắt giảm ít nhất 30% thời gian giải quyết của 120 thủ tục hành chính", "Trung tâm Phục vụ hành chính công tỉnh", "Sở Tư pháp; các sở, ngành", "31/3/2026", "Quyết định công bố", UBND),
    ("17", "Thành lập tổ công nghệ số cộng đồng tại 100% thôn, tổ dân phố", "Sở Khoa học và Công nghệ", "Đảng ủy các xã, phường", "30/11/2026", "Báo cáo kết quả", UBND),
    ("18", "Bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã", "Trường Chính trị tỉnh", "Sở Nội vụ; Sở Khoa học và Công nghệ", "Hằng năm", "Báo cáo kết quả", TT),
    "III- VĂN HÓA, XÃ HỘI, MÔI TRƯỜNG",
    ("19", "Giao chỉ tiêu nhà ở xã hội năm 2026 cho từng dự án, từng chủ đầu tư", "Sở Xây dựng", "Sở Tài chính; Sở Nông nghiệp và Môi trường", "28/02/2026", "Quyết định giao chỉ tiêu", UBND),
    ("20", "Xây dựng Kế hoạch phát triển nhà ở xã hội đến năm 2030", "Sở Xây dựng", "Sở Nội vụ; Đảng ủy các xã, phường", "30/4/2026", "Kế hoạch", UBND),
    ("21", "Xây dựng Đề án nâng cao năng lực y tế cơ sở giai đoạn 2026 - 2030", "Sở Y tế", "Sở Nội vụ; Sở Tài chính", "31/8/2026", "Đề án", BTV),
    ("22", "Xây dựng kế hoạch đầu tư trường đạt chuẩn quốc gia đến năm 2030", "Sở Giáo dục và Đào tạo", "Sở Tài chính; Sở Xây dựng", "30/6/2026", "Kế hoạch", UBND),
    ("23", "Sắp xếp giáo viên thừa, thiếu giữa các xã, phường trước năm học 2026 - 2027", "Sở Giáo dục và Đào tạo", "Sở Nội vụ", "15/8/2026", "Phương án", UBND),
    ("24", "Xây dựng chương trình giảm nghèo bền vững cho 11 xã đặc biệt khó khăn", "Sở Nông nghiệp và Môi trường", "Sở Dân tộc và Tôn giáo; Sở Nội vụ", "29/5/2026", "Chương trình", BTV),
    ("25", "Sắp xếp ổn định 96 hộ dân vùng có nguy cơ sạt lở tại xã Khe Tắm", "Sở Dân tộc và Tôn giáo", "Sở Nông nghiệp và Môi trường; Đảng ủy xã Khe Tắm", "30/10/2026", "Báo cáo kết quả", TT),
    ("26", "Giao chỉ tiêu xây dựng nông thôn mới năm 2026 cho 12 xã đăng ký", "Sở Nông nghiệp và Môi trường", "Đảng ủy các xã đăng ký", "28/02/2026", "Quyết định giao chỉ tiêu", UBND),
    ("27", "Xây dựng phương án thu gom, xử lý chất thải rắn sinh hoạt liên xã", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng; Đảng ủy các xã, phường", "30/9/2026", "Phương án", UBND),
    ("28", "Lập hồ sơ xếp hạng sáu di tích lịch sử, văn hóa cấp tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "Đảng ủy các xã, phường có di tích", "25/11/2026", "Hồ sơ xếp hạng", UBND),
    ("29", "Tuần tra, bảo vệ rừng phòng hộ đầu nguồn", "Sở Nông nghiệp và Môi trường", "Đảng ủy các xã có rừng", "Thường xuyên", "Báo cáo quý", UBND),
    ("30", "Đào tạo nghề có cấp chứng chỉ cho 9.500 lao động năm 2026", "Sở Nội vụ", "Sở Giáo dục và Đào tạo", "15/12/2026", "Báo cáo kết quả", UBND),
    "IV- CẢI CÁCH HÀNH CHÍNH, NỘI CHÍNH",
    ("31", "Phê duyệt đề án vị trí việc làm khối xã, phường", "Sở Nội vụ", "Ban Tổ chức Tỉnh ủy", "06/11/2026", "Đề án", BTV),
    ("32", "Xây dựng kế hoạch nâng hạng chỉ số cải cách hành chính năm 2026", "Sở Nội vụ", "Văn phòng UBND tỉnh; các sở, ngành", "31/3/2026", "Kế hoạch", UBND),
    ("33", "Rà soát văn bản quy phạm pháp luật của các huyện trước đây", "Sở Tư pháp", "Văn phòng UBND tỉnh", "28/11/2026", "Danh mục văn bản", UBND),
    ("34", "Thanh tra chuyên đề việc chấp hành tiến độ dự án đầu tư công", "Thanh tra tỉnh", "Sở Tài chính", "Quý IV/2026", "Kết luận thanh tra", UBND),
    ("35", "Rà soát, giải quyết các vụ việc khiếu nại kéo dài", "Ban Nội chính Tỉnh ủy", "Thanh tra tỉnh", "31/7/2026", "Báo cáo", TT),
    "V- XÂY DỰNG ĐẢNG",
    ("36", "Xây dựng Đề án nâng cao chất lượng tổ chức cơ sở đảng, kết nạp đảng viên", "Ban Tổ chức Tỉnh ủy", "Đảng ủy các xã, phường", "30/6/2026", "Đề án", BTV),
    ("37", "Quán triệt Nghị quyết đến 100% chi bộ", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Các đảng bộ trực thuộc", "31/3/2026", "Báo cáo kết quả", TT),
    ("38", "Xây dựng chương trình kiểm tra, giám sát việc thực hiện Nghị quyết", "Ủy ban Kiểm tra Tỉnh ủy", "Văn phòng Tỉnh ủy", "15/01 hằng năm", "Chương trình", BTV),
    ("39", "Mở chuyên mục về kết quả thực hiện Nghị quyết tại cơ sở", "Báo và phát thanh, truyền hình Minh Giang", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thường xuyên", "Chuyên mục", TT),
    ("40", "Theo dõi, đôn đốc, tổng hợp kết quả thực hiện Chương trình", "Văn phòng Tỉnh ủy", "Đảng ủy UBND tỉnh", "Ngày 25 hằng tháng", "Báo cáo", TT),
)  # fmt: skip


def write() -> Sheet:
    """Chương trình hành động thực hiện Nghị quyết Đại hội."""
    paper = Sheet(
        Head(issuer="TỈNH ỦY MINH GIANG", number="Số 02-CTr/TU", date="Minh Giang, ngày 28 tháng 11 năm 2025")
    )
    paper.title(
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        ["thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I,", "nhiệm kỳ 2025 - 2030"],
    )
    paper.text(
        "Thực hiện Nghị quyết số 01-NQ/ĐH, ngày 26/9/2025 của Đại hội đại biểu Đảng bộ tỉnh lần thứ I, nhiệm kỳ "
        "2025 - 2030, Ban Chấp hành Đảng bộ tỉnh ban hành Chương trình hành động như sau:"
    )
    paper.part("I- MỤC ĐÍCH, YÊU CẦU")
    paper.text(
        "1. Cụ thể hóa các chỉ tiêu, nhiệm vụ của Nghị quyết thành việc cụ thể, có một cơ quan chủ trì, một sản phẩm, "
        "một thời hạn và cấp nhận sản phẩm.",
        "2. Các cấp ủy, tổ chức đảng lấy kết quả thực hiện Chương trình làm căn cứ đánh giá, xếp loại hằng năm.",
    )
    paper.part("II- NHIỆM VỤ, GIẢI PHÁP")
    paper.text(
        "1. Về kinh tế.| Giữ tốc độ tăng trưởng từ 10% trở lên ngay trong năm 2026; ưu tiên vốn cho các dự án giao thông "
        "kết nối; điều chuyển kịp thời vốn của dự án chậm tiến độ.",
        "2. Về khoa học, công nghệ, chuyển đổi số.| Tập trung hoàn thành hạ tầng dữ liệu dùng chung; lấy tỷ lệ hồ sơ "
        "trực tuyến toàn trình làm thước đo phục vụ người dân, doanh nghiệp.",
        "3. Về văn hóa, xã hội, môi trường.| Bố trí đủ quỹ đất sạch cho nhà ở xã hội; củng cố y tế cơ sở; bảo vệ rừng "
        "đầu nguồn.",
        "4. Về xây dựng Đảng.| Mỗi đảng bộ xã, phường có nguồn kết nạp đảng viên từ thôn, tổ dân phố, trường học, doanh "
        "nghiệp; khắc phục triệt để tình trạng giao việc không rõ thời hạn, không rõ sản phẩm.",
        "Nhiệm vụ cụ thể giao các cơ quan nêu tại Phụ lục kèm theo.",
    )
    paper.part("III- TỔ CHỨC THỰC HIỆN")
    paper.text(
        "1. Giao Đảng ủy UBND tỉnh lãnh đạo UBND tỉnh ban hành kế hoạch thực hiện Chương trình trước ngày 31/12/2025; "
        "định kỳ hằng quý báo cáo Ban Thường vụ Tỉnh ủy.",
        "2. Giao Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn học tập, quán triệt Nghị quyết và Chương trình trong quý "
        "I/2026.",
        "3. Giao Ủy ban Kiểm tra Tỉnh ủy chủ trì, phối hợp với các cơ quan tham mưu, giúp việc Tỉnh ủy kiểm tra, giám sát "
        "việc thực hiện Chương trình hằng năm.",
        "4. Giao Văn phòng Tỉnh ủy theo dõi, đôn đốc, tổng hợp; báo cáo Thường trực Tỉnh ủy trước ngày 25 hằng tháng.",
    )
    paper.sign(
        [
            "Ban Bí thư Trung ương Đảng (để báo cáo),",
            "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh,",
            "Các đảng bộ trực thuộc Tỉnh ủy,",
            "Lưu Văn phòng Tỉnh ủy.",
        ],
        ["T/M BAN CHẤP HÀNH"],
        "BÍ THƯ",
    )
    paper.annex(
        [
            "PHỤ LỤC",
            "NHIỆM VỤ CỤ THỂ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI TRONG NĂM 2026",
            "(kèm theo Chương trình hành động số 02-CTr/TU, ngày 28/11/2025 của Ban Chấp hành Đảng bộ tỉnh)",
        ]
    )
    paper.table(HEADS, (11, 78, 42, 48, 27, 28, 26), TASKS)
    return paper
