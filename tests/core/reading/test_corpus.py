"""Every rule beside its examples: invented sentences, what must be read of them, and what must not."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vaocuoc.core.reading import Source, read_text, secrecy_mark
from vaocuoc.core.reading.catalogue import rule_names
from vaocuoc.core.reading.engine import Places, surface
from vaocuoc.core.reading.exclusions import NOT_AFTER, NOT_BEFORE
from vaocuoc.core.reading.items import Term
from vaocuoc.core.reading.letterhead import ISSUERS, SYMBOLS
from vaocuoc.core.reading.numerals import NUMERALS
from vaocuoc.core.reading.organisations import LEVELS, level
from vaocuoc.core.reading.periods import PERIODS
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.roles import BEFORE, NEAREST
from vaocuoc.core.reading.structure import SECTIONS, lay_out
from vaocuoc.core.reading.units import unit_at

CORPUS = Path(__file__).parent / "corpus"
READ = ("citations", "figures", "tasks", "annexes", "shortcomings", "proposals")
SAID = Anchor(said=date(2026, 6, 15), term=Term(2025, 2030))


def rows(name: str, kind: str = "example") -> list[Any]:
    """The rows of a corpus file as pytest parameters."""
    table = tomllib.loads((CORPUS / f"{name}.toml").read_text("utf-8"))
    return [pytest.param(row, id=f"{name}-{i}") for i, row in enumerate(table.get(kind, []), 1)]


def all_rows(names: tuple[str, ...], kind: str = "example") -> list[Any]:
    return [row for name in names for row in rows(name, kind)]


def items_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What is read of a row's text, of its kind and quote where it names them."""
    wanted = row.get("expect", {}).get("kind", row.get("kind", "figure"))
    contract: dict[str, Any] = read_text(row["text"]).to_contract()
    found = [item for item in contract["items"] if item["kind"] == wanted]
    return [item for item in found if "quote" not in row or item["quote"] == row["quote"]]


def expected(row: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """The fields a row names, as the item has them; "null" in TOML stands for None, "end" for the period's end."""
    seen: dict[str, Any] = {}
    for name in row["expect"]:
        value = (item["period"] or {}).get("end") if name == "end" else item[name]
        seen[name] = "null" if value is None else value
    return seen


@pytest.mark.parametrize("row", all_rows(READ))
def test_it_reads_every_example(row: dict[str, Any]) -> None:
    found = items_of(row)
    assert found, "nothing of this kind and quote was read"
    assert row["expect"] in [expected(row, item) for item in found]


@pytest.mark.parametrize("row", all_rows(READ))
def test_it_explains_every_example_by_its_rules(row: dict[str, Any]) -> None:
    assert any(set(row["why"]) <= set(item["why"]) for item in items_of(row)), [item["why"] for item in items_of(row)]


@pytest.mark.parametrize("row", all_rows(READ, "negative"))
def test_it_leaves_every_counter_example_alone(row: dict[str, Any]) -> None:
    assert items_of(row) == []


@pytest.mark.parametrize("row", [row for row in rows("figures", "negative") if "rule" in row.values[0]])
def test_it_knows_why_a_number_is_no_figure(row: dict[str, Any]) -> None:
    assert row["rule"] in reasons_against(row["text"])


def reasons_against(text: str) -> set[str]:
    """The names of the rules that speak against the numbers of a text."""
    seen = surface(text)
    names: set[str] = set()
    for number in NUMERALS.scan(Places.of(seen)).all:
        names |= {one.name for one in NOT_BEFORE if one.pattern.search(seen[: number.start])}
        names |= {one.name for one in NOT_AFTER if one.pattern.match(seen, number.end)}
        unit = unit_at(seen, number.end)
        names |= set(unit.rules) if unit else set()
    return names


@pytest.mark.parametrize("row", rows("periods"))
def test_it_reads_a_time_and_its_days(row: dict[str, Any]) -> None:
    found = PERIODS.scan(Places.of(surface(row["text"]))).all
    token = next(t for t in found if row["text"][t.start : t.end] == row["span"])
    period = resolve(token.value, SAID)
    assert token.rules == (row["rule"],)
    assert token.value.base is row.get("base", False)
    assert period is not None
    assert (day(period.start), day(period.end)) == (row.get("start"), row.get("end"))


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@pytest.mark.parametrize("row", rows("periods", "negative"))
def test_it_takes_no_other_number_for_a_time(row: dict[str, Any]) -> None:
    assert [t.rules for t in PERIODS.scan(Places.of(surface(row["text"]))).all] == []


@pytest.mark.parametrize("row", rows("structure"))
def test_it_finds_markers_and_sections(row: dict[str, Any]) -> None:
    part = lay_out(Source(row["text"]), row["text"]).parts[-1]
    if "marker" in row:
        assert row["marker"] in part.why or row["marker"] == "marker.part"
    assert "section" not in row or part.section == row["section"]
    assert "rule" not in row or row["section"] == {name: label for name, label, _ in SECTIONS}[row["rule"]]


@pytest.mark.parametrize("row", rows("letterhead"))
def test_it_reads_the_documents_own_fields(row: dict[str, Any]) -> None:
    contract: dict[str, Any] = read_text(row["text"]).to_contract()
    document = contract["document"]
    assert {name: "null" if document[name] is None else document[name] for name in row["expect"]} == row["expect"]
    number = (row["expect"].get("number") or document["number"] or "").lower()
    for name in row.get("rule", "").split():
        one = next(cue for cue in (*SYMBOLS, *ISSUERS) if cue.name == name)
        assert one.pattern.search((document["number"] or number).lower())


@pytest.mark.parametrize("row", rows("secrecy"))
def test_it_sees_a_secrecy_mark(row: dict[str, Any]) -> None:
    assert secrecy_mark(Source(row["text"])) == row["mark"]


@pytest.mark.parametrize("row", rows("secrecy", "negative"))
def test_it_takes_no_mention_of_secrecy_for_a_mark(row: dict[str, Any]) -> None:
    assert secrecy_mark(Source(row["text"])) is None


@pytest.mark.parametrize("row", rows("organisations"))
def test_it_tells_the_level_of_a_body(row: dict[str, Any]) -> None:
    assert level(row["name"]) == row["level"]
    assert "rule" not in row or any(
        one.name == row["rule"] and one.pattern.search(row["name"].lower()) for one in LEVELS
    )


def test_it_has_an_example_for_every_rule() -> None:
    shown: set[str] = set()
    for row in all_rows(READ):
        shown |= set(row.values[0]["why"])
    for name in ("periods", "structure", "letterhead", "organisations"):
        for row in rows(name):
            shown |= set(row.values[0].get("rule", "").split()) | {row.values[0].get("marker", "")}
    for row in rows("figures", "negative"):
        shown.add(row.values[0].get("rule", ""))
    missing = {name for names in rule_names().values() for name in names} - shown
    assert not missing


def test_it_finds_the_cues_of_roles_by_the_words_they_begin_with() -> None:
    for row in rows("figures"):
        seen = surface(row.values[0]["text"])
        ends = [match.end() for one in BEFORE for match in one.pattern.finditer(seen)]
        found = NEAREST.last(seen)
        assert (found is None) == (not ends)
        assert found is None or max(ends) in [match.end() for match in found.pattern.finditer(seen)]
