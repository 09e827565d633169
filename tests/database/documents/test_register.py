"""The register: whence papers come, what narrows it, its columns, its Excel file, many papers in one zip."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library import bundling
from vaocuoc.documents.library.attaching import attach_file
from vaocuoc.documents.library.operations import edit_document
from vaocuoc.documents.models import Document
from vaocuoc.documents.papers import storage
from vaocuoc.formats.grids import load_grids

pytestmark = pytest.mark.django_db


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def paper(upload, world):
    """Puts a paper into the province's register with fields of its own."""

    def put(title: str, **fields) -> Document:
        document = upload(f"{title}\n", name=f"{title}.txt")
        return edit_document(actor=world.clerk, document=document, version=0, title=title, **fields)

    return put


def listed(actor, **query: str) -> set[str]:
    """The titles that a list shows, of "Một" to "Sáu"."""
    text = client_of(actor).get(reverse("library:list"), {"xem": "tat-ca", **query}).content.decode()
    return set(re.findall(r'class="name" [^>]*>(Một|Hai|Ba|Bốn|Năm|Sáu)<', text))


def test_it_tells_papers_from_above_from_own_ones_and_from_those_below(paper, world):
    paper("Một", issuer="Bộ Chính trị")
    paper("Hai", issuer="Tỉnh ủy Minh Giang")
    paper("Ba", issuer="Sở Tài chính")
    paper("Bốn", issuer="Văn phòng Tỉnh ủy")
    paper("Năm", issuer="Đảng ủy xã Yên Thượng")
    paper("Sáu", issuer="")
    assert listed(world.clerk, nguon="tren") == {"Một"}
    assert listed(world.clerk, nguon="minh") == {"Hai", "Bốn"}
    assert listed(world.clerk, nguon="duoi") == {"Ba", "Năm"}
    assert listed(world.clerk) == {"Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"}


def test_an_edited_issuer_is_recognised_anew(paper, world):
    document = paper("Một", issuer="Sở Tài chính")
    assert document.issuer_unit == world.department
    document = edit_document(actor=world.clerk, document=document, version=document.version, issuer="Chính phủ")
    assert (document.issuer_unit, document.issuer_level) == (None, "central")


def test_it_narrows_by_issuer_year_and_the_paper_carried_out(paper, world):
    base = paper("Một", issuer="Tỉnh ủy Minh Giang", issued_on=date(2025, 9, 29))
    paper("Hai", issuer="Sở Tài chính", issued_on=date(2026, 1, 1), carries_out=base)
    assert listed(world.clerk, **{"co-quan": "Sở Tài chính"}) == {"Hai"}
    assert listed(world.clerk, nam="2025") == {"Một"}
    assert listed(world.clerk, nam="2026") == {"Hai"}
    assert listed(world.clerk, **{"thuc-hien": str(base.pk)}) == {"Hai"}
    assert listed(world.clerk, dan=str(base.pk)) == set()
    assert listed(world.clerk, **{"thuc-hien": "٣x", "nam": "abcd", "nguon": "?"}) == {"Một", "Hai"}


def test_it_shows_the_chosen_columns_and_names_no_hidden_paper(paper, world):
    base = paper("Một", number="01-NQ/TU")
    paper("Hai", carries_out=base)
    Document.objects.filter(pk=base.pk).update(keeper=world.elsewhere)
    page = client_of(world.clerk).get(reverse("library:list"), {"cot": ["loai", "thuc-hien"]}).content.decode()
    assert "Thực hiện văn bản" in page
    assert "01-NQ/TU" not in page
    assert "Nhiệm kỳ</th>" not in page


def test_the_excel_file_is_the_filtered_list(paper, world, tmp_path):
    paper("Một", issued_on=date(2025, 9, 29), number="07-NQ/TU")
    paper("Hai", issued_on=date(2026, 3, 2))
    response = client_of(world.clerk).get(reverse("library:list"), {"nam": "2025", "dang": "xlsx"})
    book = tmp_path / "so.xlsx"
    book.write_bytes(b"".join(response.streaming_content))
    told = " ".join(str(cell) for row in load_grids(book)[0].rows().values() for cell in row.values())
    assert "07-NQ/TU" in told
    assert "Một" in told
    assert "Hai" not in told


def test_its_queries_do_not_grow_with_the_register(paper, world):
    base = paper("Một")
    client = client_of(world.clerk)

    def asked() -> int:
        address = reverse("library:list")
        query = {"cot": ["loai", "thuc-hien", "co-quan"], "nguon": "duoi"}
        client.get(address, query)
        with CaptureQueriesContext(connection) as captured:
            client.get(address, query)
        return len(captured)

    paper("Hai", issuer="Sở Tài chính", carries_out=base)
    few = asked()
    for number in range(8):
        paper(f"Việc {number}", issuer="Sở Tài chính", carries_out=base)
    assert asked() == few <= 34


# --- many papers in one zip -------------------------------------------------------------------------------------------


def unzipped(response) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_downloads_the_chosen_papers_with_what_is_attached(upload, world):
    one, two, other = (upload(f"{word}\n", name="van ban.txt") for word in ("Một", "Hai", "Ba"))
    upload("Một, bản hai\n", name="van ban.txt", replaces=one)
    attach_file(actor=world.clerk, document=two, content=io.BytesIO(b"Bieu\n"), name="VAN BAN.txt", kind="annex")
    edit_document(actor=world.clerk, document=two, version=0, number="07/NQ-TU")
    response = client_of(world.clerk).post(reverse("library:download"), {"chon": [one.pk, two.pk, "x"]})
    assert response.headers["Content-Disposition"].endswith('.zip"')
    assert unzipped(response) == {
        "van ban.txt": "Một, bản hai\n".encode(),
        "07-NQ-TU - van ban.txt": b"Hai\n",
        "07-NQ-TU - VAN BAN (2).txt": b"Bieu\n",
    }
    entries = Entry.objects.filter(action="documents.download_many")
    assert {entry.object_id for entry in entries} == {one.pk, two.pk}
    assert not entries.filter(object_id=other.pk).exists()


def test_it_downloads_the_whole_filtered_list(paper, world):
    paper("Một", issued_on=date(2025, 9, 29))
    paper("Hai", issued_on=date(2026, 3, 2))
    response = client_of(world.clerk).post(reverse("library:download"), {"ca-bo-loc": "1", "bo-loc": "nam=2025"})
    assert list(unzipped(response)) == ["Một.txt"]


def test_it_downloads_nothing_that_one_does_not_see(upload, world):
    document = upload()
    response = client_of(world.outsider).post(reverse("library:download"), {"chon": [document.pk]})
    assert response.status_code == 422
    assert "Chưa chọn văn bản nào" in response.content.decode()


def test_it_says_the_limits_in_a_line(upload, world, monkeypatch):
    chosen = Document.objects.filter(pk__in=[upload(f"{n}\n", name=f"{n}.txt").pk for n in range(3)])
    for name, most, code in (("MOST_DOCUMENTS", 2, "too_many_chosen"), ("MOST_BYTES", 3, "too_much_chosen")):
        with monkeypatch.context() as patch:
            patch.setattr(bundling, name, most)
            with pytest.raises(Refused, match=code):
                bundling.bundle(actor=world.clerk, documents=chosen)
    storage.drop(chosen[0].files.get().sha256)
    with pytest.raises(Refused, match=r"documents\.files_lost"):
        bundling.bundle(actor=world.clerk, documents=chosen)
    assert not Entry.objects.filter(action="documents.download_many").exists()
