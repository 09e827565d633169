"""Once installed nothing needs a network: the demonstration is filled and served where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import system

STORY = Path(__file__).with_name("story_without_network.py")


@pytest.mark.system
def test_it_fills_and_serves_the_demonstration_without_a_network(tmp_path: Path) -> None:
    unshare = system.program("unshare", "the demonstration without a network")
    isolated = [unshare, "--net", "--map-root-user"]
    if subprocess.run([*isolated, "true"], capture_output=True).returncode:
        system.missing("network namespaces are not allowed here; not tested: the demonstration without a network")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"VAOCUOC_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)}
    run = subprocess.run(
        [*isolated, sys.executable, str(STORY)], env=environment, capture_output=True, text=True, timeout=300
    )
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert "served without a network" in run.stdout
