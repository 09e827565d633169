"""Automatic numbers of a Word document (đánh số tự động), written out as they stand on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vaocuoc.formats.docx.styles import Styles
from vaocuoc.formats.docx.wordml import number, value, w

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LAST_ROMAN = 3999
_PLAIN_BULLETS = frozenset("-–—+*•·")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document in their order; ask for each once."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._learn(root)

    def label(self, properties: Element | None, style: str | None) -> str:
        """The number or bullet before a paragraph with these ``w:pPr``, or nothing; counts it."""
        direct = None if properties is None else properties.find(w("numPr"))
        inherited = self._styles.numbering(style)
        number_id = value(direct, "numId") or value(inherited, "numId")
        depth = number(direct, "ilvl")
        depth = (number(inherited, "ilvl") or 0) if depth is None else depth
        if number_id is None or number_id not in self._abstract:
            return ""
        level = self._level(number_id, depth)
        if level is None or level.form == "none":
            return ""
        self._count(number_id, depth, level)
        if level.form == "bullet":
            return level.text if level.text in _PLAIN_BULLETS else "•"
        return _PLACE.sub(lambda place: self._written(number_id, int(place[1]) - 1), level.text)

    def _learn(self, root: Element) -> None:
        for abstract in root.findall(w("abstractNum")):
            levels = {_depth(each): _level(each) for each in abstract.findall(w("lvl"))}
            self._levels[abstract.get(w("abstractNumId"), "")] = levels
        for each in root.findall(w("num")):
            number_id = each.get(w("numId"), "")
            self._abstract[number_id] = value(each, "abstractNumId") or ""
            for override in each.findall(w("lvlOverride")):
                depth, level = _depth(override), override.find(w("lvl"))
                if level is not None:
                    self._overrides.setdefault(number_id, {})[depth] = _level(level)
                start = number(override, "startOverride")
                if start is not None:
                    self._restarts.setdefault(number_id, {})[depth] = start

    def _level(self, number_id: str, depth: int) -> _Level | None:
        own = self._overrides.get(number_id, {}).get(depth)
        return own or self._levels.get(self._abstract[number_id], {}).get(depth)

    def _count(self, number_id: str, depth: int, level: _Level) -> None:
        """Lists that share a definition count on together, unless one of them starts anew."""
        counts = self._counts.setdefault(self._abstract[number_id], {})
        restart = self._restarts.get(number_id, {}).pop(depth, None)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

    def _written(self, number_id: str, depth: int) -> str:
        level = self._level(number_id, depth)
        if level is None:
            return ""
        count = self._counts[self._abstract[number_id]].get(depth, level.start)
        return _form(count, level.form)


def _depth(element: Element) -> int:
    text = element.get(w("ilvl"), "0")
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _level(element: Element) -> _Level:
    start = number(element, "start")
    return _Level(1 if start is None else start, value(element, "numFmt") or "decimal", value(element, "lvlText") or "")


def _form(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 9:
        # Word goes on with aa, bb, cc after z.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _LAST_ROMAN:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (count // worth)
        count %= worth
    return text
