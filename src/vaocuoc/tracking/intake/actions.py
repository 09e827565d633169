"""The review's words in the audit trail; deciding on a finding is told of by ``documents``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "intake.unmake": _("Gỡ khỏi sổ khi hoàn tác rà soát"),
    "intake.link_task": _("Thêm nguồn cho nhiệm vụ đã có"),
    "intake.serve": _("Gắn nhiệm vụ với chỉ tiêu"),
    "intake.split": _("Tách phát hiện"),
    "intake.merge": _("Gộp phát hiện"),
    "intake.unregroup": _("Hoàn tác tách, gộp phát hiện"),
    "intake.withdraw_source": _("Ghi thu hồi văn bản nguồn"),
    "intake.reinstate_source": _("Bỏ ghi thu hồi văn bản nguồn"),
    "intake.carry_over": _("Nhận lại kết quả rà soát của bản trước"),
}
