"""How much a file may hold before it is refused (giới hạn của tệp)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; every one is counted while reading, never taken from what the file says of itself.

    ``file_bytes`` is the size on disk, ``unpacked_bytes`` and ``part_bytes`` what a packed file (.docx, .xlsx) may
    unpack to in all and in one part, ``pixels`` what one image may have, ``characters`` the text that comes out.
    """

    file_bytes: int = 40 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    part_bytes: int = 64 * MEGABYTE
    parts: int = 10_000
    pages: int = 2_000
    cells: int = 500_000
    pixels: int = 120_000_000
    characters: int = 40_000_000


DEFAULT = Limits()
