"""Reading a stranger's file in a process that can be killed (đọc tệp trong tiến trình tách riêng).

The child bounds its own memory and processor time and writes files nowhere but in a folder of its own; this side
bounds the time on the clock and ends the child with all that it has started. What comes back is lines of JSON through a
pipe: one for each page that is done where a file is read page by page, and the answer.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import vaocuoc
from vaocuoc.core.source import Block, Source
from vaocuoc.core.trackers.grids import Grid
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, MEGABYTE, Limits
from vaocuoc.formats.loading import Scans, Told

SECONDS = 60.0
MEMORY = 2048 * MEGABYTE
_SECONDS_A_PAGE = 30.0


def screen(
    path: Path,
    *,
    name: str | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    limits: Limits = DEFAULT,
    scans: Scans = "whole",
    told: Told | None = None,
) -> Source:
    """Read ``path`` as ``formats.load`` does, within ``seconds`` on the clock and ``memory`` bytes of address space.

    A scan may take ``seconds`` for each page, and half a minute a page in all. Raises :class:`FormatError`: what
    ``load`` raises, and ``screening.timeout``, ``screening.memory`` and ``screening.failed``.
    """
    request = _request("read", path, name, seconds, memory, limits) | {"scans": scans}
    return _source(_answer(request, seconds, memory, told))


def picture(
    path: Path,
    page: int,
    *,
    name: str | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    limits: Limits = DEFAULT,
) -> bytes:
    """Page ``page`` (from 1) of a file as a PNG, made within the same bounds (ảnh trang).

    Raises :class:`FormatError`: what ``formats.picturing.page_png`` raises, and those of :func:`screen`.
    """
    request = _request("picture", path, name, seconds, memory, limits) | {"page": page}
    return base64.b64decode(_answer(request, seconds, memory, None)["png"])


def screen_grids(
    path: Path, *, name: str, seconds: float = SECONDS, memory: int = MEMORY, limits: Limits = DEFAULT
) -> list[Grid]:
    """The sheets or tables of a file as ``formats.grids`` reads them, made within the same bounds (lưới ô).

    Raises :class:`FormatError`: what ``load_grids`` raises, and those of :func:`screen`.
    """
    request = _request("grids", path, name, seconds, memory, limits)
    return [Grid.from_json(kept) for kept in _answer(request, seconds, memory, None)["grids"]]


def _request(deed: str, path: Path, name: str | None, seconds: float, memory: int, limits: Limits) -> dict[str, object]:
    return {
        "deed": deed,
        "path": str(path.absolute()),
        "name": path.name if name is None else name,
        "seconds": seconds,
        "memory": memory,
        "limits": asdict(limits),
    }


def _answer(request: dict[str, object], seconds: float, memory: int, told: Told | None) -> dict[str, Any]:
    """What the child answers; raises what it could not do."""
    with tempfile.TemporaryDirectory(prefix="vaocuoc-", ignore_cleanup_errors=True) as folder:
        # -P keeps the folder one stands in off the import path: a file there may not pose as a module of ours.
        command = [sys.executable, "-P", "-s", "-m", "vaocuoc.formats.worker", json.dumps(request)]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,
        ) as child:
            try:
                answer = _heard(child, seconds, told)
            finally:
                _end(child)
    if "error" not in answer:
        return answer
    if answer["error"]["code"] == "screening.memory":
        raise FormatError("screening.memory", limit=memory // MEGABYTE)
    raise FormatError(answer["error"]["code"], **answer["error"]["facts"])


def _environment(folder: str) -> dict[str, str]:
    """As little as Python needs: the child has no business with the settings and secrets of its parent."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), folder),
        "PYTHONPATH": str(Path(vaocuoc.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _heard(child: subprocess.Popen[bytes], seconds: float, told: Told | None) -> dict[str, Any]:
    """Listen to the child until it has answered; each page that it reports gives it time for the next."""
    heard: queue.Queue[bytes | None] = queue.Queue()
    assert child.stdout is not None
    threading.Thread(target=_listen, args=(child.stdout, heard), daemon=True).start()
    started = time.monotonic()
    latest = deadline = started + seconds
    while True:
        try:
            line = heard.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise _out_of_time(started) from None
        if line is None:
            raise _ended(child, started)
        said = _parsed(line)
        if "page" not in said:
            return said
        latest = max(latest, started + seconds + _SECONDS_A_PAGE * said["of"])
        deadline = min(latest, time.monotonic() + seconds)
        if told is not None:
            told(said["page"], said["of"])


def _ended(child: subprocess.Popen[bytes], started: float) -> FormatError:
    """Why the child ended without an answer: the system stopped it, or it broke."""
    if child.wait() == -getattr(signal, "SIGXCPU", 24):
        return _out_of_time(started)
    return FormatError("screening.failed")


def _out_of_time(started: float) -> FormatError:
    return FormatError("screening.timeout", seconds=round(time.monotonic() - started))


def _listen(stream: IO[bytes], heard: queue.Queue[bytes | None]) -> None:
    with contextlib.suppress(ValueError, OSError):  # closed under the thread when the child is ended
        for line in stream:
            heard.put(line)
    heard.put(None)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it has started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:  # pragma: no cover (Windows)
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
    if child.poll() is None:
        child.kill()
        child.wait()


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(line)
    except ValueError:
        raise FormatError("screening.failed") from None
    if not isinstance(parsed, dict):
        raise FormatError("screening.failed")
    return parsed


def _source(answer: dict[str, Any]) -> Source:
    return Source(
        answer["text"],
        tuple(_block(fields) for fields in answer["blocks"]),
        pages=answer["pages"],
        is_scanned=answer["is_scanned"],
        unread=tuple(answer["unread"]),
        doubtful=tuple((start, end) for start, end in answer["doubtful"]),
    )


def _block(fields: list[Any]) -> Block:
    kind, start, end, level, page, table, row, column, row_span, column_span, style = fields
    return Block(kind, start, end, level, page, table, row, column, row_span, column_span, frozenset(style))
