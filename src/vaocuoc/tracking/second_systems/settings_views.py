"""The pages on which an office lays a second system out: its names, its rules, its tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.second_systems import systems
from vaocuoc.tracking.second_systems.access import get_system, may_keep
from vaocuoc.tracking.second_systems.columns import guessed
from vaocuoc.tracking.second_systems.forms import RuleForm, StatesForm, SystemForm, field_choices
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem
from vaocuoc.tracking.second_systems.showing import SLUGS
from vaocuoc.tracking.second_systems.views import kind_named
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence, status_of

_SPARE = 3
"""So many empty rows stand below the columns."""


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Declare a second system (khai hệ thống thứ hai)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = SystemForm(request.POST if request.method == "POST" else None, actor=actor)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                system = systems.create_system(actor=actor, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("Đã khai hệ thống. Đặt quy tắc phải nhập và các cột của bảng."))
                return redirect("second_systems:system", system.pk)
    return render(request, "tracking/second_systems/create.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def system_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One second system: what it is and takes, which things must stand in it, what states are called there."""
    actor = actor_of(request)
    system = get_system(actor, pk)
    if request.method != "POST":
        return _page(request, actor, system, {})
    actor.require(Action.ASSIGN, system.keeper_id)
    part = request.POST.get("viec", "")
    forms: dict[str, Any] = {
        "ten": lambda: SystemForm(request.POST, actor=actor, system=system),
        "quy-tac": lambda: RuleForm(request.POST, system=system),
        "trang-thai": lambda: StatesForm(request.POST),
    }
    if part == "bo-quy-tac":
        return _dropped(request, actor, system)
    if part not in forms:
        return _page(request, actor, system, {"ten": SystemForm(request.POST, actor=actor, system=system)}, status=422)
    form = forms[part]()
    if form.is_valid():
        try:
            done = _done(actor, system, part, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            return _page(request, actor, system, {part: form}, status=int(status_of(refused)))
        messages.success(request, done)
        return redirect("second_systems:system", pk)
    return _page(request, actor, system, {part: form}, status=422)


def _done(actor: Actor, system: SecondSystem, part: str, data: dict[str, Any]) -> str:
    if part == "ten":
        systems.edit_system(actor=actor, system=system, **data)
        return _("Đã lưu hệ thống.")
    if part == "trang-thai":
        systems.name_states(actor=actor, system=system, words=data)
        return _("Đã lưu tên trạng thái.")
    kind = Kind(data.pop("kind"))
    systems.add_rule(actor=actor, system=system, kind=kind, **data)
    return _("Đã thêm quy tắc phải nhập.")


def _dropped(request: HttpRequest, actor: Actor, system: SecondSystem) -> HttpResponse:
    rule = system.rules.filter(pk=key_in(request.POST.get("dong", "")) or 0).select_related("system").first()
    if rule is None:
        raise Http404
    systems.drop_rule(actor=actor, rule=rule)
    messages.success(request, _("Đã bỏ quy tắc."))
    return redirect("second_systems:system", system.pk)


def _page(
    request: HttpRequest, actor: Actor, system: SecondSystem, forms: dict[str, Any], status: int = 200
) -> HttpResponse:
    names = ("name", "short_name", "takes_tasks", "takes_figures", "takes_targets", "entered_by", "since", "day_format",
             "closed_on")  # fmt: skip
    initial = {name: getattr(system, name) for name in names}
    columns: dict[str, int] = {}
    for kind in system.columns.values_list("kind", flat=True):
        columns[kind] = columns.get(kind, 0) + 1
    context = {
        "system": system,
        "may_keep": may_keep(actor, system),
        "form": forms.get("ten") or SystemForm(initial=initial, actor=actor, system=system),
        "rule_form": forms.get("quy-tac") or RuleForm(system=system),
        "states_form": forms.get("trang-thai") or StatesForm(initial=system.state_words),
        "is_naming": "trang-thai" in forms or bool(system.state_words),
        "rules": list(system.rules.all()),
        "tables": [(SLUGS[kind], kind.label, columns.get(kind, 0)) for kind in system.kinds],
        "comparisons": list(system.comparisons.select_related("by_post__unit").defer("rows").order_by("-pk")[:5])
        if may_keep(actor, system)
        else [],
        "slugs": {kind.value: SLUGS[kind] for kind in Kind},
        "list_address": f"{reverse('second_systems:list')}?he-thong={system.pk}",
    }
    return render(request, "tracking/second_systems/system.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The columns of a system's table (cột của bảng): headings in their order, what of ours fills each."""
    actor = actor_of(request)
    system, of = get_system(actor, pk), kind_named(kind)
    actor.require(Action.ASSIGN, system.keeper_id)
    error, status = "", 200
    rows = list(system.columns.filter(kind=of).values_list("heading", "field"))
    if request.method == "POST":
        pasted = request.POST.get("tieu-de", "").strip("\r\n ")
        headings = [text.strip() for text in pasted.splitlines()[0].split("\t") if text.strip()] if pasted else []
        rows = list(zip(headings, guessed(of, headings), strict=True)) if headings else _given(request)
        if not headings:
            try:
                systems.lay_out_columns(actor=actor, system=system, kind=of, columns=rows)
            except Refused as refused:
                error, status = sentence(refused), int(status_of(refused))
            else:
                messages.success(request, _("Đã lưu các cột của bảng."))
                return redirect("second_systems:columns", pk, kind)
    context = {
        "system": system,
        "kind": of,
        "slug": kind,
        "error": error,
        "is_pasted": request.method == "POST" and not error,
        "rows": list(enumerate([*rows, *[("", "")] * _SPARE], 1)),
        "fields": field_choices(of),
    }
    return render(request, "tracking/second_systems/columns.html", context, status=status)


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    """The rows of the form in the order of their numbers; a row without a heading is left out later."""
    headings, fields = request.POST.getlist("heading"), request.POST.getlist("field")
    places = [key_in(text.strip()) or 10_000 for text in request.POST.getlist("place")]
    rows = sorted(zip(places, range(len(places)), headings, fields, strict=False))
    return [(heading, field) for _place, _at, heading, field in rows]
