"""Figures: numbers that measure something, with all that their sentence says of them (số liệu, chỉ tiêu).

Puts numerals, units, comparisons, times, roles and subjects together. What is a number but no figure (an ordinal, a
number of a paper or a road, a duration, a count of the parts of a text) is told by the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from vaocuoc.core.reading import indicators, roles
from vaocuoc.core.reading.citations import Citation
from vaocuoc.core.reading.comparators import Comparison, comparison
from vaocuoc.core.reading.engine import Cue, Token, Tokens, compiled, cue, cue_at, first_cue, last_cue
from vaocuoc.core.reading.items import Basis, Figure, Period, Role
from vaocuoc.core.reading.numerals import Numeral
from vaocuoc.core.reading.periods import Moment, Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.sentences import Sentence
from vaocuoc.core.reading.structure import Layout, Part
from vaocuoc.core.reading.units import Unit, unit_at

# Numbers that count or measure nothing, told by what stands before ...
NOT_BEFORE: tuple[Cue[None], ...] = (
    cue("not.ordinal", r"(?<!\w)(?:thứ|lần|khóa|hạng|loại|mức độ|bậc|top|nhóm|kỳ họp|phiên họp|kỳ|vòng|thế hệ|tốp|ngôi)\s*$", None),
    cue("not.part_of_text", r"(?<!\w)(?:điều|khoản|(?<!danh\x20)mục|phần|chương|điểm|phụ lục|biểu|mẫu|bảng|hình|trang|tiết|bước|dòng|cột)(?: số)?\s*$", None),
    cue("not.number_of", r"(?<!\w)(?:(?<!tổng\x20)(?<!trong\x20)số|quốc lộ|ql|tỉnh lộ|đt|đường|khu vực|khu|vị trí|phường|quận|đội|ấp|thôn|bản|tiểu khu|chương trình|công văn|nghị quyết|ca|tổ|cầu rào|cống|lô|điện thoại|đt:|fax|km|quy hoạch điện|covid-?|cụm|dự án|block|tòa|tháp|ngõ|khối)\s*$", None),
    cue("not.day", r"(?<!\w)(?:ngày|tháng|năm|quý|giờ|lúc|tuổi|tuần|đợt)\s*$", None),
    cue("not.divided", r"(?<!\w)(?:chia (?:làm|thành))\s*$", None),
)  # fmt: skip
# ... or after it.
NOT_AFTER: tuple[Cue[None], ...] = (
    cue("not.level", r"\s*(?:cấp(?! ủy)|sao|chiều|sẵn sàng|tại chỗ|rõ|không|nhà|bên|mặt|phía|tầng lớp|trụ cột|khâu|đột phá|nhóm (?:nhiệm|giải|nội|vấn)|là(?!\w))(?!\w)", None),
    cue("not.part", r"\s*(?:nhiệm vụ|giải pháp|nội dung|mục tiêu|quan điểm|định hướng|yêu cầu|bước|vấn đề|phần|chương trình|nhiệm vụ, giải pháp)(?:,? \w+)? (?:trọng tâm|đột phá|chủ yếu|sau|lớn|cụ thể|quan trọng|cơ bản|nêu trên|then chốt|tổng quát|như sau)(?! công tác)", None),
)  # fmt: skip
_MANY_PARTS = compiled(r"\s*chương trình công tác (?:trọng tâm )?(?:toàn khóa)")
_BARE = compiled(r"(?<!\w)(?:đạt|là|bằng|còn|lên|xuống|đạt được|ước đạt|ước)\s*$|:\s*$")
_COUNTING_ONE = compiled(
    r"(?<!\w)(?:ít nhất|tối thiểu|có|thêm|với|gồm|gồm có|bao gồm|,|và|đạt|xây dựng|thành lập|chỉ)\s*$"
)
_LOOSE_NOUN = compiled(r" (?P<u>[^\W\d_]+)(?!\w)")
_LOOSE_LEFT = compiled(
    r"(?<!\w)(?:có|thu hút|thu hút được|thành lập|thành lập mới|xây dựng|hỗ trợ|tổ chức|với|gồm|thêm|được|đạt|cho|hơn|trên|gần|khoảng|tổng số|trồng|cấp|mở|tặng|trao|bàn giao|kết nạp|giải quyết|xử lý|phát hiện|tiếp nhận|ban hành|đào tạo|tuyển|bắt|huy động|sản xuất|tiêu thụ|xuất khẩu|đón)(?: mới| được| trên| hơn| gần| khoảng)?\s*$"
)
_NO_UNIT = frozenset(
    [
        "và",
        "trong",
        "của",
        "tại",
        "theo",
        "đến",
        "để",
        "là",
        "với",
        "từ",
        "về",
        "cho",
        "do",
        "nhưng",
        "thì",
        "mà",
        "hoặc",
        "hay",
        "khi",
        "nếu",
        "như",
        "các",
        "những",
        "đã",
        "sẽ",
        "được",
        "bị",
        "có",
        "không",
        "tới",
        "so",
        "trên",
        "dưới",
        "sau",
        "trước",
        "ở",
        "vào",
        "ra",
        "lên",
        "xuống",
        "đạt",
        "tăng",
        "giảm",
        "này",
        "đó",
        "nêu",
        "trở",
        "cùng",
        "gồm",
        "vừa",
        "nên",
        "rồi",
        "bằng",
        "chiếm",
        "cũng",
        "đều",
        "còn",
        "mới",
        "triệu",
        "tỷ",
        "nghìn",
    ]
)
_RESTATING = compiled(
    r"(?:[\s,()]|(?<!\w)(?:đạt|bằng|tăng|giảm|vượt|tương đương|và|tương ứng|chiếm|ước|mạnh|hoàn thành|đạt tỷ lệ|lần lượt|cao|gấp|gần|hơn|khoảng|trên|thấp hơn|cao hơn|cả năm|tỷ lệ|so với|ban đầu|thêm|năm \d{4})(?!\w))*$"
)
# What a percentage before was of, standing between it and the next one.
_BASIS_WORDS = compiled(
    r"(?<!\w)(?:so với|so)? ?(?:cùng kỳ|kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?:[^,;\d]*?(?=,|\bvà\b|\bbằng\b|\btăng\b|\bđạt\b))?|(?<!\w)năm trước"
)
_OF_OBJECT = compiled(r"(?<!\w)(?:của|với|tại|thuộc|cho|trong|giữa|giải ngân)\s*$")
_LEFT_OVER = compiled(r"^(?: [^\W\d_]+){0,5} còn (?:lại|thiếu|nợ)(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)")
# What an earlier percentage was of says nothing of the next figure ("đạt 104% chỉ tiêu pháp lệnh, ...").
_SPENT = compiled(r"%(?: so với)? (?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|kịch bản)[^,;:]*(?=[,;:])")
_CLAUSE_TIME_AFTER = 60
# A time that belongs to what a percentage is of ("đạt 115% mục tiêu năm 2025").
_OF_BASIS = compiled(r"%(?: so với)? (?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|kịch bản)[^,;:.]*$")
# How far the words before a number can bear on it.
_WINDOW = 600


@dataclass(slots=True)
class _Candidate:
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
class _Carried:
    """What carries on from figure to figure within a paragraph and to the plain paragraphs after it."""

    time: Time | None = None
    role: Role | None = None
    indicator: str | None = None
    mains: list[Figure] = field(default_factory=list)
    parent: Part | None = None
    from_above: bool = False

    def new_sentence(self) -> None:
        """Forget what holds within one sentence."""
        self.mains = []

    def new_paragraph(self, part: Part) -> None:
        """Forget what holds within one paragraph; a time goes on to plain paragraphs under the same heading."""
        self.role = self.indicator = None
        self.from_above = True
        if part.marker != "none" or part.parent is not self.parent or (self.time and self.time.bound == "now"):
            self.time = None
        self.parent = part.parent


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a candidate stands: its sentence and part, the figure before it and the words around it."""

    sentence: Sentence
    part: Part
    previous: Figure | None
    before: int
    after: int
    consumed: int


def figures(reader: FigureReader, layout: Layout) -> Iterator[Figure]:
    """Read the figures of every paragraph."""
    carried = _Carried()
    for part in layout.parts:
        if part.kind not in {"furniture", "caption"}:
            yield from reader.stretch(part.body, part.end, part, carried)


class FigureReader:
    """Reads the figures of a document stretch by stretch."""

    def __init__(
        self, layout: Layout, numerals: Tokens[Numeral], times: Tokens[Time], cited: Tokens[Citation], anchor: Anchor
    ) -> None:
        self.layout, self.seen, self.text = layout, layout.surface, layout.text
        self.numerals, self.times, self.cited, self.anchor = numerals, times, cited, anchor
        self.headline_time = self._headline_time()
        self.title_time = self.headline_time or self._spoken_time()

    def stretch(self, start: int, end: int, part: Part, carried: _Carried | None = None) -> Iterator[Figure]:
        """The figures of a stretch of text that stands at ``part``, in order."""
        carried = carried or _Carried()
        carried.new_paragraph(part)
        for sentence in self.layout.sentences(start, end):
            carried.new_sentence()
            candidates = [c for clause in sentence.clauses for c in self._candidates(clause)]
            if not candidates:
                # "Kinh tế 10 tháng tiếp tục phục hồi. Thu ngân sách đạt ...": what is told goes on in the same time.
                told = [t for t in self._spans_of_time(sentence.start, sentence.end) if t.value.moment.months]
                carried.time = told[0].value if told else carried.time
            previous: Figure | None = None
            consumed = sentence.start
            for i, candidate in enumerate(candidates):
                after = candidates[i + 1].start if i + 1 < len(candidates) else sentence.end
                before = candidates[i - 1].end if i else sentence.start
                place = _Place(sentence, part, previous, before, min(after, candidate.clause[1]), consumed)
                previous, consumed = self._figure(candidate, place, carried)
                yield previous

    # -- recognition

    def _candidates(self, clause: tuple[int, int]) -> Iterator[_Candidate]:
        for number in self.numerals.within(*clause):
            if self.cited.overlapping(number.start, number.end) or self.times.overlapping(number.start, number.end):
                continue
            candidate = self._candidate(number, clause)
            if candidate is not None:
                yield candidate

    def _candidate(self, number: Token[Numeral], clause: tuple[int, int]) -> _Candidate | None:
        seen = self.seen
        unit = unit_at(seen, number.end)
        loose = False
        if unit is None and not number.value.words:
            unit = self._loose_unit(number, clause)
            loose = unit is not None
        if unit is not None and unit.end > clause[1]:
            unit = None
        compared = comparison(seen, clause[0], number.start, unit.end if unit else number.end)
        if not self._measures(number, unit, compared, clause):
            return None
        rules = [*number.rules, *(unit.rules if unit else ("unit.none",)), *([compared.rule] if compared.rule else [])]
        return _Candidate(number, unit, compared, clause, rules, loose)

    def _loose_unit(self, number: Token[Numeral], clause: tuple[int, int]) -> Token[Unit] | None:
        """A counted noun that the lexicon does not know, where the words before it count."""
        match = _LOOSE_NOUN.match(self.seen, number.end, clause[1])
        if match is None or match["u"] in _NO_UNIT or len(match["u"]) < 2 or not self.text[match.start("u")].islower():
            return None
        before = self.seen[max(clause[0], number.start - 30) : number.start]
        if not _LOOSE_LEFT.search(before):
            return None
        return Token(match.start("u"), match.end("u"), Unit(match["u"], "counted"), ("unit.loose",))

    def _measures(
        self, number: Token[Numeral], unit: Token[Unit] | None, compared: Comparison, clause: tuple[int, int]
    ) -> bool:
        """Tell a figure from a number that names, orders or dates."""
        seen, value = self.seen, number.value
        before = seen[max(clause[0], compared.start - 30) : compared.start]
        if unit is None:
            if value.words or not _BARE.search(before):
                return False
            return value.of is not None or bool(re.search(r"[.,]", seen[number.start : number.end]))
        kind = unit.value.kind
        if kind == "duration":
            return False
        if (
            kind == "times"
            and "gấp" not in seen[compared.start : number.start]
            and not before.rstrip().endswith(("tăng", "giảm", "bằng"))
        ):
            return False
        if kind in {"percent", "money", "points", "times"}:
            return not value.words
        if value.words and value.value and not self._counts_in_words(number, unit, before):
            return False
        if value.value and kind == "counted" and compared.start == number.start and first_cue(NOT_BEFORE, before):
            return False
        return _MANY_PARTS.match(seen, number.end) is not None or cue_at(NOT_AFTER, seen, number.end) is None

    def _counts_in_words(self, number: Token[Numeral], unit: Token[Unit], before: str) -> bool:
        """ "một" is mostly an article: it counts after a verb of having, or in a list of counts."""
        if unit.value.kind != "counted" or re.match(
            r"\s*(?:trong|số|phần|cách|bước|lần|đô thị văn|nhiệm vụ)(?!\w)", self.seen[number.end : number.end + 20]
        ):
            return False
        return number.value.value > 1 or _COUNTING_ONE.search(before) is not None

    # -- assembly

    def _figure(self, candidate: _Candidate, place: _Place, carried: _Carried) -> tuple[Figure, int]:
        """The figure of a candidate, and where what it took of the words after it ends."""
        number, unit, rules = candidate.number.value, candidate.unit, candidate.rules
        main = self._restated(candidate, place, carried, rules)
        time = self._time(candidate, place, carried, rules)
        period = resolve(time, self.anchor) if time else None
        role = main.role if main else self._role(candidate, place, carried, time, period, rules)
        if role == "target" and period and period.end and "role.assigned" in rules and _is_day_so_far(time):
            # "Tính đến 06/12 thu được ... (chỉ tiêu 179 tỷ đồng)": the day is the report's, the target is the year's.
            period = Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31))
        if role == "target" and period is None and self.title_time is not None:
            time, period = self.title_time, resolve(self.title_time, self.anchor)
            rules.append("period.title")
        if "role.size" in rules and {"period.carried", "period.heading", "period.title"} & set(rules):
            # Sizes and the like hold for no period unless their own sentence names one.
            time, period = None, None
        basis = self._basis(candidate, place, rules)
        indicator, consumed = (
            (main.indicator, candidate.end) if main else self._indicator(candidate, place, carried, rules)
        )
        due = period.end if role == "target" and period else None
        start, end = candidate.start, candidate.end
        figure = Figure(
            start=start, end=end, quote=self.text[start:end], page=place.part.page, section=place.part.section,
            value=number.value, value_high=number.high, of=number.of, unit=unit.value.name if unit else None,
            comparator=candidate.compared.comparator, role=role, indicator=indicator,
            period=period, due=due, basis=basis, measures=main.start if main else None,
            why=tuple(dict.fromkeys(rules)), confidence=_confidence(candidate, indicator, role, due),
        )  # fmt: skip
        if time is not None and carried.time is not time:
            carried.time, carried.from_above = time, False
        carried.role = role if role != "context" else carried.role
        carried.indicator = indicator or carried.indicator
        if main is None:
            carried.mains.append(figure)
        return figure, consumed

    def _time(self, candidate: _Candidate, place: _Place, carried: _Carried, rules: list[str]) -> Time | None:
        """The time that governs a figure: before it in its clause or sentence, else close after it, else carried on."""
        left = self._spans_of_time(place.sentence.start, candidate.start)
        own = [t for t in left if t.start >= candidate.clause[0]] or left
        if own:
            rules.append(own[-1].rules[0])
            return own[-1].value
        right = [
            t for t in self._spans_of_time(candidate.end, candidate.clause[1]) if not self._of_a_name(t, place.part)
        ]
        if right and right[0].start - candidate.end <= _CLAUSE_TIME_AFTER:
            rules.append(right[0].rules[0])
            return right[0].value
        if carried.time is not None:
            rules.append("period.carried")
            return carried.time
        for above in place.part.ancestors():
            found = self._spans_of_time(above.start, above.end)
            if found:
                rules.append("period.heading")
                return found[-1].value
        if self.headline_time is not None and place.part.index > 0:
            rules.append("period.title")
            return self.headline_time
        return None

    def _spans_of_time(self, start: int, end: int) -> list[Token[Time]]:
        """Times that may be the period of a figure: no comparisons, no days on which something merely happened."""
        found = [t for t in self.times.within(start, end) if not t.value.base and not _is_event(t.value)]
        return [t for t in found if not _OF_BASIS.search(self.seen, max(0, t.start - 90), t.start)]

    def _of_a_name(self, token: Token[Time], part: Part) -> bool:
        """Tell a span of years that belongs to a standard or a plan already met ("đạt chuẩn ... giai đoạn 2026 - 2030")."""
        return (
            roles.section_role(part.section) == "result"
            and token.value.until is not None
            and self._to_come(resolve(token.value, self.anchor))
            and self.seen.startswith("giai đoạn", token.start)
            and re.search(r"[\w”\"]\s+$", self.seen[max(0, token.start - 2) : token.start]) is not None
        )

    def _headline_time(self) -> Time | None:
        """The time that the title of the paper names."""
        for part in self.layout.parts[:6]:
            if part.heading or (part.index == 0 and part.end - part.start < 250 and part.marker == "none"):
                found = self._spans_of_time(part.start, part.end)
                if found:
                    return found[-1].value
        return None

    def _spoken_time(self) -> Time | None:
        """The term or the year that the paper speaks of."""
        if self.anchor.term is not None:
            return Time(Moment(term=True), bound="until")
        return Time(Moment(year=self.anchor.year)) if self.anchor.year and not self.anchor.said else None

    def _role(
        self,
        candidate: _Candidate,
        place: _Place,
        carried: _Carried,
        time: Time | None,
        period: Period | None,
        rules: list[str],
    ) -> Role:
        seen, section = self.seen, roles.section_role(place.part.section)
        clause_start = (
            max(candidate.clause[0], place.consumed)
            if place.previous and place.previous.role == "target"
            else candidate.clause[0]
        )
        for start in (clause_start, place.sentence.start):
            found = last_cue(
                roles.BEFORE,
                _SPENT.sub(
                    " ", _BRACKETS.sub(" ", seen[max(start, candidate.start - _WINDOW) : candidate.number.start])
                ),
            )
            if found and (found[0].name not in roles.WEAK or section == "target" or self._to_come(period)):
                rules.append(found[0].name)
                # What was "đã" decided is still to be reached where its own clause names a day to come.
                own = "period.carried" not in rules and self._to_come(period)
                return "target" if found[0].value == "result" and own else found[0].value
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

    def _role_by_time(
        self, candidate: _Candidate, place: _Place, time: Time | None, period: Period | None, rules: list[str]
    ) -> Role:
        """The role that the time and the section give where no word tells it."""
        said, section = self.anchor.said, roles.section_role(place.part.section)
        if period and period.end and said and "period.heading" not in rules:
            rules.append("role.tense")
            own = not {"period.carried", "period.title"} & set(rules)
            if section == "target" and own and period.end >= said and not self._to_come(period):
                # In a task the amount to be dealt with is aimed at; what only describes its object is not.
                return "context" if self._describes(candidate, place) else "target"
            return "target" if self._to_come(period) else "result"
        if place.part.section == "kiến nghị":
            rules.append("role.section")
            return "context"
        if section:
            rules.append("role.section")
            return section
        by_year = time is not None and time.bound in {"until", "before"} and time.moment.month is None and said is None
        if self._to_come(period) or by_year:
            rules.append("role.tense")
            return "target"
        if candidate.unit and candidate.unit.value.kind in {"percent", "money"}:
            rules.append("role.measure")
            return "result"
        rules.append("role.none")
        return "context"

    def _describes(self, candidate: _Candidate, place: _Place) -> bool:
        """Tell an amount that only says which things are meant ("vốn của 37 dự án giải ngân dưới 30%")."""
        return (
            _OF_OBJECT.search(self.seen, max(place.sentence.start, candidate.start - 30), candidate.start) is not None
            or _LEFT_OVER.search(self.seen, candidate.end, min(place.after, candidate.end + 40)) is not None
        )

    def _to_come(self, period: Period | None) -> bool:
        """Tell whether a period ends in a year after the one the paper speaks from."""
        year = self.anchor.year_of()
        return bool(period and period.end and year and period.end.year > year)

    def _basis(self, candidate: _Candidate, place: _Place, rules: list[str]) -> Basis | None:
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

    def _restated(self, candidate: _Candidate, place: _Place, carried: _Carried, rules: list[str]) -> Figure | None:
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
        if not _RESTATING.fullmatch(_BASIS_WORDS.sub(" ", between)):
            return None
        rules.append("figure.restates")
        return carried.mains[-1]

    def _indicator(
        self, candidate: _Candidate, place: _Place, carried: _Carried, rules: list[str]
    ) -> tuple[str | None, int]:
        """What a figure measures, and where the words taken for it end."""
        seen, unit = self.seen, candidate.unit
        kind = unit.value.kind if unit else None
        start = max(place.before, candidate.clause[0], place.consumed, candidate.start - _WINDOW)
        holes = [(t.start, t.end) for t in self.times.within(start, candidate.start)]
        subject = indicators.subject_before(self.text, seen, start, candidate.start, holes)
        if kind == "counted" and unit is not None:
            rules.append("indicator.counted")
            return self._counted(candidate, place, subject)
        follows = kind in {"percent", "points"} and indicators.names_what_follows(seen, candidate.end, place.after)
        if follows and not (subject and indicators.ends_in_measure(seen, start, candidate.number.start)):
            a, b = indicators.share_after(seen, candidate.end, place.after)
            phrase = indicators.clean(self.text[a:b])
            if phrase:
                rules.append("indicator.after")
                return phrase, b
        if subject:
            rules.append("indicator.before")
            return subject, candidate.end
        if kind in {"money", "physical"} and indicators.names_what_follows(seen, candidate.end, place.after):
            a, b = indicators.trimmed(seen, indicators.counted_after(seen, candidate.end, place.after))
            phrase = indicators.clean(self.text[a:b])
            if phrase:
                rules.append("indicator.after")
                return phrase, b
        if carried.indicator:
            rules.append("indicator.carried")
            return carried.indicator, candidate.end
        rules.append("indicator.heading")
        return self._heading_subject(place.part), candidate.end

    def _counted(self, candidate: _Candidate, place: _Place, subject: str) -> tuple[str, int]:
        """A counted noun with its qualifiers ("36 dự án đầu tư mới"), else with the verb before it."""
        unit = candidate.unit
        assert unit is not None
        noun = indicators.clean(re.sub(r"^(?:triệu|nghìn|tỷ|trăm|vạn) ", "", unit.value.name).split("/")[0])
        a, b = indicators.counted_after(self.seen, candidate.end, place.after)
        phrase = indicators.clean(self.text[a:b])
        if phrase:
            return f"{noun} {phrase}", b
        left = self.seen[max(candidate.clause[0], place.before) : candidate.start].rstrip()
        if subject and not left.endswith(("có", "gồm", "với", ",", "và", "còn", "là")):
            return (f"{subject} … {noun}" if len(subject.split()) <= 3 else subject), candidate.end
        return noun, candidate.end

    def _heading_subject(self, part: Part) -> str | None:
        for above in (part, *part.ancestors()):
            if above.heading or above.lead_in:
                return indicators.clean(self.text[above.body : above.end])[:200] or None
        return None


def _is_event(time: Time) -> bool:
    """A single day is when something happened or was said, unless it is counted up to."""
    return time.moment.day is not None and time.until is None and time.bound == "in"


def _is_day_so_far(time: Time | None) -> bool:
    """Tell a day up to which was counted ("tính đến ngày 06/12", "từ đầu năm đến 06/12")."""
    if time is None:
        return False
    return time.moment.day is not None or (time.until is not None and time.until.day is not None)


def _confidence(candidate: _Candidate, indicator: str | None, role: Role, due: date | None) -> float:
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
