"""Handing in a document: what is stored, what is refused, and that nothing is half there."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from django.db import IntegrityError
from django.http import Http404
from django_tasks_db.models import DBTaskResult

from tests.database.conftest import TODAY
from tests.database.documents.conftest import PAPER, counts, kept_files, make_docx
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library import operations
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.library.operations import address_document, edit_document, mark_reviewed, upload_document
from vaocuoc.documents.models import Document, File, Reading
from vaocuoc.documents.papers import storage

pytestmark = pytest.mark.django_db


def test_it_keeps_the_file_byte_for_byte_under_its_hash(upload, data_folder):
    document = upload("Công văn số 3\n", name="công văn.txt")
    file = document.files.get()
    raw = "Công văn số 3\n".encode()
    assert file.sha256 == hashlib.sha256(raw).hexdigest()
    assert kept_files(data_folder) == [storage.path_of(file.sha256)]
    assert storage.path_of(file.sha256).read_bytes() == raw
    assert (file.name, file.size, file.format) == ("công văn.txt", len(raw), "text")


def test_it_asks_for_a_reading_in_the_same_transaction(upload, world):
    document = upload()
    reading = Reading.objects.get(file__document=document)
    assert reading.state == "waiting"
    job = DBTaskResult.objects.get()
    assert job.task_path == "vaocuoc.documents.readings.operations.read_file_job"
    assert job.args_kwargs["args"] == [reading.pk]
    assert list(Entry.objects.order_by("id").values_list("action", flat=True)) == [
        "documents.upload",
        "readings.request",
    ]
    assert Entry.objects.first().username == world.clerk.user.username


def test_it_takes_a_path_and_leaves_it_where_it_is(world, tmp_path):
    path = tmp_path / "nghi-quyet.docx"
    path.write_bytes(make_docx())
    document = upload_document(
        actor=world.clerk, content=path, name=path.name, keeper=world.province, handling="internal", today=TODAY
    )
    assert path.exists()
    assert (document.handling, document.title, document.received_on) == ("internal", "nghi-quyet", TODAY)


def test_it_refuses_the_same_content_in_one_register_and_names_what_is_there(upload, world, data_folder):
    there = upload(name="một.txt")
    with pytest.raises(Refused) as refused:
        upload(name="hai.txt")
    assert (refused.value.code, refused.value.facts["document"]) == ("documents.duplicate", there.pk)
    assert counts() == (1, 1, 1)


def test_it_lets_another_register_keep_its_own_copy(upload, world, data_folder):
    upload()
    upload(keeper=world.commune)
    assert counts() == (2, 2, 2)
    assert len(kept_files(data_folder)) == 1


def test_it_refuses_who_may_not_upload_there(upload, world, data_folder):
    for actor in (world.focal, world.leader, world.outsider, world.administrator):
        with pytest.raises(Refused, match=r"access.denied"):
            upload(actor=actor)
    assert counts() == (0, 0, 0)
    assert not data_folder.exists()


def test_it_wants_the_handling_declared(upload):
    with pytest.raises(Refused, match=r"documents.handling_missing"):
        upload(handling="")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"<a>" + b" " * 120_000_000)
    return out.getvalue()


BAD = [
    (b"", "rong.docx", "file.empty"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "anh.docx", None),
    (make_docx()[:2000], "cut.docx", None),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096, "matkhau.docx", None),
    (bomb(), "bom.docx", None),
    ("MẬT\n\nTỈNH ỦY MINH GIANG\n\nSố 05-BC/TU\n\nBÁO CÁO\n".encode(), "bao-cao.txt", "secrecy.marked"),
]


@pytest.mark.parametrize(("content", "name", "code"), BAD, ids=[name for _, name, _ in BAD])
def test_it_refuses_bad_files_and_stores_nothing(upload, data_folder, content, name, code):
    with pytest.raises(Refused) as refused:
        upload(content, name=name)
    assert code is None or refused.value.code == code
    assert counts() == (0, 0, 0)
    assert DBTaskResult.objects.count() == 0
    assert kept_files(data_folder) == []


def test_it_takes_a_paper_that_only_speaks_of_secrets(upload):
    upload(PAPER + "\n3- Thực hiện nghiêm quy định về bảo vệ bí mật nhà nước.\n")
    assert counts() == (1, 1, 1)


def test_it_stops_a_file_over_the_limit_while_it_streams(upload, data_folder, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refused) as refused:
        upload(b"a" * (3 * 1024 * 1024), name="to.txt")
    assert refused.value.code == "file.too_large"
    assert refused.value.facts["limit"] == 1
    assert kept_files(data_folder) == []


def test_it_takes_the_file_away_again_when_the_rows_cannot_be_written(upload, data_folder, monkeypatch):
    def fails(**_):
        raise IntegrityError("disk of the database is full")

    monkeypatch.setattr(operations, "request_reading", fails)
    with pytest.raises(IntegrityError):
        upload()
    assert counts() == (0, 0, 0)
    assert kept_files(data_folder) == []


def test_it_adds_a_newer_file_to_a_document(upload, world):
    document = upload(name="bản 1.txt")
    assert upload("Bản hai\n", name="bản 2.txt", replaces=document) == document
    assert [file.name for file in document.files.order_by("pk")] == ["bản 1.txt", "bản 2.txt"]
    with pytest.raises(Refused, match=r"documents.other_register"):
        upload("Bản ba\n", keeper=world.commune, replaces=document)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\giấy tờ\\kế hoạch.txt", "kế hoạch.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\x00b\n.txt", "a b .txt"),
        ("k" * 300 + ".txt", "k" * 251 + ".txt"),
        ("Kế hoạch.txt".encode().decode(), "Kế hoạch.txt"),
    ],
)
def test_it_keeps_a_clean_name(upload, given, kept):
    assert upload(name=given).files.get().name == kept


# --- who sees what --------------------------------------------------------------------------------------------------


def test_it_shows_a_document_to_its_own_and_to_no_one_else(upload, world):
    document = upload()
    assert get_document(world.clerk, document.pk) == document
    assert get_document(world.leader, document.pk) == document
    for actor in (world.focal, world.outsider, world.administrator, None):
        assert document not in visible_documents(actor)
        with pytest.raises(Http404):
            get_document(actor, document.pk)


@pytest.mark.parametrize(("handling", "seen"), [("ordinary", True), ("internal", True), ("draft", False)])
def test_it_shows_a_document_to_those_it_is_addressed_to_but_for_drafts(upload, world, handling, seen):
    document = upload(handling=handling)
    address_document(actor=world.clerk, document=document, units=[world.department])
    assert visible_documents(world.focal).filter(pk=document.pk).exists() is seen
    assert not visible_documents(world.outsider).exists()
    address_document(actor=world.clerk, document=document, units=[])
    assert not visible_documents(world.focal).exists()


def test_it_counts_a_document_once_however_many_ways_one_sees_it(upload, world):
    document = upload()
    address_document(actor=world.clerk, document=document, units=[world.department, world.commune, world.office])
    assert visible_documents(world.clerk).count() == 1


# --- editing --------------------------------------------------------------------------------------------------------


def test_it_edits_the_fields_and_records_what_changed(upload, world):
    document = upload()
    edit_document(
        actor=world.clerk, document=document, version=0, type="plan", number="12-KH/TU", title="Kế hoạch  mới "
    )
    document.refresh_from_db()
    assert (document.type, document.number, document.title, document.version) == (
        "plan",
        "12-KH/TU",
        "Kế hoạch  mới",
        1,
    )
    assert document.number_key == "12-kh/tu"
    assert Entry.objects.get(action="documents.edit").facts["changed"]["number"] == ["", "12-KH/TU"]


def test_it_does_not_undo_another_editor(upload, world):
    document = upload()
    edit_document(actor=world.clerk, document=document, version=0, title="Tên thứ nhất")
    with pytest.raises(Refused, match=r"conflict.document_changed"):
        edit_document(actor=world.clerk, document=document, version=0, title="Tên thứ hai")
    document.refresh_from_db()
    assert document.title == "Tên thứ nhất"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "documents.title_missing"),
        ({"term_start": 2030, "term_end": 2025}, "documents.term_backwards"),
        ({"term_start": 2025}, "documents.term_backwards"),
    ],
)
def test_it_refuses_fields_that_cannot_be(upload, world, changes, code):
    document = upload()
    with pytest.raises(Refused, match=code):
        edit_document(actor=world.clerk, document=document, version=0, **changes)
    document.refresh_from_db()
    assert document.version == 0


def test_it_refuses_to_carry_out_itself(upload, world):
    document = upload()
    with pytest.raises(Refused, match=r"documents.carries_out_itself"):
        edit_document(actor=world.clerk, document=document, version=0, carries_out=document)


def test_it_lets_only_those_who_upload_edit(upload, world):
    document = upload()
    for change in (
        lambda actor: edit_document(actor=actor, document=document, version=0, title="Khác"),
        lambda actor: address_document(actor=actor, document=document, units=[world.commune]),
        lambda actor: mark_reviewed(actor=actor, document=document),
    ):
        with pytest.raises(Refused, match=r"access.denied"):
            change(world.leader)
    assert not document.addressees.exists()


def test_it_notes_who_went_through_the_whole_text_and_takes_it_back(upload, world):
    document = mark_reviewed(actor=world.clerk, document=upload())
    assert document.reviewed_by == world.clerk.user
    assert document.reviewed_at is not None
    assert mark_reviewed(actor=world.clerk, document=document, reviewed=False).reviewed_at is None


def test_it_sweeps_what_killed_processes_left(upload, data_folder):
    import os

    left = storage.incoming_folder() / "cũ"
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    upload()
    assert not left.exists()
    assert Document.objects.count() == File.objects.count() == 1
