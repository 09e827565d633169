"""What the audit trail says when it refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "audit.too_many": _(
        "Có %(count)s dòng, tệp Excel nhận nhiều nhất %(most)s. Thu hẹp điều kiện lọc, hoặc xuất tệp CSV."
    ),
}
