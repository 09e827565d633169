"""``vaocuoc read`` as an office runs it: a process, its output, its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formats import papers
from vaocuoc.formats import load

TEXT = """TỈNH ỦY MINH GIANG
Số 38-KL/TU

KẾT LUẬN
của Ban Thường vụ Tỉnh ủy

Thu ngân sách nhà nước trên địa bàn 10 tháng ước đạt 14.862 tỷ đồng, bằng 91,3% dự toán.
Giao Sở Xây dựng rà soát quy hoạch ba cụm công nghiệp, hoàn thành trước ngày 30/11/2026.
"""


def vaocuoc(*arguments: object, entry: tuple[str, ...] = ("-m", "vaocuoc")) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *entry, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kết luận.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_prints_one_object_for_one_file(file: Path) -> None:
    done = vaocuoc("read", file, "--format", "json")
    reading = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(reading) == {"document", "reader", "text", "blocks", "items"}
    assert reading["text"] == TEXT
    for item in reading["items"]:
        assert TEXT[item["start"] : item["end"]] == item["quote"]
    assert any(item["kind"] == "figure" and item["value"] == 14862 for item in reading["items"])


def test_it_prints_a_line_for_each_of_several_files_and_tells_which_failed(file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.docx"
    empty.touch()
    done = vaocuoc("read", file, empty, tmp_path / "thiếu.pdf")
    first, second, third = map(json.loads, done.stdout.decode().splitlines())
    assert done.returncode == 2
    assert first["file"] == str(file)
    assert first["items"]
    assert second["error"] == {"code": "file.empty", "message": "Tệp rỗng (0 byte). Chọn lại tệp có nội dung."}
    assert third["error"]["code"] == "file.missing"
    assert done.stderr.decode().splitlines()[0] == f"{empty}: Tệp rỗng (0 byte). Chọn lại tệp có nội dung."


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_it_refuses_a_secrecy_mark(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"TỈNH ỦY MINH GIANG\n{mark}\n" + TEXT.partition("\n")[2], encoding="utf-8")
    done = vaocuoc("read", path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "secrecy.marked"
    assert TEXT.splitlines()[-1] not in done.stdout.decode()


def test_it_reads_what_merely_mentions_secrets(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT + "Chấp hành nghiêm quy định về bảo vệ bí mật nhà nước.\n", encoding="utf-8")
    assert vaocuoc("read", path).returncode == 0


def test_it_shows_a_table_in_vietnamese(file: Path) -> None:
    shown = vaocuoc("read", file, "--format", "table").stdout.decode()
    assert "Trích nguyên văn" in shown
    assert "14.862 tỷ đồng" in shown
    assert "Tìm thấy" in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_it_writes_a_workbook(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kết quả.xlsx"
    assert vaocuoc("read", file, "--output", path).returncode == 0
    source = load(path)
    assert papers.of(source, "caption")[0] == "Văn bản"
    assert "Nhiệm vụ" in papers.of(source, "caption")
    assert "14.862" in papers.of(source, "cell")


def test_it_writes_no_half_of_an_output(file: Path, tmp_path: Path) -> None:
    done = vaocuoc("read", file, "--output", tmp_path / "không có" / "a.json")
    assert done.returncode == 2
    assert "Không ghi được" in done.stderr.decode()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_it_stays_quiet_when_its_pipe_is_closed(file: Path) -> None:
    files = [str(file)] * 5
    command = [sys.executable, "-m", "vaocuoc", "read", *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 141


def test_it_gives_the_same_answer_every_time(file: Path) -> None:
    assert vaocuoc("read", file).stdout == vaocuoc("read", file).stdout
