"""Signs that help an inspection: each is found where it is, nowhere else, and says of how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.database.conftest import TODAY, World, make_actor, make_unit, streamed
from tests.database.oversight.test_inspections import again, decide, inspector_of, sign_in
from tests.database.tracking.sheets import read_page
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level, Role, Unit, UnitKind
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.inspections.operations import Opening
from vaocuoc.oversight.inspections.repeats import Run
from vaocuoc.oversight.inspections.sign_views import lines_of
from vaocuoc.oversight.inspections.signs import SIGNS, Filters, counted
from vaocuoc.tracking.indicators.models import Indicator, Observation
from vaocuoc.tracking.indicators.operations import approve_observation, create_indicator, submit_observation
from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, Evidence, Task
from vaocuoc.tracking.tasks.operations import create_task


@pytest.fixture
def inspector(world: World) -> Actor:
    return make_actor("ubkt", "Chủ nhiệm Ủy ban Kiểm tra", world.office, Role.INSPECTOR, world.province)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def done(world: World, title: str, *, completed: date | None, recorded: date, proof: date | None = None) -> Task:
    task = create_task(
        actor=world.clerk, keeper=world.province, title=title, lead_unit=world.department, due=TODAY, today=TODAY
    )
    facts = {"closure": Closure.DONE, "completed_on": completed, "closed_at": moment(recorded)}
    Task.objects.filter(pk=task.pk).update(**facts)
    if proof is not None:
        Evidence.objects.create(
            task=task,
            number="12-BC/STC",
            date=proof,
            subject="Báo cáo",
            level=Level.PROVINCE,
            submitted_by=world.focal.user,
            accepted=True,
            decided_by=world.clerk.user,
            decided_at=moment(recorded),
        )
    return task


def titles(code: str, actor: Actor, **filters: Any) -> list[str]:
    rows = SIGNS[code].rows(actor, Filters(**filters))
    return sorted(row.title if isinstance(row, Task) else row.task.title for row in rows)


def test_it_finds_completions_without_proof_recorded_late_or_proven_after(world: World, inspector: Actor) -> None:
    day = date(2026, 6, 1)
    done(world, "Đúng", completed=day, recorded=day + timedelta(days=30), proof=day)
    done(world, "Ghi muộn", completed=day, recorded=day + timedelta(days=31), proof=day)
    done(world, "Không minh chứng", completed=day, recorded=day)
    done(world, "Minh chứng sau", completed=day, recorded=day + timedelta(days=3), proof=day + timedelta(days=1))
    assert titles("ghi-muon", inspector) == ["Ghi muộn"]
    assert titles("khong-minh-chung", inspector) == ["Không minh chứng"]
    assert titles("minh-chung-sau", inspector) == ["Minh chứng sau"]
    found = {one.code: (one.count, one.whole) for one in counted(inspector, Filters())}
    assert found["ghi-muon"] == (1, 4)
    assert found["khong-minh-chung"] == (1, 4)
    assert found["minh-chung-sau"] == (1, 3)


def test_it_finds_deadlines_moved_after_they_had_passed(world: World, inspector: Actor) -> None:
    task = done(world, "Lùi hạn", completed=None, recorded=TODAY)
    old = date(2026, 6, 1)
    moves = [(old, TODAY, old), (old, TODAY, old + timedelta(days=1)), (old, date(2026, 5, 1), old + timedelta(days=9))]
    for before, after, day in moves:
        DeadlineChange.objects.create(
            task=task, old=before, new=after, reason="Chờ vốn", by=world.clerk.user, at=moment(day)
        )
    DeadlineChange.objects.create(task=task, old=None, new=TODAY, reason="Điền", by=world.clerk.user)
    (found,) = [one for one in counted(inspector, Filters()) if one.code == "doi-han-muon"]
    assert (found.count, found.whole) == (1, 3)
    (row,) = SIGNS["doi-han-muon"].rows(inspector, Filters())
    assert timezone.localdate(row.at) == old + timedelta(days=1)


def test_it_narrows_by_unit_and_days(world: World, inspector: Actor) -> None:
    day = date(2026, 6, 1)
    done(world, "Không minh chứng", completed=day, recorded=day)
    assert titles("khong-minh-chung", inspector, unit=world.department.pk) == ["Không minh chứng"]
    assert titles("khong-minh-chung", inspector, unit=world.commune.pk) == []
    assert titles("khong-minh-chung", inspector, first=day, last=day) == ["Không minh chứng"]
    assert titles("khong-minh-chung", inspector, first=day + timedelta(days=1)) == []
    assert titles("khong-minh-chung", inspector, last=day - timedelta(days=1)) == []


def indicator_of(world: World, kind: str = "flow", name: str = "Thu") -> Indicator:
    return create_indicator(
        actor=world.clerk, keeper=world.province, name=name, unit_of_measure="tỷ đồng", kind=kind, frequency="month"
    )


def report(world: World, indicator: Indicator, number: int, value: str, unit: Unit | None = None, **more: Any) -> Any:
    unit = unit or world.department
    period = month(2026, number)
    common = {"actor": world.clerk, "indicator": indicator, "unit": unit, "provider": unit, "period": period}
    return submit_observation(value=Decimal(value), **common, **more)


def revise(figure: Observation, value: int) -> None:
    """A later revision, as an accepted correction writes it."""
    figure.pk, figure.revision, figure.revision_reason = None, figure.revision + 1, "Tính lại"
    figure.value, figure.submitted_at = value, timezone.now()
    figure.save(force_insert=True)


def test_it_finds_figures_changed_after_they_were_approved(world: World, inspector: Actor) -> None:
    indicator = indicator_of(world)
    for number in (1, 2, 3):
        approve_observation(actor=world.leader, observation=report(world, indicator, number, "5"))
    revise(Observation.objects.get(index=1), 700)
    revise(Observation.objects.get(index=2), 500)
    report(world, indicator, 4, "1")
    report(world, indicator, 4, "2", revision_reason="Sửa trước khi duyệt")
    (row,) = SIGNS["sua-sau-duyet"].rows(inspector, Filters())
    assert (row.index, row.value, row.later_value) == (1, 500, 700)
    assert SIGNS["sua-sau-duyet"].whole(inspector, Filters()).count() == 3


def test_it_finds_values_that_repeat_but_not_what_is_constant_by_nature(world: World, inspector: Actor) -> None:
    flow, ratio, score = (indicator_of(world, kind, kind) for kind in ("flow", "ratio", "score"))
    for number in (1, 2, 3, 4):
        report(world, flow, number, "9" if number < 4 else "8")
        report(world, ratio, number, "100")
        report(world, score, number, "70")
        report(world, flow, number, "0", world.commune)
    (run,) = SIGNS["lap-lai"].rows(inspector, Filters())[:10]
    assert (run.indicator, run.unit, run.length) == (flow, world.department, 3)
    assert (run.first, run.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert SIGNS["lap-lai"].whole(inspector, Filters()).count() == 3
    report(world, flow, 2, "6", revision_reason="Sửa")
    assert SIGNS["lap-lai"].rows(inspector, Filters()).count() == 0


def runs(values: list[int]) -> Iterator[tuple[int, int]]:
    """The runs of at least three, as a person would count them."""
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[start]:
            if place - start >= 3 and values[start] != 0:
                yield values[start], place - start
            start = place


class TestRepeats(TestCase):
    """A class only because Hypothesis needs Django's, which rolls back every example."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(values=st.lists(st.lists(st.integers(0, 2), max_size=12), min_size=1, max_size=3))
    def test_runs_are_what_a_person_counts(self, values: list[list[int]]) -> None:
        unit = make_unit("Sổ", UnitKind.OFFICE)
        rebuild_reach()
        clerk = make_actor("chuyenvien", "Chuyên viên", unit, Role.INSPECTOR, unit)
        expected = []
        for number, series in enumerate(values):
            indicator = Indicator.objects.create(
                keeper=unit,
                code=f"CT-{number}",
                name="Thu",
                unit_of_measure="tỷ",
                kind="flow",
                frequency="month",
                folded="",
            )
            for place, value in enumerate(series):
                period = month(2026, place + 1)
                Observation.objects.create(
                    indicator=indicator, unit=unit, provider=unit, period_kind="month", year=2026, index=place + 1,
                    period_start=period.start, period_end=period.end, value=value, submitted_by=clerk.user,
                )  # fmt: skip
            expected += [(indicator.pk, value, length) for value, length in runs(series)]
        rows = SIGNS["lap-lai"].rows(clerk, Filters())
        assert sorted((run.indicator.pk, run.value, run.length) for run in rows[:100]) == sorted(expected)
        assert rows.count() == len(expected)


def test_its_pages_open_to_who_inspects_alone_and_cost_the_same_however_many_rows(
    world: World, inspector: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client, address = Client(), reverse("inspections:signs")
    for actor, status in ((world.clerk, 403), (world.outsider, 403), (inspector, 200)):
        client.force_login(actor.user)
        assert client.get(address).status_code == status
    numbers = []
    indicator = indicator_of(world)
    for round_ in range(2):
        for place in range(1 + 9 * round_):
            day = date(2026, 6, 1)
            done(
                world,
                f"Việc {round_} {place}",
                completed=day,
                recorded=TODAY,
                proof=day + timedelta(days=place % 2 + 1),
            )
        for number in (1, 2, 3):
            report(world, indicator, number, "9", (world.department, world.commune)[round_])
        client.get(address)  # the frame judges again what has changed
        numbers.append({code: queries_of(client, f"{address}?sign={code}") for code in ("", *SIGNS)})
    assert numbers[0] == numbers[1]


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked.captured_queries)


def test_a_sign_leaves_as_excel(world: World, inspector: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    done(world, "Không minh chứng", completed=TODAY, recorded=TODAY)
    client = Client()
    client.force_login(inspector.user)
    answer = client.get(reverse("inspections:signs"), {"sign": "khong-minh-chung", "dang": "xlsx"})
    rows = read_page(streamed(answer)).rows
    assert any("Không minh chứng" in str(cell) for row in rows for cell in row)


def test_a_figure_leads_to_the_decision_that_opens_it(world: World) -> None:
    bound = inspector_of(world)
    other = decide(world, bound, Opening(units=[world.commune]), number="14-QĐ/UBKT")
    opening = decide(world, bound, Opening(units=[world.department]))
    indicator = indicator_of(world)
    report(world, indicator, 9, "5", world.commune)
    figure = report(world, indicator, 9, "7", world.department)
    actor = again(bound)
    assert other.pk == actor.inspecting[0]
    row = Run(indicator, figure.unit, figure.provider, figure.value, 3, figure.period_start, figure.period_end)
    (line,) = lines_of(actor, [row], Filters())
    assert line.address == reverse("inspections:indicator", args=[opening.pk, indicator.pk])


def test_the_unit_of_the_filter_is_typed_and_offered(world: World, inspector: Actor) -> None:
    day = date(2026, 6, 1)
    done(world, "Không minh chứng", completed=day, recorded=day)
    client = sign_in(inspector)
    address = reverse("inspections:signs")

    def shown(unit: object) -> str:
        return client.get(address, {"sign": "khong-minh-chung", "unit": unit}).content.decode()

    assert "Không minh chứng" in shown("so tai chinh")
    by_key = shown(world.department.pk)  # an address kept from before
    assert 'value="Sở Tài chính"' in by_key
    assert f"{by_key.count('Không minh chứng')}" == f"{shown('Sở Tài chính').count('Không minh chứng')}"
    wrong = shown("Sở Không Có")
    assert "Không có đơn vị “Sở Không Có” trong phần được xem" in wrong
    assert "Gần nhất: Sở Tài chính" in shown("tài chính")
    assert '<option value="Sở Tài chính"></option>' in client.get(address).content.decode()
    suggest = reverse("inspections:suggest")
    assert client.get(suggest, {"unit": "tài"}).content.decode() == '<option value="Sở Tài chính"></option>'
    assert sign_in(world.focal).get(suggest, {"unit": "tài"}).status_code == 403
