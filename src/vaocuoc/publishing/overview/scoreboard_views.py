"""The page of how a paper's targets stand, as an office hands it out, and as Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage.grouping import groups_of_targets
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.publishing.overview.drawing import Column, columns
from vaocuoc.publishing.overview.files import aim_of_line, scoreboard_paper, scoreboard_workbook
from vaocuoc.publishing.overview.scoreboard import MET, RED, Moment, Scoreboard, scoreboard_of
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.views.asking import superior_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import reason_words
from vaocuoc.tracking.models import Target
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.words import VERDICTS

_TONES = (("good", MET), ("soft", ("on_track",)), ("warn", ("at_risk",)), ("bad", RED),
          ("none", ("unjudged", "no_report")))  # fmt: skip


@require_safe
def scoreboard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How the targets of a paper stand (bảng chỉ tiêu của văn bản)."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    board = scoreboard_of(actor, document, today=today())
    groups = groups_of_targets(line.row.target for line in board.lines if line.row.target)
    asked_as = request.GET.get("dang", "")
    if asked_as == "xlsx":
        return scoreboard_workbook(document, board, sentence_of(board), groups=groups, today=today())
    if asked_as == "docx" and board.lines:
        with translation.override("vi"):  # a paper is written in the language of the office
            settings = settings_of(document.keeper, superior=superior_of(document.keeper, actor))
            return scoreboard_paper(document, board, sentence_of(board), settings, today=today())
    asked = request.GET.get("danh-gia", "")
    group = request.GET.get("nhom-viec", "")
    shown = [
        (line, words)
        for line in board.lines
        for words in [groups.get(line.row.target.pk, "") if line.row.target else ""]
        if (asked not in VERDICTS or line.row.verdict.code == asked) and (group not in Group.values or words == group)
    ]
    course = _course(board)
    context = {
        "document": document,
        "board": board,
        "lines": [
            (line, aim_of_line(line), reason_words(line.row.verdict), str(Group(of).label) if of else "")
            for line, of in shown
        ],
        "groups": _groups(board, groups),
        "group": group if group in Group.values else "",
        "asked": asked if asked in VERDICTS else "",
        "counts": list(board.counts.items()),
        "sentence": sentence_of(board),
        "course": course,
        "drawing": _drawing(board.moments, course) if course else "",
        "moments": [(one, [one.of(*codes) for _tone, codes in _TONES]) for one in board.moments],
    }
    return render(request, "publishing/overview/scoreboard.html", context)


def _groups(board: Scoreboard, groups: Mapping[int, str]) -> list[tuple[str, str, int, int]]:
    """The groups of the paper: key, words, how many targets, how many of them reached or on their way."""
    codes: dict[str, list[str]] = {}
    for line in board.lines:
        if line.row.target and (of := groups.get(line.row.target.pk)):
            codes.setdefault(of, []).append(line.row.verdict.code)
    good = (*MET, "on_track")
    return [
        (key, str(words), len(codes[key]), sum(code in good for code in codes[key]))
        for key, words in Group.choices
        if key in codes
    ]


def sentence_of(board: Scoreboard) -> str:
    """ "5/20 chỉ tiêu đạt, 7 khó đạt"."""
    facts = {"met": board.of(*MET), "all": len(board.lines), "red": board.of("off_track"),
             "missed": board.of("missed"), "risk": board.of("at_risk")}  # fmt: skip
    words = _("%(met)s/%(all)s chỉ tiêu đạt") % facts
    if facts["red"]:
        words += _(", %(red)s khó đạt") % facts
    if facts["missed"]:
        words += _(", %(missed)s không đạt") % facts
    if facts["risk"]:
        words += _(", %(risk)s có nguy cơ") % facts
    return words + "."


def _course(board: Scoreboard) -> str:
    """What the small chart shows, in a sentence; empty where there is but one moment."""
    if len(board.moments) < 2:
        return ""
    first, last = board.moments[0], board.moments[-1]
    good = (*MET, "on_track")
    facts = {
        "first": first.of(*good), "last": last.of(*good), "all": len(board.lines), "day": format_day(first.day),
    }  # fmt: skip
    return _("Đạt hoặc đúng lộ trình: %(first)s/%(all)s chỉ tiêu cuối ngày %(day)s, %(last)s/%(all)s hôm nay.") % facts


def _drawing(moments: Sequence[Moment], label: str) -> str:
    words = [
        _("đạt, vượt"), _("đúng lộ trình"), _("có nguy cơ"), _("khó đạt, không đạt"), _("chưa đánh giá, chưa báo cáo")
    ]  # fmt: skip
    made = [
        Column(
            f"{one.day:%m/%y}",
            [(one.of(*codes), tone, word) for (tone, codes), word in zip(_TONES, words, strict=True)],
        )
        for one in moments
    ]
    return columns(made, label)


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The ways from a paper to its scoreboard and to the units beside each other."""
    seen = visible_indicators(actor_of(request)).order_by().values("pk")
    if not Target.objects.filter(document=document, withdrawn_at__isnull=True, indicator__in=seen).exists():
        return None
    return render_to_string("publishing/overview/_document_panel.html", {"document": document}, request)
