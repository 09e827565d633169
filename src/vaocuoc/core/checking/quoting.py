"""Targets quoted otherwise than they stand in force, or in the paper from above (trích sai chỉ tiêu), number by number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from vaocuoc.core.checking.faults import Fault, Other
from vaocuoc.core.checking.likeness import telling
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.checking.register import KnownTarget
from vaocuoc.core.checking.rules import Level
from vaocuoc.core.reading import Figure
from vaocuoc.core.reading.engine import compiled
from vaocuoc.core.text import fold

_LIKE: Final = 0.6
_RISES = compiled(r"(?<!\w)(?:tăng|tốc độ tăng|giảm|nâng thêm|thêm|vượt)(?!\w)(?!.{0,40}(?:lên|xuống|còn|đạt)\s*$)")
_CHANGE_UNITS: Final = ("điểm %", "điểm phần trăm")


def targets_of(paper: Paper, *, source: str = "", is_own: bool = False) -> tuple[KnownTarget, ...]:
    """The targets that another paper sets, to compare a draft with (chỉ tiêu của văn bản cấp trên)."""
    return tuple(
        KnownTarget(
            name=one.indicator, unit=one.unit, comparator=one.comparator, value=one.value, value_high=one.value_high,
            due=one.due, path=tuple((point.due.year, point.value) for point in one.path),
            quote=paper.quote(*paper.sentence(one.start)), source=source, is_own=is_own, is_change=is_change(paper, one),
        )
        for one in paper.targets
        if one.indicator
    )  # fmt: skip


def is_change(paper: Paper, figure: Figure) -> bool:
    """Whether a figure says by how much something rises or falls, not how much it is ("tăng 5%", not "đạt 100%")."""
    start, _ = paper.context(figure.start, figure.end)
    return figure.unit in _CHANGE_UNITS or _RISES.search(paper.surface, start, figure.start) is not None


def misquoted(paper: Paper, known: tuple[KnownTarget, ...]) -> Iterator[Fault]:
    """Each target that means a known one and says another value, comparator or day; both quotes side by side."""
    index = _Index(known)
    for figure in paper.targets:
        found = index.meant(figure)
        if found and not any(_agrees(paper, figure, one) for one in found):
            one = found[0]
            rule, facts = _difference(paper, figure, one)
            start, end = paper.around(figure.start, figure.end)
            other = Other(quote=one.quote, source=one.source or "register", key=one.key)
            level: Level | None = None if one.is_own else "check"  # a unit below may set its own value
            yield paper.fault(rule, start, end, level=level, other=other, name=one.name, said=_said(figure), **facts)


class _Index:
    """The known targets by the words of their names: only those that share one are compared."""

    def __init__(self, known: tuple[KnownTarget, ...]) -> None:
        self._known = known
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(known):
            for word in telling(one.name):
                self._by_word[word].append(number)

    def meant(self, figure: Figure) -> list[KnownTarget]:
        """The known targets that a figure means: the likeliest name alone, of a unit that can be compared."""
        if figure.indicator is None or figure.measures is not None:
            return []
        words = telling(figure.indicator)
        shared = Counter(number for word in words for number in self._by_word.get(word, ()))
        scored = [
            (count / (len(words) + len(telling(self._known[number].name)) - count), number)
            for number, count in shared.items()
            if _comparable(figure.unit, self._known[number].unit)
        ]
        best = max((score for score, _ in scored), default=0.0)
        return [self._known[number] for score, number in sorted(scored) if score == best] if best >= _LIKE else []


def _comparable(a: str | None, b: str | None) -> bool:
    """ "100 %" and "5 %/năm" are compared: that one was taken for the other is the fault looked for."""
    if a is None or b is None:
        return False
    one, two = (fold(unit).partition("/")[0].split(",")[0].strip() for unit in (a, b))
    return one == two or {one, two} <= {"%", "diem %", "diem phan tram"}


def _agrees(paper: Paper, figure: Figure, one: KnownTarget) -> bool:
    """Whether all that both say is the same; a step of the path is as good as its end, another year is another target."""
    if figure.due and one.path and (step := dict(one.path).get(figure.due.year)) is not None:
        return figure.value == step
    values = figure.value == one.value and (figure.value_high or None) == (one.value_high or None)
    days = not figure.due or not one.due or figure.due == one.due
    if not days and not values:
        return True
    way = figure.comparator == one.comparator or "=" in (figure.comparator, one.comparator) or {figure.comparator, one.comparator} in _NEAR_WAYS  # fmt: skip
    change = one.is_change is None or one.is_change == is_change(paper, figure)
    return values and days and way and change


_NEAR_WAYS: Final = ({">", ">="}, {"<", "<="}, {"~", ">="}, {"~", "<="}, {">", "~"}, {"<", "~"})


def _difference(paper: Paper, figure: Figure, one: KnownTarget) -> tuple[str, dict[str, Any]]:
    if figure.value != one.value or (figure.value_high or None) != (one.value_high or None):
        return "quoting.value", {"known": _number(one.value), "known_unit": one.unit or ""}
    if figure.due and one.due and figure.due != one.due:
        return "quoting.due", {"due": figure.due, "known_due": one.due}
    return "quoting.comparator", {"known": _number(one.value), "known_unit": one.unit or ""}


def _said(figure: Figure) -> str:
    return " ".join(figure.quote.split())


def _number(value: Decimal) -> Decimal:
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
