"""Ruled tables of a page: grids from lines, and which of their fields are one cell."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaocuoc.formats.pdf.page import Page, Rule, Word

_NEAR = 3.0
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a grid: its place, its spans, and the words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    top: float
    bottom: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: where its columns are, how far it reaches, what stands in it, whether lines show its cells."""

    page: int
    edges: tuple[float, ...]
    top: float
    bottom: float
    fields: tuple[Field, ...]
    ruled: bool = True


def grids(page: Page) -> list[Grid]:
    """The ruled tables of a page from the top, of two columns at least; a frame around text is none."""
    if len(page.across) + len(page.down) > _MOST_LINES * 4:
        return []
    across, down = _merged(page.across), _merged(page.down)
    if len(across) + len(down) > _MOST_LINES:
        return []
    found = [_grid(page, *group) for group in _connected(across, down)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: grid.top)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines on one another as one: borders are drawn twice, in pieces, or as thin boxes."""
    result: list[Rule] = []
    for group in _clustered(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for next_start, next_end in pieces[1:]:
            if next_start > end + _NEAR:
                result.append(Rule(at, start, end))
                start, end = next_start, next_end
            end = max(end, next_end)
        result.append(Rule(at, start, end))
    return result


def _clustered(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(across):
        for j, upright in enumerate(down, start=len(across)):
            if _within(upright.at, flat) and _within(flat.at, upright):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down, start=len(across)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return list(groups.values())


def _within(at: float, rule: Rule) -> bool:
    return rule.start - _NEAR <= at <= rule.end + _NEAR


def _edges(rules: list[Rule]) -> list[float]:
    edges: list[float] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not edges or rule.at - edges[-1] > _NEAR:
            edges.append(rule.at)
    return edges


def _grid(page: Page, across: list[Rule], down: list[Rule]) -> Grid | None:
    ys, xs = _edges(across), _edges(down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    inside = [
        word
        for word in page.words
        if xs[0] <= (word.left + word.right) / 2 <= xs[-1] and ys[0] <= word.middle <= ys[-1]
    ]
    held: dict[tuple[int, int], list[Word]] = {}
    for word in inside:
        held.setdefault((_slot(ys, word.middle), _slot(xs, (word.left + word.right) / 2)), []).append(word)
    fields = []
    for area in _areas(ys, xs, across, down):
        rows, columns = [row for row, _ in area], [column for _, column in area]
        top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
        words = tuple(word for place in area for word in held.get(place, ()))
        fields.append(
            Field(
                top, left, bottom - top + 1, right - left + 1, xs[left], xs[right + 1], ys[top], ys[bottom + 1], words
            )
        )
    if sum(bool(field.words) for field in fields) < 2:
        return None
    return Grid(page.number, tuple(xs), ys[0], ys[-1], tuple(fields))


def _slot(edges: list[float], at: float) -> int:
    return min(max(sum(edge <= at for edge in edges) - 1, 0), len(edges) - 2)


def _areas(ys: list[float], xs: list[float], across: list[Rule], down: list[Rule]) -> Iterator[list[tuple[int, int]]]:
    """Fields of the grid that no line parts, from the top left."""
    seen: set[tuple[int, int]] = set()
    walls_down = {
        (row, column)
        for column, x in enumerate(xs)
        for rule in down
        if abs(rule.at - x) <= _NEAR
        for row, (top, bottom) in enumerate(itertools.pairwise(ys))
        if rule.start <= (top + bottom) / 2 <= rule.end
    }
    walls_across = {
        (row, column)
        for row, y in enumerate(ys)
        for rule in across
        if abs(rule.at - y) <= _NEAR
        for column, (left, right) in enumerate(itertools.pairwise(xs))
        if rule.start <= (left + right) / 2 <= rule.end
    }
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in seen:
                yield _flood((row, column), seen, (len(ys) - 1, len(xs) - 1), walls_down, walls_across)


def _flood(
    start: tuple[int, int],
    seen: set[tuple[int, int]],
    size: tuple[int, int],
    walls_down: set[tuple[int, int]],
    walls_across: set[tuple[int, int]],
) -> list[tuple[int, int]]:
    area, waiting = [], [start]
    seen.add(start)
    while waiting:
        row, column = waiting.pop()
        area.append((row, column))
        steps = (
            ((row, column + 1), (row, column + 1) in walls_down),
            ((row, column - 1), (row, column) in walls_down),
            ((row + 1, column), (row + 1, column) in walls_across),
            ((row - 1, column), (row, column) in walls_across),
        )
        for (next_row, next_column), walled in steps:
            inside = 0 <= next_row < size[0] and 0 <= next_column < size[1]
            if inside and not walled and (next_row, next_column) not in seen:
                seen.add((next_row, next_column))
                waiting.append((next_row, next_column))
    return area
