"""Words for what is done to the trail itself."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "audit.export": _("Xuất nhật ký ra tệp"),
    "audit.compare": _("Đối chiếu giá trị đã băm"),
}

FACTS: dict[str, str | Promise] = {
    "filters": _("điều kiện lọc"),
    "form": _("dạng tệp"),
    "matched": _("giá trị khớp"),
    "email": _("thư điện tử"),
    "person": _("số của cán bộ"),
}
