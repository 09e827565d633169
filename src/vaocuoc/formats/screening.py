"""Reading a stranger's file in a process that can be killed (đọc tệp trong tiến trình tách riêng).

The child bounds its own memory and processor time and may write no file; this side bounds the time on the clock.
What comes back is JSON through a pipe.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import vaocuoc
from vaocuoc.core.source import Block, Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, MEGABYTE, Limits

SECONDS = 60.0
MEMORY = 2048 * MEGABYTE


def screen(
    path: Path, *, name: str | None = None, seconds: float = SECONDS, memory: int = MEMORY, limits: Limits = DEFAULT
) -> Source:
    """Read ``path`` as ``formats.load`` does, within ``seconds`` on the clock and ``memory`` bytes of address space.

    Raises :class:`FormatError`: what ``load`` raises, and ``screening.timeout``, ``screening.memory`` and
    ``screening.failed``.
    """
    request = {
        "path": str(path.absolute()),
        "name": path.name if name is None else name,
        "seconds": seconds,
        "memory": memory,
        "limits": asdict(limits),
    }
    # -P keeps the folder one stands in off the import path: a file there may not pose as a module of ours.
    command = [sys.executable, "-P", "-s", "-m", "vaocuoc.formats.worker", json.dumps(request)]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise FormatError("screening.timeout", seconds=round(seconds)) from None
        finally:
            _end(child)
    return _source(_parsed(answer, child.returncode, seconds), memory)


def _environment() -> dict[str, str]:
    """As little as Python needs: the child has no business with the settings and secrets of its parent."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(Path(vaocuoc.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.kill()
        child.wait()


def _parsed(answer: bytes, status: int, seconds: float) -> dict[str, Any]:
    """The child's answer, or the reason why there is none."""
    if status == -getattr(signal, "SIGXCPU", 24):
        raise FormatError("screening.timeout", seconds=round(seconds))
    try:
        parsed = json.loads(answer)
    except ValueError:
        raise FormatError("screening.failed") from None
    if not isinstance(parsed, dict):
        raise FormatError("screening.failed")
    return parsed


def _source(answer: dict[str, Any], memory: int) -> Source:
    if "error" in answer:
        if answer["error"]["code"] == "screening.memory":
            raise FormatError("screening.memory", limit=memory // MEGABYTE)
        raise FormatError(answer["error"]["code"], **answer["error"]["facts"])
    return Source(answer["text"], tuple(_block(fields) for fields in answer["blocks"]))


def _block(fields: list[Any]) -> Block:
    kind, start, end, level, page, table, row, column, row_span, column_span, style = fields
    return Block(kind, start, end, level, page, table, row, column, row_span, column_span, frozenset(style))
