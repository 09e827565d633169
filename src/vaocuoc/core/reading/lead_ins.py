"""What a part inherits: the owner, day, partners and product of the headings, lead-ins and label lines around it (câu dẫn)."""

from __future__ import annotations

import re

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading.clauses import ClauseReader
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.owners import (
    MOST_WORDS,
    cue_and_end,
    owner_end,
    owner_name,
    past_aside,
    picks_out,
    skip_blanks,
)
from vaocuoc.core.reading.sentences import Sentence
from vaocuoc.core.reading.structure import Layout, Part

TASK_SECTIONS = frozenset({"nhiệm vụ", "tổ chức thực hiện", "định hướng", "kiến nghị"})
_NEAR_LINES = 6
_LABEL = 100
"""No label is longer."""
_UNMARKED = ("thời", "tiến độ", "hạn")
"""With these a label may go without its colon."""
_GOING_ON = frozenset({"dash", "plus"})
_LABEL_MARKERS = frozenset({"dash", "plus", "none"})


class LeadIns:
    """Asks what stands over, under and beside a part; answers are kept, since many parts ask the same ones."""

    def __init__(self, layout: Layout, clauses: ClauseReader) -> None:
        self._layout, self._clauses = layout, clauses
        self._text, self._seen = layout.text, layout.surface
        self._owners: dict[int, tuple[str | None, str]] = {}
        self._over: dict[int, tuple[str | None, str]] = {}
        self._labels: dict[int, list[tuple[int, int]]] = {}

    # -- owners

    def owner(self, part: Part) -> tuple[str | None, str]:
        """The owner that a label, a heading or a lead-in gives to a part, and the rule; (None, "") where none does."""
        label = self.labelled(part, words.OWNER_LABEL)
        if label:
            return label[: owner_end(label, label.lower(), 0, len(label))].strip(" ,.;") or label, "owner.label"
        over = self._owner_over(part)
        return over if over[0] else self._owner_above(part)

    def _owner_over(self, part: Part) -> tuple[str | None, str]:
        """Whom the item over a dash names as its subject, where the dashes go on with it ("1. Sở A ...", "- lập ...")."""
        if part.marker not in _GOING_ON or part.index == 0:
            return None, ""
        found = self._over.get(part.index)
        if found is None:
            before = self._layout.parts[part.index - 1]
            if before.parent is not part.parent or before.heading:
                found = None, ""
            elif before.rank >= part.rank:
                found = self._over.get(before.index, (None, "")) if before.rank == part.rank else (None, "")
            else:
                found = self._subject_of(before)
            self._over[part.index] = found
        return found

    def _subject_of(self, item: Part) -> tuple[str | None, str]:
        sentences = self._layout.sentences(item.body, item.end)
        body = skip_blanks(self._seen, item.body)
        if len(sentences) != 1 or not starts_organisation(self._seen, body):
            return None, ""
        clause = self._clauses.opened(body, sentences[0].clauses[0][1], duty=True)
        return (clause.owner, "owner.lead_in") if clause is not None and clause.owner else (None, "")

    def _owner_above(self, part: Part) -> tuple[str | None, str]:
        above = part.parent
        if above is None:
            return None, ""
        found = self._owners.get(above.index)
        if found is None:
            found = self._said_by(above)
            if found[0] is None and above.marker not in {"caps", "part"}:
                found = self._owner_above(above)
            self._owners[above.index] = found
        return found

    def _said_by(self, above: Part) -> tuple[str | None, str]:
        """The owner that a heading or a lead-in names."""
        if above.marker in {"caps", "part"}:
            return None, ""
        body = skip_blanks(self._seen, above.body)
        order = cue_and_end(words.ORDERS, self._seen, body)
        body = skip_blanks(self._seen, order[1]) if order else body
        stop = owner_end(self._text, self._seen, body, above.end) if starts_organisation(self._seen, body) else body
        if stop > body and self._names_only(stop, above):
            name = clean(re.split(r"\s[-–]\s|\(", owner_name(self._text, self._seen, body, stop))[0])
            if name and len(name.split()) <= MOST_WORDS:
                return name, "owner.lead_in" if order else "owner.heading"
        about = words.DUTIES_OF.search(self._seen, body, above.end) if above.heading or above.lead_in else None
        if about and starts_organisation(self._seen, about.end()):
            stop = owner_end(self._text, self._seen, about.end(), above.end)
            return clean(self._text[about.end() : stop]) or None, "owner.heading"
        if above.lead_in:
            return self._ordered_by(above)
        return None, ""

    def _names_only(self, stop: int, above: Part) -> bool:
        """Tell a heading that is a name, or a name with a duty ("Sở Y tế có trách nhiệm:"), from a sentence about a body."""
        rest = skip_blanks(self._seen, stop)
        if rest >= above.end or picks_out(self._seen, rest, above.end):
            return True
        after = past_aside(self._seen, stop, above.end)
        return after >= above.end or words.DUTY.match(self._seen, after, above.end) is not None

    def _ordered_by(self, above: Part) -> tuple[str | None, str]:
        """Whom the last sentence of a lead-in orders ("... yêu cầu các sở, ngành thực hiện các việc sau:")."""
        sentences = self._layout.sentences(above.body, above.end)
        owner: str | None = None
        for start, end in sentences[-1].clauses if sentences else ():
            clause = self._clauses.opened(self._clauses.first_order(start, end), end)
            if clause is not None and clause.owner is None and not clause.directive:
                clause = self._clauses.later(clause, end)
            if (
                clause is not None
                and clause.owner
                and (clause.directive or self._names_doer(clause.owner, above))
                and not words.ISSUES.match(self._seen, clause.position, end)
            ):
                owner = clause.owner
            elif clause is None and (ordered := self._clauses.ordered(start, end)):
                owner = ordered
        return (owner, "owner.lead_in") if owner else (None, "")

    @staticmethod
    def _names_doer(owner: str, above: Part) -> bool:
        """Tell who answers for a list of tasks from a body that the lead-in speaks of on its way ("Sau khi nghe các bộ ...")."""
        return above.section in TASK_SECTIONS and owner[0].isupper()

    # -- label lines

    def is_label(self, part: Part) -> bool:
        """Tell a line that only says when, who or what for another part."""
        return not part.heading and self.is_label_text(part.body, part.end)

    def is_label_text(self, start: int, end: int) -> bool:
        """Tell a stretch that begins with a label ("Thời gian hoàn thành: ...")."""
        body = skip_blanks(self._seen, start)
        if self._seen.find(":", body, min(end, body + _LABEL)) < 0 and not self._seen.startswith(_UNMARKED, body):
            return False
        return any(label.match(self._seen, start, end) for label in words.LABELS)

    def labelled(self, part: Part, label: re.Pattern[str]) -> str | None:
        """What a label under, after or beside a part says ("Cơ quan chủ trì: ...")."""
        for start, end in self._label_spans(part):
            match = label.match(self._seen, start, end)
            if match:
                return clean(self._text[match.end() : end]) or None
        return None

    def due_label(self, part: Part) -> tuple[int, int] | None:
        """Where a label says by when a part is due."""
        for start, end in self._label_spans(part):
            if words.DUE_LABEL.match(self._seen, start, end):
                return start, end
        return None

    def _label_spans(self, part: Part) -> list[tuple[int, int]]:
        found = self._labels.get(part.index)
        if found is None:
            found = self._labels[part.index] = self._find_labels(part)
        return found

    def _find_labels(self, part: Part) -> list[tuple[int, int]]:
        """The labels that belong to a part: in it, on the lines right after it or under it, beside it under its heading."""
        spans = [
            clause
            for sentence in self._layout.sentences(part.body, part.end)[1:]
            for clause in sentence.clauses
            if self.is_label_text(*clause)
        ]
        lines = [other for other in part.children if self.is_label(other)]
        if not lines:
            for other in self._layout.parts[part.index + 1 : part.index + _NEAR_LINES]:
                if not self.is_label(other):
                    break
                lines.append(other)
        above = part.parent
        if not lines and above is not None and above.heading and above.marker not in {"caps", "part", "roman"}:
            lines = [other for other in above.children if other.marker in _LABEL_MARKERS and self.is_label(other)]
        for line in lines:
            for sentence in self._layout.sentences(line.body, line.end):
                spans += self._label_stretches(sentence)
        return spans

    def _label_stretches(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The labels of a sentence with all they say: a semicolon parts bodies as well as labels."""
        found: list[tuple[int, int]] = []
        for start, end in sentence.clauses:
            if found and not self.is_label_text(start, end):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


def labels_tasks(layout: Layout) -> bool:
    """Tell a paper that says who leads and by when on lines of their own: its points are tasks."""
    return any(
        label.match(layout.surface, part.body, part.end)
        for part in layout.parts
        for label in (words.OWNER_LABEL, words.COOPERATING_LABEL)
    )
