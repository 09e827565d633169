"""The large pictures as files to hand out: scoreboard and comparison as Excel, the scoreboard as an official paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _

from vaocuoc.documents.models import Document
from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of, write_docx
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.publishing.overview.comparison import Compared, Comparison, Judged, judged_rows, lacking_rows
from vaocuoc.publishing.overview.scoreboard import RED, Line, Scoreboard
from vaocuoc.tracking.assignment.composing import naming
from vaocuoc.tracking.assignment.models import LetterSettings, Regime
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words, rounded, share_base_words
from vaocuoc.ui.dates import format_day, period_name, period_stem
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.words import VERDICTS

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def aim_of_line(line: Line) -> str:
    """The target of a line in few words; empty where there is none."""
    return aim_words(line.row.target, line.row.indicator, short=True) if line.row.target else ""


# --- the scoreboard ---------------------------------------------------------------------------------------------------


def scoreboard_workbook(
    document: Document, board: Scoreboard, sentence: str, *, groups: Mapping[int, str], today: date
) -> FileResponse:
    """Every target of a paper with its verdict (bảng chỉ tiêu) as Excel; a second sheet says why, and what is done.

    Two sheets, so that each is read on paper. ``groups`` are those of the targets that the paper marked (nhóm việc
    lớn); where there are any, a third sheet says how each group stands.
    """
    about = f"{document}. {sentence} " + _("Đánh giá cho ngày %(day)s.") % {"day": format_day(today)}
    heads = [(_("TT"), 5), (_("Chỉ tiêu"), 38), (_("Đơn vị tính"), 10), (_("Mục tiêu"), 20), (_("Thời hạn"), 12),
             (_("Thực hiện"), 12), (_("Kỳ số liệu"), 14), (_("Lộ trình lúc đó"), 12), (_("% lộ trình"), 10),
             (_("Đánh giá"), 16), (_("Cơ quan theo dõi"), 22)]  # fmt: skip
    sheet = Sheet(
        name=_("Chỉ tiêu"),
        title=_("Tình hình thực hiện chỉ tiêu"),
        about=about,
        columns=[Column(head, width) for head, width in heads],
        rows=_score_cells(board),
    )
    grouped = [_group_sheet(board, groups, about)] if groups else []
    sheets = [sheet, _detail_sheet(board, groups, about), *grouped]
    return _sent(sheets, f"chi-tieu-van-ban-{document.pk}-{today:%Y-%m-%d}.xlsx")


def _detail_sheet(board: Scoreboard, groups: Mapping[int, str], about: str) -> Sheet:
    """Why each target is judged so, what holds it back, what is being done."""
    heads = [(_("TT"), 5), (_("Chỉ tiêu"), 32), (_("Đánh giá"), 14), (_("Lý do đánh giá"), 30), (_("Nguyên nhân"), 34),
             (_("Nhiệm vụ khắc phục"), 38), (_("Nhóm việc lớn"), 18)]  # fmt: skip
    return Sheet(
        name=_("Chi tiết"),
        title=_("Lý do đánh giá, nguyên nhân và nhiệm vụ khắc phục"),
        about=about,
        columns=[Column(head, width) for head, width in heads],
        rows=_detail_cells(board, groups),
    )


def _group_sheet(board: Scoreboard, groups: Mapping[int, str], about: str) -> Sheet:
    """How many targets of each group have each verdict, those of no group last."""
    shown = list(board.counts)
    by_group: dict[str, list[str]] = {key: [] for key in (*Group.values, "")}
    for line in board.lines:
        by_group[_group(line, groups)].append(line.row.verdict.code)
    words = dict(Group.choices) | {"": _("Không thuộc nhóm nào")}
    return Sheet(
        name=_("Theo nhóm"),
        title=_("Tình hình thực hiện chỉ tiêu theo nhóm việc lớn"),
        about=about,
        columns=[
            Column(_("Nhóm việc lớn"), 34),
            Column(_("Số chỉ tiêu"), 12),
            *[Column(str(VERDICTS[code].word), 18) for code in shown],
        ],
        rows=[
            [str(words[key]), len(codes), *[codes.count(code) for code in shown]]
            for key, codes in by_group.items()
            if codes
        ],
    )


def _group(line: Line, groups: Mapping[int, str]) -> str:
    return groups.get(line.row.target.pk, "") if line.row.target else ""


def _score_cells(board: Scoreboard) -> Iterator[Sequence[Value]]:
    for number, line in enumerate(board.lines, start=1):
        row, indicator = line.row, line.row.indicator
        yield [
            number,
            _name(line),
            indicator.unit_of_measure,
            aim_of_line(line),
            row.target.due if row.target else None,
            None if row.actual is None else rounded(row.actual, indicator),
            period_name(row.verdict.period) if row.verdict.period else "",
            None if row.expected is None else rounded(row.expected, indicator),
            None if row.ratio is None else round(row.ratio * 100, 1),
            str(VERDICTS[row.verdict.code].word),
            str(indicator.lead_unit or ""),
        ]


def _detail_cells(board: Scoreboard, groups: Mapping[int, str]) -> Iterator[Sequence[Value]]:
    for number, line in enumerate(board.lines, start=1):
        verdict = line.row.verdict
        yield [
            number,
            _name(line),
            str(VERDICTS[verdict.code].word),
            reason_words(verdict),
            line.cause.text if line.cause else "",
            "; ".join(f"{task.code} {task.title}" for task in line.tasks),
            str(Group(of).label) if (of := _group(line, groups)) else "",
        ]


def _name(line: Line) -> str:
    indicator, unit = line.row.indicator, line.row.unit
    return indicator.name if unit.pk == indicator.keeper_id else f"{indicator.name}: {unit}"


def scoreboard_paper(
    document: Document, board: Scoreboard, sentence: str, settings: LetterSettings, *, today: date
) -> FileResponse:
    """The scoreboard as a report in the office's own layout (báo cáo thực hiện chỉ tiêu), number and day open.

    Its words are the office's language: the caller has Vietnamese in force.
    """
    file = BytesIO(write_docx(_paper(document, board, sentence, settings, today=today)))
    name = f"bao-cao-chi-tieu-{document.pk}-{today:%Y-%m-%d}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORD)


def _paper(document: Document, board: Scoreboard, sentence: str, settings: LetterSettings, *, today: date) -> Paper:
    symbol = settings.symbol.replace("CV/", "BC/") if settings.regime == Regime.PARTY else "BC-" + settings.symbol
    return Paper(
        layout=layout_of(settings.regime, today),
        superior=settings.superior,
        issuer=settings.issuer,
        symbol=symbol,
        place=settings.place,
        month=today.month,
        year=today.year,
        type_name="BÁO CÁO",
        subject=f"tình hình thực hiện các chỉ tiêu của {naming(document, with_title=False)}",
        body=tuple(Paragraph((Run(text),)) for text in _body(document, board, sentence, settings, today)),
        signature=Signature(
            authority=(settings.authority,) if settings.authority else (),
            post=settings.signer_post,
            name=settings.signer_name,
        ),
        archive=settings.archive,
        annex=_annex(board, today),
        old_tones=settings.old_tones,
    )


def _body(document: Document, board: Scoreboard, sentence: str, settings: LetterSettings, today: date) -> Iterator[str]:
    yield (
        f"{settings.speaks_as} báo cáo tình hình thực hiện các chỉ tiêu của {naming(document)}, "
        f"tính đến ngày {format_day(today)}, như sau:"
    )
    yield f"1. Kết quả chung: {sentence}"
    red = [line for line in board.lines if line.row.verdict.code in RED]
    if red:
        yield f"2. Các chỉ tiêu khó đạt, không đạt ({len(red)} chỉ tiêu):"
    for line in red:
        yield f"- {_one(line)}"
    silent = sum(line.row.verdict.code == "no_report" for line in board.lines)
    if silent:
        yield f"{3 if red else 2}. Còn {silent} chỉ tiêu chưa có số liệu báo cáo của kỳ phải báo cáo."
    yield "Kết quả từng chỉ tiêu nêu tại phụ lục kèm theo."


def _one(line: Line) -> str:
    """A red target in a sentence: what was reached, what was to be, why, what is being done."""
    row = line.row
    words = f"{_name(line)}: mục tiêu {aim_of_line(line)}"
    if row.actual is not None:
        words += f", thực hiện {_figure(line)}"
    if row.expected is not None:
        words += f" (lộ trình đến nay {format_decimal(rounded(row.expected, row.indicator))})"
    words += f". Nguyên nhân: {line.cause.text.rstrip('.')}" if line.cause else ". Chưa nêu nguyên nhân"
    if line.tasks:
        words += ". Nhiệm vụ khắc phục: " + "; ".join(task.title.rstrip(".") for task in line.tasks[:3])
    return words + "."


def _figure(line: Line) -> str:
    actual, unit = line.row.actual, line.row.indicator.unit_of_measure.strip()
    if actual is None:
        return "–"
    figure = format_decimal(rounded(actual, line.row.indicator))
    return f"{figure}%" if unit == "%" else f"{figure} {unit}"


def _annex(board: Scoreboard, today: date) -> Annex:
    rows = [
        (str(number), _name(line), aim_of_line(line), _due(line),
         _figure(line), str(VERDICTS[line.row.verdict.code].word))
        for number, line in enumerate(board.lines, start=1)
    ]  # fmt: skip
    heads = ("TT", "Chỉ tiêu", "Mục tiêu", "Thời hạn", "Thực hiện", "Đánh giá")
    grid = Grid(heads, (0.06, 0.36, 0.18, 0.13, 0.14, 0.13), tuple(rows))
    return Annex("Kết quả thực hiện từng chỉ tiêu", f"(tính đến ngày {format_day(today)})", grid)


def _due(line: Line) -> str:
    target = line.row.target
    return format_day(target.due) if target is not None and target.due is not None else "–"


# --- the comparison ---------------------------------------------------------------------------------------------------


def comparison_workbook(found: Comparison, rows: Sequence[Compared], sentence: str, *, today: date) -> FileResponse:
    """Units beside each other as Excel (so sánh đơn vị), those without a figure below, never as zero."""
    indicator = found.indicator
    heads = [(_("TT"), 6), (_("Đơn vị"), 40), (_("Giá trị"), 14), (_("Mục tiêu"), 24), (_("% so với mục tiêu"), 14),
             (_("Cùng kỳ năm trước"), 14), (_("Tăng, giảm"), 12), (_("% tăng, giảm"), 12), (_("Đánh giá hiện nay"), 18),
             (_("Ghi chú"), 30)]  # fmt: skip
    facts = {"name": indicator.name, "unit": indicator.unit_of_measure}
    sheet = Sheet(
        name=_("So sánh"),
        title=_("%(name)s: so sánh đơn vị") % facts,
        about=f"{sentence} " + _("Đơn vị tính: %(unit)s.") % facts,
        columns=[Column(head, width) for head, width in heads],
        rows=_compared_cells(found, judged_rows(found, rows, today=today)),
    )
    return _sent([sheet], f"so-sanh-{indicator.code}-{period_stem(found.period)}.xlsx")


def _compared_cells(found: Comparison, judged: Sequence[Judged]) -> Iterator[Sequence[Value]]:
    number = 0
    for number, one in enumerate(judged, start=1):
        compared, row = one.compared, one.row
        yield [
            number,
            str(compared.unit),
            compared.value,
            aim_words(row.target, found.indicator) if row.target else _("không giao"),
            None if one.share is None else round(one.share, 1),
            None if found.changed_on else compared.before,
            None if found.changed_on else compared.change,
            None if found.changed_on or compared.growth is None else round(compared.growth, 1),
            str(VERDICTS[row.verdict.code].word) if row.target else "",
            ", ".join(_notes(found, one)),
        ]
    for lacking in lacking_rows(found, found.lacking):
        number += 1
        note = _("không có số: %(reason)s") % {"reason": lacking.reason} if lacking.reason else _("chưa báo cáo")
        yield [number, str(lacking.unit), None, "", None, None, None, None, "", note]


def _notes(found: Comparison, one: Judged) -> Iterator[str]:
    if one.compared.is_estimate:
        yield _("số ước")
    if not one.compared.is_approved:
        yield _("chưa duyệt")
    if based := share_base_words(one.then, found.indicator):
        yield f"% {based}"


def _sent(sheets: Sequence[Sheet], name: str) -> FileResponse:
    file = BytesIO()
    write_workbook(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)
