"""Formulas that rest on other formulas: in which order they are computed, and circles among them (vòng lặp)."""

from __future__ import annotations

from collections.abc import Mapping

from vaocuoc.core.errors import Refused
from vaocuoc.core.formulas.expressions import Expression, codes_in


def in_order(formulas: Mapping[str, Expression]) -> list[str]:
    """The codes of derived indicators, each after those it rests on, else by code.

    Raises ``Refused("formulas.circle")`` with ``codes``, the way round from the first by code back to itself. An
    indicator that rests on its own earlier value is a circle too: it would never find its beginning.
    """
    done: dict[str, bool] = {}
    for code in sorted(formulas):
        if code not in done:
            _visit(code, formulas, done)
    return list(done)


def circle_in(formulas: Mapping[str, Expression]) -> tuple[str, ...]:
    """The codes of one circle, beginning and ending with the same; empty where there is none."""
    try:
        in_order(formulas)
    except Refused as refused:
        codes = refused.facts["codes"]
        assert isinstance(codes, tuple)
        return codes
    return ()


def _visit(code: str, formulas: Mapping[str, Expression], done: dict[str, bool]) -> None:
    """Depth first, without recursion: a chain of formulas may be long."""
    stack = [(code, iter(sorted(codes_in(formulas[code]))))]
    way = [code]
    while stack:
        current, rest = stack[-1]
        below = next((one for one in rest if one in formulas and one not in done), None)
        if below is None:
            done[current] = True
            stack.pop()
            way.pop()
            continue
        if below in way:
            raise Refused("formulas.circle", codes=_from_first(way[way.index(below) :]))
        way.append(below)
        stack.append((below, iter(sorted(codes_in(formulas[below])))))


def _from_first(circle: list[str]) -> tuple[str, ...]:
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start], circle[start])
