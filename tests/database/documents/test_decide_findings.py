"""Decisions on findings: who may, which version, and that nobody undoes another."""

from __future__ import annotations

import pytest

from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Finding
from vaocuoc.documents.readings.operations import (
    accept_finding_row,
    point_citation,
    reject_finding_row,
    reopen_finding_row,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(read_paper) -> Finding:
    read_paper()
    return Finding.objects.exclude(kind="reference").first()


def test_it_accepts_with_what_was_edited_and_keeps_what_was_read(finding, world):
    before = finding.fields
    accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, edited={"owner": "Sở Tài chính"})
    finding.refresh_from_db()
    assert (finding.state, finding.version) == ("accepted", 1)
    assert finding.edited == {"owner": "Sở Tài chính"}
    assert finding.fields == before
    assert (finding.decided_by, finding.decided_as) == (world.clerk.user, world.clerk.post)
    assert Entry.objects.filter(action="findings.accept", object_id=finding.pk).count() == 1


def test_it_rejects_with_a_reason_and_opens_again(finding, world):
    reject_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, reason="Không phải nhiệm vụ")
    finding.refresh_from_db()
    assert (finding.state, finding.reject_reason) == ("rejected", "Không phải nhiệm vụ")
    reopen_finding_row(actor=world.clerk, finding_id=finding.pk, version=1)
    finding.refresh_from_db()
    assert (finding.state, finding.version, finding.reject_reason) == ("open", 2, "")


def test_it_tells_the_second_of_two_who_decided_and_undoes_nothing(finding, world):
    accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, edited={"owner": "một"})
    with pytest.raises(Refused) as refused:
        reject_finding_row(actor=world.clerk, finding_id=finding.pk, version=0, reason="")
    assert refused.value.code == "conflict.finding_changed"
    assert refused.value.facts["by"] == str(world.clerk.post)
    assert refused.value.facts["state"] == "Đã nhận"
    finding.refresh_from_db()
    assert (finding.state, finding.edited) == ("accepted", {"owner": "một"})


def test_it_does_not_accept_what_is_accepted(finding, world):
    accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=0)
    with pytest.raises(Refused, match=r"conflict.finding_changed"):
        accept_finding_row(actor=world.clerk, finding_id=finding.pk, version=1)
    reopen_finding_row(actor=world.clerk, finding_id=finding.pk, version=1)
    with pytest.raises(Refused, match=r"conflict.finding_changed"):
        reopen_finding_row(actor=world.clerk, finding_id=finding.pk, version=2)


def test_it_lets_only_those_who_review_decide(finding, world):
    for actor in (world.leader, world.focal, world.outsider, world.administrator):
        with pytest.raises(Refused, match=r"access.denied"):
            accept_finding_row(actor=actor, finding_id=finding.pk, version=0)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_it_refuses_what_is_not_there(world):
    with pytest.raises(Refused, match=r"not_found"):
        accept_finding_row(actor=world.clerk, finding_id=987654, version=0)


def test_it_points_a_citation_to_a_document(read_paper, world, upload):
    read_paper()
    cited = upload("Một văn bản khác\n", name="khac.txt")
    finding = Finding.objects.filter(kind="reference").first()
    point_citation(actor=world.clerk, finding_id=finding.pk, cited=cited)
    assert Finding.objects.get(pk=finding.pk).citation.cited == cited
