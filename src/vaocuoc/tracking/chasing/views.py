"""Pushing by letter (đôn đốc bằng công văn): choosing tasks, the letter with its words, its file, registering it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.calendars import add_working_days
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.formats.letters import Paper, write_docx
from vaocuoc.tracking.assignment.forms import IssueForm
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.tables import office_days
from vaocuoc.tracking.assignment.views.asking import keeper_of, superior_of
from vaocuoc.tracking.assignment.views.letters import shown
from vaocuoc.tracking.chasing import operations, queries
from vaocuoc.tracking.chasing.composing import compose, pushed
from vaocuoc.tracking.chasing.drafting import EDITABLE
from vaocuoc.tracking.chasing.forms import EACH, BeginForm, WordsForm
from vaocuoc.tracking.chasing.models import ChasingLetter
from vaocuoc.tracking.tasks.filtering import filters_from
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ANSWER_DAYS = 3


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The register of letters that push."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        raise Refused("access.denied", action=str(Action.VIEW))
    context = {
        "page": page_of(request, queries.listed_letters(actor)),
        "may_begin": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "tracking/chasing/list.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """Choose the tasks to push, from the filters of the list's address; a line without content for each lead."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    actor.require(Action.ASSIGN, keeper.pk)
    proposed = add_working_days(today(), _ANSWER_DAYS, office_days(keeper, today=today()).working_days())
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"how": EACH, "answer_by": proposed})
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = _begin(request, actor, keeper, form)
            except Refused as refused:
                problem, status = sentence(refused), status_of(refused)
            else:
                return redirect("chasing:letter", made[0].pk) if len(made) == 1 else redirect("chasing:list")
    groups = queries.to_push(actor, keeper, filters_from(request.GET), today=today(), by=proposed)
    context = {
        "keeper": keeper,
        "form": form,
        "groups": groups,
        "count": sum(len(group.rows) for group in groups),
        "most": queries.MOST_SHOWN,
        "problem": problem,
        "query": request.GET.urlencode(),
    }
    return render(request, "tracking/chasing/begin.html", context, status=status)


def _begin(request: HttpRequest, actor: Actor, keeper: Unit, form: BeginForm) -> list[ChasingLetter]:
    keys = keys_in(request.POST.getlist("nhiem-vu"))
    made = operations.begin_letters(
        actor=actor,
        keeper=keeper,
        tasks=list(Task.objects.filter(pk__in=keys)),
        answer_by=form.cleaned_data["answer_by"],
        today=today(),
        one_each=form.cleaned_data["how"] == EACH,
        superior=superior_of(keeper, actor),
    )
    words = ngettext("Đã lập %(count)s dự thảo công văn.", "Đã lập %(count)s dự thảo công văn.", len(made))
    messages.success(request, words % {"count": len(made)})
    return made


def _found(actor: Actor, pk: int) -> ChasingLetter:
    found = queries.visible_letters(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _paper(actor: Actor, found: ChasingLetter, tasks: list[Task]) -> Paper:
    return compose(found, tasks, settings_of(found.keeper, superior=superior_of(found.keeper, actor)), today=today())


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it will look, with its words beside it."""
    actor = actor_of(request)
    return _page(request, actor, _found(actor, pk))


def _page(
    request: HttpRequest,
    actor: Actor,
    found: ChasingLetter,
    *,
    words: WordsForm | None = None,
    issue: IssueForm | None = None,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    tasks = queries.tasks_of(found)
    paper = _paper(actor, found, tasks)
    initial = {name: getattr(found, name) for name in (*EDITABLE, "answer_by", "version")}
    context: dict[str, Any] = {
        "letter": found,
        "paper": paper,
        "shown": shown(paper),
        "rows": pushed(tasks, found.issued_on or today()),
        "words": words or WordsForm(initial=initial),
        "issue": issue or IssueForm(initial={"version": found.version, "number": found.number}, auto_id="issue_%s"),
        "may_edit": actor.may(Action.ASSIGN, found.keeper_id) and not found.is_issued,
        "may_issue": actor.may(Action.UPLOAD, found.keeper_id),
        "problem": problem,
    }
    return render(request, "tracking/chasing/letter.html", context, status=status)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a Word file; of an issued one the file that was registered."""
    actor = actor_of(request)
    found = _found(actor, pk)
    if found.document is not None and (kept := found.document.files.order_by("pk").first()):
        return redirect("library:file", found.document.pk, kept.pk)
    response = HttpResponse(write_docx(_paper(actor, found, queries.tasks_of(found))), content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="don-doc-{found.pk}.docx"'
    return response


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change, issue or drop a letter."""
    actor = actor_of(request)
    found = _found(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    return do(request, actor, found)


def _edit(request: HttpRequest, actor: Actor, found: ChasingLetter) -> HttpResponse:
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, found, words=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        operations.edit_letter(actor=actor, letter=found, today=today(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, words=form, problem=sentence(refused), status=status_of(refused))
    messages.success(request, _("Đã lưu công văn."))
    return redirect("chasing:letter", found.pk)


def _issue(request: HttpRequest, actor: Actor, found: ChasingLetter) -> HttpResponse:
    form = IssueForm(request.POST, auto_id="issue_%s")
    if not form.is_valid():
        return _page(request, actor, found, issue=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    superior = superior_of(found.keeper, actor)
    try:
        done = operations.issue_letter(actor=actor, letter=found, today=today(), superior=superior, **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, issue=form, problem=sentence(refused), status=status_of(refused))
    messages.success(request, _("Đã đăng ký %(paper)s. Các đơn vị chủ trì đã được báo.") % {"paper": done.document})
    return redirect("chasing:letter", found.pk)


def _drop(request: HttpRequest, actor: Actor, found: ChasingLetter) -> HttpResponse:
    operations.drop_letter(actor=actor, letter=found)
    messages.success(request, _("Đã bỏ dự thảo công văn. Các nhiệm vụ vẫn giữ nguyên."))
    return redirect("chasing:list")


_DEEDS: dict[str, Callable[[HttpRequest, Actor, ChasingLetter], HttpResponse]] = {
    "sua": _edit,
    "ban-hanh": _issue,
    "bo": _drop,
}


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: the letters that pushed it, with how late it was on each day."""
    rows = queries.letters_on(task)
    if not rows:
        return None
    return render_to_string("tracking/chasing/_task_panel.html", {"rows": rows}, request)
