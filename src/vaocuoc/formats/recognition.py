"""What a file is, told from its content (nhận dạng loại tệp); the name only has to agree with it."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from vaocuoc.formats.errors import FormatError

Format = Literal["text", "html", "docx", "pdf", "xlsx", "image", "office"]

EXTENSIONS: dict[Format, frozenset[str]] = {
    "text": frozenset({".txt", ".md", ".markdown", ".text"}),
    "html": frozenset({".html", ".htm", ".xhtml"}),
    "docx": frozenset({".docx", ".docm", ".dotx"}),
    "pdf": frozenset({".pdf"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx"}),
    "image": frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"}),
    "office": frozenset({".doc", ".dot", ".rtf", ".odt"}),
}

NAMES: dict[Format, str] = {
    "text": "văn bản thuần",
    "html": "trang HTML",
    "docx": "văn bản Word (.docx)",
    "pdf": "tệp PDF",
    "xlsx": "bảng tính Excel (.xlsx)",
    "image": "ảnh (.png, .jpg, .tif)",
    "office": "văn bản Word đời cũ (.doc), RTF hoặc OpenDocument",
}
"""What each format is called in sentences; ``office`` is what another program turns into .docx first."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that is recognised and not read; ``instead`` names what to save it as."""

    name: str
    instead: str
    extensions: frozenset[str]


_EXCEL_97 = Foreign("bảng tính Excel đời cũ (.xls)", ".xlsx", frozenset({".xls", ".xlt"}))
_OLE_OTHER = Foreign("tệp Office đời cũ", ".docx hoặc .xlsx", frozenset({".doc", ".xls", ".ppt", ".pps", ".msg"}))
_XLSB = Foreign("bảng tính Excel nhị phân (.xlsb)", ".xlsx", frozenset({".xlsb"}))
_SLIDES = Foreign("bản trình chiếu (.pptx)", ".docx hoặc .pdf", frozenset({".pptx", ".ppsx", ".pptm"}))
_ODF = Foreign("tệp OpenDocument", ".docx hoặc .xlsx", frozenset({".ods", ".odp", ".odg"}))
_ARCHIVE = Foreign("tệp nén", "từng tệp riêng sau khi giải nén", frozenset({".zip", ".rar", ".7z", ".gz"}))
_XML = Foreign("tệp XML", ".docx hoặc .pdf", frozenset({".xml"}))

_MAGIC: tuple[tuple[bytes, Format | Foreign], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", Foreign("ảnh GIF", ".png hoặc .jpg", frozenset({".gif"}))),
    (b"{\\rtf", "office"),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
)

_HTML = re.compile(
    r"(?:\s++|<\?xml[^>]*+>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PROSE_EXTENSIONS = EXTENSIONS["text"] | EXTENSIONS["html"]


def recognise(path: Path, *, name: str | None = None) -> Format:
    """The format of the file at ``path`` by its content; ``name`` is the name it was given, if not that of ``path``.

    Raises :class:`FormatError` for what cannot be read and for a name whose extension says otherwise.
    """
    extension = PurePath(name if name is not None else path.name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise FormatError("file.empty")
    found = _by_magic(path, head) or _by_text(head, extension)
    if isinstance(found, Foreign):
        if extension not in found.extensions and extension:
            raise FormatError("extension.wrong", extension=extension, actual=found.name)
        raise FormatError("format.unsupported", actual=found.name, instead=found.instead)
    _agree(extension, found)
    return found


def _agree(extension: str, found: Format) -> None:
    """Refuse a name that says something else than the content; a name without an extension says nothing."""
    if not extension or extension in EXTENSIONS[found]:
        return
    if found == "text" and not _claims_other(extension):
        raise FormatError("extension.unknown", extension=extension)
    raise FormatError("extension.wrong", extension=extension, actual=NAMES[found])


def _claims_other(extension: str) -> bool:
    """Does the extension belong to a kind of file that is known here and is not text?"""
    magic = (kind for _, kind in _MAGIC if isinstance(kind, Foreign))
    foreign = (_EXCEL_97, _OLE_OTHER, _XLSB, _SLIDES, _ODF, _ARCHIVE, *magic)
    return any(extension in known for known in EXTENSIONS.values()) or any(extension in f.extensions for f in foreign)


def _by_magic(path: Path, head: bytes) -> Format | Foreign | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _by_archive(path)
    if head.startswith(_OLE):
        return _by_compound(path, head)
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _by_archive(path: Path) -> Format | Foreign:
    """Which packed format a ZIP is, by the parts it lists."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                names.add(archive.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise FormatError("file.damaged", format="nén (.docx, .xlsx hoặc .zip)") from None
    parts: tuple[tuple[str, Format | Foreign], ...] = (
        ("word/document.xml", "docx"),
        ("word/document2.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", _XLSB),
        ("ppt/presentation.xml", _SLIDES),
        ("application/vnd.oasis.opendocument.text", "office"),
        ("META-INF/manifest.xml", _ODF),
    )
    return next((kind for part, kind in parts if part in names), _ARCHIVE)


def _by_compound(path: Path, head: bytes) -> Format | Foreign:
    """Tell apart what old Office containers hold; new files with a password hide in one, too."""
    with path.open("rb") as file:
        content = head + file.read(8 * 1024 * 1024)

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise FormatError("file.protected", format="Office")
    if has("WordDocument"):
        return "office"
    return _EXCEL_97 if has("Workbook") or has("Book") else _OLE_OTHER


def _by_text(head: bytes, extension: str) -> Format | Foreign:
    """Text or HTML, if these bytes can be text at all."""
    encoding = declared_encoding(head)
    if encoding == "utf-8" and b"\x00" in head:
        raise FormatError("file.binary")
    # The head may end in the middle of a character: an incremental decoder keeps that apart from a wrong byte.
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        if not _looks_like_prose(head, extension):
            raise FormatError("file.binary") from None
        text = head.decode("latin-1")  # tags are ASCII in every encoding before Unicode
    if is_binary(text):
        raise FormatError("file.binary")
    if _HTML.match(text):
        return "html"
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return _XML
    # A fragment of HTML is as good as a page where the name says so.
    return "html" if extension in EXTENSIONS["html"] else "text"


def declared_encoding(head: bytes) -> str:
    """``utf-16`` where a byte order mark says so, else ``utf-8`` (with or without a mark)."""
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"


def is_binary(text: str) -> bool:
    """Does decoded text hold what no text file holds: a zero, or many control characters?"""
    control = sum(text.count(chr(code)) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return "\x00" in text or control * 50 > len(text)


def _looks_like_prose(head: bytes, extension: str) -> bool:
    """Bytes of an old encoding (TCVN3, VNI, CP1258): no zeros, few controls, or a name that says it is text."""
    sample = head[:4096]
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    return (
        b"\x00" not in sample
        and (control * 50 <= len(sample))
        and (extension in _PROSE_EXTENSIONS or sum(32 <= byte < 127 for byte in sample) * 2 > len(sample))
    )
