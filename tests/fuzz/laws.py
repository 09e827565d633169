"""What holds of every answer, whatever was asked; shared by the tests here and by ``tools/fuzz.py``."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.formats.papers import hold_together
from vaocuoc.core.checking import Report, check
from vaocuoc.core.reading import Reading, Source, read
from vaocuoc.formats import FormatError, Limits, load, sentence
from vaocuoc.formats.messages import MESSAGES

DAY = date(2026, 11, 20)
LIMITS = Limits(
    file_bytes=4_000_000, unpacked_bytes=16_000_000, part_bytes=4_000_000, parts=500, pages=20, cells=20_000,
    pixels=4_000_000, characters=400_000,
)  # fmt: skip
"""Smaller than those of the product, so that a test that reaches them is quick."""
_FIELDS = ("quote", "section", "indicator", "owner", "action", "product", "resources", "receiver", "through", "to")


def hold_reading(source: Source) -> Reading:
    """Read a source and assert what holds of every reading."""
    reading = read(source)
    text, length = reading.text, len(reading.text)
    assert text == unicodedata.normalize("NFC", source.text)
    for item in reading.items:
        assert 0 <= item.start < item.end <= length
        assert text[item.start : item.end] == item.quote
        assert 0 <= item.confidence <= 1
        assert item.why
    places = [(item.start, item.end, item.kind) for item in reading.items]
    assert places == sorted(places)
    assert len(places) <= length
    for block in reading.blocks:
        assert 0 <= block.start <= block.end <= length
    assert all(left.start <= right.start for left, right in pairwise(reading.blocks))
    _hold_contract(reading)
    assert reading == read(source)
    return reading


def _hold_contract(reading: Reading) -> None:
    """The contract is JSON that comes back the same: no NaN, days that exist, periods the right way round."""
    contract: dict[str, Any] = reading.to_contract()
    written = json.dumps(contract, ensure_ascii=False, allow_nan=False)
    written.encode()
    assert json.loads(written) == contract
    for name, value in _leaves(contract):
        if isinstance(value, float):
            assert math.isfinite(value)
        if name in {"due", "date"} and value is not None:
            date.fromisoformat(value)
    starts = {item.start for item in reading.items}
    for item in contract["items"]:
        period = item.get("period") or {}
        if period.get("start") and period.get("end"):
            assert date.fromisoformat(period["start"]) <= date.fromisoformat(period["end"])
        assert item.get("measures") is None or item["measures"] in starts
        assert not any(item.get(field) == "" for field in _FIELDS)
    term = contract["document"]["term"]
    assert term is None or term["start"] <= term["end"]


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    else:
        yield name, value


def hold_report(reading: Reading, base: Reading | None = None) -> Report:
    """Check a draft and assert what holds of every report."""
    report = check(reading, base=base, base_name="Nghị quyết cấp trên", today=DAY)
    for fault in report.faults:
        assert 0 <= fault.start <= fault.end <= len(reading.text)
        assert fault.quote == " ".join(reading.text[fault.start : fault.end].split())
    assert 0 <= report.score.total <= 100
    return report


def hold_file(path: Path) -> Source | None:
    """Load a file: a source that holds together, or an error that has its sentence, and nothing else."""
    try:
        source = load(path, limits=LIMITS)
    except FormatError as error:
        refused = error
    else:
        hold_together(source)
        source.text.encode()
        return source
    assert refused.code in MESSAGES, refused.code
    assert "%(" not in sentence(refused)
    return None
