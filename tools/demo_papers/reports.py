"""Reports of 2026: three monthly ones and a quarterly one, of the Party and of the State, of the province and of a commune."""

from __future__ import annotations

from tools.demo_papers.sheet import Head, Sheet

FIGURES_HEAD = (
    "TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu năm 2026", "Thực hiện 9 tháng", "So với mục tiêu (%)", "Cơ quan báo cáo",
)  # fmt: skip
NINE_MONTHS = (
    ("1", "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", "14.200", "11.004,3", "77,5", "Thuế tỉnh Minh Giang"),
    ("2", "Kim ngạch xuất khẩu hàng hóa", "Triệu USD", "1.850", "1.412,9", "76,4", "Sở Công Thương"),
    ("3", "Doanh nghiệp thành lập mới", "Doanh nghiệp", "1.300", "922", "70,9", "Sở Tài chính"),
    ("4", "Khách du lịch đến tỉnh", "Nghìn lượt", "4.500", "4.219", "93,8", "Sở Văn hóa, Thể thao và Du lịch"),
    ("5", "Nhà ở xã hội hoàn thành", "Căn", "2.150", "634", "29,5", "Sở Xây dựng"),
    ("6", "Số xã đạt chuẩn nông thôn mới giai đoạn 2026 - 2030", "Xã", "12", "5", "41,7", "Sở Nông nghiệp và Môi trường"),
    ("7", "Kết nạp đảng viên mới", "Đảng viên", "2.400", "1.656", "69,0", "Ban Tổ chức Tỉnh ủy"),
)  # fmt: skip


def august() -> Sheet:
    """Báo cáo tháng 8/2026 của Đảng ủy UBND tỉnh."""
    paper = Sheet(
        Head(
            superior="TỈNH ỦY MINH GIANG",
            issuer="ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH",
            number="Số 118-BC/ĐU",
            date="Minh Giang, ngày 25 tháng 8 năm 2026",
        )
    )
    paper.title("BÁO CÁO", ["tình hình kinh tế - xã hội tháng 8, nhiệm vụ trọng tâm tháng 9 năm 2026"])
    paper.text(
        "Thực hiện Chương trình hành động số 02-CTr/TU, ngày 28/11/2025 của Ban Chấp hành Đảng bộ tỉnh, Đảng ủy Ủy ban "
        "nhân dân tỉnh báo cáo Ban Thường vụ Tỉnh ủy kết quả tháng 8 và 8 tháng năm 2026 như sau:"
    )
    paper.part("I- KẾT QUẢ")
    paper.text(
        "1. Về kinh tế.| Chỉ số sản xuất công nghiệp tháng 8 tăng 10,8% so với cùng kỳ. Thu ngân sách nhà nước trên địa "
        "bàn 8 tháng ước đạt 9.810,2 tỷ đồng, bằng 69,1% dự toán, tăng 19,3% so với cùng kỳ. Kim ngạch xuất khẩu hàng "
        "hóa 8 tháng ước đạt 1.260 triệu USD, bằng 68,1% kế hoạch. Trong tháng có 101 doanh nghiệp thành lập mới, lũy kế "
        "8 tháng có 822 doanh nghiệp. Tỉnh đón 602 nghìn lượt khách du lịch trong tháng 8.",
        "2. Về đầu tư công.| Đến ngày 31/8/2026, toàn tỉnh giải ngân 3.595,1 tỷ đồng, đạt 41,6% kế hoạch vốn, thấp hơn "
        "1,9 điểm % so với cùng kỳ năm 2025.",
        "3. Về văn hóa, xã hội, môi trường.| Hoàn thành 530 căn nhà ở xã hội, bằng 24,7% mục tiêu năm. Có 4 xã đạt chuẩn "
        "nông thôn mới giai đoạn 2026 - 2030. Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95,5%; tỷ lệ chất thải rắn sinh "
        "hoạt được thu gom, xử lý đạt 87,8%. Sửa chữa 31/38 phòng học xuống cấp.",
        "4. Về cải cách hành chính.| Tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực tuyến toàn trình đạt 74,5%.",
    )
    paper.part("II- HẠN CHẾ, NGUYÊN NHÂN")
    paper.text(
        "1. Giải ngân vốn đầu tư công còn chậm; sáu chủ đầu tư giải ngân dưới 40% kế hoạch. Tiến độ bàn giao mặt bằng "
        "đoạn Km12 - Km19 đường vành đai phía Tây chưa đạt yêu cầu do 41 hộ chưa nhận tiền bồi thường.",
        "2. Nhà ở xã hội hoàn thành thấp xa so với mục tiêu; ba dự án chưa xong nghĩa vụ tài chính về đất.",
    )
    paper.part("III- NHIỆM VỤ TRỌNG TÂM THÁNG 9")
    paper.text(
        "1. Sở Tài chính chủ trì, phối hợp với Kho bạc Nhà nước tỉnh rà soát, tham mưu điều chuyển vốn của các dự án giải "
        "ngân dưới 40%, hoàn thành trước ngày 30/9/2026.",
        "2. Sở Xây dựng làm việc với từng chủ đầu tư nhà ở xã hội, báo cáo Ủy ban nhân dân tỉnh trước ngày 18/9/2026.",
        "3. Sở Giáo dục và Đào tạo hoàn thành sửa chữa 7 phòng học còn lại trước ngày 05/9/2026.",
    )
    paper.part("IV- KIẾN NGHỊ")
    paper.text(
        "Đề nghị Ban Thường vụ Tỉnh ủy chỉ đạo Đảng ủy phường Đông Ninh tập trung vận động 41 hộ dân bàn giao mặt bằng."
    )
    paper.sign(
        ["Ban Thường vụ Tỉnh ủy (để báo cáo),", "Văn phòng Tỉnh ủy,", "Lưu Văn phòng Đảng ủy."],
        ["T/M BAN THƯỜNG VỤ"],
        "PHÓ BÍ THƯ THƯỜNG TRỰC",
    )
    return paper


def third_quarter() -> Sheet:
    """Báo cáo quý III/2026 của Tỉnh ủy về thực hiện Nghị quyết Đại hội."""
    paper = Sheet(Head(issuer="TỈNH ỦY MINH GIANG", number="Số 87-BC/TU", date="Minh Giang, ngày 08 tháng 10 năm 2026"))
    paper.title(
        "BÁO CÁO",
        ["kết quả thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I", "quý III và 9 tháng năm 2026"],
    )
    paper.part("I- KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU")
    paper.text(
        "1. Kinh tế 9 tháng duy trì đà tăng, GRDP ước tăng 9,12% so với cùng kỳ, thấp hơn mục tiêu Nghị quyết đề ra "
        "(10 - 10,5%). Chỉ số sản xuất công nghiệp tháng 9 tăng 10,9%. Thu ngân sách nhà nước trên địa bàn 9 tháng đạt "
        "11.004,3 tỷ đồng, bằng 77,5% dự toán, tăng 20,9% so với cùng kỳ. Kim ngạch xuất khẩu hàng hóa đạt 1.412,9 triệu "
        "USD, bằng 76,4% kế hoạch, tăng 19,5% so với cùng kỳ.",
        "2. Đến ngày 30/9/2026, giải ngân vốn đầu tư công đạt 4.346,9 tỷ đồng, bằng 50,3% kế hoạch vốn 8.642 tỷ đồng.",
        "3. Tỷ lệ hộ nghèo theo chuẩn đa chiều còn 3,71%, giảm 0,91 điểm % so với cuối năm 2025. Tỷ lệ trường đạt chuẩn "
        "quốc gia đạt 71,3%; tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ đạt 29,1%; tỷ lệ hộ dân nông thôn dùng "
        "nước sạch đạt quy chuẩn đạt 62,8%. Hoàn thành 634 căn nhà ở xã hội. Có 5 xã đạt chuẩn nông thôn mới giai đoạn "
        "2026 - 2030.",
        "4. Toàn Đảng bộ kết nạp 1.656 đảng viên mới, đạt 69% mục tiêu năm. Tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực "
        "tuyến toàn trình đạt 77,6%, tăng 25 điểm % so với năm 2025.",
    )
    paper.part("II- HẠN CHẾ, NGUYÊN NHÂN")
    paper.text(
        "1. Ba chỉ tiêu có khả năng không đạt mục tiêu năm 2026: giải ngân vốn đầu tư công, nhà ở xã hội, số xã đạt chuẩn "
        "nông thôn mới.",
        "2. Một số sở, ngành chậm trình đề án được giao; Đề án phát triển kinh tế số chưa hoàn thành do chờ hướng dẫn của "
        "bộ về cách tính tỷ trọng kinh tế số.",
        "3. Sở Y tế chưa báo cáo số bác sĩ trên một vạn dân của quý III.",
    )
    paper.part("III- NHIỆM VỤ QUÝ IV")
    paper.text(
        "1. Đảng ủy UBND tỉnh lãnh đạo UBND tỉnh giao kế hoạch giải ngân từng tuần cho từng chủ đầu tư; phấn đấu đến hết "
        "năm 2026 giải ngân đạt từ 95% kế hoạch trở lên.",
        "2. Sở Nông nghiệp và Môi trường phối hợp với 7 xã còn lại hoàn thiện hồ sơ nông thôn mới, trình thẩm định trước "
        "ngày 13/11/2026.",
        "3. Ban Tổ chức Tỉnh ủy rà soát nguồn, hướng dẫn các đảng bộ kết nạp ít nhất 744 đảng viên mới trong quý IV.",
        "4. Sở Khoa học và Công nghệ trình Đề án phát triển kinh tế số trước ngày 17/10/2026.",
    )
    paper.part("IV- ĐỀ XUẤT, KIẾN NGHỊ")
    paper.text(
        "1. Đề nghị Bộ Khoa học và Công nghệ hướng dẫn cách tính tỷ trọng kinh tế số cấp tỉnh.",
        "2. Đề nghị Bộ Tài chính xem xét bổ sung 320 tỷ đồng vốn ngân sách trung ương cho tuyến tránh phía Đông.",
    )
    paper.sign(
        ["Văn phòng Trung ương Đảng (để báo cáo),", "Các đảng bộ trực thuộc Tỉnh ủy,", "Lưu Văn phòng Tỉnh ủy."],
        ["T/M BAN THƯỜNG VỤ"],
        "PHÓ BÍ THƯ THƯỜNG TRỰC",
    )
    of = "(kèm theo Báo cáo số 87-BC/TU, ngày 08/10/2026 của Ban Thường vụ Tỉnh ủy)"
    paper.annex(["PHỤ LỤC", "KẾT QUẢ MỘT SỐ CHỈ TIÊU 9 THÁNG NĂM 2026", of])
    paper.table(FIGURES_HEAD, (12, 88, 27, 30, 30, 28, 40), NINE_MONTHS)
    return paper


def october() -> Sheet:
    """Báo cáo tháng 10/2026 của UBND tỉnh, theo thể thức của Nhà nước."""
    paper = Sheet(
        Head(
            state=True,
            issuer="ỦY BAN NHÂN DÂN\nTỈNH MINH GIANG",
            number="Số: 412/BC-UBND",
            date="Minh Giang, ngày 06 tháng 11 năm 2026",
        )
    )
    paper.title("BÁO CÁO", ["Tình hình kinh tế - xã hội tháng 10 và 10 tháng năm 2026"])
    paper.part("I. KẾT QUẢ ĐẠT ĐƯỢC")
    paper.text(
        "1. Sản xuất công nghiệp tiếp tục tăng khá; chỉ số sản xuất công nghiệp tháng 10 tăng 10,9% so với cùng kỳ. Kim "
        "ngạch xuất khẩu hàng hóa 10 tháng đạt 1.592 triệu USD, bằng 86,1% kế hoạch, tăng 19,1% so với cùng kỳ. Tháng 10 "
        "đón 239 nghìn lượt khách du lịch; lũy kế 10 tháng đạt 4.458 nghìn lượt, bằng 99,1% kế hoạch.",
        "2. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng, bằng 87,9% dự toán, tăng 21,3% so với cùng "
        "kỳ. Trong tháng có 113 doanh nghiệp thành lập mới, lũy kế 1.035 doanh nghiệp, bằng 79,6% kế hoạch năm.",
        "3. Giải ngân vốn đầu tư công đến hết tháng 10 đạt 5.236,1 tỷ đồng, bằng 60,6% kế hoạch, thấp hơn cùng kỳ 1,9 "
        "điểm %.",
        "4. Hoàn thành 764 căn nhà ở xã hội, bằng 35,5% kế hoạch năm. Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95,8%, vượt "
        "mục tiêu năm 0,3 điểm %. Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý đạt 88,2%.",
        "5. Tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực tuyến toàn trình đạt 78,9%.",
    )
    paper.part("II. TỒN TẠI, HẠN CHẾ")
    paper.text(
        "1. Giải ngân vốn đầu tư công chậm, còn 37 dự án giải ngân dưới 30% kế hoạch.",
        "2. Việc nghiệm thu 1.386 căn nhà ở xã hội còn lại gặp khó khăn do vướng thủ tục đất đai.",
    )
    paper.part("III. NHIỆM VỤ TRỌNG TÂM 2 THÁNG CUỐI NĂM")
    paper.text(
        "1. Ban Quản lý dự án công trình giao thông tỉnh tổ chức thi công ba ca, hoàn thành khối lượng tuyến tránh phía "
        "Đông theo kế hoạch trước ngày 18/12/2026.",
        "2. Sở Nông nghiệp và Môi trường hoàn thành cấp phép hai mỏ đất đắp trước ngày 23/11/2026.",
        "3. Thuế tỉnh Minh Giang tập trung thu hồi nợ thuế, phấn đấu cả năm thu đạt 15.100 tỷ đồng.",
        "4. Các sở, ngành báo cáo ước thực hiện cả năm gửi Sở Tài chính trước ngày 27/11/2026.",
    )
    paper.part("IV. KIẾN NGHỊ")
    paper.text("Đề nghị Bộ Xây dựng sớm có ý kiến về điều chỉnh cục bộ quy hoạch chung đô thị Minh Thành.")
    paper.sign(
        ["Văn phòng Chính phủ;", "Thường trực Tỉnh ủy;", "Các sở, ban, ngành;", "Lưu: VT, TH."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "PHÓ CHỦ TỊCH",
    )
    return paper


def commune_october() -> Sheet:
    """Báo cáo tháng 10/2026 của Đảng ủy xã Yên Thượng."""
    paper = Sheet(
        Head(
            superior="TỈNH ỦY MINH GIANG",
            issuer="ĐẢNG ỦY XÃ YÊN THƯỢNG",
            number="Số 64-BC/ĐU",
            date="Yên Thượng, ngày 22 tháng 10 năm 2026",
        )
    )
    paper.title("BÁO CÁO", ["kết quả công tác tháng 10, nhiệm vụ tháng 11 năm 2026"])
    paper.part("I- KẾT QUẢ")
    paper.text(
        "1. Kinh tế.| Thu hoạch 412 ha lúa mùa, năng suất bình quân 54,2 tạ/ha. Thu ngân sách trên địa bàn 10 tháng đạt "
        "9,6 tỷ đồng, bằng 88,1% dự toán. Giải ngân vốn đầu tư công 51,2 tỷ đồng, đạt 53,1% kế hoạch.",
        "2. Xã hội.| Toàn xã còn 126 hộ nghèo, giảm 7 hộ so với tháng trước. Tỷ lệ người dân tham gia bảo hiểm y tế đạt "
        "96,3%. Có 5/7 trường đạt chuẩn quốc gia.",
        "3. Xây dựng nông thôn mới.| Xã đạt 17/19 tiêu chí; còn tiêu chí giao thông và tiêu chí môi trường chưa đạt.",
        "4. Xây dựng Đảng.| Kết nạp 4 đảng viên mới, lũy kế 31 đảng viên, bằng 86,1% chỉ tiêu Tỉnh ủy giao. Thí điểm tổ hỗ "
        "trợ làm thủ tục tại 3 nhà văn hóa thôn, tiếp nhận 284 hồ sơ.",
    )
    paper.part("II- HẠN CHẾ")
    paper.text(
        "1. Thu gom chất thải rắn sinh hoạt tại các thôn vùng cao còn khó khăn, mới đạt 74% lượng phát sinh.",
        "2. Giải ngân dự án đường trục thôn Thượng Hòa chậm do chưa thống nhất phương án bồi thường với 6 hộ.",
    )
    paper.part("III- NHIỆM VỤ THÁNG 11")
    paper.text(
        "1. Ủy ban nhân dân xã hoàn thành bồi thường 6 hộ còn lại thuộc dự án đường trục thôn Thượng Hòa trước ngày "
        "20/11/2026.",
        "2. Công an xã phối hợp với các thôn rà soát hộ dân chưa lắp đặt thiết bị phòng cháy, hoàn thành trong tháng 11.",
        "3. Các chi bộ hoàn thành kiểm điểm, đánh giá, xếp loại đảng viên trước ngày 30/11/2026.",
    )
    paper.part("IV- KIẾN NGHỊ")
    paper.text(
        "Đề nghị Sở Nông nghiệp và Môi trường bố trí xe thu gom chuyên dụng cho 4 thôn vùng cao trong quý I/2027."
    )
    paper.sign(
        ["Văn phòng Tỉnh ủy (để báo cáo),", "Các chi bộ trực thuộc,", "Lưu Văn phòng Đảng ủy."],
        ["T/M ĐẢNG ỦY"],
        "PHÓ BÍ THƯ",
    )
    return paper
