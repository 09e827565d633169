"""Runs every rule over a reading and adds up the score (kiểm tra dự thảo)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaocuoc.core.checking import (
    citing,
    contradictions,
    duplicates,
    functions,
    numbering,
    quoting,
    series,
    tables,
    targets,
    tasks,
    units,
)
from vaocuoc.core.checking.faults import LEVELS, Fault, Report
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.checking.register import KnownTarget, Register
from vaocuoc.core.checking.scoring import Score
from vaocuoc.core.reading import Reading

_SCORED_APART = ("clears", "targets")


def check(
    reading: Reading,
    *,
    register: Register | None = None,
    base: Reading | None = None,
    base_name: str = "",
    today: date | None = None,
) -> Report:
    """Check a draft: against itself, against what a register knows, and against ``base``, the paper from above.

    ``today`` stands for the day of a draft that has none yet. Deterministic; never raises for a text.
    """
    paper = Paper(reading, today=today)
    register = register or Register()
    known = register.targets + (quoting.targets_of(Paper(base), source=base_name) if base else ())
    faults = _once(_all(paper, register, known))
    return Report(tuple(faults), _score(paper, faults))


def _all(paper: Paper, register: Register, known: tuple[KnownTarget, ...]) -> Iterator[Fault]:
    yield from contradictions.of_sentences(paper)
    yield from tables.of_tables(paper)
    yield from series.two_values(paper)
    yield from series.falling_totals(paper)
    yield from series.against_register(paper, register.values)
    yield from quoting.misquoted(paper, known)
    yield from units.ended_units(paper, register)
    yield from citing.citations(paper, register)
    yield from tasks.days(paper)
    yield from tasks.leads(paper)
    yield from tasks.clears(paper)
    yield from targets.targets(paper)
    yield from functions.misplaced(paper)
    yield from duplicates.duplicates(paper)
    yield from targets.words(paper)
    yield from numbering.numbering(paper)


def _once(found: Iterator[Fault]) -> list[Fault]:
    """Each fault once, in order of place; at one place the gravest first."""
    kept: dict[tuple[str, int, int], Fault] = {}
    for fault in found:
        kept.setdefault((fault.rule, fault.start, fault.end), fault)
    return sorted(kept.values(), key=lambda one: (one.start, LEVELS.index(one.level), one.rule, one.end))


def _score(paper: Paper, faults: list[Fault]) -> Score:
    met = [sum(getattr(task.clears, name) for name in tasks.CLEARS) for task in paper.tasks]
    wanting = {one.start for one in paper.targets if any(rule != "targets.no_comparator" for rule in targets.lacking(paper, one))}  # fmt: skip
    counted = [fault for fault in faults if fault.kind not in _SCORED_APART]
    return Score(
        tasks=len(met),
        clear_tasks=sum(one == len(tasks.CLEARS) for one in met),
        clears_met=sum(met),
        targets=len(paper.targets),
        checkable_targets=len(paper.targets) - len(wanting),
        errors=sum(fault.level == "error" for fault in counted),
        checks=sum(fault.level == "check" for fault in counted),
    )
