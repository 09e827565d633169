"""Official papers as Word files: the layouts of Party and State, read back from what was written."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from tests.system import program
from vaocuoc.formats.letters import (
    LAYOUTS,
    PARTY,
    STATE,
    Annex,
    Grid,
    Paper,
    Paragraph,
    Run,
    Signature,
    layout_of,
    write_docx,
)
from vaocuoc.formats.letters.measure import width_of

DAY = date(2026, 11, 5)
ORGANS = ("Ủy ban kiểm tra Đảng ủy xã Thượng Đoài", "Văn phòng Đảng ủy")


def paper(regime: str, **changes: Any) -> Paper:
    made = Paper(
        layout=layout_of(regime, DAY),
        superior="TỈNH ỦY LAM SƠN",
        issuer="ĐẢNG ỦY XÃ THƯỢNG ĐOÀI",
        number="7",
        symbol="CV/ĐU" if regime == PARTY else "UBND-VP",
        place="Thượng Đoài",
        day=DAY,
        month=11,
        year=2026,
        subject="giao nhiệm vụ thực hiện Kế hoạch 12-KH/TU",
        salutation=ORGANS,
        body=(
            Paragraph((Run("Thực hiện Kế hoạch số 12-KH/TU, giao các cơ quan:"),)),
            Paragraph((Run("1. Ủy ban kiểm tra", bold=True),), keeps=True),
            Paragraph((Run("- Rà soát hồ sơ; hoàn thành "), Run("trước ngày 12/12/2026", True, True), Run("."))),
        ),
        signature=Signature(("T/M BAN THƯỜNG VỤ",), "BÍ THƯ", "Trần Văn Giả"),
        recipients=ORGANS,
        archive="Văn phòng Đảng ủy",
    )
    return replace(made, **changes)


def opened(made: Paper) -> Any:
    return Document(io.BytesIO(write_docx(made)))


def words(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_it_lays_out_a_letter_of_the_party() -> None:
    document = opened(paper(PARTY))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]
    head = document.tables[0].rows[0].cells
    left = [(one.text, one.runs[0].font.size, bool(one.runs[0].bold)) for one in head[0].paragraphs if one.runs]
    assert left[0] == ("TỈNH ỦY LAM SƠN", Pt(14), False)
    assert left[1] == ("ĐẢNG ỦY XÃ THƯỢNG ĐOÀI", Pt(14), True)
    assert left[2][0] == "*"
    assert left[3][0] == "Số 07-CV/ĐU"
    assert left[4][0].startswith("về việc giao nhiệm vụ")
    assert head[0].paragraphs[4].runs[0].italic
    assert head[1].paragraphs[0].runs[0].font.size == Pt(15)
    assert head[1].paragraphs[-1].text == "Thượng Đoài, ngày 05 tháng 11 năm 2026"
    body = next(one for one in document.paragraphs if one.text.startswith("Thực hiện"))
    assert (body.paragraph_format.line_spacing, body.paragraph_format.space_after) == (Pt(18), Pt(6))
    assert round(body.paragraph_format.first_line_indent.mm) == 10
    foot = document.tables[1].rows[0].cells
    assert foot[0].paragraphs[0].runs[0].underline
    assert [one.text for one in foot[0].paragraphs][-1] == "- Lưu Văn phòng Đảng ủy."
    post = next(one for one in foot[1].paragraphs if one.text == "BÍ THƯ")
    assert not post.runs[0].bold


def test_it_lays_out_a_letter_of_the_state() -> None:
    document = opened(paper(STATE, signature=Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", ""), archive="VT"))
    said = words(document)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Số: 07/UBND-VP" in said
    assert "V/v giao nhiệm vụ" in said
    assert said.count("./.") == 1
    foot = document.tables[1].rows[0].cells
    assert [one.text for one in foot[0].paragraphs][-1] == "- Lưu: VT."
    assert next(one for one in foot[1].paragraphs if one.text == "CHỦ TỊCH").runs[0].bold


@pytest.mark.parametrize("regime", [PARTY, STATE])
def test_it_prints_the_day_in_bold_italic(regime: str) -> None:
    runs = [run for one in opened(paper(regime)).paragraphs for run in one.runs if "12/12/2026" in run.text]
    assert [(run.bold, run.italic) for run in runs] == [(True, True)]


def test_it_leaves_number_and_day_open_for_the_hand() -> None:
    open_paper = paper(PARTY, number="", day=None)
    assert open_paper.number_line.replace("\u00a0", "_") == "Số ______-CV/ĐU"
    assert open_paper.date_line.endswith("tháng 11 năm 2026")
    assert paper(PARTY, day=None, month=2).date_line.endswith("tháng 02 năm 2026")


def test_it_places_tone_marks_as_the_office_does() -> None:
    assert "ĐẢNG UỶ XÃ" in words(opened(paper(PARTY, old_tones=True)))
    assert "ĐẢNG ỦY XÃ" in words(opened(paper(PARTY, issuer="ĐẢNG UỶ XÃ THƯỢNG ĐOÀI")))


def test_addressees_stand_under_each_other_and_numbers_are_not_parted() -> None:
    document = opened(paper(PARTY))
    first = next(one for one in document.paragraphs if one.text.startswith("Kính gửi:"))
    assert "\t" in first.text
    assert first._p.xpath(".//w:tab[parent::w:r]")
    body = next(one for one in document.paragraphs if one.text.startswith("Thực hiện"))
    assert body._p.xpath(".//w:noBreakHyphen")
    assert "12-KH/TU" in body.text


def test_a_paper_with_a_name_has_its_title_in_the_middle() -> None:
    document = opened(paper(PARTY, type_name="thông báo", subject="Kết luận của Thường trực Đảng ủy"))
    middle = [one.text for one in document.paragraphs]
    assert middle.index("THÔNG BÁO") < middle.index("Kết luận của Thường trực Đảng ủy") < middle.index("-----")


def test_an_annex_repeats_its_head_on_each_page() -> None:
    grid = Grid(("TT", "Nhiệm vụ"), (0.2, 0.8), tuple((str(n), "Rà soát hồ sơ") for n in range(1, 61)))
    document = opened(paper(STATE, annex=Annex("Danh mục nhiệm vụ", "(Kèm theo)", grid)))
    table = document.tables[-1]
    assert len(table.rows) == 61
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_a_rule_is_as_long_as_its_words() -> None:
    """Against the widths of a metric-compatible font: Liberation Serif Bold at 15 points."""
    assert width_of("ĐẢNG CỘNG SẢN VIỆT NAM", 15) == pytest.approx(75.5, abs=3)


def test_every_layout_tells_its_act() -> None:
    assert all(one.basis and one.since for one in LAYOUTS)
    assert layout_of(PARTY, date(2020, 1, 1)).regime == PARTY


@pytest.mark.parametrize("regime", [PARTY, STATE])
def test_a_word_processor_opens_it_on_its_pages(regime: str, tmp_path: Path) -> None:
    office = program("soffice", untested="letters in a word processor")
    long = tuple(Paragraph((Run("Rà soát, cập nhật hồ sơ của các hộ trên địa bàn. " * 4),)) for _ in range(14))
    file = tmp_path / "letter.docx"
    file.write_bytes(write_docx(paper(regime, body=long)))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    from pypdfium2 import PdfDocument

    pdf = PdfDocument(str(tmp_path / "letter.pdf"))
    try:
        assert len(pdf) == 2
        texts = [pdf[n].get_textpage().get_text_range() for n in range(2)]
        assert "Trần Văn Giả" in texts[1]
        assert texts[1].strip().startswith("2")
        assert not texts[0].strip().startswith("1")
    finally:
        pdf.close()


def test_it_breaks_neither_a_day_nor_a_short_word_of_an_annex_in_two() -> None:
    headings = ("TT", "Chỉ tiêu", "Mục tiêu", "Thời hạn", "Thực hiện", "Đánh giá")
    row = ("1", "Nhà ở xã hội hoàn thành trong năm", "từ 2.150 căn trở lên", "31/12/2026", "764 căn", "Khó đạt")
    annex = Annex("Kết quả", "(tính đến ngày 20/11/2026)", Grid(headings, (0.06, 0.36, 0.18, 0.1, 0.15, 0.15), (row,)))
    table = opened(paper(PARTY, annex=annex)).tables[-1]
    widths = [cell.width.mm for cell in table.rows[1].cells]
    assert widths[3] > width_of("31/12/2026", 12)
    assert sum(widths) == pytest.approx(165, abs=0.5)
    assert table.rows[1].cells[3].paragraphs[0].alignment == table.rows[1].cells[0].paragraphs[0].alignment
    assert table.rows[1].cells[1].paragraphs[0].alignment != table.rows[1].cells[0].paragraphs[0].alignment
