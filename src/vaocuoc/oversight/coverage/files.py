"""The coverage of a document as Excel (độ phủ triển khai): every target and task, every unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _

from vaocuoc.documents.models import Document
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.oversight.coverage.carried import Carried
from vaocuoc.oversight.coverage.measures import STATES
from vaocuoc.oversight.coverage.programmes import Issuing
from vaocuoc.ui.dates import format_day

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def coverage_workbook(
    document: Document, carried: Carried, issuing: Issuing, sentence: str, *, today: date
) -> FileResponse:
    """Two sheets: what is carried, and who issued a programme of their own."""
    about = f"{document}. {sentence} " + _("Tính cho ngày %(day)s.") % {"day": format_day(today)}
    items = [(_("TT"), 6), (_("Loại"), 12), (_("Nội dung"), 70), (_("Mục"), 40), (_("Chỉ tiêu theo dõi"), 40),
             (_("Cơ quan theo dõi"), 30), (_("Số nhiệm vụ"), 12), (_("Trong đó ở văn bản khác"), 14),
             (_("Chủ trì chưa có tài khoản"), 30)]  # fmt: skip
    units = [(_("TT"), 6), (_("Đơn vị"), 44), (_("Tình trạng"), 24), (_("Số, ký hiệu"), 22),
             (_("Ngày ban hành"), 14), (_("Sau số ngày"), 12), (_("Chậm số ngày"), 12), (_("Nguồn"), 16)]  # fmt: skip
    sheets = [
        Sheet(
            name=_("Chỉ tiêu, nhiệm vụ"),
            title=_("Chỉ tiêu, nhiệm vụ của văn bản"),
            about=about,
            columns=[Column(head, width) for head, width in items],
            rows=_items(carried),
        ),
        Sheet(
            name=_("Đơn vị"),
            title=_("Chương trình riêng của các đơn vị"),
            about=about,
            columns=[Column(head, width) for head, width in units],
            rows=_units(issuing),
        ),
    ]
    file = BytesIO()
    write_workbook(file, sheets)
    file.seek(0)
    name = f"trien-khai-{document.pk}-{today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def _items(carried: Carried) -> Iterator[Sequence[Value]]:
    for number, one in enumerate(carried.items, start=1):
        yield [
            number,
            _("Chỉ tiêu") if one.is_target else _("Nhiệm vụ"),
            one.words,
            one.section,
            "; ".join(indicator.name for indicator in one.indicators.values()),
            "; ".join(str(indicator.lead_unit) for indicator in one.indicators.values() if indicator.lead_unit),
            len(one.tasks),
            len(one.lower),
            "; ".join(str(task.lead_post or task.lead_unit) for task in one.no_account),
        ]


def _units(issuing: Issuing) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(issuing.rows, start=1):
        programme = row.programme
        source = "" if programme is None else _("văn phòng ghi") if programme.noted else _("văn bản")
        yield [
            number,
            row.unit.name,
            str(STATES[row.state][0]),
            programme.number if programme else "",
            programme.issued_on if programme else None,
            row.days,
            row.late,
            source,
        ]
