"""The rule of a recurring task and its turns (chu kỳ, các kỳ)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.recurring.forms import RecurrenceForm
from vaocuoc.tracking.recurring.models import Recurrence
from vaocuoc.tracking.recurring.operations import end_recurrence, set_recurrence
from vaocuoc.tracking.recurring.queries import turning_of
from vaocuoc.tracking.recurring.wording import rule_words
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence, status_of

_FIELDS = ("every", "rule", "number", "month", "starts_on", "ends_on")


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or end the rule of a regular task, and see its turns."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    may = actor.may(Action.ASSIGN, task.keeper_id)
    found = Recurrence.objects.filter(task=task).select_related("task__keeper", "set_as__unit", "set_by").first()
    if request.method == "POST" and "thoi" in request.POST:
        end_recurrence(actor=actor, task=task, today=today())
        messages.success(request, _("Không mở thêm kỳ mới nữa."))
        return redirect("recurring:rule", task.pk)
    initial = {name: getattr(found, name) for name in _FIELDS} if found else {"starts_on": today()}
    form = RecurrenceForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        if not may:
            raise Refused("access.denied", action=str(Action.ASSIGN))
        status = 422
        if form.is_valid():
            said = form.cleaned_data | {"month": form.cleaned_data["month"] or 1}
            if said["every"] in ("week", "month"):
                said["month"] = 1
            if said["rule"] == "last_day":
                said["number"] = 1
            try:
                version = key_in(request.POST.get("version", ""))
                set_recurrence(actor=actor, task=task, version=version, today=today(), **said)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã đặt chu kỳ và mở các kỳ đến hạn mở."))
                return redirect("recurring:rule", task.pk)
    context = {
        "task": task,
        "form": form,
        "may": may,
        "today": today(),
        "recurrence": found,
        "words": rule_words(found) if found else "",
        "version": "" if found is None else found.version,
        "turning": turning_of(found, today=today()) if found else None,
    }
    return render(request, "tracking/recurring/rule.html", context, status=status)
