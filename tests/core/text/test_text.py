"""Folding, words and highlights: offsets in the folded text are offsets in the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.text import fold, highlights, is_nfc, nfc, normalise_tone_marks, words

ODD = "İıßŐﬁﬀẞǅΐ∑①Ⅷ²½\u0301\u0323\u1ab0\u200d\ufeff🇻🇳ÐðĐđꞗ"


@given(st.text())
def test_it_folds_without_changing_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("character", ODD)
def test_it_folds_odd_characters_to_one_each(character: str) -> None:
    assert len(fold(character)) == 1


@given(st.text())
def test_it_folds_twice_as_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ủy ban", "uy ban"), ("uỷ ban", "uy ban"), ("Đảng bộ", "dang bo"), ("HOÀ BÌNH", "hoa binh"), ("nước", "nuoc")],
)
def test_it_folds_accents_case_and_d(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_it_moves_tone_marks_without_changing_the_length(text: str) -> None:
    assert len(normalise_tone_marks(text)) == len(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("uỷ ban", "ủy ban"), ("UỶ BAN", "ỦY BAN"), ("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuý", "thúy"),
        ("quý", "quý"), ("hoàn", "hoàn"), ("toán", "toán"), ("khoảng", "khoảng"), ("thuỷ sản", "thủy sản"),
    ],
)  # fmt: skip
def test_it_writes_tone_marks_in_one_placement(old: str, new: str) -> None:
    assert normalise_tone_marks(old) == new


@given(st.text())
def test_it_composes(text: str) -> None:
    assert is_nfc(nfc(text))
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_it_finds_words() -> None:
    assert [("Đảng bộ xã 3"[a:b]) for a, b in words("Đảng bộ xã 3")] == ["Đảng", "bộ", "xã", "3"]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Ủy ban nhân dân", "uy", ["Ủy"]),
        ("Giải ngân vốn đầu tư", "GIAI NGAN", ["Giải", "ngân"]),
        ("chuyển đổi số", "đổi chuy", ["chuyển", "đổi"]),
        ("nhà ở xã hội", '"ở xã"', ["ở xã"]),
        ("xã hội và xã viên", '"xã hội"', ["xã hội"]),
        ("rừng trồng", "ù", []),
        ("bất kỳ", "", []),
        ("Đường 5 và 50", "5", ["5"]),
    ],
)
def test_it_highlights_what_was_asked(text: str, query: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in highlights(text, query)] == found


@given(st.text(), st.text())
def test_it_highlights_within_the_text_and_apart(text: str, query: str) -> None:
    spans = highlights(text, query)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
