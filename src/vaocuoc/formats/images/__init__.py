"""Image files (ảnh chụp, ảnh quét: .png, .jpg, .tif) as PDF pages, so that one way leads on from there.

Nothing is decoded here: the packed pixels go into the PDF as they are, with a word on how they are packed, and
pdfium unpacks them in the process that may be killed. Only heads are parsed, and sizes are checked before anything is
unpacked.
"""

from __future__ import annotations

from pathlib import Path

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.images import jpeg, png, tiff
from vaocuoc.formats.images.wrapping import Page, as_pdf
from vaocuoc.formats.limits import Limits

__all__ = ["wrapped"]


def wrapped(path: Path, limits: Limits) -> bytes:
    """A PDF with the image's pages. Raises ``file.damaged``, ``file.too_many_pixels``, ``image.unsupported``."""
    content = path.read_bytes()
    try:
        pages = _pages(content)
    except (IndexError, ValueError, KeyError, OverflowError):
        # struct.error is a ValueError's cousin only by name: heads are read by slices, which raise these.
        raise FormatError("file.damaged", format="ảnh") from None
    if not pages:
        raise FormatError("file.damaged", format="ảnh")
    if len(pages) > limits.pages:
        raise FormatError("file.too_many_pages", count=len(pages), limit=limits.pages)
    for page in pages:
        if page.width < 1 or page.height < 1:
            raise FormatError("file.damaged", format="ảnh")
        if page.width * page.height > limits.pixels:
            raise FormatError("file.too_many_pixels", width=page.width, height=page.height)
    return as_pdf(pages)


def _pages(content: bytes) -> list[Page]:
    if content.startswith(png.MAGIC):
        return [png.page(content)]
    if content.startswith(jpeg.MAGIC):
        return [jpeg.page(content)]
    return tiff.pages(content)
