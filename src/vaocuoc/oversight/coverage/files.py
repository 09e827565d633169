"""The coverage of a document and of all of them as Excel (độ phủ triển khai): every target and task, every unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _

from vaocuoc.documents.models import Document
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.oversight.coverage.carried import Carried
from vaocuoc.oversight.coverage.measures import STATES, Measure
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.oversight.coverage.programmes import Issuing, Programme, Tally
from vaocuoc.ui.dates import format_day

OverviewRow = tuple[Document, Sequence[Measure], Tally]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def coverage_workbook(
    document: Document, carried: Carried, issuing: Issuing, sentence: str, *, today: date
) -> FileResponse:
    """Two sheets: what is carried, and who issued a programme of their own."""
    about = f"{document}. {sentence} " + _("Tính cho ngày %(day)s.") % {"day": format_day(today)}
    items = [(_("TT"), 6), (_("Loại"), 12), (_("Nội dung"), 70), (_("Nhóm"), 22), (_("Mục"), 40),
             (_("Chỉ tiêu theo dõi"), 40), (_("Cơ quan theo dõi"), 30), (_("Số nhiệm vụ"), 12),
             (_("Trong đó ở văn bản khác"), 14), (_("Chủ trì chưa có tài khoản"), 30)]  # fmt: skip
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
    return _sent(sheets, f"trien-khai-{document.pk}-{today:%Y-%m-%d}.xlsx")


def overview_workbook(rows: Sequence[OverviewRow], text: str, *, total: int, today: date) -> FileResponse:
    """The overview of documents (triển khai nghị quyết): what of each is carried, how many units issued.

    ``total`` is how many there are; where the sheet has fewer it says so.
    """
    about = _("Tính cho ngày %(day)s.") % {"day": format_day(today)}
    if text:
        about += " " + _("Tìm: %(text)s.") % {"text": text}
    if len(rows) < total:
        about += " " + _("Chỉ có %(shown)s trên %(total)s văn bản.") % {"shown": len(rows), "total": total}
    columns = [(_("TT"), 6), (_("Số, ký hiệu"), 22), (_("Tên văn bản"), 70), (_("Ngày ban hành"), 14), (_("Sổ"), 30),
               (_("Chỉ tiêu"), 10), (_("Chỉ tiêu đã theo dõi"), 12), (_("Nhiệm vụ"), 10), (_("Nhiệm vụ đã giao"), 12),
               (_("Đơn vị phải ban hành"), 12), (_("Đã ban hành"), 12), (_("Trong đó chậm"), 10),
               (_("Chưa ban hành, quá hạn"), 12), (_("Chậm nhất"), 14)]  # fmt: skip
    sheet = Sheet(
        name=_("Triển khai nghị quyết"),
        title=_("Triển khai nghị quyết"),
        about=about,
        columns=[Column(head, width) for head, width in columns],
        rows=_overview(rows),
    )
    return _sent([sheet], f"trien-khai-nghi-quyet-{today:%Y-%m-%d}.xlsx")


def _overview(rows: Iterable[OverviewRow]) -> Iterator[Sequence[Value]]:
    for number, (document, measures, tally) in enumerate(rows, start=1):
        by_key = {one.key: one for one in measures}
        parts: list[Value] = []
        for key in ("chua-theo-doi", "chua-giao"):
            one = by_key.get(key)
            parts += [one.whole if one else 0, one.carried if one else 0]
        yield [
            number, document.number, document.title, document.issued_on, str(document.keeper), *parts,
            tally.whole, tally.issued, tally.late, tally.overdue, tally.due,
        ]  # fmt: skip


def _sent(sheets: Sequence[Sheet], name: str) -> FileResponse:
    file = BytesIO()
    write_workbook(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def _items(carried: Carried) -> Iterator[Sequence[Value]]:
    for number, one in enumerate(carried.items, start=1):
        yield [
            number,
            _("Chỉ tiêu") if one.is_target else _("Nhiệm vụ"),
            one.title,
            str(Group(one.group).label) if one.group else "",
            one.section,
            "; ".join(indicator.name for indicator in one.indicators.values()),
            "; ".join(str(indicator.lead_unit) for indicator in one.indicators.values() if indicator.lead_unit),
            len(one.tasks),
            len(one.lower),
            "; ".join(str(task.lead_post or task.lead_unit) for task in one.no_account),
        ]


def _source(programme: Programme) -> str:
    if programme.noted is None:
        return _("văn bản")
    return _("đơn vị ghi") if programme.by_unit else _("văn phòng ghi")


def _units(issuing: Issuing) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(issuing.rows, start=1):
        programme = row.programme
        source = "" if programme is None else _source(programme)
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
