"""The work calendar: a year by organ and month, the list, one paper with its story, a table pasted in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import in_batches, opened
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.oversight.bodies import body_choices, body_of_choice
from vaocuoc.oversight.calendar import operations
from vaocuoc.oversight.calendar.access import RELATED, get_entry, may_keep, may_tell, visible_entries
from vaocuoc.oversight.calendar.columns import CALENDAR, first_planned
from vaocuoc.oversight.calendar.forms import EntryForm, MoveForm, PasteForm, StateForm
from vaocuoc.oversight.calendar.models import CalendarEntry, EntryState
from vaocuoc.oversight.calendar.pasting import read_table
from vaocuoc.oversight.calendar.queries import LATE, EntryFilters, coming_meetings, entries_of, late, year_of
from vaocuoc.oversight.naming import one_named
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_OF_A_YEAR = 2_000


def _filters(request: HttpRequest, *, year: int | None) -> EntryFilters:
    asked = request.GET
    wanted = key_in(asked.get("nam")) or year
    return EntryFilters(
        year=wanted if wanted and 1990 <= wanted <= 2200 else year,
        organ=key_in(asked.get("co-quan")),
        state=asked.get("tinh-trang", "") if asked.get("tinh-trang") in (LATE, *EntryState.values) else "",
        text=asked.get("q", "").strip()[:200],
        unit=key_in(asked.get("don-vi")),
    )


def _organs(actor: Actor) -> list[Organ]:
    seen = visible_entries(actor).order_by().values("organ")
    return list(Organ.objects.filter(pk__in=seen).select_related("unit").order_by("unit__sort_key", "pk"))


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The calendar of a year (chương trình làm việc năm): each organ, month by month, with what is late."""
    actor = actor_of(request)
    filters = _filters(request, year=today().year)
    organs = year_of(entries_of(actor, filters, today=today())[:_OF_A_YEAR], today=today())
    context = {
        "organs": organs,
        "filters": filters,
        "choices": _organs(actor),
        "this_month": today().month if filters.year == today().year else 0,
        "total": sum(one.total for one in organs),
        "done": sum(one.done for one in organs),
        "late": sum(one.late for one in organs),
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "oversight/calendar/year.html", context)


@require_safe
def entry_list(request: HttpRequest) -> HttpResponseBase:
    """The calendar as a list, narrowed by the address; Excel and paper leave from here."""
    actor, offer = actor_of(request), opened(request, CALENDAR)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = _filters(request, year=None)
    found = entries_of(actor, filters, today=today())
    organs = _organs(actor)
    if offer.leaves:
        organ = next((one for one in organs if one.pk == filters.organ), None)
        said = [(_("năm"), filters.year), (_("cơ quan"), organ), (_("tình trạng"), dict(_states()).get(filters.state))]
        rows = in_batches(found.values_list("pk", flat=True), _rows)
        return offer.leave(rows, count=found.count(), filters=said)
    page = page_of(request, found, size=_ROWS)
    context = {
        "list": offer,
        "page": page,
        "rows": offer.with_plain(_with_days(page)),
        "filters": filters,
        "choices": organs,
        "states": _states(),
        "late": visible_entries(actor).filter(late(today())).count(),
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "oversight/calendar/list.html", context)


def _states() -> list[tuple[str, Any]]:
    return [(LATE, _("Chậm, chưa trình")), *EntryState.choices]


def _with_days(entries: Any) -> list[Any]:
    found = list(entries)
    for one in found:
        one.late_by = one.days_late(today())
        one.first = first_planned(one)
    return found


def _rows(keys: list[int]) -> list[Any]:
    found = CalendarEntry.objects.select_related(*RELATED).in_bulk(keys)
    return _with_days(found[key] for key in keys if key in found)


# --- entering ---------------------------------------------------------------------------------------------------------


def _assigner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Enter a paper by hand (thêm vào chương trình)."""
    actor = _assigner(request)
    form = EntryForm(
        request.POST if request.method == "POST" else None, year=today().year, bodies=body_choices(actor), meetings=[]
    )
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            keeper, organ = body_of_choice(data["body"])
            unit, post = one_named(actor, keeper, data["preparer"], today=today())
            month, day = data["time"]
            made = operations.create_entry(
                actor=actor,
                keeper=keeper,
                organ=organ,
                title=data["title"],
                planned_month=month,
                planned_on=day,
                preparer_unit=unit,
                preparer_post=post,
                appraiser=data["appraiser"],
                note=data["note"],
            )
        except Refused as refused:
            form.add_error("preparer" if refused.code.startswith("naming.") else None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã ghi vào chương trình làm việc."))
            return redirect("calendar:entry", made.pk)
    return render(request, "oversight/calendar/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Paste a table (dán bảng): first it is shown as it was understood, then entered, all rows or none."""
    actor = _assigner(request)
    form = PasteForm(
        request.POST if request.method == "POST" else None, bodies=body_choices(actor), initial={"year": today().year}
    )
    rows, status = None, 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        data = form.cleaned_data
        keeper, organ = body_of_choice(data["body"])
        actor.require(Action.ASSIGN, keeper.pk)
        rows = read_table(data["table"], actor=actor, keeper=keeper, year=data["year"], today=today())
        if "ghi" in request.POST and not any(one.problem for one in rows):
            try:
                made = operations.create_entries(
                    actor=actor, keeper=keeper, organ=organ, rows=[dict(one.fields) for one in rows]
                )
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã ghi %(count)s nội dung.") % {"count": len(made)})
                return redirect(f"{reverse('calendar:year')}?nam={data['year']}")
        elif "ghi" in request.POST:
            status = 422
    context = {"form": form, "rows": rows, "wrong": sum(bool(one.problem) for one in rows or ())}
    return render(request, "oversight/calendar/paste.html", context, status=status)


# --- one paper --------------------------------------------------------------------------------------------------------


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper of the calendar: who prepares it, for which session, how it was moved, how far it is."""
    actor = actor_of(request)
    return _page(request, actor, get_entry(actor, pk))


@require_POST
def deed(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Correct (``sua``), move (``chuyen``), say how far it is (``tinh-trang``), give as a task (``giao``)."""
    actor = actor_of(request)
    found = get_entry(actor, pk)
    do = _DEEDS.get(what)
    if do is None:
        raise Http404
    if what != "tinh-trang":
        actor.require(Action.ASSIGN, found.keeper_id)
    elif not may_tell(actor, found):
        raise Refused("access.denied", action=str(Action.UPDATE))
    form = _form(what, actor, found, request.POST)
    if not form.is_valid():
        return _page(request, actor, found, bound={what: form}, status=422)
    try:
        do(actor, found, form.cleaned_data)
    except Refused as refused:
        form.add_error("preparer" if refused.code.startswith("naming.") else None, sentence(refused))
        return _page(request, actor, found, bound={what: form}, status=int(status_of(refused)))
    messages.success(request, _("Đã lưu."))
    return redirect("calendar:entry", pk)


def _edit(actor: Actor, found: CalendarEntry, data: dict[str, Any]) -> None:
    unit, post = one_named(actor, found.keeper, data["preparer"], today=today())
    meeting = next((one for one in coming_meetings(found, today=today()) if one.pk == data["meeting"]), None)
    operations.edit_entry(
        actor=actor, entry=found, version=data["version"] or 0, title=data["title"], appraiser=data["appraiser"],
        note=data["note"], preparer_unit=unit, preparer_post=post, preparer_words="", meeting=meeting,
    )  # fmt: skip


def _move(actor: Actor, found: CalendarEntry, data: dict[str, Any]) -> None:
    month, day = data["time"]
    operations.move_entry(actor=actor, entry=found, planned_month=month, planned_on=day, reason=data["reason"])


def _state(actor: Actor, found: CalendarEntry, data: dict[str, Any]) -> None:
    document = None
    if number := data["number"].strip():
        document = visible_documents(actor).filter(number_key=number_key(number)).order_by("-issued_on", "-pk").first()
        if document is None:
            raise Refused("calendar.no_document")
    operations.set_state(
        actor=actor, entry=found, state=data["state"], day=data["day"], document=document, reason=data["reason"]
    )


def _give(actor: Actor, found: CalendarEntry, _data: dict[str, Any]) -> None:
    operations.give_task(actor=actor, entry=found, today=today())


_DEEDS = {"sua": _edit, "chuyen": _move, "tinh-trang": _state, "giao": _give}


def _form(what: str, actor: Actor, found: CalendarEntry, data: Any) -> forms.Form:
    year = found.planned_month.year
    if what == "sua":
        initial = {
            "title": found.title, "preparer": found.preparer,
            "appraiser": found.appraiser, "note": found.note, "meeting": found.meeting_id, "version": found.version,
        }  # fmt: skip
        meetings = coming_meetings(found, today=today())
        return EntryForm(data, year=year, bodies=None, meetings=meetings, initial=initial, auto_id="sua_%s")
    if what == "chuyen":
        initial_time = {"time": (found.planned_month, found.planned_on)}
        return MoveForm(data, year=year, initial=initial_time, auto_id="chuyen_%s")
    if what == "tinh-trang":
        return StateForm(data, initial={"state": found.state, "day": found.submitted_on}, auto_id="tt_%s")
    return forms.Form(data)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: CalendarEntry,
    *,
    bound: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    keeps = may_keep(actor, found)
    names = [*(["sua", "chuyen", "giao"] if keeps else []), *(["tinh-trang"] if may_tell(actor, found) else [])]
    offered = {name: _form(name, actor, found, None) for name in names} | {
        name: form for name, form in (bound or {}).items() if name in names
    }
    context = {
        "one": found,
        "first": first_planned(found),
        "late_by": found.days_late(today()),
        "moves": list(found.moves.select_related("by", "by_post__unit").order_by("-at", "-pk")),
        "offered": {name.replace("-", "_"): form for name, form in offered.items()},
        "may_give": keeps and found.task_id is None and (found.preparer_unit_id or found.preparer_post_id),
        "document_seen": found.document_id and visible_documents(actor).filter(pk=found.document_id).exists(),
        "history": in_words(history(found, limit=20)),
    }
    return render(request, "oversight/calendar/entry.html", context, status=status)
