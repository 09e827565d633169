"""The pages of rows that wait for what they lack (chờ bổ sung), of all files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.importing import access, forms, operations, queries
from vaocuoc.tracking.importing.models import ImportKind, ImportRow
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_WAITING = 40


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The rows that wait for what they lack (chờ bổ sung), of all files."""
    actor = actor_of(request)
    access.require_importing(actor)
    page = page_of(request, access.waiting_rows(actor), size=_WAITING)
    context = {"page": page, "lines": queries.lines_of(list(page.object_list))}
    return render(request, "tracking/importing/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a waiting row what it lacks and write it (bổ sung)."""
    actor = actor_of(request)
    row = _waiting_row(actor, pk)
    form = _row_form(request, actor, row)
    status = 200
    if form is not None and request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                written = operations.complete_row(actor=actor, row=row, values=form.values())
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                code = written.task.code if written.task else written.indicator.code if written.indicator else ""
                messages.success(request, _("Đã bổ sung và ghi vào sổ: %(code)s.") % {"code": code})
                return redirect("importing:waiting")
    context = {"row": row, "line": queries.lines_of([row])[0], "form": form, "batch": row.batch}
    return render(request, "tracking/importing/complete.html", context, status=status)


def _row_form(request: HttpRequest, actor: Actor, row: ImportRow) -> Any:
    """The form for what a row lacks; None where only a new file can give it."""
    data = request.POST if request.method == "POST" else None
    if row.batch.kind == ImportKind.TASKS:
        return forms.TaskRowForm(data, actor=actor, row=row)
    if row.batch.kind == ImportKind.INDICATORS:
        return forms.IndicatorRowForm(data, actor=actor, row=row)
    return None


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a waiting row be (bỏ dòng)."""
    actor = actor_of(request)
    row = operations.drop_row(actor=actor, row=_waiting_row(actor, pk))
    messages.success(request, _("Đã bỏ dòng %(number)s khỏi danh sách chờ bổ sung.") % {"number": row.number})
    return redirect("importing:waiting")


def _waiting_row(actor: Actor, pk: int) -> ImportRow:
    row = access.waiting_rows(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
