"""Whom words of address mean that name no single unit (đối tượng được giao): "các cấp ủy trực thuộc", "cấp xã".

Kinds and levels are the names that the directory uses for units. What is recognised is the sort of unit, never which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vaocuoc.core.text import fold, nfc

PARTY, GOVERNMENT, FRONT, TERRITORY = "party", "government", "front", "territory"
PROVINCE, COMMUNE, BASE = "province", "commune", "base"


@dataclass(frozen=True, slots=True)
class Audience:
    """The sort of unit that is addressed: kinds and levels (empty: any), or what stands right below the issuer."""

    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    directly_below: bool = False


def _of(*kinds: str, levels: tuple[str, ...] = (), below: bool = False) -> Audience:
    return Audience(frozenset(kinds), frozenset(levels), below)


# Folded words, the first that holds wins; several sorts may be named in one phrase, so all rows of one group are asked.
_ROWS: Final[tuple[tuple[re.Pattern[str], Audience], ...]] = tuple(
    (re.compile(pattern), audience)
    for pattern, audience in (
        (r"\bcap uy (?:truc thuoc|cap duoi)\b|\bdang (?:uy|bo) truc thuoc\b|\bto chuc (?:co so )?dang truc thuoc\b", _of(PARTY, below=True)),
        (r"\b(?:dang uy|dang bo|cap uy|ban thuong vu dang uy|bi thu)\b[^;.]*\b(?:xa|phuong|dac khu)\b", _of(PARTY, levels=(COMMUNE,))),
        (r"\b(?:ubnd|uy ban nhan dan|chu tich ubnd|chu tich uy ban nhan dan)\b[^;.]*\b(?:xa|phuong|dac khu)\b", _of(GOVERNMENT, levels=(COMMUNE,))),
        (r"\b(?:mttq|mat tran|mat tran to quoc)\b[^;.]*\b(?:xa|phuong|dac khu|cac cap)\b", _of(FRONT)),
        (r"\bcac (?:tinh uy|thanh uy)\b|\btinh uy, thanh uy\b", _of(PARTY, levels=(PROVINCE,))),
        (r"\b(?:ubnd|uy ban nhan dan) (?:cac )?(?:tinh|cap tinh)\b(?=, thanh pho|[^,;]*truc thuoc trung uong|$)", _of(GOVERNMENT, levels=(PROVINCE,))),
        (r"\bcap uy,? (?:chinh quyen|to chuc dang)[^;.]*\b(?:cac cap|dia phuong|co so)\b|\bcap uy(?:,| va)? chinh quyen\b", _of(PARTY, GOVERNMENT)),
        (r"\bcap uy cac cap\b|\bcac cap uy\b|\bcap uy, to chuc dang\b", _of(PARTY)),
        (r"\bchinh quyen (?:cac cap|dia phuong|co so)\b", _of(GOVERNMENT)),
        (r"\bcac (?:chi bo|chi, dang bo)\b", _of(levels=(BASE,))),
        (r"\bcap xa\b|\bcac (?:xa|phuong|dac khu)\b|\b(?:xa, phuong|phuong, xa)\b", _of(levels=(COMMUNE,))),
        (r"\bcac dia phuong\b|\bdia phuong\b", _of(GOVERNMENT, TERRITORY, PARTY)),
        (r"\bcac cap, cac nganh\b|\bcac (?:co quan, )?don vi, dia phuong\b|\bca he thong chinh tri\b", _of()),
    )
)  # fmt: skip


def audience(words: str) -> tuple[Audience, ...]:
    """The sorts of units that a phrase of address names; empty where it names none."""
    folded = " ".join(fold(nfc(words)).split())
    return tuple(audience for pattern, audience in _ROWS if pattern.search(folded))
