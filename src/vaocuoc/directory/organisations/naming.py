"""How names of units are kept and compared (tên đơn vị): cleaned, folded, sorted as a Vietnamese list is."""

from __future__ import annotations

import re

from vn_collate import collate_key

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc

_LONGEST = 300
_SPACES = re.compile(r"\s+")


def clean_name(name: str, *, longest: int = _LONGEST) -> str:
    """The name as it is kept: composed, single spaces. Raises ``Refused`` where it is empty or too long."""
    cleaned = _SPACES.sub(" ", nfc(name)).strip(" ,;")
    if not cleaned:
        raise Refused("organisations.name_missing")
    if len(cleaned) > longest:
        raise Refused("organisations.name_too_long", longest=longest, length=len(cleaned))
    return cleaned


def sort_key(name: str) -> bytes:
    """The key by which both databases sort names as a Vietnamese reader expects (xếp theo vần)."""
    return bytes.fromhex(collate_key(name))


def folded_name(*names: str) -> str:
    """What search looks in: the name and the short name, folded, one a line."""
    return fold("\n".join(name for name in names if name))
