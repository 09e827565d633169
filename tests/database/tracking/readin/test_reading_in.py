"""An issued report fills its unit's own draft: what is sure at once, the rest one by one, nothing decided twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.database.conftest import World
from tests.database.tracking.readin.conftest import answer_to, proposed
from tests.database.tracking.submissions.conftest import OCTOBER
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.models import Cell, Indicator, Observation, SentenceChoice
from vaocuoc.tracking.readin.operations import Answer, forget, refuse, take, take_sure, undo
from vaocuoc.tracking.readin.queries import board_of
from vaocuoc.tracking.submissions.filling import CellInput, save_cells
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.submissions.owed import unfilled

SEPTEMBER = month(2026, 9)
Paper = Callable[..., Document]


def test_what_is_sure_is_taken_at_once_and_the_figure_tells_its_sentence(
    world: World, revenue: Indicator, trained: Indicator, paper: Paper, report: Any
) -> None:
    document = paper()
    assert document.issuer_unit == world.department
    assert proposed(report(), document) == {"KT-01": ["12480"], "XD-02": ["45"]}
    taken = take_sure(actor=world.focal, submission=report(), document=document)
    assert taken.count == 2
    assert not taken.problems
    assert not unfilled(world.province.pk, world.department.pk, OCTOBER, report()).exists()
    submit(actor=world.focal, submission=report())
    figure = Observation.objects.get(indicator=revenue)
    assert (figure.value, figure.document, figure.finding.quote) == (124800, document, "12.480 tỷ đồng")


def test_what_the_paper_is_silent_on_is_left_to_ask(
    world: World, revenue: Indicator, trained: Indicator, paper: Paper, report: Any
) -> None:
    document = paper("1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng.\n")
    take_sure(actor=world.focal, submission=report(), document=document)
    assert [row.indicator for row in board_of(report(), document).rest] == [trained]
    assert [one.indicator for one in unfilled(world.province.pk, world.department.pk, OCTOBER, report())] == [trained]


def test_a_total_that_falls_asks_and_is_not_taken_with_others(
    world: World, revenue: Indicator, paper: Paper, report: Any, told: Any
) -> None:
    told(revenue, SEPTEMBER, "13.000")
    document = paper()
    line = board_of(report(), document).lines[0]
    assert "thấp hơn" in line.proposals[0].questions[0]
    with pytest.raises(Refused, match=r"readin\.none_sure"):
        take_sure(actor=world.focal, submission=report(), document=document)
    answer = answer_to(report(), document, revenue, note="Kỳ trước tính trùng một khoản")
    take(actor=world.focal, submission=report(), document=document, answer=answer)
    assert Cell.objects.get(indicator=revenue).note == "Kỳ trước tính trùng một khoản"


@pytest.mark.parametrize("said", ["12,48", "12.480.000", "1.248"])
def test_a_figure_off_by_a_power_of_ten_asks(
    said: str, world: World, revenue: Indicator, paper: Paper, report: Any, told: Any
) -> None:
    for index, value in ((7, "9.900"), (8, "10.800"), (9, "11.700")):
        told(revenue, month(2026, index), value)
    document = paper(f"1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt {said} tỷ đồng.\n")
    line = board_of(report(), document).lines[0]
    assert "lần" in line.proposals[0].questions[0]
    assert not line.is_sure


def test_money_in_millions_is_turned_into_billions(world: World, revenue: Indicator, paper: Paper, report: Any) -> None:
    document = paper("1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480.500 triệu đồng.\n")
    assert proposed(report(), document) == {"KT-01": ["12480,5"]}


def test_a_figure_in_another_measure_is_not_proposed(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    document = paper("1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 410 triệu USD.\n")
    assert proposed(report(), document) == {}


def test_the_figure_of_a_month_is_added_to_the_total_before_and_never_sure(
    world: World, revenue: Indicator, paper: Paper, report: Any, told: Any
) -> None:
    told(revenue, SEPTEMBER, "11.000")
    document = paper("1. Trong tháng 10, thu ngân sách nhà nước trên địa bàn đạt 1.480 tỷ đồng.\n")
    line = board_of(report(), document).lines[0]
    assert line.proposals[0].typed == "12480"
    assert not line.is_sure
    assert "added_up" in [reason.code for reason in line.proposals[0].reasons]


def test_a_total_gives_the_month_where_all_months_before_are_known(
    world: World, trained: Indicator, paper: Paper, report: Any, told: Any
) -> None:
    document = paper("1. Lũy kế 10 tháng tập huấn cho 145 cán bộ.\n")
    assert proposed(report(), document) == {}  # nine months are unknown, and unknown is not zero
    for index in range(1, 10):
        told(trained, month(2026, index), "10")
    assert proposed(report(), document) == {"XD-02": ["55"]}


def test_two_sentences_for_one_place_are_both_shown_and_none_is_chosen(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    document = paper(
        "1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng.\n"
        "2. Đến hết tháng 10, thu ngân sách nhà nước trên địa bàn đạt 12.840 tỷ đồng.\n"
    )
    assert proposed(report(), document) == {"KT-01": ["12480", "12840"]}
    with pytest.raises(Refused, match=r"readin\.none_sure"):
        take_sure(actor=world.focal, submission=report(), document=document)


def test_a_sentence_on_another_period_or_another_unit_is_not_proposed(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    document = paper(
        "1. Thu ngân sách nhà nước trên địa bàn tháng 9 năm 2026 đạt 1.100 tỷ đồng.\n"
        "2. Tại xã Khe Lớn, thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12 tỷ đồng.\n"
    )
    assert proposed(report(), document) == {}


def test_a_bound_is_no_figure(world: World, trained: Indicator, paper: Paper, report: Any) -> None:
    document = paper("1. Trong tháng có ba phòng tập huấn cho dưới 10 cán bộ.\n")
    assert "10" not in proposed(report(), document).get("XD-02", [])


def test_what_was_refused_stays_refused_also_when_the_file_is_read_again(
    world: World, revenue: Indicator, trained: Indicator, paper: Paper, report: Any
) -> None:
    document = paper()
    answer = answer_to(report(), document, revenue)
    refuse(actor=world.focal, submission=report(), document=document, passage=answer.passage, key=answer.key)
    take_sure(actor=world.focal, submission=report(), document=document)
    _read_again(document)
    board = board_of(report(), document)
    assert board.lines == []
    assert [one.indicator for one in board.taken] == [trained]
    assert [one.indicator for one in board.refused] == [revenue]
    assert Cell.objects.filter(indicator=trained, typed="45").exists()


def _read_again(document: Document) -> None:
    """A newer version of the reader finds the same, in rows of its own."""
    old = Reading.objects.get(file__document=document)
    findings = list(Finding.objects.filter(reading=old))
    again = Reading.objects.get(pk=old.pk)
    again.pk, again.reader_version = None, "999.0"
    again.save()
    for one in findings:
        one.pk, one.reading = None, again
    Finding.objects.bulk_create(findings)


def test_a_decision_can_be_taken_back_and_empties_the_cell_it_filled(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    document = paper()
    take(actor=world.focal, submission=report(), document=document, answer=answer_to(report(), document, revenue))
    choice = SentenceChoice.objects.get()
    undo(actor=world.focal, submission=report(), document=document, pk=choice.pk)
    assert not Cell.objects.filter(value__isnull=False).exists()
    assert proposed(report(), document) == {"KT-01": ["12480"]}


def test_a_corrected_value_is_kept_with_its_sentence_and_a_typed_one_lets_go_of_it(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    document = paper()
    answer = answer_to(report(), document, revenue, typed="12.480,6")
    take(actor=world.focal, submission=report(), document=document, answer=answer)
    cell = Cell.objects.get(indicator=revenue)
    assert (cell.value, cell.finding.quote) == (124806, "12.480 tỷ đồng")
    assert SentenceChoice.objects.get().is_corrected
    again = CellInput(indicator=revenue.pk, unit=world.province.pk, typed="12.480,6", note="đã đối chiếu")
    save_cells(actor=world.focal, submission=report(), inputs=[again])
    assert Cell.objects.get(indicator=revenue).finding is not None
    other = CellInput(indicator=revenue.pk, unit=world.province.pk, typed="12500")
    save_cells(actor=world.focal, submission=report(), inputs=[other])
    assert Cell.objects.get(indicator=revenue).finding is None


def test_words_that_an_office_taught_are_known_in_the_next_paper(
    world: World, revenue: Indicator, paper: Paper, report: Any
) -> None:
    body = "1. Nộp kho bạc các sắc thuế 10 tháng đạt {} tỷ đồng.\n"
    document = paper(body.format("12.480"))
    board = board_of(report(), document)
    assert board.lines == []
    said = board.unmatched[0]
    answer = Answer(passage=said.passage, key=(revenue.pk, world.province.pk), teach=True)
    take(actor=world.focal, submission=report(), document=document, answer=answer)
    again = paper(body.format("12.490"))
    SentenceChoice.objects.update(submission=None)  # another report than the one it was taught in
    assert proposed(report(), again) == {"KT-01": ["12490"]}
    forget(actor=world.focal, submission=report(), pk=SentenceChoice.objects.get().pk)
    assert proposed(report(), again) == {}


def test_figures_of_lower_units_are_taken_where_they_are_named(
    world: World, trained: Indicator, paper: Paper, report: Any
) -> None:
    trained.lead_unit = world.department
    trained.save()
    oblige(actor=world.clerk, indicator=trained, unit=world.province, valid_from=date(2026, 1, 1))
    name = world.commune.name
    place = name[name.index("xã") :] if "xã" in name else name
    document = paper(f"1. Trong tháng, tại {place}, tập huấn cho 12 cán bộ.\n")
    units = [line.row.unit for line in board_of(report(), document).lines]
    assert units == [world.commune]


def test_who_may_not_report_takes_nothing(world: World, revenue: Indicator, paper: Paper, report: Any) -> None:
    document = paper()
    answer = answer_to(report(), document, revenue)
    with pytest.raises(Refused, match=r"access\.denied"):
        take(actor=world.leader, submission=report(), document=document, answer=answer)
    assert not Cell.objects.exists()
