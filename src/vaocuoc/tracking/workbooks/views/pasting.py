"""Pasting from Excel into a report (dán từ Excel): look at what it would change, then write it. No script needed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.owed import period_of_slug
from vaocuoc.tracking.workbooks import access
from vaocuoc.tracking.workbooks.forms import PasteForm
from vaocuoc.tracking.workbooks.pasting import said_in
from vaocuoc.tracking.workbooks.planning import EMPTY, OUTCOMES, SAME, Plan, plan_rows
from vaocuoc.tracking.workbooks.writing import write_pasted
from vaocuoc.ui.refusals import sentence, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, keeper: int, provider: int, period: str) -> HttpResponse:
    """Cells copied in Excel, pasted as text: a preview first, then they fill draft cells."""
    actor = actor_of(request)
    submission = access.report_of(actor, keeper, provider, period_of_slug(period))
    require_filling(actor, submission)
    address = reverse("submissions:report", args=[keeper, provider, period])
    form = PasteForm(request.POST if request.method == "POST" else None)
    plan: Plan | None = None
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                said = said_in(submission, form.cleaned_data["text"])
                plan = plan_rows(actor, submission, said)
                status = HTTPStatus.OK
                if request.POST.get("viec") == "ghi":
                    answers = {name[4:]: str(text) for name, text in request.POST.items() if name.startswith("doc-")}
                    number = write_pasted(
                        actor=actor,
                        submission=submission,
                        said=said,
                        shown=request.POST.get("dau", ""),
                        answers=answers,
                    )
                    told = ngettext("Đã ghi %(number)s ô vào bản nháp.", "Đã ghi %(number)s ô vào bản nháp.", number)
                    messages.success(request, told % {"number": number})
                    return redirect(address)
            except Refused as refused:
                problem, status = sentence(refused), status_of(refused)
    quiet = (SAME, EMPTY)
    context = {
        "form": form,
        "submission": submission,
        "period": submission.period,
        "address": address,
        "plan": plan,
        "lines": sorted(plan.lines, key=lambda line: (OUTCOMES.index(line.outcome), line.row)) if plan else [],
        "counts": {outcome: plan.counts.get(outcome, 0) for outcome in OUTCOMES} if plan else {},
        "may_write": bool(plan and (plan.inputs or plan.faults) and all(line.questions for line in plan.faults)),
        "writes": sum(line.outcome not in quiet for line in plan.lines) if plan else 0,
        "problem": problem,
    }
    return render(request, "tracking/workbooks/paste.html", context, status=status)
