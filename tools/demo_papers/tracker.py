"""The task tracker of a department, as such workbooks are: a title, a head of two rows, gaps, words where days should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from tools.demo_papers.sheet import FOOT

HEADS = (
    ("TT", 5), ("Số, ký hiệu văn bản giao", 16), ("Ngày ban hành", 12), ("Nội dung nhiệm vụ", 52), ("Phòng chủ trì", 26),
    ("Đơn vị phối hợp", 28), ("Loại thời hạn", 15), ("Hạn xử lý", 13), ("Tiến độ", 16),
    ("Kết quả thực hiện, minh chứng", 38), ("Khó khăn, vướng mắc", 34),
)  # fmt: skip
HOUSING, PLANNING, WORKS = "Phòng Quản lý nhà", "Phòng Quy hoạch, kiến trúc", "Phòng Quản lý xây dựng"
OFFICE, TRAFFIC = "Văn phòng Sở", "Phòng Quản lý giao thông"
FIXED, REGULAR, WAITING = "Ngày cố định", "Thường xuyên", "Chờ điều kiện"
DONE, RUNNING, OVERDUE = "Đã hoàn thành", "Đang thực hiện", "Quá hạn"
ROWS: tuple[tuple[str | date | int, ...], ...] = (
    ("02-CTr/TU", date(2025, 11, 28), "Giao chỉ tiêu nhà ở xã hội năm 2026 cho từng dự án, từng chủ đầu tư", HOUSING, "Sở Tài chính", FIXED, date(2026, 2, 28), DONE, "Quyết định số 318/QĐ-UBND ngày 26/02/2026", ""),
    ("02-CTr/TU", date(2025, 11, 28), "Xây dựng Kế hoạch phát triển nhà ở xã hội đến năm 2030", HOUSING, "Sở Nội vụ; các xã, phường", FIXED, date(2026, 4, 30), DONE, "Kế hoạch số 97/KH-UBND ngày 12/5/2026", ""),
    ("02-CTr/TU", date(2025, 11, 28), "Rà soát, điều chỉnh Quy hoạch tỉnh sau sắp xếp đơn vị hành chính", PLANNING, "Sở Nông nghiệp và Môi trường", FIXED, date(2026, 9, 30), OVERDUE, "Đã gửi hồ sơ thẩm định ngày 10/11/2026", "Chờ ý kiến của bộ về chỉ tiêu sử dụng đất"),
    ("05-TB/TU", date(2025, 12, 12), "Rà soát quỹ nhà tái định cư, quỹ đất tái định cư của ba dự án trọng điểm", HOUSING, "Đảng ủy phường Đông Ninh", FIXED, date(2026, 2, 27), DONE, "Báo cáo số 61/BC-SXD ngày 25/02/2026", ""),
    ("14-TB/TU", date(2026, 2, 26), "Hướng dẫn cấp phép xây dựng theo phân cấp cho các xã, phường", WORKS, "", FIXED, date(2026, 3, 20), DONE, "Công văn số 402/SXD-QLXD ngày 18/3/2026", ""),
    ("14-TB/TU", date(2026, 2, 26), "Phối hợp lập phương án xử lý trụ sở dôi dư", OFFICE, "Sở Tài chính", FIXED, date(2026, 6, 30), DONE, "", ""),
    ("22-TB/TU", date(2026, 4, 27), "Lựa chọn chủ đầu tư hai dự án nhà ở xã hội tại phường Đông Ninh", HOUSING, "Sở Tài chính", FIXED, date(2026, 11, 13), OVERDUE, "", "Hồ sơ phải đăng lại do chỉ có một nhà đầu tư"),
    ("27-TB/TU", date(2026, 6, 30), "Điều chỉnh cục bộ quy hoạch chung đô thị Minh Thành", PLANNING, "Đảng ủy phường Minh Thành", FIXED, date(2026, 9, 30), OVERDUE, "Tờ trình số 188/TTr-SXD ngày 21/8/2026", "Chờ ý kiến của Bộ Xây dựng"),
    ("31-TB/TU", date(2026, 8, 31), "Công bố giá vật liệu xây dựng sát giá thị trường", WORKS, "", REGULAR, "Hằng tháng", RUNNING, "Công bố giá tháng 10/2026", ""),
    ("34-TB/TU", date(2026, 9, 30), "Tháo gỡ thủ tục để nghiệm thu 1.386 căn nhà ở xã hội còn lại trong năm", HOUSING, "Sở Nông nghiệp và Môi trường; Thuế tỉnh", FIXED, date(2026, 12, 18), RUNNING, "Đã làm việc với 4/7 chủ đầu tư", "Ba dự án chưa xong nghĩa vụ tài chính về đất"),
    ("39-TB/TU", date(2026, 11, 16), "Lập bảng tiến độ nghiệm thu nhà ở xã hội, gửi Văn phòng Tỉnh ủy", HOUSING, "Các chủ đầu tư", FIXED, date(2026, 11, 24), RUNNING, "", ""),
    ("412/BC-UBND", date(2026, 11, 6), "Báo cáo ước thực hiện cả năm gửi Sở Tài chính", OFFICE, "", FIXED, date(2026, 11, 26), RUNNING, "", ""),
    ("Giao ban 10/2026", "", "Kiểm tra an toàn các công trình cầu yếu trên đường tỉnh 317", TRAFFIC, "", FIXED, "Tháng 11", RUNNING, "", ""),
    ("Giao ban 10/2026", "", "Sửa đổi quy chế làm việc của Sở", OFFICE, "", WAITING, "", RUNNING, "", "Chờ nghị định về tổ chức cơ quan chuyên môn"),
    ("Giao ban 11/2026", date(2026, 11, 9), "Rà soát biển báo, điểm đen tai nạn giao thông", TRAFFIC, "Công an các xã, phường", FIXED, date(2026, 12, 10), RUNNING, "", ""),
)  # fmt: skip


def write(path: Path) -> None:
    """Bảng theo dõi nhiệm vụ của Sở Xây dựng."""
    with xlsxwriter.Workbook(str(path)) as book:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        lined = {**font, "border": 1, "text_wrap": True}
        plain, day = book.add_format(lined), book.add_format({**lined, "num_format": "dd/mm/yyyy", "align": "center"})
        head = book.add_format({**lined, "bold": True, "align": "center", "bg_color": "#D9E2F3"})
        sheet = book.add_worksheet("Theo dõi nhiệm vụ")
        title = book.add_format({**font, "bold": True, "font_size": 14, "align": "center"})
        note = book.add_format({**font, "italic": True, "align": "center"})
        last = len(HEADS) - 1
        sheet.merge_range(0, 0, 0, last, "SỞ XÂY DỰNG TỈNH MINH GIANG", title)
        sheet.merge_range(1, 0, 1, last, "BẢNG THEO DÕI NHIỆM VỤ TỈNH ỦY, UBND TỈNH GIAO NĂM 2026", title)
        sheet.merge_range(2, 0, 2, last, "(cập nhật đến ngày 18/11/2026)", note)
        for column, (words, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
            sheet.write(4, column, words, head)
        sheet.set_row(4, 34)
        for number, row in enumerate(ROWS, start=1):
            sheet.set_row(4 + number, 34)
            sheet.write_number(4 + number, 0, number, plain)
            for column, value in enumerate(row, start=1):
                if isinstance(value, date):
                    sheet.write_datetime(4 + number, column, value, day)
                else:
                    sheet.write(4 + number, column, value, plain)
        sheet.write(6 + len(ROWS), 0, FOOT, book.add_format({**font, "italic": True}))
        sheet.freeze_panes(5, 0)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(4)
        sheet.set_footer(f"&C{FOOT}")
