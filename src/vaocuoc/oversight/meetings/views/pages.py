"""The list of meetings; calling one and changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import in_batches, opened
from vaocuoc.oversight.bodies import posts_near
from vaocuoc.oversight.meetings.access import get_meeting, visible_meetings
from vaocuoc.oversight.meetings.columns import MEETINGS
from vaocuoc.oversight.meetings.forms import MeetingForm
from vaocuoc.oversight.meetings.listing import meetings_of, next_meeting
from vaocuoc.oversight.meetings.models import MeetingState
from vaocuoc.oversight.meetings.operations import create_meeting, edit_meeting
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_REGISTERS = 60


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponseBase:
    """The meetings that one sees (họp, kết luận), the last first, with how far their conclusions are."""
    actor, offer = actor_of(request), opened(request, MEETINGS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    state, body = request.GET.get("tinh-trang", ""), key_in(request.GET.get("co-quan"))
    found = meetings_of(actor, state=state, body=body)
    organs = Organ.objects.filter(pk__in=visible_meetings(actor).order_by().values("organ")).select_related("unit")
    if offer.leaves:
        organ = organs.filter(pk=body).first() if body else None
        said = [(_("tình trạng"), dict(MeetingState.choices).get(state, "")), (_("cơ quan họp"), organ)]

        def some(keys: list[int]) -> list[Any]:
            rows = meetings_of(actor).in_bulk(keys)
            return [rows[key] for key in keys if key in rows]

        return offer.leave(in_batches(found.values_list("pk", flat=True), some), count=found.count(), filters=said)
    page = page_of(request, found, size=_ROWS)
    context = {
        "list": offer,
        "page": page,
        "rows": offer.with_plain(page),
        "organs": list(organs.order_by("unit__sort_key", "pk")),
        "body": body,
        "states": MeetingState.choices,
        "state": state,
        "next": next_meeting(actor, today=today()),
        "today": today(),
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "oversight/meetings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Call a meeting (lập cuộc họp); its agenda opens with the unfinished conclusions of the organ's earlier ones."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    own = own_register(actor)
    keepers = [own] if own else []
    keepers += list(registers_of(actor).values_list("pk", flat=True)[:_REGISTERS])
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        actor=actor,
        posts=posts_near(actor, keepers, today=today()),
        initial={"body": _usual_body(own)},
    )
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        try:
            data = dict(form.cleaned_data)
            called = data.pop("posts")
            if called and data["organ"] is not None:
                called = [*data["organ"].posts.all(), *called]
            meeting = create_meeting(actor=actor, posts=list(called), **data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã lập cuộc họp."))
            return redirect("meetings:detail", meeting.pk)
    return render(request, "oversight/meetings/form.html", {"form": form}, status=status)


def _usual_body(own: int | None) -> str:
    organ = Organ.objects.filter(unit=own, valid_to__isnull=True).order_by("pk").first() if own else None
    return f"o{organ.pk}" if organ else f"d{own}"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the day, the place, the chair, who is called (sửa cuộc họp)."""
    actor = actor_of(request)
    meeting = get_meeting(actor, pk)
    actor.require(Action.ASSIGN, meeting.keeper_id)
    called = [one.post for one in meeting.participants.select_related("post__unit")]
    posts = {post.pk: post for post in (*posts_near(actor, [meeting.keeper_id], today=today()), *called)}
    initial = {name: getattr(meeting, name) for name in ("title", "held_on", "begins_at", "place", "chair")} | {
        "posts": [post.pk for post in called]
    }
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        actor=actor,
        posts=list(posts.values()),
        editing=True,
        initial=initial,
    )
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        data = dict(form.cleaned_data)
        try:
            edit_meeting(actor=actor, meeting=meeting, posts=list(data.pop("posts")), **data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã lưu cuộc họp."))
            return redirect("meetings:detail", pk)
    return render(request, "oversight/meetings/form.html", {"form": form, "meeting": meeting}, status=status)
