"""What the lists of shortcomings and of proposals are: their columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming
from vaocuoc.ui.clock import today


def _document(one: Shortcoming | Proposal) -> str:
    return str(one.document) if one.document else ""


def _waited(one: Proposal) -> int | None:
    """How many days a proposal has waited for its answer; None where it has come."""
    return None if one.answered_on else max((today() - timezone.localdate(one.created_at)).days, 0)


SHORTCOMINGS = Listing(
    "shortcomings",
    gettext_lazy("Hạn chế"),
    "han-che",
    (
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 18),
        Column("han-che", gettext_lazy("Hạn chế"), lambda one: one.text, 64, fixed=True),
        Column("nguyen-nhan", gettext_lazy("Nguyên nhân"), lambda one: one.cause, 40),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda one: str(one.unit or ""), 26, order=("unit__sort_key",)),
        # From here on a page shows the plain value.
        Column(
            "van-ban",
            gettext_lazy("Văn bản nêu"),
            _document,
            30,
            usual=False,
            plain=True,
            order=("document__number_key",),
        ),
        Column(
            "doi-ngay",
            gettext_lazy("Đổi tình trạng ngày"),
            lambda one: one.changed_on,
            14,
            usual=False,
            plain=True,
            order=("changed_on",),
        ),
        Column("ket-qua", gettext_lazy("Kết quả khắc phục"), lambda one: one.note, 40, usual=False, plain=True),
        Column(
            "so-cua",
            gettext_lazy("Ghi trong sổ của"),
            lambda one: str(one.keeper),
            26,
            usual=False,
            plain=True,
            order=("keeper__sort_key",),
        ),
        Column(
            "ghi-luc",
            gettext_lazy("Ghi lúc"),
            lambda one: one.created_at,
            16,
            usual=False,
            plain=True,
            order=("created_at",),
        ),
    ),
)

PROPOSALS = Listing(
    "proposals",
    gettext_lazy("Kiến nghị"),
    "kien-nghi",
    (
        Column("tra-loi", gettext_lazy("Trả lời ngày"), lambda one: one.answered_on, 14, order=("answered_on",)),
        Column("kien-nghi", gettext_lazy("Kiến nghị"), lambda one: one.text, 64, fixed=True),
        Column("gui-toi", gettext_lazy("Gửi tới"), lambda one: one.addressed_to, 28, order=("addressed_to",)),
        Column("noi-dung", gettext_lazy("Nội dung trả lời"), lambda one: one.answer, 44),
        Column("da-cho", gettext_lazy("Đã chờ (ngày)"), _waited, 10, plain=True),
        Column(
            "van-ban",
            gettext_lazy("Văn bản nêu"),
            _document,
            30,
            usual=False,
            plain=True,
            order=("document__number_key",),
        ),
        Column(
            "so-cua",
            gettext_lazy("Ghi trong sổ của"),
            lambda one: str(one.keeper),
            26,
            usual=False,
            plain=True,
            order=("keeper__sort_key",),
        ),
        Column(
            "ghi-luc",
            gettext_lazy("Ghi lúc"),
            lambda one: one.created_at,
            16,
            usual=False,
            plain=True,
            order=("created_at",),
        ),
    ),
)
