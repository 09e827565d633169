"""Packed Office files (.docx, .xlsx): ZIP archives of XML, opened without trusting what they say of themselves.

Every member is unpacked once and counted before anything is parsed, so that a bomb is refused for what it really
expands to. XML with a document type is refused: Office writes none, and entities live there alone.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

# The standard parser is safe here: parts with a document type, the only place of entities, are refused before.
from xml.etree import ElementTree

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import MEGABYTE, Limits

Element = ElementTree.Element

_CHUNK = 256 * 1024
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Some programs write the "strict" namespaces of ISO 29500; the readers know the usual ones alone.
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
)


class Package:
    """An opened .docx or .xlsx; ``format`` is its name in error sentences."""

    def __init__(self, path: Path, limits: Limits, *, format: str) -> None:
        self._limits = limits
        self._format = format
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
            raise FormatError("file.damaged", format=format) from None
        try:
            self._members = {info.filename: info for info in self._archive.infolist()}
            self._count()
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def damaged(self) -> FormatError:
        """The error to raise where the content does not hold together."""
        return FormatError("file.damaged", format=self._format)

    def xml(self, part: str) -> Element:
        """The parsed root of a part; raises ``file.damaged``, ``file.unsafe``."""
        content = self._safe(part)
        try:
            return ElementTree.fromstring(content)  # noqa: S314 - see the import
        except (ElementTree.ParseError, LookupError, ValueError):
            raise self.damaged() from None

    def each(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements with these tags in their order, each emptied once it has been used: sheets are long."""
        try:
            for _, element in ElementTree.iterparse(io.BytesIO(self._safe(part))):  # noqa: S314 - see the import
                if element.tag in tags:
                    yield element
                    element.clear()
        except (ElementTree.ParseError, LookupError, ValueError):
            raise self.damaged() from None

    def main_part(self, usual: str) -> str:
        """The part that the package says is its document, or where it usually stands."""
        places = (place for kind, place in self.relations("").values() if kind == "officeDocument")
        return next(places, usual)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What ``part`` refers to inside the package: id to (kind, path of the other part)."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            return {}
        found = {}
        for relation in self.xml(listing).iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = posixpath.basename(relation.get("Type", ""))
                found[relation.get("Id", "")] = (kind, posixpath.normpath(unquote(place)))
        return found

    def _count(self) -> None:
        """Unpack every member once, throwing the bytes away: expansion, passwords and damage show before parsing."""
        if len(self._members) > self._limits.parts:
            raise FormatError("file.expands", format=self._format, limit=self._limits.unpacked_bytes // MEGABYTE)
        room = self._limits.unpacked_bytes
        for part in self._members:
            room -= sum(len(chunk) for chunk in self._chunks(part, room))

    def _safe(self, part: str) -> bytes:
        """The bytes of an XML part that declares no entities."""
        content = self._unpack(part)
        # Zeros are dropped for the search alone: they stand between the letters of UTF-16.
        if b"<!DOCTYPE" in content.replace(b"\x00", b""):
            raise FormatError("file.unsafe", format=self._format)
        if _STRICT in content:
            for strict, usual in _USUAL:
                content = content.replace(strict, usual)
        return content

    def _unpack(self, part: str) -> bytes:
        if part not in self._members:
            raise self.damaged()
        return b"".join(self._chunks(part, self._limits.part_bytes))

    def _chunks(self, part: str, room: int) -> Iterator[bytes]:
        """The unpacked bytes of a member, piece by piece; raises ``file.expands`` beyond ``room``."""
        # zipfile stops at the size that the archive states; told a huge one, it goes on to where the data end.
        member = copy.copy(self._members[part])
        member.file_size = 1 << 62
        try:
            with self._archive.open(member) as packed:
                while chunk := packed.read(_CHUNK):
                    room -= len(chunk)
                    if room < 0:
                        limit = self._limits.unpacked_bytes // MEGABYTE
                        raise FormatError("file.expands", format=self._format, limit=limit)
                    yield chunk
        except RuntimeError:
            # zipfile's way of asking for a password.
            raise FormatError("file.protected", format=self._format) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            raise self.damaged() from None
