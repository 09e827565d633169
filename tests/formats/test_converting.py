"""Papers of old and foreign programs: by LibreOffice, by antiword, or one clear line."""

import http.server
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from docx.document import Document

from tests.formats import papers
from tests.formats.test_hostile import OLE
from tests.system import program
from vaocuoc.formats import FormatError, load, screen, sentence
from vaocuoc.formats.assembly import Paragraph, Table
from vaocuoc.formats.converting import _parts

FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8"}

pytestmark = pytest.mark.system


def paper(document: Document) -> None:
    document.add_paragraph("Kế hoạch năm 2026", style="Heading 1")
    document.add_paragraph("Rà soát quy hoạch", style="List Number")
    document.add_paragraph("Bố trí 12.500 tỷ đồng", style="List Number")
    table = document.add_table(0, 3, style="Table Grid")
    for row in (("TT", "Nhiệm vụ", "Chủ trì"), *((str(n), f"Việc số {n}", "Sở Xây dựng") for n in range(1, 10))):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Nơi nhận: các sở, ngành.")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return papers.word(tmp_path_factory.mktemp("cu") / "ke-hoach.docx", paper)


@pytest.fixture(scope="module")
def saved(original: Path) -> dict[str, Path]:
    """The paper as LibreOffice saves it in each format."""
    office = program("soffice", "papers saved by LibreOffice")
    profile = original.parent / "profile"
    command = [office, f"-env:UserInstallation=file://{profile}", "--headless"]
    for ending, name in FILTERS.items():
        convert = [*command, "--convert-to", f"{ending[1:]}:{name}", "--outdir", str(original.parent), str(original)]
        subprocess.run(convert, check=True, capture_output=True, timeout=120)
    return {ending: original.with_suffix(ending) for ending in FILTERS}


def only(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """A machine that has these programs and no others."""
    places = [shutil.which(name) for name in names]
    folder.mkdir()
    for name, place in zip(names, places, strict=True):
        assert place is not None
        (folder / name).symlink_to(place)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize("ending", list(FILTERS))
def test_it_reads_a_paper_with_its_tables_and_numbers(saved: dict[str, Path], original: Path, ending: str) -> None:
    source = screen(saved[ending])
    papers.hold_together(source)
    assert papers.grid(source) == papers.grid(load(original))
    assert "1. Rà soát quy hoạch\n2. Bố trí 12.500 tỷ đồng" in source.text
    assert papers.of(source, "heading") == ["Kế hoạch năm 2026"]


def test_it_reads_a_doc_by_antiword_alone(
    saved: dict[str, Path], original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("antiword", "papers read by antiword")
    only(tmp_path / "bin", monkeypatch, "antiword")
    source = screen(saved[".doc"])
    assert papers.grid(source) == papers.grid(load(original))
    assert "Nơi nhận: các sở, ngành." in source.text


@pytest.mark.parametrize(("ending", "needed"), [(".doc", "LibreOffice hoặc antiword"), (".rtf", "LibreOffice")])
def test_it_says_what_is_needed(
    saved: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, needed: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FormatError) as refused:
        screen(saved[ending])
    assert sentence(refused.value) == f"Tệp {ending} cần {needed} trên máy chủ; hãy lưu lại thành .docx rồi thử lại."


def test_it_says_when_a_paper_cannot_be_converted(tmp_path: Path) -> None:
    program("soffice", "damaged papers in LibreOffice")
    path = tmp_path / "hong.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le") + bytes(5000))
    with pytest.raises(FormatError) as refused:
        screen(path)
    assert refused.value.code in {"doc.not_converted", "content.empty"}


def test_it_leaves_nothing_behind_and_nothing_running(
    saved: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(FormatError) as refused:
        screen(saved[".doc"], seconds=0.7)
    assert refused.value.code == "screening.timeout"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("vaocuoc-")]
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in running


def test_it_fetches_nothing_that_a_paper_points_to(tmp_path: Path) -> None:
    program("soffice", "papers that point outside")
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}/anh.png"
    path = tmp_path / "lien-ket.rtf"
    field = rf'{{\field{{\*\fldinst {{ INCLUDEPICTURE "{place}" \\d }}}}{{\fldrslt {{}}}}}}'
    path.write_text(rf"{{\rtf1\ansi Bao cao thang muoi\par {field}\par }}", encoding="ascii")
    try:
        assert "Bao cao thang muoi" in screen(path).text
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_it_tells_letterheads_from_tables_in_what_antiword_prints() -> None:
    head = "|TỈNH ỦY   |ĐẢNG CỘNG SẢN|\n|Số 1-KH/TU|VIỆT NAM     |\n\nKẾ HOẠCH\n"
    printed = head + "|TT|Việc|Ai |\n|1 |Rà  |Sở |\n|  |soát|A  |\n"
    parts = [part for part in _parts(printed) if not isinstance(part, Paragraph) or part.text]
    assert [part.text for part in parts if isinstance(part, Paragraph)] == [
        "TỈNH ỦY", "Số 1-KH/TU", "ĐẢNG CỘNG SẢN", "VIỆT NAM", "KẾ HOẠCH"
    ]  # fmt: skip
    (table,) = [part for part in parts if isinstance(part, Table)]
    assert [cell.text for cell in table.cells] == ["TT", "Việc", "Ai", "1", "Rà soát", "Sở A"]
