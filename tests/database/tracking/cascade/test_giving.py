"""One task for many units in one action: all or none, own days and products, told once each, constant queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_actor, make_unit
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, RelationKind, Role, Unit, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.notices.models import Message
from vaocuoc.tracking.assignment.splitting import Own
from vaocuoc.tracking.cascade.operations import give_to_many
from vaocuoc.tracking.cascade.pasting import read_own
from vaocuoc.tracking.models import Task

SAID: dict[str, Any] = {
    "title": "Rà soát bến đò ngang trên sông Nậm", "product": "Báo cáo", "due": date(2026, 12, 15),
    "received_on": date(2026, 11, 16), "today": TODAY,
}  # fmt: skip


@pytest.fixture
def communes(world: World) -> list[Unit]:
    """Twelve Party committees of communes below the province, the first with somebody who reports for it."""
    units = [make_unit(f"Đảng ủy xã Thứ {n:02d}", level=Level.COMMUNE) for n in range(12)]
    UnitRelation.objects.bulk_create(
        UnitRelation(kind=RelationKind.PARTY, parent=world.province, child=unit, valid_from=unit.valid_from)
        for unit in units
    )
    rebuild_reach()
    make_actor("xa00", "Chánh Văn phòng Đảng ủy", units[0], Role.REPORTER, units[0])
    return units


def test_it_gives_each_unit_its_own_with_its_own_day_and_product(world: World, communes: list[Unit]) -> None:
    own = {communes[1].pk: Own(date(2026, 12, 1), "Biên bản kiểm tra bến")}
    general, made = give_to_many(actor=world.clerk, keeper=world.province, units=communes, own=own, **SAID)
    assert (general.lead_post, len(made)) == (world.clerk.post, 12)
    second = Task.objects.get(parent=general, lead_unit=communes[1])
    assert (second.due, second.first_due, second.product) == (
        date(2026, 12, 1), date(2026, 12, 1), "Biên bản kiểm tra bến",
    )  # fmt: skip
    others = Task.objects.filter(parent=general).exclude(pk=second.pk)
    assert {(one.due, one.product) for one in others} == {(SAID["due"], "Báo cáo")}
    assert Entry.objects.filter(action="tasks.assign", object_id__in=[one.pk for one in made]).count() == 12
    assert Entry.objects.filter(action="cascade.give", object_id=general.pk).count() == 1
    assert Message.objects.filter(kind="tasks.given").count() == 1


def test_it_writes_nothing_where_one_unit_cannot_have_it(world: World, communes: list[Unit]) -> None:
    own = {communes[5].pk: Own(date(2026, 12, 20))}
    with pytest.raises(Refused, match="due_after_parent"):
        give_to_many(actor=world.clerk, keeper=world.province, units=communes, own=own, **SAID)
    with pytest.raises(Refused, match=r"access\.denied"):
        give_to_many(actor=world.focal, keeper=world.province, units=communes, **SAID)
    with pytest.raises(Refused, match="no_units"):
        give_to_many(actor=world.clerk, keeper=world.province, units=[], **SAID)
    assert not Task.objects.exists()
    assert not Message.objects.exists()


def test_the_same_form_sent_twice_gives_once(world: World, communes: list[Unit]) -> None:
    give_to_many(actor=world.clerk, keeper=world.province, units=communes, form_key="một", **SAID)
    with pytest.raises(Refused, match="given_already"):
        give_to_many(actor=world.clerk, keeper=world.province, units=communes, form_key="một", **SAID)
    assert Task.objects.count() == 13


def test_its_queries_do_not_grow_with_the_units(world: World, communes: list[Unit]) -> None:
    def asked(units: list[Unit]) -> int:
        with CaptureQueriesContext(connection) as seen:
            give_to_many(actor=world.clerk, keeper=world.province, units=units, **SAID)
        return len(seen)

    assert asked(communes) == asked(communes[:2])


def test_a_pasted_table_is_read_by_name_with_tabs_or_semicolons(communes: list[Unit]) -> None:
    text = "Đơn vị\tHạn\tSản phẩm\nđảng ủy xã thứ 03\t01/12/2026\t\nĐảng ủy xã Thứ 04; ; Bản đồ bến\n\n"
    found = read_own(text, communes, latest=SAID["due"], received=SAID["received_on"])
    assert found == {communes[3].pk: Own(date(2026, 12, 1)), communes[4].pk: Own(None, "Bản đồ bến")}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Đảng ủy xã Không Có; 01/12/2026", "line_unknown_unit"),
        ("Đảng ủy xã Thứ 03; mùng một", "line_bad_day"),
        ("Đảng ủy xã Thứ 03; 31/12/2026", "line_due_after_parent"),
        ("Đảng ủy xã Thứ 03; 01/11/2026", "line_due_before_receipt"),
        ("Đảng ủy xã Thứ 02", "line_twice"),
    ],
)
def test_a_bad_line_is_named_by_its_number(communes: list[Unit], line: str, code: str) -> None:
    with pytest.raises(Refused, match=code) as refused:
        read_own(f"Đảng ủy xã Thứ 02\n{line}", communes, latest=SAID["due"], received=SAID["received_on"])
    assert refused.value.facts["line"] == 2


def test_it_is_previewed_then_given_on_the_page_and_counted(
    world: World, communes: list[Unit], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("cascade:give")
    assert 'name="don-vi"' in client.get(address).content.decode()
    data: dict[str, Any] = {
        "so": world.province.pk, "nhom": "party-commune", "don-vi": [unit.pk for unit in communes[:8]], "form_key": "k",
        "title": SAID["title"], "due": "15/12/2026", "urgency": "ordinary",
        "own": "Đảng ủy xã Thứ 01; 01/12/2026; Biên bản",
    }  # fmt: skip
    preview = client.post(address, data)
    assert preview.status_code == 200
    assert "01/12/2026" in preview.content.decode()
    assert not Task.objects.exists()
    bad = client.post(address, data | {"own": "Xã nào đó; 01/12/2026"})
    assert (bad.status_code, "Dòng 1" in bad.content.decode()) == (422, True)
    given = client.post(address, data | {"ghi": "1"})
    assert given.status_code == 302
    general = Task.objects.get(parent=None)
    assert general.children.count() == 8
    Task.objects.filter(parent=general, lead_unit__in=communes[:3]).update(closure="done", completed_on=TODAY)
    page = client.get(given.headers["Location"]).content.decode()
    assert "3/8 đơn vị đã xong" in page
    only = client.get(given.headers["Location"] + "?trang-thai=done_on_time").content.decode()
    assert only.count('id="viec-') == 3
    assert "3/8 đã xong" in client.get(reverse("tasks:detail", args=[general.pk])).content.decode()
