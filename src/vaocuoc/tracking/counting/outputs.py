"""A period sheet on its way out: a workbook, and a paper in the office's layout (phiếu kỳ ra tệp)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _

from vaocuoc.core.measuring import COLUMNS
from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of, write_docx
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.tracking.assignment.models import LetterSettings
from vaocuoc.tracking.counting.sheets import GROUPS, Line, PeriodSheet
from vaocuoc.tracking.counting.wording import DEFINITIONS, HEADS
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

SHEET_COLUMNS = tuple(name for name in COLUMNS if name not in ("due_done",))
"""The columns of the workbook: all of them, since a reader of Excel sums up anew."""

_PAPER = ("carried", "given", "done", "rate", "due", "open", "overdue", "awaiting")


def rate_words(line: Line) -> str:
    """On time of how many that can be judged, ``12/31``; a dash where none can."""
    if not line.judged:
        return "–"
    return f"{format_decimal(line.of('on_time'))}/{format_decimal(line.judged)}"


def workbook_of(sheets: Sequence[PeriodSheet], *, words: str) -> BytesIO:
    """The sheets as one .xlsx of plain values, a page for each, the definitions under the table."""
    out = BytesIO()
    pages = [
        Sheet(
            name=str(GROUPS[sheet.group]),
            title=_("Phiếu tổng hợp nhiệm vụ %(words)s") % {"words": words},
            about=_("Số liệu đến hết ngày %(day)s. Mã phiếu %(code)s.")
            % {"day": format_day(sheet.span.seen), "code": sheet.code},
            columns=[
                Column(str(GROUPS[sheet.group]), 40),
                *(Column(str(HEADS[name]), 12) for name in SHEET_COLUMNS),
                Column(_("Số việc xét được"), 12),
            ],
            rows=_rows(sheet),
            note=" ".join(str(one) for one in DEFINITIONS),
        )
        for sheet in sheets
    ]
    write_workbook(out, pages, is_long=True)
    out.seek(0)
    return out


def _rows(sheet: PeriodSheet) -> Iterator[list[Value]]:
    for line in (*sheet.lines, sheet.total):
        yield [line.name, *(line.of(name) for name in SHEET_COLUMNS), line.judged]


def paper_of(
    sheets: Sequence[PeriodSheet], settings: LetterSettings, *, words: str, is_internal: bool, today: date
) -> bytes:
    """The sheet as a report in the office's layout: the sum in words, the table behind it, the code at its head.

    A paper is written in the language of the office, whatever language its reader reads screens in. The inner edition
    has the load of each follower as a second table; what is handed up has the first alone.
    """
    with translation.override("vi"):
        main = sheets[0]
        edition = "dùng nội bộ" if is_internal else "để trình"
        paper = Paper(
            layout=layout_of(settings.regime, today),
            superior=settings.superior,
            issuer=settings.issuer,
            symbol=settings.symbol.replace("CV", "BC") if settings.symbol.startswith("CV") else settings.symbol,
            place=settings.place,
            month=today.month,
            year=today.year,
            type_name="Báo cáo",
            subject=f"tổng hợp tình hình thực hiện nhiệm vụ {words}",
            body=tuple(Paragraph((Run(text),)) for text in _said(sheets, is_internal)),
            signature=Signature(
                authority=(settings.authority,) if settings.authority else (),
                post=settings.signer_post,
                name=settings.signer_name,
            ),
            recipients=("Như trên",) if settings.superior and not is_internal else (),
            archive=settings.archive,
            annex=Annex(
                title=f"Nhiệm vụ theo {str(GROUPS[main.group]).lower()} {words}",
                note=f"(Bản {edition}, mã phiếu {main.code}, số liệu đến hết ngày {format_day(main.span.seen)})",
                grid=_grid(sheets if is_internal else sheets[:1]),
            ),
            old_tones=settings.old_tones,
        )
        return write_docx(paper)


def _said(sheets: Sequence[PeriodSheet], is_internal: bool) -> Iterator[str]:
    """The sum in sentences, every rate with its denominator."""
    total = sheets[0].total
    number = {name: format_decimal(total.of(name)) for name in COLUMNS}
    yield (
        f"1. Kỳ trước chuyển sang {number['carried']} nhiệm vụ, giao trong kỳ {number['given']}, hoàn thành "
        f"{number['done']}, còn cuối kỳ {number['open']}."
    )
    judged = (
        f"đúng hạn {number['on_time']}, quá hạn {number['late']} trên {format_decimal(total.judged)} việc xét được"
        if total.judged
        else "chưa việc nào xét được đúng hạn"
    )
    yield (
        f"2. Trong số hoàn thành: {judged}; {number['unjudged']} việc thiếu ngày hoàn thành thật hoặc thiếu hạn nên "
        f"không xét; {number['unproven']} việc chưa có minh chứng được xác nhận."
    )
    yield (
        f"3. Đang quá hạn {number['overdue']} việc: {number['age_1_7']} việc từ 1 đến 7 ngày, {number['age_8_30']} "
        f"việc từ 8 đến 30 ngày, {number['age_over_30']} việc trên 30 ngày; {number['late_acceptance']} việc đã có "
        f"minh chứng, quá hạn mà chưa được xác nhận; {number['needs_due']} việc cần điền hạn."
    )
    yield f"4. Tính riêng: {number['regular']} việc thường xuyên, {number['disputed']} việc đang đính chính."
    if is_internal:
        yield "5. Bảng sau nêu cả khối lượng theo người theo dõi, để phân công, không để xếp hạng."
    yield "Cách đếm: " + " ".join(str(one) for one in DEFINITIONS)


def _grid(sheets: Sequence[PeriodSheet]) -> Grid:
    headings = ("TT", str(GROUPS[sheets[0].group]), "Chuyển sang", "Giao", "Xong", "Đúng hạn / xét được", "Đến hạn",
                "Còn", "Quá hạn", "Chờ xác nhận")  # fmt: skip
    shares = (0.05, 0.25, 0.09, 0.08, 0.08, 0.11, 0.08, 0.08, 0.08, 0.1)
    rows: list[tuple[str, ...]] = []
    for place, sheet in enumerate(sheets):
        if place:
            rows.append(("", f"Theo {str(GROUPS[sheet.group]).lower()}", *[""] * len(_PAPER)))
        rows += [(str(number), line.name, *_cells(line)) for number, line in enumerate(sheet.lines, start=1)]
        rows.append(("", sheet.total.name, *_cells(sheet.total)))
    return Grid(headings, shares, tuple(rows))


def _cells(line: Line) -> tuple[str, ...]:
    def cell(name: str) -> str:
        if name == "rate":
            return rate_words(line)
        number = line.of("submitted") + line.of("late_acceptance") if name == "awaiting" else line.of(name)
        return format_decimal(number)

    return tuple(cell(name) for name in _PAPER)
