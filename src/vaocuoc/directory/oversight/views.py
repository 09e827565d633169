"""The page of who oversees what (phân công phụ trách)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.oversight.forms import EndForm, GiveForm
from vaocuoc.directory.oversight.operations import end_oversight, give_oversight
from vaocuoc.directory.oversight.queries import visible_oversights
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.models import Oversight
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence


def oversights(request: HttpRequest) -> HttpResponse:
    """Who oversees what, in force first; who keeps the directory gives more."""
    actor = actor_of(request)
    form = (
        GiveForm(request.POST if request.method == "POST" else None, today=today())
        if actor.may_keep_directory()
        else None
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        actor.require_directory()
        assert form is not None
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = give_oversight(actor=actor, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(
                    request, _("Đã ghi phân công phụ trách: %(what)s.") % {"what": made.unit or made.words}
                )
                return redirect("oversight:list")
    context: dict[str, Any] = {
        "page": page_of(request, visible_oversights(actor, today()), size=50),
        "form": form,
        "may_change": actor.may_keep_directory(),
        "today": today(),
    }
    return render(request, "oversight/list.html", context, status=status)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of them (thôi phụ trách)."""
    actor = actor_of(request)
    oversight = get_object_or_404(visible_oversights(actor, today()), pk=pk)
    actor.require_directory()
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("oversight:list")
    try:
        end_oversight(actor=actor, oversight=Oversight.objects.get(pk=oversight.pk), **form.cleaned_data)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã ghi thôi phụ trách."))
    return redirect("oversight:list")
