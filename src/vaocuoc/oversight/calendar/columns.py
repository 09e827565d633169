"""The columns of the work calendar as a list, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.oversight.calendar.models import CalendarEntry
from vaocuoc.ui.dates import format_day


def planned(entry: CalendarEntry) -> str:
    """The plan as a calendar says it: a day, else a month."""
    return format_day(entry.planned_on) if entry.planned_on else f"{entry.planned_month:%m/%Y}"


def first_planned(entry: CalendarEntry) -> str:
    """The first plan, where it is another than the one in force."""
    if (entry.first_month, entry.first_on) == (entry.planned_month, entry.planned_on):
        return ""
    return format_day(entry.first_on) if entry.first_on else f"{entry.first_month:%m/%Y}"


CALENDAR = Listing(
    "calendar",
    gettext_lazy("Chương trình làm việc"),
    "chuong-trinh-lam-viec",
    (
        Column("du-kien", gettext_lazy("Dự kiến"), planned, 12),
        Column("noi-dung", gettext_lazy("Văn bản, nội dung"), lambda one: one.title, 60, fixed=True),
        Column("co-quan", gettext_lazy("Cơ quan"), lambda one: str(one.organ or one.keeper), 30),
        Column("chuan-bi", gettext_lazy("Chuẩn bị"), lambda one: one.preparer, 30),
        Column("tham-dinh", gettext_lazy("Thẩm định"), lambda one: one.appraiser, 24),
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 18),
        Column("tre", gettext_lazy("Số ngày chậm"), lambda one: one.late_by or None, 10),
        Column("ky-hop", gettext_lazy("Kỳ họp"), lambda one: str(one.meeting or ""), 30, plain=True),
        Column("ngay-trinh", gettext_lazy("Ngày trình"), lambda one: one.submitted_on, 12, usual=False, plain=True),
        Column(
            "van-ban",
            gettext_lazy("Văn bản đã ban hành"),
            lambda one: str(one.document or ""),
            32,
            usual=False,
            plain=True,
        ),
        Column("ban-dau", gettext_lazy("Dự kiến ban đầu"), first_planned, 12, usual=False, plain=True),
        Column("ghi-chu", gettext_lazy("Ghi chú"), lambda one: one.note, 30, usual=False, plain=True),
    ),
)
