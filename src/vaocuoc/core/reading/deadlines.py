"""When a task is due: the day it says, a label or heading says, a count of days, a recurrence, a condition (thời hạn)."""

from __future__ import annotations

from datetime import date

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading.engine import Token, Tokens
from vaocuoc.core.reading.items import Deadline
from vaocuoc.core.reading.lead_ins import TASK_SECTIONS, LeadIns
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.resolution import Anchor, resolve
from vaocuoc.core.reading.structure import Layout, Part

Said = tuple[date | None, Deadline | None, int | None]
"""A day, the kind of deadline and a number of days after issue."""
_NOTHING: Said = (None, None, None)


class Deadlines:
    """Resolves the days of tasks."""

    def __init__(self, layout: Layout, times: Tokens[Time], anchor: Anchor, lead_ins: LeadIns) -> None:
        self._layout = layout
        self._seen, self._times, self._anchor, self._lead_ins = layout.surface, times, anchor, lead_ins
        self._above: dict[int, tuple[date | None, tuple[str, ...]]] = {}

    def of(self, start: int, end: int, part: Part, carried: date | None, rules: list[str]) -> Said:
        """The day of a task: said in it, on a label line, in the sentence before it (``carried``), or above."""
        after = words.AFTER_ISSUE.search(self._seen, start, end)
        if after:
            rules.append("due.after_issue")
            return None, "after_issue", int(after["days"])
        found = [t for t in self._times.within(start, end) if self._is_due(t, end)]
        day = self.resolved(found[-1:], rules)
        if day:
            return day, "day", None
        label = self._lead_ins.due_label(part)
        if label is not None and (said := self.said(*label)) != _NOTHING:
            rules.append("due.label")
            return said
        if words.RECURRING.search(self._seen, start, end):
            return None, "regular", None
        if carried:
            rules.append("due.carried")
            return carried, "day", None
        day = self._due_above(part, rules)
        if day:
            return day, "day", None
        if words.WAITING.search(self._seen, start, end):
            rules.append("due.waiting")
            return None, "waiting", None
        return _NOTHING

    def said(self, start: int, end: int) -> Said:
        """What a label or a cell of a table says of when: a day, a count of days, a recurrence or a condition."""
        seen = self._seen[start:end]
        issue = words.DAYS_AFTER.search(seen)
        if issue:
            return None, "after_issue", int(issue["days"])
        regular = words.RECURRING.search(seen) is not None
        periods = [
            resolve(token.value, self._anchor)
            for token in self._times.within(start, end)
            if token.value.bound != "from"
        ]
        ends = [period.end for period in periods if period and period.end]
        if ends and not words.AND_AFTER.search(seen):
            return max(ends), "regular" if regular else "day", None
        if regular or ends:
            return None, "regular", None
        return (None, "waiting", None) if words.WAITING.search(seen) else _NOTHING

    def before_verb(self, start: int, end: int) -> date | None:
        """The day named before the verb ("Trong quý III/2026, Sở Y tế tổ chức ..."), which holds to the end of the sentence."""
        found = [t for t in self._times.within(start, end) if not t.value.base and t.value.bound not in {"from", "now"}]
        found = [t for t in found if t.value.bound != "in" or (t.value.moment.day is None and t.value.until is None)]
        found = [
            t
            for t in found
            if words.LEADS_CLAUSE.match(self._seen, t.end)
            and not words.NAMED_BY_TIME.search(self._seen, start, t.start)
        ]
        return self.resolved(found[-1:], [])

    def alone(self, start: int, end: int) -> date | None:
        """The day of a clause that says nothing else ("hoàn thành trong tháng 11/2025"): it is that of the task before."""
        found = self._times.within(start, end)
        if len(found) != 1 or self._seen[found[0].end : end].strip(" .,;)/"):
            return None
        only = words.DUE_ALONE.match(self._seen, start, found[0].start)
        return self.resolved([found[0]], []) if only or self._starts_due(start, found[0]) else None

    def _starts_due(self, start: int, token: Token[Time]) -> bool:
        return not self._seen[start : token.start].strip(" ,;(") and self._seen.startswith(
            ("hoàn thành", "xong", "chậm nhất"), token.start
        )

    def announced(self, start: int, end: int) -> date | None:
        """The day until which a sentence announces what is to be done ("Từ nay đến cuối nhiệm kỳ, ...")."""
        found = [
            t for t in self._times.within(start, end) if t.value.bound in {"until", "before"} or t.value.moment.term
        ]
        return self.resolved(found[:1], [])

    def resolved(self, tokens: list[Token[Time]], rules: list[str]) -> date | None:
        """The last day of the first token that has one; its rule is added to ``rules``."""
        for token in tokens:
            period = resolve(token.value, self._anchor)
            if period and period.end and token.value.bound != "from":
                rules.append(token.rules[0])
                return period.end
        return None

    def _is_due(self, token: Token[Time], end: int) -> bool:
        """Tell the day of a task from a time that belongs to the name of something ("kế hoạch giai đoạn 2026-2030")."""
        time = token.value
        if time.base or time.bound in {"from", "now"} or self._dates_paper(token):
            return False
        before = self._seen[max(0, token.start - 90) : token.start]
        if time.bound in {"until", "before"}:
            return words.OF_A_STAGE.search(before) is None
        said = self._seen[token.start : token.end]
        finishes = words.YEAR_GOAL.search(before) is not None
        if token.rules[0] == "period.end_of_year" and not words.FINISHES.search(before):
            return False
        if said.startswith(("trong", "vào", "xong", "hoàn thành")) or time.moment.quarter or time.moment.day:
            return not (
                time.moment.day
                and time.until is None
                and not said.startswith(("trong", "vào"))
                and words.DATED_PAPER.search(before) is not None
            )
        if time.until is not None:
            return False
        return finishes or (token.end >= end - 2 and time.moment.month is not None)

    def _dates_paper(self, token: Token[Time]) -> bool:
        """Tell the day of a paper that is cited ("ngày 5/6/2026 của Chính phủ")."""
        time = token.value
        if time.moment.day is None or time.until is not None or time.bound in {"until", "before"}:
            return False
        of_body = words.OF_BODY.match(self._seen, token.end)
        return of_body is not None and starts_organisation(self._seen, of_body.end())

    def _is_horizon(self, token: Token[Time], above: Part) -> bool:
        """Tell a time of a heading that bounds what stands under it ("Nhiệm vụ năm 2026", "Định hướng đến năm 2045")."""
        time = token.value
        if time.base or time.bound in {"from", "now"}:
            return False
        if not _is_label(above):
            if words.ISSUED_PLAN.search(self._seen, max(above.start, token.start - _PAPER_NAME), token.start):
                return False
            before = self._seen[max(above.start, token.start - 90) : token.start]
            return words.FINISHES.search(before) is not None or (
                time.bound in {"until", "before"} and words.OF_A_STAGE.search(before) is None
            )
        return time.bound in {"until", "before"} or (
            time.until is None and above.section in TASK_SECTIONS | {"mục tiêu"}
        )

    def _says_from(self, above: Part) -> int:
        """Where the words of a part begin that hold for what stands under it: a heading whole, of a lead-in the last clause."""
        if _is_label(above):
            return above.start
        sentences = self._layout.sentences(above.body, above.end)
        return sentences[-1].clauses[-1][0] if sentences and sentences[-1].clauses else above.start

    def _due_above(self, part: Part, rules: list[str]) -> date | None:
        """The day that the headings and lead-ins over a part give it; asked once for each of them."""
        above = part.parent
        if above is None or above.preamble or above.marker in {"caps", "part"}:
            return None
        found = self._above.get(above.index)
        if found is None:
            said: list[str] = []
            tokens = [t for t in self._times.within(self._says_from(above), above.end) if self._is_horizon(t, above)]
            day = self.resolved(tokens[-1:], said)
            if day:
                said.append("due.heading")
            else:
                day = self._due_above(above, said)
            found = self._above[above.index] = (day, tuple(said))
        rules += found[1]
        return found[0]


_LABEL = 160
_PAPER_NAME = 240
"""No name of a paper is longer."""


def _is_label(part: Part) -> bool:
    """Tell a heading, or a lead-in as short as one ("Nhiệm vụ trọng tâm năm 2026:"): a time in it is that of its list."""
    return part.heading or part.end - part.body <= _LABEL
