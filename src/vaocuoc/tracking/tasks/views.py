"""The pages of tasks but their list (``listing``): one task, giving and correcting, and every deed on one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.sources import sources_of
from vaocuoc.tracking.tasks import queries
from vaocuoc.tracking.tasks.access import get_task, rights_on, visible_tasks
from vaocuoc.tracking.tasks.deeds import DEEDS, Deed
from vaocuoc.tracking.tasks.forms import TaskForm, UpdateForm
from vaocuoc.tracking.tasks.models import PartyRole, Task
from vaocuoc.tracking.tasks.operations import edit_task
from vaocuoc.tracking.tasks.origins import of_completion, of_deadline, of_receipt
from vaocuoc.tracking.tasks.story import deadline_line, thread_of, why_red
from vaocuoc.ui.clock import today
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence, status_of

_PANEL_ROWS = 8

# --- one task ---------------------------------------------------------------------------------------------------------


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a task: its state, six clears, what was told and handed in, its deadlines, its source."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    row = queries.row_of(task, today=today())
    parties = list(task.parties.select_related("unit", "post__unit").order_by("pk"))
    rights = rights_on(actor, task)
    evidence = list(
        task.evidence.select_related("submitted_as__unit", "decided_as__unit", "submitted_by").order_by(
            "-submitted_at", "-pk"
        )
    )
    changes = list(task.deadline_changes.select_related("by_post__unit", "by__person").order_by("at", "pk"))
    seen = visible_documents(actor).filter(pk=task.document_id or 0).exists()
    source = sources_of(actor, [task.finding]).get(task.finding_id or 0)
    context = {
        "task": task,
        "row": row,
        "state": row.state,
        "clears": queries.six_clears(task, parties),
        "parties": {role: [p for p in parties if p.role == role] for role in PartyRole.values},
        "rights": rights,
        "deeds": {name: deed for name, deed in DEEDS.items() if deed.offered(task, row.state, rights)},
        "update_form": UpdateForm(),
        "thread": thread_of(task, evidence, changes),
        "evidence": evidence,
        "waiting": next((one for one in evidence if one.accepted is None), None),
        "deadlines": deadline_line(task, row, changes, today()),
        "why": why_red(row, changes, evidence, today()),
        "source": source,
        "origins": {
            "due": of_deadline(task, changes, source, today=today()),
            "completed": of_completion(task, evidence, today=today()),
            "received": of_receipt(task),
        },
        "document_is_seen": seen,
        "children": queries.rows_of(visible_tasks(actor).filter(parent=task).order_by("due", "pk"), today=today()),
        "panels": panels_of("TASK_PANELS", request, task),
        "own_evidence": any(one.accepted is None and one.submitted_by_id == actor.user.pk for one in evidence),
    }
    return render(request, "tracking/tasks/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Give a task (giao nhiệm vụ)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    document = _document(actor, request.GET.get("van-ban") or request.POST.get("van-ban"))
    parent = _parent(actor, request.GET.get("thuoc") or request.POST.get("thuoc"))
    giving = import_string(settings.TASK_GIVING)
    purpose = giving.purpose_of(actor, {**request.GET.dict(), **request.POST.dict()})
    about = document or parent or purpose
    form = TaskForm(request.POST or None, actor=actor, initial={"keeper": about.keeper_id} if about else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            given = giving.give_task(
                actor=actor, purpose=purpose, document=document, parent=parent, today=today(), **form.cleaned_data
            )
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã giao nhiệm vụ %(code)s.") % {"code": given.code})
            return redirect("tasks:detail", given.pk)
    context = {"form": form, "document": document, "parent": parent, "purpose": purpose and giving.named(purpose)}
    return render(request, "tracking/tasks/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a task (sửa nhiệm vụ); the version that was shown comes back with the form."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    if not rights_on(actor, task).direct:
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = TaskForm(request.POST or None, actor=actor, task=task, initial=TaskForm.initial_of(task))
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        try:
            version = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
            edit_task(actor=actor, task=task, version=version, **form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã sửa nhiệm vụ %(code)s.") % {"code": task.code})
            return redirect("tasks:detail", task.pk)
    context = {"form": form, "task": task, "version": request.POST.get("version") or task.version}
    return render(request, "tracking/tasks/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask for what a deed needs and do it; the same address shows the form again where it was refused."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    wanted = DEEDS.get(name)
    if wanted is None:
        raise Http404
    if not getattr(rights_on(actor, task), wanted.right):
        raise Refused("access.denied", action=wanted.right)
    form, status = _deed_form(request, task, wanted), 200
    if request.method == "POST" and form.is_valid():
        try:
            wanted.do(actor, task, form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, str(wanted.done))
            return redirect("tasks:detail", task.pk)
    row = queries.row_of(task, today=today())
    context = {"form": form, "task": task, "deed": wanted, "row": row, "state": row.state}
    return render(request, "tracking/tasks/deed.html", context, status=status)


def _deed_form(request: HttpRequest, task: Task, wanted: Deed) -> Any:
    if request.method == "POST":
        return wanted.form(request.POST)
    return wanted.form(initial=wanted.initial(task))


def _blame(form: Any, refused: Refused) -> int:
    """Say a refusal at the field it is about, else above the form; the status that goes with it."""
    field = _FIELDS.get(refused.code, "")
    form.add_error(field if field in form.fields else None, sentence(refused))
    return int(status_of(refused))


_FIELDS = {
    "tasks.no_lead": "lead",
    "tasks.no_due": "no_due_reason",
    "tasks.no_condition": "condition",
    "tasks.due_before_receipt": "due",
    "tasks.due_after_parent": "due",
    "tasks.same_due": "new",
    "tasks.due_before_child": "new",
    "tasks.empty_update": "text",
    "tasks.no_reason": "reason",
}


def _document(actor: Actor, asked: str | None) -> Document | None:
    return get_document(actor, _number(asked)) if asked else None


def _parent(actor: Actor, asked: str | None) -> Task | None:
    return get_task(actor, _number(asked)) if asked else None


def _number(asked: str) -> int:
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Http404
    return int(asked)


# --- what other pages show --------------------------------------------------------------------------------------------


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The tasks that a document gave, on its page (nhiệm vụ của văn bản)."""
    actor = actor_of(request)
    given = queries.TaskFilters(document=document.pk)
    counts = queries.task_counts(actor, today(), given)
    may_assign = actor.may(Action.ASSIGN, document.keeper_id)
    if not counts.total and not may_assign:
        return None
    context = {
        "rows": queries.task_rows(actor, today=today(), filters=given, limit=_PANEL_ROWS),
        "counts": counts,
        "document": document,
        "may_assign": may_assign,
    }
    return render_to_string("tracking/tasks/_panel.html", context, request)
