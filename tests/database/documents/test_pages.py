"""The pages of the register: what they show, to whom, with how many queries."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.documents.conftest import PAPER, counts, kept_files, make_docx
from vaocuoc.documents.library.operations import address_document, edit_document
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.papers import storage
from vaocuoc.documents.readings import operations
from vaocuoc.documents.readings.operations import accept_finding_row, read_file
from vaocuoc.formats import FormatError

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(world):
    """A browser signed in as one of the world's people."""

    def enter(name: str) -> Client:
        client = Client()
        client.force_login(getattr(world, name).user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def clerk(signed_in) -> Client:
    return signed_in("clerk")


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def hand_in(client: Client, world, *files: tuple[str, bytes], **changes: str):
    fields = {"keeper": world.province.pk, "handling": "ordinary", **changes}
    uploads = [io.BytesIO(content) for _, content in files]
    for upload, (name, _) in zip(uploads, files, strict=True):
        upload.name = name
    return client.post(reverse("library:upload"), {**fields, "uploads": uploads})


# --- the list -------------------------------------------------------------------------------------------------------


def test_it_says_what_to_do_while_the_register_is_empty(clerk, signed_in):
    assert "Đưa vào tài liệu đầu tiên" in page(clerk, "library:list")
    assert "Đưa vào tài liệu đầu tiên" not in page(signed_in("leader"), "library:list")


def test_it_lists_what_one_sees_and_nothing_else(clerk, signed_in, read_paper):
    read_paper()
    assert "07-CTr/TU" in page(clerk, "library:list")
    assert "07-CTr/TU" not in page(signed_in("outsider"), "library:list")


FILTERS = [
    ({"q": "chuong trinh"}, True),
    ({"q": "hộ nghèo"}, True),
    ({"q": "không có từ này"}, False),
    ({"loai": "programme"}, True),
    ({"loai": "report"}, False),
    ({"che-do": "ordinary"}, True),
    ({"che-do": "draft"}, False),
    ({"trang-thai": "to_review"}, True),
    ({"trang-thai": "failed"}, False),
    ({"trang-thai": "reading"}, False),
    ({"trang-thai": "reviewed"}, False),
    ({"nhiem-ky": "2025-2030"}, False),
    ({"loai": "nonsense", "trang": "-5", "xep": "?", "nhiem-ky": "x-y"}, True),
    ({"q": "\x00"}, True),
]


@pytest.mark.parametrize(("query", "shown"), FILTERS, ids=lambda given: str(given))
def test_it_narrows_the_list_by_the_address(clerk, read_paper, query, shown):
    read_paper()
    assert ("07-CTr/TU" in page(clerk, "library:list", **query)) is shown


@pytest.mark.parametrize("sort", ["moi", "ngay", "so", "ten"])
def test_it_sorts_the_list(clerk, upload, sort):
    upload("Một\n", name="b.txt")
    upload("Hai\n", name="a.txt")
    text = page(clerk, "library:list", xep=sort)
    assert ">a<" in text
    assert ">b<" in text


def test_it_counts_what_waits_for_a_review_in_the_navigation(clerk, signed_in, read_paper, world):
    assert "1 tài liệu chờ rà soát" not in page(clerk, "library:list")
    read_paper()
    assert "1 tài liệu chờ rà soát" in page(clerk, "library:list")
    for finding in Finding.objects.exclude(kind="context"):
        accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=0)
    assert "Không có tài liệu nào chờ rà soát" in page(clerk, "library:list")


def test_it_gives_htmx_the_rows_alone(clerk, read_paper):
    read_paper()
    response = clerk.get(reverse("library:list"), headers={"HX-Request": "true"})
    assert "07-CTr/TU" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def queries_of(client: Client, name: str, *args: object, **query: str) -> int:
    """How many queries a page asks; the frame's own (navigation, session) are among them."""
    page(client, name, *args, **query)  # the first visit notes the session's time
    with CaptureQueriesContext(connection) as captured:
        page(client, name, *args, **query)
    return len(captured)


def test_it_asks_the_same_number_of_queries_however_many_rows(clerk, read_paper, upload):
    read_paper()
    upload("Văn bản một\n", name="1.txt")
    few = queries_of(clerk, "library:list")
    for number in range(3, 20):
        upload(f"Văn bản {number}\n", name=f"{number}.txt")
    assert queries_of(clerk, "library:list") == few <= 40


# --- handing in -----------------------------------------------------------------------------------------------------


def test_it_takes_several_files_and_says_of_each_what_became_of_it(clerk, world, data_folder):
    response = hand_in(
        clerk, world, ("một.docx", make_docx()), ("rỗng.docx", b""), ("hai.txt", b"Hai\n"), ("lai.txt", b"Hai\n")
    )
    text = response.content.decode()
    assert text.count('data-testid="outcome"') == 4
    assert "Tệp rỗng (0 byte)" in text
    assert "Tệp này đã có trong sổ văn bản" in text
    assert counts() == (2, 2, 2)
    assert len(kept_files(data_folder)) == 2


def test_what_was_read_leads_to_its_review_for_who_may_review(clerk, signed_in, read_paper):
    document = read_paper()
    review = f'href="{reverse("intake:review", args=[document.pk])}">Rà soát'
    assert page(clerk, "library:document", document.pk).count(review) == 1
    assert review not in page(signed_in("leader"), "library:document", document.pk)
    line = {"headers": {"HX-Request": "true"}, "query_params": {"dong": "1"}}
    address = reverse("library:progress", args=[document.pk])
    assert review in clerk.get(address, **line).content.decode()
    assert review not in signed_in("leader").get(address, **line).content.decode()


def test_it_answers_the_script_with_the_line_alone(clerk, world):
    content = io.BytesIO(b"x\n")
    content.name = "x.txt"
    response = clerk.post(
        reverse("library:upload"),
        {"keeper": world.province.pk, "handling": "draft", "uploads": [content]},
        headers={"X-Upload-Line": "1"},
    )
    assert "Đã nhận" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert Document.objects.get().handling == "draft"


def test_it_wants_a_file_a_handling_and_a_register_one_may_use(clerk, world):
    assert "Chưa chọn tệp nào" in hand_in(clerk, world).content.decode()
    assert "Chưa khai chế độ" in hand_in(clerk, world, ("a.txt", b"a"), handling="").content.decode()
    there = hand_in(clerk, world, ("a.txt", b"a"), keeper=world.elsewhere.pk).content.decode()
    assert "Không được đưa tài liệu vào sổ của đơn vị này" in there
    assert counts() == (0, 0, 0)


def test_it_cuts_a_file_over_the_limit_while_it_comes_in(clerk, world, settings, data_folder):
    settings.UPLOAD_LIMIT = 1024 * 1024
    text = hand_in(clerk, world, ("to.txt", b"a" * 2_500_000)).content.decode()
    assert "vượt giới hạn 1 MB" in text
    assert counts() == (0, 0, 0)
    assert kept_files(data_folder) == []


def test_it_refuses_a_request_that_no_office_would_send(clerk, world, settings):
    settings.UPLOAD_LIMIT = 10_000
    assert hand_in(clerk, world, ("to.txt", b"a" * 300_000)).status_code == 400
    assert counts() == (0, 0, 0)


def test_it_keeps_the_upload_page_from_who_may_not(signed_in):
    assert signed_in("leader").get(reverse("library:upload")).status_code == 403
    assert signed_in("administrator").get(reverse("library:upload")).status_code == 403


def test_it_takes_a_newer_file_for_a_document(clerk, world, read_paper, signed_in):
    document = read_paper()
    assert "Đưa vào tệp mới hơn" in page(clerk, "library:upload", thay=str(document.pk))
    response = hand_in(clerk, world, ("mới.txt", (PAPER + "Thêm\n").encode()), thay=str(document.pk))
    assert response.headers["Location"] == reverse("library:document", args=[document.pk])
    assert document.files.count() == 2
    assert signed_in("outsider").get(reverse("library:upload"), {"thay": document.pk}).status_code == 404


# --- one document ---------------------------------------------------------------------------------------------------


def test_it_shows_the_text_with_what_was_found_in_it(clerk, read_paper):
    document = read_paper()
    text = page(clerk, "library:document", document.pk)
    finding = Finding.objects.filter(kind="target").first()
    assert f'id="s{finding.start}"' in text
    assert 'class="k-target' in text
    assert "đọc xong trong" in text
    assert "18.500" in text


def test_it_escapes_what_a_paper_says(clerk, upload):
    document = upload("<script>alert(1)</script> & 5 dự án\n", name="<b>x</b>.txt")
    read_file(Reading.objects.get().pk)
    text = page(clerk, "library:document", document.pk)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_it_hides_documents_of_others(signed_in, upload, world):
    document = upload()
    for name in ("outsider", "focal", "administrator"):
        for address in ("document", "progress", "edit", "address"):
            assert signed_in(name).get(reverse(f"library:{address}", args=[document.pk])).status_code == 404
    address_document(actor=world.clerk, document=document, units=[world.department])
    focal = signed_in("focal")
    assert focal.get(reverse("library:document", args=[document.pk])).status_code == 200
    assert focal.get(reverse("library:edit", args=[document.pk])).status_code == 403
    assert focal.post(reverse("library:read_again", args=[document.pk])).status_code == 403


def test_it_lets_nobody_in_who_is_not_signed_in(upload):
    document = upload()
    assert Client().get(reverse("library:document", args=[document.pk])).status_code == 302


def test_it_gives_the_file_as_it_came_in_and_only_as_an_attachment(clerk, upload):
    document = upload("<html><body>Báo cáo</body></html>", name="báo cáo.html")
    file = document.files.get()
    response = clerk.get(reverse("library:file", args=[document.pk, file.pk]))
    assert b"".join(response.streaming_content) == "<html><body>Báo cáo</body></html>".encode()
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_it_gives_no_file_of_another_document(clerk, upload):
    one, two = upload("Một\n", name="1.txt"), upload("Hai\n", name="2.txt")
    assert clerk.get(reverse("library:file", args=[one.pk, two.files.get().pk])).status_code == 404


def test_it_says_when_a_file_is_lost(clerk, upload):
    document = upload()
    file = document.files.get()
    storage.drop(file.sha256)
    response = clerk.get(reverse("library:file", args=[document.pk, file.pk]))
    assert response.status_code == 422
    assert "Khôi phục từ bản sao lưu" in response.content.decode()


def test_it_watches_the_reading_until_it_is_done(clerk, upload):
    document = upload()
    htmx = {"HX-Request": "true"}
    address = reverse("library:progress", args=[document.pk])
    waiting = clerk.get(address, headers=htmx)
    assert "Đang chờ đọc" in waiting.content.decode()
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    assert "HX-Refresh" not in waiting.headers
    read_file(Reading.objects.get().pk)
    done = clerk.get(address, headers=htmx)
    assert done.headers["HX-Refresh"] == "true"
    assert "every 2s" not in done.content.decode()
    assert clerk.get(address).headers["Location"] == reverse("library:document", args=[document.pk])


def test_it_says_why_a_reading_failed_and_reads_again(clerk, signed_in, upload, monkeypatch):
    document = upload()
    reading = Reading.objects.get()

    def too_slow(*_, **__):
        raise FormatError("screening.timeout", seconds=60)

    with monkeypatch.context() as patch:
        patch.setattr(operations, "screen", too_slow)
        read_file(reading.pk)
    assert "Đọc tệp quá 60 giây" in page(clerk, "library:document", document.pk)
    assert "Đọc lại" not in page(signed_in("leader"), "library:document", document.pk)
    clerk.post(reverse("library:read_again", args=[document.pk]))
    reading.refresh_from_db()
    assert reading.state == "waiting"


def test_it_links_citations_both_ways_and_names_no_document_one_does_not_see(
    clerk, signed_in, read_paper, upload, world
):
    citing = read_paper()
    cited = read_paper(
        "BỘ CHÍNH TRỊ\nSố 45-NQ/TW\nHà Nội, ngày 24 tháng 01 năm 2019\nNGHỊ QUYẾT\nvề một việc\nNội dung.\n",
        name="nq45.txt",
    )
    Document.objects.filter(pk=cited.pk).update(title="Trích yếu riêng")
    text = page(clerk, "library:document", citing.pk)
    assert reverse("library:document", args=[cited.pk]) in text
    assert reverse("library:document", args=[citing.pk]) in page(clerk, "library:document", cited.pk)
    address_document(actor=world.clerk, document=citing, units=[world.department])
    focal = page(signed_in("focal"), "library:document", citing.pk)
    assert "Trích yếu riêng" not in focal
    assert reverse("library:document", args=[cited.pk]) not in focal


def test_it_asks_the_same_number_of_queries_however_long_the_paper(clerk, read_paper):
    short = read_paper()
    long = read_paper(PAPER * 12, name="dai.txt")
    assert Finding.objects.filter(document=long).count() > Finding.objects.filter(document=short).count()
    few = queries_of(clerk, "library:document", short.pk)
    assert queries_of(clerk, "library:document", long.pk) == few <= 60


def test_it_shows_the_reading_that_something_was_made_from(clerk, read_paper, monkeypatch, world):
    document = read_paper()
    old = Reading.objects.get()
    monkeypatch.setattr(operations, "READER_VERSION", "99.0")
    read_file(operations.request_reading(actor=world.clerk, file=document.files.get()).pk)
    assert "Đây là bản đọc cũ" not in page(clerk, "library:document", document.pk)
    assert "Đây là bản đọc cũ" in page(clerk, "library:document", document.pk, ban=str(old.pk))
    assert clerk.get(reverse("library:document", args=[document.pk]), {"ban": "x"}).status_code == 200


# --- editing --------------------------------------------------------------------------------------------------------


def fields(document: Document, **changes: object) -> dict[str, object]:
    given = {
        "type": document.type,
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "issued_on": "12/03/2026",
        "received_on": "",
        "term_start": "",
        "term_end": "",
        "handling": document.handling,
        "carries_out": "",
        "version": document.version,
    }
    return {**given, **changes}


def test_it_edits_and_shows_days_as_they_are_written_here(clerk, read_paper):
    document = read_paper()
    address = reverse("library:edit", args=[document.pk])
    assert 'value="12/03/2026"' in clerk.get(address).content.decode()
    response = clerk.post(
        address, fields(document, number="09-CTr/TU", issued_on="15-03-2026", term_start=2025, term_end=2030)
    )
    assert response.status_code == 302
    document.refresh_from_db()
    assert (document.number, f"{document.issued_on}", document.term_end) == ("09-CTr/TU", "2026-03-15", 2030)


def begun(document: Document, **changes: object) -> dict[str, object]:
    """A form as it was opened: what stood in it, and what is typed now."""
    given = fields(document)
    names = [name for name in given if name != "version"]
    return {**given, **{f"initial-{name}": given[name] for name in names}, **changes}


def test_it_shows_the_second_editor_what_differs_and_keeps_what_both_typed(clerk, read_paper, world):
    document = read_paper()
    mine = begun(document, number="09-CTr/TU", title="Trích yếu đang nhập")
    edit_document(
        actor=world.clerk, document=document, version=document.version, title="Trích yếu mới", issuer="Ban Thường vụ"
    )
    address = reverse("library:edit", args=[document.pk])
    response = clerk.post(address, mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Chuyên viên tổng hợp" in text
    assert "thành “Trích yếu mới”" in text
    assert "đang nhập “Trích yếu đang nhập”" in text
    assert 'value="09-CTr/TU"' in text  # typed by the second
    assert 'value="Ban Thường vụ"' in text  # left as the first made it
    document.refresh_from_db()
    assert document.title == "Trích yếu mới"
    assert clerk.post(address, {**mine, "issuer": "Ban Thường vụ", "version": document.version}).status_code == 302
    document.refresh_from_db()
    assert (document.number, document.issuer) == ("09-CTr/TU", "Ban Thường vụ")


def test_it_shows_who_edits_addressees_second_what_differs(clerk, upload, world):
    document = upload()
    address = reverse("library:address", args=[document.pk])
    address_document(actor=world.clerk, document=document, units=[world.commune])
    response = clerk.post(address, {"names": "Sở Tài chính", "seen": ""})
    text = response.content.decode()
    assert response.status_code == 422
    assert "thêm Đảng ủy xã Yên Thượng; bớt –" in text
    assert "Sở Tài chính" in text
    assert f'value="{world.commune.pk}"' in text  # saved once more, it is meant
    assert document.addressees.get().unit == world.commune


def test_it_reads_addressees_as_a_paper_lists_them(clerk, upload, world):
    document = upload()
    address = reverse("library:address", args=[document.pk])
    assert clerk.post(address, {"names": "- Sở Tài chính,\n- Đảng uỷ xã Yên Thượng;\n"}).status_code == 302
    assert {one.unit for one in document.addressees.all()} == {world.department, world.commune}
    wrong = clerk.post(address, {"names": "Sở Tài chính\nSở Không có thật"})
    assert wrong.status_code == 422
    assert "Dòng 2" in wrong.content.decode()
    assert document.addressees.count() == 2
    assert clerk.post(address, {"names": "Các đảng ủy xã, phường"}).status_code == 302
    assert {one.unit for one in document.addressees.all()} == {world.commune}


# --- search ---------------------------------------------------------------------------------------------------------


def test_it_finds_documents_findings_and_passages_of_what_one_sees(clerk, signed_in, read_paper):
    read_paper()
    text = page(clerk, "search:results", q="hộ nghèo")
    assert text.count('data-testid="group"') == 2
    assert "<mark>hộ</mark> <mark>nghèo</mark>" in text
    assert "07-CTr/TU" in page(clerk, "search:results", q="07-CTr/TU")
    assert 'data-testid="group"' not in page(signed_in("outsider"), "search:results", q="hộ nghèo")


def test_it_says_when_nothing_is_found_or_asked(clerk):
    assert "Không có kết quả nào" in page(clerk, "search:results", q="zzz")
    assert "Nhập từ cần tìm" in page(clerk, "search:results")
    assert page(clerk, "search:results", q='"(*')


def test_it_leads_to_a_place_that_is_on_the_page(clerk, read_paper):
    document = read_paper()
    import re

    for address in re.findall(
        rf'href="(/tai-lieu/{document.pk}/[^"]*#[sp]\d+)"', page(clerk, "search:results", q="nghèo")
    ):
        path, anchor = address.split("#")
        assert f'id="{anchor}"' in clerk.get(path).content.decode()


def test_it_searches_with_a_constant_number_of_queries(clerk, read_paper):
    read_paper()
    few = queries_of(clerk, "search:results", q="nghèo")
    for number in range(4):
        read_paper(PAPER + f"Bản {number}\n", name=f"{number}.txt")
    assert queries_of(clerk, "search:results", q="nghèo") == few <= 40
