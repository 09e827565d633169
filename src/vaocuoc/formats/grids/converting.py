"""Old and other spreadsheets (.xls, .ods, .xlsb) through LibreOffice, where the machine has it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.programs import program

_SECONDS = 45


@contextlib.contextmanager
def as_xlsx(path: Path, extension: str) -> Iterator[Path]:
    """The workbook as .xlsx in a folder of its own, gone at the end.

    The program runs with a profile of its own, which allows no macros, and is killed with all it started when its time
    is over. Raises ``grid.needs_office`` where there is no such program, ``file.damaged`` where it makes nothing.
    """
    office = program("soffice")
    if office is None:
        raise FormatError("grid.needs_office", extension=extension)
    # Named, since Python tries a folder of its own choice by writing into it, which the screening child may not.
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        given = Path(folder) / f"bang{extension}"
        _stand_in(path, given)
        command = [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, str(given),
        ]  # fmt: skip
        _run(command)
        converted = given.with_suffix(".xlsx")
        if not converted.exists():
            raise FormatError("file.damaged", format=extension)
        yield converted


def _stand_in(path: Path, given: Path) -> None:
    """The file under a name with its ending: a link, since the screening child may write no file itself."""
    try:
        given.symlink_to(path.absolute())
    except OSError:  # pragma: no cover (Windows without the right to link)
        shutil.copyfile(path, given)


def _run(command: list[str]) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, preexec_fn=_may_write) as child:
        try:
            child.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise FormatError("screening.timeout", seconds=_SECONDS) from None
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()


def _may_write() -> None:
    """Take the soft bound on written files up to the hard one: the screening child itself may write none."""
    with contextlib.suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
