"""The ledger of a post as a Word file (.docx), in Vietnamese whatever language its reader reads screens in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from django.utils import timezone, translation

from vaocuoc.formats.handout import Grid, Heading, Line, write_handout
from vaocuoc.tracking.counting.sheets import CountedRow
from vaocuoc.tracking.responsibility.ledgers import DEFINITIONS, Group, Ledger
from vaocuoc.tracking.responsibility.models import LedgerRemark, LedgerRequest
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.words import TASK_STATES

HEAD = "Tài liệu tham khảo, không phải kết quả đánh giá"


def write_ledger(
    target: BinaryIO,
    ledger: Ledger,
    request: LedgerRequest,
    rows: Iterable[CountedRow],
    remarks: Mapping[int, LedgerRemark],
) -> None:
    """Write the ledger: its numbers with their denominators, what the holder says, and every task behind them."""
    with translation.override("vi"):
        pieces: list[Heading | Line | Grid] = [
            Heading("SỔ TRÁCH NHIỆM", 1),
            Heading(HEAD),
            Line(f"Chức danh: {ledger.post}. Người giữ: {request.holder or 'chưa rõ'}."),
            Line(
                f"Thời gian: từ {format_day(ledger.span.first)} đến hết {format_day(ledger.span.last)}; "
                f"tính đến hết {format_day(ledger.span.seen)}. Để: {request.reason}."
            ),
        ]
        for group in ledger.groups:
            pieces += [Heading(group.title), Grid(("Nội dung", "Số việc", "Tỷ lệ"), (105, 25, 35), _numbers(group))]
        pieces += [Line(str(words)) for words in DEFINITIONS]
        pieces += [Heading("Ý kiến của người giữ chức danh"), Line(_answer(request))]
        pieces += [Heading("Danh mục nhiệm vụ"), _tasks(rows, remarks)]
        write_handout(target, pieces)


def _numbers(group: Group) -> list[tuple[str, str, str]]:
    rows = []
    for _code, words, number, judged in group.rows:
        share = f"{format_decimal(number)}/{format_decimal(judged)}" if judged else ("chưa có" if judged == 0 else "")
        rows.append((words, format_decimal(number), share))
    return rows


def _answer(request: LedgerRequest) -> str:
    if request.answer and request.answered_at:
        return f"{request.answer} (ngày {format_day(timezone.localdate(request.answered_at))})"
    seen = request.seen_at
    return f"Đã xem ngày {format_day(timezone.localdate(seen))}, không có ý kiến." if seen else "Chưa xem."


def _tasks(rows: Iterable[CountedRow], remarks: Mapping[int, LedgerRemark]) -> Grid:
    lines = []
    for number, row in enumerate(rows, 1):
        task = row.task
        remark = remarks.get(task.pk)
        lines.append(
            (
                str(number),
                f"{task.code}: {task.title}",
                format_day(row.due) if row.due else "",
                str(TASK_STATES.get(row.state.code, row.state.code)),
                remark.text if remark else "",
            )
        )
    return Grid(("TT", "Nhiệm vụ", "Hạn", "Tình trạng", "Ý kiến"), (12, 70, 23, 28, 32), lines)
