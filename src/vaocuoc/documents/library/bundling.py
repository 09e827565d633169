"""Many documents' files in one zip (tải về nhiều văn bản): checked whole first, then streamed, never in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Attachment, Document, File
from vaocuoc.documents.papers.naming import clean_file_name

MOST_DOCUMENTS = 200
MOST_BYTES = 1024 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle: the name it has in there, and where its bytes are."""

    name: str
    sha256: str
    size: int


def bundle(*, actor: Actor, documents: QuerySet[Document]) -> list[Entry]:
    """The files of some documents as they go into one zip: of each its newest main file and what is attached.

    ``documents`` are those the actor sees; those whose content was destroyed have nothing to give. One entry of the
    trail for each document. Raises ``documents.nothing_chosen``, ``documents.too_many_chosen``,
    ``documents.too_much_chosen`` and ``documents.files_lost``.
    """
    documents = documents.filter(destroyed_at__isnull=True)
    keys = list(documents.order_by("pk").values_list("pk", flat=True)[: MOST_DOCUMENTS + 1])
    if not keys:
        raise Refused("documents.nothing_chosen")
    if len(keys) > MOST_DOCUMENTS:
        raise Refused("documents.too_many_chosen", chosen=documents.count(), most=MOST_DOCUMENTS)
    chosen = Document.objects.in_bulk(keys)
    kept = {key: _files_of(key, files) for key, files in _files(keys).items()}
    size = sum(file.size for files in kept.values() for file in files)
    if size > MOST_BYTES:
        raise Refused("documents.too_much_chosen", size=size // _MEGABYTE + 1, most=MOST_BYTES // _MEGABYTE)
    for key, files in kept.items():
        for file in files:
            if not storage.path_of(file.sha256).exists():
                raise Refused("documents.files_lost", name=file.name, document=str(chosen[key]))
    with transaction.atomic():
        told = [(chosen[key], {"files": len(files), "documents": len(kept)}) for key, files in kept.items()]
        record_all(actor, "documents.download_many", told)
    return _named([(chosen[key], file) for key, files in kept.items() for file in files])


def _files(keys: Sequence[int]) -> dict[int, list[File | Attachment]]:
    found: dict[int, list[File | Attachment]] = {key: [] for key in keys}
    for file in File.objects.filter(document__in=keys).order_by("-pk"):
        found[file.document_id].append(file)
    for attachment in Attachment.objects.filter(document__in=keys, withdrawn_at__isnull=True).order_by("pk"):
        found[attachment.document_id].append(attachment)
    return found


def _files_of(key: int, files: Sequence[File | Attachment]) -> list[File | Attachment]:
    """The newest main file and everything attached."""
    main = [file for file in files if isinstance(file, File)]
    return [*main[:1], *(file for file in files if isinstance(file, Attachment))]


def _named(files: Sequence[tuple[Document, File | Attachment]]) -> list[Entry]:
    """Each under its own name behind the number of its document; the second of a name gets a number."""
    taken: set[str] = set()
    entries = []
    for document, file in files:
        number = document.number.replace("/", "-").replace("\\", "-").strip()
        path = PurePath(clean_file_name(f"{number} - {file.name}" if number else file.name))
        name, times = str(path), 1
        while name.casefold() in taken:  # Windows knows no case
            times += 1
            name = f"{path.stem} ({times}){path.suffix}"
        taken.add(name.casefold())
        entries.append(Entry(name, file.sha256, file.size))
    return entries


class _Pipe:
    """What the zip is written into: handed on as soon as it is there."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """The pieces that wait are still to be taken."""

    def taken(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def streamed(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The zip of a bundle, a piece at a time; files are stored as they are."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED, allowZip64=True) as out:
        for entry in entries:
            with storage.path_of(entry.sha256).open("rb") as kept, out.open(entry.name, "w", force_zip64=True) as into:
                while chunk := kept.read(_CHUNK):
                    into.write(chunk)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()
