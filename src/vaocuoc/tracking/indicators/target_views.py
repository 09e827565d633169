"""The pages around a target: its parts, its shares to lower units, what people say of its verdict, how figures come."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Unit, UnitRelation
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words
from vaocuoc.tracking.indicators.deriving import create_ratio, set_base, set_expression, set_parent, set_roll_up
from vaocuoc.tracking.indicators.dividing import (
    ADDS,
    Component,
    allocate_target,
    allocation,
    by_share,
    split_target,
)
from vaocuoc.tracking.indicators.judging import row_of
from vaocuoc.tracking.indicators.models import Indicator, PartAs, Target
from vaocuoc.tracking.indicators.overruling import can_note_cause, note_cause, overrule, withdraw_overrule
from vaocuoc.tracking.indicators.records import Cause, Judgement, Overrule
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.indicators.standing import judged_again
from vaocuoc.tracking.indicators.target_forms import (
    CauseForm,
    Cell,
    ComponentFormSet,
    DeriveForm,
    RatioForm,
    SayForm,
    cells_of,
)
from vaocuoc.tracking.indicators.versions import history
from vaocuoc.ui.clock import today
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_MOST_UNITS = 400


def _target_of(actor: Actor, pk: int, target: int) -> tuple[Indicator, Target]:
    """A standing target of a visible indicator; ``Http404`` where there is none."""
    indicator = get_indicator(actor, pk)
    standing = Target.objects.filter(withdrawn_at__isnull=True).select_related("indicator__keeper", "unit", "part_of")
    return indicator, get_object_or_404(standing, pk=target, indicator=indicator)


def _blame(form: Any, refused: Refused) -> int:
    form.add_error(None, sentence(refused))
    return int(status_of(refused))


# --- components -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Split a compound target into components (tách thành phần)."""
    actor = actor_of(request)
    indicator, found = _target_of(actor, pk, target)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    forms = ComponentFormSet(
        request.POST if request.method == "POST" else None,
        initial=[{"unit_of_measure": indicator.unit_of_measure, "comparator": found.comparator}] * 2,
    )
    error, status = "", 422 if forms.is_bound else 200
    if request.method == "POST" and forms.is_valid():
        parts = [
            Component(one["name"], one["comparator"], one["value"], one.get("unit_of_measure", ""))
            for one in (form.cleaned_data for form in forms)
            if one.get("name", "").strip()
        ]
        try:
            made = split_target(actor=actor, target=found, components=parts)
        except Refused as refused:
            error, status = sentence(refused), int(status_of(refused))
        else:
            messages.success(request, _("Đã tách thành %(number)s thành phần.") % {"number": len(made)})
            return redirect("indicators:detail", pk)
    context = {
        "indicator": indicator, "target": found, "aim": aim_words(found, indicator), "forms": forms, "error": error,
    }  # fmt: skip
    return render(request, "tracking/indicators/split.html", context, status=status)


# --- shares to lower units --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def allocate(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Give a target to lower units (giao chỉ tiêu): figures typed, or worked out from shares first."""
    actor = actor_of(request)
    indicator, found = _target_of(actor, pk, target)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    relation = request.GET.get("he-thong") or request.POST.get("he-thong") or indicator.rolls_along
    relation = relation if relation in RelationKind.values else RelationKind.PARTY
    given = found.parts.filter(part_as=PartAs.SHARE, withdrawn_at__isnull=True)
    before = {part.unit_id: from_scaled(part.value, indicator.decimals) for part in given}
    units = _units_below(found.unit, relation, actor, set(before))
    typed: Mapping[str, str] = (
        request.POST
        if request.method == "POST"
        else {f"v-{unit}": format_decimal(value) for unit, value in before.items()}
    )
    cells, reason = cells_of(units, typed), request.POST.get("ly-do", "")
    error, status = "", 200
    if request.method == "POST":
        wrong = any(cell.error or cell.share_error for cell in cells)
        try:
            if wrong:
                status = 422
            elif request.POST.get("lam") == "theo-ty-trong":
                _fill_by_share(found, cells)
            else:
                values = {cell.unit: cell.value for cell in cells if cell.value is not None}
                made = allocate_target(actor=actor, target=found, values=values, reason=reason)
                messages.success(request, _("Đã giao chỉ tiêu cho %(number)s đơn vị.") % {"number": len(made)})
                return redirect("indicators:detail", pk)
        except Refused as refused:
            error, status = sentence(refused), int(status_of(refused))
    known = {cell.unit.pk: cell.value for cell in cells if cell.value is not None}
    context = {
        "indicator": indicator,
        "target": found,
        "aim": aim_words(found, indicator),
        "cells": [(cell, before.get(cell.unit.pk)) for cell in cells],
        "sum": allocation(found, known) if known else None,
        "adds": indicator.kind in ADDS,
        "relation": relation,
        "relations": RelationKind.choices,
        "reason": reason,
        "error": error,
    }
    return render(request, "tracking/indicators/allocate.html", context, status=status)


def _units_below(unit: Unit, relation: str, actor: Actor, given: set[int]) -> list[Unit]:
    """The units directly below today, and those that have a share already."""
    alive = Q(valid_from__lte=actor.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today))
    below = UnitRelation.objects.filter(alive, kind=relation, parent=unit).values("child")
    found = Unit.objects.filter(Q(pk__in=below) | Q(pk__in=given)).defer("folded")
    return list(found.order_by("level", "kind", "sort_key", "pk")[:_MOST_UNITS])


def _fill_by_share(target: Target, cells: list[Cell]) -> None:
    """Work the figures out of the shares and put them in the table, to be looked at before they are given."""
    shares = {cell.unit.pk: cell.share for cell in cells if cell.share is not None}
    if not shares:
        raise Refused("indicators.nothing_given")
    values = by_share(target, shares)
    for cell in cells:
        cell.value = values.get(cell.unit.pk)
        cell.text = "" if cell.value is None else format_decimal(cell.value)


# --- what people say of a verdict -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Judge otherwise than the rules, take that back, or note why a target is missed (đánh giá lại, nguyên nhân)."""
    actor = actor_of(request)
    indicator, found = _target_of(actor, pk, target)
    may_judge = actor.may(Action.ASSIGN, indicator.keeper_id)
    if not can_note_cause(actor, found):
        raise Refused("access.denied", action=str(Action.REPORT))
    deed = request.POST.get("lam", "")
    say_form = SayForm(request.POST if deed == "danh-gia" else None, actor=actor)
    cause_form = CauseForm(request.POST if deed == "nguyen-nhan" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST":
        try:
            said = _say(request, actor, found, deed, say_form, cause_form)
        except Refused as refused:
            if deed not in ("danh-gia", "nguyen-nhan"):
                raise
            status = _blame(say_form if deed == "danh-gia" else cause_form, refused)
        else:
            if said:
                messages.success(request, said)
                return redirect("indicators:say", pk, target)
    row = row_of(indicator, found, today=today())
    context = {
        "indicator": indicator,
        "target": found,
        "aim": aim_words(found, indicator),
        "row": row,
        "ruled": row.by_rules or row.verdict,
        "reason": reason_words(row.by_rules or row.verdict),
        "say_form": say_form,
        "cause_form": cause_form,
        "may_judge": may_judge,
        "said": Overrule.objects.filter(target=found).select_related("made_as", "made_by", "document").order_by("-pk"),
        "causes": Cause.objects.filter(target=found).select_related("made_as", "made_by").order_by("-pk"),
    }
    return render(request, "tracking/indicators/say.html", context, status=status)


def _say(request: HttpRequest, actor: Actor, target: Target, deed: str, say_form: Any, cause_form: Any) -> str:
    """Do what was asked; what to tell, or nothing where the form has to be filled in again."""
    if deed == "danh-gia" and say_form.is_valid():
        overrule(actor=actor, target=target, **say_form.cleaned_data)
        return _("Đã ghi đánh giá. Kết quả tính vẫn hiện bên cạnh.")
    if deed == "nguyen-nhan" and cause_form.is_valid():
        note_cause(actor=actor, target=target, **cause_form.cleaned_data)
        return _("Đã ghi nguyên nhân.")
    if deed == "bo":
        standing = target.overrules.filter(withdrawn_at__isnull=True).select_related("target__indicator").first()
        if standing is None:
            raise Refused("conflict.overrule_changed")
        withdraw_overrule(actor=actor, overrule=standing)
        return _("Đã bỏ đánh giá. Kết quả tính được dùng lại.")
    return ""


# --- how an indicator gets its figures --------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def derive(request: HttpRequest, pk: int) -> HttpResponse:
    """How an indicator gets its figures (cách có số): added up from below, by a formula, as a component."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    shown = ("rolls_along", "official", "expression", "base", "base_year")
    initial = {name: getattr(indicator, name) for name in shown}
    initial |= {"weight": indicator.weight_id, "parent": indicator.parent_id}
    form = DeriveForm(
        request.POST if request.method == "POST" else None, actor=actor, indicator=indicator, initial=initial
    )
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            _derive(actor, indicator, form.cleaned_data)
        except Refused as refused:
            status = _blame_derive(form, refused)
        else:
            messages.success(request, _("Đã lưu cách có số của chỉ tiêu."))
            return redirect("indicators:detail", pk)
    context = {"form": form, "indicator": indicator}
    return render(request, "tracking/indicators/derive.html", context, status=status)


def _derive(actor: Actor, indicator: Indicator, data: dict[str, Any]) -> None:
    indicator = set_parent(actor=actor, indicator=indicator, parent=data["parent"])
    indicator = set_base(
        actor=actor, indicator=indicator, base=data["base"] or indicator.base, base_year=data["base_year"]
    )
    indicator = set_expression(actor=actor, indicator=indicator, expression=data["expression"])
    set_roll_up(
        actor=actor,
        indicator=indicator,
        rolls_along=data["rolls_along"],
        official=data["official"],
        weight=data["weight"],
    )


_DERIVE_FIELDS = {
    "indicators.rolls_never": "rolls_along",
    "indicators.rolls_needs_weight": "weight",
    "indicators.weight_itself": "weight",
    "indicators.has_figures": "expression",
    "indicators.parent_circle": "parent",
    "indicators.base_year": "base_year",
}


def _blame_derive(form: Any, refused: Refused) -> int:
    is_formula = refused.code.startswith(("formulas.", "indicators.formula"))
    form.add_error("expression" if is_formula else _DERIVE_FIELDS.get(refused.code), sentence(refused))
    return int(status_of(refused))


@require_http_methods(["GET", "HEAD", "POST"])
def ratio(request: HttpRequest) -> HttpResponse:
    """Enter a percentage with its numerator and denominator (thêm tỷ lệ có tử số, mẫu số)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = RatioForm(request.POST if request.method == "POST" else None, actor=actor)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = create_ratio(actor=actor, **form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            said = _("Đã thêm tỷ lệ %(code)s với tử số và mẫu số. Đặt mục tiêu cho tỷ lệ.") % {"code": made.code}
            messages.success(request, said)
            return redirect("indicators:target", made.pk)
    return render(request, "tracking/indicators/ratio.html", {"form": form}, status=status)


# --- what was --------------------------------------------------------------------------------------------------------


@require_safe
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of the passport, and the verdicts as they were given with what they rested on (lịch sử)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    asked = request.GET.get("don-vi", "")
    unit = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else indicator.keeper_id
    given = Judgement.objects.filter(indicator=indicator, unit=unit)
    page = page_of(request, given.select_related("unit", "target").order_by("-pk"), size=20)
    told = [_told(one, indicator) for one in page]
    context = {
        "indicator": indicator,
        "versions": [(change.version, [_worded(*words) for words in change.changes]) for change in history(indicator)],
        "page": page,
        "judgements": told,
    }
    return render(request, "tracking/indicators/past.html", context)


def _worded(name: str, old: str, new: str) -> tuple[str, str, str]:
    """A change of the passport in words: the field's name, and choices as they are called."""
    field: Any = Indicator._meta.get_field(name)
    choices = {str(value): str(label) for value, label in field.flatchoices}
    return str(field.verbose_name).capitalize(), choices.get(old, old), choices.get(new, new)


def _told(one: Judgement, indicator: Indicator) -> tuple[Judgement, str, str, Decimal | None, bool]:
    """A verdict with its target, its reason and figure, given again from what was stored; whether it is the same."""
    again = judged_again(one)
    aim = aim_words(one.target, indicator) if one.target else ""
    return one, aim, reason_words(again), again.actual, (again.code, again.reason) == (one.code, one.reason)
