"""Programs of the system that some tests need: skipped with a line where they are missing, or a failure."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str, untested: str) -> str:
    """The path of a program of the system; without it the test is skipped, saying what was not tested.

    With VAOCUOC_TEST_EVERYTHING set, as by `.ci/run` where programs can be installed, it fails instead.
    """
    if path := shutil.which(name):
        return path
    return missing(f"{name} is not installed; not tested: {untested}")


def missing(reason: str) -> str:
    """Skip the test with its reason, or fail where everything must be tested."""
    if os.environ.get("VAOCUOC_TEST_EVERYTHING"):
        pytest.fail(reason)
    pytest.skip(reason)
