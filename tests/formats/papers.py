"""Files that the tests of formats read, made by the programs' own libraries."""

from __future__ import annotations

import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from tests.system import program
from vaocuoc.core.source import Block, Source


def word(path: Path, fill: Callable[[Document], None]) -> Path:
    """A .docx that ``fill`` has written into."""
    document = docx.Document()
    fill(document)
    document.save(str(path))
    return path


def as_pdf(path: Path) -> Path:
    """The PDF that LibreOffice makes of a document."""
    office = program("soffice", "PDF made by LibreOffice")
    profile = path.parent / "profile"
    command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix(".pdf")


def tracked(paragraph: Any, *, inserted: str, deleted: str) -> None:
    """Add text as inserted and text as deleted by a colleague."""
    for mark, tag, words in (("w:ins", "w:t", inserted), ("w:del", "w:delText", deleted)):
        change, run, text = OxmlElement(mark), OxmlElement("w:r"), OxmlElement(tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)


def text_box(paragraph: Any, words: str) -> None:
    """Hang a text box on the paragraph, as Word writes it: once for itself and once for older programs."""
    compatibility = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    alternate = etree.SubElement(paragraph._p, f"{compatibility}AlternateContent")
    for name in ("Choice", "Fallback"):
        part = etree.SubElement(alternate, f"{compatibility}{name}")
        content = etree.SubElement(part, qn("w:txbxContent"))
        line, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        text.text = words
        run.append(text)
        line.append(run)
        content.append(line)


def repacked(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The package with one part changed."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, content)
    return path


def pdf_of(path: Path, objects: list[bytes], trailer: bytes = b"") -> Path:
    """A PDF file of these objects, the first of them its catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<</Size 5/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    path.write_bytes(content)
    return path


def of(source: Source, kind: str) -> list[str]:
    """The texts of all blocks of a kind."""
    return [source.text[block.start : block.end] for block in source.blocks if block.kind == kind]


def grid(source: Source, table: int = 1) -> dict[tuple[int, int], str]:
    """The cells of a table by row and column."""
    return {_place(block): source.text[block.start : block.end] for block in source.blocks if block.table == table}


def _place(block: Block) -> tuple[int, int]:
    assert block.row is not None
    assert block.column is not None
    return block.row, block.column


def hold_together(source: Source) -> None:
    """The law of every source: NFC, blocks in order and apart, nothing but white space between them."""
    assert source.text == unicodedata.normalize("NFC", source.text)
    end = 0
    for block in source.blocks:
        assert not source.text[end : block.start].strip()
        assert end <= block.start <= block.end <= len(source.text)
        assert source.text[block.start : block.end].strip()
        end = block.end
    assert not source.blocks or not source.text[end:].strip()
