"""A page of a file as a picture (ảnh của một trang), for files whose pages are known: PDF and image files."""

from __future__ import annotations

from pathlib import Path

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, Limits
from vaocuoc.formats.recognition import NAMES, recognise

DPI = 150


def page_png(path: Path, page: int, *, name: str | None = None, limits: Limits = DEFAULT) -> bytes:
    """Page ``page`` (from 1) as a grey PNG of 150 dpi, in this process.

    Strangers' files go through ``formats.screening.picture``. Raises :class:`FormatError`, ``page.missing`` among them.
    """
    kind = recognise(path, name=name)
    if kind not in ("pdf", "image"):
        raise FormatError("page.missing", page=page, format=NAMES[kind])
    from vaocuoc.formats.images import wrapped
    from vaocuoc.formats.pdf.opening import opened
    from vaocuoc.formats.scans.rendering import as_png, draw

    with opened(path if kind == "pdf" else wrapped(path, limits), limits) as document:
        if not 1 <= page <= len(document):
            raise FormatError("page.missing", page=page, format=NAMES[kind])
        return as_png(draw(document[page - 1], dpi=DPI))
