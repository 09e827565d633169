"""What tracking offers other pages: counts in the rail, the search, panels of a document; and two people at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections
from django.test import RequestFactory

from tests.database.conftest import TODAY, World, make_actor, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Role, Unit, UnitKind
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.documents.models import Document, File, Finding, FindingKind, Reading
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, submit_observation
from vaocuoc.tracking.indicators.queries import find_indicators, indicator_facts
from vaocuoc.tracking.indicators.standing import indicator_rows, red_count
from vaocuoc.tracking.models import Indicator, Target, Task
from vaocuoc.tracking.navigation import items
from vaocuoc.tracking.sources import sources_of
from vaocuoc.tracking.tasks.operations import create_task, decide_evidence, submit_evidence
from vaocuoc.tracking.tasks.queries import find_tasks, overdue_count, task_counts, task_rows
from vaocuoc.tracking.tasks.views import document_panel

Give = Callable[..., Task]


@pytest.fixture
def document(world: World) -> Document:
    return Document.objects.create(
        keeper=world.province,
        type="notice",
        number="31-TB/TU",
        title="Thông báo kết luận",
        uploaded_by=world.clerk.user,
        folded="",
    )


def test_it_counts_in_the_rail_what_the_lists_hold(
    world: World, indicator: Indicator, target: Target, give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    give(due=date(2026, 10, 30))
    give(due=date(2026, 10, 30), deadline_kind="regular", recurrence="hằng quý")
    late = give(due=date(2026, 10, 30))
    submit_evidence(
        actor=world.focal, task=late, number="1/BC", date=date(2026, 10, 29), subject="Báo cáo", level="province"
    )
    submit_observation(
        actor=world.focal,
        indicator=indicator,
        unit=world.province,
        provider=world.department,
        period=month(2026, 10),
        value=Decimal(50),
    )
    overdue = [row for row in task_rows(world.clerk, today=TODAY) if row.state.code == "overdue"]
    assert overdue_count(world.clerk, TODAY) == len(overdue) == task_counts(world.clerk, TODAY).of("overdue") == 1
    red = [row for row in indicator_rows(world.clerk, today=TODAY) if row.verdict.is_red]
    assert red_count(world.clerk, today=TODAY) == len(red) == 1
    request = RequestFactory().get("/")
    request.actor = world.clerk  # type: ignore[attr-defined]  # as the middleware sets it
    counted = {item.url_name: item.count for item in items(request) if item.count is not None}
    assert counted == {"indicators:list": 1, "tasks:list": 1}
    request.actor = None  # type: ignore[attr-defined]  # as the middleware sets it
    assert items(request) == []


def test_it_is_found_by_the_search_by_whom_it_concerns(world: World, indicator: Indicator, give: Give) -> None:
    give(title="Bàn giao mặt bằng đường vành đai")
    assert [hit.title for hit in find_tasks(world.clerk, "ban giao mat bang", 5)] == ["NV-0001"]
    assert [hit.title for hit in find_indicators(world.focal, "giai ngan", 5)] == ["KT-04"]
    assert find_tasks(world.outsider, "ban giao", 5) == find_indicators(world.outsider, "giai ngan", 5) == []


def test_it_shows_the_tasks_of_a_document_on_its_page(world: World, document: Document, give: Give) -> None:
    request = RequestFactory().get("/")
    request.actor = world.clerk  # type: ignore[attr-defined]  # as the middleware sets it
    give(document=document, title="Bàn giao mặt bằng")
    shown = document_panel(request, document)
    assert shown is not None
    assert "Bàn giao mặt bằng" in shown
    request.actor = world.outsider  # type: ignore[attr-defined]  # as the middleware sets it
    assert document_panel(request, document) is None


def test_it_shows_a_quote_in_its_sentence(world: World, document: Document) -> None:
    text = "Về giải ngân. Giao Sở Tài chính bàn giao mặt bằng trước ngày 31/7/2026, báo cáo Thường trực. Mục khác."
    file = File.objects.create(
        document=document, keeper=world.province, name="a.docx", sha256="0" * 64, size=1, format="docx"
    )
    reading = Reading.objects.create(file=file, reader_version="1", text=text)
    start = text.index("bàn giao")
    quote = text[start : text.index(", báo cáo")]
    finding = Finding.objects.create(
        reading=reading,
        document=document,
        kind=FindingKind.TASK,
        start=start,
        end=start + len(quote),
        quote=quote,
        folded="",
    )
    source = sources_of(world.clerk, [finding.pk, None])[finding.pk]
    assert source.text == "Giao Sở Tài chính bàn giao mặt bằng trước ngày 31/7/2026, báo cáo Thường trực."
    assert source.text[source.start : source.end] == quote
    assert source.url
    assert sources_of(world.outsider, [finding.pk])[finding.pk].url == ""


def test_it_adds_up_units_with_their_coverage(world: World) -> None:
    households = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Số hộ nghèo",
        unit_of_measure="hộ",
        kind="stock",
        frequency="month",
        decimals=0,
    )
    for unit, value in ((world.department, 0), (world.commune, 535), (world.office, None)):
        oblige(actor=world.clerk, indicator=households, unit=unit, valid_from=date(2026, 1, 1))
        if value is not None:
            submit_observation(
                actor=world.clerk,
                indicator=households,
                unit=unit,
                provider=unit,
                period=month(2026, 10),
                value=Decimal(value),
            )
    total = indicator_facts(households, today=TODAY).others.total
    assert total is not None
    assert (total.value, total.have, total.owing) == (Decimal(535), 2, 3)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_two_numbers_and_one_decision(transactional_db: None) -> None:
    unit = make_unit("Tỉnh ủy Minh Giang")
    lead = make_unit("Sở Tài chính", UnitKind.DEPARTMENT)
    rebuild_reach()
    clerk = make_actor("mot", "Chuyên viên", unit, Role.COORDINATOR, unit)
    others = [make_actor(name, f"Chuyên viên {name}", unit, Role.COORDINATOR, unit) for name in ("hai", "ba")]

    def give(number: int) -> str:
        try:
            return create_task(
                actor=clerk,
                keeper=unit,
                title=f"Việc thứ {number} cần làm",
                lead_unit=lead,
                due=date(2026, 12, 1),
                today=TODAY,
            ).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(give, range(8)))
    assert sorted(codes) == [f"NV-{number:04d}" for number in range(1, 9)]

    task = Task.objects.earliest("pk")
    evidence = submit_evidence(actor=clerk, task=task, number="1/BC", date=TODAY, subject="Báo cáo", level="province")

    def decide(place: int) -> str:
        try:
            decide_evidence(actor=others[place], evidence=evidence, accepted=True, completed_on=TODAY, grade="met")
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(decide, range(2))) == ["conflict.evidence_decided", "done"]
    assert Unit.objects.count() == 2
