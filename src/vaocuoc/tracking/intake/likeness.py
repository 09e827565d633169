"""Which tasks of the register a sentence may give once more (nhiệm vụ gần giống): titles compared, accents aside."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.intake.drafts import TaskMatch
from vaocuoc.tracking.tasks.models import Closure, Task

_ALIKE = 82  # of 100
_SINGLE = 3  # up to so many sentences are compared by likeness, more of them letter for letter
_RUNNING = 3000  # the newest tasks that are compared by likeness
_SHOWN = 3


def tasks_alike(titles: Mapping[int, str], *, keeper: Unit) -> dict[int, tuple[TaskMatch, ...]]:
    """The running tasks of a register with these titles or like them, the nearest first, by the keys of ``titles``.

    One query. A page of many titles is compared letter for letter; a single card also by likeness.
    """
    if not titles:
        return {}
    running = Task.objects.filter(keeper=keeper, closure__in=(Closure.NONE, Closure.SUSPENDED)).order_by("-pk")
    if len(titles) > _SINGLE:
        same: dict[str, list[TaskMatch]] = {}
        for task in running.filter(title__in=set(titles.values())):
            same.setdefault(task.title, []).append(TaskMatch(task, 1.0))
        return {key: tuple(same[title][:_SHOWN]) for key, title in titles.items() if title in same}
    tasks = list(running.only("code", "title", "lead_unit", "closure")[:_RUNNING])
    names = [fold(task.title) for task in tasks]
    found = {}
    for key, title in titles.items():
        near = process.extract(fold(title), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_SHOWN)
        if near:
            found[key] = tuple(TaskMatch(tasks[place], round(score / 100, 3)) for _name, score, place in near)
    return found
