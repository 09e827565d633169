"""The pages of the board: the board itself, and who has not reported."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.publishing.board.choosing import choices
from vaocuoc.publishing.board.queries import board
from vaocuoc.publishing.board.reporting import coverage, missing_of
from vaocuoc.publishing.board.scope import scope_of
from vaocuoc.publishing.help.first_document import first_document
from vaocuoc.ui import clock
from vaocuoc.ui.navigation import DAILY, Item
from vaocuoc.ui.paging import page_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The board (bảng điều hành), narrowed by the address."""
    actor = actor_of(request)
    scope = scope_of(actor, request.GET)
    made = board(actor, today=clock.today(), now=clock.now(), scope=scope)
    return render(request, "publishing/board.html", {"board": made, "guide": first_document(actor)})


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What the board can be narrowed to (chọn phạm vi): papers that gave work, units that lead."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:200]
    found = choices(actor, today=clock.today(), text=text)
    scope = scope_of(actor, request.GET)
    period = str(scope.asked.get("ky", ""))
    offered = period in dict(found.periods)
    context = {"choices": found, "scope": scope, "period": period, "period_is_offered": offered, "text": text}
    return render(request, "publishing/choose.html", context)


@require_safe
def silent(request: HttpRequest) -> HttpResponse:
    """Who still owes figures of the last finished periods (đơn vị chưa báo cáo đủ), with which figures are missing."""
    actor = actor_of(request)
    scope = scope_of(actor, request.GET)
    own = request.GET.get("cua-toi") == "1"
    found = coverage(actor, today=clock.today(), scope=scope, own=own)
    page = page_of(request, found.silent, size=50)
    named = missing_of(actor, [one.pk for one in page], today=clock.today(), scope=scope, own=own)
    context = {
        "coverage": found,
        "scope": scope,
        "own": own,
        "page": page,
        "rows": [(one, named.get(one.pk, [])) for one in page],
    }
    return render(request, "publishing/silent.html", context)


def navigation(request: HttpRequest) -> list[Item]:
    """The board's place in the rail and the tabs."""
    if getattr(request, "actor", None) is None:
        return []
    return [
        Item(
            group=DAILY,
            label=_("Bảng điều hành"),
            icon="n-board",
            url_name="board:home",
            order=10,
            short=_("Điều hành"),
            key="b",
        )
    ]
