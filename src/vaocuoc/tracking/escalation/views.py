"""What was sent today (nhắc việc), the office's table with a preview of another, the panel on a task."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.assignment.views.asking import keeper_of
from vaocuoc.tracking.escalation import queries
from vaocuoc.tracking.escalation.forms import RowForm, TableForm, initial_of, said
from vaocuoc.tracking.escalation.models import Condition, Event, Ladder, Quiet, Whom
from vaocuoc.tracking.escalation.operations import save_table
from vaocuoc.tracking.escalation.planning import plan
from vaocuoc.tracking.escalation.tables import Row, Table, table_of
from vaocuoc.tracking.intake.addressing import posts_to_choose
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import parse_day
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_MORE_ROWS = 2
_PREVIEWED = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What was sent on a day, to whom; today's unless the address names another."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        raise Refused("access.denied", action=str(Action.VIEW))
    day = _day(request.GET.get("ngay", "")) or today()
    event = request.GET.get("viec", "")
    page = page_of(request, queries.entries_of_day(actor, day, event=event))
    context = {
        "day": day,
        "scan": queries.scan_of(day),
        "page": page,
        "sent": queries.with_people(page.object_list),
        "events": Event.choices,
        "event": event if event in Event.values else "",
        "may_edit": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "tracking/escalation/home.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except Refused:
        return None


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The table that holds, its earlier and coming versions."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    shown = table_of(keeper, today())
    context = {
        "keeper": keeper,
        "table": shown,
        "rows": _shown_rows(shown),
        "quiet": Quiet(shown.quiet).label,
        "versions": queries.versions_of(keeper),
        "may_edit": actor.may(Action.ASSIGN, keeper.pk),
        "today": today(),
    }
    return render(request, "tracking/escalation/table.html", context)


def _shown_rows(table: Table) -> list[dict[str, Any]]:
    names = {post.pk: str(post) for post in _posts_named(table)}
    return [
        {
            "row": row,
            "condition": str(Condition(row.condition).label),
            "days": said(row.days),
            "repeat": said(row.repeat) if any(row.repeat) else "",
            "answer": said(row.answer) if any(one is not None for one in row.answer) else "",
            "whom": _listed([_whom_words(whom, row, names) for whom in row.whom]),
        }
        for row in table.rows
    ]


def _listed(words: list[str]) -> str:
    """Words as one sentence lists them: the first alone begins with a capital."""
    return ", ".join([words[0], *(one[:1].lower() + one[1:] for one in words[1:])]) if words else ""


def _posts_named(table: Table) -> list[Post]:
    keys = {key for row in table.rows for key in row.posts}
    return list(Post.objects.filter(pk__in=keys).select_related("unit")) if keys else []


def _whom_words(whom: str, row: Row, names: dict[int, str]) -> str:
    if whom == Whom.NAMED:
        return ", ".join(names[key] for key in row.posts if key in names)
    if whom == Whom.SUPERIOR and row.steps_up > 1:
        return _("Cấp trên của chủ trì, lên %(steps)s cấp") % {"steps": row.steps_up}
    return str(Whom(whom).label)


def edit(request: HttpRequest) -> HttpResponse:
    """Change the table: see what it would send today before it is saved."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    actor.require(Action.ASSIGN, keeper.pk)
    held = table_of(keeper, today())
    posted = request.POST if request.method == "POST" else None
    head = TableForm(
        posted, initial={"valid_from": today(), "quiet": held.quiet, "hierarchy": held.hierarchy}, auto_id="table_%s"
    )
    forms = _row_forms(request, keeper, held)
    context: dict[str, Any] = {"keeper": keeper, "head": head, "forms": forms, "preview": None}
    if posted is None:
        return render(request, "tracking/escalation/edit.html", context)
    looking = "xem-truoc" in posted
    if not all([head.is_valid() or looking, *[form.is_valid() for form in forms]]):
        return render(request, "tracking/escalation/edit.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    data = head.cleaned_data
    typed = Table(
        rows=tuple(row for form in forms if (row := form.row)),
        quiet=data.get("quiet") or held.quiet,
        hierarchy=data.get("hierarchy") or held.hierarchy,
        valid_from=data.get("valid_from"),
    )
    if looking:
        return _preview(request, context, keeper, typed)
    try:
        save_table(actor=actor, keeper=keeper, table=typed, reason=data["reason"], today=today())
    except Refused as refused:
        head.add_error(None, sentence(refused))
        return render(request, "tracking/escalation/edit.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(
        request, _("Đã lưu bảng nhắc việc, áp dụng từ %(day)s.") % {"day": f"{data['valid_from']:%d/%m/%Y}"}
    )
    return redirect(f"{reverse('escalation:table')}?so={keeper.pk}")


def _row_forms(request: HttpRequest, keeper: Unit, held: Table) -> list[RowForm]:
    posts = posts_to_choose(keeper, today=today())
    known = {post.pk for post in posts}
    posts += [post for post in _posts_named(held) if post.pk not in known]
    if request.method == "POST":
        given = request.POST.get("so-dong", "")
        count = min(int(given), 40) if given.isascii() and given.isdigit() else len(held.rows)
        return [RowForm(request.POST, prefix=f"r{place}", posts=posts) for place in range(count)]
    initial = [initial_of(row) for row in held.rows] + [{"steps_up": 1}] * _MORE_ROWS
    return [RowForm(initial=one, prefix=f"r{place}", posts=posts) for place, one in enumerate(initial)]


def _preview(request: HttpRequest, context: dict[str, Any], keeper: Unit, typed: Table) -> HttpResponse:
    """What this table would send today, as it stands typed; nothing is written."""
    planned = [one for one in plan(today(), keeper=keeper, table=typed) if one.posts or one.row is None]
    keys = {key for one in planned[:_PREVIEWED] for key in one.posts}
    names = {post.pk: str(post) for post in Post.objects.filter(pk__in=keys).select_related("unit")}
    context["preview"] = {
        "count": len(planned),
        "told": sum(len(one.posts) for one in planned),
        "rows": [
            {
                "task": one.task,
                "level": one.row.name if one.row else _("hết mức nhắc"),
                "event": Event(one.step.event).label,
                "told": [names[key] for key in one.posts if key in names],
                "answer_by": one.answer_by,
            }
            for one in planned[:_PREVIEWED]
        ],
    }
    return render(request, "tracking/escalation/edit.html", context)


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: where it stands on the ladders, and its history of reminders."""
    rows = list(queries.entries_of_task(task.pk)[:20])
    if not rows:
        return None
    levels = [(Ladder(one.ladder).label, one) for one in queries.levels_of_task(task.pk)]
    latest = {entry.ladder: entry for entry in reversed(rows)}
    context = {
        "sent": queries.with_people(rows),
        "levels": [(words, latest[one.ladder].name) for words, one in levels if one.ladder in latest],
    }
    return render_to_string("tracking/escalation/_task_panel.html", context, request)
