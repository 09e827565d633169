"""How far a round has come: who has handed in, who is late, who is silent; chasing, Excel, closing."""

from __future__ import annotations

import tempfile
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.formats.workbook import Column, Sheet, write_workbook
from vaocuoc.oversight.rounds import progress as queries
from vaocuoc.oversight.rounds.access import get_round, may_keep, reports_seen
from vaocuoc.oversight.rounds.asking import periods_of
from vaocuoc.oversight.rounds.chasing import chase
from vaocuoc.oversight.rounds.forms import ReasonForm
from vaocuoc.oversight.rounds.opening import close_round
from vaocuoc.oversight.rounds.operations import approve_several
from vaocuoc.oversight.rounds.pushing import letters_of
from vaocuoc.tracking.submissions.owed import slug_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.keys import key_in, keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_ROWS = 50
_BRANCHES = 12
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def group_words() -> dict[str, str]:
    """The groups of a round in words."""
    return {
        queries.LATE: _("Quá hạn, chưa gửi"),
        queries.RETURNED: _("Trả lại"),
        queries.OPEN: _("Còn hạn, chưa gửi"),
        queries.HANDED_LATE: _("Gửi chậm"),
        queries.ON_TIME: _("Gửi đúng hạn"),
        queries.DROPPED: _("Không phải báo cáo"),
    }


def across_words() -> dict[str, str]:
    """What cuts across the groups, in words."""
    return {queries.SILENT: _("Chưa nhập gì"), queries.WAITING: _("Chờ duyệt")}


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of a round (tiến độ kỳ báo cáo): numbers, by the unit above, and the units page by page."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    day = today()
    filters = filters_in(request)
    seen = reports_seen(actor, found)
    counts = queries.progress_of(seen, today=day)
    listed = queries.narrowed(seen, filters, today=day)
    number = _number(counts, filters)
    page = page_of(request, queries.in_order(listed).values_list("pk", flat=True), size=_ROWS, count=number)
    rows = queries.rows_for(page.object_list)
    branches = queries.by_parent(seen, today=day)
    keeps = may_keep(actor, found.regime.keeper_id)
    fills = actor.may(Action.REPORT, found.regime.keeper_id)
    words, names = group_words(), dict(Level.choices)
    context: dict[str, Any] = {
        "round": found,
        "version": found.version,
        "keeper": found.regime.keeper,
        "counts": counts,
        "chips": [(name, words[name], counts.of(name)) for name in words if counts.of(name)],
        "across": [(name, label, counts.of(name)) for name, label in across_words().items() if counts.of(name)],
        "parts": [
            (counts.of(queries.ON_TIME), "good", words[queries.ON_TIME]),
            (counts.of(queries.HANDED_LATE), "soft", words[queries.HANDED_LATE]),
            (counts.of(queries.OPEN), "none", words[queries.OPEN]),
            (counts.of(queries.RETURNED), "warn", words[queries.RETURNED]),
            (counts.of(queries.LATE), "bad", words[queries.LATE]),
        ],
        "filters": filters,
        "page": page,
        "rows": [(one, queries.group_of(one, day), queries.days_late(one, day)) for one in rows],
        "branches": branches[:_BRANCHES] if len(branches) > 1 else [],
        "branches_left": max(len(branches) - _BRANCHES, 0),
        "parents": [one.parent for one in branches if one.parent is not None] if len(branches) > 1 else [],
        "levels": Level.choices,
        "deadlines": [(one, names.get(one.level, one.level)) for one in found.deadlines.order_by("due", "level")],
        "keeps": keeps,
        "may_chase": keeps and found.closed_on is None and _has_owing(counts, filters),
        "owing": _owing(counts),
        "last_change": queries.last_change(seen),
        "letters": letters_of(actor, found),
        "reason_form": ReasonForm(auto_id="close_%s"),
        "workbooks": [(slug_of(one), one) for one in periods_of(found)] if fills else [],
        "approves": filters.group == queries.WAITING and actor.may(Action.APPROVE, found.regime.keeper_id) and rows,
        "is_narrowed": filters != queries.ProgressFilters(),
    }
    return render(request, "oversight/rounds/progress.html", context)


def _owing(counts: queries.Progress) -> int:
    return counts.of(queries.LATE) + counts.of(queries.OPEN) + counts.of(queries.RETURNED)


def _has_owing(counts: queries.Progress, filters: queries.ProgressFilters) -> bool:
    """Whether the list may hold units that have not handed in."""
    handed = (queries.ON_TIME, queries.HANDED_LATE, queries.WAITING, queries.DROPPED)
    return bool(_owing(counts)) and filters.group not in handed


def _number(counts: queries.Progress, filters: queries.ProgressFilters) -> int | None:
    """How many rows the list has where the counts tell it; else it is counted."""
    if filters.text or filters.parent is not None or filters.level:
        return None
    return counts.of(filters.group) if filters.group else counts.total + counts.of(queries.DROPPED)


def filters_in(request: HttpRequest) -> queries.ProgressFilters:
    """What the address of a round's page narrows its list to."""
    known = {*queries.GROUPS, queries.SILENT, queries.WAITING}
    group = request.GET.get("tinh_trang", "")
    level = request.GET.get("cap", "")
    return queries.ProgressFilters(
        text=request.GET.get("q", "").strip()[:100],
        group=group if group in known else "",
        parent=key_in(request.GET.get("cap_tren", "")),
        level=level if level in Level.values else "",
    )


@require_safe
def sheet(request: HttpRequest, pk: int) -> FileResponse:
    """The list of a round within its filters as an .xlsx file (xuất Excel)."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    day = today()
    filters = filters_in(request)
    listed = queries.narrowed(reports_seen(actor, found), filters, today=day)
    told = {**group_words(), **across_words()}.get(filters.group, _("Tất cả đơn vị"))
    columns = [
        Column(_("Đơn vị"), 40), Column(_("Cấp trên"), 30), Column(_("Hạn gửi"), 12), Column(_("Tình trạng"), 22),
        Column(_("Gửi lúc"), 18), Column(_("Số ngày chậm"), 10), Column(_("Lần gửi"), 8),
        Column(_("Lần đã đôn đốc"), 10), Column(_("Ghi chú"), 40),
    ]  # fmt: skip
    content = Sheet(
        name=_("Tiến độ"),
        title=found.title,
        about=_("%(filter)s, tính đến ngày %(day)s.") % {"filter": told, "day": format_day(day)},
        columns=columns,
        rows=queries.sheet_rows(listed, today=day),
    )
    file = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 (closed with the response)
    write_workbook(cast(BinaryIO, file), [content], is_long=True)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"tien-do-ky-{found.pk}-{day:%Y-%m-%d}.xlsx", content_type=_WORKBOOK
    )


@require_POST
def chase_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind all units of the list that have not handed in (đôn đốc)."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    filters = filters_in(request)
    listed = queries.narrowed(reports_seen(actor, found), filters, today=today())
    try:
        number = chase(actor=actor, round_=found, reports=listed)
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    else:
        said = ngettext("Đã đôn đốc %(number)s đơn vị.", "Đã đôn đốc %(number)s đơn vị.", number)
        messages.success(request, said % {"number": number})
    return _back(request, pk)


@require_POST
def approve_chosen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the step that the chosen reports wait for (duyệt các báo cáo đã chọn)."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    if not actor.may_somewhere(Action.APPROVE):
        raise Refused("access.denied", action=str(Action.APPROVE))
    chosen = reports_seen(actor, found).filter(pk__in=keys_in(request.POST.getlist("bao-cao"))[:_ROWS])
    rows = list(chosen.select_related("round__regime__keeper", "round__version", "provider").order_by("pk"))
    try:
        number = len(approve_several(actor=actor.remembering(), reports=rows))
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        why = f" {sentence(refused.__cause__)}" if isinstance(refused.__cause__, Refused) else ""
        messages.error(request, f"{sentence(refused)}{why}")
    else:
        said = ngettext("Đã duyệt %(number)s báo cáo.", "Đã duyệt %(number)s báo cáo.", number)
        messages.success(request, said % {"number": number})
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the list as it was narrowed."""
    query = request.GET.urlencode()
    return redirect(reverse("rounds:progress", args=[pk]) + (f"?{query}" if query else ""))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round (đóng kỳ)."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    try:
        close_round(actor=actor, round_=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã đóng kỳ báo cáo."))
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    return redirect("rounds:progress", pk)
