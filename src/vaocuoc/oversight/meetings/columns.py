"""The columns of the list of meetings, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing

MEETINGS = Listing(
    "meetings",
    gettext_lazy("Họp, kết luận"),
    "hop",
    (
        Column("ngay", gettext_lazy("Ngày"), lambda one: one.held_on, 12),
        Column("cuoc-hop", gettext_lazy("Cuộc họp"), lambda one: one.title, 50, fixed=True),
        Column("co-quan", gettext_lazy("Cơ quan họp"), lambda one: one.body, 34),
        Column("ket-luan", gettext_lazy("Nhiệm vụ theo kết luận"), lambda one: one.tasks, 14),
        Column("xong", gettext_lazy("Đã xong"), lambda one: one.done, 10),
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 16),
        Column("dia-diem", gettext_lazy("Địa điểm"), lambda one: one.place, 26, usual=False, plain=True),
        Column("chu-tri", gettext_lazy("Chủ trì"), lambda one: str(one.chair or ""), 30, usual=False, plain=True),
    ),
)
