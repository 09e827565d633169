"""Papers as a reader left them, for the tests of the review: each finding says its quote, its place is looked up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from tests.database.conftest import World
from vaocuoc.core.text import fold
from vaocuoc.documents.models import Document, File, Finding, Reading

TEXT = """KẾT LUẬN
Thu ngân sách nhà nước trên địa bàn 10 tháng ước đạt 14.862 tỷ đồng, bằng 91,3% dự toán.
Tiến độ giải ngân vốn đầu tư công chậm.
Phấn đấu đến hết năm 2026 thu ngân sách nhà nước trên địa bàn đạt 16.000 tỷ đồng.
Giao Sở Tài chính chủ trì, phối hợp với các đảng ủy xã, phường rà soát vốn chậm giải ngân, \
báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026.
Văn phòng Tỉnh ủy hoàn thiện quy chế làm việc.
Kiến nghị Bộ Tài chính phân bổ vốn bổ sung cho dự án hồ chứa nước Khe Lớn.
Thực hiện Nghị quyết số 45-NQ/TW của Bộ Chính trị. Toàn tỉnh có 62 xã, phường.
"""

CLEARS = {"who": True, "what": True, "when": True, "responsible": False, "authority": True, "product": False}
RESULT = {
    "kind": "result",
    "quote": "14.862 tỷ đồng",
    "value": 14862,
    "unit": "tỷ đồng",
    "comparator": "~",
    "indicator": "Thu ngân sách nhà nước trên địa bàn",
    "period": {"start": "2026-01-01", "end": "2026-10-31"},
}
RESTATED = {
    "kind": "result",
    "quote": "91,3%",
    "value": 91.3,
    "unit": "%",
    "indicator": "Thu ngân sách nhà nước trên địa bàn",
    "basis": "plan",
    "measures": 50,
    "period": {"start": "2026-01-01", "end": "2026-10-31"},
}
TARGET = {
    "kind": "target",
    "quote": "16.000 tỷ đồng",
    "value": 16000,
    "unit": "tỷ đồng",
    "comparator": "=",
    "indicator": "thu ngân sách nhà nước trên địa bàn",
    "due": "2026-12-31",
}
TASK = {
    "kind": "task",
    "quote": "chủ trì, phối hợp với các đảng ủy xã, phường rà soát vốn chậm giải ngân, báo cáo Ban Thường vụ Tỉnh ủy"
    " trước ngày 30/11/2026",
    "action": "rà soát",
    "owner": "Sở Tài chính",
    "cooperating": ["các đảng ủy xã, phường"],
    "receiver": "Ban Thường vụ Tỉnh ủy",
    "due": "2026-11-29",
    "deadline": "day",
    "clears": CLEARS,
}
TASK_WITHOUT_DAY = {
    "kind": "task",
    "quote": "hoàn thiện quy chế làm việc",
    "action": "hoàn thiện",
    "owner": "Văn phòng Tỉnh ủy",
    "clears": {**CLEARS, "when": False},
}
SHORTCOMING = {"kind": "shortcoming", "quote": "Tiến độ giải ngân vốn đầu tư công chậm"}
PROPOSAL = {
    "kind": "proposal",
    "quote": "phân bổ vốn bổ sung cho dự án hồ chứa nước Khe Lớn",
    "to": "Bộ Tài chính",
}
REFERENCE = {
    "kind": "reference",
    "quote": "Nghị quyết số 45-NQ/TW của Bộ Chính trị",
    "type": "nghị quyết",
    "number": "45-NQ/TW",
    "issuer": "Bộ Chính trị",
}
CONTEXT = {"kind": "context", "quote": "62 xã, phường", "value": 62, "unit": "xã, phường", "indicator": "toàn tỉnh"}
ALL = (RESULT, RESTATED, TARGET, TASK, TASK_WITHOUT_DAY, SHORTCOMING, PROPOSAL, REFERENCE, CONTEXT)


def read_paper(world: World, *items: dict[str, Any], text: str = TEXT, number: str = "38-KL/TU") -> Document:
    """A document of the province's register with one done reading; ``items`` are its findings (all kinds if none)."""
    document = Document.objects.create(
        keeper=world.province,
        type="conclusion",
        number=number,
        title="Tình hình phát triển kinh tế - xã hội 10 tháng",
        issuer="Ban Thường vụ Tỉnh ủy",
        issued_on=date(2026, 11, 16),
        received_on=date(2026, 11, 17),
        uploaded_by=world.clerk.user,
        folded=fold(number),
    )
    file = File.objects.create(
        document=document, keeper=world.province, name="kl.txt", sha256=f"{document.pk:064d}", size=1, format="txt"
    )
    reading = Reading.objects.create(
        file=file,
        reader_version="thử",
        state="done",
        text=text,
        blocks=_lines(text),
        finished_at=timezone.now(),
    )
    for item in items or ALL:
        add_finding(reading, item)
    return document


def add_finding(reading: Reading, item: dict[str, Any]) -> Finding:
    fields = {**item, "kind": "figure" if item["kind"] in ("target", "result", "context") else item["kind"]}
    start = reading.text.index(item["quote"])
    return Finding.objects.create(
        reading=reading,
        document=reading.file.document,
        kind=item["kind"],
        start=start,
        end=start + len(item["quote"]),
        quote=item["quote"],
        fields=fields,
        folded=fold(item["quote"]),
    )


def only(document: Document) -> Finding:
    return Finding.objects.get(document=document)


def _lines(text: str) -> list[dict[str, Any]]:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append({"kind": "paragraph", "start": at, "end": at + len(line.rstrip()), "page": 1})
        at += len(line)
    return blocks
