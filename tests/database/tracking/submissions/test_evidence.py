"""Evidence typed by its number is the paper of the register, where it is exactly one that the reader sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from tests.database.conftest import World
from vaocuoc.directory.models import Unit
from vaocuoc.documents.models import Document
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.tracking.models import Cell, Indicator, Observation, Submission
from vaocuoc.tracking.submissions.evidence import papers_named
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.submissions.owed import slug_of

Fill = Callable[..., Submission]


def paper(world: World, number: str, day: date = date(2026, 11, 3), keeper: Unit | None = None) -> Document:
    return Document.objects.create(
        keeper=keeper or world.province, type="report", number=number, number_key=number_key(number),
        issuer="Sở Tài chính", title=f"Báo cáo {number}", issued_on=day, uploaded_by=world.clerk.user,
    )  # fmt: skip


def test_it_finds_the_paper_however_its_number_is_typed(world: World) -> None:
    found = paper(world, "123/BC-STC")
    texts = [
        "123/BC-STC",
        "Báo cáo số 0123/BC-STC ngày 03/11/2026",
        "theo 123 / BC - STC",
        "bảng kê kèm theo",
        "9/BC-X",
    ]
    named = papers_named(world.clerk, texts)
    assert [named.get(text) for text in texts] == [found, found, found, None, None]


def test_it_takes_none_of_several_unless_the_day_tells(world: World) -> None:
    paper(world, "5/BC-STC", date(2025, 11, 3))
    this_year = paper(world, "5/BC-STC")
    named = papers_named(world.clerk, ["5/BC-STC", "5/BC-STC ngày 3/11/2026"])
    assert named == {"5/BC-STC ngày 3/11/2026": this_year}


def test_it_names_no_paper_that_one_does_not_see(world: World) -> None:
    paper(world, "7/BC-TU", keeper=world.elsewhere)
    assert papers_named(world.clerk, ["7/BC-TU"]) == {}


def test_a_report_carries_its_evidence_as_a_link(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill, client: Client
) -> None:
    found = paper(world, "123/BC-STC")
    given: dict[Indicator, Any] = {
        revenue: {"typed": "10,5", "evidence": "123/BC-STC"}, trained: {"typed": "4", "evidence": "sổ theo dõi"}
    }  # fmt: skip
    report = fill(given, actor=world.clerk)
    assert Cell.objects.get(indicator=revenue).evidence_document == found
    submit(actor=world.focal, submission=report)
    assert Observation.objects.get(indicator=revenue).evidence_document == found
    assert Observation.objects.get(indicator=trained).evidence_document is None
    client.force_login(world.clerk.user)
    address = f"/bao-cao-so-lieu/{world.province.pk}/{world.department.pk}/{slug_of(report.period)}/"
    assert f'href="/tai-lieu/{found.pk}/"' in client.get(address).content.decode()
