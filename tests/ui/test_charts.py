"""Charts: what a drawing shows, that a page may carry it, and that its text does not vanish."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import month
from vaocuoc.ui import charts

TODAY = date(2026, 11, 20)
ACTUAL = [charts.Point(month(2026, at).end, Decimal(at * 6), is_estimate=at == 10) for at in range(2, 11)]
PATH = [charts.Point(month(2026, at).end, Decimal(at * 7)) for at in range(1, 13)]
GOAL = charts.Goal(date(2027, 1, 31), Decimal(95), "Mục tiêu 95%")


@pytest.fixture(scope="module")
def drawings() -> list[charts.Drawing]:
    return charts.trajectory(
        actual=ACTUAL, path=PATH, target=GOAL, unit="%", today=TODAY, label="Thực hiện <60%>", decimals=1
    )


def test_it_draws_each_width_at_its_own_size(drawings: list[charts.Drawing]) -> None:
    for drawing in drawings:
        assert f'width="{drawing.width}"' in drawing.svg
        sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawing.svg)}
        assert min(sizes) >= 11


def test_it_labels_the_lines_in_vietnamese(drawings: list[charts.Drawing]) -> None:
    for words in ("Thực hiện", "Lộ trình", "Mục tiêu 95%", "hạn 31/01/2027", "60,0% (ước)", "100%"):
        assert words in drawings[0].svg


def test_it_passes_a_strict_policy_and_says_its_finding(drawings: list[charts.Drawing]) -> None:
    for drawing in drawings:
        assert "style=" not in drawing.svg
        assert "<style" not in drawing.svg
        assert 'aria-label="Thực hiện &lt;60%&gt;"' in drawing.svg
        assert "graphics-" not in drawing.svg


def test_it_takes_its_colours_from_the_style_sheet(drawings: list[charts.Drawing]) -> None:
    assert not re.findall(r'(?:fill|stroke)="#', drawings[0].svg)
    assert "var(--cham)" in drawings[0].svg


def test_it_draws_what_may_come_with_its_band() -> None:
    ahead = [
        charts.Coming(month(2026, 11).end, Decimal(66), Decimal(64), Decimal(69)),
        charts.Coming(month(2026, 12).end, Decimal(72), Decimal(67), Decimal(140)),
    ]
    (drawn,) = charts.trajectory(
        actual=ACTUAL, path=PATH, target=GOAL, coming=ahead, unit="%", today=TODAY, label="Dự báo", widths=[680]
    )
    assert "Dự báo</text>" in drawn.svg
    assert 'opacity="0.1' in drawn.svg
    assert "150%" in drawn.svg, "the band does not fit the scale"
    bare = [charts.Coming(one.day, one.value) for one in ahead]
    (line,) = charts.trajectory(actual=ACTUAL, coming=bare, unit="%", today=TODAY, label="Dự báo", widths=[680])
    assert 'opacity="0.1' not in line.svg


def test_it_draws_a_picture_with_text_for_papers() -> None:
    def picture(label: str) -> bytes:
        goal = charts.Goal(GOAL.due, GOAL.value, label)
        return charts.png(charts.trajectory_spec(ACTUAL, PATH, goal, unit="%", today=TODAY, decimals=1, width=560))

    assert picture("Mục tiêu").startswith(b"\x89PNG")
    assert picture("Mục tiêu") != picture("Ước đạt ở mức rất khác"), "text vanished from the picture"


def test_it_keeps_figures_whole() -> None:
    points = [charts.Point(month(2026, at).end, Decimal(at) * 1400) for at in range(1, 11)]
    goal = charts.Goal(date(2026, 12, 31), Decimal(14200), "từ 14.200 tỷ đồng trở lên, tổng cả giai đoạn")
    for drawing in charts.trajectory(actual=points, target=goal, unit="tỷ đồng", today=TODAY, label="x"):
        assert {"15.000", "14.000"} <= set(re.findall(r">([\d.]+)</text>", drawing.svg))
        words = " ".join(re.findall(r">([^<]+)</t(?:ext|span)>", drawing.svg))
        assert goal.label in words


def test_it_names_a_path_of_two_points_on_its_middle() -> None:
    ends = [charts.Point(date(2026, 1, 1), Decimal(0)), charts.Point(date(2026, 12, 31), Decimal(100))]
    middle = charts._along(ends, 0.5)
    assert (middle.day, round(middle.value)) == (date(2026, 7, 2), 50)


def test_it_draws_nothing_from_nothing() -> None:
    assert charts.trajectory(actual=[], label="", today=TODAY) == []


@pytest.mark.parametrize(
    "values", [[0], [0, 0], [5], [-3, 2], [Decimal("0.001"), Decimal("0.002")], [10**9, 3 * 10**9]]
)
def test_it_draws_few_and_odd_values(values: list[Decimal]) -> None:
    points = [charts.Point(month(2026, at + 1).end, Decimal(value)) for at, value in enumerate(values)]
    assert len(charts.trajectory(actual=points, label="x", today=TODAY, unit="tỷ đồng", widths=(340,))) == 1


finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)


@given(finite, finite)
def test_it_scales_to_round_values_that_hold_all(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    ticks = charts._value_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert Decimal(0) in ticks
    assert 2 <= len(ticks) <= 8
