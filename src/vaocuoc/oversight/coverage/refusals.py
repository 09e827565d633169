"""Why something about carrying a document out is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "coverage.draft": _("Dự thảo chưa triển khai được. Ghi văn bản là đã ban hành rồi làm lại."),
    "coverage.no_units": _("Chưa có đơn vị nào phải ban hành. Chọn phạm vi có đơn vị."),
    "coverage.before_issue": _("Ngày %(day)s trước ngày ban hành văn bản %(issued_on)s. Ghi ngày sau đó."),
    "coverage.in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã ban hành."),
    "coverage.no_number": _("Chưa ghi số, ký hiệu của chương trình. Ghi như “12-CTr/ĐU”."),
    "coverage.unknown_group": _("“%(value)s” không phải là nhóm trong danh sách. Chọn lại."),
    "coverage.none_chosen": _("Chưa chọn chỉ tiêu, nhiệm vụ nào. Đánh dấu ô ở đầu dòng rồi chọn nhóm."),
    "coverage.not_asked": _("%(unit)s không có trong danh sách đơn vị phải ban hành. Chọn đơn vị trong danh sách."),
}
