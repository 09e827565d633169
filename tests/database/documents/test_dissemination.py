"""Dissemination of a document: who reported of how many, the share of members, nobody counted twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import BEGIN, TODAY, World, make_actor, make_unit
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Role, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.dissemination import notices
from vaocuoc.documents.dissemination.adding import Figure, Held, add_up
from vaocuoc.documents.dissemination.duties import duties
from vaocuoc.documents.dissemination.models import Dissemination
from vaocuoc.documents.dissemination.operations import (
    excuse,
    open_dissemination,
    report_session,
    take_back,
    units_below,
)
from vaocuoc.documents.dissemination.queries import coverages, standing
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.formats.grids import load_grids
from vaocuoc.notices.models import Receipt


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


# --- adding up --------------------------------------------------------------------------------------------------------


def test_own_sessions_and_those_below_are_not_added() -> None:
    held = {1: Held(80, 100), 2: Held(30, 40), 3: Held(60, 60)}
    assert add_up(held, {2: 1, 3: 1})[1] == Figure(90, 100, 3)


def test_branches_are_added() -> None:
    assert add_up({2: Held(30, 40), 3: Held(60, 60)}, {2: 1, 3: 1})[1] == Figure(90, 100, 2)


@given(
    st.dictionaries(st.integers(1, 12), st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12),
    st.dictionaries(st.integers(2, 12), st.integers(1, 11), max_size=11),
)
def test_never_more_than_all_took_part(numbers: dict[int, tuple[int, int]], above: dict[int, int]) -> None:
    held = {unit: Held(min(pair), max(pair)) for unit, pair in numbers.items()}
    parents = {child: parent for child, parent in above.items() if parent < child}
    found = add_up(held, parents)
    assert all(one.attended <= one.members for one in found.values())
    for unit, own in held.items():
        assert found[unit].attended >= own.attended
        assert found[unit].members >= own.members
    tops = [one for unit, one in found.items() if unit not in parents]
    assert sum(one.reported for one in tops) == len(held)
    assert sum(one.members for one in tops) <= sum(one.members for one in held.values())


# --- what is done -----------------------------------------------------------------------------------------------------


@pytest.fixture
def paper(world: World) -> Document:
    return Document.objects.create(
        keeper=world.province, type="resolution", number="12-NQ/TU", title="Về chuyển đổi số", issued_on=TODAY,
        uploaded_by=world.clerk.user, folded="ve chuyen doi so",
    )  # fmt: skip


@pytest.fixture
def focal(world: World) -> Actor:
    return make_actor("daumoixa", "Đầu mối xã", world.commune, Role.REPORTER, world.commune)


def opened(world: World, paper: Document) -> Dissemination:
    units = units_below(world.province, today=TODAY, direct=True)
    return open_dissemination(
        actor=world.clerk, document=paper, keeper=world.province, units=units, due=TODAY + timedelta(days=3)
    )


@pytest.mark.django_db
def test_it_is_owed_by_party_organisations_below_who_are_told_and_see_the_paper(
    world: World, paper: Document, focal: Actor
) -> None:
    made = opened(world, paper)
    assert [one.unit for one in made.owed.all()] == [world.commune]
    assert Receipt.objects.filter(message__kind="dissemination.asked", post=focal.post).count() == 1
    assert visible_documents(focal).filter(pk=paper.pk).exists()
    assert [one.kind for one in duties(focal)] == ["dissemination.owed"]


@pytest.mark.django_db
def test_a_report_covers_its_unit_until_it_is_taken_back(world: World, paper: Document, focal: Actor) -> None:
    made = opened(world, paper)
    session = report_session(
        actor=focal, dissemination=made, unit=world.commune, held_on=TODAY, attended=90, members=120
    )
    result = standing(made, today=TODAY)
    assert (result.reported, result.total, result.whole) == (1, 1, Figure(90, 120, 1))
    assert [(one.reported, one.total) for one in coverages([made])] == [(1, 1)]
    assert list(duties(focal)) == []
    take_back(actor=focal, session=session, reason="Nhầm ngày")
    assert standing(made, today=TODAY).reported == 0


@pytest.mark.django_db
def test_a_cell_and_its_committee_are_not_added(world: World, paper: Document, focal: Actor) -> None:
    cell = make_unit("Chi bộ thôn 1", UnitKind.CELL)
    UnitRelation.objects.create(kind=RelationKind.PARTY, parent=world.commune, child=cell, valid_from=BEGIN)
    rebuild_reach()
    made = opened(world, paper)
    for unit, attended, members in ((world.commune, 80, 100), (cell, 25, 30)):
        report_session(actor=focal, dissemination=made, unit=unit, held_on=TODAY, attended=attended, members=members)
    assert standing(made, today=TODAY).whole == Figure(80, 100, 2)


@pytest.mark.django_db
def test_one_reports_for_ones_own_units_alone(world: World, paper: Document) -> None:
    made = opened(world, paper)
    with pytest.raises(Refused, match=r"access\.denied"):
        report_session(actor=world.focal, dissemination=made, unit=world.commune, held_on=TODAY, attended=1, members=1)


@pytest.mark.django_db
def test_numbers_that_cannot_be_are_refused(world: World, paper: Document, focal: Actor) -> None:
    made = opened(world, paper)
    for attended, members, code in ((5, 4, "more_than_all"), (0, 0, "no_members")):
        with pytest.raises(Refused, match=rf"dissemination\.{code}"):
            report_session(
                actor=focal, dissemination=made, unit=world.commune, held_on=TODAY, attended=attended, members=members
            )
    later = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match=r"dissemination\.day_in_future"):
        report_session(actor=focal, dissemination=made, unit=world.commune, held_on=later, attended=1, members=1)


@pytest.mark.django_db
def test_an_excused_unit_owes_nothing(world: World, paper: Document) -> None:
    made = opened(world, paper)
    excuse(actor=world.clerk, owed=made.owed.get(), reason="Mới thành lập")
    assert standing(made, today=TODAY).total == 0


@pytest.mark.django_db
def test_a_draft_is_not_disseminated_and_nothing_is_opened_twice(world: World, paper: Document) -> None:
    opened(world, paper)
    with pytest.raises(Refused, match=r"conflict\.dissemination_open"):
        opened(world, paper)
    Dissemination.objects.all().delete()
    paper.handling = "draft"
    with pytest.raises(Refused, match=r"dissemination\.draft"):
        opened(world, paper)


@pytest.mark.django_db
def test_the_morning_reminds_who_has_not_reported(world: World, paper: Document, focal: Actor) -> None:
    opened(world, paper)
    notices.remind(TODAY)
    assert Receipt.objects.filter(message__kind="dissemination.due_soon", post=focal.post).count() == 1
    notices.remind(TODAY + timedelta(days=4))
    assert Receipt.objects.filter(message__kind="dissemination.late", post=focal.post).count() == 1


@pytest.mark.django_db
def test_the_focal_point_reports_on_one_page(world: World, paper: Document, focal: Actor) -> None:
    made = opened(world, paper)
    client = Client()
    client.force_login(focal.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "0/1" in client.get(f"/quan-triet/{made.pk}/").content.decode()
    data = {
        "unit": world.commune.pk, "held_on": "19/11/2026", "form": "online", "attended": "90", "members": "120",
    }  # fmt: skip
    assert client.post(f"/quan-triet/{made.pk}/bao-cao/", data).status_code == 302
    assert "90/120 đảng viên" in client.get(f"/quan-triet/{made.pk}/").content.decode()


@pytest.mark.django_db
def test_the_paper_says_how_far_it_is(world: World, paper: Document) -> None:
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert f"/quan-triet/moi/?van-ban={paper.pk}" in client.get(f"/tai-lieu/{paper.pk}/").content.decode()
    opened(world, paper)
    assert "0/1 tổ chức đảng đã báo cáo" in client.get(f"/tai-lieu/{paper.pk}/").content.decode()


@pytest.mark.django_db
def test_the_file_has_every_unit_and_every_session(world: World, paper: Document, tmp_path: Path) -> None:
    made = opened(world, paper)
    unit = world.commune
    report_session(
        actor=world.clerk, dissemination=made, unit=unit, held_on=TODAY, attended=90, members=100, on_behalf_of="x"
    )
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"".join(client.get(f"/quan-triet/{made.pk}/?dang=xlsx").streaming_content))
    units, sessions = (
        [[cell.text for cell in row.values()] for row in grid.rows().values()] for grid in load_grids(path)
    )
    assert [row for row in units if unit.name in row and "đã báo cáo" in row]
    assert [row for row in sessions if unit.name in row and "90" in row]
