"""A dissemination as Excel (kết quả quán triệt): every unit with its figure, every session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _

from vaocuoc.documents.dissemination.models import Dissemination
from vaocuoc.documents.dissemination.queries import UnitRow
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.ui.dates import format_day

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dissemination_workbook(
    found: Dissemination, rows: Sequence[UnitRow], sentence: str, *, today: date
) -> FileResponse:
    """Two sheets: units with what they and those below them reported, and the sessions one by one."""
    about = f"{sentence} " + _("Tính đến ngày %(day)s.") % {"day": format_day(today)}
    units = [(_("TT"), 6), (_("Đơn vị"), 44), (_("Tình trạng"), 24), (_("Số buổi"), 10), (_("Đảng viên dự"), 12),
             (_("Tổng số đảng viên"), 12), (_("Đơn vị cấp dưới đã báo cáo"), 14), (_("Ghi chú"), 40)]  # fmt: skip
    sessions = [(_("TT"), 6), (_("Đơn vị"), 44), (_("Ngày tổ chức"), 14), (_("Hình thức"), 24), (_("Đảng viên dự"), 12),
                (_("Tổng số đảng viên"), 12), (_("Người dự khác"), 12), (_("Báo cáo viên"), 36),
                (_("Ghi thay"), 36), (_("Ghi chú"), 40)]  # fmt: skip
    title = _("Quán triệt %(document)s") % {"document": found.document}
    sheets = [
        _sheet(_("Đơn vị"), units, _units(rows), title, about),
        _sheet(_("Các buổi"), sessions, _sessions(rows), title, about),
    ]
    file = BytesIO()
    write_workbook(file, sheets)
    file.seek(0)
    name = f"quan-triet-{found.pk}-{today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def _sheet(
    name: str, heads: Sequence[tuple[str, int]], rows: Iterator[Sequence[Value]], title: str, about: str
) -> Sheet:
    return Sheet(name, [Column(head, width) for head, width in heads], rows, title=title, about=about)


def _units(rows: Iterable[UnitRow]) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        known = bool(row.figure.members)
        state = _("không phải tổ chức") if row.owed.excused else _("đã báo cáo") if row.has_reported else ""
        yield [
            number,
            row.unit.name,
            state or _("chưa báo cáo"),
            len(row.sessions),
            row.figure.attended if known else None,
            row.figure.members if known else None,
            row.below,
            row.owed.excused,
        ]


def _sessions(rows: Iterable[UnitRow]) -> Iterator[Sequence[Value]]:
    sessions = [(row, one) for row in rows for one in row.sessions]
    for number, (row, one) in enumerate(sessions, start=1):
        yield [
            number, row.unit.name, one.held_on, str(one.get_form_display()), one.attended, one.members, one.others,
            one.speaker, one.on_behalf_of, one.note,
        ]  # fmt: skip
