"""The first run (thiết lập lần đầu): one page of five steps, the present one open."""

from __future__ import annotations

import shutil
from http import HTTPStatus
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from vaocuoc.core.errors import Refused
from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.installation.queries import installation
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.models import User
from vaocuoc.directory.people.views import slip
from vaocuoc.directory.setup import forms, operations
from vaocuoc.directory.setup.queries import Step, steps
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def first_run(request: HttpRequest) -> HttpResponseBase:
    """Open to all while no account exists, afterwards to the administrator alone."""
    site = installation()
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL) if User.objects.exists() else _open_site(request)
    actor = actor_of(request)
    actor.require(Action.DIRECTORY, None)
    if site is None:  # accounts made on the console, before any first run
        return _page(request, None, steps(None, today=today()), None, None)
    if request.method != "POST":
        return _steps_page(request, site)
    return _do_step(request, actor, site)


def _open_site(request: HttpRequest) -> HttpResponseBase:
    form = forms.OfficeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            user = operations.open_site(**data)
        except Refused as refused:
            form.add_error(_field_of(refused), sentence(refused))
        else:
            login(request, user, backend=_BACKEND)
            return redirect("people:first_run")
    progress = steps(None, today=today())
    return _page(request, None, progress, progress[0], form)


def _do_step(request: HttpRequest, actor: Actor, site: Installation) -> HttpResponseBase:
    """Do what the form of one step asks; the page again where something is wrong."""
    code = request.POST.get("step", "")
    if "skip" in request.POST:
        operations.skip_step(actor, step=code)
        return redirect("people:first_run")
    form: django_forms.Form
    if code == "units":
        form = forms.UnitsForm(request.POST)
    elif code == "people":
        form = forms.StaffForm(request.POST, today=today())
    elif code == "backup":
        form = forms.BackupForm(request.POST)
    else:
        return redirect("people:first_run")
    preview = None
    if form.is_valid():
        if "preview" in request.POST and code == "units":
            preview = operations.read_lines(form.cleaned_data["pasted"], parent=site.office)
        else:
            try:
                return _written(request, actor, site, code, form.cleaned_data)
            except Refused as refused:
                form.add_error(_field_of(refused), sentence(refused))
                if code == "units":
                    preview = operations.read_lines(form.cleaned_data["pasted"], parent=site.office)
    progress = steps(site, today=today())
    return _page(request, site, progress, next(step for step in progress if step.code == code), form, preview)


def _written(request: HttpRequest, actor: Actor, site: Installation, code: str, data: dict[str, Any]) -> HttpResponse:
    if code == "people":
        person, password = operations.employ(
            actor, valid_from=max(data["unit"].valid_from, site.office.valid_from), **data
        )
        return slip(request, person, password, back=reverse("people:first_run") + "?step=people")
    if code == "units":
        made = operations.add_pasted_units(actor, pasted=data["pasted"], parent=site.office)
        count = len(made)
        messages.success(
            request, ngettext("Đã ghi %(count)s đơn vị.", "Đã ghi %(count)s đơn vị.", count) % {"count": count}
        )
    else:
        operations.set_backup_folder(actor, folder=data["folder"])
        messages.success(request, gettext("Đã ghi thư mục sao lưu."))
    return redirect("people:first_run")


def _steps_page(request: HttpRequest, site: Installation) -> HttpResponse:
    """The page with the asked step open, else the first that is left."""
    progress = steps(site, today=today())
    asked = request.GET.get("step")
    present = next(
        (step for step in progress if step.code == asked and step.code != "office"),
        next((step for step in progress if step.is_open), None),
    )
    form: django_forms.Form | None = None
    if present is not None:
        if present.code == "units":
            form = forms.UnitsForm()
        elif present.code == "people":
            form = forms.StaffForm(today=today(), initial={"unit": site.office_id})
        elif present.code == "backup":
            form = forms.BackupForm(initial={"folder": site.backup_folder})
    return _page(request, site, progress, present, form)


def _page(
    request: HttpRequest,
    site: Installation | None,
    progress: list[Step],
    present: Step | None,
    form: django_forms.Form | None,
    preview: list[operations.Line] | None = None,
) -> HttpResponse:
    context = {
        "site": site,
        "steps": progress,
        "present": present,
        "form": form,
        "preview": preview,
        "sure": sum(1 for line in preview if not line.problem) if preview else 0,
        "wrong": sum(1 for line in preview if line.problem) if preview else 0,
        "data_folder": settings.DATA_FOLDER,
        "free_bytes": shutil.disk_usage(settings.DATA_FOLDER).free if settings.DATA_FOLDER.exists() else None,
        "upload_url": _upload_url(),
    }
    failed = form is not None and form.is_bound and bool(form.errors)
    return render(
        request, "setup/first_run.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    )


def _upload_url() -> str:
    try:
        return reverse(settings.FIRST_DOCUMENT[1])
    except NoReverseMatch:
        return ""


def _field_of(refused: Refused) -> str | None:
    """The field that a refusal is about, so that the sentence stands there."""
    return {
        "people.username_form": "username",
        "people.username_taken": "username",
        "people.weak_password": "password",
        "organisations.name_missing": "office",
    }.get(refused.code) or ("folder" if refused.code.startswith("setup.folder") else None)
