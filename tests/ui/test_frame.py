"""The frame of pages: navigation, refusals, pages and fragments, formats."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import formats, translation

from vaocuoc.core.errors import Refused
from vaocuoc.ui import htmx, navigation, refusals
from vaocuoc.ui.fields import DayField, NumberField
from vaocuoc.ui.paging import page_of

ITEMS = [
    navigation.Item(navigation.KEEPING, "Đơn vị", "n-unit", "organisations:units", 310),
    navigation.Item(navigation.DAILY, "Nhật ký", "n-audit", "audit:list", 20, count=3, trouble=True),
]


@pytest.fixture
def items(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_sources", lambda: (lambda request: ITEMS,))


@pytest.mark.usefixtures("items")
def test_it_groups_and_orders_what_apps_offer() -> None:
    found = navigation.navigation(RequestFactory().get("/nhat-ky/?q=1"))
    assert [[item.label for item in group.items] for group in found.groups] == [["Nhật ký"], ["Đơn vị"]]
    assert found.current == "audit:list"


@pytest.mark.usefixtures("items")
def test_it_marks_the_place_that_a_page_below_belongs_to() -> None:
    assert navigation.navigation(RequestFactory().get("/don-vi/7/")).current == "organisations:units"
    assert navigation.navigation(RequestFactory().get("/khac/")).current == ""


def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rail that is too long to stand open: trouble below "Tổng hợp", the present page below "Danh mục"."""
    many = [navigation.Item(navigation.DAILY, f"Mục {at}", "n-doc", "ui:parts", at) for at in range(navigation.FEW)]
    mail = navigation.Item(navigation.OUTPUT, "Thư", "i-send", "notices:mail", 20, count=3, trouble=True)
    monkeypatch.setattr(navigation, "_sources", lambda: (lambda request: [*many, ITEMS[0], mail],))


def test_a_long_rail_folds_all_but_the_daily_ones_and_the_group_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    _many(monkeypatch)
    found = navigation.navigation(RequestFactory().get("/don-vi/7/"))
    assert [(group.name, group.is_open) for group in found.groups] == [
        ("daily", True),
        ("output", False),
        ("keeping", True),
    ]
    assert found.groups[1].trouble == 3
    assert [group.name for group in found.beyond_tabs] == ["daily", "output", "keeping"]
    assert len(found.beyond_tabs[0].items) == navigation.FEW - navigation.TABS


def test_it_keeps_open_what_this_browser_keeps_open_and_heeds_no_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    _many(monkeypatch)
    request = RequestFactory().get("/khac/")
    request.COOKIES[navigation.OPENED] = 'output.x"<'
    assert [group.is_open for group in navigation.navigation(request).groups] == [True, True, False]


@pytest.mark.usefixtures("items")
def test_a_short_rail_is_shown_whole() -> None:
    assert all(group.is_open for group in navigation.navigation(RequestFactory().get("/khac/")).groups)


@pytest.mark.parametrize(
    ("code", "status"),
    [("access.denied", 403), ("not_found", 404), ("conflict.finding_changed", 409), ("ui.not_a_day", 422)],
)
def test_it_answers_a_refusal_by_its_code(code: str, status: int) -> None:
    assert refusals.status_of(Refused(code)) == status


def test_it_words_facts_as_offices_write_them() -> None:
    assert (
        refusals.sentence(Refused("ui.not_a_number", text="12,3,4"))
        == "“12,3,4” không phải là số. Ghi theo cách 1.234,5."
    )


def test_it_shows_the_code_of_a_refusal_without_words(caplog: pytest.LogCaptureFixture) -> None:
    assert "no.such.code" in refusals.sentence(Refused("no.such.code", secret="x"))
    assert "no words" in caplog.text


@pytest.mark.django_db
def test_it_answers_htmx_with_a_message_alone(client: Client) -> None:
    whole = client.get("/parts/tu-choi/conflict.x/")
    part = client.get("/parts/tu-choi/conflict.x/", headers={"HX-Request": "true"})
    assert (whole.status_code, part.status_code) == (409, 409)
    assert b"<!doctype html>" in whole.content
    assert part.content.strip().startswith(b'<div class="msg bad" role="alert">')


def test_it_tells_caches_that_a_fragment_is_no_page() -> None:
    request = RequestFactory().get("/")
    response = htmx.render(request, "ui/components/refusal.html", "ui/components/refusal.html", {"sentence": "x"})
    assert {"HX-Request", "HX-History-Restore-Request"} <= {name.strip() for name in response["Vary"].split(",")}


def test_it_gives_the_whole_page_back_to_history() -> None:
    assert htmx.is_fragment(RequestFactory().get("/", headers={"HX-Request": "true"}))
    assert not htmx.is_fragment(
        RequestFactory().get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    )


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 3), ("abc", 1), ("-1", 3)])
def test_it_gives_the_nearest_page_to_a_nonsense_one(asked: str, number: int) -> None:
    request: HttpRequest = RequestFactory().get("/", {"trang": asked})
    assert page_of(request, range(120)).number == number


class Example(forms.Form):
    value = NumberField(decimals=1, required=False)
    due = DayField(required=False)


def test_it_takes_numbers_and_days_as_typed() -> None:
    form = Example({"value": "5.236,1", "due": "31/12/2026"})
    assert form.is_valid()
    assert str(form.cleaned_data["value"]) == "5236.1"
    assert form.cleaned_data["due"] == date(2026, 12, 31)
    empty = Example({"value": "", "due": ""})
    assert empty.is_valid()
    assert empty.cleaned_data == {"value": None, "due": None}


def test_it_says_what_is_wrong_with_a_field_and_keeps_what_was_typed() -> None:
    form = Example({"value": "5,25", "due": "31/02/2026"})
    assert form.errors["value"] == ["“5,25” có quá 1 chữ số sau dấu phẩy. Làm tròn rồi ghi lại."]
    assert "không phải là ngày" in form.errors["due"][0]
    assert 'value="31/02/2026"' in str(form["due"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_keeps_the_offices_numbers_and_dates_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 12, 31)) == "31/12/2026"
        assert formats.number_format(1234.5, use_l10n=True, force_grouping=True) == "1.234,5"


def test_it_is_dark_alike_by_choice_and_by_the_system() -> None:
    sheet = Path(finders.find("ui/vaocuoc.css")).read_text("utf-8")
    chosen = re.search(r"\n:root\[data-theme=dark\]\{(.*?)\}", sheet, re.S)
    system = re.search(r"prefers-color-scheme:dark\)\{\s*:root[^{]*\{(.*?)\}", sheet, re.S)
    assert chosen
    assert system
    assert chosen[1].split() == system[1].split()
