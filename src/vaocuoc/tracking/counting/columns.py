"""What the list behind a number is: its columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.tracking.counting.sheets import CountedRow
from vaocuoc.ui.words import TASK_STATES


def _state(row: CountedRow) -> str:
    return str(TASK_STATES[row.state.code].word)


def _document(row: CountedRow) -> str:
    return str(row.task.document or "")


COUNTED = Listing(
    "counted",
    gettext_lazy("Nhiệm vụ trong phiếu kỳ"),
    "phieu-ky",
    (
        Column("trang-thai", gettext_lazy("Trạng thái cuối kỳ"), _state, 20),
        Column("ma", gettext_lazy("Mã"), lambda row: row.task.code, 12),
        Column("nhiem-vu", gettext_lazy("Nhiệm vụ"), lambda row: row.task.title, 60, fixed=True),
        Column("chu-tri", gettext_lazy("Chủ trì"), lambda row: row.lead, 28),
        Column("han", gettext_lazy("Hạn khi đó"), lambda row: row.due, 12),
        Column("xong", gettext_lazy("Xong ngày"), lambda row: row.ended, 12),
        Column("qua-han", gettext_lazy("Số ngày quá hạn"), lambda row: row.days_late, 10, css="num", plain=True),
        Column("theo-doi", gettext_lazy("Theo dõi"), lambda row: row.follower, 24, usual=False, plain=True),
        Column("van-ban", gettext_lazy("Văn bản giao"), _document, 28, usual=False, plain=True),
        Column("san-pham", gettext_lazy("Sản phẩm"), lambda row: row.task.product, 28, usual=False, plain=True),
    ),
)
