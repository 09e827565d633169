"""The same task given twice (nhiệm vụ trùng): word for word, nearly so, or with two deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.likeness import alike_pairs, shingles, tokens
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.reading import Task

_NEAR: Final = 0.72
_DIGITS = re.compile(r"\d+(?:[./-]\d+)*")  # what a day is made of does not make two tasks of one
_FEWEST_WORDS: Final = 7  # shorter ones ("báo cáo UBND tỉnh") are said often and mean another thing each time


def duplicates(paper: Paper) -> Iterator[Fault]:
    """Each later task with the earlier one it repeats. A task in the body and its row in the annex are one task."""
    tasks = [task for task in paper.tasks if len(tokens(task.quote)) >= _FEWEST_WORDS]
    rows = [shingles(_DIGITS.sub(" ", task.quote)) for task in tasks]
    for a, b, part in alike_pairs(rows, least=_NEAR):
        first, second = tasks[a], tasks[b]
        rule = _rule(paper, first, second, part)
        if rule and first.end <= second.start:
            days = (second.due, first.due) if rule == "duplicates.two_dues" else (None, None)
            other = paper.here(first.start, first.end)
            yield paper.fault(rule, second.start, second.end, other=other, due=days[0], first_due=days[1])


def _rule(paper: Paper, first: Task, second: Task, part: float) -> str | None:
    other_lead = bool(first.owner and second.owner and tokens(first.owner) != tokens(second.owner))
    if part > 0.9 and first.due and second.due and first.due != second.due and not other_lead:
        return "duplicates.two_dues"
    in_tables = [paper.place(task.start).table is not None for task in (first, second)]
    if other_lead or in_tables[0] != in_tables[1]:  # given to each of several, or listed once more in the annex
        return None
    one, two = tokens(first.quote), tokens(second.quote)
    if [word for word in one if word.isdigit()] != [word for word in two if word.isdigit()]:
        return None
    same = one == two
    return "duplicates.same" if same else "duplicates.near"
