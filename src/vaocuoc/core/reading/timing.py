"""Which time governs a figure: its own, one carried on, its heading's or the paper's (kỳ của số liệu).

A time beside a number is its own; a report goes on in the time that it began with; a count of what there is has none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vaocuoc.core.reading import roles
from vaocuoc.core.reading.candidates import Candidate, Carried, Place, told_aside
from vaocuoc.core.reading.engine import Token, Tokens, compiled
from vaocuoc.core.reading.items import Period
from vaocuoc.core.reading.periods import Moment, Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part

_EVERY_YEAR = compiled(r"(?<!\w)(?:hằng năm|hàng năm|mỗi năm)(?!\w)")
_CONGRESS = compiled(
    r"(?:đại hội|lần thứ \w+|khóa \w+|đảng bộ|chấp hành|hội đồng|nhân dân)(?:(?: |, )(?!mục tiêu|chỉ tiêu|trong|phấn đấu|đề ra|kết quả)[^\W_]+){0,8},?\s*$"
)
# The type of a paper on its own line: the title stands under it.
_TYPE = compiled(
    r"[*_\s]*(?:nghị quyết|kế hoạch|chương trình(?: hành động)?|báo cáo|quyết định|chỉ thị|kết luận|thông báo|đề án|hướng dẫn|phương án|công điện)[*_]*(?!\w)[*_\s]*"
)
_CAMPAIGN = compiled(r"thời gian (?:thi đua|phát động|tổ chức (?:phong trào|đợt))(?!\w)")
_LOOKING_BACK = compiled(r"(?<!\w)(?:kiểm tra|đánh giá|tổng kết|sơ kết|báo cáo|xếp hạng)(?!\w)")
# The day by which something is sent on is not the day of what it says.
_SENT_ON = compiled(r",(?: và)? (?:trình|báo cáo|gửi)(?!\w)")
_CLAUSE_TIME_AFTER = 60
_PARTED = re.compile(r"\d|[;:.]")
_REFERS_BACK = compiled(r"(?:trong (?:tổng số|số|đó|số đó)|ngoài ra|cùng với đó|bên cạnh đó|đồng thời|riêng)(?!\w)")
_LONGEST_TIME_LINE = 60
_PAPERS = frozenset({"chương trình", "kế hoạch", "nghị quyết", "đề án", "văn bản", "quyết định", "chỉ thị"})
_OF_STATE = compiled(
    r"(?<!\w)(?:hiện(?: nay)?,? (?:\w+ ){0,2}có|hiện còn|còn thiếu|vẫn thiếu|vẫn còn|đang(?: \w+){1,4})\s*$"
)
_DUE_AT_ONCE = compiled(
    r" (?:(?:vào|đến|tới|trước|trong)(?: (?:cuối|hết|đầu|giữa))? (?:năm|quý|tháng|nhiệm kỳ|giai đoạn)(?!\w)|năm \d{4})"
)
# A time that belongs to what a percentage is of ("đạt 115% mục tiêu năm 2025").
_OF_BASIS = compiled(
    r"%(?: so với)? (?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|kịch bản)[^,;:.]*$|(?<!\w)(?:so (?:với|cùng)|(?:cao|thấp|nhiều|ít|lớn) hơn(?: so với)?)(?: (?:mức|số|ước|kết quả|thực hiện|bình quân|của|đầu|cuối|cùng|thời điểm|giai đoạn|[\d.,]+%?))*\s*$"
)
INHERITED = frozenset({"period.carried", "period.heading", "period.title"})
"""The rules by which a time is not a figure's own."""


class Timing:
    """Tells which time governs a figure; ``title`` is the time that targets without one of their own are due by."""

    def __init__(self, layout: Layout, times: Tokens[Time], anchor: Anchor) -> None:
        self.layout, self.seen, self.times, self.anchor = layout, layout.surface, times, anchor
        self.lines = self._time_lines()
        self.headline = self._headline_time()
        self.title = self._campaign_time() or self.headline or self._spoken_time()

    def time(self, candidate: Candidate, place: Place, carried: Carried, rules: list[str]) -> Time | None:
        """The time that governs a figure: before it in its clause or sentence, else close after it, else carried on."""
        left = self.spans(place.sentence.start, candidate.start)
        right = [
            t
            for t in self.spans(candidate.end, candidate.clause[1])
            if not self._of_a_name(t, place.part) and not self._of_another(candidate.end, t)
        ]
        close = right[:1] if right and right[0].start - candidate.end <= _CLAUSE_TIME_AFTER else []
        if close and _SENT_ON.search(self.seen, candidate.end, close[0].start):
            right = close = []
        own = self._own(candidate, place, left, right, close)
        if own is not None:
            rules.append(own.rules[0])
            return own.value
        every_year = _EVERY_YEAR.search(self.seen, max(place.sentence.start, place.before), candidate.start)
        if carried.time is not None and not every_year:
            rules.append("period.carried")
            return carried.time
        if (over := self._over(place.part)) is not None:
            rules.append("period.heading")
            return over.value
        if right and right[-1].value.bound in {"until", "before"}:
            rules.append(right[-1].rules[0])
            return right[-1].value
        if self.headline is not None and place.part.index > 0:
            rules.append("period.title")
            return self.headline
        return None

    def _own(
        self,
        candidate: Candidate,
        place: Place,
        left: list[Token[Time]],
        right: list[Token[Time]],
        close: list[Token[Time]],
    ) -> Token[Time] | None:
        """The time that the words around a figure give it, before it (``left``) or after it (``right``, ``close``)."""
        own = [t for t in left if t.start >= candidate.clause[0]]
        between = [t for t in own if t.start > place.before + 2] if place.previous else own
        if (
            close
            and _DUE_AT_ONCE.match(self.seen, candidate.end)
            and not (between and between[-1].start >= place.before)
        ):
            # "... đạt 85% vào năm 2030": the day beside the number is its own, whatever the sentence began with.
            return close[0]
        if right and place.previous and between and self._ends_in(between[-1], candidate.end, right[0].start):
            return right[0]
        if own:
            return own[-1]
        return close[0] if close else left[-1] if left else None

    def _ends_in(self, before: Token[Time], start: int, end: int) -> bool:
        """Tell a time that belongs to the figure before, where this one has its own further on.

        "Chi 12 tỷ đồng năm 2026 và bố trí ít nhất 3% tổng chi cho ... trong năm 2027".
        """
        return self.seen.startswith(" và ", before.end) and _PARTED.search(self.seen, start, end) is None

    def _over(self, part: Part) -> Token[Time] | None:
        """The time of the nearest heading, lead-in or line of its own that a part stands under."""
        line = self.lines.get(part.index)
        for above in part.ancestors():
            if line is not None and above.start < line.start:
                break
            found = self.spans(above.start, above.end)
            if found:
                return found[-1]
        return line

    def stands_alone(self, candidate: Candidate, place: Place, carried: Carried) -> bool:
        """Tell a count of what there is from one that goes on with the report of the sentences before it."""
        if place.previous is not None:
            return carried.alone
        counts = candidate.unit is not None and candidate.unit.value.kind == "counted"
        refers_back = _REFERS_BACK.match(self.seen, place.sentence.start) is not None
        papers = counts and candidate.unit is not None and candidate.unit.value.name in _PAPERS
        state = papers or _OF_STATE.search(self.seen, max(place.sentence.start, candidate.start - 40), candidate.start)
        carried.alone = counts and ((not carried.reporting and not refers_back) or bool(state))
        return carried.alone

    def spans(self, start: int, end: int) -> list[Token[Time]]:
        """Times that may be the period of a figure: no comparisons, no days on which something merely happened."""
        found = [t for t in self.times.within(start, end) if not t.value.base and not _is_event(t.value)]
        return [
            t
            for t in found
            if not _OF_BASIS.search(self.seen, max(0, t.start - 90), t.start) and not self._of_a_congress(t)
        ]

    def parts_of_year(self, start: int, end: int) -> list[Token[Time]]:
        """Times of :meth:`spans` that are counted in months of a year ("10 tháng đầu năm")."""
        if not any(t.value.moment.months for t in self.times.within(start, end)):
            return []
        return [t for t in self.spans(start, end) if t.value.moment.months]

    def _of_a_congress(self, token: Token[Time]) -> bool:
        """Tell a term that belongs to the name of a congress or a council ("Đại hội lần thứ I, nhiệm kỳ 2025 - 2030")."""
        return (
            self.seen.startswith("nhiệm", token.start)
            and _CONGRESS.search(self.seen, max(0, token.start - 90), token.start) is not None
        )

    def _of_another(self, start: int, token: Token[Time]) -> bool:
        """Tell a time in brackets after a figure that goes with more ("70% (năm 2026 là 60%)", not "70% (năm 2026)")."""
        alone = self.seen[token.end : token.end + 2].lstrip().startswith((")", ",", ";"))
        return told_aside(self.seen, start, token.start) and not alone

    def _of_a_name(self, token: Token[Time], part: Part) -> bool:
        """Tell a span of years that belongs to a standard or a plan already met ("đạt chuẩn ... giai đoạn 2026 - 2030")."""
        return (
            roles.section_role(part.section) == "result"
            and token.value.until is not None
            and self.to_come(resolve(token.value, self.anchor))
            and self.seen.startswith("giai đoạn", token.start)
            and re.search(r"[\w”\"]\s+$", self.seen[max(0, token.start - 2) : token.start]) is not None
        )

    def _time_lines(self) -> dict[int, Token[Time]]:
        """The times that stand alone on their line ("- Giai đoạn 2026-2028"), by the parts of the list below them."""
        found: dict[int, Token[Time]] = {}
        line: Part | None = None
        first: Part | None = None
        token: Token[Time] | None = None
        for part in self.layout.parts:
            if part.kind in {"furniture", "caption"}:
                continue
            alone = self._alone(part)
            if alone is not None:
                line, first, token = part, None, alone
                continue
            if line is None or token is None:
                continue
            first = first or part
            # A line with a colon governs the items beside it too, where it has none below it.
            beside = line.lead_in and first.marker == line.marker != "none"
            below = part.rank > line.rank or (line.marker == "none" and part.marker != "none") or beside
            within = part.rank >= first.rank and (part.marker != "none" or first.marker == "none")
            if part.heading or not below or not within:
                line = token = None
                continue
            found[part.index] = token
        return found

    def _alone(self, part: Part) -> Token[Time] | None:
        """The time that is all that a line says."""
        if part.heading or part.end - part.body > _LONGEST_TIME_LINE:
            return None
        told = self.times.within(part.body, part.end)
        if len(told) != 1 or told[0].value.base or _is_event(told[0].value):
            return None
        left, right = self.seen[part.body : told[0].start], self.seen[told[0].end : part.end]
        return told[0] if not left.strip(" *_") and not right.strip(" .:;,*_") else None

    def _headline_time(self) -> Time | None:
        """The time that the title of the paper names."""
        for part in self.layout.parts[:8]:
            short = part.end - part.start < 250 and part.marker == "none"
            own = _TYPE.match(self.seen, part.start)
            above = self.layout.parts[part.index - 1] if part.index else None
            under_type = (own is not None and self.layout.text[part.start : own.end()].isupper()) or (
                above is not None and _TYPE.fullmatch(self.seen, above.start, above.end) is not None
            )
            if part.heading or (short and (part.index == 0 or under_type)):
                found = self.spans(part.start, part.end)
                if found:
                    return found[-1].value
        return None

    def _campaign_time(self) -> Time | None:
        """The time that a campaign of emulation gives itself under its own heading."""
        for part in self.layout.parts:
            if not _CAMPAIGN.match(self.seen, part.body):
                continue
            stretches = [part, *(below for child in part.children for below in (child, *child.children))]
            found = [
                time
                for stretch in stretches
                if not _LOOKING_BACK.search(self.seen, stretch.body, stretch.end)
                for time in self.times.within(stretch.start, stretch.end)
            ]
            if found:
                first, end = found[0].value, found[-1].value
                return replace(first, until=end.until or end.moment, bound="in", base=False)
        return None

    def _spoken_time(self) -> Time | None:
        """The term or the year that the paper speaks of."""
        if self.anchor.term is not None:
            return Time(Moment(term=True), bound="until")
        return Time(Moment(year=self.anchor.year)) if self.anchor.year and not self.anchor.said else None

    def to_come(self, period: Period | None) -> bool:
        """Tell whether a period ends in a year after the one the paper speaks from."""
        year = self.anchor.year_of()
        if not (period and period.end and year and period.end.year > year):
            return False
        # A term that began years ago and is about to end is reported on ("Nhiệm kỳ 2020 - 2025, ... đạt").
        return not (period.start and period.start.year <= year - 3 and period.end.year <= year + 1)


def _is_event(time: Time) -> bool:
    """A single day is when something happened or was said, unless it is counted up to."""
    return time.moment.day is not None and time.until is None and time.bound == "in"
