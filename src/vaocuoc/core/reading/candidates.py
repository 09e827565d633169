"""Figures in the making: numbers that measure something, with their units and hedges (số liệu đang hình thành).

Recognition only: what they measure, for when and what for is told by ``subjects``, ``timing`` and ``judging``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vaocuoc.core.reading.citations import Citation
from vaocuoc.core.reading.comparators import Comparison, comparison
from vaocuoc.core.reading.engine import Token, Tokens, compiled
from vaocuoc.core.reading.exclusions import loose_unit, measures
from vaocuoc.core.reading.items import Figure, Role
from vaocuoc.core.reading.numerals import Numeral, number_at
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.sentences import Sentence
from vaocuoc.core.reading.structure import Part
from vaocuoc.core.reading.units import Unit, unit_at

_TO_OR_OF = compiled(r"\s*(?:-|(?:đến|tới)(?= \d)|(?P<of>/))\s*(?=\d)")
_SHARE_BETWEEN = compiled(r"\s*\((?:chiếm |đạt |bằng )?(?:tỷ lệ )?[\d.,]{1,6}\s?%\)\s*")


@dataclass(slots=True)
class Candidate:
    """A figure in the making."""

    number: Token[Numeral]
    unit: Token[Unit] | None
    compared: Comparison
    clause: tuple[int, int]
    rules: list[str] = field(default_factory=list)
    loose: bool = False

    @property
    def start(self) -> int:
        return min(self.compared.start, self.number.start)

    @property
    def end(self) -> int:
        return max(self.compared.end, self.unit.end if self.unit else self.number.end)


@dataclass(slots=True)
class Carried:
    """What carries on from figure to figure within a paragraph and to the plain paragraphs after it."""

    time: Time | None = None
    role: Role | None = None
    indicator: str | None = None
    mains: list[Figure] = field(default_factory=list)
    parent: Part | None = None
    from_above: bool = False
    reporting: bool = False
    alone: bool = False
    """``reporting`` tells that the sentence before gave figures, ``alone`` that this one counts what there is."""

    def new_sentence(self) -> None:
        """Forget what holds within one sentence."""
        self.mains = []
        self.alone = False

    def new_paragraph(self, part: Part) -> None:
        """Forget what holds within one paragraph; a time goes on to plain paragraphs under the same heading."""
        self.role = self.indicator = None
        self.from_above = True
        self.reporting = False
        if part.marker != "none" or part.parent is not self.parent or (self.time and self.time.bound == "now"):
            self.time = None
        self.parent = part.parent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands: its sentence and part, the figure before it and the words around it."""

    sentence: Sentence
    part: Part
    previous: Figure | None
    before: int
    after: int
    consumed: int
    aside: bool


def told_aside(seen: str, start: int, end: int) -> bool:
    """Tell whether ``end`` stands in brackets opened after ``start``: what is told aside is not gone on with."""
    return seen.count("(", start, end) > seen.count(")", start, end)


class CandidateReader:
    """Finds the numbers of a clause that measure something, with their units and hedges."""

    def __init__(
        self, text: str, seen: str, numerals: Tokens[Numeral], times: Tokens[Time], cited: Tokens[Citation]
    ) -> None:
        self.text, self.seen = text, seen
        self.numerals, self.times, self.cited = numerals, times, cited

    def within(self, clause: tuple[int, int]) -> Iterator[Candidate]:
        taken = clause[0]
        for number in self.numerals.within(*clause):
            if self.cited.overlapping(number.start, number.end) or self.times.overlapping(number.start, number.end):
                continue
            if number.start < taken:
                continue
            candidate = self._candidate(number, clause)
            if candidate is not None:
                candidate = self._whole(candidate)
                taken = candidate.end
                yield candidate

    def _candidate(self, number: Token[Numeral], clause: tuple[int, int]) -> Candidate | None:
        seen = self.seen
        unit = unit_at(seen, number.end)
        loose = False
        if unit is None and not number.value.words:
            unit = loose_unit(self.text, seen, number, clause)
            loose = unit is not None
        if unit is not None and unit.end > clause[1]:
            unit = None
        if unit is None and number.value.of and (share := _SHARE_BETWEEN.match(seen, number.end, clause[1])):
            # "3.507/6.708 (chiếm 52,3%) giấy tờ": what is counted stands after the share.
            after = unit_at(seen, share.end())
            unit = Token(number.end, number.end, after.value, after.rules) if after else None
        compared = comparison(seen, clause[0], number.start, unit.end if unit else number.end)
        if not measures(self.text, seen, number, unit, compared, clause):
            return None
        rules = [*number.rules, *(unit.rules if unit else ("unit.none",)), *([compared.rule] if compared.rule else [])]
        return Candidate(number, unit, compared, clause, rules, loose)

    def _whole(self, candidate: Candidate) -> Candidate:
        """Join "từ 10% đến 35%" and "3.071 hồ sơ/4.888 hồ sơ", where both numbers carry the unit."""
        unit, value = candidate.unit, candidate.number.value
        if unit is None or value.high is not None or value.of is not None or value.words:
            return candidate
        between = _TO_OR_OF.match(self.seen, unit.end)
        second = number_at(self.seen, between.end()) if between else None
        if between is None or second is None or second[0] <= value.value:
            return candidate
        other = unit_at(self.seen, second[1])
        if other is None or other.value != unit.value or other.end > candidate.clause[1]:
            return candidate
        part = between["of"] is not None
        joined = replace(value, of=second[0]) if part else replace(value, high=second[0])
        return replace(
            candidate,
            number=replace(candidate.number, end=second[1], value=joined),
            unit=other,
            compared=replace(candidate.compared, end=max(candidate.compared.end, other.end)),
            rules=["number.part" if part else "number.range", *candidate.rules],
        )
