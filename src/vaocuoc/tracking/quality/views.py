"""The page of how well a register is kept, and the list behind each of its numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of, actor_or_none
from vaocuoc.tracking.quality import measures
from vaocuoc.tracking.registers import own_register
from vaocuoc.ui.clock import today
from vaocuoc.ui.navigation import DATA, Item
from vaocuoc.ui.paging import page_of

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def navigation(request: HttpRequest) -> list[Item]:
    """The quality of the data, for who gives tasks."""
    actor = actor_or_none(request)
    if actor is None or own_register(actor) is None:
        return []
    return [Item(DATA, _("Chất lượng dữ liệu"), "n-mx", "quality:page", order=326)]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How well one's register is kept (chất lượng dữ liệu): each number with its whole, and month by month."""
    actor = actor_of(request)
    keeper = _register(actor)
    found = measures.quality_of(actor, keeper=keeper, today=today())
    context = {"quality": found, "keeper": Unit.objects.get(pk=keeper), "lag": measures.MEASURES["ghi-cham"]}
    return render(request, "tracking/quality/page.html", context)


@require_safe
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """What a number counts (danh sách sau con số), paged."""
    actor = actor_of(request)
    keeper = _register(actor)
    if code not in measures.MEASURES:
        raise Http404
    month = _month(request)
    rows: QuerySet[Any]
    kind = "tasks"
    if code == "dinh-chinh":
        kind = "corrections"
        rows = measures.corrections_of(keeper, today=today(), month=month).select_related(
            "observation__indicator", "observation__unit"
        )
    elif code == "van-ban-chua-soat":
        kind = "documents"
        rows = measures.documents_behind(actor, keeper)
    elif code == "ghi-cham":
        rows = measures.longest_first(measures.recorded(actor, keeper, today=today(), month=month))
    else:
        try:
            rows = measures.tasks_behind(actor, code, keeper=keeper, today=today())
        except KeyError as error:  # nobody looks after any field
            raise Http404 from error
    context = {
        "words": measures.MEASURES[code],
        "code": code,
        "kind": kind,
        "month": month,
        "page": page_of(request, rows),
    }
    return render(request, "tracking/quality/behind.html", context)


def _register(actor: Actor) -> int:
    keeper = own_register(actor)
    if keeper is None:
        raise Refused("access.denied", action=str(Action.ASSIGN))
    return keeper


def _month(request: HttpRequest) -> date | None:
    """The month that the address names, ``2026-11``; None for all."""
    asked = _MONTH.fullmatch(request.GET.get("thang", ""))
    return date(int(asked[1]), int(asked[2]), 1) if asked else None
