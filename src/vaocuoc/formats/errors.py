"""The one error of this package: a file that cannot be read, with its reason (tệp không đọc được)."""

from __future__ import annotations

from vaocuoc.core.errors import Refused


class FormatError(Refused):
    """A file cannot be read; ``code`` is a key of ``formats.messages`` and ``facts`` fill its sentence."""
