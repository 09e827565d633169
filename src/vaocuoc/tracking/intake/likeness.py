"""What of the register a sentence is near to: tasks that it may give once more (nhiệm vụ gần giống), the indicator that
its task may serve (chỉ tiêu có thể phục vụ). Words compared, accents aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from rapidfuzz import fuzz, process

from vaocuoc.core.text import fold, nfc, words
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.intake.drafts import ServiceMatch, TaskMatch
from vaocuoc.tracking.tasks.models import Closure, Task

_ALIKE = 82  # of 100
_SINGLE = 3  # up to so many sentences are compared by likeness, more of them letter for letter
_RUNNING = 3000  # the newest tasks that are compared by likeness
_SHOWN = 3
_SERVED = 0.6  # so much of an indicator's telling pairs of words must stand in a task's
_PAIRS = 2  # and at least so many
# Words by which no indicator is told from another.
_FILLING = frozenset(
    {"ty", "le", "so", "tong", "chi", "tieu", "muc", "dat", "cua", "cac", "va", "tren", "dia", "ban", "toan", "tinh"}
    | {"nam", "luong", "gia", "tri", "co", "duoc", "den"}
)


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


def indicators_served(titles: Mapping[int, str], *, keeper: Unit) -> dict[int, ServiceMatch]:
    """The indicator of a register that each task most likely serves, by the keys of ``titles``; one query.

    An indicator is known by its pairs of neighbouring words, years and words of measuring aside: "giải ngân", "đầu tư".
    Most of them must stand in the title; where two indicators fit equally well nothing is proposed.
    """
    if not titles:
        return {}
    known = [(one, pairs) for one in _measured(keeper) if len(pairs := _pairs(one.name)) >= _PAIRS]
    found = {}
    for key, title in titles.items():
        said = set(_pairs(title))
        near = sorted(
            ((len(said & set(pairs)) / len(pairs), place) for place, (_one, pairs) in enumerate(known)), reverse=True
        )[:2]
        if not near or near[0][0] < _SERVED or (len(near) > 1 and near[1][0] == near[0][0]):
            continue
        indicator, pairs = known[near[0][1]]
        shared = [pair for pair in pairs if pair in said]
        if len(shared) >= _PAIRS:
            found[key] = ServiceMatch(indicator, round(near[0][0], 3), _run(pairs, shared))
    return found


def _measured(keeper: Unit) -> list[Indicator]:
    return list(Indicator.objects.filter(keeper=keeper).only("code", "name", "keeper").order_by("code", "pk"))


def _pairs(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The pairs of neighbouring telling words, folded, each with the words as written."""
    whole = nfc(text)
    folded = fold(whole)
    plain = [(folded[start:end], whole[start:end] if len(folded) == len(whole) else folded[start:end])
             for start, end in words(folded)]  # fmt: skip
    return {
        (first, second): (one, other)
        for (first, one), (second, other) in pairwise(plain)
        if not ({first, second} & _FILLING or first.isdigit() or second.isdigit())
    }


def _run(pairs: Mapping[tuple[str, str], tuple[str, str]], shared: list[tuple[str, str]]) -> str:
    """The shared words in their order, as the indicator writes them."""
    said: list[str] = []
    last: tuple[str, str] | None = None
    for pair in shared:
        one, other = pairs[pair]
        said += [other] if last is not None and last[1] == pair[0] else [*(["…"] if said else []), one, other]
        last = pair
    return " ".join(said)
