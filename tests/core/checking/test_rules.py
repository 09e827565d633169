"""Every rule of the check beside its examples: invented drafts that break it, and some that look alike and do not."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.core.checking.drafts import DAY, draft, register
from vaocuoc.core.checking import RULES, Fault, check

CORPUS = Path(__file__).parent / "corpus"


def rows(kind: str) -> list[Any]:
    return [
        pytest.param(row, id=f"{path.stem}-{row['rule']}-{i}")
        for path in sorted(CORPUS.glob("*.toml"))
        for i, row in enumerate(tomllib.loads(path.read_text("utf-8")).get(kind, []), 1)
    ]


def faults(row: dict[str, Any]) -> list[Fault]:
    found = check(draft(row), register=register(row), today=DAY).faults
    return [fault for fault in found if fault.rule == row["rule"]]


@pytest.mark.parametrize("row", rows("example"))
def test_it_finds_what_breaks_a_rule(row: dict[str, Any]) -> None:
    found = faults(row)
    assert found
    assert not row.get("level") or row["level"] in {fault.level for fault in found}
    for name, value in row.get("facts", {}).items():
        wanted = value if isinstance(value, str) and not value[:1].isdigit() else Decimal(str(value))
        assert wanted in {fault.facts[name] for fault in found}


@pytest.mark.parametrize("row", rows("counter"))
def test_it_leaves_alone_what_only_looks_like_it(row: dict[str, Any]) -> None:
    assert faults(row) == []


def test_it_has_an_example_and_a_counter_example_for_every_rule() -> None:
    for kind in ("example", "counter"):
        assert {row.values[0]["rule"] for row in rows(kind)} == set(RULES), kind
