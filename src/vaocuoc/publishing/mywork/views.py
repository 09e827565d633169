"""The pages of my work: everything that waits, all tasks of it, and a task's deed without leaving the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.acting import actor_of, actor_or_none
from vaocuoc.directory.people.duties import Duty, When, duties_of, in_order
from vaocuoc.publishing.mywork import sources
from vaocuoc.tracking.tasks import queries
from vaocuoc.tracking.tasks.access import get_task, rights_on
from vaocuoc.tracking.tasks.additions import all_deeds
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment, render
from vaocuoc.ui.navigation import DAILY, Item
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

PARTS: dict[When, str | Promise] = {
    When.LATE: _("Quá hạn"),
    When.TODAY: _("Hôm nay"),
    When.WEEK: _("Tuần này"),
    When.LATER: _("Sau tuần này hoặc chưa có ngày"),
    When.OTHERS: _("Chờ nơi khác"),
}


@dataclass(frozen=True)
class Part:
    """One part of the page with its lines; ``number`` counts what stands behind its last line too."""

    when: When
    title: str
    duties: list[Duty]
    until: date | None = None

    @property
    def number(self) -> int:
        return sum(duty.rest or 1 for duty in self.duties)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the post owes, by when, in the order that matters (việc của tôi)."""
    actor = actor_of(request)
    day = today()
    found = in_order(duties_of(actor), day)
    sunday = day + timedelta(days=6 - day.weekday())
    parts = [
        Part(when, str(PARTS[when]), rows, sunday if when is When.WEEK else None)
        for when, rows in found.items()
        if rows
    ]
    own = [part for part in parts if part.when is not When.OTHERS]
    context = {
        "parts": parts,
        "counts": {part.when.value: part.number for part in parts},
        "number": sum(part.number for part in own),
        "next": next((duty for part in own for duty in part.duties if not duty.rest), None),
        "today": day,
    }
    return render_page(request, "publishing/mywork/home.html", context)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """All tasks that wait for the post, or that wait for another, page by page."""
    actor = actor_of(request)
    waits = request.GET.get("cho") == "1"
    found = sources.waiting_tasks(actor) if waits else sources.owed_tasks(actor)
    page = page_of(request, found.values_list("pk", flat=True), size=50)
    say = sources.waiting_duty if waits else sources.task_duty
    duties = [say(actor, task) for task in sources.with_facts(page.object_list)]
    return render_page(
        request, "publishing/mywork/tasks.html", {"page": page, "duties": duties, "waits": waits, "today": today()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A task's deed from my work: a sheet over the list with scripts, a page of its own without; then back to it."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    wanted = all_deeds().get(name)
    if wanted is None:
        raise Http404
    if not getattr(rights_on(actor, task), wanted.right):
        raise Refused("access.denied", action=wanted.right)
    row = queries.row_of(task, today=today())
    status, form = int(HTTPStatus.OK), wanted.form_for(actor, task, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = int(HTTPStatus.UNPROCESSABLE_ENTITY)
        if form.is_valid():
            try:
                wanted.do(actor, task, form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, f"{task.code}: {wanted.done}")
                back = reverse("mywork:home")
                return HttpResponseClientRedirect(back) if is_fragment(request) else redirect(back)
    context: dict[str, Any] = {"form": form, "task": task, "deed": wanted, "row": row, "state": row.state, "name": name}
    return render(request, "publishing/mywork/deed.html", "publishing/mywork/_sheet.html", context, status=status)


def navigation(request: HttpRequest) -> list[Item]:
    """My work's place in the rail: the first of a focal point's, beside the board of who directs."""
    actor = actor_or_none(request)
    if actor is None or actor.post is None:
        return []
    order = 12 if sources.is_desk(actor) else 5
    return [Item(DAILY, _("Việc của tôi"), "n-people", "mywork:home", order, short=_("Việc"), key="m")]
