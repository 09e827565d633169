"""What a figure is for and what a percentage is of, from the cues around it (phán định vai trò, gốc so sánh).

The cues are tables of ``roles``; here they are weighed: the nearest clause first, then what was carried on, then the time
and the section.
"""

from __future__ import annotations

import re

from vaocuoc.core.reading import indicators, roles
from vaocuoc.core.reading.candidates import Candidate, Carried, Place
from vaocuoc.core.reading.engine import compiled, cue_at, first_cue
from vaocuoc.core.reading.items import Basis, Period, Role
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.timing import INHERITED, Timing

_OF_OBJECT = compiled(r"(?<!\w)(?:của|với|tại|thuộc|cho|trong|giữa|giải ngân)\s*$")
_LEFT_OVER = compiled(r"^(?: [^\W\d_]+){0,5} còn (?:lại|thiếu|nợ)(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)")
# What an earlier percentage was of says nothing of the next figure ("đạt 104% chỉ tiêu pháp lệnh, ...").
_SPENT = compiled(r"%(?: so với)? (?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|kịch bản)[^,;:]*(?=[,;:])")
_BASES = ("tiêu", "hoạch", "toán", "quyết", "bản")
# "từ 23% năm 2025 xuống 18%": the first number is where it starts from.
_RISES = compiled(
    r"(?:,? (?:\(?(?:của |vào )?năm \d{4}\)?|hiện nay|năm trước|[^\W\d_]+){0,3})? (?:lên|xuống|tăng lên|giảm xuống)(?: còn| đạt| thành| mức)?(?: khoảng| trên| dưới| hơn| gần)? \d"
)
_COMPARED = compiled(r"so (?:với )?(?:cùng kỳ|năm trước)")
_REACHED = compiled(r"(?<!\w)(?:đạt|đạt được|thu hút được|đã \w+)\s*$")
# How far the words before a number can bear on it.
_WINDOW = 600


class Judge:
    """Decides what a figure is for, and what a percentage is of."""

    def __init__(self, seen: str, timing: Timing) -> None:
        self.seen, self.timing = seen, timing

    def role(
        self,
        candidate: Candidate,
        place: Place,
        carried: Carried,
        time: Time | None,
        period: Period | None,
        rules: list[str],
    ) -> Role:
        seen, section = self.seen, roles.section_role(place.part.section)
        if candidate.compared.rule == "comparator.from" and _RISES.match(seen, candidate.end, place.sentence.end):
            rules.append("role.baseline")
            return "context"
        if indicators.named_by_size(seen, place.sentence.start, candidate.start, candidate.unit):
            rules.append("role.names")
            return "context"
        clause_start = (
            max(candidate.clause[0], place.consumed)
            if place.previous and place.previous.role == "target"
            else candidate.clause[0]
        )
        for start in dict.fromkeys((clause_start, place.sentence.start)):
            found = roles.NEAREST.last(self._said_before(start, candidate))
            if found and (found.name not in roles.WEAK or section == "target" or self.timing.to_come(period)):
                rules.append(found.name)
                # What was "đã" decided is still to be reached where its own clause names a day to come.
                own = "period.carried" not in rules and self.timing.to_come(period)
                return "target" if (found.value == "result" or found.name == "role.size") and own else found.value
        after = cue_at(roles.AFTER, seen, candidate.end)
        if after:
            rules.append(after.name)
            return after.value
        if (
            place.previous is not None
            and place.previous.role != "context"
            and "period.carried" not in rules
            and time == carried.time
        ):
            rules.append("role.carried")
            return place.previous.role
        if carried.role is not None and "period.carried" in rules:
            rules.append("role.carried")
            return carried.role
        return self._role_by_time(candidate, place, time, period, rules)

    def _said_before(self, start: int, candidate: Candidate) -> str:
        """The words before a number that bear on it: without what stands in brackets and what a percentage was of."""
        words = self.seen[max(start, candidate.start - _WINDOW) : candidate.number.start]
        if "(" in words:
            words = _BRACKETS.sub(" ", words)
        spent = "%" in words and any(base in words for base in _BASES)
        return _SPENT.sub(" ", words) if spent else words

    def _role_by_time(
        self, candidate: Candidate, place: Place, time: Time | None, period: Period | None, rules: list[str]
    ) -> Role:
        """The role that the time and the section give where no word tells it."""
        counted = candidate.unit is not None and candidate.unit.value.kind == "counted"
        if counted and place.previous is None and INHERITED & set(rules) and self.timing.to_come(period):
            section = roles.section_role(place.part.section)
            if section != "target":
                # What there is, told under a time to come, is no target by that alone.
                rules.append("role.none")
                return "context"
        if self.timing.to_come(period) and _COMPARED.search(self.seen, candidate.end, place.sentence.end):
            rules.append("role.compared")
            return "result"
        said, section = self.timing.anchor.said, roles.section_role(place.part.section)
        if period and period.end and said and "period.heading" not in rules:
            rules.append("role.tense")
            own = not {"period.carried", "period.title"} & set(rules)
            if section == "target" and own and period.end >= said and not self.timing.to_come(period):
                # In a task the amount to be dealt with is aimed at; what only describes its object is not.
                return "context" if self._describes(candidate, place) else "target"
            return "target" if self.timing.to_come(period) else "result"
        if place.part.section == "kiến nghị":
            rules.append("role.section")
            return "context"
        if section:
            rules.append("role.section")
            return section
        by_year = time is not None and time.bound in {"until", "before"} and time.moment.month is None and said is None
        if self.timing.to_come(period) or by_year:
            rules.append("role.tense")
            return "target"
        told = time is not None and period is not None and not INHERITED & set(rules)
        reached = _REACHED.search(self.seen, max(place.sentence.start, candidate.start - 30), candidate.start)
        if candidate.unit and (candidate.unit.value.kind in {"percent", "money"} or reached or told):
            rules.append("role.measure")
            return "result"
        rules.append("role.none")
        return "context"

    def _describes(self, candidate: Candidate, place: Place) -> bool:
        """Tell an amount that only says which things are meant ("vốn của 37 dự án giải ngân dưới 30%")."""
        return (
            _OF_OBJECT.search(self.seen, max(place.sentence.start, candidate.start - 30), candidate.start) is not None
            or _LEFT_OVER.search(self.seen, candidate.end, min(place.after, candidate.end + 40)) is not None
        )

    def basis(self, candidate: Candidate, place: Place, rules: list[str]) -> Basis | None:
        unit = candidate.unit
        if unit is None or unit.value.kind not in {"percent", "times", "points"}:
            return None
        found = cue_at(roles.BASIS_AFTER, self.seen, candidate.end)
        if found is None:
            found = first_cue(
                roles.BASIS_BEFORE,
                self.seen[max(candidate.clause[0], place.consumed, candidate.start - _WINDOW) : candidate.start],
            )
        if found:
            rules.append(found.name)
            return found.value
        if "/năm" not in unit.value.name and indicators.names_what_follows(self.seen, candidate.end, place.after):
            rules.append("basis.share_of")
            return "total"
        return None
