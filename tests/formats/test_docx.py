"""Word documents as an official sees them on paper."""

from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

from tests.formats import papers
from vaocuoc.formats import load


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "van-ban.docx"


def test_it_takes_headings_from_styles_and_from_looks(paper: Path) -> None:
    def fill(document: Document) -> None:
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("CHƯƠNG TRÌNH HÀNH ĐỘNG").bold = True
        document.add_paragraph().add_run("I- MỤC TIÊU").bold = True
        document.add_paragraph().add_run("1. Mục tiêu chung").bold = True
        document.add_paragraph("Phấn đấu đến năm 2030 tỉnh có 12 xã đạt chuẩn.")
        document.add_heading("Phụ lục", 2)

    source = load(papers.word(paper, fill))
    headings = [(source.text[b.start : b.end], b.level) for b in source.blocks if b.kind == "heading"]
    assert headings == [("CHƯƠNG TRÌNH HÀNH ĐỘNG", 1), ("I- MỤC TIÊU", 2), ("1. Mục tiêu chung", 3), ("Phụ lục", 2)]
    assert papers.of(source, "paragraph") == ["Phấn đấu đến năm 2030 tỉnh có 12 xã đạt chuẩn."]
    papers.hold_together(source)


def test_it_writes_out_automatic_numbers(paper: Path) -> None:
    def fill(document: Document) -> None:
        for words in ("Rà soát quy hoạch", "Bố trí vốn"):
            document.add_paragraph(words, style="List Number")
        document.add_paragraph("Báo cáo hằng quý", style="List Bullet")
        document.add_paragraph("Kiểm tra hiện trường", style="List Number")

    items = papers.of(load(papers.word(paper, fill)), "item")
    assert items == ["1. Rà soát quy hoạch", "2. Bố trí vốn", "• Báo cáo hằng quý", "3. Kiểm tra hiện trường"]


def test_it_gives_merged_cells_once_with_their_spans(paper: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(3, 3, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "TT", "Kế hoạch"
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).text, table.cell(1, 1).text = "Nhóm", "2025"
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(2, 2).text = "2026"

    source = load(papers.word(paper, fill))
    assert papers.grid(source) == {(0, 0): "TT", (0, 1): "Kế hoạch", (1, 0): "Nhóm", (1, 1): "2025", (2, 2): "2026"}
    spans = {source.text[b.start : b.end]: (b.row_span, b.column_span) for b in source.blocks}
    assert spans["Kế hoạch"] == (1, 2)
    assert spans["Nhóm"] == (2, 1)
    papers.hold_together(source)


def test_it_reads_small_tables_without_lines_as_paragraphs(paper: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "TỈNH ỦY MINH GIANG", "ĐẢNG CỘNG SẢN VIỆT NAM"

    source = load(papers.word(paper, fill))
    assert papers.of(source, "paragraph") == ["TỈNH ỦY MINH GIANG", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert not papers.of(source, "cell")


def test_it_keeps_what_was_inserted_and_leaves_out_what_was_deleted_or_hidden(paper: Path) -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("Hạn: ")
        papers.tracked(paragraph, inserted="30/6/2026", deleted="31/3/2026")
        paragraph.add_run(" (ghi chú riêng)").font.hidden = True

    assert load(papers.word(paper, fill)).text == "Hạn: 30/6/2026"


def test_it_sets_heads_feet_and_text_boxes_apart(paper: Path) -> None:
    def fill(document: Document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Dự thảo lần 2"
        section.footer.paragraphs[0].text = "3"
        papers.text_box(document.add_paragraph("Giao Sở Xây dựng chủ trì."), "Ghi chú trong khung")

    source = load(papers.word(paper, fill))
    assert papers.of(source, "furniture") == ["Dự thảo lần 2", "Ghi chú trong khung"]
    assert papers.of(source, "paragraph") == ["Giao Sở Xây dựng chủ trì."]


def test_it_gives_composed_text_with_plain_spaces(paper: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Ti\u0309nh\u00a0 u\u0309y\u200b\tMinh Giang ")

    assert load(papers.word(paper, fill)).text == "Tỉnh ủy Minh Giang"


def test_it_reads_tables_inside_cells_as_lines_of_the_cell(paper: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(1, 2, style="Table Grid")
        table.cell(0, 0).text = "Sở Tài chính"
        inner = table.cell(0, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "chủ trì", "tham mưu"

    source = load(papers.word(paper, fill))
    assert papers.grid(source) == {(0, 0): "Sở Tài chính", (0, 1): "chủ trì\ntham mưu"}


def test_it_sees_lines_that_cells_draw_themselves(paper: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for cell in (cell for row in table.rows for cell in row.cells):
            borders = OxmlElement("w:tcBorders")
            line = OxmlElement("w:bottom")
            line.set(qn("w:val"), "single")
            borders.append(line)
            cell._tc.get_or_add_tcPr().append(borders)
        table.cell(1, 1).text = "95,5%"

    assert papers.grid(load(papers.word(paper, fill))) == {(1, 1): "95,5%"}


def test_it_tells_pages_where_the_file_remembers_them(paper: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Trang đầu.")
        following = document.add_paragraph().add_run("Trang sau.")
        following._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))

    assert [block.page for block in load(papers.word(paper, fill)).blocks] == [1, 2]


def test_it_puts_a_footnote_after_the_paragraph_that_refers_to_it(paper: Path) -> None:
    def fill(document: Document) -> None:
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), "2")
        document.add_paragraph("Thu ngân sách tăng").add_run()._r.append(mark)
        document.add_paragraph("Đoạn tiếp theo.")
        notes = (
            f'<w:footnotes xmlns:w="{nsmap["w"]}"><w:footnote w:id="2"><w:p><w:r><w:t>Số ước.</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        name = PackURI("/word/footnotes.xml")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        document.part.relate_to(Part(name, kind, notes.encode(), document.part.package), RELATION_TYPE.FOOTNOTES)

    texts = papers.of(load(papers.word(paper, fill)), "paragraph")
    assert texts == ["Thu ngân sách tăng", "Số ước.", "Đoạn tiếp theo."]
