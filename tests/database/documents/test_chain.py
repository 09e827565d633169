"""The chain of documents: drawn from the root, cut where it closes, bounded, and without what one does not see."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY
from vaocuoc.documents.library.chain import chain_of
from vaocuoc.documents.library.chain_drawing import chain_svg
from vaocuoc.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(world):
    """Puts a document into the register by its fields alone."""

    def one(title: str, base: Document | None = None, **fields) -> Document:
        fields = {"keeper": world.province, "type": "plan", "issued_on": date(2026, 1, 5), **fields}
        return Document.objects.create(
            title=title, number=title, uploaded_by=world.clerk.user, folded="", carries_out=base, **fields
        )

    return one


def titles(chain) -> list[tuple[int, str]]:
    return [(node.depth, node.document.title) for node in chain.nodes]


def test_it_goes_up_to_the_resolution_and_down_every_branch(put, world):
    resolution = put("NQ", type="resolution")
    programme = put("CTr", resolution, type="programme")
    put("KH 2", programme, issued_on=date(2026, 3, 1))
    plan = put("KH 1", programme)
    notice = put("TB", plan, type="notice")
    put("khác")
    everything = [(0, "NQ"), (1, "CTr"), (2, "KH 1"), (3, "TB"), (2, "KH 2")]
    for document in (resolution, plan, notice):
        chain = chain_of(world.clerk, document, today=TODAY)
        assert titles(chain) == everything
        assert [node.document for node in chain.nodes if node.is_current] == [document]


def test_a_circle_is_cut_where_it_closes(put, world):
    one = put("A")
    two = put("B", one)
    three = put("C", two)
    Document.objects.filter(pk=one.pk).update(carries_out=three)
    chain = chain_of(world.clerk, three, today=TODAY)
    assert sorted(title for _, title in titles(chain)) == ["A", "B", "C"]
    assert chain_svg(chain)


def test_it_draws_sixty_and_counts_the_others(put, world):
    base = put("NQ")
    children = [put(f"KH {n}", base, issued_on=date(2026, 1, 1 + n % 28)) for n in range(80)]
    put("Của tôi", children[79])
    chain = chain_of(world.clerk, children[79], today=TODAY)
    assert len(chain.nodes) == 60
    assert {"NQ", "KH 79", "Của tôi"} <= {title for _, title in titles(chain)}
    assert chain.others == 82 - 60
    assert "và 22 văn bản khác" in chain_svg(chain)


def test_a_hidden_document_is_neither_shown_nor_a_bridge(put, world):
    top = put("NQ")
    hidden = put("Kín", top, keeper=world.elsewhere)
    plan = put("KH", hidden)
    assert titles(chain_of(world.clerk, plan, today=TODAY)) == [(0, "KH")]
    assert titles(chain_of(world.clerk, top, today=TODAY)) == [(0, "NQ")]


def test_the_picture_is_well_formed_and_escapes_what_papers_say(put, world):
    base = put("<b>&")
    put('"KH"', base)
    root = ElementTree.fromstring(str(chain_svg(chain_of(world.clerk, base, today=TODAY))))
    assert root[0].tag == "title"
    assert root[1].tag == "desc"
    assert len(root.findall("a")) == 2
    assert not [one for one in root.iter() if "style" in one.attrib]


def test_the_page_asks_a_constant_number_of_queries(put, world):
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    base = put("NQ")
    put("KH", base)
    address = reverse("library:chain", args=[base.pk])

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = asked()
    child = base
    for number in range(30):
        child = put(f"KH {number}", child if number % 3 else base)
    assert asked() == few <= 32
    assert "đang xem" in client.get(address).content.decode()
