"""Papers in encodings before Unicode: decoded by font or by sense, and clean text left as it is."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import papers
from vaocuoc.formats import FormatError, load
from vaocuoc.formats.legacy import TCVN3, VNI, decode_bytes, of_font, repaired

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
MOTTO_TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
MOTTO_VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc"
TASK = "Sở Tài chính chủ trì, trình phương án trước ngày 30/11/2026; tỷ lệ giải ngân đạt trên 95%."
TASK_TCVN3 = "Së Tµi chÝnh chñ tr×, tr×nh ph\u00ad¬ng ¸n tr\u00adíc ngµy 30/11/2026; tû lÖ gi¶i ng©n ®¹t trªn 95%."
TASK_VNI = "Sôû Taøi chính chuû trì, trình phöông aùn tröôùc ngaøy 30/11/2026; tyû leä giaûi ngaân ñaït treân 95%."

# Every vowel with every tone, in the order of the tables of the two encodings' own manuals.
VOWELS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"
VOWELS_TCVN3 = "aµ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË eÌÎÏÐÑ ªÒÓÔÕÖ i×ØÜÝÞ oßáâãä «åæçèé ¬êëìíî uïñòóô \u00adõö÷øù yúûüýþ ®"
VOWELS_VNI = (
    "aaøaûaõaùaï aêaèaúaüaéaë aâaàaåaãaáaä eeøeûeõeùeï eâeàeåeãeáeä iìæóíò ooøoûoõoùoï oâoàoåoãoáoä ôôøôûôõôùôï "
    "uuøuûuõuùuï ööøöûöõöùöï yyøyûyõyùî ñ"
)


def test_it_knows_every_letter_of_both_encodings() -> None:
    assert TCVN3.decode(VOWELS_TCVN3) == VOWELS
    assert VNI.decode(VOWELS_VNI) == VOWELS
    assert VNI.decode(VOWELS_VNI.upper()) == VOWELS.upper()
    assert TCVN3.decode("¡¢£¤¥¦§") == "ĂÂÊÔƠƯĐ"


@pytest.mark.parametrize(
    ("font", "capitals"),
    [(".VnTime", False), (".VnTimeH", True), ("ABCDEF+.VnArialH-Bold", True), (".VnBahamasB", False)],
)
def test_it_knows_the_fonts_of_tcvn3(font: str, capitals: bool) -> None:
    encoding = of_font(font)
    assert encoding is not None
    assert (encoding.name, encoding.capitals) == ("tcvn3", capitals)


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "Vnexpress Sans", "UTM Times", "", None])
def test_it_takes_no_font_of_today_for_an_old_one(font: str | None) -> None:
    assert of_font(font) is None


def in_font(paragraph: Any, text: str, font: str) -> None:
    run = paragraph.add_run(text)
    run.font.name = font
    run._r.rPr.rFonts.set(qn("w:hAnsi"), font)


def test_it_decodes_a_word_file_run_by_run(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        mixed = document.add_paragraph("Theo Kết luận § 5: ")
        in_font(mixed, "Môc ti", ".VnTime")
        in_font(mixed, "ªu", ".VnTime")
        in_font(mixed, " và ", "Times New Roman")
        in_font(mixed, "muïc tieâ", "VNI-Times")
        in_font(mixed, "u", "VNI-Times")
        in_font(document.add_paragraph(), "Ch\u00ad¬ng tr×nh", ".VnTimeH")

    source = load(papers.word(tmp_path / "cu.docx", fill))
    assert source.text == "Theo Kết luận § 5: Mục tiêu và mục tiêu\nCHƯƠNG TRÌNH"


def test_it_keeps_unicode_that_stands_in_an_old_font(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph()
        in_font(paragraph, "Công tác ", "VNI-Times")
        in_font(paragraph, "chuyển đổi số", "VNI-Times")

    assert load(papers.word(tmp_path / "moi.docx", fill)).text == "Công tác chuyển đổi số"


def test_it_takes_the_font_from_the_style(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        style = document.styles["Normal"]
        style.font.name = ".VnTime"
        style.element.rPr.rFonts.set(qn("w:hAnsi"), ".VnTime")
        document.add_paragraph("§¶ng ñy")

    assert load(papers.word(tmp_path / "kieu.docx", fill)).text == "Đảng ủy"


@pytest.mark.parametrize("old", [MOTTO_TCVN3, MOTTO_VNI])
def test_it_decodes_text_without_fonts_by_what_it_becomes(tmp_path: Path, old: str) -> None:
    path = tmp_path / "dan.txt"
    path.write_text(f"{old}\nĐiều 5, § 2: kích thước 3½ µm.\n", encoding="utf-8")
    assert load(path).text == f"{MOTTO}\nĐiều 5, § 2: kích thước 3½ µm.\n"


def test_it_decodes_short_lines_as_their_neighbours_show() -> None:
    assert repaired([TASK_TCVN3, "Môc tiªu", "Lời nói đầu"]) == [TASK, "Mục tiêu", "Lời nói đầu"]
    assert repaired([TASK_VNI, "Muïc tieâu"]) == [TASK, "Mục tiêu"]


@pytest.mark.parametrize(
    "clean",
    [
        "§ 5, § 6 và § 7: dung sai ±2 °C, hạt 50 µm, © 2026, giá ¥ 500",
        "µm, µg, ½, ¼, ¾",
        "été, déjà, où, naïve, Müller, São Paulo, Ñuñoa",
        "Nghị quyết số 45-NQ/TW của Bộ Chính trị",
        "« Đưa nghị quyết vào cuộc sống »",
        "Sở Công Thương, Sở Tư pháp, Hội Nông dân",
        MOTTO,
        TASK,
    ],
)
def test_it_leaves_clean_text_as_it_is(clean: str) -> None:
    assert repaired([clean, clean.upper()]) == [clean, clean.upper()]


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x1EF9), max_size=80)))
def test_it_gives_as_many_texts_as_it_was_given(texts: list[str]) -> None:
    assert len(repaired(texts)) == len(texts)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    "content", [TASK_TCVN3.encode("latin-1"), TASK_VNI.encode("latin-1"), None], ids=["tcvn3", "vni", "cp1258"]
)
def test_it_reads_files_that_are_no_unicode(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is None:
        content = b"".join(map(in_cp1258, TASK))
    if name.endswith("html"):
        content = b"<html><body><p>" + content + b"</p></body></html>"
    path = tmp_path / name
    path.write_bytes(content)
    assert load(path).text == TASK


def in_cp1258(letter: str) -> bytes:
    """A letter as Windows kept it: with its tone behind it, where the two are no sign of their own."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parted = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", "".join(m for m in parted if m not in TONES)).encode("cp1258") + b"".join(
            m.encode("cp1258") for m in parted if m in TONES
        )


TONES = "\u0300\u0301\u0303\u0309\u0323"


def test_it_declines_bytes_that_become_no_vietnamese(tmp_path: Path) -> None:
    assert decode_bytes("Ärger über größere Flüsse".encode("latin-1")) is None
    path = tmp_path / "la.txt"
    path.write_bytes("Ärger über größere Flüsse".encode("latin-1"))
    with pytest.raises(FormatError) as refused:
        load(path)
    assert refused.value.code == "text.encoding"


def test_it_decodes_a_table_of_an_old_page(tmp_path: Path) -> None:
    path = tmp_path / "bang.html"
    path.write_text(
        f"<html><table border=1><tr><td>{TASK_TCVN3}</td><td>Chñ tr×</td></tr><tr><td>1</td><td>2</td></tr></table>",
        encoding="utf-8",
    )
    cells = papers.grid(load(path))
    assert (cells[0, 0], cells[0, 1]) == (TASK, "Chủ trì")


def test_it_decodes_a_pdf_by_the_names_of_its_fonts(tmp_path: Path) -> None:
    # The font itself is not there; its name says how its letters are meant.
    words = "Céng hßa ViÖt Nam".encode("latin-1")
    content = b"BT /F1 20 Tf 1 0 0 1 50 700 Tm (" + words + b") Tj /F2 20 Tf 1 0 0 1 50 650 Tm (Caf\xe9 \xa7 5) Tj ET"
    fonts = b"".join(
        b"/%s<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding>>" % pair
        for pair in ((b"F1", b".VnTime"), (b"F2", b"Helvetica"))
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<%s>>>>/Contents 4 0 R>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    assert load(papers.pdf_of(tmp_path / "cu.pdf", objects)).text.replace("\n", " ") == "Cộng hòa Việt Nam Café § 5"
