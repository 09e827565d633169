"""What holds of the check whatever the draft says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.drafts import DAY, draft
from vaocuoc.core.checking import KINDS, LEVELS, RULES, EndedUnit, Register, check
from vaocuoc.core.checking.amounts import Amount, amount, may_be_growth, may_be_share
from vaocuoc.core.checking.scoring import Score
from vaocuoc.core.reading import Reading, read_text

WORDINGS = """I. |II. |1. |a) |- |KẾ HOẠCH|. |; |5/20 |35% |đạt |chiếm |gồm |120 hộ |70 hộ |Giao Sở Tài chính |rà soát |
    |UBND huyện |trước ngày 30/11/2026|kế hoạch này|chỉ tiêu |tăng |từ |lên |Nghị quyết số 45-NQ/TW ngày 24/01/2019 |
    |Tổng cộng |năm 2030 |lũy kế |0|ngày 31/02/2026 |ﬁ"""
PIECES = st.sampled_from(WORDINGS.split("|"))
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)
AMOUNTS = st.decimals(min_value=1, max_value=10**6, places=1)


def printed(number: str) -> Amount:
    """The amount as it is read from a paper that prints this number."""
    found = amount(number.replace(".", ","))
    assert found is not None
    return found


@given(TEXTS)
def test_it_answers_any_text_with_quotes_that_stand_there(text: str) -> None:
    reading = read_text(text)
    report = check(reading, today=DAY)
    for fault in report.faults:
        assert fault.quote == " ".join(reading.text[fault.start : fault.end].split())
        assert 0 <= fault.start <= fault.end <= len(reading.text)
        assert fault.kind in KINDS
        assert fault.level in LEVELS
        assert fault.rule in RULES
        assert 1 <= fault.place.line <= reading.text.count("\n") + 1
    assert list(report.faults) == sorted(report.faults, key=lambda fault: fault.start)
    assert 0 <= report.score.total <= 100


@given(TEXTS)
def test_it_says_the_same_every_time(text: str) -> None:
    assert check(read_text(text), today=DAY) == check(read_text(text), today=DAY)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 2))
def test_it_believes_a_share_that_was_reckoned_right(part: int, whole: int, places: int) -> None:
    percent = (Decimal(100) * part / whole).quantize(Decimal(1).scaleb(-places))
    assert may_be_share(*(printed(str(number)) for number in (part, whole, percent)))


@given(st.integers(1, 500), st.integers(1, 500), st.integers(3, 90))
def test_it_doubts_a_share_that_is_points_away(part: int, whole: int, away: int) -> None:
    percent = (Decimal(100) * part / whole).quantize(Decimal(1)) + away
    assert not may_be_share(*(printed(str(number)) for number in (part, whole, percent)))


@given(AMOUNTS, AMOUNTS)
def test_it_believes_a_rise_that_was_reckoned_right(before: Decimal, after: Decimal) -> None:
    percent = abs(100 * (after / before - 1)).quantize(Decimal("0.1"))
    numbers = (printed(f"{number:f}") for number in (before, after, percent))
    assert may_be_growth(*numbers, falls=after < before)


def test_it_reads_numbers_as_offices_print_them() -> None:
    read = {text: amount(text) for text in ("1.234,5", "12.375", "22.3", "7")}
    assert {text: one and one.value for text, one in read.items()} == {
        "1.234,5": Decimal("1234.5"), "12.375": Decimal(12375), "22.3": Decimal("22.3"), "7": Decimal(7),
    }  # fmt: skip


@given(
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_it_gives_a_worse_score_for_more_faults_only(
    tasks: int, targets: int, met: int, good: int, errors: int, checks: int
) -> None:
    score = Score(
        tasks=tasks,
        clears_met=min(met, tasks * 6),
        targets=targets,
        checkable_targets=min(good, targets),
        errors=errors,
        checks=checks,
    )
    assert 0 <= score.total <= 100
    assert replace(score, errors=errors + 1).total <= score.total
    assert replace(score, checks=checks + 1).total <= score.total


def test_it_shows_a_sum_that_adds_up() -> None:
    score = Score(tasks=10, clear_tasks=2, clears_met=30, targets=4, checkable_targets=3, errors=2, checks=5)
    assert score.clears_points == 20
    assert score.targets_points == Fraction(45, 2)
    assert score.fault_points == 19
    assert score.total == 62  # 20 + 22.5 + 19 = 61.5 of 100, halves up


def test_it_scores_a_paper_without_tasks_on_what_it_has() -> None:
    assert Score(errors=1).total == 90
    assert Score().total == 100


def test_it_judges_no_clears_in_a_paper_that_lays_down_rules() -> None:
    text = "QUYẾT ĐỊNH\nBan hành Quy chế phối hợp\n\nĐiều 1. Sở Tài chính có trách nhiệm thẩm định dự toán.\n"
    assert not [fault for fault in check(read_text(text), today=DAY).faults if fault.kind == "clears"]


def test_it_takes_units_and_successors_from_the_register() -> None:
    row = {"text": "II. NHIỆM VỤ\n1. Giao Trung tâm Khuyến nông Yên Thượng tập huấn cho các hộ trồng chè."}
    ended = EndedUnit("Trung tâm Khuyến nông Yên Thượng", date(2026, 1, 1), ("Phòng Kinh tế",), "Quyết định 3/QĐ-UBND")
    found = [one for one in check(draft(row), register=Register(ended=(ended,))).faults if one.rule == "units.ended"]
    assert [(one.facts["into"], one.level) for one in found] == [("Phòng Kinh tế", "error")]
    later = replace(ended, ended_on=date(2026, 12, 1))
    assert not [one for one in check(draft(row), register=Register(ended=(later,))).faults if one.kind == "units"]


def test_it_compares_with_the_paper_from_above() -> None:
    above = draft({"type": "nghị quyết", "text": "I. MỤC TIÊU\n1. Đến năm 2030, tỷ lệ che phủ rừng đạt 45%."})
    below = draft({"text": "I. MỤC TIÊU\n1. Đến năm 2030, tỷ lệ che phủ rừng đạt 54%."})
    found = [one for one in check(below, base=above, base_name="Nghị quyết 12").faults if one.kind == "quoting"]
    assert [(one.rule, one.level, one.other and one.other.source) for one in found] == [
        ("quoting.value", "check", "Nghị quyết 12")
    ]
    assert "45%" in (found[0].other.quote if found[0].other else "")


def test_it_knows_a_fault_again_in_the_next_version() -> None:
    one = draft({"text": "II. NHIỆM VỤ\n1. Giao UBND các huyện thống kê đất bỏ hoang."})
    two = draft({"text": "I. YÊU CẦU\nKhông để sót.\n\nII. NHIỆM VỤ\n1. Giao  UBND các Huyện thống kê đất bỏ hoang."})

    def keys(reading: Reading) -> set[str]:
        return {fault.key for fault in check(reading).faults if fault.kind == "units"}

    assert keys(one)
    assert keys(one) == keys(two)
