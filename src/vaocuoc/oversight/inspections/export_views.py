"""Asking for an archive of evidence, how far it is, fetching it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import InspectionDecision
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.inspections.access import get_decision, require_inspecting
from vaocuoc.oversight.inspections.exporting import (
    archive_name,
    archive_path,
    ask_for_export,
    is_there,
    own_export,
)
from vaocuoc.oversight.inspections.models import EvidenceExport, ExportState
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence

_SECONDS = "5"


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have an archive made (lập hồ sơ trích xuất) of a decision, of a task, or of a filter of signs."""
    actor = actor_of(request)
    require_inspecting(actor)
    asked, decision, back = _asked(actor, request.POST)
    try:
        made = ask_for_export(actor=actor, asked=asked, decision=decision)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect(back)
    return redirect("inspections:archive", made.pk)


def _asked(actor: Actor, given: QueryDict) -> tuple[dict[str, Any], InspectionDecision | None, str]:
    """What is asked for, under which decision, and where to go back to; ``Http404`` for what is not there."""
    if "quyet-dinh" in given:
        found = get_decision(actor, _key(given["quyet-dinh"]))
        return {"decision": found.pk}, found, reverse("inspections:detail", args=[found.pk])
    if "nhiem-vu" in given:
        task = get_task(actor, _key(given["nhiem-vu"]))
        return {"task": task.pk}, None, reverse("tasks:detail", args=[task.pk])
    query = given.get("dau-hieu", "")[:1000]
    under = QueryDict(query).get("decision", "")
    decision = get_decision(actor, _key(under)) if under else None
    return {"signs": query}, decision, f"{reverse('inspections:signs')}?{query}"


def _key(text: object) -> int:
    key = key_in(str(text))
    if key is None:
        raise Http404
    return key


@never_cache
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an archive is (tiến độ), and what is in it once it is there."""
    found = own_export(actor_of(request), pk)
    busy = found.state == ExportState.MAKING
    context = {"export": found, "is_busy": busy, "is_there": is_there(found), "why": _why(found)}
    template = "oversight/inspections/_archive.html" if is_fragment(request) else "oversight/inspections/archive.html"
    response = render(request, template, context)
    if busy and not is_fragment(request):
        response.headers["Refresh"] = _SECONDS  # without a script the page comes again by itself
    return response


def _why(found: EvidenceExport) -> str:
    return sentence(Refused(found.error_code)) if found.error_code else ""


@never_cache
@require_safe
def content(request: HttpRequest, pk: int) -> FileResponse:
    """The archive itself (tải hồ sơ)."""
    found = own_export(actor_of(request), pk)
    if not is_there(found):
        raise Http404
    file = archive_path(found).open("rb")
    return FileResponse(file, as_attachment=True, filename=archive_name(found), content_type="application/zip")
