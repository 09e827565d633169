"""A task for all units of a kind: a general line and one task for each, given in one go; the indicator it may serve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, RelationKind, Unit, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.assignment.splitting import kind_of_words, kinds_below, split_task
from vaocuoc.tracking.intake.likeness import indicators_served
from vaocuoc.tracking.models import Indicator, Task, TaskParty

Give = Callable[..., Task]


@pytest.fixture
def communes(world: World) -> list[Unit]:
    """Twelve Party committees of communes below the province."""
    units = [make_unit(f"Đảng ủy xã Thứ {n:02d}", level=Level.COMMUNE) for n in range(12)]
    UnitRelation.objects.bulk_create(
        UnitRelation(kind=RelationKind.PARTY, parent=world.province, child=unit, valid_from=unit.valid_from)
        for unit in units
    )
    rebuild_reach()
    return units


def test_it_gives_each_unit_its_own_task_under_the_general_line(world: World, communes: list[Unit], give: Give) -> None:
    general = give(product="Báo cáo", cooperating=[world.office])
    made = split_task(actor=world.clerk, task=general, units=communes, today=TODAY)
    assert [one.lead_unit for one in made] == communes
    assert {
        (one.parent, one.due, one.first_due, one.product, one.title) for one in Task.objects.filter(parent=general)
    } == {(general, general.due, general.due, "Báo cáo", general.title)}
    assert len({one.code for one in Task.objects.all()}) == len(communes) + 1
    assert TaskParty.objects.filter(task__parent=general, unit=world.office).count() == len(communes)
    general.refresh_from_db()
    assert general.closure == ""
    assert Entry.objects.filter(action="tasks.assign", object_id__in=[one.pk for one in made]).count() == len(communes)
    assert Entry.objects.filter(action="tasks.split", object_id=general.pk).count() == 1


def test_it_gives_nobody_the_same_twice(world: World, communes: list[Unit], give: Give) -> None:
    general = give()
    split_task(actor=world.clerk, task=general, units=communes[:5], today=TODAY)
    again = split_task(actor=world.clerk, task=general, units=communes, today=TODAY)
    assert [one.lead_unit for one in again] == communes[5:]
    with pytest.raises(Refused, match="split_already"):
        split_task(actor=world.clerk, task=general, units=communes, today=TODAY)


def test_it_refuses_without_units_without_the_right_and_when_closed(
    world: World, communes: list[Unit], give: Give
) -> None:
    general = give()
    with pytest.raises(Refused, match="no_units"):
        split_task(actor=world.clerk, task=general, units=[], today=TODAY)
    with pytest.raises(Refused, match=r"access\.denied"):
        split_task(actor=world.focal, task=general, units=communes, today=TODAY)
    Task.objects.filter(pk=general.pk).update(closure="cancelled")
    with pytest.raises(Refused, match=r"tasks\.closed"):
        split_task(actor=world.clerk, task=general, units=communes, today=TODAY)
    assert not Task.objects.filter(parent=general).exists()


def test_it_asks_about_as_many_queries_for_twelve_as_for_three(world: World, communes: list[Unit], give: Give) -> None:
    def asked(units: list[Unit]) -> int:
        general = give()
        with CaptureQueriesContext(connection) as seen:
            split_task(actor=world.clerk, task=general, units=units, today=TODAY)
        return len(seen)

    assert asked(communes) == asked(communes[:3])


def test_it_knows_the_kind_that_a_phrase_addresses(world: World, communes: list[Unit]) -> None:
    assert kind_of_words("các đảng ủy xã, phường, đặc khu") == "party-commune"
    assert kind_of_words("Sở Tài chính") == ""
    first = kinds_below(world.province, today=TODAY)[0]
    assert (first.code, first.number) == ("party-commune", 13)


def test_it_is_chosen_previewed_and_given_on_the_page(
    world: World, communes: list[Unit], give: Give, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    general = give()
    address = reverse("assignment:split_task", args=[general.pk])
    page = client.get(address).content.decode()
    assert page.count('name="don-vi"') == page.count('" checked> Đảng ủy') == 13
    data: dict[str, Any] = {"nhom": "party-commune", "don-vi": [unit.pk for unit in communes]}
    preview = client.post(address, data).content.decode()
    assert "Sẽ ghi 12 nhiệm vụ" in preview
    assert not Task.objects.filter(parent=general).exists()
    assert client.post(address, data | {"ghi": "1"}).status_code == 302
    assert Task.objects.filter(parent=general).count() == 12
    assert client.post(address, {"nhom": "party-commune"}).status_code == 422


# --- which indicator a task may serve ---------------------------------------------------------------------------------


def test_it_proposes_the_indicator_that_a_task_speaks_of_with_the_shared_words(
    world: World, indicator: Indicator
) -> None:
    found = indicators_served(
        {1: "Đẩy nhanh giải ngân vốn đầu tư công các tháng cuối năm", 2: "Rà soát quy hoạch ba xã ven sông"},
        keeper=world.province,
    )
    assert set(found) == {1}
    assert found[1].indicator == indicator
    assert found[1].words == "giải ngân vốn đầu tư công"


def test_it_proposes_nothing_where_two_fit_equally(world: World, indicator: Indicator) -> None:
    Indicator.objects.create(
        keeper=world.province, code="KT-05", name="Tổng giải ngân vốn đầu tư công", unit_of_measure="tỷ đồng",
        kind="flow", frequency="month", folded="",
    )  # fmt: skip
    assert indicators_served({1: "Đẩy nhanh giải ngân vốn đầu tư công"}, keeper=world.province) == {}
