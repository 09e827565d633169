"""The private calendar at its secret address, and making or ending that address."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.directory.installation.queries import office_name
from vaocuoc.directory.people.access import actor_for
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.notices.feeds.building import calendar_of
from vaocuoc.notices.feeds.items import CalendarItem, items_of
from vaocuoc.notices.feeds.operations import make_feed, note_reading, revoke_feed
from vaocuoc.notices.feeds.queries import feed_at
from vaocuoc.ui.clock import today

NEW_FEED = "new_feed"
"""In the session: a calendar address just made, shown once; the database keeps no more than its hash."""


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the posts of the calendar's owner must keep; 404 for a wrong address. Asks no session: programs read it."""
    found = feed_at(token)
    if found is None:
        raise Http404
    note_reading(found, today())
    items: dict[str, CalendarItem] = {}
    with translation.override(found.user.language):
        first = actor_for(found.user, today=today())
        for post in first.posts:
            actor = first if post == first.post else actor_for(found.user, today=today(), post_id=post.pk)
            items |= {item.uid: item for item in items_of(replace(actor, memory={}))}
        name = f"Vào Cuộc - {office_name()}".rstrip(" -")
        site = settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")
        shown = sorted(items.values(), key=lambda item: (item.day, item.uid))
        content = calendar_of(shown, name=name, site=site, host=site.rpartition("//")[2])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="vao-cuoc.ics"'
    patch_cache_control(response, private=True, max_age=900)
    return response


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Make or renew the address, or end it."""
    actor = actor_of(request)
    if request.POST.get("bo"):
        revoke_feed(actor=actor)
        messages.success(request, _("Đã bỏ địa chỉ lịch. Phần mềm lịch dùng địa chỉ cũ không đọc được nữa."))
    else:
        address = reverse("notices:feed", args=[make_feed(actor=actor)])
        request.session[NEW_FEED] = (settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")) + address
        messages.success(request, _("Đã lập địa chỉ lịch. Chép ngay: địa chỉ chỉ hiện một lần."))
    return redirect("notices:preferences")
