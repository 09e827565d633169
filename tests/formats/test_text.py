"""Plain text: the file's own characters."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.source import Source
from vaocuoc.formats import FormatError, load

TEXT = "Tỉnh ủy Minh Giang\r\n\r\n- Thu ngân sách 14.862 tỷ đồng\t(91,3%)\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "khong-duoi"])
def test_it_gives_exactly_the_text_of_the_file(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode(encoding))
    assert load(path) == Source(TEXT, ())


def test_it_composes_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(unicodedata.normalize("NFD", "Ủy ban nhân dân"), encoding="utf-8")
    assert load(path).text == "Ủy ban nhân dân"


def test_it_names_the_old_encodings_as_the_trouble(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes("Tỉnh uỷ, báo cáo kết quả thực hiện nhiệm vụ".encode().replace(b"\xe1\xbb\x89", b"\xd8"))
    with pytest.raises(FormatError) as refused:
        load(path)
    assert refused.value.code == "text.encoding"


def test_it_cuts_no_character_at_the_edge_of_what_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    text = "x" + "ủy ban " * 30_000
    path.write_text(text, encoding="utf-8")
    assert load(path).text == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_it_keeps_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        assert load(path).text == unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    except FormatError as error:
        # White space alone, or what begins like a page or another kind of file.
        if error.code not in {"content.empty", "extension.wrong", "format.unsupported", "file.empty"}:
            raise
