"""Why a figure is missing, as offered to drop down in a workbook (lý do không có số)."""

from __future__ import annotations

OTHER = "Lý do khác (ghi ở cột Giải thích)"
REASONS = (
    "Chưa có số liệu chính thức",
    "Chưa thu thập xong",
    "Chưa đến kỳ thống kê",
    "Đơn vị không thực hiện nội dung này",
    "Đang rà soát lại số liệu",
    OTHER,
)
ESTIMATE = "Ước"
