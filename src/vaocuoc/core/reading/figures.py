"""Figures: numbers that measure something, with all that their sentence says of them (số liệu, chỉ tiêu).

Puts numerals, units, comparisons, times, roles and subjects together. What is a number but no figure (an ordinal, a
number of a paper or a road, a duration, a count of the parts of a text) is told by the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from vaocuoc.core.reading.candidates import Candidate, CandidateReader, Carried, Place, told_aside
from vaocuoc.core.reading.citations import Citation
from vaocuoc.core.reading.engine import Tokens
from vaocuoc.core.reading.items import Figure, Period, Role
from vaocuoc.core.reading.judging import Judge
from vaocuoc.core.reading.numerals import Numeral
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part
from vaocuoc.core.reading.subjects import Subjects
from vaocuoc.core.reading.timing import INHERITED, Timing

_BASIS_END = re.compile(r"[,;)]")
_SIZES = frozenset({"role.size", "role.preliminary"})
_SET = frozenset({"role.assigned", "role.in_brackets", "role.set"})


def figures(reader: FigureReader, layout: Layout) -> Iterator[Figure]:
    """Read the figures of every paragraph; a headline is read with what the text under it says of the same figure."""
    carried = Carried()
    found = [
        figure
        for part in layout.parts
        if part.kind not in {"furniture", "caption"}
        for figure in reader.stretch(part.body, part.end, part, carried)
    ]
    title = layout.parts[0].end if layout.parts and layout.parts[0].marker == "none" else 0
    below: dict[_Amount, Figure] = {}
    for figure in found:
        if figure.start >= title and figure.period is not None:
            below.setdefault(_amount(figure), figure)
    for figure in found:
        told = below.get(_amount(figure)) if figure.end <= min(title, 250) and figure.period is None else None
        if told is not None:
            figure = replace(
                figure, period=told.period, due=told.due, role=told.role, why=(*figure.why, "period.headline")
            )
        yield figure


_Amount = tuple[Decimal, Decimal | None, Decimal | None, str | None]


def _amount(figure: Figure) -> _Amount:
    """What tells that a headline and the text give the same figure."""
    return figure.value, figure.value_high, figure.of, figure.unit


class FigureReader:
    """Reads the figures of a document stretch by stretch."""

    def __init__(
        self, layout: Layout, numerals: Tokens[Numeral], times: Tokens[Time], cited: Tokens[Citation], anchor: Anchor
    ) -> None:
        self.layout, self.seen, self.text, self.anchor = layout, layout.surface, layout.text, anchor
        self.candidates = CandidateReader(layout.text, layout.surface, numerals, times, cited)
        self.timing = Timing(layout, times, anchor)
        self.judge = Judge(layout.surface, self.timing)
        self.subjects = Subjects(layout.text, layout.surface, times)

    @property
    def title_time(self) -> Time | None:
        """The time that the paper sets for its targets."""
        return self.timing.title

    def stretch(self, start: int, end: int, part: Part, carried: Carried | None = None) -> Iterator[Figure]:
        """The figures of a stretch of text that stands at ``part``, in order."""
        carried = carried or Carried()
        carried.new_paragraph(part)
        for sentence in self.layout.sentences(start, end):
            carried.new_sentence()
            candidates = [c for clause in sentence.clauses for c in self.candidates.within(clause)]
            if not candidates:
                # "Kinh tế 10 tháng tiếp tục phục hồi. Thu ngân sách đạt ...": what is told goes on in the same time.
                told = self.timing.parts_of_year(sentence.start, sentence.end)
                carried.time = told[0].value if told else carried.time
            told_last: dict[bool, Figure] = {}
            consumed = sentence.start
            for i, candidate in enumerate(candidates):
                after = candidates[i + 1].start if i + 1 < len(candidates) else sentence.end
                before = candidates[i - 1].end if i else sentence.start
                aside = told_aside(self.seen, sentence.start, candidate.start)
                previous = told_last.get(aside) or told_last.get(False) or told_last.get(True)
                place = Place(sentence, part, previous, before, min(after, candidate.clause[1]), consumed, aside)
                figure, consumed = self._figure(candidate, place, carried)
                told_last[aside] = figure
                if not aside:
                    told_last.pop(True, None)
                yield figure
            carried.reporting = bool(told_last)

    def _figure(self, candidate: Candidate, place: Place, carried: Carried) -> tuple[Figure, int]:
        """The figure of a candidate, and where what it took of the words after it ends."""
        number, unit, rules = candidate.number.value, candidate.unit, candidate.rules
        main = self.subjects.restated(candidate, place, carried, rules)
        time = self.timing.time(candidate, place, carried, rules)
        period = resolve(time, self.anchor) if time else None
        role = main.role if main else self.judge.role(candidate, place, carried, time, period, rules)
        if role == "target" and period and period.end and _SET & set(rules) and _is_day_so_far(time):
            # "Tính đến 06/12 thu được ... (chỉ tiêu 179 tỷ đồng)": the day is the report's, the target is the year's.
            period = Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31))
        if role == "target" and period is None and self.timing.title is not None:
            time, period = self.timing.title, resolve(self.timing.title, self.anchor)
            rules.append("period.title")
        inherited = bool(INHERITED & set(rules))
        if inherited and "role.baseline" in rules:
            time, period = None, None
        if (
            inherited
            and role != "target"
            and (_SIZES & set(rules) or self.timing.stands_alone(candidate, place, carried))
        ):
            # Sizes, and counts of what there is, hold for no period unless their own sentence names one.
            time, period = None, None
        basis = self.judge.basis(candidate, place, rules)
        indicator, consumed = (
            (main.indicator, candidate.end) if main else self.subjects.indicator(candidate, place, carried, rules)
        )
        if basis and (over := _BASIS_END.search(self.seen, candidate.end, place.after)):
            # "đạt 110% chỉ tiêu), kiểm tra 4 chi bộ": what a percentage is of names no later figure.
            consumed = max(consumed, over.end())
        due = _due(period) if role == "target" and period else None
        start, end = candidate.start, candidate.end
        figure = Figure(
            start=start, end=end, quote=self.text[start:end], page=place.part.page, section=place.part.section,
            value=number.value, value_high=number.high, of=number.of, unit=unit.value.name if unit else None,
            comparator=candidate.compared.comparator, role=role, indicator=indicator,
            period=period, due=due, basis=basis, measures=main.start if main else None,
            why=tuple(dict.fromkeys(rules)), confidence=_confidence(candidate, indicator, role, due),
        )  # fmt: skip
        if time is not None and carried.time is not time and not place.aside:
            carried.time, carried.from_above = time, False
        carried.role = role if role != "context" and not place.aside else carried.role
        carried.indicator = (indicator if not place.aside else None) or carried.indicator
        if main is None and not (place.aside and carried.mains):
            carried.mains.append(figure)
        return figure, consumed


def _due(period: Period) -> date | None:
    """The last day of a target; what holds "từ năm 2026 trở đi" is due in that year."""
    if period.end is None and period.start is not None and (period.start.month, period.start.day) == (1, 1):
        return date(period.start.year, 12, 31)
    return period.end


def _is_day_so_far(time: Time | None) -> bool:
    """Tell a day up to which was counted ("tính đến ngày 06/12", "từ đầu năm đến 06/12")."""
    if time is None:
        return False
    return time.moment.day is not None or (time.until is not None and time.until.day is not None)


def _confidence(candidate: Candidate, indicator: str | None, role: Role, due: date | None) -> float:
    score = 0.9
    if candidate.loose:
        score -= 0.35
    if candidate.unit is None:
        score -= 0.25
    if candidate.number.value.words:
        score -= 0.15
    if not indicator:
        score -= 0.2
    if role == "target" and due is None:
        score -= 0.15
    return round(max(0.1, score), 2)
