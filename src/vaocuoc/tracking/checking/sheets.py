"""The sheet of a check (phiếu kiểm tra dự thảo): the score in words, and the sheet as a .docx to go with the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby

from django.utils.translation import gettext as _

from vaocuoc.core.checking.scoring import CLEARS_WEIGHT, FAULTS_WEIGHT, TARGETS_WEIGHT
from vaocuoc.formats.handout import Grid, Heading, Line, write_handout
from vaocuoc.tracking.checking.queries import Card, Checked
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

_WIDTHS = (30, 65, 70)  # millimetres


def as_docx(checked: Checked, cards: Sequence[Card], *, day: date) -> bytes:
    """The sheet: what was checked and when, the score with its sum, then a table for each kind of fault."""
    out = BytesIO()
    write_handout(out, _pieces(checked, cards, day))
    return out.getvalue()


def _pieces(checked: Checked, cards: Sequence[Card], day: date) -> Iterator[Heading | Line | Grid]:
    yield Heading(_("Phiếu kiểm tra dự thảo"), level=1)
    yield Line(checked.document.title)
    yield Line(_("Ngày kiểm tra: %(day)s.") % {"day": format_day(day)})
    yield from map(Line, score_lines(checked))
    for word, group in groupby(cards, key=lambda card: card.kind_word):
        yield Heading(word)
        rows = [(card.where, card.quote, "\n".join(_said(card))) for card in group]
        yield Grid((_("Vị trí"), _("Nguyên văn"), _("Điểm cần sửa hoặc cần xem")), _WIDTHS, rows)


def _said(card: Card) -> Iterator[str]:
    for point in card.points:
        yield f"{point.level_word.capitalize()}: {point.wrong} {point.remedy}"
        if point.fault.other is not None:
            yield f"≠ “{point.fault.other.quote}” ({point.other_where})"


def score_lines(checked: Checked) -> list[str]:
    """The score and how it comes about, a line for each part."""
    score = checked.report.score
    lines = [_("Điểm: %(total)s/100.") % {"total": score.total}]
    if score.tasks:
        lines.append(
            _("Sáu rõ: %(met)s/%(all)s × %(weight)s = %(points)s (%(whole)s/%(tasks)s nhiệm vụ đủ cả sáu).")
            % {
                "met": score.clears_met,
                "all": score.tasks * 6,
                "weight": CLEARS_WEIGHT,
                "points": format_decimal(checked.clears_points, 1),
                "whole": score.clear_tasks,
                "tasks": score.tasks,
            }
        )
    if score.targets:
        lines.append(
            _("Chỉ tiêu kiểm được: %(good)s/%(all)s × %(weight)s = %(points)s.")
            % {
                "good": score.checkable_targets,
                "all": score.targets,
                "weight": TARGETS_WEIGHT,
                "points": format_decimal(checked.targets_points, 1),
            }
        )
    lines.append(
        _("Lỗi khác: %(weight)s − 3 × %(errors)s lỗi − 1 × %(checks)s điểm cần xem, không dưới 0 = %(points)s.")
        % {
            "weight": FAULTS_WEIGHT,
            "errors": score.errors,
            "checks": score.checks,
            "points": score.fault_points,
        }
    )
    if score.whole != 100:
        lines.append(
            _("Quy đổi từ tổng %(whole)s điểm: văn bản không có nhiệm vụ hoặc chỉ tiêu.") % {"whole": score.whole}
        )
    return lines
