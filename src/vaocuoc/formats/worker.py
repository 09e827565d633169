"""The child of ``formats.screening`` (tiến trình con đọc tệp): does one deed within bounds, prints JSON lines, ends.

Run as ``python -m vaocuoc.formats.worker REQUEST``, by that module alone.
"""

from __future__ import annotations

import base64
import json
import math
import sys
import time
from pathlib import Path
from typing import Any

from vaocuoc.core.source import Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.loading import load


def main() -> None:
    """Answer the request given as the only argument."""
    request = json.loads(sys.argv[1])
    _bound(request)
    _say(_answer(request))


def _say(answer: dict[str, Any]) -> None:
    line = json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"
    sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()


def _bound(request: dict[str, Any]) -> None:
    """Limit this process itself; where the system cannot (Windows), the parent's clock still does.

    Only a program that converts a file may write, and no more than such a file may unpack to: see ``converting``.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, request["limits"]["unpacked_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow(request["seconds"])


def _allow(seconds: float) -> None:
    """Give this process so much more processor time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, resource.RLIM_INFINITY))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    path, limits = Path(request["path"]), Limits(**request["limits"])

    def told(page: int, of: int) -> None:
        _allow(request["seconds"])
        _say({"page": page, "of": of})

    try:
        if request["deed"] == "picture":
            from vaocuoc.formats.picturing import page_png

            png = page_png(path, request["page"], name=request["name"], limits=limits)
            return {"png": base64.b64encode(png).decode()}
        if request["deed"] == "grids":
            from vaocuoc.formats.grids import load_grids

            return {"grids": [grid.as_json() for grid in load_grids(path, name=request["name"], limits=limits)]}
        return _written(load(path, name=request["name"], limits=limits, scans=request["scans"], told=told))
    except FormatError as error:
        return {"error": {"code": error.code, "facts": error.facts}}
    except MemoryError:
        return {"error": {"code": "screening.memory", "facts": {}}}


def _written(source: Source) -> dict[str, Any]:
    return {
        "text": source.text,
        "blocks": _rows(source),
        "pages": source.pages,
        "is_scanned": source.is_scanned,
        "unread": source.unread,
        "doubtful": source.doubtful,
    }


def _rows(source: Source) -> list[list[object]]:
    """Blocks as lists in the order of their fields, the style last."""
    return [
        [b.kind, b.start, b.end, b.level, b.page, b.table, b.row, b.column, b.row_span, b.column_span, sorted(b.style)]
        for b in source.blocks
    ]


if __name__ == "__main__":
    main()
