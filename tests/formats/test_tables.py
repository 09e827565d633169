"""The same table read from every format gives the same tasks and figures, field for field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formats.laid_tables import SHAPES, Laid
from vaocuoc.core.reading import read
from vaocuoc.formats import load

ANNEX = Laid(
    lines=[
        "PHỤ LỤC",
        "Danh mục nhiệm vụ năm 2026",
        "(Kèm theo Kế hoạch số 41/KH-UBND ngày 12/01/2026 của UBND tỉnh Minh Giang)",
    ],
    rows=[
        ["TT", "Nội dung công việc", "Cơ quan thực hiện", "", "Thời hạn hoàn thành", "Sản phẩm", "Ghi chú"],
        ["", "", "Chủ trì", "Phối hợp", "", "", ""],
        ["I", "HOÀN THIỆN THỂ CHẾ", "", "", "", "", ""],
        [
            "1",
            "Xây dựng Đề án phát triển kinh tế ven sông Lam Trà",
            "Sở Tài chính",
            "Sở Xây dựng; Sở Công Thương",
            "Quý III/2026",
            "Đề án",
            "",
        ],
        [
            "2",
            "Rà soát quy chế làm việc của các ban quản lý bến bãi",
            "Sở Nội vụ",
            "Các sở, ban, ngành",
            "Trước ngày 30/6/2026",
            "Báo cáo",
            "",
        ],
        ["3", "Hướng dẫn thủ tục cấp phép bến thủy nội địa", "", "", "Tháng 10", "Văn bản hướng dẫn", ""],
        ["II", "PHÁT TRIỂN HẠ TẦNG", "", "", "", "", ""],
        [
            "4",
            "Khảo sát tuyến đường nối hai bờ sông Lam Trà",
            "UBND các xã, phường",
            "Sở Xây dựng",
            "Thường xuyên",
            "Báo cáo khảo sát",
            "x",
        ],
    ],
    merges=[
        (0, 2, 0, 3),
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 4, 1, 4),
        (0, 5, 1, 5),
        (0, 6, 1, 6),
        (4, 2, 5, 2),
        (4, 3, 5, 3),
    ],
)

EXPECTED = [
    (
        "Xây dựng Đề án phát triển kinh tế ven sông Lam Trà",
        "Sở Tài chính",
        ["Sở Xây dựng", "Sở Công Thương"],
        "2026-09-30",
        "day",
        "Đề án",
    ),
    (
        "Rà soát quy chế làm việc của các ban quản lý bến bãi",
        "Sở Nội vụ",
        ["Các sở, ban, ngành"],
        "2026-06-29",
        "day",
        "Báo cáo",
    ),
    (
        "Hướng dẫn thủ tục cấp phép bến thủy nội địa",
        "Sở Nội vụ",
        ["Các sở, ban, ngành"],
        "2026-10-31",
        "day",
        "Văn bản hướng dẫn",
    ),
    (
        "Khảo sát tuyến đường nối hai bờ sông Lam Trà",
        "UBND các xã, phường",
        ["Sở Xây dựng"],
        None,
        "regular",
        "Báo cáo khảo sát",
    ),
]

TARGETS = Laid(
    lines=["Biểu số 01", "Chỉ tiêu chủ yếu giai đoạn 2026-2030"],
    rows=[
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2025", "Kế hoạch", "", "", "Cơ quan theo dõi"],
        ["", "", "", "", "2026", "2028", "2030", ""],
        ["I", "KINH TẾ", "", "", "", "", "", ""],
        ["1", "Thu ngân sách trên địa bàn", "Tỷ đồng", "8.450", "9.200", "10.500", "≥ 12.000", "Sở Tài chính"],
        ["2", "Cơ cấu kinh tế", "", "", "", "", "", ""],
        ["", "- Công nghiệp - xây dựng", "%", "41,5", "42", "43", "44-45", "Sở Công Thương"],
        ["", "- Dịch vụ", "%", "38", "38,2", "38,6", "trên 39", "Sở Công Thương"],
        ["II", "XÃ HỘI", "", "", "", "", "", ""],
        ["3", "Tỷ lệ hộ nghèo", "%", "2,4", "2,0", "1,2", "dưới 0,5", "Sở Nông nghiệp và Môi trường"],
    ],
    merges=[(0, 4, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 7, 1, 7)],
)
EXPECTED_TARGETS = [
    ("Thu ngân sách trên địa bàn", 12000, None, "tỷ đồng", ">=", 8450, [9200, 10500], "Sở Tài chính"),
    ("Cơ cấu kinh tế … Công nghiệp - xây dựng", 44, 45, "%", "=", 41.5, [42, 43], "Sở Công Thương"),
    ("Cơ cấu kinh tế … Dịch vụ", 39, None, "%", ">", 38, [38.2, 38.6], "Sở Công Thương"),
    ("Tỷ lệ hộ nghèo", 0.5, None, "%", "<", 2.4, [2, 1.2], "Sở Nông nghiệp và Môi trường"),
]

REPORT = Laid(
    lines=["KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2025"],
    rows=[
        ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025", "Thực hiện năm 2025", "TH/KH (%)", "Kế hoạch năm 2026"],
        ["1", "Sản lượng cá lồng", "Tấn", "1.200", "1.260", "105", "1.350"],
        ["2", "Số hợp tác xã thành lập mới", "Hợp tác xã", "8", "6", "75", "-"],
    ],
)


def items(laid: Laid, shape: str, folder: Path, kind: str) -> list[dict[str, Any]]:
    contract: dict[str, Any] = read(load(SHAPES[shape](laid, folder))).to_contract()
    found = [item for item in contract["items"] if item["kind"] == kind]
    assert all(contract["text"][item["start"] : item["end"]] == item["quote"] for item in found)
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_it_reads_the_same_tasks_from_every_format(shape: str, tmp_path: Path) -> None:
    found = [
        (" ".join(t["quote"].split()), t["owner"], t["cooperating"], t["due"], t["deadline"], t["product"])
        for t in items(ANNEX, shape, tmp_path, "task")
    ]
    assert found == EXPECTED


@pytest.mark.parametrize("shape", SHAPES)
def test_it_reads_the_same_targets_from_every_format(shape: str, tmp_path: Path) -> None:
    found = items(TARGETS, shape, tmp_path, "figure")
    assert [
        (
            f["indicator"],
            f["value"],
            f["value_high"],
            f["unit"],
            f["comparator"],
            f["baseline"]["value"],
            [point["value"] for point in f["path"]],
            f["owner"],
        )
        for f in found
    ] == EXPECTED_TARGETS
    assert {f["due"] for f in found} == {"2030-12-31"}
    assert {f["role"] for f in found} == {"target"}
    assert {f["baseline"]["period"]["end"] for f in found} == {"2025-12-31"}
    assert {tuple(point["due"] for point in f["path"]) for f in found} == {("2026-12-31", "2028-12-31")}


@pytest.mark.parametrize("shape", SHAPES)
def test_it_tells_results_from_targets_in_every_format(shape: str, tmp_path: Path) -> None:
    found = items(REPORT, shape, tmp_path, "figure")
    assert [(f["indicator"], f["value"], f["unit"], f["role"], f["basis"], f["due"]) for f in found] == [
        ("Sản lượng cá lồng", 1260, "tấn", "result", None, None),
        ("Sản lượng cá lồng", 105, "%", "result", "plan", None),
        ("Sản lượng cá lồng", 1350, "tấn", "target", None, "2026-12-31"),
        ("Số hợp tác xã thành lập mới", 6, "hợp tác xã", "result", None, None),
        ("Số hợp tác xã thành lập mới", 75, "%", "result", "plan", None),
    ]
    assert [f["measures"] for f in found] == [None, found[0]["start"], None, None, found[3]["start"]]


def long_annex() -> Laid:
    """An annex of sixty tasks in four groups, which runs over several pages of a PDF."""
    owners = ["Sở Tài chính", "Sở Xây dựng", "UBND các xã, phường", "Công an tỉnh"]
    rows = [["TT", "Nội dung công việc", "Cơ quan chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]]
    for number in range(1, 61):
        if number % 15 == 1:
            rows.append([["I", "II", "III", "IV"][number // 15], f"NHÓM VIỆC {number // 15}", "", "", "", ""])
        task = (
            f"Rà soát hệ thống cầu phao và bến đò ngang số {number} trên tuyến sông Lam Trà, đoạn qua các xã bãi ngang"
        )
        day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026"
        rows.append([str(number), task, owners[number % 4], "Các sở, ban, ngành", day, "Báo cáo rà soát"])
    return Laid(["PHỤ LỤC", "Danh mục nhiệm vụ năm 2026"], rows)


@pytest.mark.parametrize("shape", ["pdf", "pdf-unruled", "stacked", "tabs-word"])
def test_it_reads_a_table_over_many_pages_as_one(shape: str, tmp_path: Path) -> None:
    def said(shape: str) -> list[tuple[str, str, str, str]]:
        folder = tmp_path / shape
        folder.mkdir()
        tasks = items(long_annex(), shape, folder, "task")
        return [(" ".join(t["quote"].split()), t["owner"], t["due"], t["product"]) for t in tasks]

    expected = said("docx")
    assert len(expected) == 60
    assert said(shape) == expected


def test_it_leaves_letterheads_and_columns_of_prose_alone(tmp_path: Path) -> None:
    lines = [
        "Xã Bến Gạo rà soát các bến đò ngang và phao tiêu trên tuyến sông, báo cáo trước mùa lũ." for _ in range(12)
    ]
    rows = [
        ["UBND XÃ BẾN GẠO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/KH-UBND", "Độc lập - Tự do - Hạnh phúc"],
    ]
    source = load(SHAPES["pdf-unruled"](Laid(lines, rows), tmp_path))
    assert [block for block in source.blocks if block.kind == "cell"] == []
