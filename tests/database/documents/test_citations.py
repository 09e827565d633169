"""Citations find the document they mean, whichever of the two came in first, and guess nothing."""

from __future__ import annotations

from datetime import date

import pytest

from vaocuoc.documents.library.operations import edit_document
from vaocuoc.documents.models import Citation, Document
from vaocuoc.documents.papers.naming import number_key, type_named
from vaocuoc.documents.readings.operations import reject_finding_row

pytestmark = pytest.mark.django_db

CITING = "Căn cứ Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị về xây dựng và phát triển thành phố.\n"


@pytest.fixture
def register(world):
    """Puts a document into the register by its fields alone."""

    def put(number: str, **fields) -> Document:
        fields = {"keeper": world.province, "type": "resolution", "issued_on": date(2019, 1, 24), **fields}
        return Document.objects.create(
            title=f"Nghị quyết {number}",
            number=number,
            number_key=number_key(number),
            uploaded_by=world.clerk.user,
            folded="",
            **fields,
        )

    return put


def cited() -> list[Document | None]:
    return [citation.cited for citation in Citation.objects.filter(number_key="45-nq/tw").select_related("cited")]


def test_it_finds_a_document_that_is_there(register, read_paper):
    there = register("45-NQ/TW")
    read_paper(CITING)
    assert cited() == [there]


def test_it_finds_a_document_that_comes_in_later(read_paper, upload, world):
    citing = read_paper(CITING)
    assert cited() == [None]
    later = upload("Một văn bản\n", name="nq45.txt")
    edit_document(actor=world.clerk, document=later, version=0, number="45 - NQ/TW", type="resolution")
    assert cited() == [later]
    edit_document(actor=world.clerk, document=later, version=1, number="46-NQ/TW")
    assert cited() == [None]
    assert citing.citations.count() == 1


def test_it_does_not_contradict_type_or_year(register, read_paper):
    register("45-NQ/TW", issued_on=date(2014, 1, 24))
    register("45-NQ/TW", type="decision")
    read_paper(CITING)
    assert cited() == [None]


def test_it_leaves_what_could_be_two(register, read_paper, world):
    register("45-NQ/TW", issued_on=None)
    register("45-NQ/TW", issued_on=None)
    read_paper(CITING)
    assert cited() == [None]


def test_it_prefers_the_one_whose_date_is_known(register, read_paper):
    register("45-NQ/TW", issued_on=None)
    sure = register("45-NQ/TW")
    read_paper(CITING)
    assert cited() == [sure]


def test_it_prefers_its_own_register_and_never_takes_anothers_draft(register, read_paper, world):
    register("45-NQ/TW", keeper=world.elsewhere, handling="draft")
    read_paper(CITING)
    assert cited() == [None]
    elsewhere = register("45-NQ/TW", keeper=world.elsewhere)
    read_paper(CITING + "\n")
    assert elsewhere in cited()
    own = register("45-NQ/TW")
    read_paper(CITING + "\n\n")
    assert own in cited()


def test_it_forgets_what_a_person_has_put_aside(register, read_paper, upload, world):
    document = read_paper(CITING)
    finding = document.findings.get(kind="reference")
    reject_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, reason="")
    later = upload("Một văn bản\n", name="nq45.txt")
    edit_document(actor=world.clerk, document=later, version=0, number="45-NQ/TW", type="resolution")
    assert cited() == [None]


@pytest.mark.parametrize("written", ["45-NQ/TW", "Số 45 - NQ/TW", "số: 45–NQ/TW", "045-nq/tw", "45-NQ/TW."])
def test_it_compares_numbers_however_they_are_written(written):
    assert number_key(written) == "45-nq/tw"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Nghị quyết", "resolution"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "programme"),
        ("thông báo kết luận", "notice"),
        ("kết luận", "conclusion"),
        ("luật", None),
        ("", None),
    ],
)
def test_it_knows_the_types_of_papers(words, kind):
    assert type_named(words) == kind
