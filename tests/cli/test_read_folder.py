"""``vaocuoc read FOLDER``: every readable file, on all cores, each with its own answer."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.test_read import TEXT, vaocuoc
from vaocuoc.cli import outcomes
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import Reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "văn bản"
    (root / "2026").mkdir(parents=True)
    for number in range(7):
        (root / "2026" / f"{number} kết luận.txt").write_text(f"{TEXT}Điểm {number}.\n", encoding="utf-8")
    (root / "hỏng.docx").write_bytes(b"PK\x03\x04 cut off")
    (root / "~$khóa.docx").write_bytes(b"held open by an editor")
    (root / ".ẩn.txt").write_text(TEXT, encoding="utf-8")
    (root / "ảnh chụp.xyz").write_bytes(b"\x00")
    return root


def test_it_reads_every_readable_file_of_a_folder_in_order(folder: Path) -> None:
    done = vaocuoc("read", folder, "--jobs", 2)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    names = [Path(answer["file"]).name for answer in answers]
    assert names == [f"{number} kết luận.txt" for number in range(7)] + ["hỏng.docx"]
    assert [answer["text"].splitlines()[-1] for answer in answers[:7]] == [f"Điểm {number}." for number in range(7)]
    assert answers[7]["error"]["code"] == "file.damaged"
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_it_answers_the_same_on_one_core_and_on_two(folder: Path) -> None:
    assert vaocuoc("read", folder, "--jobs", 1).stdout == vaocuoc("read", folder, "--jobs", 2).stdout


def test_it_says_that_a_folder_holds_nothing_to_read(tmp_path: Path) -> None:
    done = vaocuoc("read", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "không có tệp nào đọc được" in done.stderr.decode()


@pytest.mark.parametrize("jobs", ["0", "-1", "hai"])
def test_it_refuses_a_number_of_jobs_that_is_none(folder: Path, jobs: str) -> None:
    done = vaocuoc("read", folder, "--jobs", jobs)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("vaocuoc read: --jobs không nhận")


def test_it_tells_how_far_it_has_come(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    files = outcomes.files_of([str(folder)])
    found = list(outcomes.outcomes(files, cores=2, told=lambda done, total, _: told.append((done, total))))
    assert [file for file, _ in found] == list(files)
    assert told == [(done, 8) for done in range(1, 9)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no alarm")
def test_it_stops_a_reading_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dài.txt"
    path.write_text(TEXT * 2000, encoding="utf-8")
    monkeypatch.setattr(outcomes, "SECONDS", 0.01)
    stopped = outcomes.outcome(str(path))
    assert isinstance(stopped, Refused)
    assert stopped.code == "reading.timeout"
    monkeypatch.setattr(outcomes, "SECONDS", 120.0)
    assert isinstance(outcomes.outcome(str(path)), Reading)


def _die(file: str) -> Reading | Refused:
    if "kẻ xấu" in file:
        os.abort()
    return Refused("file.missing")


def test_it_loses_only_the_file_whose_process_died(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "outcome", _die)
    files = ["a", "kẻ xấu", "b", "c", "d", "e", "f", "g"]
    found = dict(outcomes.outcomes(files, cores=2))
    assert list(found) == files
    codes = {file: answer.code for file, answer in found.items() if isinstance(answer, Refused)}
    assert codes.pop("kẻ xấu") == "reading.crashed"
    assert set(codes.values()) == {"file.missing"}
