"""Numbers as offices write them, out and in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.errors import Refused
from vaocuoc.ui.numbers import AmbiguousNumber, format_decimal, format_scaled, parse_number

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("2973.84"), 1, "2.973,8"),
        (0, None, "0"),
        (Decimal("-1.8"), None, "\N{MINUS SIGN}1,8"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("0.25"), 1, "0,3"),
        (0.1, None, "0,1"),
        (Decimal("12.00"), None, "12"),
        (1111111, 0, "1.111.111"),
        (Decimal("123456789012345678.123456"), None, "123.456.789.012.345.678,123456"),
    ],
)
def test_it_writes_numbers_as_offices_do(value: Decimal, places: int | None, shown: str) -> None:
    assert format_decimal(value, places) == shown


def test_it_writes_stored_integers_with_their_decimals() -> None:
    assert format_scaled(606, 1) == "60,6"
    assert format_scaled(60600, 3, shown=1) == "60,6"


@pytest.mark.parametrize("text", ["1.234,5", "1234,5", "1 234,5", "1\u00a0234,5", " 1.234,5 "])
def test_it_reads_every_way_of_writing_a_number(text: str) -> None:
    assert parse_number(text) == Decimal("1234.5")


@pytest.mark.parametrize(
    ("text", "value"), [("60.6", "60.6"), ("-1,8", "-1.8"), ("\N{MINUS SIGN}1,8", "-1.8"), ("0.125", "0.125")]
)
def test_it_reads_a_point_that_cannot_be_a_group(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert parse_number(text, point=False) == Decimal(value)


def test_it_leaves_to_the_caller_what_can_be_read_twice() -> None:
    with pytest.raises(AmbiguousNumber) as refused:
        parse_number("1.234")
    assert (refused.value.grouped, refused.value.pointed) == (Decimal(1234), Decimal("1.234"))
    assert parse_number("1.234", point=False) == 1234
    assert parse_number("1.234", point=True) == Decimal("1.234")


@pytest.mark.parametrize("text", ["", "12,3,4", "1.23.456", "abc", "1,2.3", "12%", "٣", "1.2345,6", "--1", "1e5"])
def test_it_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_number(text)
    assert refused.value.code == "ui.not_a_number"


@given(decimals)
def test_it_reads_what_it_wrote(value: Decimal) -> None:
    assert parse_number(format_decimal(value, 3)) == value
