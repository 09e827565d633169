"""Names of WordprocessingML and how its switches are read."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
RELATION_ID = f"{_R}id"


def w(name: str) -> str:
    """The full name of ``w:name``."""
    return f"{_W}{name}"


def value(parent: Element | None, name: str) -> str | None:
    """The ``w:val`` of the child ``w:name``, or None where there is no such child."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"))


def number(parent: Element | None, name: str) -> int | None:
    """``value`` as a whole number, or None where it is none."""
    text = value(parent, name)
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def switch(parent: Element | None, name: str) -> bool | None:
    """A switch such as ``w:b``: on without a value, off with 0, None where it is not given."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"), "1") not in ("0", "false", "off", "none")
