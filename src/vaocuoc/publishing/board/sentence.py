"""The board's finding in words (câu tóm tắt): what is in danger, what is late, who is silent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from vaocuoc.publishing.board.shown import Board, Clause
from vaocuoc.ui.words import VERDICTS


def sentence_of(made: Board) -> list[Clause]:
    """The finding in words: targets in danger, tasks late, units silent; what is well is said as well."""
    numbers = {one.code: one for one in made.verdicts}
    red = [numbers[code] for code in ("off_track", "missed") if code in numbers]
    clauses = [
        Clause(
            _("%(n)s chỉ tiêu %(word)s") % {"n": one.number, "word": _low(VERDICTS[one.code].word)},
            one.url,
            "bad",
            ", ",
            one.number,
        )
        for one in red
    ]
    if "at_risk" in numbers:
        words = _("%(n)s có nguy cơ") if red else _("%(n)s chỉ tiêu có nguy cơ")
        one = numbers["at_risk"]
        clauses.append(Clause(words % {"n": one.number}, one.url, "warn", ". ", one.number))
    elif red:
        clauses[-1] = replace(clauses[-1], after=". ")
    elif made.indicator_total:
        clauses.append(Clause(_("Không có chỉ tiêu nào khó đạt hoặc có nguy cơ."), after=" "))
    clauses.extend(_task_clauses(made))
    silent = len(made.coverage.silent)
    if silent:
        words = _("%(n)s/%(of)s đơn vị chưa báo cáo đủ số liệu") % {"n": silent, "of": made.coverage.owing}
        clauses.append(Clause(words, made.silent_url, "warn", ".", silent))
    return clauses


def _task_clauses(made: Board) -> list[Clause]:
    if made.overdue_total:
        longest = _(", lâu nhất %(days)s ngày. ") % {"days": made.counts.longest_overdue}
        words = _("%(n)s nhiệm vụ quá hạn") % {"n": made.overdue_total}
        return [Clause(words, made.overdue_url, "bad", longest, made.overdue_total)]
    if made.dated_total:
        return [Clause(_("Không có nhiệm vụ nào quá hạn."), after=" ")]
    return []


def _low(word: Any) -> str:
    text = str(word)
    return text[:1].lower() + text[1:]
