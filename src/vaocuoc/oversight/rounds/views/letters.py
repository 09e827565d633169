"""Chasing a round by letter (đôn đốc kỳ báo cáo bằng công văn): whom, the words, the file, issuing it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.calendars import add_working_days
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.formats.letters import Paper, write_docx
from vaocuoc.oversight.rounds import progress as queries
from vaocuoc.oversight.rounds import pushing
from vaocuoc.oversight.rounds.access import get_round, reports_seen
from vaocuoc.oversight.rounds.asking import days_off_around
from vaocuoc.oversight.rounds.composing import Owed, compose, line_to_send
from vaocuoc.oversight.rounds.forms import LATE_ONLY, PushForm
from vaocuoc.oversight.rounds.models import RoundLetter
from vaocuoc.oversight.rounds.views.progress import filters_in
from vaocuoc.tracking.assignment.forms import IssueForm
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.views.asking import superior_of
from vaocuoc.tracking.assignment.views.letters import shown
from vaocuoc.tracking.chasing.drafting import EDITABLE
from vaocuoc.tracking.chasing.forms import WordsForm
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ANSWER_DAYS = 3
_PREVIEWED = 60


def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom a letter chases, from the round's list as it is narrowed; a line without content beside."""
    actor = actor_of(request)
    found = get_round(actor, pk)
    keeper = found.regime.keeper
    actor.require(Action.ASSIGN, keeper.pk)
    day = today()
    listed = queries.narrowed(reports_seen(actor, found), filters_in(request), today=day)
    late = pushing.owing(listed, today=day, late_only=True)
    everyone = pushing.owing(listed, today=day, late_only=False)
    late_number, number = late.count(), everyone.count()
    proposed = add_working_days(day, _ANSWER_DAYS, days_off_around(keeper, day).working_days())
    form = PushForm(
        request.POST if request.method == "POST" else None,
        late=late_number,
        everyone=number,
        initial={"answer_by": proposed},
    )
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = pushing.begin_letter(
                    actor=actor,
                    round_=found,
                    reports=late if form.cleaned_data["whom"] == LATE_ONLY else everyone,
                    answer_by=form.cleaned_data["answer_by"],
                    today=day,
                    superior=superior_of(keeper, actor),
                )
            except Refused as refused:
                problem, status = sentence(refused), status_of(refused)
            else:
                return redirect("rounds:letter", made.pk)
    context = {
        "round": found,
        "form": form,
        "number": number,
        "line": line_to_send(found, by=proposed),
        "letters": pushing.letters_of(actor, found),
        "is_narrowed": filters_in(request) != queries.ProgressFilters(),
        "problem": problem,
    }
    return render(request, "oversight/rounds/push.html", context, status=status)


def _paper(actor: Actor, found: RoundLetter, rows: list[Owed], *, most: int | None = None) -> Paper:
    settings = settings_of(found.keeper, superior=superior_of(found.keeper, actor))
    return compose(found, rows, settings, today=today(), shown=most)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it will look, with its words beside it."""
    actor = actor_of(request)
    return _page(request, actor, pushing.get_letter(actor, pk))


def _page(
    request: HttpRequest,
    actor: Actor,
    found: RoundLetter,
    *,
    words: WordsForm | None = None,
    issue: IssueForm | None = None,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    rows = pushing.rows_of(found, today=today())
    paper = _paper(actor, found, rows, most=_PREVIEWED)
    initial = {name: getattr(found, name) for name in (*EDITABLE, "answer_by", "version")}
    context: dict[str, Any] = {
        "letter": found,
        "paper": paper,
        "shown": shown(paper),
        "number": len(rows),
        "previewed": _PREVIEWED if len(rows) > _PREVIEWED else 0,
        "words": words or WordsForm(initial=initial),
        "issue": issue or IssueForm(initial={"version": found.version, "number": found.number}, auto_id="issue_%s"),
        "may_edit": actor.may(Action.ASSIGN, found.keeper_id) and not found.is_issued,
        "may_issue": actor.may(Action.UPLOAD, found.keeper_id),
        "problem": problem,
    }
    return render(request, "oversight/rounds/letter.html", context, status=status)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a Word file; of an issued one the file that was registered."""
    actor = actor_of(request)
    found = pushing.get_letter(actor, pk)
    if found.document is not None and (kept := found.document.files.order_by("pk").first()):
        return redirect("library:file", found.document.pk, kept.pk)
    paper = _paper(actor, found, pushing.rows_of(found, today=today()))
    response = HttpResponse(write_docx(paper), content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="don-doc-ky-{found.round_id}-{found.pk}.docx"'
    return response


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change, issue or drop a letter."""
    actor = actor_of(request)
    found = pushing.get_letter(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    return do(request, actor, found)


def _edit(request: HttpRequest, actor: Actor, found: RoundLetter) -> HttpResponse:
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, found, words=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        pushing.edit_letter(actor=actor, letter=found, today=today(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, words=form, problem=sentence(refused), status=status_of(refused))
    messages.success(request, _("Đã lưu công văn."))
    return redirect("rounds:letter", found.pk)


def _issue(request: HttpRequest, actor: Actor, found: RoundLetter) -> HttpResponse:
    form = IssueForm(request.POST, auto_id="issue_%s")
    if not form.is_valid():
        return _page(request, actor, found, issue=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    superior = superior_of(found.keeper, actor)
    try:
        done = pushing.issue_letter(actor=actor, letter=found, today=today(), superior=superior, **form.cleaned_data)
    except Refused as refused:
        return _page(request, actor, found, issue=form, problem=sentence(refused), status=status_of(refused))
    messages.success(
        request, _("Đã đăng ký %(paper)s. Các đơn vị trong danh sách đã được báo.") % {"paper": done.document}
    )
    return redirect("rounds:letter", found.pk)


def _drop(request: HttpRequest, actor: Actor, found: RoundLetter) -> HttpResponse:
    pushing.drop_letter(actor=actor, letter=found)
    messages.success(request, _("Đã bỏ dự thảo công văn."))
    return redirect("rounds:progress", found.round_id)


_DEEDS: dict[str, Callable[[HttpRequest, Actor, RoundLetter], HttpResponse]] = {
    "sua": _edit,
    "ban-hanh": _issue,
    "bo": _drop,
}
