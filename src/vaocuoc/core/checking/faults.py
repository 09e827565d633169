"""What a check finds: faults with their places, the other quote where there are two sides, and the report (lỗi của dự thảo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from vaocuoc.core.checking.rules import RULES, Level
from vaocuoc.core.checking.scoring import Score
from vaocuoc.core.text import fold, words

__all__ = ["LEVELS", "Fact", "Fault", "Level", "Other", "Place", "Report"]

LEVELS: Final[tuple[Level, ...]] = ("error", "check", "hint")
"""The levels, the gravest first (lỗi, cần xem, gợi ý)."""

Fact = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands (vị trí): page and line from 1, the number of its section, its row in a table from 1.

    ``page`` is None where the file has no pages; ``line`` counts in the text of the reading.
    """

    page: int | None = None
    line: int = 1
    section: str = ""
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """The other side (phía đối chiếu): a second place of the same paper, or words of another source.

    ``start`` and ``place`` are set for the same paper; ``source`` names another paper or the register, and ``key`` is
    whatever the caller gave to find it again.
    """

    quote: str
    start: int | None = None
    end: int | None = None
    place: Place | None = None
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault (lỗi): a rule, a quote with its place, and the facts that its sentence needs."""

    rule: str
    level: Level
    start: int
    end: int
    quote: str
    place: Place
    facts: Mapping[str, Fact] = field(default_factory=dict)
    other: Other | None = None

    @property
    def kind(self) -> str:
        return RULES[self.rule].kind

    @property
    def key(self) -> str:
        """What stays the same in a later version of the draft: the rule, and the quote folded to its words.

        Two like quotes side by side in a contradiction are told apart by the other one.
        """
        said = _plain(self.quote)
        if self.other is not None and self.other.quote:
            said += " | " + _plain(self.other.quote)
        return f"{self.rule}: {said}"


def _plain(text: str) -> str:
    folded = fold(text)
    return " ".join(folded[start:end] for start, end in words(folded))


@dataclass(frozen=True, slots=True)
class Report:
    """All faults of a paper in order of place, and its score (kết quả kiểm tra)."""

    faults: tuple[Fault, ...]
    score: Score

    def at_least(self, level: Level) -> tuple[Fault, ...]:
        """The faults of this level or a graver one."""
        wanted = LEVELS[: LEVELS.index(level) + 1]
        return tuple(fault for fault in self.faults if fault.level in wanted)
