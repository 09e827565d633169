"""A department that owes figures of October, and its monthly reports, written for these tests and really read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.database.conftest import World
from tests.database.tracking.submissions.conftest import (  # noqa: F401 (fixtures)
    OCTOBER,
    approved,
    chief,
    fill,
    revenue,
    trained,
)
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document, Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.indicators.operations import submit_observation
from vaocuoc.tracking.models import Indicator, Submission
from vaocuoc.tracking.readin.operations import Answer
from vaocuoc.tracking.readin.queries import Board, board_of
from vaocuoc.tracking.submissions.filling import begin

HEAD = """SỞ TÀI CHÍNH
Số: 77/BC-STC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BÁO CÁO
Tình hình thực hiện nhiệm vụ tháng 10 năm 2026
I. KẾT QUẢ THỰC HIỆN
"""
PAPER = """1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng, bằng 87,9% dự toán.
2. Trong tháng tập huấn cho 45 cán bộ.
"""


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


@pytest.fixture
def paper(world: World) -> Callable[..., Document]:
    """``paper(text)`` is a report of the department with this body, handed in and read."""

    def made(body: str = PAPER, *, head: str = HEAD) -> Document:
        document = upload_document(
            actor=world.clerk,
            content=BytesIO((head + body).encode()),
            name="bao-cao.txt",
            keeper=world.department,
            handling="ordinary",
            today=date(2026, 11, 5),
        )
        for reading in Reading.objects.filter(file__document=document):
            read_file(reading.pk)
        document.refresh_from_db()
        return document

    return made


@pytest.fixture
def report(world: World) -> Callable[[], Submission]:
    """The department's report of October as it stands."""
    return lambda: begin(keeper=world.province, provider=world.department, period=OCTOBER)


@pytest.fixture
def told(world: World) -> Callable[..., None]:
    """``told(indicator, month, "9.900")``: the department reported this before."""

    def reported(indicator: Indicator, period: Any, value: str, *, unit: Any = None) -> None:
        unit = unit or (world.province if indicator.lead_unit_id else world.department)
        submit_observation(
            actor=world.clerk,
            indicator=indicator,
            unit=unit,
            provider=world.department,
            period=period,
            value=Decimal(value.replace(".", "").replace(",", ".")),
        )

    return reported


def board(report: Submission, document: Document) -> Board:
    return board_of(report, document)


def proposed(report: Submission, document: Document) -> dict[str, list[str]]:
    """What is proposed, by the indicator's code."""
    lines = board_of(report, document).lines
    return {line.row.indicator.code: [one.typed for one in line.proposals] for line in lines}


def answer_to(report: Submission, document: Document, indicator: Indicator, **said: Any) -> Answer:
    """The answer to the first sentence that is proposed for an indicator."""
    line = next(one for one in board_of(report, document).lines if one.row.indicator == indicator)
    return Answer(passage=line.proposals[0].said.passage, key=line.row.key, **said)
