"""Make ``golden.csv``: 185 invented tasks with the shape and the counts of one real office's register.

``python -m tests.database.tracking.counting.make_golden`` writes the file again; a test holds the two together. On the
14th of September 2026 they are 146 done without a day of completion, 16 regular, 8 overdue, 6 running, 6 waiting for a
condition, 3 without a day, none due soon; from 32 papers, 156 led outside the office, 68 with evidence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).with_name("golden.csv")
DAY = date(2026, 9, 14)
HEAD = ("code", "paper", "issued_on", "title", "lead", "kind", "due", "closed_on", "proof")
PAPERS = 32
INSIDE = ("Văn phòng Tỉnh ủy", "Phòng Tổng hợp", "Phòng Cơ yếu")
BIGGEST = "Đảng ủy UBND tỉnh"
OUTSIDE = (
    "Đảng ủy các cơ quan Đảng tỉnh", "Đảng ủy Công an tỉnh", "Đảng ủy Quân sự tỉnh", "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Nội chính Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "Ủy ban MTTQ tỉnh",
    "Đảng ủy HĐND tỉnh", "Trường Chính trị tỉnh", "Báo và phát thanh tỉnh", "Đảng ủy phường Đông Khê",
)  # fmt: skip
VERBS = ("Rà soát", "Hoàn thiện", "Báo cáo", "Trình", "Tham mưu", "Thẩm định", "Xây dựng", "Kiểm tra")
THINGS = (
    "quy hoạch nghĩa trang nhân dân", "phương án bố trí trụ sở dôi dư", "đề án trạm y tế liên xã",
    "quỹ học bổng bản Mây",
    "danh mục cầu treo cần sửa", "phương án chợ phiên biên giới", "kế hoạch giữ rừng đầu nguồn",
    "lộ trình số hóa sổ hộ",
    "dự toán đường vào xóm Nà Lũng", "bảng phân công trực lũ", "quy chế nhà văn hóa xóm",
)  # fmt: skip

# (kind, with a day, outcome, how many): the cross of deadlines and states that the counts leave open was chosen so.
SHAPE = (
    ("day", False, "done", 62), ("day", True, "done", 35), ("after_issue", True, "done", 21),
    ("regular", False, "done", 4), ("condition", False, "done", 24),
    ("regular", False, "open", 16), ("condition", False, "open", 6), ("day", False, "open", 3),
    ("day", True, "overdue", 6), ("after_issue", True, "overdue", 2),
    ("day", True, "running", 4), ("after_issue", True, "running", 2),
)  # fmt: skip


def issued_on(paper: int) -> date:
    """The day of a paper: one about every eight days, the first early in 2026; the last two just before the day."""
    return date(2026, 1, 8) + timedelta(days=8 * paper) if paper <= 30 else DAY - timedelta(days=PAPERS - paper)


def rows() -> Iterator[tuple[str, ...]]:
    """The register, row by row."""
    leads = _leads()
    shape = [(kind, dated, outcome) for kind, dated, outcome, count in SHAPE for _ in range(count)]
    evidence = iter([True] * 68 + [False] * 78)
    for number, (kind, dated, outcome) in enumerate(shape, start=1):
        paper = _paper(number, kind, outcome)
        issued = issued_on(paper)
        due = _due(number, kind, outcome, issued) if dated else None
        closed = min(DAY, issued + timedelta(days=9 + number % 23)) if outcome == "done" else None
        proof = f"{100 + number}-BC/ĐU" if outcome == "done" and next(evidence) else ""
        title = f"{VERBS[number % len(VERBS)]} {THINGS[number % len(THINGS)]} (việc {number})"
        yield (
            f"NV-{number:04d}", f"{paper}-TB/TU", issued.isoformat(), title, leads[number * 36 % len(leads)], kind,
            due.isoformat() if due else "", closed.isoformat() if closed else "", proof,
        )  # fmt: skip


def _leads() -> list[str]:
    """185 leads: 29 inside the office, 93 of the one biggest, the other 63 outside."""
    inside = [INSIDE[n % len(INSIDE)] for n in range(29)]
    return inside + [BIGGEST] * 93 + [OUTSIDE[n % len(OUTSIDE)] for n in range(63)]


def _paper(number: int, kind: str, outcome: str) -> int:
    if kind == "after_issue":  # ten days after issue: the last two papers still run, those of summer are late
        return {"running": 31 + number % 2, "overdue": 25}.get(outcome, 1 + number % 28)
    return 1 + number % (12 if outcome == "overdue" else 30)


def _due(number: int, kind: str, outcome: str, issued: date) -> date:
    if kind == "after_issue":
        return issued + timedelta(days=10)
    if outcome == "overdue":
        return DAY - timedelta(days=(3, 6, 12, 25, 41, 60)[number % 6])
    if outcome == "running":
        return DAY + timedelta(days=20 + number % 40)
    return issued + timedelta(days=14 + number % 30)


def written() -> str:
    """The file as it must be."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEAD)
    table.writerows(rows())
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
