"""Why something about a meeting is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "meetings.no_title": _("Chưa có tên cuộc họp. Ghi tên rồi lưu lại."),
    "meetings.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "meetings.other_organ": _("Cơ quan được chọn không thuộc đơn vị này. Chọn cơ quan của đơn vị."),
    "meetings.closed": _("“%(title)s” đã kết thúc. Mở lại cuộc họp rồi ghi tiếp."),
    "meetings.no_words": _("Chưa ghi nội dung. Ghi một câu rồi đưa vào chương trình."),
    "meetings.no_conclusion": _("Chưa ghi kết luận. Ghi nội dung rồi lưu lại."),
    "meetings.due_without_lead": _(
        "Có hạn hoặc sản phẩm thì phải có đầu mối chủ trì. Ghi đầu mối, hoặc bỏ trống cả ba."
    ),
    "naming.unclear": _("“%(named)s” chưa rõ là đơn vị nào. Gần nhất: %(near)s. Ghi đủ tên một đơn vị."),
    "naming.unknown": _("Không có đơn vị hay chức danh nào tên “%(named)s”. Ghi như trong danh bạ."),
    "meetings.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "meetings.nothing_concluded": _("Cuộc họp chưa có kết luận nào. Ghi kết luận rồi lập thông báo."),
    "meetings.notice_issued": _("Thông báo số %(number)s đã ban hành, không sửa được nữa."),
    "meetings.notice_words_missing": _("Thông báo cần trích yếu, câu mở đầu và ký hiệu. Ghi đủ rồi lưu lại."),
    "meetings.no_number": _("Chưa có số thông báo. Ghi số rồi đăng ký lại."),
    "meetings.number_taken": _("Số %(number)s đã dùng cho thông báo ngày %(day)s. Kiểm tra lại số."),
    "meetings.issued_in_future": _("Ngày %(day)s chưa đến. Ghi ngày ban hành đã qua hoặc hôm nay."),
    "meetings.issued_before": _("Ngày ban hành %(day)s sớm hơn ngày họp %(held)s. Kiểm tra lại ngày."),
    "conflict.notice_changed": _("Thông báo vừa được người khác sửa. Mở lại trang để xem bản mới."),
}
