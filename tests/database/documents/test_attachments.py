"""Further files of a document: kept byte for byte, screened, withdrawn with a reason, never read."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.documents.conftest import kept_files, make_docx
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library.attaching import attach_file, withdraw_attachment
from vaocuoc.documents.library.operations import address_document
from vaocuoc.documents.models import Attachment, Reading
from vaocuoc.documents.papers import storage
from vaocuoc.formats import FormatError

pytestmark = pytest.mark.django_db


@pytest.fixture
def attach(world):
    """Attaches a file as the clerk does."""

    def one(document, content: bytes = b"Bieu so 1\n", name: str = "phụ lục.txt", **changes) -> Attachment:
        fields = {"actor": world.clerk, "kind": "annex", **changes}
        return attach_file(document=document, content=io.BytesIO(content), name=name, **fields)

    return one


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_gives_back_the_bytes_that_came_in(upload, attach, world):
    document, raw = upload(), make_docx("Phụ lục: biểu chỉ tiêu\n")
    attachment = attach(document, raw, "phụ lục.docx", kind="signed", note="Biểu số 2")
    address = reverse("library:attachment", args=[document.pk, attachment.pk])
    response = client_of(world.clerk).get(address)
    assert b"".join(response.streaming_content) == raw
    assert response.headers["Content-Disposition"].startswith("attachment;")
    page = client_of(world.clerk).get(reverse("library:document", args=[document.pk])).content.decode()
    assert attachment.sha256 in page
    assert "Biểu số 2" in page
    assert "bản ký số" in page


def test_it_reads_the_main_file_alone(upload, attach):
    document = upload()
    attach(document)
    assert Reading.objects.count() == 1
    assert document.files.count() == 1


def test_it_takes_a_file_once(upload, attach):
    document = upload()
    attach(document)
    with pytest.raises(Refused, match=r"documents\.attached_already"):
        attach(document, name="tên khác.txt")
    with (
        storage.path_of(document.files.get().sha256).open("rb") as main,
        pytest.raises(Refused, match=r"documents\.attached_already"),
    ):
        attach(document, main.read())


def test_another_document_may_have_the_same_file(upload, attach):
    one, two = upload("Một\n", name="1.txt"), upload("Hai\n", name="2.txt")
    assert attach(one).sha256 == attach(two).sha256


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "rong.docx"), (b"MZ\x90\x00" + bytes(200), "la.docx"), (b"PK\x03\x04 khong phai", "hong.docx")],
)
def test_it_refuses_a_hostile_file_and_keeps_nothing(upload, attach, data_folder, content, name):
    document = upload()
    before = kept_files(data_folder)
    with pytest.raises(FormatError):
        attach(document, content, name)
    assert kept_files(data_folder) == before
    assert not Attachment.objects.exists()


def test_it_refuses_a_secret_paper_and_one_too_large(upload, attach, settings, data_folder):
    document = upload()
    before = kept_files(data_folder)
    secret = "TỈNH ỦY MINH GIANG\nTUYỆT MẬT\nSố 01-BC/TU\nBÁO CÁO\nNội dung\n"
    with pytest.raises(Refused, match=r"secrecy\.marked"):
        attach(document, secret.encode(), "mat.txt")
    settings.UPLOAD_LIMIT = 1024
    with pytest.raises(Refused, match=r"file\.too_large"):
        attach(document, b"a" * 5000)
    assert kept_files(data_folder) == before


def test_it_withdraws_with_a_reason_and_deletes_nothing(upload, attach, world):
    document = upload()
    attachment = attach(document)
    with pytest.raises(Refused, match=r"documents\.withdraw_reason_missing"):
        withdraw_attachment(actor=world.clerk, document=document, attachment_id=attachment.pk, reason="  ")
    withdraw_attachment(actor=world.clerk, document=document, attachment_id=attachment.pk, reason="Nhầm tệp")
    assert storage.is_whole(attachment.sha256)
    with pytest.raises(Refused, match=r"conflict\.attachment_withdrawn"):
        withdraw_attachment(actor=world.clerk, document=document, attachment_id=attachment.pk, reason="Nữa")
    page = client_of(world.clerk).get(reverse("library:document", args=[document.pk])).content.decode()
    assert "Nhầm tệp" in page
    assert [entry.action for entry in Entry.objects.filter(action__contains="ttach").order_by("pk")] == [
        "documents.attach",
        "documents.withdraw_attachment",
    ]
    assert attach(document).pk != attachment.pk  # the right file may come in again


def test_a_withdrawn_file_opens_to_who_keeps_the_register_alone(upload, attach, world):
    document = upload()
    attachment = attach(document)
    address_document(actor=world.clerk, document=document, units=[world.department])
    address = reverse("library:attachment", args=[document.pk, attachment.pk])

    def answered(actor) -> int:
        response = client_of(actor).get(address)
        if response.streaming:
            assert b"".join(response.streaming_content)
        return response.status_code

    assert answered(world.focal) == 200
    withdraw_attachment(actor=world.clerk, document=document, attachment_id=attachment.pk, reason="Nhầm tệp")
    assert [answered(one) for one in (world.focal, world.clerk, world.outsider)] == [404, 200, 404]


def test_who_may_only_look_attaches_and_withdraws_nothing(upload, attach, world):
    document = upload()
    attachment = attach(document)
    with pytest.raises(Refused, match=r"access\.denied"):
        attach(document, b"khac\n", actor=world.leader)
    with pytest.raises(Refused, match=r"access\.denied"):
        withdraw_attachment(actor=world.leader, document=document, attachment_id=attachment.pk, reason="x")


def test_it_takes_several_through_the_page_and_says_of_each_what_became_of_it(upload, world):
    document, clerk = upload(), client_of(world.clerk)
    files = [io.BytesIO(b"Mot\n"), io.BytesIO(b"")]
    files[0].name, files[1].name = "một.txt", "rỗng.txt"
    address = reverse("library:attach", args=[document.pk])
    response = clerk.post(address, {"uploads": files, "kind": "original", "note": ""})
    assert response.status_code == 422
    assert response.content.decode().count('data-testid="outcome"') == 2
    assert Attachment.objects.get().kind == "original"
    assert "Chưa chọn loại tệp" in clerk.post(address, {"uploads": [io.BytesIO(b"x")]}).content.decode()
