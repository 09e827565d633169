"""Every figure of a list says where it comes from, beside the list and on its own page, and asks nothing before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import month
from vaocuoc.core.measuring import RULE_VERSION
from vaocuoc.tracking.indicators.operations import submit_observation
from vaocuoc.tracking.models import Indicator, Target, Task
from vaocuoc.tracking.shortcomings.operations import create_shortcoming, set_shortcoming_state
from vaocuoc.tracking.tasks.operations import change_deadline
from vaocuoc.tracking.whence.rules import STATE_RULES, VERDICT_RULES, state_rule, verdict_rule
from vaocuoc.ui.words import TASK_STATES, VERDICTS

Give = Callable[..., Task]
BOX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def controls(page: Any) -> list[str]:
    """The addresses that the page's own controls ask."""
    found = re.findall(r'<a class="src" data-whence href="([^"]+)"', page.content.decode())
    return [address.replace("&amp;", "&") for address in found]


def test_it_tells_the_arithmetic_the_reporter_and_the_rule_of_a_figure(
    world: World, indicator: Indicator, target: Target, office: Client
) -> None:
    submit_observation(
        actor=world.focal,
        indicator=indicator,
        unit=world.province,
        provider=world.department,
        period=month(2026, 10),
        value=Decimal("40.5"),
    )
    [address] = controls(office.get("/chi-tieu/?xem=tat-ca"))
    told = office.get(address, **BOX).content.decode()
    assert "<html" not in told
    for words in ("40,5", "Sở Tài chính", "Đầu mối Sở Tài chính", "chưa duyệt", "Lộ trình đến", "Mục tiêu: ",
                  f"bản ngưỡng {RULE_VERSION}", "20/11/2026", verdict_rule("off_track")):  # fmt: skip
        assert words in told, words
    whole = office.get(address).content.decode()
    assert "<html" in whole
    assert "Sở Tài chính" in whole


def test_it_tells_how_many_days_late_a_task_is_and_who_set_its_day(world: World, give: Give, office: Client) -> None:
    task = give(due=date(2026, 10, 1))
    change_deadline(actor=world.leader, task=task, new=date(2026, 10, 30), reason="Chờ vốn đối ứng")
    [address] = controls(office.get("/nhiem-vu/?xem=tat-ca"))
    told = office.get(address, **BOX).content.decode()
    for words in ("21 ngày", "20/11/2026 − 30/10/2026", "Phó Bí thư Thường trực", "Chờ vốn đối ứng", "01/10/2026",
                  state_rule("overdue")):  # fmt: skip
        assert words in told, words


def test_it_tells_of_a_shortcoming(world: World, office: Client) -> None:
    one = create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm")
    set_shortcoming_state(actor=world.clerk, shortcoming=one, state="overcome", note="Đã xong đợt hai")
    [address] = controls(office.get("/han-che/?xem=tat-ca"))
    told = office.get(address, **BOX).content.decode()
    assert "Đã xong đợt hai" in told
    assert "ghi tay" in told


def test_it_asks_the_same_of_the_database_for_a_page_of_many_rows(
    world: World, give: Give, office: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    give()
    office.get("/nhiem-vu/?xem=tat-ca")
    with CaptureQueriesContext(connection) as one:
        office.get("/nhiem-vu/?xem=tat-ca")
    for number in range(10):
        give(title=f"Việc {number}")
    with django_assert_num_queries(len(one)):
        assert len(controls(office.get("/nhiem-vu/?xem=tat-ca"))) == 11


def test_it_keeps_the_control_where_the_column_of_the_figure_is_hidden(give: Give, office: Client) -> None:
    give()
    assert len(controls(office.get("/nhiem-vu/?cot=ma,nhiem-vu"))) == 1


def test_it_hides_what_one_may_not_see(world: World, give: Give, client: Client) -> None:
    task = give()
    client.force_login(world.outsider.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/nhiem-vu/{task.pk}/tu-dau/", **BOX).status_code == 404


def test_it_has_a_sentence_for_every_verdict_and_every_state() -> None:
    assert list(VERDICT_RULES) == list(VERDICTS)
    assert list(STATE_RULES) == list(TASK_STATES)
    assert all(verdict_rule(code) for code in VERDICTS)
    assert all(state_rule(code) for code in TASK_STATES)


def test_it_tells_what_the_board_counts_with_the_numbers_of_the_board(
    world: World, give: Give, indicator: Indicator, target: Target, office: Client
) -> None:
    give(due=date(2026, 10, 30)), give(due=date(2026, 11, 25)), give()
    board = office.get("/")
    asked = [address for address in controls(board) if address.startswith("/tu-dau/")]
    parts = {part for address in asked for part in re.findall(r"phan=([\w-]+)", address)}
    assert parts >= {"chi-tieu", "nhiem-vu", "sap-toi"}
    shown = board.context["board"]
    told = office.get("/tu-dau/?phan=nhiem-vu").context["parts"][0]
    assert {one.url: one.number for one in told.numbers} == {one.url: one.number for one in shown.states}
    told = office.get("/tu-dau/?phan=chi-tieu").context["parts"][0]
    assert {one.url: one.number for one in told.numbers} == {one.url: one.number for one in shown.verdicts}
    assert f"bản ngưỡng {RULE_VERSION}" in dict(told.facts)["Quy tắc"]
    coming = office.get("/tu-dau/?phan=sap-toi").context["parts"][0]
    assert sum(one.number for one in coming.numbers) == shown.coming_total
