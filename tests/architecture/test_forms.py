"""An empty form that was sent is a form that was sent: it answers what is missing, it is not shown as if new."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "vaocuoc"
_OLD = re.compile(r"request\.(?:POST|FILES) or None")


def test_it_binds_a_form_by_the_method_and_not_by_what_came() -> None:
    """``request.POST or None`` is None for an empty POST: the page would answer 200 and say nothing."""
    files = sorted(SOURCE.rglob("*.py"))
    assert files, "nothing was looked at"
    assert [str(file.relative_to(SOURCE)) for file in files if _OLD.search(file.read_text("utf-8"))] == []
