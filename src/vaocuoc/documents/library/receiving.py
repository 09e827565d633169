"""Taking a file in (nhận tệp): screened in a process apart before anything is kept, kept before any row names it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import secrecy_mark
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Attachment, File
from vaocuoc.documents.papers.naming import clean_file_name
from vaocuoc.formats import Limits, screen
from vaocuoc.formats.recognition import recognise


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that stands in the store and still needs a row that names it."""

    name: str
    sha256: str
    size: int
    format: str


@contextlib.contextmanager
def taken(content: BinaryIO | Path, name: str, *, known: Callable[[str], None]) -> Iterator[Taken]:
    """Screen and keep a file; what goes wrong inside the block takes it out of the store again.

    ``known`` is given the hash first and may refuse a file that is there already. Raises the codes of ``formats``,
    ``file.too_large``, ``secrecy.marked``, ``documents.no_room``.
    """
    name = clean_file_name(name)
    with storage.received(content, limit=settings.UPLOAD_LIMIT) as incoming:
        known(incoming.sha256)
        # Of a scan the first page alone: enough to see the mark of a secret paper; the job reads the rest.
        limits = Limits(file_bytes=settings.UPLOAD_LIMIT)
        source = screen(incoming.path, name=name, limits=limits, scans="first")
        if mark := secrecy_mark(source):
            raise Refused("secrecy.marked", mark=mark)
        kind = recognise(incoming.path, name=name)
        new = storage.keep(incoming)
        try:
            yield Taken(name, incoming.sha256, incoming.size, kind)
        except BaseException:
            if new and not _is_named(incoming.sha256):
                storage.drop(incoming.sha256)
            raise


def _is_named(sha256: str) -> bool:
    return File.objects.filter(sha256=sha256).exists() or Attachment.objects.filter(sha256=sha256).exists()
