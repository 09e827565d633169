"""In what order posts are named (thứ tự chức danh): who leads first, as offices write who was present."""

from __future__ import annotations

import re
from typing import Any

from vaocuoc.core.text import fold
from vaocuoc.directory.organisations.models import Level, Post, UnitKind

_LEVELS = [Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.BASE]
_KINDS = [
    UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.OFFICE, UnitKind.FRONT, UnitKind.DEPARTMENT, UnitKind.VERTICAL,
    UnitKind.ENTERPRISE, UnitKind.TERRITORY, UnitKind.CELL,
]  # fmt: skip
_ACTING = re.compile(r"^(quyen|q\.)\s+")
_HEAD, _CHIEF_OF_OFFICE, _DEPUTY, _SECTION, _OTHER = 10, 11, 12, 13, 14
# Who leads the body that meets, or the level it stands for: by how a folded title begins.
_LEADING = (
    re.compile(r"bi thu\b"),
    re.compile(r"pho bi thu thuong truc\b"),
    re.compile(r"pho bi thu\b"),
    re.compile(r"chu tich\b"),
    re.compile(r"uy vien (ban )?thuong vu\b"),
    re.compile(r"pho chu tich thuong truc\b"),
    re.compile(r"pho chu tich\b"),
)
_CHAIRED = ("chu tich", "pho chu tich")
_CHIEF = re.compile(r"chanh van phong\b")
_HEADS = re.compile(
    r"(bi thu|chu tich|truong ban|giam doc|tong giam doc|chu nhiem|chanh|chi huy truong|vien truong|cuc truong"
    r"|chi cuc truong|hieu truong|tong bien tap|uy vien (ban )?thuong vu|thu truong)\b"
)
_SECTIONS = re.compile(r"(pho )?(truong phong|truong bo phan|doi truong|to truong)\b")


def precedence(post: Post, *, keeper: int | None = None) -> tuple[Any, ...]:
    """The key to sort posts by: leaders before staff, higher levels first, then by title, kind of unit, name.

    ``keeper`` is the unit that meets: a secretary leads there, and is the head of a unit among others elsewhere. The
    post's unit must be at hand.
    """
    unit = post.unit
    title = _ACTING.sub("", fold(post.title).strip())
    rank = _rank(title, leads=_leads(title, post, keeper))
    level = _LEVELS.index(Level(unit.level))
    return rank >= _SECTION, level, rank, _KINDS.index(UnitKind(unit.kind)), bytes(unit.sort_key), title, post.pk


def _leads(title: str, post: Post, keeper: int | None) -> bool:
    """Whether a title is one of the level's leaders: in the unit that meets, the committee or council of a place."""
    if post.unit_id == keeper:
        return True
    kind = UnitKind(post.unit.kind)
    if kind == UnitKind.PARTY:
        return not fold(post.unit.name).startswith("dang uy") or post.unit.level == Level.COMMUNE
    return kind == UnitKind.GOVERNMENT or (kind == UnitKind.FRONT and title.startswith(_CHAIRED) and _is_front(post))


def _is_front(post: Post) -> bool:
    return "mat tran" in fold(post.unit.name)


def _rank(title: str, *, leads: bool) -> int:
    if leads:
        for rank, begins in enumerate(_LEADING):
            if begins.match(title):
                return rank
    if _CHIEF.match(title):
        return _CHIEF_OF_OFFICE
    if _HEADS.match(title):
        return _HEAD
    if _SECTIONS.match(title):
        return _SECTION
    return _DEPUTY if title.startswith("pho ") else _OTHER
