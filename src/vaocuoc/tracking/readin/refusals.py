"""Why something about reading an issued report into a report of figures is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "readin.gone": _("Câu này không còn trong văn bản, hoặc đã được quyết định. Tải lại trang để xem."),
    "readin.not_read": _("Văn bản chưa đọc xong nên chưa có câu nào. Chờ đọc xong rồi tải lại trang."),
    "readin.no_value": _("Đơn vị tính của câu khác đơn vị tính của ô. Ghi số đúng vào ô số rồi nhận."),
    "readin.no_place": _("Chưa chọn ô số cho câu này. Chọn chỉ tiêu rồi nhận."),
    "readin.none_sure": _("Không còn đề xuất nào có độ chắc cao. Xem từng câu rồi nhận."),
}
