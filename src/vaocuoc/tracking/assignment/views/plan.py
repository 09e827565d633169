"""What a paper gives us (phần việc liên quan), giving many of its tasks at once, and papers without an own one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.tracking.assignment import queries
from vaocuoc.tracking.assignment.composing import lead_of
from vaocuoc.tracking.assignment.forms import PlanForm, ReasonForm, Typed
from vaocuoc.tracking.assignment.models import LetterTask, NoOwnPaper
from vaocuoc.tracking.assignment.operations import (
    RowRefused,
    RowsTaken,
    assign_rows,
    say_no_own_paper,
    take_back_no_own_paper,
)
from vaocuoc.tracking.assignment.proposing import Concern, Row
from vaocuoc.tracking.assignment.unlettered import counted, papers_without_letter
from vaocuoc.tracking.assignment.views.asking import keeper_of
from vaocuoc.tracking.assignment.wording import day_reason, doubt_of, lead_reason, other_reason
from vaocuoc.tracking.tasks.models import Task, Urgency
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_PAPERS = 40
_UNLETTERED = 20
GROUPS = (
    (Concern.OURS, gettext_lazy("Giao cho đơn vị mình, cấp mình")),
    (Concern.NOBODY, gettext_lazy("Không nêu đơn vị")),
    (Concern.OTHERS, gettext_lazy("Giao cho cơ quan khác")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan as the screen shows it: what is proposed or typed, and the reasons in words."""

    number: int
    typed: Typed
    title: str
    quote: str
    finding: int | None
    code: str
    page: int | None
    why_lead: str
    doubt: str
    others: tuple[tuple[str, str], ...]
    why_day: str
    asks_day: bool
    when: str
    said_owner: str
    cooperates: bool
    alike: str
    suggested: bool
    is_group: bool = False  # the paper gives it to all units of a kind


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one concern."""

    code: str
    title: str
    lines: list[Line]


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of a paper with what is proposed for each; those ticked are given all at once."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    if request.method != "POST":
        return _page(request, actor, document)
    actor.require(Action.REVIEW, document.keeper_id)
    actor.require(Action.ASSIGN, document.keeper_id)
    found = queries.plan_of(actor, document, today=today())
    sent = PlanForm(request.POST, request.POST.getlist("hang"), office=found.office, today=today())
    if not sent.is_valid(asks_day=_asks_day(found)):
        wrong = sum(bool(row.errors) for row in sent.rows.values())
        said = ngettext(
            "Chưa giao việc nào: %(count)s hàng còn thiếu hoặc chưa rõ.",
            "Chưa giao việc nào: %(count)s hàng còn thiếu hoặc chưa rõ.",
            wrong,
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, actor, document, found=found, sent=sent, problem=said % {"count": wrong}, status=status)
    try:
        given = assign_rows(actor=actor, document=document, choices=sent.choices, urgency=sent.urgency, today=today())
    except Refused as refused:
        return _refused(request, actor, document, sent, refused)
    leads = len({lead_of(task) for task in given})
    messages.success(
        request,
        _("Đã giao %(count)s nhiệm vụ cho %(leads)s đầu mối.") % {"count": len(given), "leads": leads},
    )
    return redirect("assignment:plan", pk)


def _asks_day(found: queries.Plan) -> dict[str, bool]:
    asked = {f"f{row.finding.pk}": row.day.source not in ("regular", "condition") for row in found.rows}
    return asked | {f"t{task.pk}": True for task in found.incomplete}


def _refused(request: HttpRequest, actor: Actor, document: Document, sent: PlanForm, refused: Refused) -> HttpResponse:
    """The page once more with what was typed, and which rows somebody else was first with."""
    if isinstance(refused, RowRefused):
        keys = list(sent.rows)
        sent.rows[keys[refused.row - 1]].errors["row"] = sentence(refused.why)
    taken = refused.taken if isinstance(refused, RowsTaken) else ()
    for one in taken:
        sent.rows[list(sent.rows)[one.row - 1]].chosen = False
    return _page(request, actor, document, sent=sent, problem=sentence(refused), taken=taken, status=status_of(refused))


def _page(
    request: HttpRequest,
    actor: Actor,
    document: Document,
    *,
    found: queries.Plan | None = None,
    sent: PlanForm | None = None,
    problem: str = "",
    taken: Sequence[Any] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    found = found or queries.plan_of(actor, document, today=today())
    every = request.GET.get("chon") == "du"
    lines = _lines(found, sent, every)
    may_give = actor.may(Action.REVIEW, document.keeper_id) and actor.may(Action.ASSIGN, document.keeper_id)
    context = {
        "document": document,
        "plan": found,
        "groups": _groups(found, lines),
        "incomplete": [lines[f"t{task.pk}"] for task in found.incomplete],
        "complete": sum(row.is_complete for row in found.rows if row.concern != Concern.OTHERS),
        "may_give": may_give,
        "problem": problem,
        "taken": taken,
        "urgencies": Urgency.choices,
        "urgency": sent.urgency if sent else Urgency.ORDINARY,
        "every": every,
        "given": [(task, lead_of(task)) for task in found.given],
        "said_none": NoOwnPaper.objects.filter(document=document).select_related("said_as").first(),
    }
    return render(request, "tracking/assignment/plan.html", context, status=status)


def _groups(found: queries.Plan, lines: dict[str, Line]) -> list[Group]:
    groups = [
        Group(str(code), str(title), [lines[f"f{row.finding.pk}"] for row in found.of(code)]) for code, title in GROUPS
    ]
    return [group for group in groups if group.lines]


def _lines(found: queries.Plan, sent: PlanForm | None, every: bool) -> dict[str, Line]:
    """All rows by their keys, in the order of the screen; what was typed stands over what is proposed."""
    ordered: list[Row | Task] = [row for code, _title in GROUPS for row in found.of(code)]
    ordered += found.incomplete
    lines = {}
    for number, one in enumerate(ordered, start=1):
        line = _line_of_row(number, one, every) if isinstance(one, Row) else _line_of_task(number, one)
        typed = sent.rows.get(line.typed.key) if sent else None
        if typed is not None:
            line = _with(line, typed)
        lines[line.typed.key] = line
    return lines


def _with(line: Line, typed: Typed) -> Line:
    fresh = line.typed.version  # what the page shows now is what a next attempt has seen
    typed.version = fresh
    return Line(
        **{name: getattr(line, name) for name in Line.__slots__ if name != "typed"},
        typed=typed,
    )


def _line_of_row(number: int, row: Row, every: bool) -> Line:
    lead, finding, draft = row.lead, row.finding, row.draft
    prefilled = str(lead.lead) if lead.lead is not None and lead.is_sure else ""
    return Line(
        number=number,
        typed=Typed(
            key=f"f{finding.pk}",
            version=finding.version,
            chosen=every and row.is_complete and row.concern != Concern.OTHERS and not draft.alike,
            lead=prefilled,
            product=row.product,
            due=format_day(row.day.day) if row.day.day else "",
            candidates=tuple(other.unit for other in lead.others) if not prefilled else (),
        ),
        title=draft.title,
        quote=finding.quote,
        finding=finding.pk,
        code="",
        page=finding.page,
        why_lead=lead_reason(lead),
        doubt=doubt_of(lead),
        others=tuple((other.unit.name, other_reason(other)) for other in lead.others),
        is_group=len(draft.lead.group) > 1,
        why_day=day_reason(row.day, today()),
        asks_day=row.day.source not in ("regular", "condition"),
        when=draft.recurrence or draft.condition or _("thường xuyên"),
        said_owner=str(finding.fields.get("owner") or ""),
        cooperates=row.cooperates,
        alike=draft.alike[0].task.code if draft.alike else "",
        suggested=row.product_is_suggested,
    )


def _line_of_task(number: int, task: Task) -> Line:
    return Line(
        number=number,
        typed=Typed(key=f"t{task.pk}", version=task.version, lead=lead_of(task), product=task.product),
        title=task.title,
        quote="",
        finding=task.finding_id,
        code=task.code,
        page=None,
        why_lead="",
        doubt="",
        others=(),
        why_day=task.no_due_reason,
        asks_day=True,
        when="",
        said_owner="",
        cooperates=False,
        alike="",
        suggested=False,
    )


# --- papers without an own paper --------------------------------------------------------------------------------------


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Papers from above for which there is no own paper yet, papers whose tasks await a letter, and the letters."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    waiting = queries.papers_without_own(actor, today())
    page = page_of(request, waiting, size=_PAPERS)
    complete = queries.completeness_of([row.document for row in page])
    unlettered = page_of(request, papers_without_letter(actor), size=_UNLETTERED, parameter="cho-cong-van")
    context = {
        "page": page,
        "rows": [(row, complete[row.document.pk]) for row in page],
        "count": len(waiting),
        "longest": waiting[0].days if waiting else None,
        "unlettered": unlettered,
        "lacking": counted(unlettered),
        "letters": list(queries.visible_letters(actor)[:30]),
        "none_needed": list(queries.said_to_need_none(actor)[:30]),
        "keeper": keeper,
        "may_say": actor.may_somewhere(Action.ASSIGN),
        "tab": "home",
    }
    return render(request, "tracking/assignment/home.html", context)


@require_POST
def no_own_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a paper needs no own one, or take that back (``bo=1``)."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    if request.POST.get("bo"):
        take_back_no_own_paper(actor=actor, document=document)
        messages.success(request, _("Văn bản lại được tính là chưa có văn bản của mình."))
        return redirect("assignment:home")
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    say_no_own_paper(actor=actor, document=document, reason=reason)
    messages.success(request, _("Đã ghi: không phải cụ thể hóa %(paper)s.") % {"paper": document})
    return redirect("assignment:home")


# --- panels of other pages --------------------------------------------------------------------------------------------


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """On a document's page: how complete it is in the register, its letters, and the way to give its tasks."""
    actor = actor_of(request)
    complete = queries.completeness_of([document])[document.pk]
    letters = list(queries.visible_letters(actor).filter(source=document))
    may_give = actor.may(Action.ASSIGN, document.keeper_id)
    if not complete.found and not letters and not may_give:
        return None
    context = {"document": document, "complete": complete, "letters": letters, "may_give": may_give}
    return render_to_string("tracking/assignment/_panel.html", context, request)


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: the letter that gave it."""
    actor = actor_of(request)
    given = LetterTask.objects.filter(task=task, letter__in=queries.visible_letters(actor)).select_related("letter")
    found = given.first()
    if found is None:
        return None
    return render_to_string("tracking/assignment/_task_panel.html", {"letter": found.letter}, request)
