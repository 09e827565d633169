"""A paper as a Word file (.docx) in its layout."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vaocuoc.formats.letters.layouts import Layout
from vaocuoc.formats.letters.measure import width_of
from vaocuoc.formats.letters.paper import Annex, Grid, Paper, Run

_FONT = "Times New Roman"
_PAGE = (210, 297)
_CENTRE, _LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_SIGN_ROOM = 64  # points between the post and the name, for hand and seal
_GRID_SIZE = 12
_CELL_MARGINS = 4.2  # millimetres that Word leaves beside a cell's words, with the line
_NUMBER = re.compile(r"(?<=\d)-(?=[A-ZĐ])")


def write_docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx; the same paper always gives the same words and looks."""
    return _Writer(paper).bytes()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.layout: Layout = paper.layout
        self.document = Document()
        self.width = _PAGE[0] - self.layout.margins[2] - self.layout.margins[3]
        self._set_page()
        self._set_style()

    def bytes(self) -> bytes:
        self._head()
        if self.paper.type_name:
            self._title()
        self._salutation()
        for paragraph in self.paper.ended_body:
            made = self._body_paragraph(paragraph.runs)
            made.paragraph_format.keep_with_next = paragraph.keeps
        self._foot()
        for annex in (self.paper.annex, *self.paper.lists):
            if annex:
                self._annex(annex)
        first = self.document.paragraphs[0]
        if not first.text:  # the empty paragraph that the template begins with
            first._element.getparent().remove(first._element)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # --- the page -----------------------------------------------------------------------------------------------------

    def _set_page(self) -> None:
        section, layout = self.document.sections[0], self.layout
        section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
        top, bottom, left, right = layout.margins
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.header_distance = Mm(layout.page_number_from_edge)
        section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = _CENTRE
        _page_field(number, layout.page_number_size)
        settings = self.document.settings.element
        if layout.mirrored:
            settings.insert(0, OxmlElement("w:mirrorMargins"))
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = self.paper.issuer
        properties.title = self.paper.subject
        properties.comments = ""
        day = self.paper.day
        properties.created = properties.modified = datetime(self.paper.year, self.paper.month, day.day if day else 1)  # noqa: DTZ001

    def _set_style(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(self.layout.body_size)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        normal.element.get_or_add_rPr().append(language)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)

    # --- the parts ----------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        """The issuer with number and subject on the left, the motto with place and day on the right."""
        paper, layout = self.paper, self.layout
        share = layout.left_share
        left, right = self._columns(self.width * share, self.width * (1 - share))
        widths = self.width * share, self.width * (1 - share)
        if paper.superior:
            self._line(left, paper.superior, layout.issuer_size)
        for part in _balanced(paper.spelt(paper.issuer), layout.issuer_size, widths[0]):
            self._line(left, part, layout.issuer_size, bold=True)
        if layout.star:
            self._line(left, "*", layout.issuer_size, bold=True)
        else:
            issued = width_of(
                _balanced(paper.spelt(paper.issuer), layout.issuer_size, widths[0])[-1], layout.issuer_size
            )
            self._rule(left, issued * 0.42, widths[0])
        self._line(left, paper.number_line, layout.number_size, before=0 if layout.star else 4)
        if not paper.type_name:
            self._line(left, paper.subject_line, layout.subject_size, italic=layout.subject_italic, before=2)
        if paper.urgency:
            self._urgency(left, widths[0])
        for text, size in layout.motto:
            self._line(right, text, size, bold=True)
        self._rule(right, width_of(*layout.motto[-1]), widths[1])
        before = layout.issuer_size + 2 if layout.star and paper.superior else 4
        self._line(right, paper.date_line, layout.date_size, italic=True, before=before)

    def _urgency(self, cell: Any, width: float) -> None:
        """The word of urgency in a frame under the number."""
        self._line(cell, self.paper.urgency.upper(), self.layout.issuer_size, bold=True, before=8)
        framed = cell.paragraphs[-1]
        room = max((width - width_of(self.paper.urgency.upper(), self.layout.issuer_size) - 6) / 2, 0)
        framed.paragraph_format.left_indent = framed.paragraph_format.right_indent = Mm(room)
        _border(framed, ("top", "left", "bottom", "right"), 8)

    def _title(self) -> None:
        layout = self.layout
        self._centred(self.paper.type_name.upper(), layout.type_size, bold=True, before=18)
        self._centred(self.paper.subject, layout.title_size, bold=True, before=2)
        if layout.title_line:
            self._centred(layout.title_line, layout.title_size)
        else:
            self._rule(
                self.document, min(width_of(self.paper.subject, layout.title_size), self.width) * 0.4, self.width
            )

    def _salutation(self) -> None:
        lines = self.paper.salutation_lines
        size = self.layout.body_size
        if len(lines) == 1:
            self._centred(f"Kính gửi: {lines[0]}", size, before=18, after=12)
        elif lines:
            label = width_of("Kính gửi: ", size)
            indent = max(self.width * 0.16, 10)
            for place, line in enumerate(lines):
                made = self.document.add_paragraph()
                made.paragraph_format.left_indent = Mm(indent + label)
                if place == 0:
                    made.paragraph_format.first_line_indent = Mm(-label)
                    made.paragraph_format.tab_stops.add_tab_stop(Mm(indent + label))
                    line = f"Kính gửi:\t{line}"
                made.paragraph_format.space_before = Pt(18 if place == 0 else 0)
                made.paragraph_format.space_after = Pt(12 if place == len(lines) - 1 else 2)
                self._write(made, line, size)

    def _body_paragraph(self, runs: tuple[Run, ...]) -> Any:
        layout = self.layout
        made = self.document.add_paragraph()
        made.alignment = _JUSTIFY
        look = made.paragraph_format
        look.first_line_indent = Mm(layout.first_line)
        look.space_after = Pt(layout.after)
        if layout.line_exactly:
            look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(layout.line_exactly)
        else:
            look.line_spacing = layout.line_share
        look.widow_control = True
        for run in runs:
            self._write(made, run.text, layout.body_size, bold=run.bold, italic=run.italic)
        return made

    def _foot(self) -> None:
        """The recipients on the left, who signs on the right, never parted by a page."""
        paper, layout = self.paper, self.layout
        left, right = self._columns(self.width * 0.48, self.width * 0.52, before=6)
        if paper.recipient_lines:
            bold = layout.recipients_bold_italic
            self._line(
                left, "Nơi nhận:", layout.recipients_size, bold=bold, italic=bold, underline=not bold, align=_LEFT
            )
            if not bold:  # the colon is not underlined
                run = left.paragraphs[-1].runs[0]
                run.text = "Nơi nhận"
                self._write(left.paragraphs[-1], ":", layout.recipients_size)
        for line in paper.recipient_lines:
            self._line(left, line, layout.list_size, align=_LEFT)
        signature = paper.signature
        for line in signature.authority:
            self._line(right, line, layout.authority_size, bold=True)
        if signature.post:
            self._line(right, signature.post, layout.authority_size, bold=layout.post_bold)
        self._line(right, signature.name or " ", layout.authority_size, bold=True, before=_SIGN_ROOM)
        for cell in (left, right):
            for made in cell.paragraphs:
                made.paragraph_format.keep_with_next = True

    def _annex(self, annex: Annex) -> None:
        layout = self.layout
        self._centred(annex.heading, layout.type_size - 2, bold=True).paragraph_format.page_break_before = True
        self._centred(annex.title, layout.title_size - 1, bold=True)
        self._centred(annex.note, layout.subject_size, italic=True, after=8)
        grid = annex.grid
        table = self.document.add_table(rows=1, cols=len(grid.headings))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _repeat(table.rows[0])
        for cell, heading in zip(table.rows[0].cells, grid.headings, strict=True):
            self._line(cell, heading, _GRID_SIZE, bold=True)
        aligned = [_CENTRE if place == 0 or _is_figures(grid, place) else _LEFT for place in range(len(grid.headings))]
        for row in grid.rows:
            made = table.add_row()
            _keep_row(made)
            for cell, text, align in zip(made.cells, row, aligned, strict=True):
                self._line(cell, text, _GRID_SIZE, align=align)
        for column, width in zip(table.columns, _widths(grid, self.width), strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)

    # --- pieces -------------------------------------------------------------------------------------------------------

    def _columns(self, left: float, right: float, *, before: float = 0) -> tuple[Any, Any]:
        """Two cells side by side without borders, their own margins taken away."""
        if before:
            room = self.document.add_paragraph()
            room.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            room.paragraph_format.line_spacing = Pt(before)
            room.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        _no_margins(table)
        _keep_row(table.rows[0])
        for cell, width in zip(table.rows[0].cells, (left, right), strict=True):
            cell.width = Mm(width)
        for column, width in zip(table.columns, (left, right), strict=True):
            column.width = Mm(width)
        return table.rows[0].cells[0], table.rows[0].cells[1]

    def _line(
        self, cell: Any, text: str, size: float, *, before: float = 0, align: Any = _CENTRE, **look: bool
    ) -> None:
        """A paragraph in a cell; the empty one that a cell begins with is taken first."""
        first = cell.paragraphs[0]
        made = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        made.alignment = align
        made.paragraph_format.space_before = Pt(before)
        self._write(made, text, size, **look)

    def _centred(self, text: str, size: float, *, before: float = 0, after: float = 0, **look: bool) -> Any:
        made = self.document.add_paragraph()
        made.alignment = _CENTRE
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
        self._write(made, text, size, **look)
        return made

    def _rule(self, where: Any, length: float, room: float) -> None:
        """A solid line of this length in the middle of the room, as the border of a low empty paragraph."""
        made = where.add_paragraph()
        look = made.paragraph_format
        look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
        look.left_indent = look.right_indent = Mm(max((room - length) / 2, 0))
        look.space_after = Pt(2)
        _border(made, ("bottom",), 6)

    def _write(
        self, made: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, underline: bool = False
    ) -> None:
        first, *others = _NUMBER.split(self.paper.spelt(text))
        runs = [made.add_run(first)]
        for part in others:  # the hyphen of "12-KH/TU" does not end a line
            runs[-1]._element.append(OxmlElement("w:noBreakHyphen"))
            runs.append(made.add_run(part))
        for run in runs:
            _look(run, size, bold, italic, underline)


def _look(run: Any, size: float, bold: bool, italic: bool, underline: bool) -> None:
    run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underline


def _is_figures(grid: Grid, place: int) -> bool:
    """Whether a column holds figures and days alone, no words."""
    return not any(letter.isalpha() for row in grid.rows for letter in row[place])


def _widths(grid: Grid, width: float) -> list[float]:
    """The columns' widths in millimetres: their shares, but none so narrow that a word or a day breaks in two."""
    texts = [grid.headings, *grid.rows]
    least = [
        min(max((width_of(word, _GRID_SIZE) for row in texts for word in row[place].split()), default=0), width / 4)
        + _CELL_MARGINS
        for place in range(len(grid.headings))
    ]
    wanted = [width * share for share in grid.shares]
    lacking = sum(max(need - want, 0) for need, want in zip(least, wanted, strict=True))
    spare = sum(max(want - need, 0) for need, want in zip(least, wanted, strict=True))
    taken = min(lacking / spare, 1) if spare else 0
    return [need if want < need else want - (want - need) * taken for need, want in zip(least, wanted, strict=True)]


def _balanced(text: str, size: float, room: float) -> list[str]:
    """A name on one line where it has room, else on two of about one length."""
    if width_of(text, size) <= room:
        return [text]
    words = text.split()
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(width_of(cut[0], size), width_of(cut[1], size)), default=(text,)))


def _page_field(paragraph: Any, size: float) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._element.append(mark)


def _border(paragraph: Any, sides: tuple[str, ...], eighths: int) -> None:
    """Lines at the sides of a paragraph; the thickness in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _no_margins(table: Any) -> None:
    properties = table._element.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)


def _keep_row(row: Any) -> None:
    """A row that no page parts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    """A row that every page of the table begins with."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
