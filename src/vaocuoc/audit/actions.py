"""Words for what is done to the trail itself."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "audit.export": _("Xuất nhật ký ra tệp"),
    "audit.compare": _("Đối chiếu giá trị đã băm"),
    "audit.empty": _("Hủy nội dung dòng nhật ký"),
}

FACTS: dict[str, str | Promise] = {
    "filters": _("điều kiện lọc"),
    "form": _("dạng tệp"),
    "matched": _("giá trị khớp"),
    "email": _("thư điện tử"),
    "person": _("số của cán bộ"),
    "destroyed": _("nội dung đã hủy theo đề nghị số"),
    "remains": _("mã băm phần còn lại"),
}
