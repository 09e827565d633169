"""Loading files with damage: a source or a sentence, and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.formats import papers
from tests.fuzz import pieces
from tests.fuzz.laws import hold_file
from tests.fuzz.pieces import many
from vaocuoc.formats import FormatError, load

PAPERS = Path(__file__).parents[2] / "src" / "vaocuoc" / "config" / "demo" / "papers"
QUICK = many(80)

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kế hoạch</title>
<style>p{}</style></head><body><h1>KẾ HOẠCH</h1>
<ul><li>Giao Sở Xây dựng<ol><li>rà soát</li></ol></li></ul><table><caption>Biểu 1</caption><tr><th rowspan="2">TT</th>
<th colspan="3">Nhiệm vụ</th></tr><tr><td>1</td><td>Lập <b>đồ án</b><br>quy hoạch</td></tr></table>
<pre>a  b</pre>&nbsp;&#8211;
<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>
<script>1</script><!-- a --></body></html>""".encode()
MARKDOWN = """# KẾ HOẠCH

| TT | Nhiệm vụ | Chủ trì |
|---|:-:|--:|
| 1 | Lập **đồ án** | Sở \\| |

- a
  - b
> c
""".encode()
CONTENT = b"""BT /F1 12 Tf 72 700 Td (Giao So Xay dung) Tj 0 -14 Td [(chu tri) -300 (30/11/2026)] TJ ET
72 600 m 300 600 l 300 500 l 72 500 l h S 72 550 m 300 550 l S 186 600 m 186 500 l S q 10 0 0 10 0 0 cm Q
BT /F1 9 Tf 1 0 0 1 80 560 Tm (TT) Tj 1 0 0 1 190 560 Tm (Nhiem vu) Tj 1 0 0 1 80 510 Tm (1) Tj ET"""
OBJECTS = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>\nstream\n%s\nendstream" % (len(CONTENT), CONTENT),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
]


WORD_PARTS = {
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml",
    "word/_rels/document.xml.rels",
}  # fmt: skip
"""What readers look into: themes and thumbnails would take most of the damage."""


@pytest.fixture(autouse=True)
def _without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No LibreOffice and no OCR: they are other people's programs, and slow."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small file of each kind with the parts that readers look into."""
    return build(tmp_path_factory.mktemp("built"))


def build(folder: Path) -> dict[str, bytes]:
    """A small .docx, .xlsx and .pdf by their extensions, and text of each kind."""

    def fill(document: Document) -> None:
        document.add_heading("KẾ HOẠCH", 1)
        document.add_paragraph("Giao Sở Xây dựng rà soát quy hoạch.", style="List Number")
        document.add_paragraph("Trước ngày 30/11/2026.", style="List Bullet")
        papers.tracked(document.add_paragraph("Đạt "), inserted="95%", deleted="90%")
        papers.text_box(document.add_paragraph(), "Hỏa tốc")
        table = document.add_table(4, 4)
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 3))
        for i, row in enumerate(table.rows):
            row.cells[1].text = f"Nhiệm vụ {i}"

    word = papers.word(folder / "giao-viec.docx", fill)
    sheets = folder / "theo-doi.xlsx"
    with xlsxwriter.Workbook(str(sheets)) as book:
        sheet = book.add_worksheet("Theo dõi")
        day, share = (
            book.add_format({"num_format": "dd/mm/yyyy"}),
            book.add_format({"num_format": '[>1]0.0%;"âm" #,##0'}),
        )
        sheet.merge_range(0, 0, 1, 2, "BẢNG THEO DÕI")
        sheet.write_row(2, 0, ["TT", "Nhiệm vụ", "Thời hạn"])
        sheet.write_row(3, 0, [1, "Lập đồ án"])
        sheet.write_number(3, 2, 46_000.5, day)
        sheet.write_number(4, 2, 0.955, share)
        sheet.write_formula(5, 2, "=SUM(A1:A4)", None, "#REF!")
        sheet.write_boolean(6, 0, True)
        sheet.set_row(4, None, None, {"hidden": True})
    parts = {name: part for name, part in unpacked(word.read_bytes()).items() if name in WORD_PARTS}
    return {
        ".docx": packed(parts | {"word/styles.xml": few_styles(parts["word/styles.xml"])}),
        ".xlsx": sheets.read_bytes(),
        ".pdf": papers.pdf_of(folder / "a.pdf", OBJECTS).read_bytes(),
        ".html": PAGE,
        ".md": MARKDOWN,
        ".txt": "KẾ HOẠCH\r\n\r\n1. Giao Sở Xây dựng\tchủ trì.\x0c".encode("utf-16"),
    }


@pytest.mark.parametrize("kind", [".docx", ".xlsx", ".pdf", ".html", ".md", ".txt"])
@QUICK
@given(data=st.data())
def test_it_answers_files_with_damage(kind: str, built: dict[str, bytes], tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / f"a{kind}"
    path.write_bytes(data.draw(pieces.damaged(built[kind])))
    hold_file(path)


@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
@QUICK
@given(data=st.data())
def test_it_answers_packed_files_with_damage_inside(
    kind: str, built: dict[str, bytes], tmp_path: Path, data: st.DataObject
) -> None:
    parts = unpacked(built[kind])
    part = data.draw(st.sampled_from(sorted(parts)))
    path = tmp_path / f"a{kind}"
    path.write_bytes(packed(parts | {part: data.draw(pieces.damaged(parts[part]))}))
    hold_file(path)


@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
@QUICK
@given(data=st.data())
def test_it_answers_packed_files_with_other_values(
    kind: str, built: dict[str, bytes], tmp_path: Path, data: st.DataObject
) -> None:
    """XML that is well-formed and says something else: odd values, elements twice, left out or moved."""
    parts = unpacked(built[kind])
    part = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
    path = tmp_path / f"a{kind}"
    path.write_bytes(packed(parts | {part: data.draw(rewritten(parts[part]))}))
    hold_file(path)


@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
@QUICK
@given(data=st.data())
def test_it_answers_parts_of_one_file_in_another(
    kind: str, built: dict[str, bytes], tmp_path: Path, data: st.DataObject
) -> None:
    parts = unpacked(built[kind])
    names = st.sampled_from(sorted(parts))
    for to, of in data.draw(st.lists(st.tuples(names, names), min_size=1, max_size=3)):
        parts[to] = parts[of]
    for name in data.draw(st.lists(names, max_size=2)):
        parts.pop(name, None)
    path = tmp_path / f"a{kind}"
    path.write_bytes(packed(parts))
    hold_file(path)


@QUICK
@given(data=st.data())
def test_it_answers_pdf_objects_with_damage(tmp_path: Path, data: st.DataObject) -> None:
    objects = list(OBJECTS)
    number = data.draw(st.integers(0, len(objects) - 1))
    objects[number] = data.draw(pieces.damaged(objects[number]))
    hold_file(papers.pdf_of(tmp_path / "a.pdf", objects))


@many(25)
@given(data=st.data())
def test_it_answers_real_papers_with_damage(tmp_path: Path, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(sorted(PAPERS.iterdir())))
    path = tmp_path / whole.name
    path.write_bytes(data.draw(pieces.damaged(whole.read_bytes())))
    hold_file(path)


@QUICK
@given(
    pieces.mixtures(30),
    st.sampled_from(["utf-8", "utf-16", "cp1258", "utf-8-sig"]),
    st.sampled_from([".txt", ".md", ".html", ""]),
)
def test_it_answers_official_words_as_files(tmp_path: Path, text: str, encoding: str, kind: str) -> None:
    path = tmp_path / f"a{kind}"
    path.write_bytes(text.encode(encoding, "replace"))
    hold_file(path)


def test_it_takes_the_files_it_builds_for_whole(built: dict[str, bytes], tmp_path: Path) -> None:
    """Damage is worth something only to files that can be read."""
    for kind, content in built.items():
        path = tmp_path / f"a{kind}"
        path.write_bytes(content)
        try:
            assert load(path).text
        except FormatError as error:
            pytest.fail(f"{kind}: {error.code}")


def few_styles(content: bytes) -> bytes:
    """The styles of paragraphs alone: python-docx brings a hundred for tables."""
    root = etree.fromstring(content)
    for style in list(root):
        if style.get(qn("w:type")) != "paragraph" and style.tag != qn("w:docDefaults"):
            root.remove(style)
    return bytes(etree.tostring(root))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a packed file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A packed file of these parts, not compressed: quicker, and the same to a reader."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


VALUES = [
    "", "0", "-1", "1", "x", "99999999999999999999", "1e999", "-1e400", "nan", "-0", " ", "true", "A1", "XFD1048576",
    "ZZZZZ9", "A0", "1:1", "C3:A1", "A1:XFD1048576", "#", "restart", "rId1", "../../..", "/", "s", "str", "inlineStr",
    "e", "b", "d", "%", "٣", "²", "%99999d", "[h]:mm:ss", "yyyy",
]  # fmt: skip


def rewritten(content: bytes) -> st.SearchStrategy[bytes]:
    """Well-formed XML with other attribute values and texts, and elements repeated, left out, nested or moved."""
    change = st.tuples(
        st.sampled_from(["attribute", "attribute", "text", "drop", "twice", "nest", "move", "without"]),
        st.integers(0, 2**20), st.integers(0, 2**20), st.sampled_from(VALUES),
    )  # fmt: skip
    return st.lists(change, min_size=1, max_size=5).map(lambda changes: _rewritten(content, changes))


def _rewritten(content: bytes, changes: list[tuple[str, int, int, str]]) -> bytes:
    root = etree.fromstring(content)
    for how, first, second, value in changes:
        elements = list(root.iter(etree.Element))
        one, other = elements[first % len(elements)], elements[second % len(elements)]
        inside = other is one or other in list(one.iter())
        names = sorted(one.attrib)
        if how == "attribute" and names:
            one.set(names[second % len(names)], value)
        elif how == "without" and names:
            del one.attrib[names[second % len(names)]]
        elif how == "text":
            one.text = value
        elif one is root:
            continue
        elif how == "drop":
            one.getparent().remove(one)
        elif how == "twice":
            one.addnext(etree.fromstring(etree.tostring(one)))
        elif how in {"nest", "move"} and not inside:
            other.append(one)
    return bytes(etree.tostring(root))
