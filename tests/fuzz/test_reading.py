"""The reader over anything: characters, official words in any order, papers with damage."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import found, pieces
from tests.fuzz.laws import hold_reading, hold_report
from tests.fuzz.pieces import many
from vaocuoc.core.reading import Block, Source, read_text
from vaocuoc.formats import load

PAPERS = Path(__file__).parents[2] / "src" / "vaocuoc" / "config" / "demo" / "papers"


KINDS = st.sampled_from(["paragraph", "heading", "item", "cell", "caption", "furniture"])
SMALL, SPAN = st.integers(0, 4), st.integers(1, 4)
BLOCKS = st.lists(st.tuples(pieces.mixtures(6), KINDS, st.integers(1, 3), SMALL, SMALL, SPAN, SPAN), max_size=14)


@cache
def passages() -> tuple[str, ...]:
    """The demonstration's papers in passages short enough to be read many times."""
    texts = [load(path).text for path in sorted(PAPERS.glob("*.docx"))]
    return tuple(text[start : start + 1500] for text in texts for start in range(0, len(text), 1500))


@many(100)
@given(st.text(max_size=400))
def test_it_reads_any_characters(text: str) -> None:
    hold_report(hold_reading(Source(text)))


@many(150)
@given(pieces.mixtures())
def test_it_reads_official_words_in_any_order(text: str) -> None:
    hold_report(hold_reading(Source(text)))


@many(60)
@given(st.data())
def test_it_reads_papers_with_damage(data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(passages()))
    hold_report(hold_reading(Source(data.draw(pieces.garbled(passage)))))


@many(60)
@given(BLOCKS)
def test_it_reads_any_blocks(rows: list[tuple[str, str, int, int, int, int, int]]) -> None:
    text, blocks = "", []
    for said, kind, table, row, column, high, wide in rows:
        place = {"table": table, "row": row, "column": column, "row_span": high, "column_span": wide}
        rest: dict[str, Any] = place if kind == "cell" else {"level": table} if kind == "heading" else {}
        if said.strip():
            blocks.append(Block(kind, len(text), len(text) + len(said), page=table, **rest))
        text += said + "\n"
    source = _composed(text, blocks)
    hold_report(hold_reading(source))


def _composed(text: str, blocks: list[Block]) -> Source:
    """The source, if its text is as long in NFC: else as plain text, since its blocks would be elsewhere."""
    return Source(text, tuple(blocks)) if unicodedata.is_normalized("NFC", text) else Source(text)


@many(40)
@given(pieces.mixtures(20), pieces.mixtures(20))
def test_it_compares_any_draft_with_any_paper(draft: str, above: str) -> None:
    hold_report(read_text(draft), base=read_text(above))


@pytest.mark.parametrize("text", found.TEXTS, ids=range(len(found.TEXTS)))
def test_it_reads_what_was_found(text: str) -> None:
    hold_report(hold_reading(Source(text)))


@pytest.mark.parametrize("name", sorted(found.RUNS))
def test_it_answers_no_more_for_a_run_of_one_thing_than_the_run_is_long(name: str) -> None:
    """A finding says its sentence, its section and its owner; were one said for each other, answers grew as squares."""
    unit = found.RUNS[name]
    sizes = [len(json.dumps(read_text((unit * (n // len(unit) + 1))[:n]).to_contract())) for n in (2_000, 8_000)]
    assert sizes[1] <= 6 * sizes[0] + 20_000
