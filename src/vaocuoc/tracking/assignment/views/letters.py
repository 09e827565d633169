"""A letter of assignment: its preview, its words, its file, and registering it once issued."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.formats.letters import Paper, Run, write_docx
from vaocuoc.tracking.assignment.composing import compose, lead_of
from vaocuoc.tracking.assignment.forms import IssueForm, LetterForm
from vaocuoc.tracking.assignment.letters import (
    EDITABLE,
    draft_letter,
    drop_letter,
    edit_letter,
    issue_letter,
    leave_out,
)
from vaocuoc.tracking.assignment.models import Letter
from vaocuoc.tracking.assignment.queries import plan_of, tasks_of, visible_letters
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.views.asking import superior_of
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _letter(actor: Actor, pk: int) -> Letter:
    found = visible_letters(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _paper(actor: Actor, letter: Letter, tasks: list[Task]) -> Paper:
    settings = settings_of(letter.keeper, superior=superior_of(letter.keeper, actor))
    return compose(letter, tasks, settings, today=today())


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a letter of the running tasks of a paper that no letter has given yet."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    tasks = plan_of(actor, document, today=today()).without_letter
    letter = draft_letter(actor=actor, document=document, tasks=tasks, superior=superior_of(document.keeper, actor))
    return redirect("assignment:letter", letter.pk)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it will look, with its words beside it."""
    actor = actor_of(request)
    return _page(request, actor, _letter(actor, pk))


def _page(
    request: HttpRequest,
    actor: Actor,
    letter: Letter,
    *,
    words: LetterForm | None = None,
    issue: IssueForm | None = None,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    tasks = tasks_of(letter)
    initial = {name: getattr(letter, name) for name in (*EDITABLE, "version")}
    paper = _paper(actor, letter, tasks)
    context = {
        "letter": letter,
        "paper": paper,
        "shown": shown(paper),
        "tasks": [(task, lead_of(task)) for task in tasks],
        "words": words or LetterForm(initial=initial),
        "issue": issue or IssueForm(initial={"version": letter.version, "number": letter.number}, auto_id="issue_%s"),
        "may_edit": actor.may(Action.ASSIGN, letter.keeper_id) and not letter.is_issued,
        "may_issue": actor.may(Action.UPLOAD, letter.keeper_id),
        "problem": problem,
    }
    return render(request, "tracking/assignment/letter.html", context, status=status)


def shown(paper: Paper) -> dict[str, Any]:
    """The texts of a paper for its preview, with tone marks as the office places them."""
    spelt = paper.spelt
    return {
        "superior": spelt(paper.superior),
        "issuer": spelt(paper.issuer),
        "number": spelt(paper.number_line),
        "subject": spelt(paper.subject_line),
        "type": spelt(paper.type_name.upper()),
        "title": spelt(paper.subject) if paper.type_name else "",
        "urgency": spelt(paper.urgency.upper()),
        "motto": [spelt(text) for text, _size in paper.layout.motto],
        "date": spelt(paper.date_line),
        "salutation": [spelt(line) for line in paper.salutation_lines],
        "body": [[Run(spelt(run.text), run.bold, run.italic) for run in one.runs] for one in paper.ended_body],
        "recipients": [spelt(line) for line in paper.recipient_lines],
        "authority": [spelt(line) for line in paper.signature.authority],
        "post": spelt(paper.signature.post),
        "name": spelt(paper.signature.name),
        "annex_title": spelt(paper.annex.title) if paper.annex else "",
    }


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a Word file; of an issued one the file that was registered."""
    actor = actor_of(request)
    found = _letter(actor, pk)
    if found.document is not None and (kept := found.document.files.order_by("pk").first()):
        return redirect("library:file", found.document.pk, kept.pk)
    paper = _paper(actor, found, tasks_of(found))
    response = HttpResponse(write_docx(paper), content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="giao-viec-{found.pk}.docx"'
    return response


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change, issue, drop a letter, or take a task out of it."""
    actor = actor_of(request)
    found = _letter(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    return do(request, actor, found)


def _edit(request: HttpRequest, actor: Actor, found: Letter) -> HttpResponse:
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, found, words=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit_letter(actor=actor, letter=found, **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, words=form, problem=sentence(refused), status=status_of(refused))
    messages.success(request, _("Đã lưu công văn."))
    return redirect("assignment:letter", found.pk)


def _issue(request: HttpRequest, actor: Actor, found: Letter) -> HttpResponse:
    form = IssueForm(request.POST, auto_id="issue_%s")
    if not form.is_valid():
        return _page(request, actor, found, issue=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    superior = superior_of(found.keeper, actor)
    try:
        done = issue_letter(actor=actor, letter=found, today=today(), superior=superior, **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, issue=form, problem=sentence(refused), status=status_of(refused))
    messages.success(
        request,
        _("Đã đăng ký %(paper)s. Ngày nhận của các việc trong công văn là ngày ban hành.") % {"paper": done.document},
    )
    return redirect("assignment:letter", found.pk)


def _drop(request: HttpRequest, actor: Actor, found: Letter) -> HttpResponse:
    source = found.source_id
    drop_letter(actor=actor, letter=found)
    messages.success(request, _("Đã bỏ dự thảo công văn. Các nhiệm vụ vẫn giữ nguyên."))
    return redirect("assignment:plan", source)


def _leave_out(request: HttpRequest, actor: Actor, found: Letter) -> HttpResponse:
    given = request.POST.get("nhiem-vu", "")
    task = next((one for one in tasks_of(found) if str(one.pk) == given), None)
    if task is None:
        raise Http404
    leave_out(actor=actor, letter=found, task=task)
    messages.success(request, _("Đã đưa %(task)s ra khỏi công văn.") % {"task": task.code})
    return redirect("assignment:letter", found.pk)


_DEEDS: dict[str, Callable[[HttpRequest, Actor, Letter], HttpResponse]] = {
    "sua": _edit,
    "ban-hanh": _issue,
    "bo": _drop,
    "dua-ra": _leave_out,
}
