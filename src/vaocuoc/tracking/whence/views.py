"""The answers to "từ đâu?": a box beside the list where scripts run, else a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.judging import row_of as row_of_target
from vaocuoc.tracking.indicators.judging import with_company
from vaocuoc.tracking.indicators.models import Target
from vaocuoc.tracking.indicators.queries import row_at
from vaocuoc.tracking.shortcomings.access import get_shortcoming
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.tracking.tasks.queries import row_of as row_of_task
from vaocuoc.tracking.whence.asked import Part, of_indicator, of_shortcoming, of_task
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import render
from vaocuoc.ui.keys import key_in


@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a figure of an indicator comes from, at the unit and of the target that the address names."""
    actor = actor_of(request)
    found = get_indicator(actor, pk)
    unit, target = key_in(request.GET.get("don-vi", "")), key_in(request.GET.get("muc-tieu", ""))
    if target is not None:
        related = with_company(Target.objects.filter(indicator=found)).select_related("unit", "document")
        row = row_of_target(found, get_object_or_404(related, pk=target), today=today())
    else:
        row = row_at(found, today=today(), unit=unit)
    address = f"{reverse('indicators:detail', args=[pk])}?don-vi={row.unit.pk}&tu-dau=1#tu-dau"
    title = f"{found.name}, {row.unit}" if row.unit.pk != found.keeper_id else found.name
    return _told(request, title, of_indicator(actor, row, today=today()), address, _("Mở chỉ tiêu"))


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the state and the days of a task come from."""
    actor = actor_of(request)
    found = get_task(actor, pk)
    parts = of_task(actor, row_of_task(found, today=today()), today=today())
    address = reverse("tasks:detail", args=[pk])
    return _told(request, f"{found.code} {found.title}", parts, address, _("Mở nhiệm vụ"))


@require_safe
def shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a limit and its state come from."""
    actor = actor_of(request)
    found = get_shortcoming(actor, pk)
    parts = of_shortcoming(actor, found, today=today())
    return _told(request, found.text, parts, reverse("shortcomings:state", args=[pk]), _("Mở hạn chế"))


def _told(request: HttpRequest, title: str, parts: list[Part], address: str, way: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "parts": parts, "address": address, "way": way}
    return render(request, "tracking/whence/page.html", "tracking/whence/_box.html", context)
