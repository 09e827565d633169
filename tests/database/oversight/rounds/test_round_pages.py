"""Pages of rounds: the same cost for many units, filters, Excel, approving several, what waits for me."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World, make_unit, streamed
from tests.database.oversight.rounds.conftest import OCTOBER
from tests.database.oversight.rounds.many import many_reports
from tests.database.oversight.rounds.test_reports import fill
from tests.database.tracking.sheets import read_page
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import duties_of
from vaocuoc.notices.models import Message
from vaocuoc.oversight.models import Regime, Round, RoundReport
from vaocuoc.oversight.rounds.duties import calendar_items, duties
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.operations import approve_report, approve_several, hand_in, return_report
from vaocuoc.tracking.models import Indicator, Submission, Task
from vaocuoc.tracking.submissions.operations import submit


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def signed(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("query", ["", "?tinh_trang=late", "?tinh_trang=waiting", "?q=so 00", "?cap=commune"])
def test_a_round_costs_the_same_for_three_hundred_units(world: World, october: Round, query: str) -> None:
    client, address = signed(world.clerk), f"/bao-cao-ky/{october.pk}/{query}"
    many_reports(october, 60, parents=3)
    few = cost(client, address)
    many_reports(october, 240, parents=3)
    assert cost(client, address) <= few


def test_a_round_is_narrowed_to_a_group_a_name_and_a_unit_above(world: World, october: Round) -> None:
    many_reports(october, 12, parents=2)
    client = signed(world.clerk)
    late = client.get(f"/bao-cao-ky/{october.pk}/?tinh_trang=returned")
    assert {one.state for one, _group, _late in late.context["rows"]} == {"returned"}
    named = client.get(f"/bao-cao-ky/{october.pk}/?q=xa so 0003")
    assert [one.provider.name for one, _group, _late in named.context["rows"]] == ["Đảng ủy xã số 0003"]
    above = RoundReport.objects.get(provider__name="Đảng ủy xã số 0003").parent_id
    below = client.get(f"/bao-cao-ky/{october.pk}/?cap_tren={above}")
    assert {one.parent_id for one, _group, _late in below.context["rows"]} == {above}


def test_the_list_goes_to_excel_as_it_is_narrowed(world: World, october: Round) -> None:
    many_reports(october, 12, parents=2)
    answer = signed(world.clerk).get(f"/bao-cao-ky/{october.pk}/excel/?tinh_trang=late")
    page = read_page(streamed(answer))
    texts = [str(value) for row in page.rows for value in row if value]
    late = RoundReport.objects.filter(round=october, state__in=("none", "draft"), due__lt=TODAY)
    assert late.exists()
    assert all(one.provider.name in texts for one in late)
    assert "Sở Tài chính" in texts
    returned = RoundReport.objects.filter(state="returned").select_related("provider")
    assert not any(one.provider.name in texts for one in returned)


def test_a_reporter_sees_only_the_own_row(world: World, october: Round) -> None:
    many_reports(october, 12, parents=2)
    answer = signed(world.focal).get(f"/bao-cao-ky/{october.pk}/")
    assert [one.provider for one, _group, _late in answer.context["rows"]] == [world.department]
    assert answer.context["counts"].total == 1


def test_several_are_approved_all_or_none(
    world: World, october: Round, mine: RoundReport, trained: Indicator, task: Task, reporter_of_commune: Actor
) -> None:
    other = RoundReport.objects.get(round=october, provider=world.commune)
    fill(world.focal, mine, trained, task)
    fill(reporter_of_commune, other, trained, None)
    hand_in(actor=world.focal, report=mine)
    with pytest.raises(Refused, match=r"rounds\.one_refused"):
        approve_several(actor=world.clerk, reports=[mine, other])
    assert not RoundReport.objects.filter(state="approved").exists()
    hand_in(actor=reporter_of_commune, report=other)
    chosen = {"bao-cao": [mine.pk, other.pk]}
    signed(world.clerk).post(f"/bao-cao-ky/{october.pk}/duyet/?tinh_trang=waiting", chosen)
    assert RoundReport.objects.filter(state="approved").count() == 2


def test_what_one_owes_stands_among_ones_duties_and_in_the_calendar(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    (duty,) = duties(world.focal)
    assert (duty.kind, duty.due) == ("rounds.owed", mine.due)
    (item,) = calendar_items(world.focal)
    assert (item.day, item.path) == (mine.due, duty.url)
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    (waits,) = duties(world.focal)
    assert (waits.kind, waits.waits, waits.whom) == ("rounds.waiting", True, "Tỉnh ủy Minh Giang")
    assert [one.kind for one in duties(world.clerk)] == ["rounds.approve"]


def test_what_is_owed_to_a_ministry_stands_among_the_duties_of_the_office(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    regime = make_regime(name="Báo cáo quyết toán", receiver="Bộ Tài chính", relation="", sections=())
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    (duty,) = duties(world.clerk)
    assert "Bộ Tài chính" in duty.note
    sent = {"number": "45-BC/TU", "sent_on": "19/11/2026"}
    signed(world.clerk).post(f"/bao-cao-ky/bao-cao/{made.reports.get().pk}/da-gui/", sent)
    assert made.reports.get().sent_number == "45-BC/TU"
    assert list(duties(world.clerk)) == []


def test_a_cell_is_saved_alone_and_says_when(world: World, mine: RoundReport, trained: Indicator) -> None:
    address = f"/bao-cao-ky/bao-cao/{mine.pk}/so/{trained.pk}/{world.department.pk}/"
    key = f"o{trained.pk}-{world.department.pk}-so"
    client = signed(world.focal)
    good = client.post(address, {key: "12"}, headers={"HX-Request": "true"})
    assert "Đã lưu lúc" in good.content.decode()
    assert 'id="missing"' in good.content.decode()
    bad = client.post(address, {key: "mười hai"}, headers={"HX-Request": "true"})
    assert (bad.status_code, "không phải là số" in bad.content.decode()) == (422, True)


def test_a_form_that_asks_for_nothing_says_where(world: World) -> None:
    sent = {
        "keeper": world.province.pk, "kind": "periodic", "valid_from": "01/01/2026", "name": "Báo cáo tháng",
        "relation": "party", "channel": "here", "cycle": "month", "calendar": "civil", "opens_before": "3",
        "figures": "none", "days_commune": "2", "days_province": "4",
    }  # fmt: skip
    client = signed(world.clerk)
    refused = client.post("/bao-cao-ky/che-do/moi/", sent)
    assert refused.status_code == 422
    assert "figures" in refused.context["form"].errors
    unknown = client.post("/bao-cao-ky/che-do/moi/", sent | {"named": "Sở Không Có", "sections": "Kết quả"})
    assert "named" in unknown.context["form"].errors
    hidden = client.post("/bao-cao-ky/che-do/moi/", sent | {"named": "Tỉnh ủy Sơn Kê", "sections": "Kết quả"})
    assert "Tỉnh ủy Sơn Kê" in str(hidden.context["form"].errors["named"])
    assert world.elsewhere.name not in hidden.content.decode()
    assert client.post("/bao-cao-ky/che-do/moi/", sent | {"sections": "Kết quả"}).status_code == 302
    assert Regime.objects.get().versions.get().working_days == {"commune": 2, "province": 4}


def test_a_regime_that_names_units_of_one_name_is_changed_as_it_was_shown(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    twins = [make_unit("Xã Đồng Nội"), make_unit("Xã Đồng Nội")]  # hidden from the clerk, who finds them here
    regime = make_regime(named=twins)
    client = signed(world.clerk)
    address = f"/bao-cao-ky/che-do/{regime.pk}/sua/"
    shown = client.get(address).context["form"].initial
    assert sorted(shown["named"].splitlines()) == sorted(f"Xã Đồng Nội (số {unit.pk})" for unit in twins)
    sent = {name: value for name, value in shown.items() if value not in (None, False)} | {"valid_from": "01/12/2026"}
    assert client.post(address, sent | {"name": "Báo cáo khác"}).status_code == 302
    assert set(regime.versions.get(name="Báo cáo khác").named.all()) == set(twins)


def test_a_page_with_one_wrong_figure_keeps_nothing_and_shows_everything_as_typed(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    section = mine.round.version.sections.get(place=1).pk
    place = f"{trained.pk}-{world.department.pk}"
    typed = {
        "o": place,
        f"o{place}-so": "mười hai",
        "v": task.pk,
        f"v{task.pk}-kq": "Đã trình",
        "m": section,
        f"m{section}": "Xong",
    }
    answer = signed(world.focal).post(f"/bao-cao-ky/bao-cao/{mine.pk}/", typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert all(text in shown for text in ("mười hai", "Đã trình", "Xong", "không phải là số"))
    mine.refresh_from_db()
    assert (mine.state, mine.texts.count(), mine.tasks.count()) == ("none", 0, 0)


def lines(actor: Actor) -> list[str]:
    return [one.kind for one in duties_of(actor) if one.kind.startswith(("rounds.", "submissions."))]


def test_a_report_of_figures_in_a_round_has_one_line_among_what_waits(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    assert lines(world.focal) == ["rounds.owed"], "whoever fills the round's page has filled the figures"
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    assert lines(world.focal) == ["rounds.waiting"]
    assert lines(world.clerk) == ["rounds.approve"]
    return_report(actor=world.clerk, report=mine, reason="Thiếu kiến nghị")
    assert lines(world.focal) == ["rounds.owed"]
    mine.round.closed_on = TODAY
    mine.round.save()
    assert lines(world.focal) == ["submissions.owed"], "a closed round takes nothing more, its figures still wait"


def test_figures_handed_in_before_the_round_is_wait_on_their_own(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    fill(world.focal, mine, trained, task)
    submit(actor=world.focal, submission=Submission.objects.select_related("keeper", "provider").get())
    assert lines(world.focal) == ["rounds.owed"]
    assert lines(world.clerk) == ["submissions.approve"]


def test_what_a_round_does_with_figures_is_told_once(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    return_report(actor=world.clerk, report=mine, reason="Thiếu kiến nghị")
    hand_in(actor=world.focal, report=mine)
    approve_report(actor=world.clerk, report=mine)
    told = Message.objects.filter(receipts__post=world.focal.post, kind__regex="returned|approved")
    assert sorted(told.values_list("kind", flat=True)) == ["rounds.approved", "rounds.returned"]
