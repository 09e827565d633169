"""One meeting: its agenda, what it concludes, and the big screen that shows one item at a time (chế độ họp)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.precedence import precedence
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.oversight.meetings import concluding
from vaocuoc.oversight.meetings.access import get_meeting, may_keep
from vaocuoc.oversight.meetings.candidates import groups
from vaocuoc.oversight.meetings.facing import facing
from vaocuoc.oversight.meetings.forms import ConclusionForm, ItemForm, PaperForm
from vaocuoc.oversight.meetings.models import AgendaItem, Meeting, MeetingState
from vaocuoc.oversight.meetings.standing import concluded, last_before, tally
from vaocuoc.oversight.naming import one_named, suggestions
from vaocuoc.tracking.indicators.judging import judged_at
from vaocuoc.tracking.tasks.queries import rows_in_order
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence, status_of

BIG = "lon"


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting (cuộc họp); with ``man-hinh=lon`` its big screen, at the item ``muc``."""
    actor = actor_of(request)
    meeting = get_meeting(actor, pk)
    if request.GET.get("man-hinh") == BIG:
        return big_screen(request, actor, meeting, key_in(request.GET.get("muc")))
    return plain_page(request, actor, meeting)


def plain_page(
    request: HttpRequest, actor: Actor, meeting: Meeting, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """The page of a meeting: agenda, what may be put on it, conclusions, who was there, the last meeting's outcome."""
    may = may_keep(actor, meeting) and meeting.state == MeetingState.PLANNED
    before = last_before(meeting)
    earlier = concluded(before, today=today()) if before else []
    papers = list(meeting.papers.select_related("document").order_by("pk"))
    seen = set(visible_documents(actor).filter(pk__in=[one.document_id for one in papers]).values_list("pk", flat=True))
    context = {
        "meeting": meeting,
        "items": agenda(meeting),
        "groups": groups(actor, meeting, today=today()) if may else [],
        "may": may,
        "may_keep": may_keep(actor, meeting),
        "item_form": ItemForm(),
        "paper_form": PaperForm(),
        "papers": [(one.document, one.document_id in seen) for one in papers],
        "participants": sorted(
            meeting.participants.select_related("post__unit"),
            key=lambda one: precedence(one.post, keeper=meeting.keeper_id),
        ),
        "before": before,
        "earlier": earlier,
        "earlier_tally": tally(earlier),
    } | capture(actor, meeting, form=form)
    return render(request, "oversight/meetings/detail.html", context, status=status)


def big_screen(
    request: HttpRequest, actor: Actor, meeting: Meeting, key: int | None, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """One item at a time in large type, with the box that takes the conclusion down."""
    items = list(_items(meeting))
    here = next((place for place, item in enumerate(items) if item.pk == key), 0)
    item = items[here] if items else None
    context = {
        "meeting": meeting,
        "items": items,
        "item": item,
        "number": here + 1,
        "facing": facing(actor, item, today=today()) if item else None,
        "previous": items[here - 1] if here > 0 else None,
        "following": items[here + 1] if here + 1 < len(items) else None,
        "big": True,
    } | capture(actor, meeting, item=item, form=form)
    return render(request, "oversight/meetings/screen.html", context, status=status)


def capture(actor: Actor, meeting: Meeting, *, item: AgendaItem | None = None, form: Any = None) -> dict[str, Any]:
    """The box that takes conclusions down and those that are written already."""
    found = concluded(meeting, today=today())
    token = secrets.token_hex(12)
    return {
        "conclusions": found,
        "tally": tally(found),
        "form": form or ConclusionForm(initial={"token": token, "item": item.pk if item else None}),
        "may_conclude": may_keep(actor, meeting) and meeting.state == MeetingState.PLANNED,
        "names": suggestions(actor, meeting.keeper, "", today=today()),
    }


@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a conclusion down; with htmx the box comes back empty, without it the page one came from."""
    actor = actor_of(request)
    meeting = get_meeting(actor, pk)
    actor.require(Action.ASSIGN, meeting.keeper_id)
    form = ConclusionForm(request.POST)
    big = request.POST.get("man-hinh") == BIG
    item = AgendaItem.objects.filter(meeting=meeting, pk=key_in(request.POST.get("item")) or 0).first()
    status = 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            unit, post = one_named(actor, meeting.keeper, data["lead"], today=today())
            concluding.conclude(
                actor=actor,
                meeting=meeting,
                text=data["text"],
                item=item,
                lead_unit=unit,
                lead_post=post,
                product=data["product"],
                due=data["due"],
                token=data["token"],
            )
        except Refused as refused:
            form.add_error("lead" if refused.code.startswith("naming.") else None, sentence(refused))
            status = int(status_of(refused))
        else:
            return _written(request, actor, meeting, item, big)
    if is_fragment(request):
        context = {"meeting": meeting, "item": item, "big": big} | capture(actor, meeting, item=item, form=form)
        return render(request, "oversight/meetings/_capture.html", context, status=status)
    if big:
        return big_screen(request, actor, meeting, item.pk if item else None, form=form, status=status)
    return plain_page(request, actor, meeting, form=form, status=status)


def _written(request: HttpRequest, actor: Actor, meeting: Meeting, item: AgendaItem | None, big: bool) -> HttpResponse:
    if is_fragment(request):
        context = {"meeting": meeting, "item": item, "big": big, "written": True} | capture(actor, meeting, item=item)
        return render(request, "oversight/meetings/_capture.html", context)
    address = reverse("meetings:detail", args=[meeting.pk])
    if big:
        return redirect(f"{address}?man-hinh={BIG}{f'&muc={item.pk}' if item else ''}#ghi")
    return redirect(f"{address}#ghi")


@require_safe
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may be meant by what is typed so far, as the options of a list."""
    actor = actor_of(request)
    meeting = get_meeting(actor, pk)
    found = suggestions(actor, meeting.keeper, request.GET.get("lead", "")[:100], today=today())
    return HttpResponse(format_html_join("", '<option value="{}">', ((name,) for name in found)))


# --- the agenda -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """An item of the agenda with the state of its task or the verdict of its figure."""

    item: AgendaItem
    task: Any = None
    figure: Any = None
    concluded: int = 0


def _items(meeting: Meeting) -> Any:
    related = (
        "indicator__keeper",
        "indicator__lead_unit",
        "unit",
        "conclusion",
        "entry__preparer_unit",
        "entry__preparer_post__unit",
    )
    return meeting.items.select_related(*related).order_by("place", "pk")


def agenda(meeting: Meeting) -> list[Row]:
    """The items in their order, each with where it stands; a constant number of queries."""
    items = list(_items(meeting))
    keys = {item.task_id or (item.conclusion.task_id if item.conclusion else None) for item in items} - {None}
    tasks = {row.task.pk: row for row in rows_in_order([key for key in keys if key], today=today())}
    places = [(item.indicator, item.unit) for item in items if item.indicator and item.unit]
    figures = {(row.indicator.pk, row.unit.pk): row for row in (judged_at(places, today=today()) if places else [])}
    noted: dict[int, int] = {}
    for key in meeting.conclusions.filter(withdrawn="", item__isnull=False).values_list("item", flat=True):
        noted[key] = noted.get(key, 0) + 1
    return [
        Row(
            item,
            tasks.get(item.task_id or (item.conclusion.task_id if item.conclusion else 0) or 0),
            figures.get((item.indicator_id or 0, item.unit_id or 0)),
            noted.get(item.pk, 0),
        )
        for item in items
    ]
