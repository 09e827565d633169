"""Why something about terms, regimes and days off is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "periods.no_name": _("Chưa ghi tên. Ghi tên như “Nhiệm kỳ 2025 - 2030” rồi lưu lại."),
    "periods.days_backwards": _("Ngày kết thúc %(end)s trước ngày bắt đầu %(start)s. Sửa một trong hai ngày."),
    "periods.overlap": _("Thời gian trùng với “%(term)s” của cùng đơn vị. Sửa ngày, hoặc sửa nhiệm kỳ kia trước."),
    "periods.closing_day": _("Ngày chốt %(day)s không dùng được. Ghi từ 1 đến 28; 0 là ngày cuối tháng."),
    "periods.no_kinds": _("Chưa chọn loại báo cáo nào. Ghi số ngày gửi cho ít nhất một loại."),
    "periods.too_many_days": _("Số ngày phải từ 0 đến %(most)s. Sửa rồi lưu lại."),
    "periods.no_basis": _("Chưa ghi căn cứ. Ghi thông báo lịch nghỉ của năm, hoặc “theo Bộ luật Lao động”."),
}
