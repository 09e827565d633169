"""Holding a file of a second system against ours: taking it in, row by row what differs, noting it."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.second_systems import comparing
from vaocuoc.tracking.second_systems.access import get_comparison, get_system
from vaocuoc.tracking.second_systems.forms import FileForm
from vaocuoc.tracking.second_systems.matching import MOST_LOOKED_THROUGH
from vaocuoc.tracking.second_systems.models import Kind, SystemComparison
from vaocuoc.tracking.second_systems.pasting import own_code
from vaocuoc.tracking.second_systems.showing import SLUGS
from vaocuoc.tracking.second_systems.views import kind_named
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 50
OUTCOMES = {
    "different": (gettext_lazy("Khác"), "bad"),
    "same": (gettext_lazy("Khớp"), "good"),
    "unknown": (gettext_lazy("Không có trong sổ"), "warn"),
    "several": (gettext_lazy("Chưa rõ là mục nào"), "warn"),
    "unsearched": (gettext_lazy("Chưa dò hết"), "warn"),
    "twice": (gettext_lazy("Trùng trong tệp"), "warn"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take in the file that a second system gave out (đối chiếu); nothing is written yet."""
    actor = actor_of(request)
    system, of = get_system(actor, pk), kind_named(kind)
    actor.require(Action.ASSIGN, system.keeper_id)
    posted = request.method == "POST"
    form = FileForm(*((request.POST, request.FILES) if posted else ()))
    status = 422 if posted else 200
    if posted and form.is_valid():
        content = form.cleaned_data["file"]
        try:
            made = comparing.read_theirs(
                actor=actor, system=system, kind=of, content=content, name=content.name or ""
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", sentence(refused))
            status = int(status_of(refused))
        else:
            return redirect("second_systems:comparison", made.pk)
    context = {
        "system": system,
        "kind": of,
        "slug": kind,
        "form": form,
        "columns": [one.heading for one in system.columns.all() if one.kind == of and one.field],
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
        "recent": list(system.comparisons.filter(kind=of).defer("rows").select_related("by_post")[:10]),
    }
    return render(request, "tracking/second_systems/compare.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file of theirs says beside ours, row by row; noting it is one deed."""
    actor = actor_of(request)
    found = get_comparison(actor, pk)
    if request.method == "POST":
        try:
            counts = comparing.write_comparison(actor=actor, comparison=found, today=today())
        except Refused as refused:
            messages.error(request, sentence(refused))
            return _page(request, found, status=int(status_of(refused)))
        facts = {"same": counts["same"], "different": counts["different"]}
        messages.success(request, _("Đã ghi: %(same)s mục khớp, %(different)s mục khác.") % facts)
        return redirect("second_systems:comparison", pk)
    return _page(request, found)


def _page(request: HttpRequest, found: SystemComparison, status: int = 200) -> HttpResponse:
    actor, kind = actor_of(request), Kind(found.kind)
    page = page_of(request, found.rows, size=_ROWS)
    rows = comparing.compared(actor, found.system, kind, list(page), today=today())
    counts = Counter(found.written) if found.written_at else comparing.counted(actor, found, today=today())
    missing = comparing.not_in_file(found)
    context = {
        "found": found,
        "system": found.system,
        "slug": SLUGS[kind],
        "page": page,
        "rows": [(row, *OUTCOMES[row.outcome], _code(kind, row)) for row in rows],
        "counts": [(words, tone, counts[name]) for name, (words, tone) in OUTCOMES.items() if counts[name]],
        "notable": counts["same"] + counts["different"],
        "unsearched": counts["unsearched"],
        "most": MOST_LOOKED_THROUGH,
        "missing": list(missing[:_ROWS]),
        "missing_count": missing.count(),
    }
    return render(request, "tracking/second_systems/comparison.html", context, status=status)


def _code(kind: Kind, row: comparing.Compared) -> str:
    return own_code(kind, row.found.subject) if row.found.subject is not None else ""
