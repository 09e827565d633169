"""The page of an organ (tập thể lãnh đạo): the posts in it, who holds them, and the roles that any of them may use."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.models import Organ
from vaocuoc.directory.people import forms, operations, queries
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence


def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """One organ; it opens to who may see its unit."""
    actor = actor_of(request)
    return _page(request, actor, _seen(actor, pk))


@require_POST
def change_organ(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A post put in or taken out, a role given to all of its members or taken back."""
    actor = actor_of(request)
    found = _seen(actor, pk)
    actor.require_directory()
    form = _form(request, found, what)
    if form.is_valid():
        try:
            _do(actor, found, what, form)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("people:organ", pk)
    return _page(request, actor, found, what, form)


def _seen(actor: Actor, pk: int) -> Organ:
    units = actor.visible_units().order_by().values("pk")
    return get_object_or_404(Organ.objects.select_related("unit"), pk=pk, unit__in=units)


def _form(request: HttpRequest, found: Organ, what: str) -> Any:
    if what in ("them", "bot"):
        return forms.MemberForm(request.POST, today=today())
    if what == "vai-tro":
        return forms.GroupRoleForm(request.POST, today=today())
    if what == "thoi-vai-tro":
        return forms.EndGroupRoleForm(request.POST, organ=found, today=today())
    raise Http404


def _do(actor: Actor, found: Organ, what: str, form: Any) -> None:
    if what in ("them", "bot"):
        operations.place_in_organ(actor, organ=found, post=form.cleaned_data["post"], is_member=what == "them")
    else:
        form.submit(actor, found)


def _page(request: HttpRequest, actor: Actor, found: Organ, what: str = "", bound: Any = None) -> HttpResponse:
    day = today()
    context = {
        "organ": found,
        "members": queries.members_of(found, day),
        "grants": queries.grants_of_group(found),
        "may_change": actor.may_keep_directory(),
        "member": bound if what == "them" else forms.MemberForm(today=day, auto_id="id_member_%s"),
        "role": bound if what == "vai-tro" else forms.GroupRoleForm(today=day, initial={"unit": found.unit_id}),
        "errors": bound.errors if bound is not None and what not in ("them", "vai-tro") else None,
        "today": day,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound is not None and bound.errors else HTTPStatus.OK
    return render(request, "people/organ.html", context, status=status)
