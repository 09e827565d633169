"""Programs of the machine that reading may use where they are installed (chương trình kèm theo, không bắt buộc)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# Where installers put them without telling the search path: Windows, macOS.
_USUAL_PLACES: dict[str, tuple[str, ...]] = {
    "soffice": (
        "{programs}/LibreOffice/program/soffice.exe",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "antiword": ("C:/antiword/antiword.exe",),
    "tesseract": ("{programs}/Tesseract-OCR/tesseract.exe",),
}


def program(name: str) -> str | None:
    """The path of ``soffice``, ``antiword`` or ``tesseract``; None where it is not installed."""
    found = shutil.which(name)
    if found is not None:
        return found
    folder = os.environ.get("PROGRAMFILES", "C:/Program Files")
    places = (Path(place.format(programs=folder)) for place in _USUAL_PLACES.get(name, ()))
    return next((str(place) for place in places if place.is_file()), None)
