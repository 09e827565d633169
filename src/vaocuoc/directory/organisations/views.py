"""Pages of units: a unit's page with its life, and the forms that change it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations import queries
from vaocuoc.directory.organisations.access import Keeper
from vaocuoc.directory.organisations.forms import CHANGES, ChangeForm, EditUnitForm, NewUnitForm
from vaocuoc.directory.organisations.models import Unit
from vaocuoc.ui.clock import today
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence


def _actor(request: HttpRequest) -> Keeper:
    return cast(Keeper, getattr(request, "actor", None))


def create(request: HttpRequest) -> HttpResponse:
    """A new unit (lập đơn vị)."""
    actor = _actor(request)
    actor.require_directory()
    form = NewUnitForm(
        request.POST if request.method == "POST" else None, today=today(), initial={"parent": request.GET.get("parent")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = form.submit(actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("organisations:unit", pk=unit.pk)
    return render(request, "organisations/form.html", {"form": form}, status=_status(form))


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's page: its life, relations, names, organs, posts, successions."""
    return _page(request, _visible_unit(request, pk))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written of a unit."""
    actor = _actor(request)
    unit = _visible_unit(request, pk)
    actor.require_directory()
    fields = ("name", "short_name", "code", "kind", "level", "valid_from")
    form = EditUnitForm(
        request.POST if request.method == "POST" else None, initial={field: getattr(unit, field) for field in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            form.submit(actor, unit)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, gettext("Đã ghi."))
            return redirect("organisations:unit", pk=unit.pk)
    return render(request, "organisations/form.html", {"form": form, "unit": unit}, status=_status(form))


@require_POST
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One change of a unit, by one of the forms on its page."""
    actor = _actor(request)
    unit = _visible_unit(request, pk)
    if what not in CHANGES:
        raise Http404
    form = CHANGES[what](request.POST, unit=unit, seen=actor.visible_units(), today=today(), auto_id=f"id_{what}_%s")
    if form.is_valid():
        try:
            form.submit(actor)
        except Refused as refused:
            if refused.code.startswith("access."):
                raise
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, gettext("Đã ghi."))
            return redirect("organisations:unit", pk=unit.pk)
    actor.require_directory()
    return _page(request, unit, what, form)


def _page(request: HttpRequest, unit: Unit, name: str = "", bound: ChangeForm | None = None) -> HttpResponse:
    actor = _actor(request)
    visible = actor.visible_units()
    keeps = actor.may_keep_directory()
    forms: dict[str, Any] = {}
    if keeps:
        forms = {
            key.replace("-", "_"): bound
            if key == name
            else form(unit=unit, seen=visible, today=today(), auto_id=f"id_{key}_%s")
            for key, form in CHANGES.items()
        }
    context = {
        "unit": unit,
        "page": queries.unit_page(unit, visible),
        "forms": forms,
        "open": name.replace("-", "_"),
        "may_change": keeps,
        "today": today(),
        "history": in_words(history(unit, limit=20)) if keeps else [],
        "panels": panels_of("UNIT_PANELS", request, unit),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound is not None else HTTPStatus.OK
    return render(request, "organisations/unit.html", context, status=status)


def _visible_unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(_actor(request).visible_units(), pk=pk)


def _status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
