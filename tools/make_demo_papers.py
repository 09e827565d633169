"""Write the demonstration's papers into the package: ``python -m tools.make_demo_papers``.

Run by hand when their words change; the papers are committed. PDFs are printed by LibreOffice, best with a font of the
measures of Times New Roman (Liberation Serif).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.demo_papers import notice, programme, reports, resolution, tracker
from tools.demo_papers.sheet import Sheet

FOLDER = Path(__file__).parents[1] / "src" / "vaocuoc" / "config" / "demo" / "papers"
PAPERS: dict[str, Callable[[], Sheet]] = {
    "01-NQ-DH-nghi-quyet-dai-hoi.docx": resolution.write,
    "02-CTr-TU-chuong-trinh-hanh-dong.docx": programme.write,
    "118-BC-DU-bao-cao-thang-8.docx": reports.august,
    "87-BC-TU-bao-cao-quy-III.pdf": reports.third_quarter,
    "412-BC-UBND-bao-cao-thang-10.pdf": reports.october,
    "64-BC-DU-bao-cao-thang-10-xa-Yen-Thuong.docx": reports.commune_october,
    "39-TB-TU-thong-bao-ket-luan.pdf": notice.write,
}
TRACKER = "theo-doi-nhiem-vu-So-Xay-dung.xlsx"


def main() -> None:
    """Write every paper anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    tracker.write(FOLDER / TRACKER)
    with tempfile.TemporaryDirectory() as place:
        drafts = Path(place)
        for name, write in PAPERS.items():
            if name.endswith(".docx"):
                write().save(FOLDER / name)
            else:
                draft = (drafts / name).with_suffix(".docx")
                write().save(draft)
                _print(draft, drafts / "profile")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}  {path.stat().st_size // 1024} KB")


def _print(draft: Path, profile: Path) -> None:
    """Let LibreOffice print a .docx as PDF beside the others."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(FOLDER), str(draft)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
