"""Who owes a programme or a session: in the unit's work, in the office's, in the morning's reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World
from tests.database.oversight.test_coverage import DUE, client_of, communes, put
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import Duty
from vaocuoc.documents.dissemination.duties import duties as of_sessions
from vaocuoc.documents.dissemination.operations import open_dissemination, report_session
from vaocuoc.documents.models import Document
from vaocuoc.notices.models import Receipt
from vaocuoc.oversight.coverage.duties import duties
from vaocuoc.oversight.coverage.models import NotedProgramme
from vaocuoc.oversight.coverage.operations import ask_units, forget_programme, note_programme
from vaocuoc.oversight.reminders import remind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def resolution(world: World) -> Document:
    made = put(world, "01-NQ/TU", type="resolution")
    ask_units(actor=world.clerk, document=made, units=[world.department, world.commune], due=DUE)
    return made


def owed(actor: Actor) -> list[tuple[str, date | None]]:
    return [(one.kind, one.due) for one in duties(actor)]


def waiting(actor: Actor) -> list[Duty]:
    return [one for one in duties(actor) if one.waits]


def note(world: World, document: Document, actor: Actor, number: str = "9-CTr/ĐU") -> NotedProgramme:
    return note_programme(
        actor=actor, document=document, unit=world.department, number=number, issued_on=DUE, today=TODAY
    )


def test_a_unit_owes_its_programme_by_the_day_set_until_it_issued_one(world: World, resolution: Document) -> None:
    assert owed(world.focal) == [("coverage.owed", DUE)]
    # The office's own register may be closed to the unit: what the unit issued counts all the same.
    put(world, "5-CTr/STC", resolution, issuer_unit=world.department)
    assert owed(world.focal) == []


def test_the_office_sees_how_many_units_owe(world: World, resolution: Document) -> None:
    (duty,) = waiting(world.clerk)
    assert (duty.kind, duty.due, duty.whom) == ("coverage.owing", DUE, "2/2 đơn vị chưa ban hành")
    note(world, resolution, world.focal)
    assert waiting(world.clerk)[0].whom == "1/2 đơn vị chưa ban hành"
    ask_units(actor=world.clerk, document=resolution, units=[world.department], due=DUE)
    assert waiting(world.clerk) == []


def test_what_is_not_due_within_a_week_does_not_press_the_office(world: World, resolution: Document) -> None:
    for days, shown in ((8, 0), (7, 1)):
        due = TODAY + timedelta(days=days)
        ask_units(actor=world.clerk, document=resolution, units=[world.department], due=due)
        assert (len(waiting(world.clerk)), owed(world.focal)) == (shown, [("coverage.owed", due)])


def test_a_unit_notes_its_own_programme_and_takes_it_back(world: World, resolution: Document) -> None:
    client, address = client_of(world, "focal"), f"/tai-lieu/{resolution.pk}/trien-khai/don-vi/"
    assert "quá hạn" in client.get(address).content.decode()
    assert client.post(address, {"number": "9-CTr/ĐU", "issued_on": ""}).status_code == 422
    assert client.post(address, {"number": "9-CTr/ĐU", "issued_on": "11/03/2026"}).status_code == 302
    assert "ban hành chậm 10 ngày" in client.get(address).content.decode()
    office = client_of(world, "clerk").get(f"/tai-lieu/{resolution.pk}/trien-khai/").content.decode()
    assert "đơn vị ghi" in office
    assert client.post(address, {"viec": "bo"}).status_code == 302
    assert not NotedProgramme.objects.exists()
    assert client.post(address, {"viec": "bo"}).status_code == 302  # a second click


def test_a_unit_takes_back_no_note_of_the_office_and_notes_for_no_other(world: World, resolution: Document) -> None:
    noted = note(world, resolution, world.clerk)
    with pytest.raises(Refused, match=r"access\.denied"):
        forget_programme(actor=world.focal, noted=noted)
    with pytest.raises(Refused, match=r"access\.denied"):
        note_programme(
            actor=world.focal, document=resolution, unit=world.commune, number="1", issued_on=DUE, today=TODAY
        )
    page = client_of(world, "focal").get(f"/tai-lieu/{resolution.pk}/trien-khai/don-vi/").content.decode()
    assert "9-CTr/ĐU" in page
    assert "Bỏ ghi" not in page


def test_a_unit_of_which_nothing_was_asked_is_told_so(world: World, resolution: Document) -> None:
    ask_units(actor=world.clerk, document=resolution, units=[world.commune], due=DUE)
    client, address = client_of(world, "focal"), f"/tai-lieu/{resolution.pk}/trien-khai/don-vi/"
    assert "không phải ban hành" in client.get(address).content.decode()
    assert client.post(address, {"number": "1", "issued_on": "11/03/2026"}).status_code == 422
    assert owed(world.focal) == []


def test_the_paper_leads_a_unit_that_was_asked_to_its_programme(world: World, resolution: Document) -> None:
    page = client_of(world, "focal").get(f"/tai-lieu/{resolution.pk}/").content.decode()
    assert f"/tai-lieu/{resolution.pk}/trien-khai/don-vi/" in page


def test_units_are_reminded_before_the_day_after_it_and_every_week(world: World, resolution: Document) -> None:
    def told(when: date) -> int:
        before = Receipt.objects.count()
        remind(when)
        return Receipt.objects.count() - before

    days = [told(DUE + timedelta(days=offset)) for offset in (-8, -7, 0, 1, 2, 8, 92)]
    assert days == [0, 1, 0, 1, 0, 1, 0]
    note(world, resolution, world.focal)
    assert told(DUE + timedelta(days=15)) == 0


def test_my_work_asks_as_often_for_many_papers_as_for_few(world: World) -> None:
    def asked(number: int) -> int:
        for place in range(number):
            made = put(world, f"{place}{number}-NQ/TU", type="resolution")
            ask_units(actor=world.clerk, document=made, units=[world.department, world.commune], due=DUE)
        with CaptureQueriesContext(connection) as queries:
            assert len(list(duties(world.focal))) >= number
            assert len(list(duties(world.clerk))) >= number
        return len(queries)

    assert asked(1) == asked(6)


def test_the_office_sees_how_many_units_owe_a_session(world: World, resolution: Document) -> None:
    first, second = communes(world, 2)
    made = open_dissemination(
        actor=world.clerk, document=resolution, keeper=world.province, units=[first, second], due=TODAY
    )
    (duty,) = of_sessions(world.clerk)
    assert (duty.kind, duty.waits, duty.whom) == ("dissemination.owing", True, "2/2 đơn vị chưa báo cáo")
    for unit in (first, second):
        report_session(
            actor=world.clerk, dissemination=made, unit=unit, held_on=TODAY, attended=1, members=2, on_behalf_of="x"
        )
    assert list(of_sessions(world.clerk)) == []
