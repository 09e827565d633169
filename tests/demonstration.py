"""The demonstration as its command makes it: filled and served once a test run, whatever number of processes it has.

Filling it takes longer than nearly any test; what it proves (it needs no network, it holds together) is asked of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

STORY = Path(__file__).with_name("story_without_network.py")
DATABASE = "vaocuoc.sqlite3"


@dataclass(frozen=True)
class Demonstration:
    """``folder``: the data folder as it was filled, before anything was served of it; ``isolated``: had no network."""

    folder: str
    isolated: bool
    status: int
    told: str


def demonstration_in(shared: Path) -> Demonstration:
    """The demonstration of this run, made by who asks first; the others wait. ``shared`` is a folder of all of them."""
    kept = shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(asdict(_made(shared))), "utf-8")
        return Demonstration(**json.loads(kept.read_text("utf-8")))


def _made(shared: Path) -> Demonstration:
    folder, home = shared / "demonstration", shared / "demonstration-served"
    home.mkdir()
    isolating = _isolating()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VAOCUOC_TODAY")}
    environment |= {"VAOCUOC_DATA": str(home / "data"), "HOME": str(home)}
    run = subprocess.run(
        [*isolating, sys.executable, str(STORY), str(folder), *(["--no-network"] if isolating else [])],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    shutil.rmtree(home, ignore_errors=True)
    return Demonstration(str(folder), bool(isolating), run.returncode, run.stdout[-4000:] + run.stderr[-4000:])


def _isolating() -> list[str]:
    """What takes the network from a command; empty where the machine lacks it or does not allow it."""
    unshare = shutil.which("unshare")
    command = [unshare, "--net", "--map-root-user"] if unshare else []
    return command if command and not subprocess.run([*command, "true"], capture_output=True).returncode else []
