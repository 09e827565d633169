"""Scans in the register: pages as pictures, read page by page, with what is doubtful or unread kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.database.conftest import World
from tests.database.documents.conftest import kept_files
from tests.formats import papers, scanning
from tests.system import program
from vaocuoc.core.source import Block, Source
from vaocuoc.documents.models import Reading
from vaocuoc.documents.papers import storage
from vaocuoc.documents.readings import operations
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.documents.readings.queries import current_reading, findings_of, pages_of, progress_of
from vaocuoc.formats import FormatError
from vaocuoc.formats.scans import tesseract

pytestmark = [pytest.mark.django_db, pytest.mark.system]

LINES = [
    "Phấn đấu đến năm 2030, thu ngân sách trên địa bàn đạt 18.500 tỷ đồng; tỷ lệ hộ nghèo còn dưới 1,5%.",
    "Sở Tài chính chủ trì xây dựng kế hoạch vốn năm 2027, hoàn thành trước ngày 30/11/2026.",
]


def printed(folder: Path, *lines: str) -> Path:
    def fill(document: Any) -> None:
        for line in lines:
            document.add_paragraph(line)

    return papers.as_pdf(papers.word(folder / "giay.docx", fill))


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("quet")
    return scanning.scanned(printed(folder, *LINES), folder / "quet.pdf").read_bytes()


@pytest.fixture(scope="module")
def other_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(tmp_path_factory.mktemp("moi"), "Bản mới.").read_bytes()


@pytest.fixture
def reads_scans() -> None:
    program("tesseract", "scanned pages read by Tesseract")
    if tesseract.installed() is None:
        pytest.skip("tesseract has no Vietnamese data; not tested: scanned pages")


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "khong-co"))


def picture_of(document: Any, page: int = 1, query: str = "") -> str:
    return reverse("library:page_image", args=[document.pk, page]) + query


@pytest.mark.usefixtures("reads_scans")
def test_it_reads_a_scan_into_findings(read_paper, scan):
    document = read_paper(scan, name="quet.pdf")
    reading = current_reading(document)
    assert (reading.state, reading.is_scanned, reading.pages, reading.unread_pages) == ("done", True, 1, [])
    assert {"18.500 tỷ đồng", "dưới 1,5%"} <= {finding.quote for finding in findings_of(document)}
    assert pages_of(reading) == 1


@pytest.mark.usefixtures("nothing_installed")
def test_it_takes_a_scan_in_where_nothing_can_read_it(read_paper, scan, client, world: World):
    document = read_paper(scan, name="quet.pdf")
    reading = current_reading(document)
    assert (reading.state, reading.is_scanned, reading.text, reading.unread_pages) == ("done", True, "", [1])
    assert pages_of(reading) == 1
    client.force_login(world.clerk.user)
    assert client.get(picture_of(document)).content.startswith(b"\x89PNG")
    assert "chưa đọc được chữ" in client.get(reverse("library:document", args=[document.pk])).text


@pytest.mark.usefixtures("nothing_installed")
def test_it_shows_pages_to_those_who_see_the_document(upload, scan, client, world: World):
    document = upload(scan, name="quet.pdf")
    for who, status in ((world.clerk, 200), (world.leader, 200), (world.focal, 404), (world.outsider, 404)):
        client.force_login(who.user)
        assert client.get(picture_of(document)).status_code == status
    client.force_login(world.clerk.user)
    shown = client.get(picture_of(document))
    assert shown.headers["Content-Type"] == "image/png"
    assert "private" in shown.headers["Cache-Control"]
    assert client.get(picture_of(document, 0)).status_code == 404
    assert client.get(picture_of(document, 2)).status_code == 404
    client.logout()
    assert client.get(picture_of(document)).status_code == 302


@pytest.mark.usefixtures("nothing_installed")
def test_it_makes_a_picture_once_and_drops_it_with_its_file(upload, scan, client, world: World, data_folder: Path):
    document = upload(scan, name="quet.pdf")
    client.force_login(world.clerk.user)
    first = client.get(picture_of(document)).content
    assert len(kept_files(data_folder)) == 2
    sha256 = document.files.get().sha256
    storage.keep_picture(sha256, 1, b"\x89PNG kept")
    assert client.get(picture_of(document)).content == b"\x89PNG kept" != first
    storage.drop(sha256)
    assert kept_files(data_folder) == []


def test_it_has_no_pictures_of_what_has_no_pages(upload, client, world: World):
    document = upload()
    client.force_login(world.clerk.user)
    assert client.get(picture_of(document)).status_code == 404
    assert pages_of(current_reading(document)) == 0


@pytest.mark.usefixtures("nothing_installed")
def test_it_shows_the_pages_of_the_reading_that_is_named(other_pdf, upload, scan, client, world: World):
    document = upload(scan, name="quet.pdf")
    older = Reading.objects.get(file__document=document)
    upload(other_pdf, name="moi.pdf", replaces=document)
    client.force_login(world.clerk.user)
    old, new = (client.get(picture_of(document, 1, query)).content for query in (f"?ban={older.pk}", ""))
    assert old != new
    other = upload("Văn bản khác", name="khac.txt")
    foreign = Reading.objects.get(file__document=other)
    assert client.get(picture_of(document, 1, f"?ban={foreign.pk}")).content == new


def test_it_tells_how_far_a_scan_is_read(upload, client, world: World, monkeypatch: pytest.MonkeyPatch):
    document = upload()
    client.force_login(world.clerk.user)
    seen: list[str] = []

    def slow(*_args: Any, told: Any, **_options: Any) -> Source:
        for page in (1, 2):
            told(page, 84)
            watched = client.get(reverse("library:progress", args=[document.pk]), headers={"HX-Request": "true"})
            seen.append(watched.text)
        return Source("Phấn đấu đạt 18.500 tỷ đồng.", pages=84, is_scanned=True, doubtful=((13, 19),))

    monkeypatch.setattr(operations, "screen", slow)
    read_file(Reading.objects.get(file__document=document).pk)
    assert ["trang 1/84" in seen[0], "trang 2/84" in seen[1]] == [True, True]
    reading = current_reading(document)
    assert (reading.pages, reading.pages_done, reading.doubtful) == (84, None, [[13, 19]])
    assert not progress_of(document).running
    finding = findings_of(document).get(quote__contains="18.500")
    assert "ocr.doubtful_digit" in finding.fields["why"]
    assert finding.confidence <= 0.2


@pytest.mark.usefixtures("reads_scans")
def test_it_refuses_a_scan_whose_first_page_is_marked_secret(upload, tmp_path: Path, data_folder: Path):
    pdf = printed(tmp_path, "MẬT", "BÁO CÁO", *LINES)
    content = scanning.scanned(pdf, tmp_path / "mat.pdf").read_bytes()
    with pytest.raises(Exception, match=r"secrecy\.marked"):
        upload(content, name="mat.pdf")
    assert kept_files(data_folder) == []


def test_it_keeps_no_text_of_a_scan_that_shows_a_mark_later(upload, monkeypatch: pytest.MonkeyPatch):
    document = upload()
    text = "MẬT\nBÁO CÁO\nkết quả năm 2026"
    blocks = (Block("paragraph", 0, 3), Block("heading", 4, 11), Block("paragraph", 12, len(text)))
    monkeypatch.setattr(operations, "screen", lambda *_args, **_options: Source(text, blocks, is_scanned=True))
    read_file(Reading.objects.get(file__document=document).pk)
    reading = current_reading(document)
    assert (reading.state, reading.error_code, reading.text) == ("failed", "secrecy.marked", "")


def test_it_says_in_one_line_that_a_doc_needs_a_program(
    upload, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data_folder: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FormatError) as refused:
        upload(b"{\\rtf1 Bao cao}", name="bao-cao.rtf")
    assert refused.value.code == "doc.no_converter"
    assert kept_files(data_folder) == []
