"""What sort of organ a name is (loại cơ quan), so that tables written for one office serve another."""

from __future__ import annotations

import re
from enum import StrEnum

from vaocuoc.core.text import fold, nfc


class Role(StrEnum):
    """The organs that share the work of a Party committee and a People's Committee."""

    GOVERNMENT = "government"
    COUNCIL = "council"
    FRONT = "front"
    INSPECTION = "inspection"
    PARTY_BUILDING = "party_building"
    ORGANISATION = "organisation"
    PROPAGANDA = "propaganda"
    INTERNAL_AFFAIRS = "internal_affairs"
    OFFICE = "office"
    POLICE = "police"
    MILITARY = "military"
    FINANCE = "finance"
    CONSTRUCTION = "construction"
    AGRICULTURE = "agriculture"
    SCIENCE = "science"
    HOME_AFFAIRS = "home_affairs"
    EDUCATION = "education"
    HEALTH = "health"
    CULTURE = "culture"
    JUSTICE = "justice"
    INDUSTRY = "industry"
    RELIGION = "religion"
    ECONOMY = "economy"  # Phòng Kinh tế of a commune
    SOCIETY = "society"  # Phòng Văn hóa - Xã hội of a commune
    PUBLIC_SERVICE = "public_service"


# The first pattern that begins a folded name wins; the narrower stands before the wider.
_NAMES: tuple[tuple[str, Role], ...] = (
    (r"(?:uy ban kiem tra|ubkt)", Role.INSPECTION),
    (r"ban xay dung dang", Role.PARTY_BUILDING),
    (r"ban to chuc", Role.ORGANISATION),
    (r"ban tuyen giao", Role.PROPAGANDA),
    (r"ban noi chinh", Role.INTERNAL_AFFAIRS),
    (r"van phong(?! (?:ubnd|uy ban|hdnd|hoi dong|dang ky))", Role.OFFICE),
    (r"(?:uy ban )?(?:ban thuong truc )?(?:ubmttq|uy ban mttq|uy ban mat tran|mat tran|mttq)", Role.FRONT),
    (r"(?:thuong truc )?(?:hoi dong nhan dan|hdnd)", Role.COUNCIL),
    (r"(?:dang uy )?(?:uy ban nhan dan|ubnd)", Role.GOVERNMENT),
    (r"(?:dang uy )?cong an", Role.POLICE),
    (r"(?:dang uy quan su|bo chi huy quan su|ban chi huy quan su|bo chqs|ban chqs)", Role.MILITARY),
    (r"so tai chinh", Role.FINANCE),
    (r"so xay dung", Role.CONSTRUCTION),
    (r"so nong nghiep", Role.AGRICULTURE),
    (r"so khoa hoc", Role.SCIENCE),
    (r"so noi vu", Role.HOME_AFFAIRS),
    (r"so giao duc", Role.EDUCATION),
    (r"so y te", Role.HEALTH),
    (r"so van hoa", Role.CULTURE),
    (r"so tu phap", Role.JUSTICE),
    (r"so cong thuong", Role.INDUSTRY),
    (r"so dan toc", Role.RELIGION),
    (r"phong kinh te", Role.ECONOMY),
    (r"phong van hoa", Role.SOCIETY),
    (r"trung tam phuc vu hanh chinh cong", Role.PUBLIC_SERVICE),
)
_PATTERNS = [(re.compile(rf"{pattern}(?!\w)"), role) for pattern, role in _NAMES]


def role_of(name: str) -> Role | None:
    """What sort of organ a unit is by its name; None where it is none of them."""
    folded = fold(nfc(name)).strip()
    return next((role for pattern, role in _PATTERNS if pattern.match(folded)), None)
