"""The columns of the register of documents: what can be shown on the page, in Excel and on paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.documents.library.queries import STATES, Row


def _term(row: Row) -> str:
    document = row.document
    return f"{document.term_start}-{document.term_end}" if document.term_start and document.term_end else ""


def _state(row: Row) -> str:
    return str(STATES[row.state])


REGISTER = Listing(
    "documents",
    _("Tài liệu"),
    "so-van-ban",
    (
        Column("so", _("Số, ký hiệu"), lambda row: row.document.number, width=18, fixed=True, order=("number_key",)),
        Column(
            "loai",
            _("Thể loại"),
            lambda row: str(row.document.get_type_display()),
            width=16,
            usual=False,
            order=("type",),
        ),
        Column("trich-yeu", _("Trích yếu"), lambda row: row.document.title, width=60, fixed=True),
        Column("co-quan", _("Cơ quan ban hành"), lambda row: row.document.issuer, width=28, order=("issuer",)),
        Column("ngay", _("Ngày ban hành"), lambda row: row.document.issued_on, width=13, order=("issued_on",)),
        Column("nhiem-ky", _("Nhiệm kỳ"), _term, width=12, order=("term_start", "term_end")),
        Column(
            "ngay-nhan",
            _("Ngày nhận"),
            lambda row: row.document.received_on,
            width=13,
            usual=False,
            order=("received_on",),
        ),
        Column(
            "so-cua",
            _("Sổ của"),
            lambda row: row.document.keeper.name,
            width=28,
            usual=False,
            order=("keeper__sort_key",),
        ),
        Column("thuc-hien", _("Thực hiện văn bản"), lambda row: row.carries_out, width=24, usual=False),
        Column(
            "che-do",
            _("Chế độ"),
            lambda row: str(row.document.get_handling_display()),
            width=11,
            usual=False,
            order=("handling",),
        ),
        Column("chua-ra", _("Chưa rà"), lambda row: row.undecided, width=10, usual=False, css="num"),
        Column("trang-thai", _("Tình trạng"), _state, width=18),
    ),
)
