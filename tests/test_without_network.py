"""Once installed nothing needs a network: the demonstration is filled and served where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import system
from tests.demonstration import demonstration_in


@pytest.mark.system
def test_it_fills_and_serves_the_demonstration_without_a_network(shared_folder: Path) -> None:
    system.program("unshare", "the demonstration without a network")
    made = demonstration_in(shared_folder)
    if not made.isolated:
        system.missing("network namespaces are not allowed here; not tested: the demonstration without a network")
    assert made.status == 0, made.told
    assert "served without a network" in made.told
