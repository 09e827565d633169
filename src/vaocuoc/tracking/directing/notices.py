"""What people are told of directives, in words (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "directing.push": _("Đôn đốc nhiệm vụ %(task)s: %(text)s"),
    "directing.extend": _("Chỉ đạo gia hạn nhiệm vụ %(task)s: %(text)s"),
    "directing.reassign": _("Chỉ đạo giao lại nhiệm vụ %(task)s: %(text)s"),
    "directing.evidence": _("Yêu cầu minh chứng của nhiệm vụ %(task)s: %(text)s"),
    "directing.figures": _("Yêu cầu kiểm tra số liệu %(task)s: %(text)s"),
    "directing.opinion": _("Ý kiến chỉ đạo về %(task)s: %(text)s"),
    "directing.answered": _("Đã trả lời chỉ đạo về %(task)s: %(answer)s"),
    "directing.withdrawn": _("Chỉ đạo về %(task)s đã được rút"),
    "directing.day_moved": _("Ngày trả lời chỉ đạo về %(task)s dời đến %(due)s do lịch nghỉ"),
}
