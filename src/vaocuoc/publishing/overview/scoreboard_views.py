"""The page of how a paper's targets stand, as an office hands it out, and as Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.formats.workbook import Column as SheetColumn
from vaocuoc.formats.workbook import Sheet, Value, write_workbook
from vaocuoc.publishing.overview.drawing import Column, columns
from vaocuoc.publishing.overview.scoreboard import MET, RED, Line, Moment, Scoreboard, scoreboard_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words, rounded
from vaocuoc.tracking.models import Target
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.words import VERDICTS

_TONES = (("good", MET), ("soft", ("on_track",)), ("warn", ("at_risk",)), ("bad", RED),
          ("none", ("unjudged", "no_report")))  # fmt: skip
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def scoreboard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How the targets of a paper stand (bảng chỉ tiêu của văn bản)."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    board = scoreboard_of(actor, document, today=today())
    if request.GET.get("dang") == "xlsx":
        return _workbook(document, board)
    asked = request.GET.get("danh-gia", "")
    shown = [line for line in board.lines if line.row.verdict.code == asked] if asked in VERDICTS else board.lines
    course = _course(board)
    context = {
        "document": document,
        "board": board,
        "lines": [(line, _aim(line), reason_words(line.row.verdict)) for line in shown],
        "asked": asked if asked in VERDICTS else "",
        "counts": list(board.counts.items()),
        "sentence": _sentence(board),
        "course": course,
        "drawing": _drawing(board.moments, course) if course else "",
        "moments": [(one, [one.of(*codes) for _tone, codes in _TONES]) for one in board.moments],
    }
    return render(request, "publishing/overview/scoreboard.html", context)


def _aim(line: Line) -> str:
    return aim_words(line.row.target, line.row.indicator, short=True) if line.row.target else ""


def _sentence(board: Scoreboard) -> str:
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


def _workbook(document: Document, board: Scoreboard) -> FileResponse:
    heads = [(_("TT"), 6), (_("Chỉ tiêu"), 50), (_("Đơn vị tính"), 12), (_("Mục tiêu"), 26), (_("Thời hạn"), 13),
             (_("Thực hiện"), 14), (_("Kỳ số liệu"), 18), (_("Lộ trình lúc đó"), 14), (_("% lộ trình"), 12),
             (_("Đánh giá"), 18), (_("Lý do đánh giá"), 34), (_("Cơ quan theo dõi"), 26), (_("Nguyên nhân"), 40),
             (_("Nhiệm vụ khắc phục"), 44)]  # fmt: skip
    about = f"{document}. {_sentence(board)} " + _("Đánh giá cho ngày %(day)s.") % {"day": format_day(today())}
    sheet = Sheet(
        name=_("Chỉ tiêu"),
        title=_("Tình hình thực hiện chỉ tiêu"),
        about=about,
        columns=[SheetColumn(head, width) for head, width in heads],
        rows=_cells(board),
    )
    file = BytesIO()
    write_workbook(file, [sheet])
    file.seek(0)
    name = f"chi-tieu-van-ban-{document.pk}-{today():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def _cells(board: Scoreboard) -> Iterator[Sequence[Value]]:
    for number, line in enumerate(board.lines, start=1):
        row, indicator = line.row, line.row.indicator
        name = indicator.name if row.unit.pk == indicator.keeper_id else f"{indicator.name}: {row.unit}"
        yield [
            number,
            name,
            indicator.unit_of_measure,
            _aim(line),
            row.target.due if row.target else None,
            None if row.actual is None else rounded(row.actual, indicator),
            period_name(row.verdict.period) if row.verdict.period else "",
            None if row.expected is None else rounded(row.expected, indicator),
            None if row.ratio is None else round(row.ratio * 100, 1),
            str(VERDICTS[row.verdict.code].word),
            reason_words(row.verdict),
            str(indicator.lead_unit or ""),
            line.cause.text if line.cause else "",
            "; ".join(f"{task.code} {task.title}" for task in line.tasks),
        ]


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The ways from a paper to its scoreboard and to the units beside each other."""
    seen = visible_indicators(actor_of(request)).order_by().values("pk")
    if not Target.objects.filter(document=document, withdrawn_at__isnull=True, indicator__in=seen).exists():
        return None
    return render_to_string("publishing/overview/_document_panel.html", {"document": document}, request)
