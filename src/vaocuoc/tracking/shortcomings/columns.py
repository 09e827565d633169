"""What the lists of shortcomings and of proposals are: their columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming


def _document(one: Shortcoming | Proposal) -> str:
    return str(one.document) if one.document else ""


SHORTCOMINGS = Listing(
    "shortcomings",
    gettext_lazy("Hạn chế"),
    "han-che",
    (
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 18),
        Column("han-che", gettext_lazy("Hạn chế"), lambda one: one.text, 64, fixed=True),
        Column("nguyen-nhan", gettext_lazy("Nguyên nhân"), lambda one: one.cause, 40),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda one: str(one.unit or ""), 26),
        # From here on a page shows the plain value.
        Column("van-ban", gettext_lazy("Văn bản nêu"), _document, 30, usual=False, plain=True),
        Column(
            "doi-ngay", gettext_lazy("Đổi tình trạng ngày"), lambda one: one.changed_on, 14, usual=False, plain=True
        ),
        Column("ket-qua", gettext_lazy("Kết quả khắc phục"), lambda one: one.note, 40, usual=False, plain=True),
        Column("so-cua", gettext_lazy("Ghi trong sổ của"), lambda one: str(one.keeper), 26, usual=False, plain=True),
        Column("ghi-luc", gettext_lazy("Ghi lúc"), lambda one: one.created_at, 16, usual=False, plain=True),
    ),
)

PROPOSALS = Listing(
    "proposals",
    gettext_lazy("Kiến nghị"),
    "kien-nghi",
    (
        Column("tra-loi", gettext_lazy("Trả lời ngày"), lambda one: one.answered_on, 14),
        Column("kien-nghi", gettext_lazy("Kiến nghị"), lambda one: one.text, 64, fixed=True),
        Column("gui-toi", gettext_lazy("Gửi tới"), lambda one: one.addressed_to, 28),
        Column("noi-dung", gettext_lazy("Nội dung trả lời"), lambda one: one.answer, 44),
        Column("van-ban", gettext_lazy("Văn bản nêu"), _document, 30, usual=False, plain=True),
        Column("so-cua", gettext_lazy("Ghi trong sổ của"), lambda one: str(one.keeper), 26, usual=False, plain=True),
        Column("ghi-luc", gettext_lazy("Ghi lúc"), lambda one: one.created_at, 16, usual=False, plain=True),
    ),
)
