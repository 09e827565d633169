"""Files of documents in the data folder (kho tệp): each byte for byte under its SHA-256, never changed, never half.

A file comes into ``incoming`` first, is screened there, and is moved into its place by one rename. Nothing here knows
the database.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from vaocuoc.core.errors import Refused

_CHUNK = 1024 * 1024
_MEGABYTE = 1024 * 1024
_FORGOTTEN_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has come in and is not kept yet (tệp vừa nhận)."""

    path: Path
    sha256: str
    size: int


def incoming_folder() -> Path:
    """The folder of files being received, made where it is missing; in the data folder, so that a rename keeps one."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextlib.contextmanager
def received(content: BinaryIO | Path, *, limit: int) -> Iterator[Incoming]:
    """Copy ``content`` into the data folder, counting and hashing; gone again at the end unless it was kept.

    Raises ``Refused("file.too_large")`` once ``limit`` bytes are passed, ``Refused("documents.no_room")`` where the
    disk is full.
    """
    _sweep()
    handle, name = tempfile.mkstemp(dir=incoming_folder())
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, _opened(content) as source:
            sha256, size = _copied(source, out, limit)
        yield Incoming(path, sha256, size)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("documents.no_room") from error
        raise
    finally:
        path.unlink(missing_ok=True)


def keep(incoming: Incoming) -> bool:
    """Move a received file to its place for good; whether it is new there. Safe against loss of power."""
    place = path_of(incoming.sha256)
    if place.exists():
        return False
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _flush(incoming.path)
    incoming.path.replace(place)
    _flush(place.parent)
    return True


def drop(sha256: str) -> None:
    """Take a file away that no row names, and the pictures of its pages with it."""
    path_of(sha256).unlink(missing_ok=True)
    shutil.rmtree(_pictures_of(sha256), ignore_errors=True)


def drop_incoming(shas: set[str]) -> None:
    """Take away what killed processes left of these files on their way in (tệp nhận dở), and archives to be fetched."""
    for path in incoming_folder().glob("*.zip"):
        path.unlink(missing_ok=True)
    for path in incoming_folder().iterdir():
        with contextlib.suppress(FileNotFoundError), path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() in shas:
                path.unlink(missing_ok=True)


def kept_picture(sha256: str, page: int) -> bytes | None:
    """The picture of a page of this file, where one was kept (ảnh trang đã lưu)."""
    try:
        return (_pictures_of(sha256) / f"{page}.png").read_bytes()
    except FileNotFoundError:
        return None


def keep_picture(sha256: str, page: int, png: bytes) -> None:
    """Keep the picture of a page beside its file; it can be made again, so on a full disk it is just not kept."""
    folder = _pictures_of(sha256)
    draft = folder / f"{page}.{secrets.token_hex(8)}"
    with contextlib.suppress(OSError):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(png)
            draft.replace(folder / f"{page}.png")
        finally:
            draft.unlink(missing_ok=True)


def _pictures_of(sha256: str) -> Path:
    return path_of(sha256).with_suffix(".pages")


def path_of(sha256: str) -> Path:
    """Where the file of this hash stands."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def is_whole(sha256: str) -> bool:
    """Whether the file is there and still holds what it held when it came in."""
    try:
        with path_of(sha256).open("rb") as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _opened(content: BinaryIO | Path) -> Iterator[BinaryIO]:
    if isinstance(content, Path):
        with content.open("rb") as source:
            yield source
    else:
        content.seek(0)
        yield content


def _copied(source: BinaryIO, out: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    # A handed-in file that was cut at the limit still knows how long it was.
    declared = getattr(source, "size", None) or 0
    while declared <= limit and (chunk := source.read(_CHUNK)):
        size += len(chunk)
        if size > limit:
            break
        digest.update(chunk)
        out.write(chunk)
    if max(size, declared) > limit:
        raise Refused("file.too_large", size=max(declared, size) // _MEGABYTE + 1, limit=limit // _MEGABYTE)
    return digest.hexdigest(), size


def _flush(path: Path) -> None:
    """Have the system write a file or a folder's entries to the disk itself."""
    if os.name == "nt" and path.is_dir():  # pragma: no cover (Windows cannot open folders)
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep() -> None:
    """Take away what killed processes left behind."""
    oldest = time.time() - _FORGOTTEN_SECONDS
    for path in incoming_folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
