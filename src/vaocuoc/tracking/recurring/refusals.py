"""Why a recurrence is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "recurring.not_regular": _("%(task)s không phải việc thường xuyên. Sửa loại thời hạn thành thường xuyên trước."),
    "recurring.is_turn": _("%(task)s là một kỳ của việc thường xuyên, không đặt chu kỳ riêng được."),
    "recurring.bad_rule": _("Không có ngày thứ %(number)s như vậy trong kỳ. Ghi số nhỏ hơn."),
    "recurring.ends_before_start": _("Ngày thôi %(end)s đứng trước ngày bắt đầu %(start)s. Sửa lại ngày."),
    "recurring.no_recurrence": _("%(task)s chưa có chu kỳ."),
    "conflict.recurrence_changed": _("Chu kỳ của %(task)s vừa được người khác sửa. Tải lại trang rồi sửa tiếp."),
}
