"""The layout of official papers: the Party's (05-HD/VPTW) and the State's (Nghị định 30/2020/NĐ-CP), with python-docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

FOOT = "Văn bản giả định phục vụ minh họa"
CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Head:
    """The letterhead: who issues (with the superior above, if any), number, place and date; ``state`` chooses the regime."""

    issuer: str
    number: str
    date: str
    superior: str = ""
    state: bool = False


class Sheet:
    """A paper being written from top to bottom."""

    def __init__(self, head: Head) -> None:
        self._document = docx.Document()
        self._state = head.state
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = Mm(10)
        section.footer_distance = Mm(8)
        section.different_first_page_header_footer = True
        _page_number(section.header.paragraphs[0])
        for footer in (section.footer, section.first_page_footer):
            _write(footer.paragraphs[0], FOOT, size=9, italic=True, align=CENTER)
        self._letterhead(head)

    def title(self, kind: str, subject: Sequence[str]) -> None:
        """The type of the paper and its subject, with the line that ends them."""
        self._line(kind, size=16 if not self._state else 14, bold=True, before=12)
        for line in subject:
            self._line(line, size=14, bold=True)
        self._line("-----" if not self._state else "____________", after=8)

    def addressee(self, words: str) -> None:
        """Kính gửi."""
        self._line(words, after=6)

    def centred(self, words: str) -> None:
        """A line by itself such as QUYẾT NGHỊ."""
        self._line(words, bold=True, before=6, after=6)

    def part(self, words: str) -> None:
        """A heading of the first or second degree: the words carry their own number."""
        self._body(words, bold=True)

    def text(self, *paragraphs: str, italic: bool = False) -> None:
        """Paragraphs of the body; what stands before a bar is bold."""
        for words in paragraphs:
            lead, _, rest = words.rpartition("|")
            paragraph = self._body("")
            if lead:
                _run(paragraph, lead, bold=True)
            _run(paragraph, rest, italic=italic)

    def sign(self, receivers: Sequence[str], authority: Sequence[str], post: str) -> None:
        """Who gets the paper, and who signs: a post, since nobody in the demonstration is anybody."""
        table = self._columns(Mm(85), Mm(80))
        left, right = table.rows[0].cells
        heading = left.paragraphs[0]
        _write(heading, "Nơi nhận:", size=12 if self._state else 14, bold=self._state, italic=self._state, align=LEFT)
        heading.runs[0].underline = not self._state
        for receiver in receivers:
            _write(left.add_paragraph(), f"- {receiver}", size=11 if self._state else 12, align=LEFT)
        lines = [*authority, post]
        for index, line in enumerate(lines):
            paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
            bold = self._state or index < len(authority)
            _write(paragraph, line, size=14, bold=bold, align=CENTER)
        _write(right.add_paragraph(), "(đã ký)", size=14, italic=True, align=CENTER).paragraph_format.space_before = Pt(
            30
        )

    def annex(self, title: Sequence[str], *, landscape: bool = True) -> None:
        """Begin an annex on a new page."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.left_margin, section.right_margin = Mm(20), Mm(20)
            section.top_margin, section.bottom_margin = Mm(25), Mm(15)
        for index, line in enumerate(title):
            self._line(line, bold=index < 2, italic=index >= 2, size=13, after=8 if index == len(title) - 1 else 0)

    def table(self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str] | str]) -> None:
        """A ruled table with a repeated head; a row given as one text is a group's heading over all columns."""
        table = self._document.add_table(1, len(heads), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            _write(cell.paragraphs[0], words, size=11, bold=True, align=CENTER)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _mark(table.rows[0], "w:tblHeader")
        for row in rows:
            cells = table.add_row().cells
            if isinstance(row, str):
                _write(cells[0].merge(cells[-1]).paragraphs[0], row, size=11, bold=True, align=LEFT)
                continue
            for cell, words, short in zip(cells, row, _short_columns(rows), strict=True):
                _write(cell.paragraphs[0], words, size=11, align=CENTER if short else LEFT)
        _fix_widths(table, [Mm(width) for width in widths])
        for line in table.rows:
            _mark(line, "w:cantSplit")

    def save(self, path: Path) -> None:
        """Write the .docx."""
        self._document.core_properties.author = ""
        self._document.core_properties.comments = FOOT
        self._document.save(str(path))

    def _letterhead(self, head: Head) -> None:
        table = self._columns(*(Mm(70), Mm(95)) if head.state else (Mm(78), Mm(87)))
        left, right = table.rows[0].cells
        if head.superior:
            _write(left.paragraphs[0], head.superior, size=13 if self._state else 14, align=CENTER)
        issuer = left.add_paragraph() if head.superior else left.paragraphs[0]
        _write(issuer, head.issuer, size=13 if self._state else 14, bold=True, align=CENTER)
        if self._state:
            _write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTER)
            motto = _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTER)
            motto.runs[0].underline = True
        else:
            _write(left.add_paragraph(), "*", size=14, align=CENTER)
            party = _write(right.paragraphs[0], "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True, align=CENTER)
            party.runs[0].underline = True
        _write(left.add_paragraph(), head.number, size=13 if self._state else 14, align=CENTER)
        date = _write(right.add_paragraph(), head.date, size=13 if self._state else 14, italic=True, align=CENTER)
        date.paragraph_format.space_before = Pt(8)

    def _columns(self, *widths: Length) -> docx.table.Table:
        table = self._document.add_table(1, len(widths))
        table.autofit = False
        _fix_widths(table, widths)
        return table

    def _line(
        self, words: str, *, size: int = 14, bold: bool = False, italic: bool = False, before: int = 0, after: int = 0
    ) -> None:
        paragraph = _write(self._document.add_paragraph(), words, size=size, bold=bold, italic=italic, align=CENTER)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)

    def _body(self, words: str, *, bold: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph()
        if words:
            _run(paragraph, words, bold=bold)
        layout = paragraph.paragraph_format
        layout.first_line_indent = Mm(10)
        layout.space_after = Pt(6)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(19)
        layout.keep_with_next = bold
        paragraph.alignment = JUSTIFY
        return paragraph


def _write(
    paragraph: Paragraph,
    words: str,
    *,
    size: int,
    align: WD_ALIGN_PARAGRAPH,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    run = _run(paragraph, words, bold=bold, italic=italic)
    run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _run(paragraph: Paragraph, words: str, *, bold: bool = False, italic: bool = False) -> docx.text.run.Run:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    return run


def _page_number(paragraph: Paragraph) -> None:
    """The number of the page, centred at its head; not on the first page."""
    paragraph.alignment = CENTER
    for kind, words in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run(words if kind == "text" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = words
            run._r.append(code)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _short_columns(rows: Sequence[Sequence[str] | str]) -> list[bool]:
    """Which columns hold short texts alone: those are centred."""
    columns = zip(*(row for row in rows if not isinstance(row, str)), strict=True)
    return [max(map(len, column)) <= 16 for column in columns]


def _fix_widths(table: docx.table.Table, widths: Sequence[Length]) -> None:
    """Word goes by the cells, LibreOffice by the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell in {id(cell._tc): cell for cell in row.cells}.values():
            start = cell._tc.grid_offset
            cell.width = Length(sum(widths[start : start + cell._tc.grid_span]))


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
