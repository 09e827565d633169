"""Invented trackers of the shapes that offices really keep (bảng theo dõi giả định)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

GOLDEN_DAY = date(2026, 9, 14)
HEADINGS = (
    "STT", "Số hội nghị", "Số TB/KL", "Ngày ban hành", "Chủ trì theo dõi", "Ngành/ lĩnh vực",
    "Cơ quan/đơn vị trình (*)", "Lĩnh vực chi tiết", "Nội dung kết luận/văn bản trình (*)", "Loại thời hạn",
    "Hạn xử lý", "Tiến độ", "Kết quả thực hiện/minh chứng", "Văn bản triển khai", "Mã nhiệm vụ",
    "Ngày cập nhật gần nhất",
)  # fmt: skip
LEADS = ("Đảng ủy UBND tỉnh", "ĐU UBND tỉnh", "Sở Tài chính", "Đảng ủy xã Yên Thượng", "Văn phòng Tỉnh ủy")
WORK = ("Trình đề án", "Xây dựng kế hoạch", "Báo cáo kết quả", "Rà soát quy chế", "Thẩm định hồ sơ")
FIXED, ISSUED, REGULAR, WAITING = "Có hạn cụ thể", "Ký ban hành", "Thường xuyên", "Chờ quyết định"


def workbook(path: Path, rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, **more: Any) -> Path:
    """A workbook with a title, the head on its fourth row and these rows; days are written as days."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(more.get("sheet", "Theo dõi"))
        sheet.merge_range(0, 0, 0, len(headings) - 1, "BẢNG THEO DÕI NHIỆM VỤ (giả định)")
        for column, heading in enumerate(headings):
            sheet.write_string(3, column, heading)
        for number, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value not in (None, ""):
                    sheet.write(number, column, value)
        for number in more.get("hidden", ()):
            sheet.set_row(number, None, None, {"hidden": True})
    return path


def golden_rows() -> list[list[Any]]:  # noqa: C901 - a table of cases, read from the top
    """185 rows with the counts of a provincial office's tracker on 14/9/2026, every word of them invented.

    146 done (62 of the fixed ones without a day), 16 regular, 8 overdue, 6 running, 6 waiting, 3 without a day; 110
    fixed, 25 issued + 10 days, 20 regular, 30 waiting for a decision; two issue days a year ahead, one due day with day
    and month exchanged.
    """
    rows: list[list[Any]] = []

    def add(kind: str, due: Any, state: str, issued: Any = None, told: str = "") -> None:
        place = len(rows)
        given = issued or date(2026, 1, 12) + timedelta(days=place)
        shown: Any = given if place % 3 else f"{given.day}.{given.month}.{given:%y}"
        lead = LEADS[0] if place % 2 == 0 else LEADS[1 + place % 4]
        rows.append(
            [
                place + 1, f"HN {place // 6 + 1}", f"{place % 32 + 1:02d}-KL/TU", shown, "Phòng Tổng hợp", "Kinh tế",
                lead, "Ngân sách", f"{WORK[place % 5]} về việc số {place + 1}", kind, due, state, told, "",
                f"KL-{place + 1:03d}", date(2026, 9, 1) if place < 36 else "",
            ]
        )  # fmt: skip

    def told(place: int) -> str:
        return f"Đã có Báo cáo {place + 10}-BC/ĐU" if place < 68 else ""

    for place in range(93):
        due: Any = "" if place < 62 else date(2026, 8, 1) + timedelta(days=place - 62)
        add(FIXED, due, ("Xong", "Đã xong", "Hoàn thành")[place % 3], date(2026, 1, 5), told(place))
    for place in range(25):
        issued = date(2026, 2, 2) + timedelta(days=place)
        due = issued + timedelta(days=10)
        if place in (3, 4):  # the year mistyped
            issued, due = issued.replace(year=2027), due.replace(year=2027)
        if place == 8:  # issued on 10/02, due 20/02, typed 02/... the wrong way round
            issued, due = date(2026, 6, 25), date(2026, 5, 7)
        add(ISSUED, due, "Xong", issued)
    for place in range(20):
        add(REGULAR, "", "Xong" if place < 4 else "Thường xuyên", date(2026, 3, 2))
    for place in range(30):
        add(WAITING, "", "Đã xong" if place < 24 else "Chưa thực hiện", date(2026, 4, 1))
    for place in range(8):
        add(FIXED, f"{place + 1}/8/2026", "Quá hạn", date(2026, 5, 4), "Đang soạn thảo")
    for place in range(6):
        add(FIXED, f"ngày {place + 5} tháng 11 năm 2026", "Đang làm", date(2026, 6, 1))
    for _ in range(3):
        add(FIXED, "", "Chưa thực hiện", date(2026, 6, 1))
    return rows
