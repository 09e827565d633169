"""Why the demonstration is not loaded, in one line each."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "demo.site_in_use": _(
        "Trang này đã có dữ liệu, không nạp dữ liệu minh họa vào. Đặt VAOCUOC_DATA là một thư mục trống rồi chạy lại."
    ),
    "demo.paper_unread": _(
        "Không đọc được văn bản minh họa %(paper)s (%(error)s), chưa nạp gì. Chạy lại; nếu vẫn thế thì cài lại."
    ),
}
