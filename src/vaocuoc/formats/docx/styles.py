"""The styles of a Word document (kiểu định dạng), as far as reading needs them, through what they are based on."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from vaocuoc.formats.docx.wordml import number, switch, value, w

_LONGEST_CHAIN = 20
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


class Styles:
    """Questions to ``styles.xml``; an unknown style answers nothing."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: Element | None = None
        self._usual_font = (
            None if root is None else font_of(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))
        )
        for style in [] if root is None else root.findall(w("style")):
            self._styles[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default = style

    def name(self, style: str | None) -> str:
        """The style's own name in lower case: English in every language of Word."""
        return (value(self._styles.get(style or ""), "name") or "").lower()

    def outline(self, style: str | None) -> int | None:
        """The heading level from 1 that paragraphs of this style have."""
        for each in self._chain(style):
            level = number(each.find(w("pPr")), "outlineLvl")
            if level is not None:
                return level + 1 if level < 9 else None
        return 1 if self.name(style) == "title" else None

    def bold(self, style: str | None) -> bool:
        """Is text of this style bold by itself?"""
        found = (switch(each.find(w("rPr")), "b") for each in self._chain(style))
        return next((bold for bold in found if bold is not None), False)

    def font(self, style: str | None) -> str | None:
        """The font of text of this style, through what it is based on."""
        found = (font_of(each.find(w("rPr"))) for each in self._chain(style))
        return next((font for font in found if font is not None), self._usual_font)

    def alignment(self, style: str | None) -> str | None:
        """``center``, ``right`` ... where the style says so."""
        found = (value(each.find(w("pPr")), "jc") for each in self._chain(style))
        return next((side for side in found if side is not None), None)

    def numbering(self, style: str | None) -> Element | None:
        """The ``w:numPr`` that paragraphs of this style have."""
        found = (each.find(f"{w('pPr')}/{w('numPr')}") for each in self._chain(style))
        return next((numbering for numbering in found if numbering is not None), None)

    def bordered(self, style: str | None) -> bool:
        """Do tables of this style have lines?"""
        return any(has_lines(each.find(f"{w('tblPr')}/{w('tblBorders')}")) for each in self._chain(style, table=True))

    def _chain(self, style: str | None, *, table: bool = False) -> Iterator[Element]:
        """The style and what it is based on; bounded, since a file may base styles on each other."""
        each = self._styles.get(style) if style else None if table else self._default
        for _ in range(_LONGEST_CHAIN):
            if each is None:
                return
            yield each
            each = self._styles.get(value(each, "basedOn") or "")


def font_of(properties: Element | None) -> str | None:
    """The font for Western letters that a ``w:rPr`` names; None where it names none."""
    fonts = None if properties is None else properties.find(w("rFonts"))
    return None if fonts is None else fonts.get(w("hAnsi")) or fonts.get(w("ascii"))


def has_lines(borders: Element | None) -> bool:
    """Does a ``w:tblBorders`` or ``w:tcBorders`` draw any line?"""
    return borders is not None and any((value(borders, side) or "none") not in ("none", "nil") for side in _SIDES)
