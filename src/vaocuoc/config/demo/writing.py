"""Writing the demonstration's conclusion notices as papers, in the Party's layout, with python-docx."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docx import Document as WordDocument
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from vaocuoc.config.demo.notices import PROPOSALS, SHORTCOMINGS, Given, Notice
from vaocuoc.directory.models import Unit

FOOT = "Văn bản giả định phục vụ minh họa"


def sentence(given: Given, units: dict[str, Unit]) -> str:
    """The clause of a notice that gives a task: who leads, with whom, what, which product, by when."""
    lead = _called(units[given.lead])
    along = ", ".join(_called(units[key]) for key in given.along if key in units)
    through = f"Giao {_called(units[given.through])} chỉ đạo {lead}" if given.through in units else f"Giao {lead}"
    together = f" chủ trì, phối hợp với {along}" if along else ""
    return f"{through}{together} {given.work} (sản phẩm: {given.product}), {_by_when(given.due)}."


def _called(unit: Unit) -> str:
    """The unit as papers call it: by its short name where that is words rather than letters."""
    return unit.short_name if " " in unit.short_name else unit.name


def _by_when(due: date | str) -> str:
    if isinstance(due, date):
        return f"hoàn thành chậm nhất ngày {due:%d/%m/%Y}"
    return "thời hạn sẽ ấn định sau" if due == "chưa ấn định" else f"thực hiện {due}"


def file_name(notice: Notice) -> str:
    return f"{notice.number.replace('/', '-')}.docx"


def write_notice(notice: Notice, units: dict[str, Unit], folder: Path) -> Path:
    """Write the notice into the folder; the path of the paper."""
    word = WordDocument()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    page.footer.paragraphs[0].text = FOOT
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    _letterhead(word, notice)
    _line(word, notice.opening, indent=True)
    number = 0
    for number, given in enumerate((g for g in notice.given if g.lead in units), start=1):
        _line(word, f"{number}. {sentence(given, units)}", indent=True)
    for heading, lines in (
        ("Hạn chế", [text for text, _, _, _, paper in SHORTCOMINGS if paper == notice.number]),
        ("Kiến nghị", [f"{text[:-1]} ({to})." for text, to, _, _, paper in PROPOSALS if paper == notice.number]),
    ):
        if lines:
            number += 1
            _line(word, f"{number}. {heading}", bold=True, indent=True)
        for text in lines:
            _line(word, f"- {text}", indent=True)
    _line(word, "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC", bold=True, align=WD_ALIGN_PARAGRAPH.RIGHT)
    path = folder / file_name(notice)
    word.save(str(path))
    return path


def _letterhead(word: Word, notice: Notice) -> None:
    head = word.add_table(rows=1, cols=2)
    left, right = head.rows[0].cells
    left.text = f"TỈNH ỦY MINH GIANG\n*\nSố {notice.number}"
    day = notice.day
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    right.text = f"ĐẢNG CỘNG SẢN VIỆT NAM\nMinh Giang, ngày {day.day:02d} tháng {month} năm {day.year}"
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(word, "THÔNG BÁO", bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    subject = f"Kết luận của Ban Thường vụ Tỉnh ủy {notice.subject}"
    _line(word, subject, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(word, "-----", align=WD_ALIGN_PARAGRAPH.CENTER)


def _line(
    word: Word, text: str, *, bold: bool = False, indent: bool = False, align: WD_ALIGN_PARAGRAPH | None = None
) -> None:
    paragraph = word.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.paragraph_format.space_after = Pt(6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if align is not None:
        paragraph.alignment = align
