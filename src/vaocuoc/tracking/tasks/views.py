"""The pages of tasks but their list (``listing``): one task, giving and correcting, and every deed on one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
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
from vaocuoc.tracking.tasks.additions import all_deeds, told_of
from vaocuoc.tracking.tasks.deed_forms import UpdateForm
from vaocuoc.tracking.tasks.deeds import DIRECTING, PROPOSING, Deed
from vaocuoc.tracking.tasks.evidence import is_sent_low
from vaocuoc.tracking.tasks.forms import TaskForm
from vaocuoc.tracking.tasks.meeting import differences, do_over, last_change
from vaocuoc.tracking.tasks.models import PartyRole, Task
from vaocuoc.tracking.tasks.operations import edit_task
from vaocuoc.tracking.tasks.origins import of_completion, of_deadline, of_receipt
from vaocuoc.tracking.tasks.standing import standing_of
from vaocuoc.tracking.tasks.story import deadline_line, reasons_of, thread_of
from vaocuoc.tracking.tasks.trail import changes_after, trail_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence, status_of

_PANEL_ROWS = 8
_FIRST_DEEDS = frozenset({"cap-nhat", "xac-nhan", "tra-lai", "minh-chung", "gia-han", "tiep-nhan"})
"""What has its own button or its own form on the page; the rest stands in the menu."""

# --- one task ---------------------------------------------------------------------------------------------------------


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a task: its state, six clears, what was told and handed in, its deadlines, its source."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    row = queries.row_at_hand(task, today=today())
    parties = list(task.parties.select_related("unit", "post__unit").order_by("pk"))
    rights = rights_on(actor, task)
    evidence = list(
        task.evidence.select_related("submitted_as__unit", "decided_as__unit", "submitted_by").order_by(
            "-submitted_at", "-pk"
        )
    )
    changes = list(task.deadline_changes.select_related("by_post__unit", "by__person").order_by("at", "pk"))
    seen = visible_documents(actor).filter(pk=task.document_id or 0).exists()
    source = sources_of(actor, [task.finding_id]).get(task.finding_id or 0)
    below = visible_tasks(actor).filter(parent=task).order_by("due", "pk").values_list("pk", flat=True)
    children = queries.rows_in_order(below, today=today())
    told = told_of(request, row, rights)
    deeds = {name: deed for name, deed in all_deeds().items() if deed.offered(task, row.state, rights)}
    waiting = next((one for one in evidence if one.accepted is None), None)
    reasons = [*told.reasons, *reasons_of(row, changes, evidence, today())] if row.state.is_red else []
    context = {
        "task": task,
        "row": row,
        "state": row.state,
        "clears": queries.six_clears(task, parties),
        "parties": {role: [p for p in parties if p.role == role] for role in PartyRole.values},
        "rights": rights,
        "deeds": deeds,
        "menus": _menus(deeds),
        "update_form": UpdateForm(actor=actor, task=task) if "cap-nhat" in deeds else None,
        "boxes": told.boxes,
        "standing": standing_of(task, children, today=today()),
        "thread": thread_of(task, evidence, changes, [*told.said, *trail_of(task)]),
        "evidence": evidence,
        "waiting": waiting,
        "sent_low": waiting is not None and is_sent_low(task, waiting.level),
        "deadlines": deadline_line(task, row, changes, today()),
        "why": [(one.words, one.deed if one.deed in deeds else "", one.button) for one in reasons],
        "source": source,
        "origins": {
            "due": of_deadline(task, changes, source, today=today()),
            "completed": of_completion(task, evidence, today=today()),
            "received": of_receipt(task),
        },
        "document_is_seen": seen,
        "children": children,
        "panels": panels_of("TASK_PANELS", request, task),
        "own_evidence": any(one.accepted is None and one.submitted_by_id == actor.user.pk for one in evidence),
    }
    return render(request, "tracking/tasks/detail.html", context)


def _menus(deeds: dict[str, Deed]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The deeds that have no button of their own, by menu: directives, proposals, the rest."""
    menus = ((DIRECTING, _("Chỉ đạo")), (PROPOSING, _("Đề nghị")), ("", ""))
    found = [
        (words, [(name, deed.heading) for name, deed in deeds.items() if deed.group == group]) for group, words in menus
    ]
    return [(words, [one for one in rows if one[0] not in _FIRST_DEEDS]) for words, rows in found]


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
    initial = {"keeper": about.keeper_id} if about else None
    form = TaskForm(request.POST if request.method == "POST" else None, actor=actor, initial=initial)
    form_key, status = request.POST.get("form_key", "")[:40] or uuid4().hex, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fields = {"document": document, "parent": parent, "form_key": form_key, **form.cleaned_data}
            try:
                given = giving.give_task(actor=actor, purpose=purpose, today=today(), **fields)
            except Refused as refused:
                if refused.code == "conflict.given_already":
                    return _given_already(request, actor, form_key)
                status = _blame(form, refused)
            else:
                messages.success(request, _("Đã giao nhiệm vụ %(code)s.") % {"code": given.code})
                return redirect("tasks:detail", given.pk)
    about_it = {"document": document, "parent": parent, "purpose": purpose and giving.named(purpose)}
    context = {"form": form, "form_key": form_key, **about_it}
    return render(request, "tracking/tasks/form.html", context, status=status)


def _given_already(request: HttpRequest, actor: Actor, form_key: str) -> HttpResponse:
    """The same form came twice: the task that the first one gave."""
    first = visible_tasks(actor).filter(form_key=form_key).first()
    if first is None:
        raise Http404
    sent = _("Biểu này đã gửi trước đó: nhiệm vụ %(code)s đã được giao, không giao thêm lần nữa.")
    messages.warning(request, sent % {"code": first.code})
    return redirect("tasks:detail", first.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a task (sửa nhiệm vụ); the version that was shown comes back with the form."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    if not rights_on(actor, task).direct:
        raise Refused("access.denied", action=str(Action.ASSIGN))
    is_sent = request.method == "POST"
    form = TaskForm(request.POST if is_sent else None, actor=actor, task=task, initial=TaskForm.initial_of(task))
    version, status, met = _version(request.POST.get("version", "")) if is_sent else task.version, 200, None
    if is_sent:
        status = 422
        if form.is_valid():
            try:
                edit_task(actor=actor, task=task, version=version, **form.cleaned_data)
            except Refused as refused:
                status = _blame(form, refused)
                if refused.code == "conflict.task_changed":  # sent again, it is meant over what it has just seen
                    met, version = differences(form, TaskForm.initial_of(task)), task.version
            else:
                messages.success(request, _("Đã sửa nhiệm vụ %(code)s.") % {"code": task.code})
                return redirect("tasks:detail", task.pk)
    context = {"form": form, "task": task, "version": version, "met": met}
    if met is not None:
        context["met_by"] = last_change(task)
    return render(request, "tracking/tasks/form.html", context, status=status)


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask for what a deed needs and do it; the same address shows the form again where it was refused."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    wanted = all_deeds().get(name)
    if wanted is None:
        raise Http404
    if not getattr(rights_on(actor, task), wanted.right):
        raise Refused("access.denied", action=wanted.right)
    form: Any = wanted.form_for(actor, task, request.POST if request.method == "POST" else None)
    status, met, seen = 200, None, _seen(request.POST.get("seen", ""))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = seen[0] if seen and wanted.right in _DECIDING else None
                do_over(actor=actor, task=task, deed=wanted, data=form.cleaned_data, version=version)
            except Refused as refused:
                status = _blame(form, refused)
                if refused.code == "conflict.task_changed" and seen:  # sent again, it is meant over what is shown
                    met, seen = changes_after(task, seen[1]), None
            else:
                messages.success(request, str(wanted.done))
                return redirect("tasks:detail", task.pk)
    row = queries.row_of(task, today=today())
    version, moment = seen or (row.task.version, timezone.now())
    context = {"form": form, "task": task, "deed": wanted, "row": row, "state": row.state, "met": met}
    context["seen"] = f"{version}-{moment.timestamp():.3f}"
    return render(request, "tracking/tasks/deed.html", context, status=status)


_DECIDING = frozenset({"direct", "confirm"})
"""The rights of deeds that decide of the task as a whole; telling of it and proposing add a line and meet nobody."""


def _seen(text: str) -> tuple[int, datetime] | None:
    """Which version of the task a form was opened over, and when."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,11}\.\d{3})", text, re.ASCII)
    return (int(found[1]), datetime.fromtimestamp(float(found[2]), UTC)) if found else None


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
    "tasks.resumes_in_past": "until",
    "tasks.cause_without_lateness": "objective_cause",
    "requests.no_lead": "lead",
    "requests.same_day": "new_due",
    "requests.not_a_day": "new_value",
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
