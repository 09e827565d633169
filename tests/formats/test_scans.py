"""Scanned papers: read by the real program where it is there, never refused where it is not."""

import difflib
from pathlib import Path

import pypdfium2
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tests.formats import papers, scanning
from tests.system import program
from vaocuoc.core.reading import read
from vaocuoc.core.source import Source
from vaocuoc.formats import FormatError, load, screen
from vaocuoc.formats.pdf.scanned import _is_doubtful
from vaocuoc.formats.scans import tesseract
from vaocuoc.formats.scans.rendering import as_png, turned

LINES = [
    "Phấn đấu đến năm 2030, thu ngân sách trên địa bàn đạt 18.500 tỷ đồng, tăng bình quân 9,5%/năm; tỷ lệ hộ nghèo "
    "theo chuẩn đa chiều còn dưới 1,5%; 85% cơ sở giáo dục đạt chuẩn quốc gia.",
    "Sở Tài chính chủ trì, phối hợp với Sở Xây dựng hoàn thành kế hoạch vốn năm 2027 trước ngày 30/11/2026, báo cáo "
    "Ban Thường vụ Tỉnh ủy xem xét, quyết định.",
    "Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Nghị quyết số 12-NQ/TU, ngày 15/8/2025 của Tỉnh ủy Minh Giang.",
]
ROWS = [
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("1", "Rà soát quy hoạch chung đô thị, trình cấp có thẩm quyền phê duyệt", "Sở Xây dựng", "30/6/2026"),
    ("2", "Xây dựng đề án phát triển kinh tế biển đến năm 2030", "Sở Nông nghiệp và Môi trường", "15/12/2026"),
    ("3", "Ban hành kế hoạch thu hút 12.500 tỷ đồng vốn đầu tư", "Sở Tài chính", "31/3/2026"),
]

pytestmark = pytest.mark.system


def paper(document: Document) -> None:
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for line in LINES:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    table = document.add_table(0, 4, style="Table Grid")
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return papers.as_pdf(papers.word(tmp_path_factory.mktemp("quet") / "giay.docx", paper))


@pytest.fixture
def scan(printed: Path, tmp_path: Path) -> Path:
    return scanning.scanned(printed, tmp_path / "quet.pdf")


@pytest.fixture
def reads_scans() -> None:
    program("tesseract", "scanned pages read by Tesseract")
    if tesseract.installed() is None:
        pytest.skip("tesseract has no Vietnamese data; not tested: scanned pages")


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any of the programs that are not of this project."""
    monkeypatch.setenv("PATH", str(tmp_path / "khong-co"))
    tesseract.installed.cache_clear()
    monkeypatch.setattr(tesseract, "installed", tesseract.installed.__wrapped__)


@pytest.mark.usefixtures("reads_scans")
@pytest.mark.parametrize(("tilt", "dirt"), [(0.4, 4), (-1.0, 5)])
def test_it_reads_a_sheet_that_lay_askew(printed: Path, tmp_path: Path, tilt: float, dirt: int) -> None:
    source = load(scanning.scanned(printed, tmp_path / "quet.pdf", tilt=tilt, dirt=dirt))
    papers.hold_together(source)
    assert (source.is_scanned, source.pages, source.unread) == (True, 1, ())
    assert alike("\n".join(LINES), source.text[: source.text.index("TT")]) > 0.99


@pytest.mark.usefixtures("reads_scans")
def test_it_keeps_lines_of_a_paragraph_together(scan: Path) -> None:
    found = papers.of(load(scan), "paragraph")
    assert [line.split()[:3] for line in found] == [line.split()[:3] for line in LINES]


@pytest.mark.usefixtures("reads_scans")
def test_it_keeps_the_cells_of_a_ruled_table(scan: Path) -> None:
    cells = papers.grid(load(scan))
    wanted = {(row, column): text for row, texts in enumerate(ROWS) for column, text in enumerate(texts)}
    assert set(cells) == set(wanted)
    assert sum(cells[place] == text for place, text in wanted.items()) >= len(wanted) - 2


@pytest.mark.usefixtures("reads_scans")
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_it_reads_a_sheet_that_lay_the_other_way(printed: Path, tmp_path: Path, turn: int) -> None:
    path = tmp_path / "nguoc.png"
    path.write_bytes(as_png(turned(scanning.pictures(printed)[0], turn)))
    assert LINES[1][:60] in load(path).text


@pytest.mark.usefixtures("reads_scans")
def test_it_reads_the_scanned_pages_of_a_paper_with_text(printed: Path, scan: Path, tmp_path: Path) -> None:
    whole = joined([printed, scan, printed], tmp_path / "lan.pdf")
    told: list[tuple[int, int]] = []
    source = load(whole, told=lambda done, of: told.append((done, of)))
    assert source.text.count("Sở Tài chính chủ trì") == 3
    assert (source.pages, source.is_scanned, source.unread) == (3, True, ())
    assert told == [(1, 1)]
    assert {block.page for block in source.blocks if block.kind == "paragraph"} == {1, 2, 3}


@pytest.mark.usefixtures("reads_scans")
def test_it_reads_what_a_signing_program_wrote_a_stamp_on(scan: Path, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(scan)
    page = document[0]
    text = pypdfium2.raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 8.0)
    signed = "Ky boi: Van phong; Thoi gian ky: 05.03.2026 08:15:00".encode("utf-16-le") + b"\x00\x00"
    buffer = (pypdfium2.raw.FPDF_WCHAR * (len(signed) // 2)).from_buffer_copy(signed)
    pypdfium2.raw.FPDFText_SetText(text, buffer)
    pypdfium2.raw.FPDFPage_InsertObject(page, text)
    page.gen_content()
    path = tmp_path / "da-ky.pdf"
    document.save(str(path))
    source = load(path)
    assert source.is_scanned
    assert "18.500 tỷ đồng" in source.text


@pytest.mark.usefixtures("reads_scans")
def test_it_tells_of_every_page_and_stops_at_the_first_where_that_is_enough(scan: Path, tmp_path: Path) -> None:
    path = joined([scan] * 3, tmp_path / "ba-trang.pdf")
    told: list[tuple[int, int]] = []
    source = screen(path, told=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert source == load(path)
    first = screen(path, scans="first")
    assert (first.unread, first.pages) == ((2, 3), 3)
    assert first.text.count("Sở Tài chính chủ trì") == 1


@pytest.mark.usefixtures("reads_scans")
def test_it_marks_digits_it_is_not_sure_of(printed: Path, tmp_path: Path) -> None:
    poor = scanning.scanned(printed, tmp_path / "mo.pdf", dpi=65, dirt=6)
    source = load(poor)
    words = [source.text[start:end] for start, end in source.doubtful]
    assert words
    found = read(source).items
    over = [item for item in found if any(start < item.end and item.start < end for start, end in source.doubtful)]
    assert over
    assert all("ocr.doubtful_digit" in item.why and item.confidence <= 0.2 for item in over)


@pytest.mark.parametrize(
    ("text", "sureness", "doubtful"),
    [
        ("18.500", 95, False),
        ("18.500", 60, True),
        ("I8.500", 96, True),
        ("1O0", 96, True),
        ("S%", 96, True),
        ("III", 60, True),
        ("Sở", 40, False),
        ("15/8/2025", 91, False),
        ("12-NQ/TU,", 90, False),
    ],
)
def test_it_doubts_digits_alone(text: str, sureness: float, doubtful: bool) -> None:
    assert _is_doubtful(text, sureness) is doubtful


@pytest.mark.usefixtures("nothing_installed")
def test_it_never_refuses_a_scan(scan: Path, printed: Path, tmp_path: Path) -> None:
    source = load(scan)
    assert source == Source("", (), pages=1, is_scanned=True, unread=(1,))
    mixed = load(joined([printed, scan], tmp_path / "lan.pdf"))
    assert (mixed.pages, mixed.is_scanned, mixed.unread) == (2, True, (2,))
    assert mixed.text.count("Sở Tài chính chủ trì") == 1
    assert read(mixed).to_contract()["unread_pages"] == [2]
    assert screen(scan) == source


@pytest.mark.usefixtures("nothing_installed")
def test_it_takes_a_blank_page_for_no_scan(printed: Path, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(printed)
    document.new_page(595, 842)
    path = tmp_path / "trang.pdf"
    document.save(str(path))
    source = load(path)
    assert (source.is_scanned, source.pages) == (False, 2)


def test_it_ends_when_the_program_takes_too_long(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "tesseract"
    stuck.write_text(
        '#!/bin/sh\n[ "$1" = --list-langs ] && { echo vie; exit; }\nexec /bin/sleep 60\n', encoding="utf-8"
    )
    stuck.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FormatError) as refused:
        screen(scan, seconds=3)
    assert refused.value.code == "screening.timeout"


def joined(parts: list[Path], path: Path) -> Path:
    document = pypdfium2.PdfDocument.new()
    for part in parts:
        document.import_pages(pypdfium2.PdfDocument(part))
    document.save(str(path))
    return path


def alike(one: str, other: str) -> float:
    """How much of two texts is the same, blanks aside."""
    return difflib.SequenceMatcher(None, "".join(one.split()), "".join(other.split()), autojunk=False).ratio()
