"""Citations said by hand: chosen, denied, taken back; the rules leave them alone, and a new reading keeps them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.documents.test_citations import CITING, cited, register  # noqa: F401 (a fixture)
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library.operations import edit_document
from vaocuoc.documents.models import Citation
from vaocuoc.documents.readings import operations
from vaocuoc.documents.readings.operations import read_file, request_reading
from vaocuoc.documents.readings.pointing import correct_citation, release_citation

pytestmark = pytest.mark.django_db


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_corrects_every_place_of_the_same_number_with_one_entry(register, read_paper, world):  # noqa: F811
    other = register("46-NQ/TW")
    read_paper(CITING + "Tiếp tục thực hiện Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị.\n")
    citation = Citation.objects.filter(number_key="45-nq/tw").first()
    assert correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None, cited=other) == 2
    assert cited() == [other, other]
    entry = Entry.objects.get(action="citations.correct")
    assert (entry.facts["places"], entry.facts["cited"]) == (2, other.pk)


def test_the_rules_leave_alone_what_a_person_said(register, read_paper, upload, world):  # noqa: F811
    read_paper(CITING)
    citation = Citation.objects.get(number_key="45-nq/tw")
    correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None, cited=None)
    later = upload("Một văn bản\n", name="nq45.txt")
    edit_document(actor=world.clerk, document=later, version=0, number="45-NQ/TW", type="resolution")
    assert cited() == [None]
    assert release_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None) == 1
    assert cited() == [later]


def test_a_new_reading_keeps_what_a_person_said(register, read_paper, world, monkeypatch):  # noqa: F811
    other = register("46-NQ/TW")
    document = read_paper(CITING)
    citation = Citation.objects.get(number_key="45-nq/tw")
    correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None, cited=other)
    monkeypatch.setattr(operations, "READER_VERSION", "99.0")
    read_file(request_reading(actor=world.clerk, file=document.files.get()).pk)
    assert cited() == [other, other]


def test_the_second_of_two_is_told(register, read_paper, world):  # noqa: F811
    other = register("46-NQ/TW")
    document = read_paper(CITING)
    citation = Citation.objects.get(number_key="45-nq/tw")
    correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None, cited=other)
    with pytest.raises(Refused, match=r"conflict\.citation_changed"):
        correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=None, cited=None)
    with pytest.raises(Refused, match=r"documents\.cites_itself"):
        correct_citation(actor=world.clerk, finding_id=citation.finding_id, seen=other.pk, cited=document)
    assert cited() == [other]


def test_it_is_chosen_by_a_search_on_a_page(register, read_paper, world):  # noqa: F811
    other, hidden = register("46-NQ/TW"), register("47-NQ/TW", keeper=world.elsewhere)
    for one in (other, hidden):
        edit = {"actor": world.clerk if one is other else world.outsider, "document": one, "version": 0}
        edit_document(**edit, title="Nghị quyết về cấp nước")
    document = read_paper(CITING)
    finding = Citation.objects.get(number_key="45-nq/tw").finding_id
    clerk, address = client_of(world.clerk), reverse("library:citation", args=[document.pk, finding])
    page = clerk.get(address, {"q": "cap nuoc"}).content.decode()
    assert "46-NQ/TW" in page
    assert "47-NQ/TW" not in page
    point = reverse("library:point", args=[document.pk, finding])
    assert clerk.post(point, {"dang-la": "", "van-ban": hidden.pk}).status_code == 404
    assert clerk.post(point, {"dang-la": "", "van-ban": other.pk}).status_code == 302
    assert cited() == [other]
    assert "sửa tay" in clerk.get(reverse("library:document", args=[document.pk])).content.decode()
    assert clerk.post(point, {"dang-la": other.pk, "tra-lai": "1"}).status_code == 302
    assert cited() == [None]
    assert client_of(world.leader).get(address).status_code == 403


def test_it_lists_what_is_not_in_the_store(read_paper, world):
    document = read_paper(CITING)
    page = client_of(world.clerk).get(reverse("library:document", args=[document.pk])).content.decode()
    assert "chưa có trong kho" in page
    assert "1 văn bản được dẫn chưa có trong kho" in page
