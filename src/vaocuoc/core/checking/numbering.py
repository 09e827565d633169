"""Numbers of sections that jump or come twice (số mục)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Heading, Paper

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_SKIPPED = {("d", "e"), ("e", "f"), ("i", "j")}  # offices leave out đ, or count as in English


def numbering(paper: Paper) -> Iterator[Fault]:
    """Jumps and repeats among headings that stand side by side under one number.

    Only series of at least three that begin with one are judged, and only in papers that are not made of articles: those
    quote the numbers of other papers. A number that stands between them as a plain line is not missing.
    """
    if not paper.commits or paper.has_articles:
        return
    for series in _series(paper.headings):
        if len(series) < 3 or _value(series[0].label) != 1:
            continue
        for before, after in pairwise(series):
            if _jumps(paper, before, after):
                yield _fault(paper, "numbering.jump", before, after)
            elif before.label == after.label:
                yield _fault(paper, "numbering.twice", before, after)


def _jumps(paper: Paper, before: Heading, after: Heading) -> bool:
    one, two = _value(before.label), _value(after.label)
    if two <= one + 1 or (before.label.lower(), after.label.lower()) in _SKIPPED:
        return False
    wanted = _written(after.label, one + 1)
    inline = wanted and re.search(rf"(?<![\w.]){re.escape(wanted)}\s*[.)]\s", paper.text[before.start : after.start])
    if inline:
        return False
    low, high = bisect_right(paper.labels, (before.start, "\uffff")), bisect_left(paper.labels, (after.start, ""))
    between = {label for _start, label in paper.labels[low:high]}
    return not any(one < _value(label) < two and _shape(label) == _shape(after.label) for label in between)


def _written(like: str, value: int) -> str:
    """The number as the row would write it: the same shape as ``like``; empty where that is not known."""
    head, dot, last = like.rpartition(".")
    if last.isdigit():
        return f"{head}{dot}{value}"
    if len(last) == 1 and last.islower() and value <= len(_ALPHABET):
        return _ALPHABET[value - 1]
    return ""


def _fault(paper: Paper, rule: str, before: Heading, after: Heading) -> Fault:
    other = paper.here(before.start, before.end)
    return paper.fault(rule, after.start, after.end, number=after.label, before=before.label, other=other)


def _series(headings: list[Heading]) -> Iterator[list[Heading]]:
    """Headings of one shape of number and one level, until a heading above them ends the row."""
    open_: dict[tuple[int, str], list[Heading]] = {}
    for heading in headings:
        for key in [key for key in open_ if key[0] > heading.level]:
            yield open_.pop(key)
        if not heading.label:
            continue
        key = (heading.level, _shape(heading.label))
        row = open_.get(key)
        if row and _value(heading.label) == 1:  # a new row under a heading that was not seen
            yield row
            row = None
        if row is None:
            row = open_[key] = []
        row.append(heading)
    yield from open_.values()


def _shape(label: str) -> str:
    """What the number is written like, with the numbers it stands under: "2.1" and "3.1" are two rows."""
    if "." in label:
        return label.rpartition(".")[0] + "."
    if label.isdigit():
        return "1"
    if " " in label:
        return label.split()[0].lower()
    return "I" if label.isupper() and _is_roman(label) else "a"


def _is_roman(label: str) -> bool:
    return bool(label) and all(letter in _ROMAN for letter in label.lower())


def _value(label: str) -> int:
    """The number that a label means; letters count from a, with đ after d."""
    last = label.rpartition(".")[2].split()[-1].lower() if label else ""
    if last.isdigit():
        return int(last)
    if _is_roman(last) and (label.isupper() or " " in label):
        return _roman(last)
    return _ALPHABET.find(last) + 1 if len(last) == 1 else 0


def _roman(label: str) -> int:
    total = 0
    for letter, following in zip(label, [*label[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total
