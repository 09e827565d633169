"""A whole programme reviewed by keys alone in a real browser, every keystroke counted: the daily work must be quick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from vaocuoc.config import demo
from vaocuoc.config.demo import province as demo_province
from vaocuoc.config.demo.loading import PAPERS
from vaocuoc.config.demo.programme import ENTRIES
from vaocuoc.config.demo.province import Province
from vaocuoc.core.text import fold
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

AT_MOST = 1.3  # keystrokes for a finding that was read right


@dataclass
class Programme:
    """The demonstration's action programme, taken in and read, and the province that it orders."""

    province: Province
    document: Document


@pytest.fixture
def programme(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Programme]:
    monkeypatch.setenv("VAOCUOC_TODAY", demo.DAY.isoformat())
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        founded = demo_province.found(7)
        paper = next(PAPERS.glob("02-CTr-TU*"))
        document = upload_document(
            actor=founded.actor("chuyenvien", demo.DAY),
            content=paper,
            name=paper.name,
            keeper=founded.units["tinh-uy"],
            handling="ordinary",
            today=demo.DAY,
        )
        for reading in Reading.objects.filter(file__document=document):
            read_file(reading.pk)
        document.refresh_from_db()
        # The paper came a year before the demonstration's day: its first deadlines lay ahead then.
        Document.objects.filter(pk=document.pk).update(received_on=document.issued_on)
        yield Programme(founded, document)


@dataclass
class Clerk:
    """Sits at the keys: looks at the open card, decides, and counts what was pressed for each finding."""

    page: Page
    keys: dict[int, int]

    def selected(self) -> int:
        return int(self.page.locator("[data-selected]").get_attribute("data-selected") or 0)

    def press(self, key: str) -> None:
        self.keys[self.selected()] = self.keys.get(self.selected(), 0) + 1
        self.page.keyboard.press(key)

    def decide(self, *keys: str) -> bool:
        """Press keys of which the last sends the decision; whether it was taken, as the page says."""
        card = self.page.locator(f"#c{self.selected()}")
        for key in keys[:-1]:
            self.press(key)
            if key == "x":
                expect(self.page.locator("[data-selected] [data-reject] input[type=radio]").first).to_be_focused()
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            self.press(keys[-1])
        if sent.value.status == 200:
            expect(card.filter(has_text="Đang rà")).to_have_count(0)  # closed, or in another part of the list
            return True
        expect(self.page.locator(".frow.wrong, .msg.bad, #review-said.bad").first).to_be_visible()
        self.page.keyboard.press("Escape")  # out of the field that is wrong; a clerk who corrects it stays
        return False

    def review(self) -> None:
        """One card: take it as it is, with its suggestion where the paper names no day, or put it aside."""
        undated = self.page.locator('[data-selected] .take input[value="no_due_reason"]').is_visible()
        if not (self.decide("g", "a") if undated else self.decide("a")):
            assert self.decide("x", "Enter"), "a finding can neither be accepted nor put aside"


def is_right(finding: Finding, programme: Programme) -> bool:
    """Whether a task of the annex was read with the lead and the day that its row says."""
    entry = next((one for one in ENTRIES if fold(one.words) in fold(finding.quote)), None)
    task = Task.objects.filter(finding=finding).first()
    if entry is None or task is None or task.lead_unit is None:
        return False
    lead = next((unit for key, unit in programme.province.units.items() if key == entry.lead), None)
    dated = task.due is not None if not isinstance(entry.due, str) else bool(task.recurrence)
    return task.lead_unit == lead and dated


def test_a_programme_is_reviewed_by_keys_in_little_more_than_one_for_each_finding(
    programme: Programme,
    page_at: Any,
    signed_in: Any,
    check_page: Any,
    watched: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = programme.document
    page = signed_in(page_at(1366), "chuyenvien")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"/tai-lieu/{document.pk}/ra-soat/")
    expect(page.get_by_role("button", name="Nhận")).to_be_visible()
    asked = Finding.objects.filter(document=document).exclude(kind="context").count()
    clerk = Clerk(page, {})
    for _ in range(asked):
        clerk.review()
    decided = Finding.objects.filter(document=document).exclude(kind="context")
    assert not decided.filter(state="open").exists()
    expect(page.locator("#review-state")).to_contain_text(f"Đã rà {asked} của {asked}")
    right = [one for one in decided.filter(state="accepted", kind="task") if is_right(one, programme)]
    taken = list(decided.filter(state="accepted"))
    each = sum(clerk.keys[one.pk] for one in right) / len(right)
    over_all = sum(clerk.keys.values()) / asked
    with capsys.disabled():
        print(
            f"\n{len(right)} tasks read right: {each:.2f} keystrokes each; {len(taken)} of {asked} findings accepted; "
            f"{over_all:.2f} keystrokes each over all"
        )
    assert len(right) >= 30, "most of the annex must be read right, or the figure means nothing"
    assert each <= AT_MOST
    # htmx tells the console of each card that was refused; the page has told the clerk.
    watched.problems[:] = [one for one in watched.problems if "Error Code 422" not in one]
    check_page(page)
