"""Units of measure and titles as papers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import month, quarter
from vaocuoc.tracking.readin.measures import turned
from vaocuoc.tracking.readin.passages import periods_named

MONEY = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "nghìn tỷ đồng")
LAND = ("m2", "ha", "km2")


@given(
    value=st.decimals(-(10**6), 10**6, places=3),
    pair=st.one_of(
        st.tuples(st.sampled_from(MONEY), st.sampled_from(MONEY)),
        st.tuples(st.sampled_from(LAND), st.sampled_from(LAND)),
    ),
)
def test_a_value_turned_and_turned_back_is_the_same(value: Decimal, pair: tuple[str, str]) -> None:
    there = turned(value, *pair)
    assert there is not None
    back = turned(there.value, *reversed(pair))
    assert back is not None
    assert back.value == value


@pytest.mark.parametrize(
    ("said", "wanted", "times"),
    [
        ("triệu", "tỷ đồng", "0.001"),
        ("nghìn lượt khách", "lượt", "1000"),
        ("người", "nghìn người", "0.001"),
        ("hộ nghèo", "hộ", "1"),
        ("tạ", "tấn", "0.1"),
    ],
)
def test_it_knows_multiples(said: str, wanted: str, times: str) -> None:
    found = turned(Decimal(1), said, wanted)
    assert found is not None
    assert found.value == Decimal(times)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("triệu USD", "tỷ đồng"), ("%", "hộ"), ("điểm %", "%"), ("ha", "tấn"), ("căn", "hộ"), ("người", "%")],
)
def test_it_refuses_what_measures_something_else(said: str, wanted: str) -> None:
    assert turned(Decimal(1), said, wanted) is None


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("kết quả công tác tháng 10, nhiệm vụ tháng 11 năm 2026", [month(2026, 10)]),
        ("Tình hình kinh tế - xã hội tháng 10 và 10 tháng năm 2026", [month(2026, 10)]),
        ("Kết quả quý III và 9 tháng năm 2026", [quarter(2026, 3), month(2026, 9)]),
        ("Tình hình thực hiện nhiệm vụ tháng 10 năm 2026", [month(2026, 10)]),
        ("Tình hình tháng 8 và nhiệm vụ tháng 9 năm 2026", [month(2026, 8)]),
        ("Về công tác cán bộ", []),
    ],
)
def test_a_title_names_what_is_done_and_not_what_is_planned(title: str, periods: list[object]) -> None:
    assert periods_named(title, date(2026, 11, 2)) == periods
