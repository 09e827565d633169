"""The notice of conclusions: its preview, its words, its file, registering it once issued."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.formats.letters import Paper, write_docx
from vaocuoc.oversight.meetings.access import get_meeting, may_keep
from vaocuoc.oversight.meetings.composing import compose
from vaocuoc.oversight.meetings.forms import IssueForm, NoticeForm
from vaocuoc.oversight.meetings.issuing import EDITABLE, draft_notice, edit_notice, issue_notice, noticed
from vaocuoc.oversight.meetings.models import ConclusionNotice
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.views.asking import superior_of
from vaocuoc.tracking.assignment.views.letters import shown
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _notice(actor: Actor, pk: int) -> ConclusionNotice:
    meeting = get_meeting(actor, pk)
    found = ConclusionNotice.objects.select_related("document").filter(meeting=meeting).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def _paper(actor: Actor, notice: ConclusionNotice) -> Paper:
    keeper = notice.meeting.keeper
    settings = settings_of(keeper, superior=superior_of(keeper, actor))
    return compose(notice, noticed(notice.meeting), settings, today=today())


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as it will look, with its words beside it; POST begins it."""
    actor = actor_of(request)
    if request.method == "POST":
        meeting = get_meeting(actor, pk)
        draft_notice(actor=actor, meeting=meeting, superior=superior_of(meeting.keeper, actor))
        return redirect("meetings:notice", pk)
    return _page(request, actor, _notice(actor, pk))


def _page(
    request: HttpRequest,
    actor: Actor,
    notice: ConclusionNotice,
    *,
    words: NoticeForm | None = None,
    issue: IssueForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    initial = {name: getattr(notice, name) for name in (*EDITABLE, "version")}
    paper = _paper(actor, notice)
    context: dict[str, Any] = {
        "notice": notice,
        "meeting": notice.meeting,
        "paper": paper,
        "shown": shown(paper),
        "words": words or NoticeForm(initial=initial),
        "issue": issue or IssueForm(initial={"version": notice.version}, auto_id="issue_%s"),
        "may_edit": may_keep(actor, notice.meeting) and not notice.is_issued,
        "may_issue": actor.may(Action.UPLOAD, notice.meeting.keeper_id),
    }
    return render(request, "oversight/meetings/notice.html", context, status=status)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a Word file; of an issued one the file that was registered."""
    actor = actor_of(request)
    notice = _notice(actor, pk)
    if notice.document is not None and (kept := notice.document.files.order_by("pk").first()):
        return redirect("library:file", notice.document.pk, kept.pk)
    name = f"thong-bao-ket-luan-{notice.meeting.held_on:%Y-%m-%d}.docx"
    response = HttpResponse(write_docx(_paper(actor, notice)), content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def deed(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Change its words (``sua``), or register it as issued (``ban-hanh``)."""
    actor = actor_of(request)
    notice = _notice(actor, pk)
    actor.require(Action.ASSIGN, notice.meeting.keeper_id)
    if what == "sua":
        words = NoticeForm(request.POST)
        if not words.is_valid():
            return _page(request, actor, notice, words=words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            edit_notice(actor=actor, notice=notice, **words.cleaned_data)
        except Refused as refused:
            words.add_error(None, sentence(refused))
            return _page(request, actor, notice, words=words, status=status_of(refused))
        messages.success(request, _("Đã lưu lời văn."))
        return redirect("meetings:notice", pk)
    if what != "ban-hanh":
        raise Http404
    return _issue(request, actor, notice)


def _issue(request: HttpRequest, actor: Actor, notice: ConclusionNotice) -> HttpResponse:
    issue = IssueForm(request.POST, auto_id="issue_%s")
    if not issue.is_valid():
        return _page(request, actor, notice, issue=issue, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        superior = superior_of(notice.meeting.keeper, actor)
        issue_notice(actor=actor, notice=notice, superior=superior, **issue.cleaned_data)
    except Refused as refused:
        issue.add_error(None, sentence(refused))
        return _page(request, actor, notice, issue=issue, status=status_of(refused))
    messages.success(request, _("Đã đăng ký thông báo và báo tới các đầu mối."))
    return redirect("meetings:notice", notice.meeting_id)
