"""The conclusion notice that waits for review in the demonstration."""

from __future__ import annotations

from tools.demo_papers.sheet import Head, Sheet


def write() -> Sheet:
    """Thông báo kết luận của Ban Thường vụ Tỉnh ủy, tháng 11/2026."""
    paper = Sheet(Head(issuer="TỈNH ỦY MINH GIANG", number="Số 39-TB/TU", date="Minh Giang, ngày 16 tháng 11 năm 2026"))
    paper.title(
        "THÔNG BÁO",
        [
            "kết luận của Ban Thường vụ Tỉnh ủy về tình hình phát triển",
            "kinh tế - xã hội 10 tháng, nhiệm vụ trọng tâm các tháng cuối năm 2026",
        ],
    )
    paper.text(
        "Ngày 12/11/2026, Ban Thường vụ Tỉnh ủy họp, nghe Đảng ủy Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện Nghị quyết "
        "số 01-NQ/ĐH, ngày 26/9/2025 của Đại hội đại biểu Đảng bộ tỉnh và Chương trình hành động số 02-CTr/TU, ngày "
        "28/11/2025 của Ban Chấp hành Đảng bộ tỉnh; sau khi thảo luận, Ban Thường vụ Tỉnh ủy kết luận như sau:"
    )
    paper.part("I- ĐÁNH GIÁ TÌNH HÌNH")
    paper.text(
        "1. Kinh tế 10 tháng tiếp tục phục hồi. Thu ngân sách nhà nước trên địa bàn đạt 12.480 tỷ đồng, bằng 87,9% dự toán; "
        "kim ngạch xuất khẩu hàng hóa đạt 1.592 triệu USD, tăng 19,1% so với cùng kỳ; có 1.035 doanh nghiệp thành lập mới. "
        "Toàn Đảng bộ kết nạp 1.874 đảng viên mới, đạt 78,1% mục tiêu năm.",
        "2. Tuy nhiên, tiến độ giải ngân vốn đầu tư công chậm, đến hết tháng 10 mới đạt 60,6% kế hoạch, còn 37 dự án giải "
        "ngân dưới 30%. Nhà ở xã hội mới hoàn thành 764 căn, bằng 35,5% mục tiêu năm; trách nhiệm của một số chủ đầu tư "
        "chưa rõ.",
    )
    paper.part("II- NHIỆM VỤ CÁC THÁNG CUỐI NĂM")
    paper.text(
        "1. Giao Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo, chỉ đạo Sở Tài chính chủ trì, phối hợp với Kho bạc Nhà nước tỉnh rà "
        "soát, điều chuyển vốn của 37 dự án giải ngân dưới 30%, báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026. Phấn "
        "đấu đến hết năm 2026, tỷ lệ giải ngân vốn đầu tư công đạt từ 95% kế hoạch trở lên.",
        "2. Giao Đảng ủy phường Đông Ninh tập trung vận động, hoàn thành bàn giao mặt bằng đoạn Km12 - Km19 đường vành đai "
        "phía Tây, chậm nhất ngày 15/12/2026.",
        "3. Giao Sở Nông nghiệp và Môi trường tham mưu Ủy ban nhân dân tỉnh quyết định giá đất ở điều chỉnh tại phường Đông "
        "Ninh trước ngày 27/11/2026.",
        "4. Giao Sở Xây dựng làm việc với từng chủ đầu tư, lập bảng tiến độ nghiệm thu 1.386 căn nhà ở xã hội còn lại, gửi "
        "Văn phòng Tỉnh ủy trước ngày 25/11/2026.",
        "5. Giao Sở Khoa học và Công nghệ khẩn trương hoàn thiện Đề án phát triển kinh tế số tỉnh giai đoạn 2026 - 2030, "
        "trình Ban Thường vụ Tỉnh ủy trong tháng 12/2026.",
        "6. Giao Sở Y tế báo cáo số bác sĩ trên một vạn dân quý III, nêu rõ nguyên nhân chậm báo cáo, trước ngày 20/11/2026.",
        "7. Giao Ban Tổ chức Tỉnh ủy hướng dẫn các đảng bộ trực thuộc kết nạp 526 đảng viên mới còn thiếu so với mục tiêu, "
        "hoàn thành trước ngày 31/12/2026.",
        "8. Ban Tuyên giáo và Dân vận Tỉnh ủy thường xuyên nắm tình hình, định hướng dư luận tại các xã, phường có dự án "
        "trọng điểm.",
        "9. Ủy ban Kiểm tra Tỉnh ủy kiểm tra trách nhiệm người đứng đầu của hai chủ đầu tư có tỷ lệ giải ngân thấp nhất, báo "
        "cáo kết quả trong quý I/2027.",
        "10. Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Thông báo này, định kỳ hằng tháng báo cáo Thường trực Tỉnh "
        "ủy.",
    )
    paper.part("III- KIẾN NGHỊ")
    paper.text(
        "1. Kiến nghị Bộ Tài chính sớm phân bổ 320 tỷ đồng vốn bổ sung cho tuyến tránh phía Đông.",
        "2. Kiến nghị Bộ Xây dựng hướng dẫn xử lý nghĩa vụ tài chính về đất của dự án nhà ở xã hội chuyển tiếp.",
    )
    paper.sign(
        [
            "Đảng ủy Ủy ban nhân dân tỉnh,",
            "Các cơ quan tham mưu, giúp việc Tỉnh ủy,",
            "Các đảng ủy xã, phường,",
            "Lưu Văn phòng Tỉnh ủy.",
        ],
        ["T/M BAN THƯỜNG VỤ"],
        "PHÓ BÍ THƯ THƯỜNG TRỰC",
    )
    return paper
