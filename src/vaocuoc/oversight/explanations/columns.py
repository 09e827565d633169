"""The columns of the list of requests for explanation, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing

EXPLANATIONS = Listing(
    "explanations",
    gettext_lazy("Yêu cầu giải trình"),
    "giai-trinh",
    (
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda one: one.get_state_display(), 20),
        Column("ve", gettext_lazy("Về"), lambda one: one.about, 64, fixed=True),
        Column("gui-toi", gettext_lazy("Gửi tới"), lambda one: one.whom, 32),
        Column("cham-nhat", gettext_lazy("Trả lời chậm nhất"), lambda one: one.answer_by, 16),
        Column("so-cua", gettext_lazy("Trong sổ của"), lambda one: str(one.keeper), 26, usual=False, plain=True),
        Column("lap-luc", gettext_lazy("Lập lúc"), lambda one: one.created_at, 16, usual=False, plain=True),
    ),
)
