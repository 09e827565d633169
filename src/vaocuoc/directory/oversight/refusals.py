"""Why the keeping of who oversees what is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "oversight.no_unit": _("Chưa chọn đơn vị được phụ trách. Chọn một đơn vị rồi ghi lại."),
    "oversight.no_words": _("Chưa ghi tên lĩnh vực hoặc số, ký hiệu văn bản. Ghi rồi lưu lại."),
    "oversight.no_decision": _("Chưa ghi văn bản phân công. Ghi số, ký hiệu và ngày của văn bản."),
    "oversight.too_long": _("Chữ dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "oversight.given_already": _("Chức danh này đang phụ trách “%(name)s”. Kết thúc phân công cũ trước khi ghi lại."),
}
