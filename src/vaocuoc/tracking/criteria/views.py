"""The pages of criteria sets: the list, a version with its units, writing a draft, the score card of a unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.models import UnitReach
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.criteria import queries
from vaocuoc.tracking.criteria.forms import CopyForm, MarkForm, SetForm, drafts_of, rows_of, typed_rows
from vaocuoc.tracking.criteria.models import CriteriaVersion, Criterion, UnitGroup
from vaocuoc.tracking.criteria.operations import (
    copy_version,
    create_set,
    issue_version,
    mark,
    place_units,
    save_criteria,
    save_groups,
)
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in, keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_UNITS = 50


def _blame(form: Any, refused: Refused) -> int:
    field = {"criteria.no_pass_points": "pass_points", "criteria.name_taken": "name"}.get(refused.code)
    form.add_error(field, sentence(refused))
    return int(status_of(refused))


@require_safe
def set_list(request: HttpRequest) -> HttpResponse:
    """The criteria sets that one sees (danh sách bộ tiêu chí)."""
    actor = actor_of(request)
    context = {"rows": queries.sheets(actor, today=today()), "may_assign": actor.may_somewhere(Action.ASSIGN)}
    return render(request, "tracking/criteria/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin a criteria set (lập bộ tiêu chí)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = SetForm(request.POST if request.method == "POST" else None, actor=actor)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = create_set(actor=actor, **data)
            save_groups(actor=actor, version=made, names=[_("Mọi đơn vị")])
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã lập bộ tiêu chí. Ghi các tiêu chí và ngưỡng."))
            return redirect("criteria:draft", made.pk)
    return render(request, "tracking/criteria/form.html", {"form": form}, status=status)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version with how far each unit is (tiến độ đạt chuẩn của các đơn vị)."""
    actor = actor_of(request)
    found = queries.get_version(actor, pk)
    units = queries.units_of(found)
    page = page_of(request, units, size=_UNITS)
    cards = queries.cards_of(found, list(page))
    context = {
        "version": found,
        "page": page,
        "cards": cards,
        "total": len(units),
        "met": sum(1 for card in cards if card.card.is_met),
        "versions": found.criteria_set.versions.order_by("-number"),
        "groups": found.groups.order_by("place"),
        "criteria_count": found.criteria.count(),
        "may_assign": actor.may(Action.ASSIGN, found.criteria_set.keeper_id),
        "copy_form": CopyForm(initial={"valid_from": today()}),
    }
    return render(request, "tracking/criteria/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the criteria and thresholds of a draft (soạn bộ tiêu chí): one table, a column a group of units."""
    actor = actor_of(request)
    found = queries.get_version(actor, pk)
    actor.require(Action.ASSIGN, found.criteria_set.keeper_id)
    if not found.is_draft:
        raise Refused("criteria.issued")
    error, status = "", 200
    deed = request.POST.get("lam", "")
    groups = list(found.groups.order_by("place"))
    rows = rows_of(found, groups)
    register = visible_indicators(actor).filter(keeper=found.criteria_set.keeper_id)
    indicators = {one.code: one for one in register.order_by("code").only("pk", "code", "name")}
    if request.method == "POST":
        try:
            if deed == "nhom":
                save_groups(actor=actor, version=found, names=request.POST.get("groups", "").splitlines())
                messages.success(request, _("Đã lưu các nhóm đơn vị."))
                return redirect("criteria:draft", pk)
            rows = typed_rows(request.POST, groups)
            drafts = drafts_of(rows, groups, indicators)
            if any(row.errors for row in rows):
                status = 422
            else:
                save_criteria(actor=actor, version=found, criteria=drafts)
                return _after_saving(request, actor, found, deed)
        except Refused as refused:
            error, status = sentence(refused), int(status_of(refused))
    context = {
        "version": found, "groups": groups, "rows": rows, "indicators": indicators.values(), "error": error,
        "group_names": "\n".join(group.name for group in groups),
    }  # fmt: skip
    return render(request, "tracking/criteria/draft.html", context, status=status)


def _after_saving(request: HttpRequest, actor: Actor, found: CriteriaVersion, deed: str) -> HttpResponse:
    if deed == "ap-dung":
        issue_version(actor=actor, version=found)
        messages.success(request, _("Bộ tiêu chí đã áp dụng."))
        return redirect("criteria:version", found.pk)
    messages.success(request, _("Đã lưu các tiêu chí."))
    return redirect("criteria:draft", found.pk)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version as a copy (lập bản mới)."""
    actor = actor_of(request)
    found = queries.get_version(actor, pk)
    form = CopyForm(request.POST)
    begins = form.cleaned_data["valid_from"] if form.is_valid() else today()
    made = copy_version(actor=actor, version=found, valid_from=begins)
    messages.success(request, _("Đã lập bản %(number)s. Sửa rồi áp dụng.") % {"number": made.number})
    return redirect("criteria:draft", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Which units belong to a group (xếp đơn vị vào nhóm)."""
    actor = actor_of(request)
    found = queries.get_version(actor, pk)
    keeper = found.criteria_set.keeper_id
    actor.require(Action.ASSIGN, keeper)
    chosen = get_object_or_404(UnitGroup.objects.select_related("version__criteria_set"), pk=group, version=found)
    alive = Q(valid_from__lte=today()) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today()))
    reach = UnitReach.objects.filter(alive, ancestor=keeper, depth__gt=0).exclude(kind=UnitReach.SUCCESSION)
    units = Unit.objects.filter(pk__in=reach.values("descendant")).filter(alive).order_by("level", "kind", "sort_key")
    if request.method == "POST":
        keys = keys_in(request.POST.getlist("units"))
        place_units(actor=actor, group=chosen, units=list(units.filter(pk__in=keys)))
        messages.success(request, _("Đã xếp đơn vị vào nhóm."))
        return redirect("criteria:version", pk)
    others = {
        row.unit_id: row.unitgroup.name
        for row in UnitGroup.units.through.objects.filter(unitgroup__version=found).select_related("unitgroup")
    }
    mine = set(chosen.units.values_list("pk", flat=True))
    context = {
        "version": found,
        "group": chosen,
        "units": [(unit, unit.pk in mine, others.get(unit.pk, "")) for unit in units.defer("folded")],
    }
    return render(request, "tracking/criteria/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """The score card of a unit (phiếu điểm của đơn vị); what has no figure is marked here."""
    actor = actor_of(request)
    found = queries.get_version(actor, pk)
    pair = next((pair for pair in queries.units_of(found) if pair[0].pk == unit), None)
    if pair is None:
        raise Http404
    may_mark = not found.is_draft and (
        actor.may(Action.ASSIGN, found.criteria_set.keeper_id) or actor.may(Action.REPORT, unit)
    )
    form, status, open_at = MarkForm(), 200, 0
    if request.method == "POST":
        asked = request.POST.get("tieu-chi", "")
        criterion = get_object_or_404(
            Criterion.objects.select_related("version__criteria_set"),
            pk=key_in(asked) or 0,
            version=found,
        )
        form, open_at = MarkForm(request.POST), criterion.pk
        if not may_mark:
            raise Refused("access.denied", action=str(Action.REPORT))
        status = 422
        if form.is_valid():
            try:
                mark(actor=actor, criterion=criterion, unit=pair[0], **form.cleaned_data)
            except Refused as refused:
                form.add_error("points" if "points" in refused.code else None, sentence(refused))
            else:
                messages.success(request, _("Đã ghi kết quả tiêu chí."))
                return redirect(f"{reverse('criteria:card', args=[pk, unit])}#tc-{criterion.pk}")
    context = {
        "version": found,
        "unit": pair[0],
        "card": queries.cards_of(found, [pair])[0],
        "may_mark": may_mark,
        "form": form,
        "open_at": open_at,
    }
    return render(request, "tracking/criteria/card.html", context, status=status)


def unit_panel(request: HttpRequest, unit: Unit) -> str | None:
    """The criteria sets that measure a unit, on its page."""
    actor = actor_of(request)
    through = UnitGroup.units.through.objects.filter(
        unit=unit, unitgroup__version__issued_at__isnull=False,
        unitgroup__version__criteria_set__in=queries.visible_sets(actor),
    ).select_related("unitgroup__version__criteria_set")  # fmt: skip
    latest: dict[int, Any] = {}
    for row in through.order_by("unitgroup__version__valid_from", "unitgroup__version__number"):
        if row.unitgroup.version.valid_from <= today():
            latest[row.unitgroup.version.criteria_set_id] = row.unitgroup
    if not latest:
        return None
    cards = [(one.version, queries.cards_of(one.version, [(unit, one)])[0].card) for one in latest.values()]
    return render_to_string("tracking/criteria/_unit_panel.html", {"cards": cards, "unit": unit}, request)
