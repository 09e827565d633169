"""Coverage-guided fuzzing for developers: ``python tools/fuzz.py reader|docx|xlsx|pdf|html|text --seconds N``.

Needs atheris, which nothing else here does: ``pip install atheris``. Starts from the examples of the tests, in a folder
that is thrown away; with ``--corpus FOLDER`` what was found interesting is kept for the next time. The laws are those
of ``tests/fuzz``. What breaks one is written where one stands, as ``crash-...``: put it into ``tests/fuzz/found.py``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
TARGETS = ("reader", "docx", "xlsx", "pdf", "html", "text")
KINDS = {"docx": ".docx", "xlsx": ".xlsx", "pdf": ".pdf", "html": ".html", "text": ".txt"}
_MOST_BYTES = {"reader": 6_000, "text": 6_000, "html": 6_000}
_SLOW_SECONDS = 20
_MEGABYTES = 2_000


def main() -> int:
    """Fuzz one target for so many seconds; 1 where atheris is missing, else what libFuzzer ends with."""
    parser = argparse.ArgumentParser(description="Fuzz the reader or a source of text.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder to keep what was found interesting in")
    given = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 1
    warnings.simplefilter("error")
    with atheris.instrument_imports(include=["vaocuoc"]):
        from tests.fuzz import laws  # noqa: F401

        import vaocuoc.formats.docx
        import vaocuoc.formats.html
        import vaocuoc.formats.pdf
        import vaocuoc.formats.text
        import vaocuoc.formats.xlsx  # noqa: F401
    with tempfile.TemporaryDirectory(prefix="vaocuoc-fuzz-") as folder:
        corpus = given.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        _sow(corpus, given.target, Path(folder))
        os.environ["PATH"] = folder  # no LibreOffice, no OCR: other people's programs, and slow
        options = [
            f"-max_total_time={given.seconds}",
            f"-max_len={_MOST_BYTES.get(given.target, 200_000)}",
            f"-timeout={_SLOW_SECONDS}",
            f"-rss_limit_mb={_MEGABYTES}",
            "-print_final_stats=1",
        ]
        mutate = {}
        if given.target in {"docx", "xlsx"}:
            # `Mutate` is another function once the fuzzer runs, so it is looked up when it is called.
            mutate["custom_mutator"] = _inside(lambda part, most: atheris.Mutate(part, most))
        atheris.Setup([sys.argv[0], *options, str(corpus)], _tried(given.target, Path(folder)), **mutate)
        atheris.Fuzz()
    return 0


def _sow(corpus: Path, target: str, folder: Path) -> None:
    """Lay the files that the tests build, or the examples of the reader's corpus, into the folder to start from."""
    if target == "reader":
        from tests.fuzz import pieces

        for number, text in enumerate([*pieces.WORDINGS, *pieces.official()]):
            (corpus / f"seed-{number}").write_bytes(text.encode("utf-8", "replace"))
        return
    from tests.fuzz import test_files

    built = test_files.build(folder)
    for kind, content in built.items():
        if kind == KINDS[target] or (target == "text" and kind == ".md"):
            whole = test_files.packed(test_files.unpacked(content)) if kind in {".docx", ".xlsx"} else content
            (corpus / f"seed{kind}").write_bytes(whole)


def _tried(target: str, folder: Path) -> Callable[[bytes], None]:
    """What is done with each input."""
    from tests.fuzz.laws import hold_file, hold_reading, hold_report

    from vaocuoc.core.source import Source

    if target == "reader":
        return lambda content: void(hold_report(hold_reading(Source(content.decode("utf-8", "ignore")))))
    path = folder / f"a{KINDS[target]}"

    def answer(content: bytes) -> None:
        path.write_bytes(content)
        hold_file(path)

    return answer


def void(_: object) -> None:
    """libFuzzer takes no answer."""


def _inside(mutate: Callable[[bytes, int], bytes]) -> Callable[[bytes, int, int], bytes]:
    """Change a part of a packed file and pack it anew: changed outside, no archive gets past its checksums."""
    import random

    from tests.fuzz import test_files

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        try:
            parts = test_files.unpacked(content)
            name = chance.choice(sorted(parts))
        except Exception:
            return mutate(content, most)
        parts[name] = mutate(parts[name], len(parts[name]) + 200)
        made = test_files.packed(parts)
        return made if len(made) <= most else content

    return change


if __name__ == "__main__":
    sys.exit(main())
