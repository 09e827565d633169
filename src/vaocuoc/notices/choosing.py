"""How one is told (cách nhận thông báo): by which letters, and by a private calendar."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.notices.feeds.queries import feed_of
from vaocuoc.notices.feeds.views import NEW_FEED
from vaocuoc.notices.mail import operations, queries
from vaocuoc.notices.mail.forms import WayForm


@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    """How one is told by e-mail, and the private calendar."""
    actor = actor_of(request)
    chosen = queries.preference_of(actor.user)
    form = WayForm(request.POST if request.method == "POST" else None, initial={"way": chosen.way})
    if request.method == "POST" and form.is_valid():
        operations.choose_way(actor=actor, way=form.cleaned_data["way"])
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices:preferences")
    context = {
        "form": form,
        "chosen": chosen,
        "refused": bool(chosen.refused_address) and chosen.refused_address == actor.user.email,
        "mail_on": settings.MAIL_ON,
        "address": actor.user.email,
        "feed": feed_of(actor.user),
        "new_feed": request.session.pop(NEW_FEED, ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "notices/preferences.html", context, status=status)
