"""Figures of one thing in several places (một số liệu, nhiều chỗ): two values, a running total that falls, another value reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from vaocuoc.core.checking.faults import Fault, Other
from vaocuoc.core.checking.likeness import same_indicator, telling, tokens
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.checking.register import KnownValue
from vaocuoc.core.reading import Figure
from vaocuoc.core.reading.engine import compiled
from vaocuoc.core.text import fold

_FEWEST_TELLING: Final = 7  # words and pairs; less ("tổng số", "dự án") names too many things
_LIKE: Final = 0.85
_BACK: Final = 60  # earlier figures that a running total is compared with
_RUNNING = compiled(r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn|từ đầu năm|từ đầu nhiệm kỳ)(?!\w)")

_WHEN = compiled(
    r"(?<!\w)(?:năm 20\d\d|tháng|quý|đầu năm|cuối năm|giai đoạn|nhiệm kỳ|đến ngày|cùng kỳ|20\d\d ?- ?20\d\d)(?!\w)"
)

_Key = tuple[str, str, str, date | None, date | None]


def two_values(paper: Paper) -> Iterator[Fault]:
    """One indicator, unit, role and period with two values (hai số liệu cho một việc)."""
    seen: dict[tuple[tuple[str, ...], _Key], Figure] = {}
    for figure in paper.figures:
        if not _is_exact(paper, figure):
            continue
        key = (tokens(figure.indicator or ""), _key(figure))
        known = seen.setdefault(key, figure)
        if known.value != figure.value and not _restates(paper, known, figure):
            yield paper.fault(
                "contradiction.two_values", *_shown(paper, figure), name=figure.indicator, value=figure.quote,
                other_value=known.quote, other=paper.here(*_shown(paper, known)),
            )  # fmt: skip


def _is_exact(paper: Paper, figure: Figure) -> bool:
    """Whether a figure states one whole thing once: with a day or a period, not a part, a share of a base or a range."""
    dated = figure.due if figure.role == "target" else figure.period
    if not paper.commits or not _says_when(paper, figure):
        return False
    if not dated or figure.role == "context" or figure.value_high is not None or figure.of is not None:
        return False
    if (
        figure.measures is not None
        or figure.basis not in (None, "total")
        or paper.place(figure.start).table is not None
    ):
        return False
    return figure.unit is not None and len(telling(figure.indicator or "")) >= _FEWEST_TELLING


def _says_when(paper: Paper, figure: Figure) -> bool:
    """Whether its own sentence says of which time it is: what a heading says of many may be meant otherwise."""
    start, end = paper.context(figure.start, figure.end)
    return _WHEN.search(paper.surface, start, end) is not None


def _key(figure: Figure) -> _Key:
    period = figure.period if figure.role != "target" else None
    end = period.end if period else figure.due
    return figure.role, figure.unit or "", "", period.start if period else None, end


def _restates(paper: Paper, a: Figure, b: Figure) -> bool:
    """Two figures of one list are mostly two things of which the names are left out: only far apart they contradict."""
    return paper.heading_number(a.start) == paper.heading_number(b.start)


def falling_totals(paper: Paper) -> Iterator[Fault]:
    """A running total that is lower at a later day (lũy kế giảm)."""
    running = [
        figure
        for figure in paper.figures
        if figure.role == "result" and figure.period and figure.period.end
        and figure.unit not in (None, "%") and figure.measures is None and _is_running(paper, figure)
    ]  # fmt: skip
    for place, later in enumerate(running):
        for earlier in running[max(0, place - _BACK) : place]:
            before, after = sorted((earlier, later), key=lambda one: one.period.end if one.period and one.period.end else date.min)  # fmt: skip
            if _one_total(before, after) and after.value < before.value:
                yield paper.fault(
                    "contradiction.falling_total", *_shown(paper, after), value=after.quote, earlier=before.quote,
                    other=paper.here(*_shown(paper, before)),
                )  # fmt: skip


def _is_running(paper: Paper, figure: Figure) -> bool:
    start, end = paper.context(figure.start, figure.end)
    return _RUNNING.search(paper.surface, start, end) is not None


def _one_total(before: Figure, after: Figure) -> bool:
    if before.period is None or after.period is None or before.unit != after.unit:
        return False
    grows = before.period.start == after.period.start and before.period.end != after.period.end
    if before.period.start is None and (before.period.end or date.min).year != (after.period.end or date.min).year:
        return False
    return grows and same_indicator(before.indicator, after.indicator) >= _LIKE


def against_register(paper: Paper, known: tuple[KnownValue, ...]) -> Iterator[Fault]:
    """A result that the register has another value of, for the same days (khác số liệu đã báo cáo)."""
    for figure in paper.figures:
        if figure.role != "result" or figure.period is None or figure.measures is not None:
            continue
        meant = [
            one for one in known if _same_days(figure, one) and same_indicator(figure.indicator, one.name) >= _LIKE
        ]
        if meant and all(one.value != figure.value for one in meant):
            one = meant[0]
            yield paper.fault(
                "contradiction.register_value", *_shown(paper, figure), name=one.name, value=figure.quote,
                known=one.value, unit=one.unit, other=Other(quote=one.name, source=one.source or "register", key=one.key),
            )  # fmt: skip


def _same_days(figure: Figure, one: KnownValue) -> bool:
    period = figure.period
    same_unit = fold(figure.unit or "") == fold(one.unit)
    return same_unit and period is not None and period.end == one.end and period.start in (None, one.start)


def _shown(paper: Paper, figure: Figure) -> tuple[int, int]:
    return paper.around(figure.start, figure.end, longest=200)
