"""HTML pages."""

from pathlib import Path

import pytest

from tests.formats import papers
from vaocuoc.core.source import Source
from vaocuoc.formats import FormatError, load


def page(folder: Path, markup: str) -> Source:
    path = folder / "trang.html"
    path.write_text(markup, encoding="utf-8")
    return load(path)


def test_it_reads_headings_paragraphs_lists_and_furniture(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<html><head><title>x</title><style>p{}</style></head><body><nav>Trang chủ</nav><h2>Kết quả</h2>"
        "<p>Thu ngân\nsách <b>đạt</b> 91,3%.<br>Còn lại</p><ol start=3><li>Một<li>Hai</ol><ul><li>Ba</ul>"
        "<script>alert(1)</script><p><b>II- NHIỆM VỤ</b></p></body></html>",
    )
    assert papers.of(source, "heading") == ["Kết quả", "II- NHIỆM VỤ"]
    assert papers.of(source, "paragraph") == ["Thu ngân sách đạt 91,3%.\nCòn lại"]
    assert papers.of(source, "item") == ["3. Một", "4. Hai", "- Ba"]
    assert papers.of(source, "furniture") == ["Trang chủ"]
    papers.hold_together(source)


def test_it_places_cells_around_spans(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<table border=1><tr><th rowspan=2>TT<th colspan=2>Năm<tr><td>2025<td>2026<tr><td>1<td>a<p>b<td></table>",
    )
    cells = {(0, 0): "TT", (0, 1): "Năm", (1, 1): "2025", (1, 2): "2026", (2, 0): "1", (2, 1): "a\nb"}
    assert papers.grid(source) == cells


def test_it_reads_a_letterhead_table_as_paragraphs(tmp_path: Path) -> None:
    source = page(
        tmp_path, "<html><table><tr><td><b>TỈNH ỦY</b><td>ĐẢNG CỘNG SẢN VIỆT NAM</table><p>Nội dung.</p></html>"
    )
    assert papers.of(source, "paragraph") == ["TỈNH ỦY", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nội dung."]


def test_it_refuses_elements_nested_without_end(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as refused:
        page(tmp_path, "<html>" + "<div>" * 100_000 + "chữ")
    assert refused.value.code == "file.damaged"
