"""Secrecy marks standing in the heading of a paper or in its symbol (dấu chỉ độ mật).

The program is not for state secrets (Luật Bảo vệ bí mật nhà nước): a mark refuses a paper, a mere mention of secrecy
does not. A mark stands alone on its line or cell in the heading, in capitals or as "Độ mật: Tối mật", or closes the symbol
("12-BC/TU (Mật)", "Số: 05/MẬT-UBND").
"""

from __future__ import annotations

import re

from vaocuoc.core.reading.structure import Layout, lay_out
from vaocuoc.core.source import Source
from vaocuoc.core.text import nfc

_HEAD = 2500
_MARKS = {"tuyệt mật": "Tuyệt mật", "tối mật": "Tối mật", "mật": "Mật"}
_ALONE = re.compile(
    r"(?:^|[\n|])[ \t*_#(\[]*(?:(?:ĐỘ|Độ)\s+(?:MẬT|mật)\s*:?\s*)?(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|Tuyệt\s+mật|Tối\s+mật|Mật)[ \t*_)\]]*(?=$|[\n|])"
)
_LABELLED = re.compile(r"(?i)(?<!\w)độ\s+mật\s*:\s*(tuyệt\s+mật|tối\s+mật|mật)(?!\w)")
_IN_SYMBOL = re.compile(
    r"(?<!\w)[Ss]ố\s*:?\s*[\w./-]*\d[\w./-]*\s*[-/(]\s*(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|Tuyệt mật|Tối mật|Mật)(?!\w)"
)
_BODY = re.compile(r"(?m)^[\s*#]*(?:I\.|I-|Điều 1|1\.|Căn cứ|Thực hiện|Kính gửi)")


def mark_in(layout: Layout) -> str | None:
    """Return the secrecy mark of a laid-out text, or None."""
    heads = [layout.text[: _heading_end(layout.text)]]
    heads += [layout.text[b.start : b.end] for b in layout.blocks if b.kind == "furniture" and b.end - b.start < 60]
    for head in heads:
        match = _ALONE.search(head) or _LABELLED.search(head) or _IN_SYMBOL.search(head)
        if match:
            return _MARKS[" ".join(match.group(1).lower().split())]
    for block in layout.blocks:
        if block.end > _HEAD:
            break
        match = _ALONE.fullmatch(layout.text[block.start : block.end])
        if match and block.end <= _heading_end(layout.text):
            return _MARKS[" ".join(match.group(1).lower().split())]
    return None


def _heading_end(text: str) -> int:
    """Where the heading ends at the latest: where the body begins."""
    match = _BODY.search(text, 0, _HEAD)
    return match.start() if match else min(len(text), _HEAD)


def secrecy_mark(source: Source) -> str | None:
    """Return "Mật", "Tối mật" or "Tuyệt mật" where it stands in the heading area or in the symbol, else None."""
    return mark_in(lay_out(source, nfc(source.text)))
