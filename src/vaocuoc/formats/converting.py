"""Papers of old and foreign programs (.doc, .rtf, .odt), turned into .docx or text by a program of the machine.

LibreOffice keeps tables and numbers, so it goes first; antiword reads .doc alone. Both are optional. Either runs in the
process that may be killed, with a folder of its own that is gone afterwards; LibreOffice runs no macro, follows no link
and finds no network behind the settings it is given.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from vaocuoc.core.source import Source
from vaocuoc.formats import docx
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.programs import program

Kind = Literal[".doc", ".rtf", ".odt"]

SECONDS = 50.0
_FILTERS: dict[Kind, str] = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8"}
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # A proxy that nobody is: whatever would reach out finds nothing.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)
_MOST_LAYOUT_ROWS, _MOST_LAYOUT_COLUMNS = 8, 2
_ROW = re.compile(r"\|(.*)\|\s*")


def read(path: Path, limits: Limits) -> Source:
    """The paper as blocks; raises ``doc.no_converter``, ``doc.not_converted`` and what .docx files are refused for."""
    kind = _kind(path)
    office, antiword = program("soffice"), program("antiword") if kind == ".doc" else None
    with _writing(), tempfile.TemporaryDirectory(prefix="vaocuoc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if office is not None:
            made = _converted(office, path, kind, folder)
            if made is not None:
                return docx.read(made, limits)
        if antiword is not None:
            return assemble(_parts(_printed(antiword, path, folder)), limits)
    if office is not None:
        raise FormatError("doc.not_converted", program="LibreOffice", extension=kind)
    needed = "LibreOffice hoặc antiword" if kind == ".doc" else "LibreOffice"
    raise FormatError("doc.no_converter", extension=kind, needed=needed)


def _kind(path: Path) -> Kind:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    return ".odt" if head.startswith(b"PK") else ".doc"


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """Let this process and those that it starts write files, as large as it may ever write any."""
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before[1], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _converted(office: str, path: Path, kind: Kind, folder: Path) -> Path | None:
    """The .docx that LibreOffice makes of a copy of the file; None where it makes none."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    paper = folder / f"paper{kind}"
    paper.write_bytes(path.read_bytes())
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
        f"--infilter={_FILTERS[kind]}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(paper)),
    ]
    _run(command, folder)
    made = folder / "made" / "paper.docx"
    return made if made.is_file() and made.stat().st_size else None


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _printed(antiword: str, path: Path, folder: Path) -> str:
    """What antiword prints of a .doc: a paragraph on a line, a table's row between bars."""
    done = _run([antiword, "-m", "UTF-8.txt", "-w", "0", "-f", str(path)], folder)
    if done is None or done.returncode != 0:
        raise FormatError("doc.not_converted", program="antiword", extension=".doc")
    return done.stdout.decode(errors="replace")


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None


def _parts(printed: str) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables of antiword's print; a row's later lines go on in its cells."""
    rows: list[list[str]] = []
    for line in printed.splitlines():
        found = _ROW.fullmatch(line)
        if found is not None:
            rows.append([cell.strip() for cell in found[1].split("|")])
            continue
        if rows:
            yield from _tabled(rows)
            rows = []
        yield Paragraph(line)
    if rows:
        yield from _tabled(rows)


def _tabled(rows: Sequence[Sequence[str]]) -> Iterator[Paragraph | Table]:
    """A table, or the columns of a letterhead or of signatures: antiword does not tell which has lines."""
    if len(rows) <= _MOST_LAYOUT_ROWS and max(map(len, rows)) <= _MOST_LAYOUT_COLUMNS:
        for column in range(max(map(len, rows))):
            yield from (Paragraph(row[column], layout=True) for row in rows if column < len(row))
    else:
        yield _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    whole: list[list[str]] = []
    for row in rows:
        if whole and len(row) == len(whole[-1]) and not row[0] and any(row):
            whole[-1] = [f"{above} {below}".strip() for above, below in zip(whole[-1], row, strict=True)]
        else:
            whole.append(list(row))
    return Table(tuple(Cell(text, index, column) for index, row in enumerate(whole) for column, text in enumerate(row)))
