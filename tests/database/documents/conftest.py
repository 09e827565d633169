"""Documents of the tests: every test has a data folder of its own, and files are made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.database.conftest import TODAY, World
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document, File, Reading
from vaocuoc.documents.readings.operations import read_file

PAPER = """TỈNH ỦY MINH GIANG
*
Số 07-CTr/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Minh Giang, ngày 12 tháng 3 năm 2026
CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị
Căn cứ Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị, Tỉnh ủy ban hành chương trình như sau:
I- MỤC TIÊU
Phấn đấu đến năm 2030, thu ngân sách trên địa bàn đạt 18.500 tỷ đồng; tỷ lệ hộ nghèo còn dưới 1,5%.
II- NHIỆM VỤ
1- Sở Tài chính chủ trì xây dựng kế hoạch vốn năm 2027, hoàn thành trước ngày 30/11/2026.
2- Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện, định kỳ hằng quý báo cáo Ban Thường vụ.
"""


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of kept files, empty at first."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def make_docx(text: str = PAPER) -> bytes:
    paper = docx.Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.fixture
def upload(world: World) -> Callable[..., Document]:
    """Hands in a paper as the clerk does, for the province's register."""

    def hand_in(content: bytes | str = PAPER, name: str = "chuong-trinh.txt", **changes: Any) -> Document:
        raw = content.encode() if isinstance(content, str) else content
        fields = {"actor": world.clerk, "keeper": world.province, "handling": "ordinary", "today": TODAY, **changes}
        return upload_document(content=io.BytesIO(raw), name=name, **fields)

    return hand_in


@pytest.fixture
def read_paper(upload: Callable[..., Document]) -> Callable[..., Document]:
    """Hands in a paper and has it read at once."""

    def hand_in_and_read(*args: Any, **changes: Any) -> Document:
        document = upload(*args, **changes)
        for reading in Reading.objects.filter(file__document=document):
            read_file(reading.pk)
        document.refresh_from_db()
        return document

    return hand_in_and_read


def counts() -> tuple[int, int, int]:
    return Document.objects.count(), File.objects.count(), Reading.objects.count()
