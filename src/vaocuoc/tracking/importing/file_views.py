"""The files that are given out: empty forms, the register in the standard form and in an office's own (Xuất Excel)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.importing import access, exporting, standard
from vaocuoc.tracking.importing.models import ImportKind
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.filtering import filters_from
from vaocuoc.tracking.tasks.queries import tasks_of
from vaocuoc.ui.clock import today

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STEMS: dict[str, str] = {
    ImportKind.TASKS: "nhiem-vu",
    ImportKind.INDICATORS: "chi-tieu",
    ImportKind.UNITS: "don-vi",
    ImportKind.POSTS: "chuc-danh",
    ImportKind.ACCOUNTS: "tai-khoan",
}


@require_safe
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The register in this tracker's own columns and order, with codes (xuất theo mẫu của cơ quan)."""
    actor = actor_of(request)
    found = access.get_batch(actor, pk)
    stem = found.name.rpartition(".")[0] or found.name
    return _download(exporting.give_back(actor, found, today=today()), f"{stem}.xlsx")


@require_safe
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook of the standard form (tệp mẫu)."""
    access.require_importing(actor_of(request))
    if kind not in ImportKind.values:
        raise Http404
    return _download(standard.blank_form(kind, today=today()), f"mau-{_STEMS[kind]}.xlsx")


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """What one sees, in the standard form (Xuất Excel); tasks as the list is narrowed."""
    actor = actor_of(request)
    if kind == ImportKind.TASKS:
        shown = tasks_of(actor, today=today(), filters=filters_from(request.GET)).order_by().values("pk")
        content = exporting.standard_tasks(visible_tasks(actor).filter(pk__in=shown), today=today())
    elif kind == ImportKind.INDICATORS:
        content = exporting.standard_indicators(visible_indicators(actor))
    elif kind == ImportKind.UNITS:
        content = exporting.standard_units(actor.visible_units(), today=today())
    else:
        raise Http404
    return _download(content, f"{_STEMS[kind]}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_WORKBOOK)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
