"""``vaocuoc lint`` as an office runs it: a process, its lines, its exit status."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DRAFT = """ĐẢNG ỦY XÃ YÊN THƯỢNG
*
Số 12-KH/ĐU

Yên Thượng, ngày 10 tháng 11 năm 2026

KẾ HOẠCH
phát triển nông nghiệp

I. MỤC TIÊU
1. Đến năm 2030, tỷ lệ che phủ rừng đạt 54%.

II. NHIỆM VỤ
1. Giao Sở Kế hoạch và Đầu tư rà soát danh mục dự án, hoàn thành trước ngày 30/12/2026.
"""
CLEAN = "Ghi chép nội bộ của cuộc họp giao ban đầu tuần.\n"
ABOVE = DRAFT.replace("KẾ HOẠCH", "NGHỊ QUYẾT").replace("-KH/", "-NQ/").replace("54%", "45%")


def lint(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vaocuoc", "lint", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, encoding="utf-8", **more)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "dự thảo.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_it_says_each_fault_in_a_line_then_the_score(draft: Path) -> None:
    done = lint(draft)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    told = next(line for line in lines if "[units.ended]" in line)
    assert "dòng 14, mục II.1: lỗi" in told
    assert "“Sở Kế hoạch và Đầu tư” không còn từ ngày 01/03/2025" in told
    assert told.endswith("→ Thay bằng: Sở Tài chính.")
    assert "Điểm " in lines[-1]
    assert "/100: sáu rõ" in lines[-1]


def test_it_ends_with_0_where_nothing_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CLEAN, encoding="utf-8")
    done = lint(path)
    assert done.returncode == 0
    assert "0 lỗi, 0 cần xem" in done.stdout


def test_it_counts_only_faults_of_the_level_or_graver(draft: Path) -> None:
    draft.write_text(DRAFT.replace("Kế hoạch và Đầu tư", "Tài chính"), encoding="utf-8")
    hints = lint(draft, "--level", "goi-y")
    errors = lint(draft, "--level", "loi")
    assert hints.returncode == 1
    assert "gợi ý [" in hints.stdout
    assert errors.returncode == 0
    assert "[" not in errors.stdout


def test_it_ends_with_2_where_a_file_cannot_be_read(draft: Path, tmp_path: Path) -> None:
    done = lint(tmp_path / "thiếu.docx", draft)
    assert done.returncode == 2
    assert "Không tìm thấy tệp" in done.stderr
    assert "[units.ended]" in done.stdout  # the others are still checked


def test_it_refuses_a_secrecy_mark(draft: Path) -> None:
    draft.write_text(DRAFT.replace("*\n", "MẬT\n", 1), encoding="utf-8")
    done = lint(draft)
    assert done.returncode == 2
    assert done.stdout == ""


def test_it_prints_an_object_for_each_file(draft: Path, tmp_path: Path) -> None:
    done = lint(draft, tmp_path / "thiếu.docx", "--format", "json")
    first, second = map(json.loads, done.stdout.splitlines())
    fault = next(one for one in first["findings"] if one["rule"] == "units.ended")
    assert (fault["level"], fault["section"], fault["line"]) == ("error", "II.1", 14)
    assert DRAFT[fault["start"] : fault["end"]].startswith("Giao Sở Kế hoạch")
    assert fault["facts"]["since"] == "2025-03-01"
    assert 0 <= first["score"]["total"] <= 100
    assert second["error"]["code"] == "file.missing"


def test_it_compares_with_the_paper_from_above(draft: Path, tmp_path: Path) -> None:
    above = tmp_path / "nghị quyết.txt"
    above.write_text(ABOVE, encoding="utf-8")
    told = next(line for line in lint(draft, "--base", above).stdout.splitlines() if "[quoting.value]" in line)
    assert "là 45%" in told
    assert "(nghị quyết.txt)" in told


def test_it_says_where_no_register_is(draft: Path, tmp_path: Path) -> None:
    done = lint(draft, "--against", tmp_path)
    assert done.returncode == 2
    assert "Không có dữ liệu của trang" in done.stderr
    assert done.stdout == ""


def test_it_starts_no_django_unless_asked(draft: Path) -> None:
    code = (
        "import sys; from vaocuoc.cli import main; "
        f"main(['lint', {str(draft)!r}]); sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60).returncode == 0
