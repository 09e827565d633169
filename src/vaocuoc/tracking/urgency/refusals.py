"""Why a rule of urgency is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "urgency.numbers": _("Số ngày từ 0 đến %(days)s, số giờ từ 1 đến %(hours)s. Sửa lại số."),
    "urgency.days_backwards": _("Đã có quy định áp dụng từ ngày %(day)s. Chọn ngày không sớm hơn."),
}
