"""The demonstration's papers say what they are and read whole."""

from pathlib import Path

import pytest

import vaocuoc
from tests.formats import papers
from vaocuoc.formats import load

FOLDER = Path(vaocuoc.__file__).parent / "config" / "demo" / "papers"
PAPERS = sorted(FOLDER.iterdir())


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_it_says_that_it_is_invented(path: Path) -> None:
    source = load(path)
    assert "Văn bản giả định phục vụ minh họa" in source.text
    papers.hold_together(source)


def test_the_resolution_has_twelve_targets_of_the_term_and_twelve_of_a_year() -> None:
    source = load(FOLDER / "01-NQ-DH-nghi-quyet-dai-hoi.docx")
    for table in (1, 2):
        cells = papers.grid(source, table)
        assert [cells[0, column] for column in (0, 1, 2)] == ["TT", "Chỉ tiêu", "Đơn vị tính"]
        assert numbers(cells) == [str(number) for number in range(1, 13)]


def test_the_programme_gives_forty_tasks_a_lead_a_time_a_product_and_a_receiver() -> None:
    cells = papers.grid(load(FOLDER / "02-CTr-TU-chuong-trinh-hanh-dong.docx"))
    assert numbers(cells) == [str(number) for number in range(1, 41)]
    rows = [row for (row, column), words in cells.items() if column == 0 and words.isdecimal()]
    assert all((row, column) in cells for row in rows for column in range(7))


def test_the_notice_gives_ten_tasks() -> None:
    source = load(FOLDER / "39-TB-TU-thong-bao-ket-luan.pdf")
    _, _, rest = source.text.partition("II- NHIỆM VỤ")
    tasks, _, _ = rest.partition("III- KIẾN NGHỊ")
    assert [line.split(".")[0] for line in tasks.splitlines() if line[:1].isdecimal()] == [str(n) for n in range(1, 11)]


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in PAPERS) < 600_000


def numbers(cells: dict[tuple[int, int], str]) -> list[str]:
    """The numbers in a table's first column, from the top."""
    return [words for (_, column), words in sorted(cells.items()) if column == 0 and words.isdecimal()]
