"""What a person typed to search, as words (từ khóa): never as the syntax of an index."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaocuoc.core.text import fold, nfc

_PARTS = re.compile(r'["“]([^"“”]*)["”]|([^"“”\s]+)')
_WORDS = re.compile(r"[^\W_]+")
_MOST_WORDS = 32  # more only cost time: nobody types them by hand
_LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must stand together in this order; ``prefix`` where the last may go on ("chuy" for "chuyển")."""

    words: tuple[str, ...]
    prefix: bool = False


def clauses(text: str) -> list[Clause]:
    """The clauses of ``text``, all of which must match (mọi từ đều phải có), folded.

    A word is a clause of its own, words in "quotation marks" are one, and what a sign joins ("45-NQ/TW") is one too.
    The last word may go on, unless it is of one letter, which would match nearly everything. No word at all gives
    no clause.
    """
    found: list[Clause] = []
    for quoted, loose in _PARTS.findall(nfc(text)):
        words = tuple(word[:_LONGEST_WORD] for word in _WORDS.findall(fold(quoted or loose)))
        if words:
            found.append(Clause(words, prefix=not quoted))
    found = found[:_MOST_WORDS]
    last = len(found) - 1
    return [
        Clause(clause.words, clause.prefix and place == last and len(clause.words[-1]) > 1)
        for place, clause in enumerate(found)
    ]
