"""What is done about carrying a document out, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "coverage.ask": _("Yêu cầu ban hành chương trình riêng"),
    "coverage.note": _("Ghi chương trình riêng của đơn vị"),
    "coverage.mark": _("Đánh dấu nhóm việc lớn của văn bản"),
    "coverage.forget": _("Bỏ ghi chương trình riêng của đơn vị"),
}

FACTS: dict[str, str | Promise] = {"group": _("nhóm")}
