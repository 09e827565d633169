"""Saving the way a list is looked at, and the page that keeps such views."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views import operations
from vaocuoc.directory.saved_views.forms import SaveForm
from vaocuoc.directory.saved_views.listing import whole
from vaocuoc.directory.saved_views.models import SavedView
from vaocuoc.directory.saved_views.queries import views_of
from vaocuoc.ui.refusals import sentence, status_of


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is looked at now (lưu cách xem này), and go back to it."""
    actor = actor_of(request)
    form = SaveForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            view = operations.save_view(actor=actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã lưu cách xem “%(name)s”.") % {"name": view.name})
            return redirect(_address(view))
    return render(request, "saved_views/save.html", {"form": form}, status=status)


@require_safe
def keep(request: HttpRequest, listing: str) -> HttpResponse:
    """The saved views of one list (các cách xem đã lưu): what each stands for, what may be done with it."""
    actor = actor_of(request)
    if listing not in settings.LISTS:
        raise Http404
    views = views_of(actor, listing)
    context = {
        "listing": listing,
        "list_address": whole(reverse(settings.LISTS[listing])),
        "rows": [(view, _address(view), view.owner_id == actor.user.pk) for view in views],
        "unit_name": actor.unit_name,
    }
    return render(request, "saved_views/keep.html", context)


def _rename(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.rename_view(actor=actor, view=view, name=request.POST.get("name", ""))
    return _("Đã đổi tên cách xem.")


def _share(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.share_view(actor=actor, view=view, shared=True)
    return _("Cả đơn vị dùng được cách xem này.")


def _unshare(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.share_view(actor=actor, view=view, shared=False)
    return _("Cách xem này chỉ còn của riêng người lưu.")


def _default(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.open_with(actor=actor, listing=view.listing, view=view)
    return _("Danh sách sẽ mở bằng cách xem này.")


def _no_default(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.open_with(actor=actor, listing=view.listing, view=None)
    return _("Danh sách sẽ mở như ban đầu.")


def _delete(actor: Actor, view: SavedView, request: HttpRequest) -> str:
    operations.delete_view(actor=actor, view=view)
    return _("Đã xóa cách xem.")


_DEEDS: dict[str, Callable[[Actor, SavedView, HttpRequest], str]] = {
    "doi-ten": _rename,
    "dung-chung": _share,
    "dung-rieng": _unshare,
    "mac-dinh": _default,
    "bo-mac-dinh": _no_default,
    "xoa": _delete,
}


@require_POST
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Rename, share, delete a view, or open the list with it."""
    actor = actor_of(request)
    view = operations.get_view(actor, pk)
    if what not in _DEEDS:
        raise Http404
    try:
        done = _DEEDS[what](actor, view, request)
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("saved_views:keep", view.listing)


def _address(view: SavedView) -> str:
    address = reverse(settings.LISTS[view.listing])
    return f"{address}?{view.query}" if view.query else whole(address)
