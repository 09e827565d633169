"""The layouts of official papers (thể thức văn bản) as dated data: where the law leaves a range, the usual value.

Sizes are in points, lengths in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

PARTY, STATE = "party", "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the papers of one regime look from a day on; ``basis`` is the act."""

    regime: str
    basis: str
    since: date
    motto: tuple[tuple[str, float], ...]  # the lines of the right head with their sizes
    left_share: float  # of the text's width that the issuer's side of the head takes
    issuer_size: float
    star: bool  # a star under the issuer; else a line
    number_words: str  # what stands before the number
    number_size: float
    subject_words: str
    subject_size: float
    subject_italic: bool
    date_size: float
    type_size: float
    title_size: float
    title_line: str  # five hyphens or a line under the title
    body_size: float
    line_exactly: float | None  # points; None is a share of the line
    line_share: float | None
    after: float  # points between paragraphs
    first_line: float
    authority_size: float
    post_bold: bool
    recipients_size: float
    recipients_bold_italic: bool  # else underlined
    list_size: float
    list_end: str  # what ends each recipient but the last
    item_end: str  # what ends the body
    archive_words: str
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)  # top, bottom, left, right
    mirrored: bool = False
    page_number_size: float = 14
    page_number_from_edge: float = 10


LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout(
        regime=PARTY,
        basis="Hướng dẫn 05-HD/VPTW, ngày 27/5/2026",
        since=date(2026, 5, 27),
        motto=(("ĐẢNG CỘNG SẢN VIỆT NAM", 15),),
        left_share=0.48,
        issuer_size=14,
        star=True,
        number_words="Số",
        number_size=14,
        subject_words="về việc",
        subject_size=12,
        subject_italic=True,
        date_size=14,
        type_size=16,
        title_size=15,
        title_line="-----",
        body_size=14,
        line_exactly=18,
        line_share=None,
        after=6,
        first_line=10,
        authority_size=14,
        post_bold=False,
        recipients_size=14,
        recipients_bold_italic=False,
        list_size=12,
        list_end=",",
        item_end=".",
        archive_words="Lưu",
        mirrored=True,
    ),
    Layout(
        regime=STATE,
        basis="Nghị định 30/2020/NĐ-CP, ngày 5/3/2020",
        since=date(2020, 3, 5),
        motto=(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12), ("Độc lập - Tự do - Hạnh phúc", 13)),
        left_share=0.42,
        issuer_size=13,
        star=False,
        number_words="Số:",
        number_size=13,
        subject_words="V/v",
        subject_size=12,
        subject_italic=False,
        date_size=13,
        type_size=14,
        title_size=14,
        title_line="",
        body_size=14,
        line_exactly=None,
        line_share=1.15,
        after=6,
        first_line=12.7,
        authority_size=14,
        post_bold=True,
        recipients_size=12,
        recipients_bold_italic=True,
        list_size=11,
        list_end=";",
        item_end="./.",
        archive_words="Lưu:",
    ),
)


def layout_of(regime: str, day: date) -> Layout:
    """The layout in force for a regime on a day; the oldest that is known before that."""
    known = sorted((one for one in LAYOUTS if one.regime == regime), key=lambda one: one.since)
    if not known:
        raise ValueError(f"no layout of {regime}")
    return next((one for one in reversed(known) if one.since <= day), known[0])
