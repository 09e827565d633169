"""The engine: rules by their first words, the longest match, cues and lexicons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.reading.engine import (
    DIGITS,
    CueSet,
    Lexicon,
    Places,
    Rule,
    RuleSet,
    Token,
    Tokens,
    cue,
    cue_at,
    surface,
)

RULES = RuleSet(
    [
        Rule("short", "hai", r"hai", lambda m: "short"),
        Rule("long", "hai", r"hai mươi", lambda m: "long"),
        Rule("number", DIGITS, r"\d+", lambda m: m.group()),
        Rule("never", "ba", r"ba", lambda m: None),
        Rule("span", "từ", r"từ (?P<span>\w+)", lambda m: m["span"]),
    ]
)


def found(text: str) -> list[str]:
    return [token.rules[0] for token in RULES.scan(Places.of(surface(text))).all]


def test_it_prefers_the_longest_match() -> None:
    assert found("hai  mươi và hai") == ["long", "short"]


def test_it_lets_a_rule_decline() -> None:
    assert found("ba 12") == ["number"]


def test_it_gives_the_named_span() -> None:
    token = RULES.scan(Places.of("từ đây")).all[0]
    assert (token.start, token.end, token.value) == (3, 6, "đây")


@given(st.text())
def test_it_sees_a_text_of_the_same_length(text: str) -> None:
    assert len(surface(text)) == len(text)


def test_it_sees_one_look_of_many() -> None:
    assert surface("Ðảng\u00a0BỘ – uỷ\nban*") == "đảng bộ - ủy ban "


def test_it_asks_tokens_by_place() -> None:
    tokens = Tokens([Token(2, 5, "a", ()), Token(8, 9, "b", ())])
    assert [token.value for token in tokens.within(0, 8)] == ["a"]
    assert tokens.overlapping(4, 6)
    assert not tokens.overlapping(5, 8)


def test_it_finds_cues() -> None:
    cues = (cue("a", r"gần", 1, "gần"), cue("b", r"xa lắm", 2, "xa"))
    assert CueSet(cues).last("xa  lắm rồi gần") is cues[0]
    assert CueSet(cues).last("gần rồi xa lắm") is cues[1]
    assert CueSet(cues).last("không") is None
    assert CueSet(cues).first("xa lắm rồi gần") is cues[0]
    assert cue_at(cues, "rất gần", 4) is cues[0]


def test_it_looks_up_the_longest_phrase() -> None:
    lexicon = Lexicon("dự án, dự án điện\nhộ, m²")
    assert lexicon.match("dự  án điện mới", 0) == 11
    assert lexicon.match("dự ánh", 0) is None
    assert lexicon.match("12 m² đất", 3) == 5
    assert lexicon.match("hộ", 0, 1) is None
