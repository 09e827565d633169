"""Choosing for which units a task is split, and seeing what will be given before it is (tách cho từng đơn vị)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, Unit, UnitKind
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Finding, FindingKind, FindingState
from vaocuoc.tracking.assignment.splitting import (
    Choosable,
    general_lead,
    give_to_each,
    kind_of_words,
    kinds_below,
    split_task,
    units_below,
    units_with_one,
)
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.proposing import drafts_for
from vaocuoc.tracking.intake.wording import NO_DAY_REASONS
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.tracking.tasks.models import DeadlineKind, Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.fields import DayField
from vaocuoc.ui.refusals import sentence, status_of

_PAGE = "tracking/assignment/split.html"


class GeneralForm(forms.Form):
    """What the general line of a task found still needs: what is handed in, and by which day."""

    product = forms.CharField(label=gettext_lazy("Sản phẩm"), max_length=500, required=False)
    due = DayField(label=gettext_lazy("Hạn"), required=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """The units to choose from: all of one kind, those ticked, those that have their own task already."""

    kinds: list[tuple[Choosable, str, bool]]
    units: list[Unit]
    ticked: set[int]
    having: set[int]

    @property
    def chosen(self) -> list[Unit]:
        return [unit for unit in self.units if unit.pk in self.ticked]

    @property
    def new(self) -> list[Unit]:
        return [unit for unit in self.chosen if unit.pk not in self.having]


@require_http_methods(["GET", "HEAD", "POST"])
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task of the register is split: choose units, see how many, give."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    actor.require(Action.ASSIGN, task.keeper_id)
    choice = choice_of(actor, request, task.keeper, task.title, units_with_one(task))
    context: dict[str, Any] = {"task": task, "choice": choice, "title": task.title, "facts": _facts(task)}
    if request.method != "POST":
        return render(request, _PAGE, context)
    if "ghi" not in request.POST:
        return _preview(request, context)
    try:
        made = split_task(actor=actor, task=task, units=choice.chosen, today=today())
    except Refused as refused:
        return render(request, _PAGE, context | {"problem": sentence(refused)}, status=status_of(refused))
    messages.success(request, _("Đã giao %(count)s nhiệm vụ, mỗi đơn vị một nhiệm vụ.") % {"count": len(made)})
    return redirect("tasks:detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def of_finding(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """A task found in a paper becomes a general line and one task for each unit."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    actor.require(Action.REVIEW, document.keeper_id)
    actor.require(Action.ASSIGN, document.keeper_id)
    found = Finding.objects.filter(pk=finding, document=document, kind=FindingKind.TASK).first()
    if found is None or found.state != FindingState.OPEN:
        raise Http404
    found.document = document
    draft = drafts_for([found], document=document, today=today(), actor=actor)[found.pk]
    assert isinstance(draft, TaskDraft)
    words = str(found.fields.get("owner") or draft.title)
    choice = choice_of(actor, request, document.keeper, words, set())
    initial = {"product": draft.product or draft.suggestions.get("product", ""), "due": draft.due}
    form = GeneralForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {
        "document": document, "finding": found, "choice": choice, "title": draft.title, "form": form,
        "facts": [(_("Chủ trì dòng chung"), str(general_lead(actor, document.keeper)))],
        "version": request.POST.get("version") or found.version,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, _PAGE, context, status=422 if form.is_bound else 200)
    if "ghi" not in request.POST:
        return _preview(request, context)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    fields = _fields(actor, document.keeper, draft, form.cleaned_data)
    try:
        general, made = give_to_each(
            actor=actor, finding=found, version=version, fields=fields,
            units=choice.chosen, today=today(),
        )  # fmt: skip
    except Refused as refused:
        return render(request, _PAGE, context | {"problem": sentence(refused)}, status=status_of(refused))
    messages.success(
        request,
        _("Đã giao dòng chung %(code)s và %(count)s nhiệm vụ, mỗi đơn vị một nhiệm vụ.")
        % {"code": general.code, "count": len(made)},
    )
    return redirect("tasks:detail", general.pk)


def _fields(actor: Actor, keeper: Unit, draft: TaskDraft, said: dict[str, Any]) -> dict[str, Any]:
    """What is typed over what the paper says of the general line."""
    lead = general_lead(actor, keeper)
    due: date | None = said["due"]
    dated = draft.deadline_kind in (DeadlineKind.DAY, DeadlineKind.AFTER_ISSUE)
    fields: dict[str, Any] = {
        "lead_unit": lead if isinstance(lead, Unit) else None,
        "lead_post": None if isinstance(lead, Unit) else lead,
        "product": said["product"].strip(),
        "product_level": draft.product_level or keeper.level,
    }
    if due is not None:
        fields |= {"due": due, "no_due_reason": ""}
        if not dated:
            fields["deadline_kind"] = DeadlineKind.DAY
    elif draft.deadline_kind == DeadlineKind.DAY:
        fields |= {"due": None, "no_due_reason": str(NO_DAY_REASONS["not_said"])}
    return fields


def _preview(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What will be given, before it is: how many, who has one already."""
    choice: Choice = context["choice"]
    problem = ""
    if not choice.chosen:
        problem = sentence(Refused("assignment.no_units"))
    elif not choice.new:
        problem = sentence(Refused("assignment.split_already", count=len(choice.chosen)))
    more = {"problem": problem} if problem else {"is_preview": True}
    return render(request, _PAGE, context | more, status=422 if problem else 200)


def choice_of(actor: Actor, request: HttpRequest, keeper: Unit, words: str, having: set[int]) -> Choice:
    """The units of the kind that is asked for, else that the words address, all of them ticked at first."""
    day = today()
    kinds = kinds_below(keeper, today=day)
    asked = request.POST.get("nhom") or request.GET.get("nhom") or kind_of_words(words)
    shown = next((one for one in kinds if one.code == asked), kinds[0] if kinds else None)
    labels = [(one, _label(one), one is shown) for one in kinds]
    if shown is None:
        return Choice(labels, [], set(), having)
    seen = actor.visible_units().order_by().values("pk")
    of_kind = units_below(keeper, today=day).filter(kind=shown.group.kind, level=shown.group.level, id__in=seen)
    units = list(of_kind.defer("folded"))
    everyone = {unit.pk for unit in units} - having
    return Choice(labels, units, _ticked(request.POST, units) if request.method == "POST" else everyone, having)


def _ticked(sent: QueryDict, units: list[Unit]) -> set[int]:
    wanted = {int(text) for text in sent.getlist("don-vi") if text.isascii() and text.isdigit() and len(text) < 19}
    return wanted & {unit.pk for unit in units}


def _label(one: Choosable) -> str:
    kind, level = UnitKind(one.group.kind).label, Level(one.group.level).label
    return _("%(kind)s, %(level)s") % {"kind": kind, "level": str(level).lower()}


def _facts(task: Task) -> list[tuple[str, str]]:
    due = format_day(task.due) if task.due else task.recurrence or task.no_due_reason or "–"
    lead = str(task.lead_unit or task.lead_post)
    return [(_("Chủ trì dòng chung"), lead), (_("Hạn"), due), (_("Sản phẩm"), task.product or "–")]
