"""Entering shortcomings and proposals by hand; their lists are in ``listing``, what became of each in ``pages``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.shortcomings.forms import ProposalForm, ShortcomingForm
from vaocuoc.tracking.shortcomings.operations import (
    create_proposal,
    create_shortcoming,
)
from vaocuoc.ui.refusals import sentence, status_of

_FORM = "tracking/shortcomings/form.html"


# --- shortcomings -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Enter a limit by hand (thêm hạn chế)."""
    actor = _assigner(request)
    form = ShortcomingForm(request.POST if request.method == "POST" else None, actor=actor)
    words = {"heading": _("Thêm hạn chế"), "button": _("Lưu hạn chế"), "back": "shortcomings:list"}
    return _asked(request, form, words, lambda data: create_shortcoming(actor=actor, **data), _("Đã thêm hạn chế."))


# --- proposals --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def create_request(request: HttpRequest) -> HttpResponse:
    """Enter a proposal by hand (thêm kiến nghị)."""
    actor = _assigner(request)
    form = ProposalForm(request.POST if request.method == "POST" else None, actor=actor)
    words = {"heading": _("Thêm kiến nghị"), "button": _("Lưu kiến nghị"), "back": "shortcomings:proposals"}
    return _asked(request, form, words, lambda data: create_proposal(actor=actor, **data), _("Đã thêm kiến nghị."))


# --- what they share --------------------------------------------------------------------------------------------------


def _assigner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    return actor


def _asked(request: HttpRequest, form: forms.Form, words: dict[str, Any], do: Any, done: str) -> HttpResponse:
    """Show the form; on POST do it and go back to the list, or say in the form what was refused."""
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, done)
            return redirect(words["back"])
    return render(request, _FORM, words | {"form": form}, status=status)
