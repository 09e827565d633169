"""Help: every screen has its page, every page its pictures and its links; the first document is led to work."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, World
from tests.database.tracking.intake_papers import TASK, only, read_paper
from vaocuoc.publishing.help import topics
from vaocuoc.publishing.help.first_document import first_document
from vaocuoc.tracking.tasks.operations import create_task

PICTURES = Path(topics.__file__).parents[1] / "static" / "publishing" / "help"
KEPT_APART = {"ui:parts", "ui:refuse"}


def screens() -> list[str]:
    """The addresses that show a page to somebody."""
    table = tomllib.loads((Path(__file__).parents[2] / "permissions.toml").read_text("utf-8"))
    return sorted(name for name, row in table.items() if 200 in row["GET"] and name not in KEPT_APART)


@pytest.mark.parametrize("screen", screens())
def test_every_screen_has_a_page_of_help_that_is_about_it(screen: str) -> None:
    claimed = {name for topic in topics.topics() for name in topic.screens}
    assert claimed & {screen, screen.partition(":")[0] + ":*"}, f"no page of help names {screen}"


@pytest.mark.parametrize("topic", topics.topics(), ids=lambda topic: topic.slug)
def test_the_pictures_and_links_of_a_page_are_there(topic: topics.Topic) -> None:
    body = topics.rendered(topic.slug)
    for name in re.findall(r'src="[^"]*/publishing/help/([^"]+)"', body):
        size = (PICTURES / name).stat().st_size
        assert 0 < size < 120_000, f"{name} has {size} bytes"
    slugs = {one.slug for one in topics.topics()}
    for slug in re.findall(r'href="/tro-giup/([a-z0-9-]+)/', body):
        assert slug in slugs
    assert '.md"' not in body


def test_markup_in_a_page_is_shown_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = topics.Topic("thu", "Thử", (), 1, "x", "<script>alert(1)</script> và <b>đậm</b>")
    monkeypatch.setattr(topics, "topics", lambda: (odd,))
    topics.rendered.cache_clear()
    assert "<script>" not in topics.rendered("thu")
    topics.rendered.cache_clear()


@pytest.mark.django_db
def test_each_page_leads_to_its_help(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user)
    assert 'href="/tro-giup/nhiem-vu/"' in client.get(reverse("tasks:list")).content.decode()
    page = client.get("/tro-giup/nhiem-vu/").content.decode()
    assert "Tình trạng do chương trình tính" in page
    assert client.get("/tro-giup/khong-co/").status_code == 404


@pytest.mark.django_db
class TestFirstDocument:
    def present(self, world: World) -> str:
        guide = first_document(world.clerk)
        return next(step.code for step in guide if step.now) if guide else ""

    def test_an_empty_site_begins_with_a_document(self, world: World) -> None:
        assert self.present(world) == "upload"
        assert first_document(world.outsider) is not None  # nothing of the province is counted for him
        assert first_document(world.focal) is None  # who may not hand documents in is not led to it

    def test_it_goes_from_reading_to_review_to_work_and_then_away(self, world: World) -> None:
        paper = read_paper(world, TASK)
        guide = {step.code: step for step in first_document(world.clerk) or []}
        assert guide["read"].done
        assert (guide["review"].now, guide["review"].part, guide["review"].whole) == (True, 0, 1)
        finding = only(paper)
        finding.state = "rejected"
        finding.save()
        assert self.present(world) == "assign"
        give(world)
        assert first_document(world.clerk) is None

    def test_who_brought_a_tracker_is_not_led(self, world: World) -> None:
        give(world)
        assert first_document(world.clerk) is None

    def test_a_paper_that_could_not_be_read_says_so(self, world: World) -> None:
        paper = read_paper(world, TASK)
        paper.files.get().readings.update(state="failed")
        guide: dict[str, Any] = {step.code: step for step in first_document(world.clerk) or []}
        assert guide["read"].now
        assert guide["read"].failed


def give(world: World) -> None:
    create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Rà soát quy hoạch",
        product="Báo cáo",
        lead_unit=world.department,
        due=date(2026, 12, 1),
        received_on=date(2026, 11, 1),
        today=TODAY,
    )
