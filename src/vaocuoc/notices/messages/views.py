"""The list of messages (thông báo), and the bell in the top bar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.audit.words import object_kind
from vaocuoc.directory.people.acting import actor_of, actor_or_none
from vaocuoc.notices.messages.operations import mark_all_read, mark_read
from vaocuoc.notices.messages.queries import (
    MOST_COUNTED,
    found_receipts,
    threads_of,
    types_received,
    unread_count,
)
from vaocuoc.ui.context import Bell
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of

_ROWS = 60


def bell(request: HttpRequest) -> Bell | None:
    """How much is unread by the acting post and user, for the top bar (``settings.FRAME_BELL``); one query."""
    actor = actor_or_none(request)
    if actor is None or actor.post is None:
        return None
    count = unread_count(actor)
    return Bell(
        address=reverse("notices:list"),
        count=f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or ""),
        words=ngettext("Thông báo, %(count)s chưa đọc", "Thông báo, %(count)s chưa đọc", count) % {"count": count}
        if count
        else _("Thông báo, không có gì chưa đọc"),
    )


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What came to the acting post, grouped by object; unread first by the filter."""
    actor = actor_of(request)
    unread, chosen = request.GET.get("loc") == "chua-doc", request.GET.get("loai", "")
    types = types_received(actor)
    chosen = chosen if chosen in types else ""
    found = found_receipts(actor, unread=unread, object_type=chosen)
    page = page_of(request, found.select_related("message__by_post__unit"), size=_ROWS)
    context = {
        "page": page,
        "threads": threads_of(actor, list(page.object_list)),
        "unread": unread,
        "chosen": chosen,
        "types": [(name, object_kind(name)) for name in types],
    }
    return render(request, "notices/list.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark some or all as read, and go on to the object that was asked for."""
    actor = actor_of(request)
    if request.POST.get("tat-ca"):
        count = mark_all_read(actor=actor)
        messages.success(request, _("Đã đánh dấu %(count)s thông báo là đã đọc.") % {"count": count})
    else:
        mark_read(actor=actor, receipts=keys_in(request.POST.getlist("thong-bao")))
    onward = request.POST.get("den", "")
    if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return HttpResponseRedirect(onward)  # an address, never the name of a view
    return redirect("notices:list")
