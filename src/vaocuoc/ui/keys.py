"""Keys of rows as they come in addresses and forms (khóa trong địa chỉ): digits, no more than a table can hold."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 18
"""Digits: a key is a 64-bit integer, and what is longer would be refused by the database instead of by us."""


def key_in(text: str | None) -> int | None:
    """The key that a text is; None for what no table can hold."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """The keys among texts, each once, in their order."""
    return list(dict.fromkeys(key for text in texts if (key := key_in(text)) is not None))
