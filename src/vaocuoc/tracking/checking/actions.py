"""The check of drafts in the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "checking.set_aside": _("Bỏ qua một điểm của dự thảo"),
    "checking.take_up": _("Xem lại một điểm đã bỏ qua của dự thảo"),
}

FACTS: dict[str, str | Promise] = {"rule": _("luật kiểm tra"), "quote": _("trích nguyên văn")}
