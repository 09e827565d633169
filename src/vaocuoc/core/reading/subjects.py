"""What a figure measures: its own subject, its counted noun, or the figure that it restates (tên chỉ tiêu của số liệu).

Where phrases begin and end is told by ``indicators``; here one is chosen.
"""

from __future__ import annotations

import re
from decimal import Decimal

from vaocuoc.core.reading import indicators
from vaocuoc.core.reading.candidates import Candidate, Carried, Place
from vaocuoc.core.reading.engine import Tokens, compiled
from vaocuoc.core.reading.items import Figure
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.structure import Part

_RESTATING = compiled(
    r"(?:[\s,()]|(?<!\w)(?:đạt|bằng|tăng|giảm|vượt|tương đương|và|tương ứng|chiếm|ước|mạnh|hoàn thành|đạt tỷ lệ|lần lượt|cao|gấp|gần|hơn|khoảng|trên|thấp hơn|cao hơn|cả năm|tỷ lệ|so với|ban đầu|thêm|năm \d{4})(?!\w))*$"
)
# What a percentage before was of, standing between it and the next one.
_BASIS_WORDS = compiled(
    r"(?<!\w)(?:so với|so)? ?(?:cùng kỳ|kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?:[^,;\d]*?(?=,|\bvà\b|\bbằng\b|\btăng\b|\bđạt\b))?|(?<!\w)năm trước"
)
_SHARE_IN_BRACKETS = compiled(
    r"\((?:đạt|chiếm|bằng|đạt tỷ lệ|tỷ lệ|tương ứng|tương đương|=)?(?: với| tỷ lệ| khoảng| trên| gần| hơn)?\s*$"
)
_NUMBER_OF = compiled(r"(?:tổng )?số(?: lượng)? ")
_BARE_DEED = 1
_OBJECT = compiled(
    r" (?!(?:so|và|kế hoạch|dự toán|chỉ tiêu|với|để|cho|trong|tại|từ|đến|trở|mỗi|theo)(?!\w))[^\W\d_]{2}"
)
_PER_HOW_MANY = frozenset(Decimal(n) for n in (100, 1000, 10000, 100000))
# What belongs to the next count ("6 hồ sơ và cắt giảm 12 ...").
_JOINED_ON = compiled(r"(?:,| và|;)(?: [^\W\d_]+){0,4}\s*$")
# How far the words before a number can bear on it.
_WINDOW = 600


class Subjects:
    """Tells what a figure measures, in the document's own words."""

    def __init__(self, text: str, seen: str, times: Tokens[Time]) -> None:
        self.text, self.seen, self.times = text, seen, times

    def restated(self, candidate: Candidate, place: Place, carried: Carried, rules: list[str]) -> Figure | None:
        """The figure of the same sentence that a percentage restates ("47,5 nghìn tỷ đồng, bằng 117,6% dự toán")."""
        if not carried.mains or candidate.unit is None or candidate.unit.value.kind not in {"percent", "times"}:
            return None
        if carried.mains[-1].unit in {None, "%"}:
            return None
        between = re.sub(r"\([^()]*\)", " ", self.seen[place.before : candidate.start])
        if "lần lượt" in between and len(carried.mains) > 1:
            rules.append("figure.respectively")
            return carried.mains[-2]
        if place.previous is not None and "figure.respectively" in place.previous.why and between.strip() == "và":
            rules.append("figure.restates")
            return carried.mains[-1]
        in_brackets = _SHARE_IN_BRACKETS.search(self.seen, place.before, candidate.start) is not None
        if not in_brackets and not _RESTATING.fullmatch(_BASIS_WORDS.sub(" ", between)):
            return None
        rules.append("figure.restates")
        return carried.mains[-1]

    def indicator(
        self, candidate: Candidate, place: Place, carried: Carried, rules: list[str]
    ) -> tuple[str | None, int]:
        """What a figure measures, and where the words taken for it end."""
        if place.previous is not None and "role.baseline" in place.previous.why and carried.indicator:
            rules.append("indicator.carried")
            return carried.indicator, candidate.end
        seen, unit = self.seen, candidate.unit
        kind = unit.value.kind if unit else None
        start = max(place.before, candidate.clause[0], place.consumed, candidate.start - _WINDOW)
        holes = [(t.start, t.end) for t in self.times.within(start, candidate.start)]
        subject = indicators.subject_before(self.text, seen, start, candidate.start, holes)
        if kind == "counted" and unit is not None and not self._has_own_name(candidate, subject, start):
            rules.append("indicator.counted")
            return self._counted(candidate, place, subject)
        if thing := indicators.named_by_size(seen, start, candidate.start, unit):
            rules.append("indicator.before")
            return indicators.clean(self.text[slice(*thing)]), candidate.end
        if kind in {"percent", "points"} and (share := self._shared(candidate, place, subject, start, holes)):
            rules.append("indicator.after")
            return share
        if subject:
            rules.append("indicator.before")
            return self._with_object(candidate, place, subject)
        if kind in {"money", "physical"} and indicators.names_what_follows(seen, candidate.end, place.after):
            a, b = indicators.trimmed(seen, indicators.counted_after(seen, candidate.end, place.after))
            if phrase := indicators.clean(self.text[a:b]):
                rules.append("indicator.after")
                return phrase, b
        if carried.indicator:
            rules.append("indicator.carried")
            return carried.indicator, candidate.end
        rules.append("indicator.heading")
        return self._heading_subject(place.part), candidate.end

    def _share(self, candidate: Candidate, place: Place) -> tuple[str, int] | None:
        """What a share is a share of, after it."""
        a, b = indicators.share_after(self.seen, candidate.end, place.after)
        phrase = indicators.clean(self.text[a:b])
        return (phrase, b) if phrase else None

    def _shared(
        self, candidate: Candidate, place: Place, subject: str, start: int, holes: list[tuple[int, int]]
    ) -> tuple[str, int] | None:
        """What stands after a share where it names the indicator, with the verb that cuts or gives it.

        "cắt giảm 30% thời gian ..." is "thời gian ... … cắt giảm"; "tỷ lệ ... đạt 30% số hộ" has its name before it.
        """
        number, end = candidate.number.start, candidate.end
        verb = indicators.share_of_change(self.seen, start, number, end, place.after)
        if verb is not None and (share := self._share(candidate, place)):
            return (f"{share[0]} … {verb}" if verb else share[0]), share[1]
        if not indicators.names_what_follows(self.seen, end, place.after):
            return None
        told = subject and indicators.ends_in_measure(self.seen, start, number)
        if told and not indicators.begins_anew(self.seen, start, candidate.start, holes):
            return None
        return self._share(candidate, place)

    def _has_own_name(self, candidate: Candidate, subject: str, start: int) -> bool:
        """Tell a count whose subject names it ("Số hộ nghèo là 12 hộ", "tỷ suất sinh là 2,1 con/phụ nữ")."""
        if not subject or candidate.unit is None:
            return False
        rate = "/" in candidate.unit.value.name or candidate.number.value.of in _PER_HOW_MANY
        return rate or bool(
            _NUMBER_OF.match(subject.lower()) and indicators.ends_in_measure(self.seen, start, candidate.start)
        )

    def _with_object(self, candidate: Candidate, place: Place, subject: str) -> tuple[str, int]:
        """A subject; with what stands after the number where it is a bare verb ("trồng 5.000 ha rừng")."""
        if len(subject.split()) > _BARE_DEED or not _OBJECT.match(self.seen, candidate.end):
            return subject, candidate.end
        a, b = indicators.trimmed(self.seen, indicators.counted_after(self.seen, candidate.end, place.after))
        done_to = indicators.clean(self.text[a:b])
        return (f"{subject} … {done_to}", b) if done_to else (subject, candidate.end)

    def _counted(self, candidate: Candidate, place: Place, subject: str) -> tuple[str, int]:
        """A counted noun with its qualifiers ("36 dự án đầu tư mới"), else with the verb before it."""
        unit = candidate.unit
        assert unit is not None
        noun = indicators.clean(re.sub(r"^(?:triệu|nghìn|tỷ|trăm|vạn) ", "", unit.value.name).split("/")[0])
        a, b = indicators.counted_after(self.seen, candidate.end, place.after)
        if place.after == place.sentence.end or place.after == candidate.clause[1]:
            b = indicators.listed_on(self.seen, b, place.after)
        if b == place.after and (joint := _JOINED_ON.search(self.seen, a, b)):
            b = joint.start()
        phrase = indicators.clean(self.text[a:b])
        left = self.seen[max(candidate.clause[0], place.before) : candidate.start].rstrip()
        acted = bool(subject) and not left.endswith(("có", "gồm", "với", ",", "và", "còn", "là", "hiện", "nay"))
        deed = None if phrase or acted else indicators.deed_after(self.seen, candidate.end, place.after)
        if deed and not indicators.ends_in_measure(self.seen, *deed):
            a, b = deed
            phrase = indicators.clean(self.text[a:b])
        if phrase:
            done = (
                indicators.deed_after(self.seen, b - 1, place.after) if candidate.number.value.of is not None else None
            )
            if done:
                # "8/12 xã ven biển chưa ...": of a part, what it did or what was done to it is what is counted.
                return f"{noun} {phrase} … {indicators.clean(self.text[slice(*done)])}", done[1]
            return f"{noun} {phrase}", b
        if acted:
            return (f"{subject} … {noun}" if len(subject.split()) <= 3 else subject), candidate.end
        return noun, candidate.end

    def _heading_subject(self, part: Part) -> str | None:
        for above in (part, *part.ancestors()):
            if above.heading or above.lead_in:
                return indicators.clean(self.text[above.body : above.end])[:200] or None
        return None
