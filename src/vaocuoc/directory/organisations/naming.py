"""How names of units are kept and compared (tên đơn vị): cleaned, folded, sorted as a Vietnamese list is."""

from __future__ import annotations

import re

from vn_collate import collate_key

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc, normalise_tone_marks
from vaocuoc.directory.organisations.models import Level

_LONGEST = 300
_SPACES = re.compile(r"\s+")
# The words that say the level of a body; "hợp tác xã" and "bảo hiểm xã hội" are no communes, "thị xã" was a district.
_LEVELS = (
    (
        re.compile(
            r"\b(?:trung ương|tw|bộ chính trị|ban bí thư|chính phủ|thủ tướng|(?<!đại biểu )quốc hội)\b"
            r"|^(?:các )?bộ (?!phận\b|đội\b|máy\b|chỉ huy\b)"
        ),
        Level.CENTRAL,
    ),
    (re.compile(r"\b(?:tỉnh|thành ủy|thành phố|tp)\b|^(?:các )?sở\b"), Level.PROVINCE),
    (re.compile(r"\b(?:huyện|quận|thị xã|thị ủy)\b"), Level.DISTRICT),
    (re.compile(r"\b(?:(?<!hợp tác )(?<!thị )xã(?! hội\b)|phường|đặc khu)\b"), Level.COMMUNE),
)


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


def level_named(words: str) -> str:
    """The level of the body that words name (cấp), as far as they say it; empty where they do not.

    The unit says the level, not its organ: a standing committee (ban thường vụ) may be a province's or a commune's.
    Of several, the unit named first says it, for the name of a body goes upwards: "Đảng ủy xã ..., tỉnh ...".
    """
    said = normalise_tone_marks(nfc(words)).lower().strip()
    found = ((match.start(), level) for pattern, level in _LEVELS if (match := pattern.search(said)))
    return min(found, default=(0, ""))[1]
