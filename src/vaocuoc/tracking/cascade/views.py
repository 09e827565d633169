"""Giving to many units, who of them has done what, and the progress of a task with children."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.tracking.assignment.splitting import Own
from vaocuoc.tracking.assignment.views.splitting import Choice, choice_of
from vaocuoc.tracking.cascade.forms import ManyForm, ReportForm
from vaocuoc.tracking.cascade.models import Way
from vaocuoc.tracking.cascade.operations import give_to_many
from vaocuoc.tracking.cascade.pasting import read_own
from vaocuoc.tracking.cascade.progress import known_progress, report_progress, set_way, weighed_children
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.tasks.access import get_task, rights_on, visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import rows_in_order
from vaocuoc.tracking.tasks.states import ORDER, with_state
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of
from vaocuoc.ui.words import TASK_STATES

_ROWS = 100
_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:[,.](?P<part>\d{1,2}))?")

# --- giving -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Say one task, choose units, see what each will be given, give it to all of them or to none."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    keeper = _keeper(actor, request)
    asked = key_in(request.POST.get("van-ban") or request.GET.get("van-ban"))
    document = get_document(actor, asked) if asked else None
    words = request.POST.get("title", "") or (document.title if document else "")
    choice = choice_of(actor, request, keeper, words, set())
    bound = request.method == "POST"
    initial = {"title": document.title[:1000] if document else ""}
    form = ManyForm(request.POST if bound else None, keeper=keeper, initial=initial)
    context: dict[str, Any] = {
        "keeper": keeper,
        "keepers": list(registers_of(actor)[:50]),
        "document": document,
        "choice": choice,
        "form": form,
        "form_key": request.POST.get("form_key") or uuid4().hex,
    }
    if not bound:
        return render(request, "tracking/cascade/give.html", context)
    status = 422
    if form.is_valid():
        try:
            own = _own(choice, form.cleaned_data, document)
            if "ghi" in request.POST:
                return _given(request, actor, keeper, choice, own, document, form.cleaned_data)
            if not choice.chosen:
                raise Refused("assignment.no_units")
            context |= {"is_preview": True, "lines": [(unit, own.get(unit.pk)) for unit in choice.chosen]}
            status = 200
        except Refused as refused:
            context["problem"], status = sentence(refused), int(status_of(refused))
    return render(request, "tracking/cascade/give.html", context, status=status)


def _given(
    request: HttpRequest,
    actor: Actor,
    keeper: Unit,
    choice: Choice,
    own: dict[int, Own],
    document: Document | None,
    said: dict[str, Any],
) -> HttpResponse:
    fields = {name: value for name, value in said.items() if name != "own"}
    general, made = give_to_many(
        actor=actor, keeper=keeper, units=choice.chosen, own=own, today=today(), document=document,
        form_key=request.POST.get("form_key", ""), **fields,
    )  # fmt: skip
    messages.success(
        request,
        _("Đã giao %(count)s nhiệm vụ thuộc %(code)s, mỗi đơn vị một nhiệm vụ.")
        % {"count": len(made), "code": general.code},
    )
    return redirect("cascade:units", general.pk)


def _own(choice: Choice, said: dict[str, Any], document: Document | None) -> dict[int, Own]:
    received = said["received_on"] or (document and (document.received_on or document.issued_on)) or today()
    return read_own(said["own"], choice.chosen, latest=said["due"], received=received)


def _keeper(actor: Actor, request: HttpRequest) -> Unit:
    asked = key_in(request.POST.get("so") or request.GET.get("so"))
    found = registers_of(actor).filter(pk=asked or own_register(actor) or 0).first()
    if found is None and asked is None:
        found = registers_of(actor).first()
    if found is None:
        raise Http404
    return found


# --- who has done what ------------------------------------------------------------------------------------------------


@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """The units under a general line by what they have done, a square for each (n/168)."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    below = visible_tasks(actor).filter(parent=task)
    derived: Any = with_state(below, today())
    counted = dict(derived.order_by().values_list("state").annotate(number=Count("pk")))
    state = request.GET.get("trang-thai", "")
    state = state if state in counted else ""
    found = (derived.filter(state=state) if state else derived).order_by("lead_unit__sort_key", "pk")
    number = counted[state] if state else sum(counted.values())
    page = page_of(request, found.values_list("pk", flat=True), size=_ROWS, count=number)
    page.object_list = rows_in_order([*page.object_list], today=today())
    counts = [(code, TASK_STATES[code].word, counted[code]) for code in ORDER if counted.get(code)]
    done = sum(counted.get(code, 0) for code in ("done_on_time", "done_late", "done_unjudged"))
    context = {
        "task": task,
        "page": page,
        "counts": counts,
        "state": state,
        "done": done,
        "total": sum(counted.values()) - counted.get("cancelled", 0),
        "bar": [(counted[code], _TONES.get(code, "none"), str(word)) for code, word, _number in counts],
        "may_split": rights_on(actor, task).direct,
    }
    return render(request, "tracking/cascade/units.html", context)


_TONES = {
    "overdue": "bad", "late_acceptance": "warn", "needs_due": "warn", "due_soon": "warn", "submitted": "cham",
    "done_on_time": "good", "done_late": "soft", "done_unjudged": "soft",
}  # fmt: skip


# --- progress ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose where the progress comes from, weigh the children, or report how much is done."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    rights = rights_on(actor, task)
    if not (rights.direct or rights.update):
        raise Refused("access.denied", action=str(Action.UPDATE))
    known, problem, status = known_progress(task), "", 200
    form = ReportForm(request.POST if request.method == "POST" and "bao-cao" in request.POST else None)
    if request.method == "POST":
        try:
            if done := _changed(request, actor, task, form):
                messages.success(request, done)
                return redirect("cascade:progress", task.pk)
            status = 422
        except Refused as refused:
            problem, status = sentence(refused), int(status_of(refused))
    children = weighed_children(task)
    typed = {key_in(name[2:]): value for name, value in request.POST.items() if name.startswith("w-")}
    context = {
        "task": task,
        "known": known,
        "rights": rights,
        "form": form,
        "problem": problem,
        "ways": Way.choices,
        "way": request.POST.get("way") or known.way or (Way.COMPUTED if children else Way.REPORTED),
        "version": "" if known.version is None else known.version,
        "children": [
            (child, typed.get(child.pk, _percent(weight)), done // 100, child.lead_unit or child.lead_post)
            for child, weight, done in children
        ],
        "reports": task.progress_reports.select_related("by_post__unit", "by").order_by("-at", "-pk")[:20],
    }
    return render(request, "tracking/cascade/progress.html", context, status=status)


def _changed(request: HttpRequest, actor: Actor, task: Task, form: ReportForm) -> str:
    """Do what was sent; the words for having done it, empty where the form is not whole."""
    if "bao-cao" in request.POST:
        if not form.is_valid():
            return ""
        report_progress(actor=actor, task=task, **form.cleaned_data)
        return _("Đã ghi tiến độ.")
    version = key_in(request.POST.get("version", ""))
    way = request.POST.get("way", "")
    weights = None if "chia-deu" in request.POST or way != Way.COMPUTED else _weights(request.POST)
    set_way(actor=actor, task=task, version=version, way=way, weights=weights)
    return _("Đã ghi cách tính tiến độ.")


def _weights(sent: QueryDict) -> dict[int, int] | None:
    """The weights as typed, in ten-thousandths; None where none was typed at all."""
    found: dict[int, int] = {}
    for name, value in sent.items():
        key = key_in(name[2:]) if name.startswith("w-") else None
        if key is None or not str(value).strip():
            continue
        match = _PERCENT.fullmatch(str(value).strip().removesuffix("%").strip())
        if match is None:
            raise Refused("cascade.weights_not_one", total="?")
        found[key] = int(match["whole"]) * 100 + int((match["part"] or "0").ljust(2, "0"))
    return found or None


def _percent(weight: int | None) -> str:
    if weight is None:
        return ""
    whole, part = divmod(weight, 100)
    return f"{whole},{part:02d}" if part else str(whole)
