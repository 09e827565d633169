"""Opening PDF files (mở tệp PDF): whole ones without a password, of a bounded number of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits

_TAIL_BYTES = 4096


@contextmanager
def opened(file: Path | bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end.

    Raises ``file.damaged``, ``file.protected``, ``file.too_many_pages``; inside, a failing pdfium is ``file.damaged``.
    """
    if isinstance(file, Path):
        _check_end(file)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        raise _refusal() from None
    try:
        count = len(document)
        if count > limits.pages:
            raise FormatError("file.too_many_pages", count=count, limit=limits.pages)
        yield document
    except pypdfium2.PdfiumError:
        raise FormatError("file.damaged", format="PDF") from None
    finally:
        document.close()


def _check_end(path: Path) -> None:
    """A PDF ends with a mark; pdfium would repair a file cut short and give half of it for the whole."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if b"%%EOF" not in file.read():
            raise FormatError("file.damaged", format="PDF")


def _refusal() -> FormatError:
    """Why pdfium would not open a file."""
    if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return FormatError("file.protected", format="PDF")
    return FormatError("file.damaged", format="PDF")
