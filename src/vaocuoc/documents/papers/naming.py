"""A document's number and type as papers write them (số, ký hiệu, thể loại), made comparable."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from django.utils import translation

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.organisations.naming import level_named
from vaocuoc.documents.papers.models import Document, DocumentType

_LONGEST_NAME = 255
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LABEL = re.compile(r"^\s*so\s*:?\s*(?=\d)")
_OTHERWISE = re.compile(r"[^a-z0-9/-]+")
_ZEROS = re.compile(r"^0+(?=\d)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


def number_key(number: str) -> str:
    """What numbers and symbols are compared by: "Số: 01 - NQ/TU" and "1-NQ/TU" are one; empty for none."""
    folded = _LABEL.sub("", _DASHES.sub("-", fold(nfc(number))))
    return _ZEROS.sub("", _OTHERWISE.sub("", folded)).strip("-/")[:80]


@cache
def _type_words() -> dict[str, DocumentType]:
    """The types by their Vietnamese words, folded, the longest first: papers speak it in any language of the page."""
    with translation.override("vi"):
        words = {fold(str(kind.label)): kind for kind in DocumentType if kind is not DocumentType.OTHER}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def type_named(words: str) -> DocumentType | None:
    """The type that ``words`` begin with ("chương trình hành động" is a programme), None where there is none."""
    folded = fold(nfc(words)).strip()
    return next((kind for label, kind in _type_words().items() if re.match(rf"{re.escape(label)}\b", folded)), None)


def clean_file_name(name: str) -> str:
    """A file's name without folders or control characters, NFC, at most 255 characters with its ending kept."""
    plain = _UNPRINTABLE.sub(" ", nfc(name)).replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not plain.strip("."):
        return "tep"
    path = PurePath(plain)
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix if len(plain) > _LONGEST_NAME else plain


def title_from_name(name: str) -> str:
    """The title a document bears until one is read or written: the name of its file, without the ending."""
    return PurePath(name).stem.replace("_", " ").strip() or name


def searchable(document: Document) -> str:
    """What a document is found by in the register: type, number, title, issuer; folded."""
    with translation.override("vi"):
        kind = document.get_type_display()
    return fold(nfc(f"{kind} {document.number}\n{document.title}\n{document.issuer}"))


def keep_found_by(document: Document) -> None:
    """Bring what a document is found by up to its fields: key of its number, level of its issuer, words to search."""
    document.number_key = number_key(document.number)
    unit = document.issuer_unit
    document.issuer_level = unit.level if unit is not None else level_named(document.issuer)
    document.folded = searchable(document)
