"""Tasks: instructions and commitments to do something not yet done (nhiệm vụ).

A clause is a task where it begins with a verb of doing and stands under a heading of tasks, or where its own words order
or promise it ("giao", "yêu cầu", "cần", "sẽ"). Its owner, day and product come from the clause, else from what it stands
under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.clears import clears
from vaocuoc.core.reading.engine import Cue, Lexicon, Token, Tokens, compiled, cue
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import Deadline, Task
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part

# How a clause orders or promises; "order" names who is ordered after it, "modal" stands after its subject.
ORDERS: tuple[Cue[str], ...] = (
    cue(
        "task.assign",
        r"(?:giao(?: nhiệm vụ)?(?: cho)?|phân công|giao trách nhiệm(?: cho)?|ủy quyền(?: cho)?)(?= )",
        "order",
    ),
    cue(
        "task.request",
        r"(?:yêu cầu|đề nghị|lưu ý|nhấn mạnh(?=[ :,]+(?:\w+ )?(?:cần|phải))|cho rằng(?=,? (?:cần|phải))|chỉ đạo(?= (?:các |trưởng|thủ trưởng|giám đốc|ubnd|sở|ban |chủ tịch|đơn vị|cơ quan))|kêu gọi)(?=[ :])",
        "order",
    ),
)
MODALS: tuple[Cue[str], ...] = (
    cue(
        "task.must",
        r"(?:cần phải|cần|phải|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm(?! (?:về|trước|toàn))|nghiêm túc)(?!\w)",
        "modal",
    ),
    cue("task.will", r"(?:sẽ|xác định phải|tin tưởng sẽ|quyết tâm|phấn đấu)(?!\w)", "modal"),
)
_OPENER = compiled(
    r"(?:[\s,:;.…+-]|\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|(?<![\w,.])\d{1,2}[.)](?= )|\b(?:đồng thời|bên cạnh đó|ngoài ra|trong đó|cùng với đó|song song với đó|đặc biệt|cụ thể|trước mắt|trong thời gian tới|thời gian tới|theo đó|từ đó|trên cơ sở đó|do đó|vì vậy|tuy nhiên|và|một là|hai là|ba là|bốn là|năm là|thứ (?:nhất|hai|ba|tư|năm|sáu)|trong nhiệm kỳ|qua đó|hằng năm|hàng năm|hằng quý|hằng tháng|nhất là|mặt khác|riêng|nội dung(?: thực hiện)?|nhiệm vụ|giải pháp)\b)+"
)
_LEADING_ASIDE = compiled(
    r"(?:để|nhằm|trên cơ sở|căn cứ|thực hiện|theo|trong|với|về|đối với|từ|sau khi|khi|trước|đến|tại|cùng với|bên cạnh|chậm nhất|hoàn thành)(?!\w)[^,;:]*[,:]"
)
_DONE = compiled(
    r"(?<!\w)(?:đã(?! (?:đề ra|xác định|thống nhất|thông qua|nêu|chỉ rõ|yêu cầu|chỉ đạo|đề nghị|nhấn mạnh|kết luận|giao|định hướng))|đang|vừa|được (?:đẩy mạnh|quan tâm|tăng cường|triển khai|thực hiện|chú trọng|duy trì)|đạt được|tiếp tục được|từng bước được|thời gian qua)(?!\w)"
)
_RECURRING = compiled(
    r"(?<!\w)(?:hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|hằng tuần|hàng tuần|định kỳ|thường xuyên|mỗi (?:năm|quý|tháng|tuần))(?!\w)"
)
_AFTER_ISSUE = compiled(
    r"(?<!\w)trong (?:thời hạn |vòng )?(?P<days>\d{1,3}) ngày(?: làm việc)?,? (?:kể )?(?:từ|sau)(?: khi)?(?: ngày)?"
)
_DAYS_AFTER = compiled(r"(?P<days>\d{1,3}) ngày(?: làm việc)?,? (?:kể )?(?:từ|sau)")
_WAITING = compiled(
    r"(?<!\w)(?:sau khi|khi có|khi đủ điều kiện|theo tiến độ|theo yêu cầu|theo hướng dẫn|theo chỉ đạo)(?!\w)"
)
_PAPER = r"(?:kế hoạch|đề án|báo cáo|nghị quyết|quyết định|quy chế|quy định|chương trình|dự thảo|phương án|danh mục|hồ sơ|tờ trình|công văn|hướng dẫn|bộ tiêu chí|chỉ thị|văn bản|cơ sở dữ liệu|quy trình|đề cương|dự án|chiến lược|quy hoạch|phần mềm|nền tảng|hệ thống|cơ chế|chính sách|bảng|biểu)"
_PRODUCT = compiled(
    rf"(?<!\w)(?:xây dựng|ban hành|lập|trình|tham mưu(?: [^,;]{{0,60}}?)? ban hành|hoàn thiện|hoàn thành|soạn thảo|phê duyệt|công bố|gửi|xây dựng, ban hành|xây dựng, trình)(?: và \w+ \w+)? (?P<p>(?:các |bộ |dự thảo )?{_PAPER}(?!\w)(?:[^,;.()]|\.(?=\d)){{0,120}})"
)
_RECEIVER = compiled(
    r"(?<!\w)(?:trình|báo cáo|gửi(?: về)?|tham mưu(?: cho)?|tham mưu, trình) (?P<to>[^,;.()]{4,80}?)(?=,|;|\.|$| (?:xem xét|ban hành|phê duyệt|quyết định|trước|chậm|trong|để|theo|về|kết quả|những|tình hình|thông qua|cho ý kiến|trình|đôn đốc|việc|các nội dung))"
)
_COOPERATING = compiled(
    r"(?<!\w)phối hợp(?: chặt chẽ| đồng bộ)?(?: với| cùng)? (?P<with>[^;.]{4,200}?)(?=,? (?:và )?(?:tham mưu|tổ chức|xây dựng|rà soát|triển khai|thực hiện|hướng dẫn|nghiên cứu|kiểm tra|đôn đốc|trong việc|để|đề xuất|hoàn thành|hoàn thiện|giải quyết|xử lý|theo dõi|tuyên truyền|lập|thẩm định|đẩy|tăng cường|báo cáo|trình|ban hành|quản lý|chỉ đạo|cập nhật|tổng hợp|bố trí|đầu tư|làm tốt)(?!\w)|$|;|\.)"
)
_RESOURCES = compiled(
    r"(?<!\w)(?:kinh phí|nguồn (?:kinh phí|vốn|lực)|ngân sách)(?: [^,;.]{0,60}?)? (?:từ|do|lấy từ|bảo đảm từ|bố trí từ) (?P<r>[^,;.]{4,100})"
)
_DUE_LABEL = compiled(
    r"[-+\s]*(?:thời (?:gian|hạn|điểm)|tiến độ|hạn (?:hoàn thành|cuối))(?: [^:;.]{0,40}?)?\s*(?::|(?=trước|chậm|xong|trong tháng|trong quý))"
)
_OWNER_LABEL = compiled(
    r"[-+\s]*(?:(?:cơ quan|đơn vị|bộ phận|người|cá nhân|phân công)(?: đơn vị| cơ quan)? )?(?:chủ trì|thực hiện|phụ trách|đầu mối|tham mưu|chịu trách nhiệm|được giao|soạn thảo|phân công)(?: [^:;.]{0,40})?\s*:\s*"
)
_COOPERATING_LABEL = compiled(r"[-+\s]*(?:(?:cơ quan|đơn vị|các đơn vị) )?(?:cùng )?phối hợp(?: [^:;.]{0,30})?\s*:\s*")
_PRODUCT_LABEL = compiled(r"[-+\s]*(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra)(?: [^:;.]{0,30})?\s*:\s*")
_RESOURCES_LABEL = compiled(r"[-+\s]*(?:nguồn )?kinh phí(?: [^:;.]{0,30})?\s*:\s*")
_LABELS = (_DUE_LABEL, _OWNER_LABEL, _COOPERATING_LABEL, _PRODUCT_LABEL, _RESOURCES_LABEL)
_TASK_SECTIONS = frozenset({"nhiệm vụ", "tổ chức thực hiện", "định hướng", "kiến nghị"})
_OWNER_WORDS = 45
_SUBJECT_WORDS = 16
_STEPS = 8
_SHORT = 120
_SURE = 0.7


@dataclass(slots=True)
class _Mode:
    """What carries on within a paragraph: whether it orders, and whom."""

    ordering: bool = False
    owner: str | None = None
    due: date | None = None
    rules: tuple[str, ...] = ()
    loose: bool = True
    told: bool = False
    announced_due: date | None = None


@dataclass(slots=True)
class _Clause:
    """A clause being read: where its verb is looked for and what was learnt before it."""

    position: int
    end: int
    owner: str | None = None
    through: str | None = None
    directive: bool = False
    asides: int = 0
    rules: list[str] = field(default_factory=list)


def tasks(reader: TaskReader, layout: Layout, taken: Tokens[str]) -> Iterator[Task]:
    """Read the tasks of every paragraph; ``taken`` are spans that are something else (proposals, shortcomings)."""
    forward, above = False, None
    for part in layout.parts:
        if part.kind in {"furniture", "caption"} or reader.is_label(part):
            continue
        if part.heading or part.parent is not above or part.section == "kết quả":
            forward = False
        above = part.parent
        found = [
            task
            for task in reader.paragraph(part, forward=forward and part.marker == "none")
            if not taken.overlapping(task.start, task.end)
        ]
        forward = any(task.confidence > _SURE for task in found) or reader.looks_forward(part)
        yield from found


def labels_tasks(layout: Layout) -> bool:
    """Tell a paper that says who leads and by when on lines of their own: its points are tasks."""
    return any(
        label.match(layout.surface, part.body, part.end)
        for part in layout.parts
        for label in (_OWNER_LABEL, _COOPERATING_LABEL)
    )


class TaskReader:
    """Reads the tasks of a document part by part."""

    def __init__(
        self, layout: Layout, times: Tokens[Time], anchor: Anchor, figures: Tokens[str], *, orders: bool = False
    ) -> None:
        self.layout, self.seen, self.text = layout, layout.surface, layout.text
        self.times, self.anchor, self.figures, self.orders = times, anchor, figures, orders
        self._mode = _Mode()
        self._label_cache: dict[int, list[tuple[int, int]]] = {}

    def is_label(self, part: Part) -> bool:
        """Tell a line that only says when, who or what for another part."""
        return not part.heading and self._labels_text(part.body, part.end)

    def _labels_text(self, start: int, end: int) -> bool:
        return any(label.match(self.seen, start, end) for label in _LABELS)

    def looks_forward(self, part: Part) -> bool:
        """Tell whether a paragraph turns to what is to be done, so that bare clauses after it are commitments."""
        return any(
            _FORWARD.search(self.seen, sentence.start, sentence.end)
            and not _DONE.search(self.seen, sentence.start, sentence.end)
            for sentence in self.layout.sentences(part.body, part.end)
        )

    def paragraph(self, part: Part, *, forward: bool = False) -> Iterator[Task]:
        """The tasks of one part; ``forward`` says that the paragraph before it spoke of what is to be done."""
        if part.heading and not self._heading_orders(part):
            return
        if part.marker == "none" and part.end - part.start <= _SHORT and self.text[part.end - 1] not in '.;:…,/”"':
            # A headline, a subheading or a caption.
            return
        owner, owner_rule = self.owner_above(part)
        ordered = self._ordered(part)
        last = self._mode if forward else _Mode()
        mode = self._mode = _Mode(
            ordering=forward or ordered,
            loose=not ordered,
            announced_due=last.announced_due,
            owner=owner,
            rules=(owner_rule,) if owner_rule else (),
        )
        for sentence in self.layout.sentences(part.body, part.end):
            mode.due = mode.announced_due
            self._announce(sentence.start, sentence.end, mode)
            if mode.loose and _FORWARD.search(self.seen, sentence.start, sentence.end) and part.section != "kết quả":
                mode.ordering = not _DONE.search(self.seen, sentence.start, sentence.end)
            mode.told = mode.loose and _DONE.search(self.seen, sentence.start, sentence.end) is not None
            for start, end in sentence.clauses:
                if start > part.body and self._labels_text(start, end):
                    continue
                yield from self._clause(start, end, part, mode)

    def _heading_orders(self, part: Part) -> bool:
        if part.marker in {"part", "caps", "roman", "article"} or part.section not in _TASK_SECTIONS:
            return False
        labelled = bool(part.children) and all(self.is_label(child) for child in part.children)
        return labelled or (not part.children and part.end - part.body > 40)

    def _announce(self, start: int, end: int, mode: _Mode) -> None:
        """Keep who and by when a sentence announces what is to be done ("Từ nay đến cuối nhiệm kỳ, tỉnh tập trung ...")."""
        turn = _FORWARD.search(self.seen, start, end)
        if not mode.loose or turn is None or _DONE.search(self.seen, start, end):
            return
        found = [
            t
            for t in self.times.within(start, min(end, turn.end() + 60))
            if t.value.bound in {"until", "before"} or t.value.moment.term
        ]
        mode.announced_due = self._resolved(found[:1], []) or mode.announced_due
        mode.due = mode.announced_due
        for piece in [start, *(match.end() for match in _COMMA.finditer(self.seen, start, min(end, start + 200)))]:
            body = skip_blanks(self.seen, piece)
            if not starts_organisation(self.seen, body):
                continue
            stop = owner_end(self.seen, body, end)
            after = _past_aside(self.seen, stop, end)
            if stop < end and (_COMMITS.match(self.seen, after) or _SETS_OUT.match(self.seen, after)):
                mode.owner, mode.rules = clean(self.text[body:stop]) or mode.owner, ("task.announced",)
                return

    def _ordered(self, part: Part) -> bool:
        """Tell whether bare clauses of a part are orders: it stands under tasks, or is a list under targets."""
        if part.section in _TASK_SECTIONS:
            return part.section != "kiến nghị"
        if part.section == "mục tiêu":
            return part.marker != "none"
        if part.section in {None, "mục đích", "kinh phí"} and part.marker != "none":
            above = next(iter(part.ancestors()), None)
            return part.section is None and (self.orders or (above is not None and self._names_owner(above)))
        return False

    # -- owner and day from above

    def _names_owner(self, part: Part) -> bool:
        return starts_organisation(self.seen, skip_blanks(self.seen, part.body))

    def owner_above(self, part: Part) -> tuple[str | None, str]:
        """The owner that a heading, a lead-in or a label line gives to a part."""
        label = self._labelled(part, _OWNER_LABEL)
        if label:
            return label, "task.owner_label"
        for above in part.ancestors():
            body = skip_blanks(self.seen, above.body)
            if starts_organisation(self.seen, body) and above.marker not in {"caps", "part"}:
                stop = owner_end(self.seen, body, above.end)
                name = clean(re.split(r"\s[-–]\s|:|\(", self.text[body:stop])[0])
                if name and len(name.split()) <= _OWNER_WORDS:
                    return name, "task.owner_heading"
            assign = first_cue_at_start(ORDERS, self.seen, body)
            if assign and above.lead_in:
                body = skip_blanks(self.seen, assign[1])
                if starts_organisation(self.seen, body):
                    stop = owner_end(self.seen, body, above.end)
                    return clean(self.text[body:stop]) or None, "task.owner_lead_in"
        return None, ""

    def _labelled(self, part: Part, label: re.Pattern[str]) -> str | None:
        """What a label under, after or beside a part says ("Cơ quan chủ trì: ...")."""
        for start, end in self._label_spans(part):
            match = label.match(self.seen, start, end)
            if match:
                return clean(self.text[match.end() : end]) or None
        return None

    def _label_spans(self, part: Part) -> list[tuple[int, int]]:
        found = self._label_cache.get(part.index)
        if found is None:
            found = self._label_cache[part.index] = self._find_labels(part)
        return found

    def _find_labels(self, part: Part) -> list[tuple[int, int]]:
        """The labels that belong to a part: in it, on the lines right after it or under it, beside it under its heading."""
        spans = [
            clause
            for sentence in self.layout.sentences(part.body, part.end)[1:]
            for clause in sentence.clauses
            if self._labels_text(*clause)
        ]
        lines = [other for other in part.children if self.is_label(other)]
        if not lines:
            for other in self.layout.parts[part.index + 1 : part.index + 6]:
                if not self.is_label(other):
                    break
                lines.append(other)
        above = part.parent
        if not lines and above is not None and above.heading and above.marker not in {"caps", "part", "roman"}:
            lines = [other for other in above.children if self.is_label(other)]
        for line in lines:
            spans += [clause for sentence in self.layout.sentences(line.body, line.end) for clause in sentence.clauses]
        return spans

    def _due_labelled(self, part: Part) -> tuple[int, int] | None:
        for start, end in self._label_spans(part):
            if _DUE_LABEL.match(self.seen, start, end):
                return start, end
        return None

    # -- clauses

    def _clause(self, start: int, end: int, part: Part, mode: _Mode) -> Iterator[Task]:
        clause = self._opened(start, end)
        if clause is None:
            return
        said = self._said_before(start, clause.position)
        mode.due = said or mode.due
        if clause.directive:
            mode.ordering = True
            if clause.owner:
                mode.owner, mode.rules = clause.owner, tuple(clause.rules)
        elif not mode.ordering or mode.told or self.figures.within(start, clause.position):
            return
        if self._measures(start, end, part, clause, mode):
            return
        if not clause.directive and _DONE.search(self.seen, start, min(end, start + 90)):
            return
        for a, b in self._split(clause.position, clause.end):
            task = self._task(a, b, part, clause, mode)
            if task is not None:
                yield task

    def _measures(self, start: int, end: int, part: Part, clause: _Clause, mode: _Mode) -> bool:
        """Tell a clause that states a target or a result from one that says what to do."""
        figures = self.figures.within(start, end)
        if not figures:
            return False
        if part.section == "mục tiêu" and _MEASURED.match(self.seen, clause.position):
            return any(token.start >= clause.position for token in figures)
        if clause.directive:
            return False
        reached = _REACHED.search(self.seen, start, figures[0].start) is not None
        return bool(clause.asides) or reached or (mode.loose and _REPORTED.search(self.seen, start, end) is not None)

    def _said_before(self, start: int, end: int) -> date | None:
        """The day named before the verb ("Trong quý III/2026, Sở Y tế tổ chức ..."), which holds to the end of the sentence."""
        found = [t for t in self.times.within(start, end) if not t.value.base and t.value.bound not in {"from", "now"}]
        found = [t for t in found if t.value.bound != "in" or (t.value.moment.day is None and t.value.until is None)]
        found = [
            t
            for t in found
            if _LEADS_CLAUSE.match(self.seen, t.end)
            and not re.search(r"(?:nhiệm kỳ|khóa|nghị quyết|kế hoạch)[^,]*$", self.seen[start : t.start])
        ]
        return self._resolved(found[-1:], [])

    def _opened(self, start: int, end: int) -> _Clause | None:
        """Read the words before the verb: openers, asides, who is ordered, modals."""
        clause = _Clause(skip_blanks(self.seen, start), _rstrip(self.seen, start, end))
        self._past_colon(clause)
        for _ in range(_STEPS):
            opener = _OPENER.match(self.seen, clause.position, clause.end)
            if opener and opener.end() > clause.position:
                clause.position = skip_blanks(self.seen, opener.end())
            if clause.position >= clause.end:
                return None
            if self._orders(clause) or self._promises(clause):
                continue
            if self._verb(clause.position, clause.end):
                told = not clause.directive and _JUST_DONE.search(self.seen, start, clause.position)
                return self._ordered_within(start, end) if told else clause
            if not (self._named(clause) and self._subject(clause)) and not self._past_leading(clause):
                break
        return clause if self._verb(clause.position, clause.end) else self._ordered_within(start, end)

    def _orders(self, clause: _Clause) -> bool:
        order = first_cue_at_start(ORDERS, self.seen, clause.position)
        return order is not None and self._ordered_body(clause, order)

    def _promises(self, clause: _Clause) -> bool:
        modal = first_cue_at_start(MODALS, self.seen, clause.position)
        if modal is None:
            return False
        clause.directive = True
        clause.rules.append(modal[0].name)
        clause.position = skip_blanks(self.seen, modal[1])
        return True

    def _named(self, clause: _Clause) -> bool:
        """Tell whether a clause begins with the name of a body, a post or a place."""
        if clause.owner:
            return False
        place = _PLACE.match(self.text, clause.position, clause.end)
        return starts_organisation(self.seen, clause.position) or place is not None

    def _past_leading(self, clause: _Clause) -> bool:
        """Skip a phrase before the clause ("Trên cơ sở ..., ", "Để ..., "), over the commas in it."""
        aside = _LEADING_ASIDE.match(self.seen, clause.position, clause.end)
        comma = self.seen.find(",", clause.position, clause.end) if clause.asides else -1
        if aside is None and comma < 0:
            return False
        clause.asides += 1
        clause.position = skip_blanks(self.seen, aside.end() if aside else comma + 1)
        return True

    def _ordered_within(self, start: int, end: int) -> _Clause | None:
        """A clause whose order or promise stands inside it: "... vừa ban hành kế hoạch, yêu cầu các đơn vị ..."."""
        seen = self.seen
        for match in _ORDER_WITHIN.finditer(seen, start, end):
            clause = _Clause(match.start("order"), _rstrip(seen, start, end))
            order = first_cue_at_start(ORDERS, seen, clause.position)
            if order and self._ordered_body(clause, order) and self._verb(clause.position, clause.end):
                return clause
        for match in _PROMISE_WITHIN.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            subject = self._subject_before(start, match.start())
            if subject and self._verb(after, end):
                return _Clause(after, _rstrip(seen, start, end), owner=subject, directive=True, rules=["task.will"])
        return None

    def _subject_before(self, start: int, end: int) -> str | None:
        """The body that stands right before a modal, gone back over commas while names of bodies go on."""
        begin = None
        position = end
        while (comma := self.seen.rfind(",", start, position)) >= 0 or position > start:
            piece = skip_blanks(self.seen, max(comma + 1, start))
            if piece >= end or not starts_organisation(self.seen, piece):
                break
            begin, position = piece, comma
            if comma < 0:
                break
        if begin is None:
            return None
        name = clean(self.text[begin:end])
        return name if name and len(name.split()) <= _SUBJECT_WORDS else None

    def _past_colon(self, clause: _Clause) -> None:
        """Go past a label ("Đối với quản lý đô thị, đất đai: ...") or an announcement ("... xác định hai khâu đột phá: ...")."""
        colon = self.seen.find(":", clause.position, min(clause.end, clause.position + 260))
        if colon < 0 or not self.seen[colon + 1 : clause.end].strip():
            return
        if _ANNOUNCES.search(self.seen, clause.position, colon):
            clause.directive = True
            clause.rules.append("task.announced")
            subject = _LAST_COMMA_BODY.search(self.seen, clause.position, colon)
            body = skip_blanks(self.seen, subject.end() if subject else clause.position)
            if starts_organisation(self.seen, body):
                clause.owner = clean(self.text[body : owner_end(self.seen, body, colon)]) or None
            clause.position = colon + 1
        elif _LABEL.match(self.seen, clause.position, colon):
            clause.position = colon + 1

    def _ordered_body(self, clause: _Clause, order: tuple[Cue[str], int]) -> bool:
        """ "Giao Sở Tài chính chủ trì ...": the body ordered and where its verb begins."""
        body = skip_blanks(self.seen, order[1])
        if not starts_organisation(self.seen, body):
            if order[0].name == "task.assign" or not (
                self._verb(body, clause.end) or first_cue_at_start(MODALS, self.seen, body)
            ):
                return False
            # "Đồng chí yêu cầu tiếp tục ...": who speaks is not who does.
            clause.owner, clause.directive, clause.position = None, True, body
            clause.rules.append(order[0].name)
            return True
        stop = owner_end(self.seen, body, clause.end)
        owner = clean(self.text[body:stop])
        if not owner or len(owner.split()) > _OWNER_WORDS:
            return False
        relay = re.compile(r"\s*,?\s*chỉ đạo\s+").match(self.seen, stop, clause.end)
        if relay and starts_organisation(self.seen, relay.end()):
            after = owner_end(self.seen, relay.end(), clause.end)
            if self._verb(skip_blanks(self.seen, after), clause.end):
                clause.through, owner, stop = owner, clean(self.text[relay.end() : after]), after
                clause.rules.append("task.through")
        clause.owner, clause.directive = owner, True
        clause.rules.append(order[0].name)
        clause.position = _past_aside(self.seen, stop, clause.end)
        return True

    def _subject(self, clause: _Clause) -> bool:
        """ "Sở Tài chính chủ trì ...", "Các xã, phường cần ...": a body as the subject of a verb of doing."""
        stop = owner_end(self.seen, clause.position, clause.end)
        owner = clean(self.text[clause.position : stop])
        if stop >= clause.end or not owner or len(owner.split()) > _OWNER_WORDS:
            return False
        between = _past_aside(self.seen, stop, clause.end)
        modal = first_cue_at_start(MODALS, self.seen, between)
        verb = self._verb(between, clause.end)
        order = first_cue_at_start(ORDERS, self.seen, between)
        if order and (_SPEAKER.match(self.seen, clause.position) or not self.seen.startswith("chỉ đạo", between)):
            # Who orders is not who does; a body that "chỉ đạo" another answers for it itself.
            clause.position = between
            return True
        if not modal and not verb:
            return False
        done = _DONE.match(self.seen, between, clause.end)
        if done:
            return False
        clause.owner = owner
        if modal:
            clause.rules.append(modal[0].name)
            clause.directive = True
            between = skip_blanks(self.seen, modal[1])
        elif _COMMITS.match(self.seen, between):
            clause.directive = True
            clause.rules.append("task.subject")
        clause.position = between
        return True

    def begins(self, start: int, end: int) -> bool:
        """Tell whether a clause begins with a verb of doing, or names who does it."""
        return self._verb(start, end) or self.seen.startswith(("giao ", "đề nghị "), start)

    def _verb(self, position: int, end: int) -> bool:
        return verbs.verb_at(self.seen, position, end) is not None

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a clause at commas (and "và") before a new main verb with its own object."""
        seen, begin = self.seen, start
        for match in _JOINT.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            joint = _NEW_ORDER if match.group().strip() == "và" else _NEW_VERB
            if not joint.match(seen, after, end) or _depth(seen, begin, match.start()):
                continue
            if self._object_words(begin, match.start()) >= 3 and self._object_words(after, end) >= 2:
                yield begin, match.start()
                begin = after
        yield begin, end

    def _object_words(self, start: int, end: int) -> int:
        """How many words stand after the verbs that open a clause."""
        position = start
        while (manner := verbs.MANNER.match(self.seen, position, end)) is not None:
            position = skip_blanks(self.seen, manner)
        return len(self.seen[verbs.verbs_at(self.seen, position, end) or position : end].split())

    # -- one task

    def _task(self, start: int, end: int, part: Part, clause: _Clause, mode: _Mode) -> Task | None:
        start, end = skip_blanks(self.seen, start), _rstrip(self.seen, start, end)
        if end - start < 12 or not self._verb(start, end) or _FORMULA.match(self.seen, start, end):
            return None
        rules = [*clause.rules]
        owner = clause.owner or mode.owner
        if owner and not clause.owner:
            rules += mode.rules or ("task.owner_carried",)
        action = self.action(start, end)
        due, deadline, days = self.due(start, end, part, mode, rules)
        if not clause.directive:
            rules.append("task.section")
        return self.make(
            start, end, part.page, part.section, action=action, owner=owner, through=clause.through,
            due=due, deadline=deadline, days=days, rules=rules, sure=clause.directive, product=self._labelled(part, _PRODUCT_LABEL),
            cooperating=(partners,) if (partners := self._labelled(part, _COOPERATING_LABEL)) else None, resources=self._labelled(part, _RESOURCES_LABEL),
        )  # fmt: skip

    def make(
        self, start: int, end: int, page: int | None, section: str | None, *, action: str, owner: str | None, through: str | None = None,
        due: date | None, deadline: Deadline | None, days: int | None, rules: list[str], sure: bool,
        product: str | None = None, cooperating: tuple[str, ...] | None = None, receiver: str | None = None, resources: str | None = None,
    ) -> Task:  # fmt: skip
        """Put a task together, reading product, receiver and those who cooperate from its words where not given."""
        seen = self.seen[start:end]
        product = product or self._product(start, end)
        receiver = receiver or self._receiver(start, end)
        if cooperating is None:
            partners = self._found(_COOPERATING, "with", start, end)
            cooperating = (partners,) if partners else ()
        recurring = _RECURRING.search(seen) is not None or deadline == "regular"
        if recurring and deadline is None:
            deadline = "regular"
        judged = clears(
            text=seen, action=action, owner=owner, dated=bool(due or deadline), product=product, receiver=receiver
        )
        score = 0.55 + 0.2 * sure + 0.1 * bool(owner) + 0.1 * bool(due)
        return Task(
            start=start, end=end, quote=self.text[start:end], page=page, section=section, action=action, owner=owner, through=through,
            cooperating=cooperating, receiver=receiver, due=due, deadline=deadline, days=days, recurring=recurring, product=product,
            resources=resources or self._found(_RESOURCES, "r", start, end), clears=judged, why=tuple(dict.fromkeys(rules)) or ("task.section",), confidence=round(min(score, 0.95), 2),
        )  # fmt: skip

    def _receiver(self, start: int, end: int) -> str | None:
        """To whom a task is reported or submitted, where a body is named."""
        for match in _RECEIVER.finditer(self.seen, start, end):
            if starts_organisation(self.seen, match.start("to")):
                return clean(self.text[match.start("to") : match.end("to")]) or None
        return None

    def _product(self, start: int, end: int) -> str | None:
        """The paper or system that a task makes, without the day it is due."""
        match = _PRODUCT.search(self.seen, start, end)
        if match is None:
            return None
        days = [
            t.start
            for t in self.times.within(match.start("p"), match.end("p"))
            if t.value.bound != "in" or t.value.moment.day
        ]
        return clean(self.text[match.start("p") : min([match.end("p"), *days])]) or None

    def _found(self, pattern: re.Pattern[str], group: str, start: int, end: int) -> str | None:
        match = pattern.search(self.seen, start, end)
        return clean(self.text[match.start(group) : match.end(group)]) or None if match else None

    def action(self, start: int, end: int) -> str:
        """The head verb phrase: manner words left out, verbs that share an object kept together."""
        position = start
        while True:
            manner = verbs.MANNER.match(self.seen, position, end)
            following = skip_blanks(self.seen, manner) if manner else position
            if manner is None or not self._verb(following, end):
                break
            position = following
        stop = verbs.verbs_at(self.seen, position, end) or position
        partners = (
            _COOPERATING.search(self.seen, position, end)
            if self.seen.startswith(("chủ trì", "phối hợp"), position)
            else None
        )
        if partners and (after := verbs.verbs_at(self.seen, skip_blanks(self.seen, partners.end()), end)):
            # "chủ trì, phối hợp với ... nghiên cứu, xử lý": what is done comes after those it is done with.
            position, stop = skip_blanks(self.seen, partners.end()), after
        return clean(self.text[position:stop]) or clean(self.text[start:end])[:60]

    def due(
        self, start: int, end: int, part: Part, mode: _Mode, rules: list[str]
    ) -> tuple[date | None, Deadline | None, int | None]:
        """The day of a task: said in it, in the sentence before it, on a label line, or above."""
        after = _AFTER_ISSUE.search(self.seen, start, end)
        if after:
            rules.append("due.after_issue")
            return None, "after_issue", int(after["days"])
        found = [t for t in self.times.within(start, end) if self._is_due(t, end)]
        day = self._resolved(found[-1:], rules)
        if day:
            mode.due = day
            return day, "day", None
        label = self._due_labelled(part)
        if label is not None:
            said = self.time_said(*label)
            if said != (None, None, None):
                rules.append("due.label")
                return said
        if mode.due:
            rules.append("due.carried")
            return mode.due, "day", None
        day = self._due_above(part, rules)
        if day:
            return day, "day", None
        if _WAITING.search(self.seen, start, end):
            rules.append("due.waiting")
            return None, "waiting", None
        return None, None, None

    def time_said(self, start: int, end: int) -> tuple[date | None, Deadline | None, int | None]:
        """What a label or a cell of a table says of when: a day, a count of days, a recurrence or a condition."""
        seen = self.seen[start:end]
        issue = _DAYS_AFTER.search(seen)
        if issue:
            return None, "after_issue", int(issue["days"])
        regular = _RECURRING.search(seen) is not None
        periods = [
            resolve(token.value, self.anchor) for token in self.times.within(start, end) if token.value.bound != "from"
        ]
        ends = [period.end for period in periods if period and period.end]
        if ends:
            return max(ends), "regular" if regular else "day", None
        if regular:
            return None, "regular", None
        return (None, "waiting", None) if _WAITING.search(seen) else (None, None, None)

    def _is_due(self, token: Token[Time], end: int) -> bool:
        """Tell the day of a task from a time that belongs to the name of something ("kế hoạch giai đoạn 2026-2030")."""
        time = token.value
        if time.base or time.bound in {"from", "now"}:
            return False
        if time.bound in {"until", "before"}:
            return True
        words = self.seen[token.start : token.end]
        if words.startswith(("trong", "vào", "xong", "hoàn thành")) or time.moment.quarter or time.moment.day:
            return not (
                time.moment.day
                and time.until is None
                and not words.startswith(("trong", "vào"))
                and re.search(r"(?:số|ngày ký|ban hành)\s*\S*\s*$", self.seen[max(0, token.start - 30) : token.start])
                is not None
            )
        if time.until is not None:
            return False
        return _YEAR_GOAL.search(self.seen, max(0, token.start - 90), token.start) is not None or (
            token.end >= end - 2 and time.moment.month is not None
        )

    def _is_horizon(self, token: Token[Time], above: Part) -> bool:
        """Tell a time of a heading that bounds what stands under it ("Nhiệm vụ năm 2026", "Định hướng đến năm 2045")."""
        time = token.value
        if time.base or time.bound in {"from", "now"}:
            return False
        return time.bound in {"until", "before"} or (
            time.until is None and above.section in _TASK_SECTIONS | {"mục tiêu"}
        )

    def _resolved(self, tokens: list[Token[Time]], rules: list[str]) -> date | None:
        for token in tokens:
            period = resolve(token.value, self.anchor)
            if period and period.end and token.value.bound != "from":
                rules.append(token.rules[0])
                return period.end
        return None

    def _due_above(self, part: Part, rules: list[str]) -> date | None:
        for above in part.ancestors():
            if above.marker in {"caps", "part"}:
                break
            found = [t for t in self.times.within(above.start, above.end) if self._is_horizon(t, above)]
            day = self._resolved(found[-1:], rules)
            if day:
                rules.append("due.heading")
                return day
        return None


_ANNOUNCES = compiled(
    r"(?<!\w)(?:xác định|đề ra|đưa ra|tập trung|thực hiện|triển khai|giao)(?: [^:;.]{0,60})? (?:nhiệm vụ|đột phá|giải pháp|nội dung|công việc)(?: [^:;.]{0,60})?$"
)
_LAST_COMMA_BODY = compiled(r",(?=[^,:]*$)")
_LABEL = compiled(
    r"(?:[\s,.-]|(?:cụ thể|đồng thời|riêng|và)(?!\w))*(?:về|đối với|trong lĩnh vực|công tác|một là|thứ|nhiệm vụ|lĩnh vực|nội dung|trên lĩnh vực|đợt)(?!\w)[^:;.]*$"
)
_PLACE = re.compile(r"(?:[A-ZĐ][^\W\d_]*\s+){1,5}(?=(?:cần|phải|sẽ)\s)")
_MEASURED = compiled(
    r"(?:tăng|giảm|nâng|đạt|có|thu|giữ|duy trì|phấn đấu|bảo đảm|đảm bảo|hoàn thành|kết nạp|phát triển|xây dựng)(?!\w)"
)
_ORDER_WITHIN = compiled(r"(?:(?<=,)|(?<!\w)(?:và|đã|cũng|vừa)) (?P<order>(?:yêu cầu|đề nghị|chỉ đạo|giao|phân công) )")
_PROMISE_WITHIN = compiled(r"(?<!\w)(?:sẽ|cần phải|cần|phải)(?= )")
_FORWARD = compiled(
    r"(?<!\w)(?:(?:trong )?(?:thời gian|những năm|các năm|nhiệm kỳ|giai đoạn|năm) tới|từ nay đến|phương hướng|nhiệm vụ(?:, giải pháp)? (?:trọng tâm|chủ yếu|đột phá)|nửa (?:cuối|còn lại)(?: của)? nhiệm kỳ|để (?:hiện thực hóa|đạt được|hoàn thành|thực hiện (?:thắng lợi|thành công))|khâu đột phá)(?!\w)"
)
_SPEAKER = compiled(
    r"(?:đồng chí|ông|bà|bí thư|phó bí thư|chủ tịch|phó chủ tịch|thủ tướng|phó thủ tướng|bộ trưởng|tổng bí thư|chủ tịch nước|lãnh đạo)(?!\w)"
)
_SETS_OUT = compiled(
    r"(?:(?:đã|sẽ|cần|phải|tiếp tục) )*(?:xác định|đề ra|định hướng|thống nhất|đưa ra|nêu|yêu cầu|triển khai|quyết tâm|thực hiện)(?!\w)"
)
_COMMA = compiled(r",")
_LEADS_CLAUSE = compiled(r"\s*[,:]")
_REACHED = compiled(r"(?<!\w)(?:đạt|ước|ước đạt|đạt được)\s*$")
_REPORTED = compiled(r"(?<!\w)(?:đạt|ước|so với|tăng|giảm)(?!\w)")
_JUST_DONE = compiled(r"(?<!\w)(?:đã|vừa)(?!\w)(?: \w+)? *$")
_FORMULA = compiled(r"thông báo (?:để|đến|tới|cho)[^.;]* biết")
_COMMITS = compiled(
    r"(?:tập trung|tiếp tục|chủ trì|phối hợp|khẩn trương|chủ động|tích cực|đẩy mạnh|tăng cường|quyết tâm|phấn đấu|tham mưu|rà soát|nghiên cứu|chỉ đạo|hướng dẫn|bố trí|tổng hợp|theo dõi|đôn đốc|kiểm tra|xây dựng|ban hành|hoàn thành|thực hiện|tổ chức|cung cấp|cụ thể hóa|quán triệt|căn cứ|triển khai|sớm|kịp thời|làm đầu mối)(?!\w)"
)
_JOINT = compiled(r",| và(?= )")
# Verbs that begin a task of their own after a comma; the others there go on with the task before.
_NEW_VERB = compiled(
    r"(?:nâng cao|phát huy|giảm thiểu|khắc phục|đẩy mạnh|tăng cường|phấn đấu|quan tâm|chú trọng|giữ vững|thực hiện (?:tốt|có hiệu quả|nghiêm)|tổ chức tốt|củng cố|ngăn chặn)(?!\w)"
)
_NEW_ORDER = compiled(r"(?:trình|đề xuất|tổ chức|triển khai|hoàn thành|tham mưu)(?!\w)")
_YEAR_GOAL = compiled(r"(?<!\w)(?:hoàn thành|mục tiêu|chỉ tiêu|kế hoạch|nhiệm vụ|giải ngân)(?!\w)")
# Where the name of a body ends: before a verb of doing or a modal that follows it.
_END_OF_OWNER = Lexicon(
    ",".join(verbs.STRONG.rows)
    + """, bảo đảm, đảm bảo, duy trì, báo cáo, cung cấp, nhận thức, đánh giá, quản lý, bảo vệ, gửi, sẽ, cần, phải, có trách nhiệm, chịu trách nhiệm
    theo chức năng, theo thẩm quyền, theo đúng, theo nhiệm vụ, theo phạm vi, căn cứ, trong phạm vi, tích cực, sớm, đã, đang, được, có những, có kế hoạch, có giải pháp, có biện pháp, có phương án
    xem xét, nỗ lực, sử dụng, tham gia, quyết tâm, thống nhất, biết, để, trên cơ sở, cùng, làm đầu mối, trực tiếp, là, cho biết, nhất trí, tin tưởng, yêu cầu, kiến nghị
    đề nghị, vào cuộc, cũng, chủ yếu, phổ biến, thông báo, nắm, làm việc, lấy, phân bổ, đối thoại, công bố, định kỳ, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng"""
)
# Verbs that stand in names: right after these nouns a verb goes on with the name ("Ban Chỉ đạo", "Phòng Quản lý đô thị").
_NAMING = re.compile(
    r"(?:(?:các|trưởng|phó trưởng|giám đốc|phó giám đốc|thủ trưởng|lãnh đạo|chủ nhiệm|chủ tịch|thường trực|toàn thể)\s+)*"
    r"(?:chủ|nhà|ban|phòng|sở|bộ|tổ|cục|vụ|trung tâm|hội|viện|văn phòng|đoàn|ủy ban|cơ quan|hội đồng|đơn vị|công an|người|tổ chức|trường|ngành|quỹ|ngân hàng|công ty|chi cục|thành viên|tiểu ban|tổ công tác|các)\s*"
)
_PIECE = re.compile(r"[,;-]|(?<!\w)(?:và|của|với)(?!\w)")
_SURE_END = re.compile(r"(?:chủ trì|phối hợp|có|chịu|sẽ|cần|phải|khẩn|tiếp|tập|theo|được|đã)")


def owner_end(seen: str, start: int, end: int) -> int:
    """Where the name of a body that begins at ``start`` ends."""
    colon = seen.find(":", start, end)
    limit = colon if colon >= 0 else end
    for match in _WORD_START.finditer(seen, start + 1, limit):
        position = match.start()
        if _END_OF_OWNER.match(seen, position, end) is None:
            continue
        if _NAMING.fullmatch(_PIECE.split(seen[start:position])[-1].lstrip()) and not _SURE_END.match(seen, position):
            continue
        if seen.startswith("tổ chức", position) and _ORGANISATION_NOUN.match(seen, position + 7):
            continue
        return position
    return limit


_WORD_START = re.compile(r"(?<=[\s,])[^\W\d_]")
_ORGANISATION_NOUN = compiled(
    r"(?:,| (?:đảng|chính trị|đoàn thể|trực thuộc|cơ sở|có|liên quan|xã hội|cá nhân|và))(?!\w)"
)


def _past_aside(seen: str, position: int, end: int) -> int:
    """Skip "theo chức năng, nhiệm vụ được giao" and the like between a body and its verb."""
    position = skip_blanks(seen, position)
    also = _ALSO.match(seen, position, end)
    position = skip_blanks(seen, also.end()) if also else position
    if not _ASIDE_START.match(seen, position, end):
        return position
    ends = (
        match.end() for ending in _ASIDE_ENDS for match in ending.finditer(seen, position, min(end, position + 260))
    )
    found = [
        after for after in (skip_blanks(seen, stop) for stop in ends) if verbs.verb_at(seen, after, end) is not None
    ]
    if found:
        return min(found)
    return position


_ALSO = compiled(r"(?:cũng|chủ yếu|thường xuyên)(?!\w)")
_ASIDE_START = compiled(
    r"(?:theo (?:đúng )?(?:chức năng|thẩm quyền|phạm vi|nhiệm vụ)|căn cứ|trong phạm vi|trên cơ sở)(?!\w)"
)
_ASIDE_ENDS = (
    compiled(r"(?<!\w)(?:được giao|được phân công|của mình)(?:,? (?:có trách nhiệm|để))?,?"),
    compiled(r"(?<!\w)(?:để|có trách nhiệm)(?= )"),
    compiled(r","),
    compiled(r"(?<!\w)(?:thẩm quyền|nhiệm vụ|quản lý)(?= )"),
)


def first_cue_at_start(cues: tuple[Cue[str], ...], seen: str, position: int) -> tuple[Cue[str], int] | None:
    """The first cue that fits at a position, and where it ends."""
    for one in cues:
        match = one.pattern.match(seen, position)
        if match:
            return one, match.end()
    return None


def skip_blanks(seen: str, position: int) -> int:
    while position < len(seen) and seen[position] in " ,:;.-–":
        position += 1
    return position


def _rstrip(seen: str, start: int, end: int) -> int:
    while end > start and seen[end - 1] in " ,:;.…/-":
        end -= 1
    return end


def _depth(seen: str, start: int, end: int) -> int:
    return (
        seen.count("(", start, end)
        - seen.count(")", start, end)
        + seen.count("“", start, end)
        - seen.count("”", start, end)
    )
