"""The child of ``formats.screening`` (tiến trình con đọc tệp): reads one file within bounds, prints JSON, ends.

Run as ``python -m vaocuoc.formats.worker REQUEST``, by that module alone.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from vaocuoc.core.source import Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.loading import load


def main() -> None:
    """Answer the request given as the only argument."""
    request = json.loads(sys.argv[1])
    _bound(request["memory"], request["seconds"])
    answer = json.dumps(_answer(request), ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(answer.encode())


def _bound(memory: int, seconds: float) -> None:
    """Limit this process itself; where the system cannot (Windows), the parent's clock still does."""
    try:
        import resource
    except ImportError:
        return
    processor = math.ceil(seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        source = load(Path(request["path"]), name=request["name"], limits=Limits(**request["limits"]))
        return {"text": source.text, "blocks": _rows(source)}
    except FormatError as error:
        return {"error": {"code": error.code, "facts": error.facts}}
    except MemoryError:
        return {"error": {"code": "screening.memory", "facts": {}}}


def _rows(source: Source) -> list[list[object]]:
    """Blocks as lists in the order of their fields, the style last."""
    return [
        [b.kind, b.start, b.end, b.level, b.page, b.table, b.row, b.column, b.row_span, b.column_span, sorted(b.style)]
        for b in source.blocks
    ]


if __name__ == "__main__":
    main()
