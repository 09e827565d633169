"""The office's own tables: functions of its organs, rules of days and days off, how its letters look."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.calendars import holidays
from vaocuoc.core.errors import Refused
from vaocuoc.core.functions import propose
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.assignment import rulebook
from vaocuoc.tracking.assignment.forms import LayoutForm, OfficeDayForm, RuleForm
from vaocuoc.tracking.assignment.models import DueRule, DutyPhrase
from vaocuoc.tracking.assignment.office import Office, office_of
from vaocuoc.tracking.assignment.proposing import LeadProposal, by_functions
from vaocuoc.tracking.assignment.tables import DEFAULT_DAYS, due_rules, duty_phrases, phrases_of
from vaocuoc.tracking.assignment.views.asking import keeper_of, superior_of
from vaocuoc.tracking.assignment.wording import WEEKDAYS, doubt_of, lead_reason, other_reason
from vaocuoc.tracking.periods.models import OfficeDay
from vaocuoc.tracking.periods.wording import WHY_OFF
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of

_YEARS_SHOWN = 2
_PHRASES_SHOWN = 12


# --- functions --------------------------------------------------------------------------------------------------------


@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """Whose work what is (bảng chức năng), with a field to try a sentence on it."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    office = office_of(actor, keeper, today=today())
    rows = duty_phrases(keeper, today=today())
    by_organ: dict[int, list[DutyPhrase]] = {}
    for row in rows:
        by_organ.setdefault(row.organ_id, []).append(row)
    said = request.GET.get("cau", "").replace("\x00", "").strip()[:1000]
    context = {
        "keeper": keeper,
        "organs": [(unit, by_organ.get(unit.pk, [])) for unit in _organs(office, rows)],
        "shown": _PHRASES_SHOWN,
        "has_table": bool(rows),
        "starting": rulebook.starting_organs(office) if not rows else [],
        "units": office.organs,
        "said": said,
        "answer": _answer(by_functions(propose(said, phrases_of(rows)), office)) if said and rows else None,
        "may_edit": actor.may(Action.ASSIGN, keeper.pk),
        "tab": "functions",
    }
    return render(request, "tracking/assignment/functions.html", context)


def _organs(office: Office, rows: list[DutyPhrase]) -> list[Unit]:
    """The organs that have phrases first, then the others of the office's own level."""
    with_phrases = list({row.organ_id: row.organ for row in rows}.values())
    known = {unit.pk for unit in with_phrases}
    return [*with_phrases, *(unit for unit in office.organs if unit.pk not in known)]


def _answer(found: LeadProposal) -> dict[str, Any]:
    return {
        "lead": found.lead,
        "why": lead_reason(found),
        "doubt": doubt_of(found),
        "others": [(other.unit, other_reason(other)) for other in found.others],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: HttpRequest, organ: int) -> HttpResponse:
    """The key phrases of one organ, one a line."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    office = office_of(actor, keeper, today=today())
    unit = office.by_pk.get(organ)
    if unit is None:
        raise Http404
    actor.require(Action.ASSIGN, keeper.pk)
    rows = [row for row in duty_phrases(keeper, today=today()) if row.organ_id == unit.pk]
    text, problem = rulebook.written_phrases(rows), ""
    if request.method == "POST":
        text = request.POST.get("phrases", "").replace("\x00", "")
        try:
            phrases = rulebook.read_phrases(text)
            rulebook.set_duties(actor=actor, keeper=keeper, organ=unit, phrases=phrases, today=today())
        except Refused as refused:
            problem = sentence(refused)
        else:
            messages.success(request, _("Đã lưu chức năng của %(unit)s.") % {"unit": unit})
            return redirect("assignment:functions")
    ended = DutyPhrase.objects.filter(keeper=keeper, organ=unit, valid_to__isnull=False).order_by("-valid_to", "words")
    context = {"keeper": keeper, "unit": unit, "text": text, "problem": problem, "ended": list(ended[:50])}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "tracking/assignment/duties.html", context, status=status)


@require_POST
def begin_table(request: HttpRequest) -> HttpResponse:
    """Take the table to begin with for the organs that were matched to units."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    actor.require(Action.ASSIGN, keeper.pk)
    office = office_of(actor, keeper, today=today())
    chosen = {}
    for number, (organ, _unit) in enumerate(rulebook.starting_organs(office)):
        given = request.POST.get(f"unit-{number}", "")
        unit = office.by_pk.get(int(given)) if given.isdecimal() and len(given) < 18 else None
        if unit is not None:
            chosen[organ.name] = unit
    count = rulebook.begin_table(actor=actor, keeper=keeper, chosen=chosen, today=today())
    said = _("Đã nhận bảng mẫu cho %(count)s đơn vị. Rà lại rồi sửa cho đúng cơ quan mình.")
    messages.success(request, said % {"count": count})
    return redirect("assignment:functions")


# --- rules of days, days off ------------------------------------------------------------------------------------------


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """How many days a task has that its paper gives none, and which days are off."""
    actor = actor_of(request)
    return _rules_page(request, actor, keeper_of(request, actor))


def _rules_page(
    request: HttpRequest, actor: Actor, keeper: Unit, *, rule: forms.Form | None = None, day: forms.Form | None = None
) -> HttpResponse:
    known = sorted(due_rules(keeper, today=today()).values(), key=lambda one: (bool(one.document_type), one.pk))
    years = range(today().year, today().year + _YEARS_SHOWN)
    wrong = bool((rule and rule.errors) or (day and day.errors))
    context = {
        "keeper": keeper,
        "rules": known,
        "default_days": DEFAULT_DAYS,
        "has_general": any(not one.document_type for one in known),
        "years": [(year, [_holiday(one) for one in holidays(year)]) for year in years],
        "own_days": list(OfficeDay.objects.filter(keeper=keeper).order_by("day")),
        "rule_form": rule or RuleForm(initial={"days": DEFAULT_DAYS}, auto_id="rule_%s"),
        "day_form": day or OfficeDayForm(auto_id="day_%s"),
        "may_edit": actor.may(Action.ASSIGN, keeper.pk),
        "tab": "rules",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "tracking/assignment/rules.html", context, status=status)


def _holiday(one: Any) -> tuple[Any, str, str, bool]:
    return one.day, str(WEEKDAYS[one.day.weekday()]), str(WHY_OFF[one.code]), one.is_announced


@require_POST
def rule_deed(request: HttpRequest, name: str) -> HttpResponse:
    """Set or end a rule, note or drop a day."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    actor.require(Action.ASSIGN, keeper.pk)
    return do(request, actor, keeper)


def _set_rule(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    form = RuleForm(request.POST, auto_id="rule_%s")
    if not form.is_valid():
        return _rules_page(request, actor, keeper, rule=form)
    rulebook.set_due_rule(actor=actor, keeper=keeper, today=today(), **form.cleaned_data)
    messages.success(request, _("Đã đặt quy tắc hạn, áp dụng từ hôm nay."))
    return redirect("assignment:rules")


def _end_rule(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    rulebook.end_due_rule(actor=actor, rule=_own(DueRule, request, keeper), today=today())
    messages.success(request, _("Đã thôi áp dụng quy tắc."))
    return redirect("assignment:rules")


def _set_day(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    form = OfficeDayForm(request.POST, auto_id="day_%s")
    if not form.is_valid():
        return _rules_page(request, actor, keeper, day=form)
    rulebook.set_office_day(actor=actor, keeper=keeper, **form.cleaned_data)
    messages.success(request, _("Đã ghi ngày."))
    return redirect("assignment:rules")


def _drop_day(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    rulebook.drop_office_day(actor=actor, row=_own(OfficeDay, request, keeper))
    messages.success(request, _("Đã bỏ ngày đã ghi."))
    return redirect("assignment:rules")


def _own(model: Any, request: HttpRequest, keeper: Unit) -> Any:
    given = request.POST.get("dong", "")
    found = (
        model.objects.filter(keeper=keeper, pk=int(given)).first() if given.isdecimal() and len(given) < 18 else None
    )
    if found is None:
        raise Http404
    return found


_DEEDS: dict[str, Callable[[HttpRequest, Actor, Unit], HttpResponse]] = {
    "quy-tac": _set_rule,
    "bo-quy-tac": _end_rule,
    "ngay": _set_day,
    "bo-ngay": _drop_day,
}


# --- how letters look -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: HttpRequest) -> HttpResponse:
    """What the office's letters say of itself (thể thức công văn)."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    known = rulebook.settings_of(keeper, superior=superior_of(keeper, actor))
    initial = {name: getattr(known, name) for name in (*rulebook.SETTINGS, "version")}
    initial["old_tones"] = "1" if known.old_tones else "0"
    form = LayoutForm(request.POST if request.method == "POST" else None, initial=initial)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        actor.require(Action.ASSIGN, keeper.pk)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                rulebook.save_settings(actor=actor, keeper=keeper, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = status_of(refused)
            else:
                messages.success(request, _("Đã lưu thể thức công văn."))
                return redirect("assignment:layout")
    context = {
        "keeper": keeper,
        "form": form,
        "is_proposed": known.pk is None,
        "may_edit": actor.may(Action.ASSIGN, keeper.pk),
        "tab": "layout",
    }
    return render(request, "tracking/assignment/layout.html", context, status=status)
