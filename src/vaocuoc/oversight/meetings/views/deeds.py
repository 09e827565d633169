"""What is done with a meeting from its page: its agenda, papers, absences, a conclusion withdrawn, its end."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.oversight.meetings import operations
from vaocuoc.oversight.meetings.access import get_meeting
from vaocuoc.oversight.meetings.candidates import chosen, groups
from vaocuoc.oversight.meetings.concluding import withdraw_conclusion
from vaocuoc.oversight.meetings.models import ItemKind, Meeting
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence


def _kept(request: HttpRequest, pk: int) -> tuple[Actor, Meeting]:
    actor = actor_of(request)
    meeting = get_meeting(actor, pk)
    actor.require(Action.ASSIGN, meeting.keeper_id)
    return actor, meeting


def _done(
    request: HttpRequest, meeting: Meeting, anchor: str, do: Callable[[], object], said: str = ""
) -> HttpResponse:
    """Do it and go back to its place on the page; what is refused is said there."""
    try:
        do()
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        if said:
            messages.success(request, said)
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#{anchor}")


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on the agenda what was chosen among the candidates (``chon``), or an item in words (``words``)."""
    actor, meeting = _kept(request, pk)
    keys = [text[:2000] for text in request.POST.getlist("chon")]
    if keys:
        items = chosen(groups(actor, meeting, today=today()), keys)
    else:
        items = [(ItemKind.WORDS, request.POST.get("words", ""), {})]
    anchor = "goi-y-hop" if keys else "chuong-trinh"
    return _done(request, meeting, anchor, lambda: operations.add_items(actor=actor, meeting=meeting, items=items))


@require_POST
def change_item(request: HttpRequest, pk: int, item: int, what: str) -> HttpResponse:
    """Move an item up or down, or take it off: ``len``, ``xuong``, ``bo``."""
    actor, meeting = _kept(request, pk)
    found = meeting.items.select_related("meeting").filter(pk=item).first()
    if found is None or what not in ("len", "xuong", "bo"):
        raise Http404
    if what == "bo":
        return _done(request, meeting, "chuong-trinh", lambda: operations.remove_item(actor=actor, item=found))
    return _done(
        request,
        meeting,
        "chuong-trinh",
        lambda: operations.move_item(actor=actor, item=found, up=what == "len"),
    )


@require_POST
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay a document before the meeting by its number (``named``), or take one away (``bo``)."""
    actor, meeting = _kept(request, pk)
    if away := key_in(request.POST.get("bo")):
        document = visible_documents(actor).filter(pk=away).first()
        if document is None:
            raise Http404
        gone = document
        return _done(
            request,
            meeting,
            "tai-lieu",
            lambda: operations.detach_paper(actor=actor, meeting=meeting, document=gone),
        )
    named = request.POST.get("named", "").strip()[:80]
    found = list(visible_documents(actor).filter(number_key=number_key(named)).order_by("-issued_on", "-pk")[:2])
    if not named or not found:
        messages.error(
            request, _("Sổ tài liệu không có văn bản số “%(number)s”. Ghi đúng số, ký hiệu.") % {"number": named}
        )
        return redirect(f"{reverse('meetings:detail', args=[pk])}#tai-lieu")
    return _done(
        request,
        meeting,
        "tai-lieu",
        lambda: operations.attach_paper(actor=actor, meeting=meeting, document=found[0]),
    )


@require_POST
def absences(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who was absent (``vang``) and why (``ly-do-<key>``)."""
    actor, meeting = _kept(request, pk)
    keys = {key for text in request.POST.getlist("vang") if (key := key_in(text)) is not None}
    absent = {key: request.POST.get(f"ly-do-{key}", "") for key in keys}
    return _done(
        request,
        meeting,
        "thanh-phan",
        lambda: operations.note_absences(actor=actor, meeting=meeting, absent=absent),
        _("Đã ghi thành phần dự họp."),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int, conclusion: int) -> HttpResponse:
    """Withdraw a conclusion that was written down wrongly."""
    actor, meeting = _kept(request, pk)
    found = meeting.conclusions.select_related("meeting").filter(pk=conclusion).first()
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "")
    return _done(
        request,
        meeting,
        "ghi",
        lambda: withdraw_conclusion(actor=actor, conclusion=found, reason=reason),
        _("Đã rút kết luận."),
    )


@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """End a meeting (``viec=ket-thuc``), or open it again (``mo-lai``)."""
    actor, meeting = _kept(request, pk)
    if request.POST.get("viec") == "mo-lai":
        return _done(
            request,
            meeting,
            "main",
            lambda: operations.reopen_meeting(actor=actor, meeting=meeting),
            _("Đã mở lại cuộc họp."),
        )
    return _done(
        request,
        meeting,
        "main",
        lambda: operations.close_meeting(actor=actor, meeting=meeting),
        _("Đã kết thúc cuộc họp."),
    )
