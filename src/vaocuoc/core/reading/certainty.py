"""How sure a finding is (độ chắc): the share of findings of its sort that were right on papers no rule was tuned on.

A finding counts as right when it can be taken over as it stands: a figure with its value, unit, part, subject and date,
a task with its clause, owner and day. The rows are data, measured on held-out papers (``docs/reference/
reading-quality.md``), each share with one right and one wrong finding added, so that few cases claim little. The first
row that holds gives the confidence; it orders the review by doubt and never decides what is found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vaocuoc.core.reading.items import AnyItem, Figure, Item, Proposal, Reference, Shortcoming, Task

_CARRIED_DOWN = "table.carried_down"
_LESS = 0.2


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of findings: what belongs to it, and the share of them that was right."""

    name: str
    holds: Callable[[Item], bool]
    share: float


def _table(item: Item) -> bool:
    return any(rule.startswith("table.") for rule in item.why)


def _under_heading(item: Item) -> bool:
    return "owner.heading" in item.why


SORTS = (
    Sort("figure.table", lambda i: isinstance(i, Figure) and _table(i), 0.95),
    Sort("figure.target", lambda i: isinstance(i, Figure) and i.role == "target" and i.due is not None, 0.55),
    Sort("figure.target_undated", lambda i: isinstance(i, Figure) and i.role == "target", 0.35),
    Sort("figure.result_dated", lambda i: isinstance(i, Figure) and i.role == "result" and i.period is not None, 0.4),
    Sort("figure.result", lambda i: isinstance(i, Figure) and i.role == "result", 0.75),
    Sort("figure.context", lambda i: isinstance(i, Figure), 0.65),
    Sort("task.table", lambda i: isinstance(i, Task) and _table(i), 0.9),
    Sort("task.under_heading", lambda i: isinstance(i, Task) and i.owner is not None and _under_heading(i), 0.9),
    Sort("task.owned", lambda i: isinstance(i, Task) and i.owner is not None, 0.7),
    Sort("task.dated", lambda i: isinstance(i, Task) and i.due is not None, 0.2),
    Sort("task.bare", lambda i: isinstance(i, Task), 0.3),
    Sort("reference.numbered", lambda i: isinstance(i, Reference) and i.number is not None, 0.91),
    Sort("reference.named", lambda i: isinstance(i, Reference), 0.85),
    Sort("shortcoming", lambda i: isinstance(i, Shortcoming), 0.6),
    Sort("proposal", lambda i: isinstance(i, Proposal), 0.75),
)  # fmt: skip


def sort_of(item: Item) -> Sort:
    """The sort that a finding belongs to."""
    return next(sort for sort in SORTS if sort.holds(item))


def with_certainty(item: AnyItem) -> AnyItem:
    """The finding with the confidence of its sort; less where a cell was taken over from the row above."""
    share = sort_of(item).share
    if _CARRIED_DOWN in item.why:
        share -= _LESS
    return replace(item, confidence=round(share, 2))
