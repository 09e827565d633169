"""What is done with requests for explanation, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "explanations.ask": _("Yêu cầu giải trình"),
    "explanations.answer": _("Giải trình"),
    "explanations.accept": _("Chấp nhận giải trình"),
    "explanations.ask_again": _("Yêu cầu giải trình lại"),
    "explanations.withdraw": _("Rút yêu cầu giải trình"),
}

FACTS: dict[str, str | Promise] = {
    "answer_by": _("trả lời chậm nhất"),
    "whom": _("gửi tới"),
}
