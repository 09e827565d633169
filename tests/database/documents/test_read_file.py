"""The job that reads a file: what it writes, what it fills, how it fails."""

from __future__ import annotations

import json
from functools import partial

import pytest
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests.database.documents.conftest import PAPER, make_docx
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import READER_VERSION, Source, read
from vaocuoc.core.text import fold
from vaocuoc.documents.library.operations import edit_document
from vaocuoc.documents.models import Finding, Passage, Reading
from vaocuoc.documents.papers import storage
from vaocuoc.documents.readings import operations
from vaocuoc.documents.readings.apart import read_apart
from vaocuoc.documents.readings.operations import read_file, request_reading
from vaocuoc.documents.readings.queries import current_reading, finding_counts, findings_of, to_review
from vaocuoc.formats import FormatError

pytestmark = pytest.mark.django_db


def test_it_keeps_text_blocks_and_findings_whose_quotes_stand_in_the_text(read_paper):
    document = read_paper()
    reading = current_reading(document)
    assert reading.state == "done"
    assert reading.text == PAPER
    assert reading.blocks
    findings = list(findings_of(document))
    assert {"target", "reference"} <= {finding.kind for finding in findings}
    for finding in findings:
        assert reading.text[finding.start : finding.end] == finding.quote == finding.fields["quote"]
        assert finding.folded.endswith(fold(finding.quote))
        assert (finding.state, finding.version, finding.document_id) == ("open", 0, document.pk)


def test_it_reads_a_word_file(read_paper):
    document = read_paper(make_docx(), name="chuong-trinh.docx")
    assert current_reading(document).state == "done"
    assert findings_of(document).exists()


def test_it_parts_figures_by_what_they_are(read_paper):
    document = read_paper()
    for finding in findings_of(document):
        said = finding.fields
        assert finding.kind == (said["role"] if said["kind"] == "figure" else said["kind"])


def test_it_covers_the_whole_text_with_passages(read_paper):
    reading = current_reading(read_paper(PAPER + "Đoạn dài. " * 900))
    passages = list(Passage.objects.filter(reading=reading).order_by("start"))
    assert len(passages) > 4
    assert all(passage.end - passage.start <= 2000 for passage in passages)
    covered = "".join(reading.text[passage.start : passage.end] for passage in passages)
    assert "".join(covered.split()) == "".join(reading.text.split())


def test_it_fills_what_nobody_has_written(read_paper):
    document = read_paper()
    assert (document.number, document.type) == ("07-CTr/TU", "programme")
    assert document.number_key == "7-ctr/tu"
    assert f"{document.issued_on}" == "2026-03-12"
    assert document.version == 1
    assert "ctr" in document.folded


def test_it_leaves_what_somebody_has_written(upload, world):
    document = upload()
    edit_document(actor=world.clerk, document=document, version=0, number="08-CTr/TU", title="Tên do người nhập")
    read_file(Reading.objects.get().pk)
    document.refresh_from_db()
    assert (document.number, document.title) == ("08-CTr/TU", "Tên do người nhập")
    assert f"{document.issued_on}" == "2026-03-12"


def test_it_does_no_harm_when_it_runs_twice(read_paper):
    document = read_paper()
    before = list(Finding.objects.values_list("pk", "start", "quote"))
    read_file(current_reading(document).pk)
    assert list(Finding.objects.values_list("pk", "start", "quote")) == before
    assert Entry.objects.filter(action="readings.done").count() == 1


def test_it_gives_way_to_another_worker_that_was_quicker(upload, monkeypatch):
    upload()
    reading = Reading.objects.get()
    slow = operations.read_apart

    def overtaken(source):
        monkeypatch.setattr(operations, "read_apart", slow)
        read_file(reading.pk)
        return slow(source)

    monkeypatch.setattr(operations, "read_apart", overtaken)
    read_file(reading.pk)
    reading.refresh_from_db()
    assert reading.state == "done"
    assert Finding.objects.filter(start=Finding.objects.order_by("start").first().start, kind="reference").count() <= 1
    assert Entry.objects.filter(action="readings.done").count() == 1


def test_it_keeps_why_it_failed_and_reads_when_asked_again(upload, world, monkeypatch):
    document = upload()
    reading = Reading.objects.get()

    def too_slow(*_, **__):
        raise FormatError("screening.timeout", seconds=60)

    with monkeypatch.context() as patch:
        patch.setattr(operations, "screen", too_slow)
        read_file(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.error_code, reading.error_facts) == ("failed", "screening.timeout", {"seconds": 60})
    assert not Finding.objects.exists()
    again = request_reading(actor=world.clerk, file=document.files.get())
    assert (again.pk, again.state, again.error_code) == (reading.pk, "waiting", "")
    assert DBTaskResult.objects.count() == 2
    read_file(reading.pk)
    assert current_reading(document).state == "done"


def test_it_fails_in_words_when_the_reader_itself_breaks(upload, monkeypatch, caplog):
    upload()
    reading = Reading.objects.get()
    monkeypatch.setattr(operations, "read_apart", lambda _: 1 / 0)
    read_file(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.error_code) == ("failed", "reading.crashed")
    assert "ZeroDivisionError" in caplog.text


def test_it_notices_a_file_that_is_no_longer_whole(upload):
    file = upload().files.get()
    storage.path_of(file.sha256).write_bytes(b"khac")
    reading = Reading.objects.get()
    read_file(reading.pk)
    reading.refresh_from_db()
    assert reading.error_code == "documents.file_lost"


def test_it_asks_once_for_one_version_of_the_reader(upload, world):
    file = upload().files.get()
    assert request_reading(actor=world.clerk, file=file).pk == Reading.objects.get().pk
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(Refused, match=r"access.denied"):
        request_reading(actor=world.leader, file=file)


def test_it_shows_the_newest_reading_that_is_done(read_paper, monkeypatch):
    document = read_paper()
    file = document.files.get()
    monkeypatch.setattr(operations, "READER_VERSION", "99.0")
    newer = request_reading(actor=None, file=file)
    assert current_reading(document).reader_version == READER_VERSION
    read_file(newer.pk)
    assert current_reading(document).pk == newer.pk
    assert {finding.reading_id for finding in findings_of(document)} == {newer.pk}


def test_it_counts_findings_by_kind_and_those_that_wait(read_paper, world):
    document = read_paper()
    counts = finding_counts(current_reading(document))
    assert sum(count.total for count in counts) == Finding.objects.count()
    decided, asked = to_review(counts)
    assert (decided, asked) == (0, Finding.objects.exclude(kind="context").count())
    finding = findings_of(document).exclude(kind="context").first()
    operations.accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, edited={})
    assert to_review(finding_counts(current_reading(document))) == (1, asked)


def test_it_stops_a_reading_that_does_not_end(upload, monkeypatch):
    upload()
    reading = Reading.objects.get()
    monkeypatch.setattr(operations, "read_apart", partial(read_apart, seconds=0.01))
    read_file(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.error_code) == ("failed", "reading.timeout")
    assert not Finding.objects.exists()


def test_it_reads_apart_as_the_reader_itself_reads():
    source = Source(PAPER, ())
    assert read_apart(source) == json.loads(json.dumps(read(source).to_contract()))


def test_it_knows_the_unit_of_a_letterhead_and_writes_its_name_as_the_directory_does(read_paper, world):
    document = read_paper()
    assert document.issuer_unit == world.province
    assert document.issuer == "Tỉnh ủy Minh Giang"


def test_it_knows_types_in_any_language_of_the_page(upload, world):
    document = upload()
    with translation.override("en"):
        read_file(Reading.objects.get().pk)
        edit_document(actor=world.clerk, document=document, version=1, issuer="Tỉnh ủy")
    document.refresh_from_db()
    assert document.type == "programme"
    assert document.folded.startswith("chuong trinh 07-ctr/tu")
