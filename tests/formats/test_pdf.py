"""PDF files, as LibreOffice makes them of documents and as scanners do."""

from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.formats import papers
from vaocuoc.core.source import Source
from vaocuoc.formats import DEFAULT, FormatError, Limits, load
from vaocuoc.formats.pdf.layout import joined

LONG = (
    "Tổng thu ngân sách nhà nước trên địa bàn 10 tháng ước đạt 14.862 tỷ đồng, bằng 91,3% dự toán; tốc độ tăng "
    "tổng sản phẩm trên địa bàn đạt 9,12%, thấp hơn mục tiêu nghị quyết đề ra cho cả năm 2026 là từ 10 đến 10,5%."
)

pytestmark = pytest.mark.system


def paper(document: Document) -> None:
    """A letter in the layout of a Party paper, of several pages, with a table that runs over a page break."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.footer.paragraphs[0].text = "Văn bản giả định"
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "TỈNH ỦY MINH GIANG\n*\nSố 38-KL/TU", "ĐẢNG CỘNG SẢN VIỆT NAM"
    for cell in head.rows[0].cells:
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾT LUẬN").bold = True
    for index in range(18):
        body(document, f"{index + 1}- {LONG}")
    table = document.add_table(40, 3, style="Table Grid")
    repeat_head(table.rows[0]._tr)
    for column, name in enumerate(("TT", "Nhiệm vụ", "Chủ trì")):
        table.cell(0, column).text = name
    for row in range(1, 40):
        table.cell(row, 0).text, table.cell(row, 1).text = str(row), f"Nhiệm vụ số {row} về rà soát quy hoạch"
    table.cell(1, 2).text = "Sở Xây dựng"
    table.cell(1, 2).merge(table.cell(2, 2))
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text, foot.cell(0, 1).text = (
        "Nơi nhận:\n- Các sở, ngành,\n- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ",
    )


def body(document: Document, words: str) -> None:
    paragraph = document.add_paragraph(words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)


def repeat_head(row: Any) -> None:
    properties = row.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return papers.as_pdf(papers.word(tmp_path_factory.mktemp("pdf") / "ket-luan.docx", paper))


@pytest.fixture(scope="module")
def source(made: Path) -> Source:
    return load(made)


def test_it_joins_lines_to_paragraphs_across_pages(source: Source) -> None:
    assert papers.of(source, "item") == [f"{index + 1}- {LONG}" for index in range(18)]
    papers.hold_together(source)


def test_it_reads_columns_of_a_letterhead_one_after_the_other(source: Source) -> None:
    lines = papers.of(source, "paragraph")
    assert lines[:4] == ["TỈNH ỦY MINH GIANG", "*", "Số 38-KL/TU", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert lines[4:] == ["Nơi nhận:", "- Các sở, ngành,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"]


def test_it_finds_headings_and_pages(source: Source) -> None:
    heading = next(block for block in source.blocks if block.kind == "heading")
    assert source.text[heading.start : heading.end] == "KẾT LUẬN"
    assert {"bold", "center"} <= heading.style
    pages = [block.page or 0 for block in source.blocks if block.kind == "item"]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 1


def test_it_gives_repeated_feet_once(source: Source) -> None:
    assert papers.of(source, "furniture") == ["Văn bản giả định"]


def test_it_reads_a_ruled_table_over_a_page_break_as_one(source: Source) -> None:
    cells = papers.grid(source)
    assert [cells[0, column] for column in range(3)] == ["TT", "Nhiệm vụ", "Chủ trì"]
    assert [cells[row, 0] for row in range(1, 40)] == [str(row) for row in range(1, 40)]
    assert cells[39, 1] == "Nhiệm vụ số 39 về rà soát quy hoạch"
    merged = next(block for block in source.blocks if source.text[block.start : block.end] == "Sở Xây dựng")
    assert merged.row_span == 2
    assert papers.grid(source, 2) == {}


def test_it_refuses_a_file_cut_short(tmp_path: Path, made: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(made.read_bytes()[:-6000])
    assert code_of(path) == "file.damaged"


def test_it_refuses_a_file_with_a_password(tmp_path: Path) -> None:
    assert code_of(locked(tmp_path / "khoa.pdf")) == "file.protected"


def test_it_refuses_more_pages_than_the_limit(made: Path) -> None:
    assert code_of(made, Limits(pages=1)) == "file.too_many_pages"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["giai đoạn 2021-", "2025"], "giai đoạn 2021-2025"),
        (["Nghị quyết số 45-NQ/", "TW"], "Nghị quyết số 45-NQ/TW"),
        (["kinh tế -", "xã hội"], "kinh tế - xã hội"),
        (["phát triển", "đô thị"], "phát triển đô thị"),
    ],
)
def test_it_repairs_words_parted_at_the_end_of_a_line(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_it_puts_together_words_drawn_in_pieces_out_of_order(tmp_path: Path) -> None:
    # As where a font lacks a letter: "Dong" without its "n", then the "n" from another font; no space in between.
    words = b"BT /F1 20 Tf 1 0 0 1 50 700 Tm (Do) Tj 1 0 0 1 85.56 700 Tm (g Ninh la phuong) Tj ET "
    letter = b"BT /F2 20 Tf 1 0 0 1 74.44 700 Tm (n) Tj ET"
    assert load(drawn(tmp_path / "chu.pdf", words + letter)).text == "Dong Ninh la phuong"


def test_it_reads_a_page_turned_on_its_side(tmp_path: Path) -> None:
    words = b"BT /F1 20 Tf 0 1 -1 0 100 100 Tm (Bao cao thang muoi) Tj 0 1 -1 0 130 100 Tm (cua tinh) Tj ET"
    source = load(drawn(tmp_path / "ngang.pdf", words, rotate=90))
    assert source.text.split() == ["Bao", "cao", "thang", "muoi", "cua", "tinh"]


def code_of(path: Path, limits: Limits = DEFAULT) -> str:
    with pytest.raises(FormatError) as refused:
        load(path, limits=limits)
    return refused.value.code


def drawn(path: Path, content: bytes, *, rotate: int = 0) -> Path:
    """A PDF of one page with this content; F1 is Helvetica, F2 Times."""
    fonts = b"/F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/F2<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
    box = b"/MediaBox[0 0 595 842]/Rotate %d/Resources<</Font<<%s>>>>/Contents 4 0 R" % (rotate, fonts)
    return papers.pdf_of(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R%s>>" % box,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ],
    )


def locked(path: Path) -> Path:
    """A PDF that needs a password: the standard handler with keys that fit no empty password."""
    ids = b"<" + b"43" * 16 + b">"
    return papers.pdf_of(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
            b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
        ],
        b"/Encrypt 4 0 R/ID[%s%s]" % (ids, ids),
    )
