"""What every test shares. Tests under ``tests/database`` run on SQLite and, by `make test`, on a real PostgreSQL."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A law holds or not; how long an example takes depends on the machine, and speed is measured in bench/.
settings.register_profile("laws", deadline=None, print_blob=True)
settings.load_profile("laws")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run that all its processes share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
