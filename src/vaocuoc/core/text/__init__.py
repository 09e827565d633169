"""Vietnamese text as a machine compares it: composed, folded, cut into words (văn bản, gập dấu, tìm chữ).

Owns the one fold of the program: search, matching and the reader all compare through :func:`fold`, so what is found
in a list is found in a document. Owns no formats of numbers and dates (``vaocuoc.ui``) and no meaning of words
(``vaocuoc.core.reading``).

Every function here that returns a string of another look keeps its length, so that an offset in the folded text is an
offset in the text itself. That is promised for anything at all; matching is only sensible for NFC.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["Word", "fold", "highlights", "is_nfc", "nfc", "normalise_tone_marks", "old_tone_marks", "words"]

Word = tuple[int, int]
"""Start and end of a word, 0-based characters, the end exclusive."""

_WORD = re.compile(r"\w+")

# The two placements of the tone mark in official papers: "uỷ", "hoà", "khoẻ" beside "ủy", "hòa", "khỏe".
# The second column is what the interface writes. After "q" the u belongs to the consonant: "quý" stays.
_OLD_TONES = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW_TONES = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_TONE_PAIRS = dict(zip(_OLD_TONES, _NEW_TONES, strict=True))
_NEW_TONE_PAIRS = {new: old for old, new in _TONE_PAIRS.items()}
_NEW_TONE = re.compile(r"(?<![qQ])(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])", re.IGNORECASE)
_OLD_TONE = re.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)


def nfc(text: str) -> str:
    """Return ``text`` composed (NFC), the form in which everything is stored and offsets count."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Tell whether ``text`` is already composed."""
    return unicodedata.is_normalized("NFC", text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold one character to exactly one: no accent, no case, đ as d."""
    if character in "đĐ":
        return "d"
    decomposed = unicodedata.normalize("NFD", character)
    base = "".join(c for c in decomposed if not unicodedata.combining(c)) or character
    lowered = base.lower()
    # "ß", "ﬁ" and the like grow when lowered or case-folded: they stay as they are, since the length is the promise.
    return lowered if len(lowered) == 1 else character


class _FoldTable(dict[int, str]):
    """A translation table that fills itself: characters met once are folded once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Fold accents, đ and case away, character by character (gập dấu): ``len(fold(text)) == len(text)`` always.

    "Ủy ban" and "uỷ ban" both become "uy ban", "Đảng" becomes "dang". Meant for NFC text; a lone combining mark
    is kept.
    """
    return text.translate(_FOLD)


def normalise_tone_marks(text: str) -> str:
    """Move tone marks to the placement the interface writes ("uỷ" to "ủy", "hoà" to "hòa"); the length is kept.

    Only open syllables have two placements: "hoàn" and "quý" stay.
    """
    if not _OLD_TONE.search(text):
        return text
    return _OLD_TONE.sub(_move_tone, text)


def old_tone_marks(text: str) -> str:
    """Move tone marks to the older placement that some offices write ("ủy" to "uỷ", "hòa" to "hoà")."""
    return _NEW_TONE.sub(lambda match: _move_tone(match, _NEW_TONE_PAIRS), text)


def _move_tone(match: re.Match[str], pairs: dict[str, str] = _TONE_PAIRS) -> str:
    pair = match.group()
    moved = pairs.get(pair.lower())
    if moved is None:
        return pair
    return "".join(new.upper() if old.isupper() else new for old, new in zip(pair, moved, strict=True))


def words(text: str) -> list[Word]:
    """Return the spans of the words (runs of letters, digits and underscores) of ``text`` in order."""
    return [match.span() for match in _WORD.finditer(text)]


def highlights(text: str, query: str) -> list[Word]:
    """Return the spans in ``text`` to mark for ``query`` (tô sáng kết quả tìm), in order and apart from each other.

    A word of the query marks every word that begins with it, both folded; a query in "quotation marks" marks only the
    words standing together. Words of one letter mark whole words only, since nearly everything begins with them.
    """
    folded = fold(text)
    marked: set[Word] = set()
    for phrase, loose in re.findall(r'["“]([^"“”]+)["”]|(\w+)', query):
        parts = _WORD.findall(fold(nfc(phrase or loose)))
        if not parts:
            continue
        body = r"\W+".join(map(re.escape, parts))
        whole = bool(phrase) or len(parts[-1]) == 1
        pattern = rf"(?<!\w){body}(?!\w)" if whole else rf"(?<!\w){body}\w*"
        marked.update(match.span() for match in re.finditer(pattern, folded))
    return _merge(sorted(marked))


def _merge(spans: list[Word]) -> list[Word]:
    """Join overlapping spans of a sorted list."""
    merged: list[Word] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
