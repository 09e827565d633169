"""Giving workbooks out: one at a click, all of a period as an archive, and how far the job is that makes many."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.submissions.owed import period_of_slug, providers_owing
from vaocuoc.tracking.workbooks import access, giving
from vaocuoc.tracking.workbooks.models import WorkbookRun
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.refusals import sentence

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELAYED = "thay"


@never_cache
@require_safe
def one(request: HttpRequest, keeper: int, provider: int, period: str) -> HttpResponse:
    """The workbook of one provider and period (tải bảng Excel)."""
    actor = actor_of(request)
    submission = access.report_of(actor, keeper, provider, period_of_slug(period))
    is_relayed = request.GET.get("phan") == RELAYED
    name, content = giving.give_one(actor=actor, submission=submission, with_relayed=is_relayed)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=_WORKBOOK, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def whole_round(request: HttpRequest, keeper: int, period: str) -> HttpResponseBase:
    """All workbooks of a register for a period (bảng Excel của kỳ): give out, take in."""
    actor = actor_of(request)
    unit, when = access.register_of(actor, keeper), period_of_slug(period)
    problem, status = "", 200
    if request.method == "POST":
        try:
            given = giving.give_all(actor=actor, keeper=unit, period=when)
        except Refused as refused:
            problem, status = sentence(refused), 422
        else:
            if isinstance(given, WorkbookRun):
                return redirect("workbooks:run", given.pk)
            name = giving.archive_name(unit, when)
            headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
            return StreamingHttpResponse(given, content_type="application/zip", headers=headers)
    context = {
        "keeper": unit,
        "period": when,
        "slug": period,
        "number": providers_owing(unit.pk, when).count(),
        "at_once": giving.AT_ONCE,
        "runs": [(run, giving.is_archive_there(run)) for run in giving.runs_of(unit, when)],
        "problem": problem,
    }
    return render(request, "tracking/workbooks/round.html", context, status=status)


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the making of many workbooks is; then the archive (đợt làm bảng Excel)."""
    found = access.get_run(actor_of(request), pk)
    error = sentence(Refused(found.error_code, **found.error_facts)) if found.error_code else ""
    context = {"run": found, "is_there": giving.is_archive_there(found), "error": error}
    return render_part(request, "tracking/workbooks/run.html", "tracking/workbooks/_run.html", context)


@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The archive of a run."""
    found = access.get_run(actor_of(request), pk)
    name = giving.archive_name(found.keeper, found.period)
    try:
        content = giving.archive_path(found).open("rb")
    except FileNotFoundError:
        refused = Refused("workbooks.archive_gone")
        messages.error(request, sentence(refused))
        return redirect("workbooks:run", pk)
    return FileResponse(content, as_attachment=True, filename=name)
