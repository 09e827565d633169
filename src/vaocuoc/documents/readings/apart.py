"""Runs the reader in a process of its own that can be killed (đọc trong tiến trình tách riêng).

A text that the reader cannot finish must cost one failed reading, never the worker. The child knows no Django and no
database: it is given a source as JSON and gives back the reading contract. Run as
``python -m vaocuoc.documents.readings.apart`` by :func:`read_apart` alone.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from vaocuoc.core.reading import Block, Source, read
from vaocuoc.formats import FormatError

logger = logging.getLogger(__name__)

SECONDS = 120.0
MEMORY = 3 * 1024**3


def read_apart(source: Source, *, seconds: float = SECONDS) -> dict[str, Any]:
    """The reading contract of ``source``. Raises ``FormatError``: ``reading.timeout``, ``reading.crashed``."""
    blocks = [{**asdict(block), "style": sorted(block.style)} for block in source.blocks]
    request = json.dumps({"text": source.text, "blocks": blocks, "doubtful": source.doubtful}, ensure_ascii=False)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-m", __name__],
            input=request.encode(),
            capture_output=True,
            timeout=seconds,
            check=True,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise FormatError("reading.timeout", seconds=round(seconds)) from None
    except subprocess.CalledProcessError as error:
        logger.error("the reader broke: %s", error.stderr.decode(errors="replace")[-4000:])
        raise FormatError("reading.crashed") from None
    contract: dict[str, Any] = json.loads(done.stdout)
    return contract


def main() -> None:
    """Answer the request on standard input."""
    _bound()
    request = json.loads(sys.stdin.buffer.read())
    blocks = (Block(**{**block, "style": frozenset(block["style"])}) for block in request["blocks"])
    doubtful = tuple((start, end) for start, end in request["doubtful"])
    answer = read(Source(request["text"], tuple(blocks), doubtful=doubtful)).to_contract()
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def _bound() -> None:
    try:
        import resource  # noqa: PLC0415 (not on Windows, where the clock alone bounds)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
