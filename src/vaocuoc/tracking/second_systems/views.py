"""Noting what was entered in a second system: one thing on its page, many that were chosen in the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.second_systems import operations
from vaocuoc.tracking.second_systems.access import get_system, may_keep, right_of, visible_systems
from vaocuoc.tracking.second_systems.columns import at_hand
from vaocuoc.tracking.second_systems.forms import DifferentForm, ManyForm, ReasonForm, SameForm
from vaocuoc.tracking.second_systems.listing import filters_from, keys_within
from vaocuoc.tracking.second_systems.models import Asked, Kind, SecondSystem, Stand
from vaocuoc.tracking.second_systems.operations import MOST, Noted
from vaocuoc.tracking.second_systems.pasting import codes_in
from vaocuoc.tracking.second_systems.picking import marks_in, picked
from vaocuoc.tracking.second_systems.showing import KINDS, Shown, shown
from vaocuoc.tracking.second_systems.subjects import must_of, seen_subjects, with_print, with_status
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.refusals import sentence, status_of

_SAME, _DIFFERENT, _NOT, _MUST, _NEED_NOT, _BY_RULE = (
    "da-nhap", "khac", "chua-nhap", "phai-nhap", "khong-phai", "theo-quy-tac",
)  # fmt: skip


# --- one --------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int, kind: str, key: int) -> HttpResponse:
    """One thing in one second system: ours beside theirs, what changed since, and noting it (đã nhập, khác)."""
    actor = actor_of(request)
    system, of = get_system(actor, pk), kind_named(kind)
    subject = subject_of(actor, system, of, key)
    row = shown(actor, system, of, [subject], today=today())[0]
    if request.method != "POST":
        return _page(request, actor, row, {})
    if not row.may:
        raise Refused("access.denied", action=str(right_of(of)))
    deed = request.POST.get("viec", "")
    form = _form(deed, row, request)
    if form.is_valid():
        try:
            done = _done(actor, row, deed, form.cleaned_data, seen=request.POST.get("dau", ""))
        except Refused as refused:
            form.add_error(None, sentence(refused))
            return _page(request, actor, row, {deed: form}, status=int(status_of(refused)))
        messages.success(request, done)
        return redirect(row.page if request.POST.get("ve") == "1" else row.address)
    return _page(request, actor, row, {deed: form}, status=422)


def kind_named(slug: str) -> Kind:
    """The kind that an address names; ``Http404`` for none."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def subject_of(actor: Actor, system: SecondSystem, kind: Kind, key: int) -> Any:
    """One visible subject with how it stands in the system; ``Http404`` where hidden."""
    found = with_print(
        with_status(at_hand(seen_subjects(kind, actor, [key]), kind, today()), system, kind), kind
    ).first()
    if found is None:
        raise Http404
    return found


def _form(deed: str, row: Shown, request: HttpRequest) -> Any:
    given = request.POST.copy()
    if request.POST.get("ve") == "1" and "entered_on" not in given:
        given["entered_on"] = f"{today():%d/%m/%Y}"  # the panel asks for no day: it is noted when it is done
    if deed == _SAME:
        return SameForm(given)
    if deed == _DIFFERENT:
        return DifferentForm(given, kind=row.kind, measure=_measure(row))
    if deed in (_NOT, _NEED_NOT):
        return ReasonForm(given)
    if deed in (_MUST, _BY_RULE):
        form = ReasonForm(given)
        form.fields["reason"].required = False
        return form
    return SameForm({})  # no deed that we know: never valid


def _measure(row: Shown) -> str:
    return "" if row.kind == Kind.TASK else str(row.subject.indicator.unit_of_measure)


def _done(actor: Actor, row: Shown, deed: str, data: dict[str, Any], *, seen: str) -> str:
    named: dict[str, Any] = {"actor": actor, "system": row.system, "kind": row.kind, "subject": row.subject}
    facts = {"system": row.system.short_name}
    if deed == _SAME:
        operations.note_same(**named, **data, seen=seen)
        return _("Đã ghi là đã nhập vào %(system)s.") % facts
    if deed == _DIFFERENT:
        operations.note_different(**named, **data, seen=seen)
        return _("Đã ghi chỗ khác ở %(system)s.") % facts
    if deed == _NOT:
        operations.note_not_entered(**named, reason=data["reason"])
        return _("Đã ghi lại là chưa nhập vào %(system)s.") % facts
    asked = {_MUST: Asked.YES, _NEED_NOT: Asked.NO, _BY_RULE: Asked.BY_RULE}[deed]
    operations.ask_for(**named, asked=asked, reason=data["reason"])
    words = {
        Asked.YES: _("Đã đánh dấu phải nhập vào %(system)s."),
        Asked.NO: _("Đã đánh dấu không phải nhập vào %(system)s."),
        Asked.BY_RULE: _("Đã để theo quy tắc của %(system)s."),
    }
    return words[asked] % facts


def _page(
    request: HttpRequest, actor: Actor, row: Shown, forms: dict[str, Any], status: int = 200
) -> HttpResponse:  # fmt: skip
    entry = row.entry
    known = {"code": entry.code if entry else ""}
    must = seen_subjects(row.kind, None, [row.subject.pk]).filter(must_of(row.system, row.kind)).exists()
    their = {"theirs": entry.theirs, "note": entry.note} if entry and entry.stand == Stand.DIFFERENT else {}
    context = {
        "row": row,
        "entry": entry,
        "must": must,
        "is_asked": bool(entry and entry.asked),
        "list_address": f"{reverse('second_systems:list')}?he-thong={row.system.pk}&loai={row.slug}",
        "same": forms.get(_SAME) or SameForm(initial=known),
        "different": forms.get(_DIFFERENT)
        or DifferentForm(initial={**known, **their}, kind=row.kind, measure=_measure(row)),
        "not_entered": forms.get(_NOT) or ReasonForm(auto_id="not_entered_%s"),
        "need_not": forms.get(_NEED_NOT) or ReasonForm(auto_id="need_not_%s"),
        "may_keep": may_keep(actor, row.system),
    }
    return render(request, "tracking/second_systems/item.html", context, status=status)


# --- many -------------------------------------------------------------------------------------------------------------


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Note that many were entered, with their codes pasted (ghi nhiều mục): ask, show what becomes of each, do it."""
    actor = actor_of(request)
    query = request.POST.get("bo-loc", "")
    filters = filters_from(list(visible_systems(actor)), QueryDict(query))
    if filters is None:
        raise Http404
    system, kind = filters.system, filters.kind
    if not (may_keep(actor, system) or actor.may_somewhere(right_of(kind))):
        raise Refused("access.denied", action=str(right_of(kind)))
    step = request.POST.get("buoc", "hoi")
    keys, seen = keys_in(request.POST.getlist("chon")), marks_in(request.POST.getlist("dau"))
    if request.POST.get("ca-bo-loc") == "1" and step == "hoi":
        keys = keys_within(actor, filters, MOST + 1)
    if not keys or len(keys) > MOST:
        problem = Refused("bulk.too_many", most=MOST) if keys else Refused("bulk.none")
        messages.error(request, sentence(problem))
        return redirect(_back(query))
    of = picked(actor, system, kind, keys, seen)
    if not of.chosen:
        messages.warning(request, _changed(of.changed))
        return redirect(_back(query))
    form = ManyForm(request.POST if step != "hoi" else None, initial={"entered_on": today()})
    context: dict[str, Any] = {"system": system, "kind": kind, "query": query, "back": _back(query), "form": form}
    context |= {"left_out": of.left_out, "changed": _changed(of.changed) if of.changed else ""}
    if step == "hoi" or not form.is_valid():
        # What was pasted may go by the order of the page: it stays as it was until it is read.
        context["chosen"] = of.chosen if step == "hoi" else [one for one in of.listed if one is not None]
        context["marks"] = [(one.pk, of.marks[one.pk]) for one in context["chosen"]]
        return _asking(request, context, status=200 if step == "hoi" else 422)
    pasted = codes_in(kind, of.listed, form.cleaned_data["codes"])
    context |= {"chosen": of.chosen, "marks": list(of.marks.items())}
    if step == "xem":
        rows = [(one, pasted.codes.get(one.pk, "")) for one in of.chosen]
        context |= {"rows": rows, "unknown": pasted.unknown, "coded": sum(bool(code) for _one, code in rows)}
        return render(request, "tracking/second_systems/many_preview.html", context)
    try:
        number = operations.note_many(
            actor=actor,
            system=system,
            kind=kind,
            noted=[(one, Noted(Stand.SAME, pasted.codes.get(one.pk, ""))) for one in of.chosen],
            entered_on=form.cleaned_data["entered_on"],
            seen=of.marks,
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _asking(request, context, status=int(status_of(refused)))
    _tell(request, system, number, of.changed + len(of.chosen) - number)
    return redirect(_back(query))


def _tell(request: HttpRequest, system: SecondSystem, number: int, changed: int) -> None:
    """How many were noted, and how many were left alone because nobody has seen them as they are now."""
    words = ngettext(
        "Đã ghi %(count)s mục là đã nhập vào %(system)s.", "Đã ghi %(count)s mục là đã nhập vào %(system)s.", number
    )
    if number:
        messages.success(request, words % {"count": number, "system": system.short_name})
    if changed:
        messages.warning(request, _changed(changed))


def _changed(number: int) -> str:
    words = ngettext(
        "%(count)s mục đã thay đổi từ khi mở trang: xem lại.",
        "%(count)s mục đã thay đổi từ khi mở trang: xem lại.",
        number,
    )
    return words % {"count": number}


def _asking(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, "tracking/second_systems/many.html", context, status=status)


def _back(query: str) -> str:
    address = reverse("second_systems:list")
    return f"{address}?{query}" if query else address
