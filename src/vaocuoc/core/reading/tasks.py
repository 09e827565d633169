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

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.clears import clears
from vaocuoc.core.reading.engine import Cue, Token, Tokens
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import Deadline, Task
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.owners import cue_and_end, depth, owner_end, past_aside, rstrip, skip_blanks
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part

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
        for label in (words.OWNER_LABEL, words.COOPERATING_LABEL)
    )


def listed(said: str) -> tuple[str, ...]:
    """The bodies of a list, each by itself where semicolons or lines part them; commas stand within names too."""
    return tuple(name for piece in re.split(r";|\n(?=[-+•])", said) if (name := clean(piece)))


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
        return any(label.match(self.seen, start, end) for label in words.LABELS)

    def looks_forward(self, part: Part) -> bool:
        """Tell whether a paragraph turns to what is to be done, so that bare clauses after it are commitments."""
        return any(
            words.FORWARD.search(self.seen, sentence.start, sentence.end)
            and not words.DONE.search(self.seen, sentence.start, sentence.end)
            for sentence in self.layout.sentences(part.body, part.end)
        )

    def paragraph(self, part: Part, *, forward: bool = False) -> Iterator[Task]:
        """The tasks of one part; ``forward`` says that the paragraph before it spoke of what is to be done."""
        if part.general or (part.heading and not self._heading_orders(part)):
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
            if (
                mode.loose
                and words.FORWARD.search(self.seen, sentence.start, sentence.end)
                and part.section != "kết quả"
            ):
                mode.ordering = not words.DONE.search(self.seen, sentence.start, sentence.end)
            mode.told = mode.loose and words.DONE.search(self.seen, sentence.start, sentence.end) is not None
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
        turn = words.FORWARD.search(self.seen, start, end)
        if not mode.loose or turn is None or words.DONE.search(self.seen, start, end):
            return
        found = [
            t
            for t in self.times.within(start, min(end, turn.end() + 60))
            if t.value.bound in {"until", "before"} or t.value.moment.term
        ]
        mode.announced_due = self._resolved(found[:1], []) or mode.announced_due
        mode.due = mode.announced_due
        for piece in [start, *(match.end() for match in words.COMMA.finditer(self.seen, start, min(end, start + 200)))]:
            body = skip_blanks(self.seen, piece)
            if not starts_organisation(self.seen, body):
                continue
            stop = owner_end(self.text, self.seen, body, end)
            after = past_aside(self.seen, stop, end)
            if stop < end and (words.COMMITS.match(self.seen, after) or words.SETS_OUT.match(self.seen, after)):
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
        label = self._labelled(part, words.OWNER_LABEL)
        if label:
            return label, "task.owner_label"
        for above in part.ancestors():
            body = skip_blanks(self.seen, above.body)
            if starts_organisation(self.seen, body) and above.marker not in {"caps", "part"}:
                stop = owner_end(self.text, self.seen, body, above.end)
                name = clean(re.split(r"\s[-–]\s|:|\(", self.text[body:stop])[0])
                if name and len(name.split()) <= _OWNER_WORDS:
                    return name, "task.owner_heading"
            assign = cue_and_end(words.ORDERS, self.seen, body)
            if assign and above.lead_in:
                body = skip_blanks(self.seen, assign[1])
                if starts_organisation(self.seen, body):
                    stop = owner_end(self.text, self.seen, body, above.end)
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
            if words.DUE_LABEL.match(self.seen, start, end):
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
        if not clause.directive and words.DONE.search(self.seen, start, min(end, start + 90)):
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
        if part.section == "mục tiêu" and words.MEASURED.match(self.seen, clause.position):
            return any(token.start >= clause.position for token in figures)
        if clause.directive:
            return False
        reached = words.REACHED.search(self.seen, start, figures[0].start) is not None
        return (
            bool(clause.asides) or reached or (mode.loose and words.REPORTED.search(self.seen, start, end) is not None)
        )

    def _said_before(self, start: int, end: int) -> date | None:
        """The day named before the verb ("Trong quý III/2026, Sở Y tế tổ chức ..."), which holds to the end of the sentence."""
        found = [t for t in self.times.within(start, end) if not t.value.base and t.value.bound not in {"from", "now"}]
        found = [t for t in found if t.value.bound != "in" or (t.value.moment.day is None and t.value.until is None)]
        found = [
            t
            for t in found
            if words.LEADS_CLAUSE.match(self.seen, t.end)
            and not re.search(r"(?:nhiệm kỳ|khóa|nghị quyết|kế hoạch)[^,]*$", self.seen[start : t.start])
        ]
        return self._resolved(found[-1:], [])

    def _opened(self, start: int, end: int) -> _Clause | None:
        """Read the words before the verb: openers, asides, who is ordered, modals."""
        clause = _Clause(skip_blanks(self.seen, start), rstrip(self.seen, start, end))
        self._past_colon(clause)
        for _ in range(_STEPS):
            opener = words.OPENER.match(self.seen, clause.position, clause.end)
            if opener and opener.end() > clause.position:
                clause.position = skip_blanks(self.seen, opener.end())
            if clause.position >= clause.end:
                return None
            if self._orders(clause) or self._promises(clause):
                continue
            if self._verb(clause.position, clause.end):
                told = not clause.directive and words.JUST_DONE.search(self.seen, start, clause.position)
                return self._ordered_within(start, end) if told else clause
            if not (self._named(clause) and self._subject(clause)) and not self._past_leading(clause):
                break
        return clause if self._verb(clause.position, clause.end) else self._ordered_within(start, end)

    def _orders(self, clause: _Clause) -> bool:
        order = cue_and_end(words.ORDERS, self.seen, clause.position)
        return order is not None and self._ordered_body(clause, order)

    def _promises(self, clause: _Clause) -> bool:
        modal = cue_and_end(words.MODALS, self.seen, clause.position)
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
        place = words.PLACE.match(self.text, clause.position, clause.end)
        return starts_organisation(self.seen, clause.position) or place is not None

    def _past_leading(self, clause: _Clause) -> bool:
        """Skip a phrase before the clause ("Trên cơ sở ..., ", "Để ..., "), over the commas in it."""
        aside = words.LEADING_ASIDE.match(self.seen, clause.position, clause.end)
        comma = self.seen.find(",", clause.position, clause.end) if clause.asides else -1
        if aside is None and comma < 0:
            return False
        clause.asides += 1
        clause.position = skip_blanks(self.seen, aside.end() if aside else comma + 1)
        return True

    def _ordered_within(self, start: int, end: int) -> _Clause | None:
        """A clause whose order or promise stands inside it: "... vừa ban hành kế hoạch, yêu cầu các đơn vị ..."."""
        seen = self.seen
        for match in words.ORDER_WITHIN.finditer(seen, start, end):
            clause = _Clause(match.start("order"), rstrip(seen, start, end))
            order = cue_and_end(words.ORDERS, seen, clause.position)
            if order and self._ordered_body(clause, order) and self._verb(clause.position, clause.end):
                return clause
        for match in words.PROMISE_WITHIN.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            subject = self._subject_before(start, match.start())
            if subject and self._verb(after, end):
                return _Clause(after, rstrip(seen, start, end), owner=subject, directive=True, rules=["task.will"])
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
        if words.ANNOUNCES.search(self.seen, clause.position, colon):
            clause.directive = True
            clause.rules.append("task.announced")
            subject = words.LAST_COMMA_BODY.search(self.seen, clause.position, colon)
            body = skip_blanks(self.seen, subject.end() if subject else clause.position)
            if starts_organisation(self.seen, body):
                clause.owner = clean(self.text[body : owner_end(self.text, self.seen, body, colon)]) or None
            clause.position = colon + 1
        elif words.LABEL.match(self.seen, clause.position, colon):
            clause.position = colon + 1

    def _ordered_body(self, clause: _Clause, order: tuple[Cue[str], int]) -> bool:
        """ "Giao Sở Tài chính chủ trì ...": the body ordered and where its verb begins."""
        body = skip_blanks(self.seen, order[1])
        if not starts_organisation(self.seen, body):
            if order[0].name == "task.assign" or not (
                self._verb(body, clause.end) or cue_and_end(words.MODALS, self.seen, body)
            ):
                return False
            # "Đồng chí yêu cầu tiếp tục ...": who speaks is not who does.
            clause.owner, clause.directive, clause.position = None, True, body
            clause.rules.append(order[0].name)
            return True
        stop = owner_end(self.text, self.seen, body, clause.end)
        owner = clean(self.text[body:stop])
        if not owner or len(owner.split()) > _OWNER_WORDS:
            return False
        relay = re.compile(r"\s*,?\s*chỉ đạo\s+").match(self.seen, stop, clause.end)
        if relay and starts_organisation(self.seen, relay.end()):
            after = owner_end(self.text, self.seen, relay.end(), clause.end)
            if self._verb(skip_blanks(self.seen, after), clause.end):
                clause.through, owner, stop = owner, clean(self.text[relay.end() : after]), after
                clause.rules.append("task.through")
        clause.owner, clause.directive = owner, True
        clause.rules.append(order[0].name)
        clause.position = past_aside(self.seen, stop, clause.end)
        return True

    def _subject(self, clause: _Clause) -> bool:
        """ "Sở Tài chính chủ trì ...", "Các xã, phường cần ...": a body as the subject of a verb of doing."""
        stop = owner_end(self.text, self.seen, clause.position, clause.end)
        owner = clean(self.text[clause.position : stop])
        if stop >= clause.end or not owner or len(owner.split()) > _OWNER_WORDS:
            return False
        between = past_aside(self.seen, stop, clause.end)
        modal = cue_and_end(words.MODALS, self.seen, between)
        verb = self._verb(between, clause.end)
        order = cue_and_end(words.ORDERS, self.seen, between)
        if order and (words.SPEAKER.match(self.seen, clause.position) or not self.seen.startswith("chỉ đạo", between)):
            # Who orders is not who does; a body that "chỉ đạo" another answers for it itself.
            clause.position = between
            return True
        if not modal and not verb:
            return False
        done = words.DONE.match(self.seen, between, clause.end)
        if done:
            return False
        clause.owner = owner
        if modal:
            clause.rules.append(modal[0].name)
            clause.directive = True
            between = skip_blanks(self.seen, modal[1])
        elif words.COMMITS.match(self.seen, between):
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
        for match in words.JOINT.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            joint = words.NEW_ORDER if match.group().strip() == "và" else words.NEW_VERB
            if not joint.match(seen, after, end) or depth(seen, begin, match.start()):
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
        start, end = skip_blanks(self.seen, start), rstrip(self.seen, start, end)
        if end - start < 12 or not self._verb(start, end) or words.FORMULA.match(self.seen, start, end):
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
            due=due, deadline=deadline, days=days, rules=rules, sure=clause.directive, product=self._labelled(part, words.PRODUCT_LABEL),
            cooperating=listed(partners) if (partners := self._labelled(part, words.COOPERATING_LABEL)) else None, resources=self._labelled(part, words.RESOURCES_LABEL),
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
            cooperating = self._partners(start, end)
        recurring = words.RECURRING.search(seen) is not None or deadline == "regular"
        if recurring and deadline is None:
            deadline = "regular"
        judged = clears(
            text=seen, action=action, owner=owner, dated=bool(due or deadline), product=product, receiver=receiver
        )
        score = 0.55 + 0.2 * sure + 0.1 * bool(owner) + 0.1 * bool(due)
        return Task(
            start=start, end=end, quote=self.text[start:end], page=page, section=section, action=action, owner=owner, through=through,
            cooperating=cooperating, receiver=receiver, due=due, deadline=deadline, days=days, recurring=recurring, product=product,
            resources=resources or self._found(words.RESOURCES, "r", start, end), clears=judged, why=tuple(dict.fromkeys(rules)) or ("task.section",), confidence=round(min(score, 0.95), 2),
        )  # fmt: skip

    def _receiver(self, start: int, end: int) -> str | None:
        """To whom a task is reported or submitted, where a body is named."""
        for match in words.RECEIVER.finditer(self.seen, start, end):
            named = starts_organisation(self.seen, match.start("to"))
            if named and not words.NOUN_BEFORE.search(self.seen, max(0, match.start() - 12), match.start()):
                stop = owner_end(self.text, self.seen, match.start("to"), match.end("to"))
                return clean(self.text[match.start("to") : stop]) or None
        return None

    def _partners(self, start: int, end: int) -> tuple[str, ...]:
        """Those with whom a task is done, where bodies are named."""
        match = words.COOPERATING.search(self.seen, start, end)
        if match is None or not starts_organisation(self.seen, match.start("with")):
            return ()
        stop = owner_end(self.text, self.seen, match.start("with"), match.end("with"))
        return listed(self.text[match.start("with") : stop])

    def _product(self, start: int, end: int) -> str | None:
        """The paper or system that a task makes, without the day it is due."""
        match = words.PRODUCT.search(self.seen, start, end)
        if match is None:
            return None
        days = [
            t.start
            for t in self.times.within(match.start("p"), match.end("p"))
            if t.value.bound != "in" or t.value.moment.day
        ]
        stop = min([match.end("p"), *days])
        for other in words.PRODUCT_END.finditer(self.seen, match.start("p") + 1, stop):
            if not words.NOUN_BEFORE.search(self.seen, max(0, other.start() - 12), other.start() + 1):
                stop = other.start()
                break
        product = clean(self.text[match.start("p") : stop])
        return None if not product or product.lower().endswith((" này", " trên")) else product

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
            words.COOPERATING.search(self.seen, position, end)
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
        after = words.AFTER_ISSUE.search(self.seen, start, end)
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
        if words.RECURRING.search(self.seen, start, end):
            return None, "regular", None
        if mode.due:
            rules.append("due.carried")
            return mode.due, "day", None
        day = self._due_above(part, rules)
        if day:
            return day, "day", None
        if words.WAITING.search(self.seen, start, end):
            rules.append("due.waiting")
            return None, "waiting", None
        return None, None, None

    def time_said(self, start: int, end: int) -> tuple[date | None, Deadline | None, int | None]:
        """What a label or a cell of a table says of when: a day, a count of days, a recurrence or a condition."""
        seen = self.seen[start:end]
        issue = words.DAYS_AFTER.search(seen)
        if issue:
            return None, "after_issue", int(issue["days"])
        regular = words.RECURRING.search(seen) is not None
        periods = [
            resolve(token.value, self.anchor) for token in self.times.within(start, end) if token.value.bound != "from"
        ]
        ends = [period.end for period in periods if period and period.end]
        if ends:
            return max(ends), "regular" if regular else "day", None
        if regular:
            return None, "regular", None
        return (None, "waiting", None) if words.WAITING.search(seen) else (None, None, None)

    def _is_due(self, token: Token[Time], end: int) -> bool:
        """Tell the day of a task from a time that belongs to the name of something ("kế hoạch giai đoạn 2026-2030")."""
        time = token.value
        if time.base or time.bound in {"from", "now"}:
            return False
        if time.bound in {"until", "before"}:
            return True
        said = self.seen[token.start : token.end]
        if said.startswith(("trong", "vào", "xong", "hoàn thành")) or time.moment.quarter or time.moment.day:
            return not (
                time.moment.day
                and time.until is None
                and not said.startswith(("trong", "vào"))
                and re.search(r"(?:số|ngày ký|ban hành)\s*\S*\s*$", self.seen[max(0, token.start - 30) : token.start])
                is not None
            )
        if time.until is not None:
            return False
        return words.YEAR_GOAL.search(self.seen, max(0, token.start - 90), token.start) is not None or (
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
