"""Plain text and Markdown (văn bản thuần): the file's own characters and nothing else."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from vaocuoc.core.source import Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.legacy import decode_bytes, repaired
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.recognition import declared_encoding, is_binary


def read(path: Path, limits: Limits) -> Source:
    """The text of the file, exactly, after NFC and without its byte order mark; offsets count in it.

    Lines in an encoding before Unicode are decoded.
    """
    text = unicodedata.normalize("NFC", decode(path.read_bytes()))
    return Source("".join(repaired(text.splitlines(keepends=True))))


def decode(content: bytes) -> str:
    """Decode UTF-8, marked UTF-16, or an old Vietnamese encoding; raises ``text.encoding`` and ``file.binary``."""
    try:
        text = content.decode(declared_encoding(content))
    except UnicodeDecodeError:
        text = decode_bytes(content) or ""
        if not text:
            raise FormatError("text.encoding") from None
    if is_binary(text):
        raise FormatError("file.binary")
    return text.removeprefix("\ufeff")
