"""Files that are broken, locked, lying or made to do harm: one clear line, bounded time and memory."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import papers
from vaocuoc.core.errors import Refused
from vaocuoc.formats import FormatError, Limits, load, screen, sentence
from vaocuoc.formats.messages import MESSAGES

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    + b'<!ENTITY file SYSTEM "file:///etc/hostname">]><l>&m;&file;</l>'
)


def refusal(path: Path, **options: Any) -> FormatError:
    with pytest.raises(FormatError) as refused:
        load(path, **options)
    assert "%(" not in sentence(refused.value)
    return refused.value


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    def fill(document: Document) -> None:
        for index in range(200):
            document.add_paragraph(f"Giao đơn vị {index} báo cáo kết quả trước ngày 30/11/2026.")

    return papers.word(tmp_path / "giao-viec.docx", fill)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "file.empty"),
        ("a.txt", b" \n\t\n", "content.empty"),
        ("a.txt", bytes(range(256)) * 10, "file.binary"),
        ("a.bin", b"\x00\x01\x02\x03" * 50, "file.binary"),
        ("a.docx", PNG, "extension.wrong"),
        ("a.png", PNG, "file.damaged"),
        ("a", PNG, "file.damaged"),
        ("a.tif", b"II*\x00" + bytes(100), "file.damaged"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(100), "file.damaged"),
        ("a.gif", b"GIF89a" + bytes(100), "format.unsupported"),
        ("a.pdf", b"Ch\xe1\xbb\xaf thu\xe1\xba\xa7n", "extension.wrong"),
        ("a.py", b"print(1)", "extension.unknown"),
        ("a.docx", b"<html><body>Xin</body></html>", "extension.wrong"),
        ("a.docx", b"{\\rtf1 abc}", "extension.wrong"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "format.unsupported"),
        ("a.docx", b"PK\x03\x04" + bytes(500), "file.damaged"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "file.damaged"),
        ("a.pdf", b"%PDF-1.7\nkhong co gi\n%%EOF", "file.damaged"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "file.protected"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "file.protected"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "doc.no_converter"),
        ("a.rtf", b"{\\rtf1 abc}", "doc.no_converter"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "extension.wrong"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "format.unsupported"),
    ],
)
def test_it_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, code: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # as on a machine without other programs
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_it_says_what_is_wrong_with_the_path(tmp_path: Path) -> None:
    assert refusal(tmp_path / "khong-co.docx").code == "file.missing"
    assert refusal(tmp_path).code == "file.folder"
    assert refusal(tmp_path / "a\x00b").code == "file.missing"


def test_it_goes_by_the_name_that_was_given(paper: Path) -> None:
    assert load(paper, name="Giao việc.DOCX").text
    assert refusal(paper, name="Giao việc.pdf").code == "extension.wrong"


def test_it_refuses_a_file_over_the_limit_and_says_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    with path.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    assert sentence(refusal(path)).startswith("Tệp nặng 41 MB, vượt giới hạn 40 MB.")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_it_refuses_a_document_cut_short(paper: Path, share: float) -> None:
    content = paper.read_bytes()
    paper.write_bytes(content[: int(len(content) * share)])
    assert refusal(paper).code == "file.damaged"


def test_it_refuses_a_document_with_one_byte_changed(paper: Path) -> None:
    content = bytearray(paper.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        place = package.getinfo("word/document.xml").header_offset
    content[place + 200] ^= 0xFF
    paper.write_bytes(content)
    assert refusal(paper).code == "file.damaged"


def test_it_refuses_a_document_locked_inside_its_package(paper: Path) -> None:
    content = bytearray(paper.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + offset] |= 1
    paper.write_bytes(content)
    assert refusal(paper).code == "file.protected"


def test_it_refuses_what_expands_beyond_bounds(paper: Path) -> None:
    with zipfile.ZipFile(paper, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/a.bin", "w") as part:
        for _ in range(500):
            part.write(bytes(1024 * 1024))
    assert paper.stat().st_size < 2 * 1024 * 1024
    assert refusal(paper).code == "file.expands"


def test_it_counts_what_expands_and_not_what_is_stated(paper: Path) -> None:
    with zipfile.ZipFile(paper, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.bin", bytes(4 * 1024 * 1024))
    content = bytearray(paper.read_bytes())
    stated = (4 * 1024 * 1024).to_bytes(4, "little")
    paper.write_bytes(content.replace(stated, (10).to_bytes(4, "little")))
    assert refusal(paper, limits=Limits(unpacked_bytes=2 * 1024 * 1024)).code == "file.expands"


def test_it_refuses_a_part_too_large_to_parse(paper: Path) -> None:
    papers.repacked(paper, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * 10_000_000))
    assert refusal(paper, limits=Limits(part_bytes=5_000_000)).code == "file.expands"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_it_never_expands_entities(paper: Path, encoding: str) -> None:
    bomb = BILLION_LAUGHS.decode().replace('1.0"', f'1.0" encoding="{encoding}"').encode(encoding)
    papers.repacked(paper, "word/document.xml", lambda _: bomb)
    assert refusal(paper).code == "file.unsafe"


def test_it_refuses_parts_nested_without_end(paper: Path) -> None:
    deep = b"<w:ins>" * 50_000 + b"</w:ins>" * 50_000
    papers.repacked(paper, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep))
    assert refusal(paper).code == "file.damaged"


def test_it_refuses_a_long_string_shared_by_many_cells(tmp_path: Path) -> None:
    path = tmp_path / "chung.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(2000):
            sheet.write_string(row, 0, "x" * 30_000)
    assert refusal(path, limits=Limits(characters=10_000_000)).code == "file.too_long"


def test_it_reads_a_stranger_apart_as_it_reads_here(paper: Path) -> None:
    assert screen(paper) == load(paper)


def test_it_hands_refusals_through(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(PNG)
    with pytest.raises(FormatError) as refused:
        screen(path)
    assert refused.value.facts == {"extension": ".docx", "actual": "ảnh (.png, .jpg, .tif)"}


def test_it_kills_a_reading_that_takes_too_long(paper: Path) -> None:
    with pytest.raises(FormatError) as refused:
        screen(paper, seconds=0.01)
    assert refused.value.code == "screening.timeout"


def test_it_ends_a_reading_that_takes_too_much_memory(paper: Path) -> None:
    papers.repacked(
        paper, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 4_000_000)
    )
    with pytest.raises(FormatError) as refused:
        screen(paper, memory=256 * 1024 * 1024)
    assert refused.value.code == "screening.memory"


def test_it_takes_no_module_from_the_folder_one_stands_in(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zipfile.py").write_text("raise SystemExit(0)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert screen(paper).text


def test_it_has_a_sentence_for_any_code() -> None:
    assert sentence(Refused("la.lam")).startswith("Không đọc được tệp (mã lỗi la.lam)")
    assert all(message.endswith(".") and "\n" not in message for message in MESSAGES.values())


@given(
    st.binary(min_size=1, max_size=2000),
    st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".png", ".jpg", ".tif", ""]),
)
def test_it_answers_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes, extension: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{extension}"
    path.write_bytes(content)
    answer(path)


@given(
    st.integers(0, 400), st.binary(min_size=1, max_size=40), st.sampled_from(["word/document.xml", "word/styles.xml"])
)
def test_it_answers_any_damage_inside_a_document(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: bytes, part: str
) -> None:
    path = papers.word(tmp_path_factory.getbasetemp() / "any.docx", lambda document: document.add_table(2, 2) and None)
    papers.repacked(path, part, lambda xml: xml[: place * 7] + damage + xml[place * 7 + len(damage) :])
    answer(path)


@given(st.text(alphabet="<>/= '\"divtablerphol12&;!-", max_size=300))
def test_it_answers_any_markup(tmp_path_factory: pytest.TempPathFactory, markup: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.html"
    path.write_text("<html>" + markup, encoding="utf-8")
    answer(path)


def answer(path: Path) -> None:
    """Loading ends in a source that holds together or in a sentence."""
    try:
        papers.hold_together(load(path))
    except FormatError as error:
        if error.code not in MESSAGES:
            raise
