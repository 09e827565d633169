"""Tasks: instructions and commitments to do something not yet done (nhiệm vụ).

A clause is a task where it begins with a verb of doing and stands under a heading of tasks, or where its own words order
or promise it ("giao", "yêu cầu", "cần", "sẽ"). Clauses are opened by ``clauses``; what a part inherits comes from
``lead_ins``, its day from ``deadlines``, its smaller fields from ``particulars``. Here stands what carries on within a
paragraph, and how a task is put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading.clauses import Clause, ClauseReader, listed, told
from vaocuoc.core.reading.clears import clears
from vaocuoc.core.reading.deadlines import Deadlines, Said
from vaocuoc.core.reading.engine import Tokens
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import Deadline, Task
from vaocuoc.core.reading.lead_ins import TASK_SECTIONS, LeadIns, labels_tasks
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.owners import cue_and_end, depth, owner_end, owner_name, past_aside, rstrip, skip_blanks
from vaocuoc.core.reading.particulars import Particulars
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor
from vaocuoc.core.reading.sentences import Sentence
from vaocuoc.core.reading.structure import Layout, Part

__all__ = ["TaskReader", "labels_tasks", "listed", "tasks"]

_SHORT = 120
_SHORTEST = 12
_NEAR = 60
_FEW_WORDS = 5
_EVIDENCE: tuple[tuple[str, float], ...] = (
    ("table.task_row", 0.9), ("task.assign", 0.9), ("task.request", 0.85), ("task.must", 0.85), ("task.will", 0.8),
    ("task.announced", 0.8), ("task.by_function", 0.75), ("task.subject", 0.7), ("task.strives", 0.65), ("task.section", 0.75), ("task.carried", 0.7),
)  # fmt: skip
"""How sure a task is by what makes it one: an order before a promise, a heading of tasks before words that look ahead."""
_BARE = frozenset({"task.section", "task.carried", "task.forward"})
"""What makes a task of words that neither order nor promise by themselves."""
_FORWARD = 0.55
_NAMED, _DATED = 0.03, 0.02
_INHERITED_DAY = frozenset({"due.label", "due.carried", "due.heading"})


@dataclass(slots=True)
class _Mode:
    """What carries on within a paragraph: whether it orders, and whom."""

    ordering: bool = False
    because: str = "task.forward"
    owner: str | None = None
    due: date | None = None
    rules: tuple[str, ...] = ()
    loose: bool = True
    told: bool = False
    said: bool = False
    announced: date | None = None
    inherited: tuple[str | None, tuple[str, ...]] = (None, ())


def tasks(reader: TaskReader, layout: Layout, taken: Tokens[str]) -> Iterator[Task]:
    """Read the tasks of every paragraph; ``taken`` are spans that are something else (proposals, shortcomings)."""
    forward, above = False, None
    for part in layout.parts:
        if part.kind in {"furniture", "caption"} or reader.lead_ins.is_label(part):
            continue
        if part.heading or part.parent is not above or part.section == "kết quả":
            forward = False
        above = part.parent
        read = reader.paragraph(part, forward=forward and part.marker == "none")
        found = [task for task in read if not taken.overlapping(task.start, task.end)]
        forward = any(_BARE.isdisjoint(task.why) for task in found) or reader.looks_forward(part)
        yield from found


def _confidence(why: tuple[str, ...]) -> float:
    """How sure a task is by its rules; naming who and when in its own words makes it a little surer."""
    base = max((value for rule, value in _EVIDENCE if rule in why), default=_FORWARD)
    named = any(rule.startswith("owner.") and rule != "owner.carried" for rule in why)
    dated = any(rule.startswith("period.") for rule in why)
    return round(min(base + _NAMED * named + _DATED * dated, 0.95), 2)


class TaskReader:
    """Reads the tasks of a document part by part."""

    def __init__(
        self, layout: Layout, times: Tokens[Time], anchor: Anchor, figures: Tokens[str], *, orders: bool = False
    ) -> None:
        self.layout, self.seen, self.text = layout, layout.surface, layout.text
        self.times, self.figures, self.orders = times, figures, orders
        self.clauses = ClauseReader(layout)
        self.lead_ins = LeadIns(layout, self.clauses)
        self.deadlines = Deadlines(layout, times, anchor, self.lead_ins)
        self._particulars = Particulars(layout, times)
        self._announced: date | None = None

    # -- paragraphs

    def looks_forward(self, part: Part) -> bool:
        """Tell whether a paragraph turns to what is to be done, so that bare clauses after it are commitments."""
        return any(
            words.FORWARD.search(self.seen, sentence.start, sentence.end)
            and not words.DONE.search(self.seen, sentence.start, sentence.end)
            for sentence in self.layout.sentences(part.body, part.end)
        )

    def paragraph(self, part: Part, *, forward: bool = False) -> list[Task]:
        """The tasks of one part; ``forward`` says that the paragraph before it spoke of what is to be done."""
        found: list[Task] = []
        if (
            part.general
            or part.preamble
            or part.section == "phạm vi"
            or (part.heading and not self._heading_orders(part))
        ):
            return found
        if part.marker == "none" and part.end - part.start <= _SHORT and self.text[part.end - 1] not in '.;:…,/”"':
            # A headline, a subheading or a caption.
            return found
        mode = self._start(part, forward=forward)
        sentences = self.layout.sentences(part.body, part.end)
        for sentence in sentences:
            self._turn(sentence, part, mode)
            begin = self._begin(sentence)
            self._announced = mode.announced
            for start, end in self._clauses_of(sentence):
                start = max(start, begin)
                if start >= end:
                    continue
                if start > part.body and self.lead_ins.is_label_text(start, end):
                    continue
                if part.lead_in and end == part.end:
                    end = self._before_list(start, end, part)
                if found and (day := self.deadlines.alone(start, end)):
                    found[-1] = replace(found[-1], due=day, deadline="day", why=(*found[-1].why, "due.after"))
                    continue
                found += self._clause(start, end, part, mode)
        return found

    def _start(self, part: Part, *, forward: bool) -> _Mode:
        """What holds at the start of a part: whether its bare clauses are orders, and whose."""
        closes = part.marker == "none" and words.CLOSES.match(self.seen, part.body, part.end) is not None
        owner, rule = (None, "") if closes else self.lead_ins.owner(part)
        ordered = self._ordered(part)
        rules = (rule,) if rule else ()
        announced = self._announced if forward else None
        return _Mode(
            announced=announced,
            ordering=forward or ordered,
            loose=not ordered,
            owner=owner,
            rules=rules,
            inherited=(owner, rules),
        )

    def _begin(self, sentence: Sentence) -> int:
        """Where the clauses of a sentence begin to ask: at its order, if it first says to what end or what the paper is."""
        if words.ATTENDS.match(self.seen, sentence.start, sentence.end):
            return sentence.end
        recites = words.RECITES.match(self.seen, sentence.start, sentence.end) is not None
        if not recites and words.AIMS.match(self.seen, sentence.start, sentence.end) is None:
            return sentence.start
        order = self.clauses.first_order(sentence.start, sentence.end)
        if not recites or order > sentence.start:
            return order
        bodies = (start for start, _ in sentence.clauses[1:] if self._names_owner(skip_blanks(self.seen, start)))
        return next(bodies, sentence.end)

    def _turn(self, sentence: Sentence, part: Part, mode: _Mode) -> None:
        """What a new sentence changes.

        A day ends with its sentence, but for one announced for all that follows; words that look ahead begin to order;
        news names who does it anew.
        """
        opens = words.GOES_ON.match(self.seen, sentence.start, sentence.end)
        mode.due = mode.announced
        if part.parent is None and part.marker == "none" and opens is None:
            mode.owner, mode.rules = mode.inherited
        self._announce(sentence.start, sentence.end, mode)
        done = words.DONE.search(self.seen, sentence.start, sentence.end) is not None
        forward = words.FORWARD.search(self.seen, sentence.start, sentence.end)
        turned = words.TURNS_AWAY.match(self.seen, sentence.start, sentence.end)
        if mode.loose and part.section != "kết quả" and forward and not turned:
            mode.ordering = not done
        mode.told = mode.loose and done

    def _clauses_of(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence; those that only go on with a list of things ("các lĩnh vực: ...; ...") are one."""
        begin, last, things, named = sentence.start, sentence.start, False, False
        for start, end in sentence.clauses:
            body = skip_blanks(self.seen, start)
            counted = words.ENUMERATED.match(self.seen, body, end)
            body = counted.end() if counted else body
            goes_on = words.MORE_PAPERS.match(self.seen, body) is not None or (
                things and words.NEW_DUTY.match(self.seen, body) is None and not self._names_owner(body)
            )
            if not goes_on and not (named and self._names_owner(body)):
                if last > begin:
                    yield begin, last
                begin, things = start, False
            last, named = end, self._only_names(body, end)
            things = things or words.LISTS_THINGS.search(self.seen, start, end) is not None
        if last > begin:
            yield begin, last

    def _only_names(self, start: int, end: int) -> bool:
        """Tell a stretch that only names bodies: those of a list that a semicolon parts ("Giám đốc các sở; Chủ tịch ...")."""
        order = cue_and_end(words.ORDERS, self.seen, start)
        start = skip_blanks(self.seen, order[1]) if order else start
        return self._names_owner(start) and owner_end(self.text, self.seen, start, end) >= rstrip(self.seen, start, end)

    def _names_owner(self, position: int) -> bool:
        return starts_organisation(self.seen, position)

    def _before_list(self, start: int, end: int, part: Part) -> int:
        """Where a lead-in ends without its last words, which name the list under it and ask for nothing themselves."""
        if words.ORDERS_LIST.search(self.seen, start, end) or words.ISSUES_PAPER.search(self.seen, start, end):
            return start
        if words.LEADS_LIST.search(self.seen, start, end) is not None:
            while end > start and words.LEADS_LIST.search(self.seen, start, end) is not None:
                end = self._last_duty(start, end)
            return end
        following = self.layout.parts[part.index + 1] if part.index + 1 < len(self.layout.parts) else None
        opened = self.clauses.opened(start, end) if following is not None and following.parent is part else None
        return start if opened is not None and len(self.seen[opened.position : end].split()) <= _FEW_WORDS else end

    def _last_duty(self, start: int, end: int) -> int:
        """The last comma of a stretch after which a verb begins anew; ``start`` where none does."""
        comma = self.seen.rfind(",", start, end)
        while comma > start:
            after = skip_blanks(self.seen, comma + 1)
            if (self.clauses.verb(after, end) and self.clauses.acts(after, end)) or words.GOES_ON.match(
                self.seen, after, end
            ):
                return comma
            comma = self.seen.rfind(",", start, comma)
        return start

    def _heading_orders(self, part: Part) -> bool:
        if part.marker in {"part", "caps", "roman", "article"} or part.section not in TASK_SECTIONS:
            return False
        labelled = bool(part.children) and all(self.lead_ins.is_label(child) for child in part.children)
        return labelled or (not part.children and part.end - part.body > 40)

    def _announce(self, start: int, end: int, mode: _Mode) -> None:
        """Keep who and by when a sentence announces what is to be done ("Từ nay đến cuối nhiệm kỳ, tỉnh tập trung ...")."""
        turn = words.FORWARD.search(self.seen, start, end)
        if not mode.loose or turn is None or words.DONE.search(self.seen, start, end):
            return
        mode.announced = self.deadlines.announced(start, min(end, turn.end() + _NEAR)) or mode.announced
        mode.due = mode.announced
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
        above = part.parent
        if above is not None and above.lead_in and words.CONSISTS.search(self.seen, above.body, above.end):
            return False
        if part.section in TASK_SECTIONS:
            return part.section != "kiến nghị"
        if part.section == "mục tiêu":
            return part.marker != "none" or (part.parent is not None and part.parent.heading)
        if part.section in {None, "mục đích", "kinh phí"} and part.marker != "none":
            named = above is not None and self._names_owner(skip_blanks(self.seen, above.body))
            return part.section is None and (self.orders or named)
        return False

    # -- clauses

    def _clause(self, start: int, end: int, part: Part, mode: _Mode) -> Iterator[Task]:
        self._share(start, end, mode)
        clause = self.clauses.opened(start, end, owned=mode.owner is not None and not mode.loose, duty=not mode.loose)
        if clause is not None and not clause.directive and clause.owner is None:
            clause = self.clauses.later(clause, end)
        if clause is None:
            return
        if clause.owner and clause.owner != mode.owner:
            # The day of one body's duty is not that of the next one's.
            mode.due = mode.announced
        if mode.said and words.ENUMERATED.match(self.seen, skip_blanks(self.seen, start), end):
            mode.due, mode.said = mode.announced, False
        if day := self.deadlines.before_verb(start, clause.position):
            mode.due, mode.said = day, False
        if not self._asked(clause, start, mode) or self._measures(start, end, part, clause, mode):
            return
        firm = clause.ordered or not words.FIRM.isdisjoint(clause.rules)
        if not firm and told(self.seen, start, clause.position, end, ordered=not mode.loose):
            return
        for a, b in self.clauses.split(clause.position, clause.end):
            task = self._task(a, b, part, clause, mode)
            if task is not None:
                yield task

    def _share(self, start: int, end: int, mode: _Mode) -> None:
        """Keep those of whom a share is asked ("100% các xã ...") as who does what the sentence goes on with."""
        share = words.SHARE_OF.match(self.seen, skip_blanks(self.seen, start), end) if mode.ordering else None
        if share and starts_organisation(self.seen, share.end()):
            stop = owner_end(self.text, self.seen, share.end(), end)
            if stop < end:
                mode.owner = owner_name(self.text, self.seen, share.end(), stop) or mode.owner
                mode.rules = ("owner.carried",)

    def _asked(self, clause: Clause, start: int, mode: _Mode) -> bool:
        """Tell whether a clause is asked or promised, by its own words or by what carries on; and carry it on."""
        listed_after = words.BEFORE_LIST.search(self.seen, clause.position, clause.end) if clause.directive else None
        if listed_after and self.clauses.verb(skip_blanks(self.seen, listed_after.end()), clause.end):
            clause.position = skip_blanks(self.seen, listed_after.end())
        if clause.owner and (clause.directive or mode.ordering):
            mode.owner, mode.rules = clause.owner, ("owner.carried",)
        if clause.directive:
            mode.ordering, mode.because, mode.told = True, "task.carried", False
            return True
        return mode.ordering and not mode.told and not self.figures.within(start, clause.position)

    def _measures(self, start: int, end: int, part: Part, clause: Clause, mode: _Mode) -> bool:
        """Tell a clause that states a target or a result from one that says what to do."""
        figures = [token for token in self.figures.within(start, end) if not depth(self.seen, start, token.start)]
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

    # -- one task

    def _task(self, start: int, end: int, part: Part, clause: Clause, mode: _Mode) -> Task | None:
        start, end = skip_blanks(self.seen, start), rstrip(self.seen, start, end)
        begins = self.clauses.verb(start, end) or (start == clause.position and self.clauses.does(clause))
        if end - start < _SHORTEST or not begins or words.FORMULA.match(self.seen, start, end):
            return None
        rules = [*clause.rules]
        owner = clause.owner or mode.owner
        if owner:
            rules += mode.rules if not clause.owner else ["owner.ordered" if clause.ordered else "owner.subject"]
        said = self.deadlines.of(start, end, part, mode.due, rules)
        if said[0] and _INHERITED_DAY.isdisjoint(rules):
            mode.due, mode.said = said[0], True
        if not clause.directive:
            rules.append(mode.because if mode.loose else "task.section")
        label = self.lead_ins.labelled
        partners = label(part, words.COOPERATING_LABEL)
        product, resources = label(part, words.PRODUCT_LABEL), label(part, words.RESOURCES_LABEL)
        labelled = {"cooperating": partners, "product": product, "resources": resources}
        rules += [f"{name}.label" for name, given in labelled.items() if given]
        return self.make(
            start, end, part.page, part.section, action=self.action(start, end), owner=owner, through=clause.through,
            due=said[0], deadline=said[1], days=said[2], rules=rules, product=product,
            cooperating=listed(partners) if partners else None, resources=resources,
        )  # fmt: skip

    def make(
        self, start: int, end: int, page: int | None, section: str | None, *, action: str, owner: str | None, through: str | None = None,
        due: date | None, deadline: Deadline | None, days: int | None, rules: list[str],
        product: str | None = None, cooperating: tuple[str, ...] | None = None, receiver: str | None = None, resources: str | None = None,
    ) -> Task:  # fmt: skip
        """Put a task together, reading from its words what is not given; ``rules`` and the confidence tell from what."""
        seen, read = self.seen[start:end], self._particulars
        found: dict[str, object] = {}
        if product is None:
            product = found["product.made"] = read.product(start, end)
        if receiver is None:
            receiver = found["receiver.named"] = read.receiver(start, end)
        if cooperating is None:
            cooperating = found["cooperating.named"] = read.partners(start, end)
        if resources is None:
            resources = found["resources.named"] = read.resources(start, end)
        said = words.RECURRING.search(seen) is not None
        found["recurrence.said"] = said
        recurring = said or deadline == "regular"
        deadline = deadline or ("regular" if recurring else None)
        judged = clears(
            text=seen, action=action, owner=owner, dated=bool(due or deadline), product=product, receiver=receiver
        )
        why = tuple(dict.fromkeys([*rules, *(name for name, value in found.items() if value)]))
        return Task(
            start=start, end=end, quote=self.text[start:end], page=page, section=section, action=action, owner=owner, through=through,
            cooperating=cooperating, receiver=receiver, due=due, deadline=deadline, days=days, recurring=recurring, product=product,
            resources=resources, clears=judged, why=why, confidence=_confidence(why),
        )  # fmt: skip

    # -- for tables

    def action(self, start: int, end: int) -> str:
        """The head verb phrase of a task."""
        return self.clauses.action(start, end)

    def time_said(self, start: int, end: int) -> Said:
        """What a cell of a table says of when."""
        return self.deadlines.said(start, end)

    def begins(self, start: int, end: int) -> bool:
        """Tell whether a clause begins with a verb of doing, or names who does it."""
        return self.clauses.verb(start, end) or self.seen.startswith(("giao ", "đề nghị "), start)
