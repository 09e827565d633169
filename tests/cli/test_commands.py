"""The table of commands: help, version, and what is said to wrong arguments."""

import subprocess
import sys

import pytest

from vaocuoc import __version__
from vaocuoc.cli import COMMANDS, main


def test_it_lists_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Vào Cuộc")
    assert all(f"  {name} " in shown for name in COMMANDS)


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"vaocuoc {__version__}\n"


def test_it_proposes_the_command_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["raed"]) == 2
    assert "Có phải “read”?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "thiếu TỆP"),
        (["read", "a", "--format", "yaml"], "--format không nhận 'yaml'"),
        (["read", "a", "--output"], "--output cần một giá trị"),
        (["read", "a", "--fast"], "tham số lạ: --fast"),
    ],
)
def test_it_words_wrong_arguments_in_vietnamese(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_it_reads_without_django() -> None:
    run = "import sys; from vaocuoc.cli import main; main(['read', 'x'])"
    seen = f"{run}; print([name for name in sys.modules if 'django' in name])"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "[]"
