"""The pages of an overseer's notes of obstacles (ghi nhận khó khăn, vướng mắc)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.registers import own_register
from vaocuoc.tracking.responsibility.forms import KeeperForm, ObstacleForm
from vaocuoc.tracking.responsibility.models import Obstacle
from vaocuoc.tracking.responsibility.obstacles import (
    get_obstacle,
    note_obstacle,
    raise_as_blocker,
    raise_as_proposal,
    standing_obstacles,
    visible_obstacles,
)
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def obstacles(request: HttpRequest) -> HttpResponse:
    """The notes, the latest period first; who oversees something writes one (POST)."""
    actor = actor_of(request)
    return _page(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    """One note with the versions before it; its overseer writes it anew (POST)."""
    actor = actor_of(request)
    return _page(request, actor, get_obstacle(actor, pk))


def _page(request: HttpRequest, actor: Actor, shown: Obstacle | None) -> HttpResponse:
    may_note = bool(actor.overseeing or actor.matters) and (
        shown is None or (actor.post is not None and shown.post_id == actor.post.pk)
    )
    if request.method == "POST" and not may_note:
        raise Refused("access.denied", action=str(Action.DIRECT))
    form, status = None, HTTPStatus.OK
    if may_note:
        options: dict[str, Any] = {"actor": actor, "tasks": visible_tasks(actor)}
        if request.method == "POST":
            form, status = ObstacleForm(request.POST, **options), HTTPStatus.UNPROCESSABLE_ENTITY
            if form.is_valid():
                try:
                    note_obstacle(actor=actor, replaces=shown, **form.cleaned_data)
                except Refused as refused:
                    form.add_error(None, sentence(refused))
                else:
                    messages.success(request, _("Đã ghi."))
                    return redirect("responsibility:obstacles")
        else:
            form = ObstacleForm(initial=ObstacleForm.initial_of(shown) if shown else None, **options)
    context = {
        "form": form,
        "shown": shown,
        "versions": _versions(shown) if shown else [],
        "page": page_of(request, standing_obstacles(visible_obstacles(actor)), size=30) if shown is None else None,
        "may_raise": own_register(actor) is not None,
        "keepers": KeeperForm(actor=actor, initial={"keeper": own_register(actor)}) if shown else None,
        "is_latest": shown is not None and not Obstacle.objects.filter(replaces=shown).exists(),
        "today": today(),
    }
    return render(request, "tracking/responsibility/obstacles.html", context, status=status)


_VERSIONS = 20


def _versions(shown: Obstacle) -> list[Obstacle]:
    """The versions that a note replaced, the latest first; so many at most."""
    found: list[Obstacle] = []
    before = shown.replaces
    while before is not None and len(found) < _VERSIONS:
        found.append(before)
        before = before.replaces
    return found


@require_POST
def raise_note(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Carry a note on: as a blocker of its task, or as a proposal upward."""
    actor = actor_of(request)
    found = get_obstacle(actor, pk)
    try:
        if what == "vuong-mac":
            made = raise_as_blocker(actor=actor, obstacle=found)
            messages.success(request, _("Đã ghi vào vướng mắc của nhiệm vụ."))
            return redirect("tasks:detail", made.task_id)
        if what != "kien-nghi":
            raise Http404
        form = KeeperForm(request.POST, actor=actor)
        if not actor.may_somewhere(Action.ASSIGN):
            raise Refused("access.denied", action=str(Action.ASSIGN))
        if not form.is_valid():
            messages.error(request, _("Chưa chọn sổ kiến nghị. Chọn rồi gửi lại."))
            return redirect("responsibility:obstacle", pk)
        raise_as_proposal(actor=actor, obstacle=found, keeper=form.cleaned_data["keeper"])
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
        return redirect("responsibility:obstacle", pk)
    messages.success(request, _("Đã ghi thành kiến nghị."))
    return redirect("shortcomings:proposals")
