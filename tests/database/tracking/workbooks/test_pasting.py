"""What is copied in Excel and pasted: by code, by the names of columns, or in the order of the report."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.database.conftest import World
from tests.database.tracking.workbooks.conftest import report_of
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.models import Cell, Indicator
from vaocuoc.tracking.workbooks.pasting import said_in
from vaocuoc.tracking.workbooks.planning import plan_rows
from vaocuoc.tracking.workbooks.reasons import REASONS
from vaocuoc.tracking.workbooks.said import Said
from vaocuoc.tracking.workbooks.writing import write_pasted


def told(world: World, text: str) -> dict[str, str]:
    plan = plan_rows(world.focal, report_of(world), said_in(report_of(world), text))
    return {line.code: line.line or line.new for line in plan.lines}


@pytest.mark.parametrize(
    "text",
    [
        "KT-01\t7.573,9\nXD-02\t12",
        "XD-02\t12\nkt-01\t7.573,9",
        "7.573,9\n12\n",
        "Giá trị\tMã chỉ tiêu\n12\tXD-02\n7.573,9\tKT-01",
        "KT-01\tTỉnh ủy Minh Giang\t7.573,9\nXD-02\tSở Tài chính\t12",
        "KT-01\tThu ngân sách\tTỉnh ủy Minh Giang\ttỷ đồng\t–\t\t\t7.573,9\t\t\t\t\n"
        "XD-02\tTập huấn\tSở Tài chính\tngười\t–\t\t\t12\t\t\t\t",
    ],
)
def test_the_same_figures_however_they_are_laid_out(
    world: World, revenue: Indicator, trained: Indicator, text: str
) -> None:
    assert told(world, text) == {"KT-01": "7.573,9", "XD-02": "12"}


def test_the_columns_beside_the_value(world: World, revenue: Indicator, trained: Indicator) -> None:
    text = f"KT-01\t90\tx\t\tTạm tính\t12/BC\nXD-02\t\t\t{REASONS[1]}\t\t"
    said = said_in(report_of(world), text)
    plan = plan_rows(world.focal, report_of(world), said)
    assert write_pasted(actor=world.focal, submission=report_of(world), said=said, shown=plan.signature) == 2
    cells = {cell.indicator_id: cell for cell in Cell.objects.all()}
    first = cells[revenue.pk]
    assert (first.value, first.is_estimate, first.note, first.evidence) == (900, True, "Tạm tính", "12/BC")
    assert cells[trained.pk].missing_reason == REASONS[1]
    again = plan_rows(world.focal, report_of(world), said)
    assert (again.counts, again.inputs) == ({"same": 2}, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "nothing_pasted"), (" \n\t\n", "nothing_pasted"), ("Mã\tTài liệu\nKT-01\tx", "no_value_column")],
)
def test_what_cannot_be_a_paste_is_refused(world: World, revenue: Indicator, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        said_in(report_of(world), text)


def test_bad_rows_are_told_and_nothing_is_written(world: World, revenue: Indicator, trained: Indicator) -> None:
    text = "Mã\tGiá trị\nKT-01\tmười\nKT-01\t5\nZZ-99\t4\nXD-02\t3"
    said = said_in(report_of(world), text)
    plan = plan_rows(world.focal, report_of(world), said)
    lines = {line.row: line.line for line in plan.lines}
    assert "không phải là số" in lines[2]
    assert "đã có ở dòng 2" in lines[3]
    assert "ZZ-99" in lines[4]
    assert lines[5] == ""
    with pytest.raises(Refused, match="lines_refused"):
        write_pasted(actor=world.focal, submission=report_of(world), said=said, shown=plan.signature)
    assert not Cell.objects.exists()


def test_more_rows_than_the_report_has_are_told(world: World, revenue: Indicator, trained: Indicator) -> None:
    assert "dòng này thừa" in told(world, "1\n2\n3")[""]


def test_a_row_left_empty_keeps_its_place(world: World, revenue: Indicator, trained: Indicator) -> None:
    assert told(world, "\n12") == {"XD-02": "12"}


cell_texts = st.text(max_size=20)


@examples(
    st.builds(
        Said,
        row=st.integers(1, 9999),
        key=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
        typed=cell_texts,
        number=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4),
        mark=cell_texts,
        reason=cell_texts,
        note=cell_texts,
        evidence=cell_texts,
        chosen=cell_texts,
        code=cell_texts,
    )
)
def test_a_row_is_kept_as_it_was_said(said: Said) -> None:
    kept: dict[str, Any] = said.as_json()
    assert Said.from_json(kept) == said
