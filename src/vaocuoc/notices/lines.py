"""A line without content to send by other means (dòng nhắn): codes and a day alone, for networks that are closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vaocuoc.ui.dates import format_day

END_OF_DAY = "17:00"
_MOST = 20

# The line goes to somebody's telephone in the language of the office, whatever language its sender reads screens in.


def line_for(codes: Sequence[str], *, by: date | None = None, hour: str = END_OF_DAY, to: str = "") -> str:
    """ "Đề nghị đồng chí xem NV-0147, NV-0152 trên Vào Cuộc trước 17:00 ngày 21/11/2026": no word of what they say.

    ``to`` is a unit or a post; past twenty codes the rest is counted.
    """
    whom = to or "đồng chí"
    named = ", ".join(codes[:_MOST])
    if len(codes) > _MOST:
        named += f" và {len(codes) - _MOST} việc khác"
    until = f" trước {hour} ngày {format_day(by)}" if by else ""
    return f"Đề nghị {whom} xem {named} trên Vào Cuộc{until}."
