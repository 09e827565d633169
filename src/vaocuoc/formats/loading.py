"""From a path to a :class:`Source` (đọc tệp thành văn bản nguồn), whatever kind of file stands there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from vaocuoc.core.source import Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, MEGABYTE, Limits
from vaocuoc.formats.recognition import NAMES, Format, recognise

Told = Callable[[int, int], None]
"""Told after each page of a file that is read page by page: how many are done, of how many."""

Scans = Literal["whole", "first"]
"""Whether every scanned page is read, or the first alone: enough to see the mark of a secret paper."""


def load(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = DEFAULT,
    scans: Scans = "whole",
    told: Told | None = None,
) -> Source:
    """Read the file at ``path`` into its text and blocks, in this process.

    ``name`` is the name the file was given where ``path`` is a temporary one. A scan is read where a program for it is
    installed, and else comes back without the text of its pages, which it lists as unread.

    Files of strangers go through ``formats.screening`` instead, which bounds time and memory as well. Raises
    :class:`FormatError`.
    """
    try:
        if path.is_dir():
            raise FormatError("file.folder")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise FormatError("file.too_large", size=-(-size // MEGABYTE), limit=limits.file_bytes // MEGABYTE)
        kind = recognise(path, name=name)
        source = _read(kind, path, limits, scans, told)
    except (FileNotFoundError, ValueError) as error:
        # A ValueError is a path that no file can have (an embedded zero).
        if isinstance(error, ValueError) and "null byte" not in str(error):
            raise
        raise FormatError("file.missing") from None
    except OSError:
        raise FormatError("file.unreadable") from None
    except RecursionError:
        # Parts nested deeper than any program writes them.
        raise FormatError("file.damaged", format=NAMES[kind]) from None
    if len(source.text) > limits.characters:
        raise FormatError("file.too_long", limit=limits.characters)
    if not source.text.strip() and not source.is_scanned:
        raise FormatError("content.empty", format=NAMES[kind])
    return source


def _read(kind: Format, path: Path, limits: Limits, scans: Scans, told: Told | None) -> Source:
    # Each reader is imported when a file of its kind comes: the command line must start fast.
    if kind == "docx":
        from vaocuoc.formats import docx

        return docx.read(path, limits)
    if kind == "pdf":
        from vaocuoc.formats import pdf

        return pdf.read(path, limits, scans=scans, told=told)
    if kind == "image":
        from vaocuoc.formats import images, pdf

        return pdf.read(images.wrapped(path, limits), limits, scans=scans, told=told)
    if kind == "office":
        from vaocuoc.formats import converting

        return converting.read(path, limits)
    if kind == "xlsx":
        from vaocuoc.formats import xlsx

        return xlsx.read(path, limits)
    if kind == "html":
        from vaocuoc.formats import html

        return html.read(path, limits)
    from vaocuoc.formats import text

    return text.read(path, limits)
