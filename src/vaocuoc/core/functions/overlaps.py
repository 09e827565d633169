"""Words that several organs share (chữ nhiều cơ quan cùng có): alone they decide nothing.

"Giám sát" is the Party's supervision, the council's oversight or the Front's social supervision. Where a task has no
longer phrase than such a word, the lead is doubtful; each organ that could be meant is told of with a code of its
ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vaocuoc.core.functions.roles import Role


@dataclass(frozen=True, slots=True)
class Overlap:
    """A topic, the folded words that stand for it, and who could be meant by them on what ground (a code)."""

    topic: str
    words: tuple[str, ...]
    grounds: tuple[tuple[Role, str], ...]


OVERLAPS: Final[tuple[Overlap, ...]] = (
    Overlap(
        "supervision",
        ("kiểm tra, giám sát", "giám sát"),
        (
            (Role.INSPECTION, "supervision.party"),
            (Role.FRONT, "supervision.front"),
            (Role.COUNCIL, "supervision.council"),
            (Role.OFFICE, "supervision.office"),
        ),
    ),
    Overlap(
        "propaganda",
        ("thông tin, tuyên truyền", "tuyên truyền"),
        (
            (Role.PROPAGANDA, "propaganda.party"),
            (Role.PARTY_BUILDING, "propaganda.party"),
            (Role.FRONT, "propaganda.front"),
            (Role.GOVERNMENT, "propaganda.government"),
            (Role.SOCIETY, "propaganda.government"),
            (Role.CULTURE, "propaganda.government"),
        ),
    ),
    Overlap(
        "corruption",
        ("phòng, chống tham nhũng, lãng phí, tiêu cực", "phòng, chống tham nhũng", "phòng chống tham nhũng"),
        (
            (Role.INTERNAL_AFFAIRS, "corruption.internal"),
            (Role.INSPECTION, "corruption.inspection"),
            (Role.GOVERNMENT, "corruption.government"),
            (Role.OFFICE, "corruption.office"),
        ),
    ),
    Overlap(
        "religion",
        ("công tác tôn giáo", "tôn giáo"),
        (
            (Role.PROPAGANDA, "religion.party"),
            (Role.PARTY_BUILDING, "religion.party"),
            (Role.FRONT, "religion.front"),
            (Role.RELIGION, "religion.government"),
            (Role.GOVERNMENT, "religion.government"),
            (Role.POLICE, "religion.police"),
        ),
    ),
    Overlap(
        "complaints",
        ("giải quyết khiếu nại, tố cáo", "khiếu nại, tố cáo", "khiếu nại"),
        (
            (Role.GOVERNMENT, "complaints.government"),
            (Role.INSPECTION, "complaints.inspection"),
            (Role.INTERNAL_AFFAIRS, "complaints.internal"),
            (Role.OFFICE, "complaints.office"),
        ),
    ),
)
