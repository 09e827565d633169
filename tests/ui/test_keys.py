"""Keys in addresses and forms: digits that a table can hold, nothing else."""

from __future__ import annotations

import pytest

from vaocuoc.ui.keys import key_in, keys_in


@pytest.mark.parametrize("text", ["", None, "-1", "1.5", "٣", "12a", "9" * 19, "9" * 5000])
def test_it_takes_nothing_that_no_table_can_hold(text: str | None) -> None:
    assert key_in(text) is None


def test_it_takes_each_key_once_in_its_order() -> None:
    assert keys_in(["12", "x", "7", "12", "9" * 18]) == [12, 7, 10**18 - 1]
