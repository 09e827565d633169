"""What a draft takes from the words of a paper: units, titles, products, days, periods, kinds of figures."""

from __future__ import annotations

import pytest

from vaocuoc.tracking.intake.addressing import pieces
from vaocuoc.tracking.intake.figure_words import decimals_for, how_reported, kind_of, period_of
from vaocuoc.tracking.intake.task_words import suggested_product, title_of, words_of_due


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sở Tài chính, Sở Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở Giáo dục và Đào tạo và Ủy ban nhân dân các xã", ["Sở Giáo dục và Đào tạo", "Ủy ban nhân dân các xã"]),
        ("Công an tỉnh; các đảng ủy xã, phường", ["Công an tỉnh", "các đảng ủy xã, phường"]),
    ],
)
def test_a_list_of_units_is_cut_where_a_unit_begins(words, expected):
    assert pieces(words) == expected


@pytest.mark.parametrize(
    ("quote", "cooperating", "title"),
    [
        ("chủ trì, phối hợp với Sở Y tế rà soát hồ sơ", ["Sở Y tế"], "Rà soát hồ sơ"),
        ("chủ trì xây dựng đề án;", [], "Xây dựng đề án"),
        ("phối hợp với các ngành liên quan rà soát", [], "Phối hợp với các ngành liên quan rà soát"),
        ("khẩn trương\nrà soát quy hoạch.", [], "Khẩn trương rà soát quy hoạch"),
    ],
)
def test_the_title_says_what_not_who(quote, cooperating, title):
    assert title_of(quote, cooperating) == title


@pytest.mark.parametrize(
    ("quote", "product"),
    [
        ("rà soát vốn, báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026", "Báo cáo Ban Thường vụ Tỉnh ủy"),
        ("tham mưu ban hành kế hoạch thu hút đầu tư, hoàn thành trong quý I", "Kế hoạch thu hút đầu tư"),
        ("tăng cường kiểm tra", ""),
    ],
)
def test_a_product_is_suggested_from_the_words(quote, product):
    assert suggested_product(quote) == product


def test_the_words_of_a_day_are_the_last_that_name_one():
    assert words_of_due("theo Nghị quyết năm 2025, xong trước ngày 30/11/2026") == "trước ngày 30/11/2026"
    assert words_of_due("thực hiện trong quý IV năm 2026") == "trong quý IV năm 2026"
    assert words_of_due("thường xuyên") == ""


def test_days_of_a_result_become_a_stored_period():
    from datetime import date

    months = period_of(date(2026, 1, 1), date(2026, 10, 31))
    assert (months.kind, months.index) == ("month", 10)
    assert how_reported(date(2026, 1, 1), date(2026, 10, 31)) == ("month", "year_to_date")
    assert period_of(date(2026, 7, 1), date(2026, 9, 30)).kind == "quarter"
    assert period_of(date(2025, 1, 1), date(2025, 12, 31)).kind == "year"
    assert period_of(None, date(2026, 11, 14)).kind == "date"
    assert period_of(date(2026, 1, 1), None) is None


def test_kind_and_decimals_follow_the_unit_of_measure():
    assert kind_of("Tỷ lệ hộ nghèo", "%") == "ratio"
    assert kind_of("Tốc độ tăng GRDP", "%/năm") == "growth"
    assert kind_of("Thu ngân sách", "tỷ đồng") == "flow"
    assert kind_of("Số xã đạt chuẩn", "xã") == "stock"
    assert (decimals_for("căn", []), decimals_for("tỷ đồng", [])) == (0, 2)
