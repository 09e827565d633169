"""The demonstration loads whole, through the operations, and every number of its board is the length of a list."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings

from tests.demonstration import DATABASE, demonstration_in
from vaocuoc.audit.models import Entry
from vaocuoc.config import demo
from vaocuoc.config.demo.province import SEATS
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Unit, UnitReach, User
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.models import Document, FindingState, Reading, ReadingState
from vaocuoc.publishing.board.queries import Board, board
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.indicators.standing import standing_counts, standings_of
from vaocuoc.tracking.models import Evidence, Observation, Target, Task
from vaocuoc.tracking.tasks.queries import task_counts
from vaocuoc.ui import clock

pytestmark = pytest.mark.django_db

COMMUNES = 7
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="module", autouse=True)
def demonstration(
    django_db_setup: None, django_db_blocker: Any, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """One demonstration for all tests here; each test takes back what it did itself.

    On SQLite it is the one that its command filled for this test run. Where another database is tested a small one is
    loaded into that, and taken back at the end.
    """
    folder = tmp_path_factory.mktemp("demonstration")
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "files"),
    ):
        patch.setenv("VAOCUOC_TODAY", demo.DAY.isoformat())
        with _filled(shared_folder, folder) if connection.vendor == "sqlite" else _loaded():
            yield


@contextmanager
def _filled(shared: Path, folder: Path) -> Iterator[None]:
    made = demonstration_in(shared)
    assert made.status == 0, made.told
    shutil.copytree(made.folder, folder, dirs_exist_ok=True)
    tested = connection.settings_dict["NAME"]
    try:
        _turn_to(folder / DATABASE)
        yield
    finally:
        _turn_to(tested)


def _turn_to(database: Path | str) -> None:
    """Open another database; what was remembered of the one before is forgotten."""
    connection.close()
    connection.settings_dict["NAME"] = str(database)
    ContentType.objects.clear_cache()
    cache.clear()


@contextmanager
def _loaded() -> Iterator[None]:
    with transaction.atomic():
        demo.load(say=lambda _: None, communes=COMMUNES)
        yield
        transaction.set_rollback(True)


def acting(username: str) -> Actor:
    return actor_for(User.objects.get(username=username), today=demo.DAY)


def board_of(username: str) -> Board:
    return board(acting(username), today=demo.DAY, now=clock.now(), scope=Scope())


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    return client


def test_it_tells_its_accounts_and_their_password() -> None:
    told = demo.load(say=lambda _: None)
    assert demo.PASSWORD in told
    for seat in SEATS:
        assert seat.username in told
        assert User.objects.get(username=seat.username).check_password(demo.PASSWORD)


def test_it_makes_of_a_commune_three_units_in_their_orders() -> None:
    place = Unit.objects.get(name="Xã Yên Thượng")
    for kind, top, name in (
        (RelationKind.TERRITORY, "Tỉnh Minh Giang", "Xã Yên Thượng"),
        (RelationKind.PARTY, "Tỉnh ủy Minh Giang", "Đảng ủy xã Yên Thượng"),
        (RelationKind.STATE, "Ủy ban nhân dân tỉnh Minh Giang", "Ủy ban nhân dân xã Yên Thượng"),
    ):
        assert UnitReach.objects.filter(kind=kind, ancestor__name=top, descendant__name=name).exists()
    assert [one.predecessor.valid_to for one in place.predecessions.all()] == [place.valid_from] * 2


def test_it_reads_all_its_papers_and_leaves_the_newest_open() -> None:
    assert not Reading.objects.exclude(state=ReadingState.DONE).exists()
    newest = Document.objects.get(number="39-TB/TU")
    states = list(newest.findings.values_list("state", flat=True))
    assert states.count(FindingState.OPEN) > states.count(FindingState.ACCEPTED) > 0
    resolution = Document.objects.get(number="01-NQ/ĐH")
    assert resolution.reviewed_at is not None
    assert Document.objects.get(number="02-CTr/TU").carries_out == resolution


def test_it_ties_most_targets_tasks_and_reported_figures_to_their_sentences() -> None:
    assert Target.objects.filter(finding__isnull=False).count() >= 20
    assert Task.objects.filter(finding__isnull=False).count() >= 70
    assert Observation.objects.filter(finding__isnull=False).count() >= 12


def test_it_holds_every_verdict_and_state_worth_showing() -> None:
    clerk = acting("chuyenvien")
    verdicts = standing_counts(standings_of(clerk, today=demo.DAY))
    assert {"off_track", "at_risk", "unjudged", "no_report", "on_track", "exceeded"} <= set(verdicts)
    tasks = task_counts(clerk, demo.DAY)
    wanted = {
        "overdue",
        "late_acceptance",
        "submitted",
        "needs_due",
        "due_soon",
        "in_progress",
        "not_started",
        "waiting",
    }
    ended = {"suspended", "cancelled", "done_late", "done_on_time", "done_unjudged"}
    assert wanted | ended <= set(tasks.states)
    assert tasks.regular
    assert tasks.total >= 110


def test_it_happened_on_its_days_and_never_after_them() -> None:
    assert {day.weekday() for day in Evidence.objects.values_list("date", flat=True)} <= set(range(5))
    moments = Entry.objects.order_by("at").values_list("at", flat=True)
    last = moments.last()
    assert last is not None
    assert last.date() <= demo.DAY
    assert (last - moments[0]).days > 400
    # A sequence of entries in the order of time: what happened first was written first.
    assert list(Entry.objects.order_by("pk").values_list("at", flat=True)) == sorted(moments)


def test_it_changes_nothing_when_loaded_again() -> None:
    before = Entry.objects.count()
    said: list[str] = []
    assert demo.load(say=said.append) == demo.load(say=said.append)
    assert said == ["Dữ liệu minh họa đã có, không nạp lại."] * 2
    assert Entry.objects.count() == before


def test_it_refuses_a_site_that_is_in_use() -> None:
    User.objects.filter(username="chuyenvien").update(username="nguoikhac")
    with pytest.raises(Refused, match=r"demo\.site_in_use"):
        demo.load(say=lambda _: None)


@pytest.mark.parametrize("username", ["chuyenvien", "lanhdao", "dautaichinh", "dauyenthuong", "quantri"])
def test_it_opens_behind_each_number_of_the_board_a_list_of_that_length(username: str) -> None:
    made = board_of(username)
    client = signed_in(username)
    numbers = [(one.number, one.url) for one in (*made.verdicts, *made.states, made.regular)]
    numbers += [(item.number, item.url) for item in made.todo if item.is_list and "/ra-soat/" not in item.url]
    numbers += [(made.indicator_total, made.indicators_url), (made.counts.total, made.tasks_url)]
    numbers += [(made.overdue_total, made.overdue_url), (made.coming_total, made.coming_url)]
    numbers += [(day.number, day.url) for day in made.coming if not day.only]
    for number, url in numbers:
        assert (url, rows_behind(client, url)) == (url, number)
    assert rows_behind(client, made.silent_url) == len(made.coverage.silent)


def rows_behind(client: Client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == 200, url
    if "cua-toi=1" in url and url.startswith("/chua-bao-cao/"):
        return int(response.context["coverage"].missing)
    return int(response.context["page"].paginator.count)


@pytest.mark.parametrize("username", ["chuyenvien", "dautaichinh"])
def test_it_leads_nowhere_that_is_not_there(username: str) -> None:
    client = signed_in(username)
    page = client.get("/").content.decode()
    links = [unescape(found) for found in re.findall(r'<a[^>]* href="(/[^"]*)"', page)]
    each_kind = {re.sub(r"\d+", "0", link): urlsplit(link)._replace(fragment="").geturl() for link in links}
    assert len(each_kind) > 10
    for link in each_kind.values():
        assert client.get(link).status_code == 200, link


def test_it_says_on_every_page_that_it_is_invented() -> None:
    client = signed_in("chuyenvien")
    for address in ("/", "/tai-lieu/", "/nhiem-vu/", "/chi-tieu/"):
        assert "Dữ liệu minh họa, không có thật. Ngày minh họa: 20/11/2026." in client.get(address).content.decode()
    assert "Dữ liệu minh họa" in Client().get("/dang-nhap/").content.decode()
