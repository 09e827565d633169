"""Marking into groups: on the page of a document, and on those of a task and an indicator (đánh dấu nhóm)."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.oversight.coverage.carried import carried_of
from vaocuoc.oversight.coverage.grouping import Marked, marks_of_indicator, marks_of_tasks
from vaocuoc.oversight.coverage.marking import mark, mark_target, mark_task, may_mark, proposed, sources_of
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.oversight.coverage.views import document_viewed
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.models import Target, Task
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 100
_CHOSEN = {"c": "findings", "n": "tasks", "m": "targets"}


@require_http_methods(["GET", "HEAD", "POST"])
def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark chosen targets and tasks as breakthroughs, key tasks, term-long programmes; headings propose a group."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    error, status = "", 200
    if request.method == "POST":
        try:
            number = mark(actor=actor, document=document, group=request.POST.get("group", ""), **_chosen(request))
        except Refused as refused:
            error, status = sentence(refused), int(status_of(refused))
        else:
            messages.success(request, _("Đã đánh dấu %(number)s mục.") % {"number": number})
            return redirect(request.get_full_path())
    asked = request.GET.get("de-xuat", "")
    items = [(one, proposed(one.section)) for one in carried_of(actor, document, today=today()).items]
    proposals = [(key, words, sum(of == key for _one, of in items)) for key, words in Group.choices]
    shown = [row for row in items if row[1] == asked] if asked in Group.values else items
    labels = {str(key): str(words) for key, words in Group.choices}
    page = page_of(request, shown, size=_ROWS)
    context = {
        "document": document,
        "page": page,
        "rows": [(one, labels.get(one.group, ""), labels.get(of, "")) for one, of in page],
        "groups": Group.choices,
        "proposals": [row for row in proposals if row[2]],
        "asked": asked if asked in Group.values else "",
        "error": error,
    }
    return render(request, "oversight/coverage/mark.html", context, status=status)


def _chosen(request: HttpRequest) -> dict[str, list[int]]:
    """The keys of the boxes by what they are of; see ``Item.handle``."""
    values = request.POST.getlist("chon")
    return {
        name: keys_in(value[1:] for value in values if value.startswith(letter)) for letter, name in _CHOSEN.items()
    }


# --- on the pages of tasks and indicators -----------------------------------------------------------------------------


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: its group, and the way to change it; four queries."""
    sources = sources_of([task])
    marks = marks_of_tasks([task], sources).get(task.pk, [])
    may = may_mark(actor_of(request), task.keeper_id, sources.get(task.pk, {}))
    return _panel(request, marks, reverse("coverage:mark_task", args=[task.pk]) if may else "")


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """On an indicator's page: the groups of its targets, and the way to mark the one that leads."""
    target = row.target
    may = target is not None and may_mark(actor_of(request), row.indicator.keeper_id, _keeper_of(target))
    address = reverse("coverage:mark_target", args=[target.pk]) if target is not None and may else ""
    return _panel(request, marks_of_indicator(row.indicator), address)


def _keeper_of(target: Target) -> dict[int, int]:
    if target.finding_id is None or target.document is None:
        return {}
    return {target.finding_id: target.document.keeper_id}


def _panel(request: HttpRequest, marks: Sequence[Marked], address: str) -> str | None:
    """The groups, each with the document that says so where one sees it; nothing for who may not mark what has none."""
    if not marks and not address:
        return None
    named = {one.document.pk for one in marks if one.document}
    seen = (
        set(visible_documents(actor_of(request)).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    )
    rows = [(one, one.document if one.document and one.document.pk in seen else None) for one in marks]
    context = {"rows": rows, "address": address, "groups": Group.choices, "now": marks[0].group if marks else ""}
    return render_to_string("oversight/coverage/_mark_panel.html", context, request)


@require_POST
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task from its page."""
    actor = actor_of(request)
    mark_task(actor=actor, task=get_task(actor, pk), group=request.POST.get("group", "?"))
    messages.success(request, _("Đã lưu nhóm."))
    return redirect(reverse("tasks:detail", args=[pk]) + "#nhom")


@require_POST
def of_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a target from its indicator's page."""
    actor = actor_of(request)
    target = Target.objects.filter(pk=pk, withdrawn_at__isnull=True).first()
    if target is None:
        raise Http404
    indicator = get_indicator(actor, target.indicator_id)
    mark_target(actor=actor, target=target, group=request.POST.get("group", "?"))
    messages.success(request, _("Đã lưu nhóm."))
    return redirect(reverse("indicators:detail", args=[indicator.pk]) + "#nhom")
