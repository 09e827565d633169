"""Keeping ways of looking at lists: saving, renaming, sharing, deleting, opening a list with one."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views.models import DefaultView, SavedView
from vaocuoc.directory.saved_views.queries import canonical, visible_views

LONGEST_NAME = 80
LONGEST_QUERY = 2000
MOST = 40
"""So many views one keeps of one list."""


def save_view(
    *, actor: Actor, listing: str, name: str, query: str, shared: bool = False, default: bool = False
) -> SavedView:
    """Keep how a list is looked at now (lưu cách xem này); the same name again replaces what it stood for.

    ``query`` is an address' part behind the question mark. Raises ``Refused``: ``views.unknown_list``,
    ``views.no_name``, ``views.name_too_long``, ``views.query_too_long``, ``views.too_many``, ``views.no_unit``.
    """
    if listing not in settings.LISTS:
        raise Refused("views.unknown_list")
    name, query = _checked_name(name), canonical(query)
    if len(query) > LONGEST_QUERY:
        raise Refused("views.query_too_long", longest=LONGEST_QUERY)
    unit_id = _unit_of(actor) if shared else None
    with transaction.atomic():
        own = SavedView.objects.select_for_update().filter(owner=actor.user, listing=listing)
        view = own.filter(name=name).first()
        if view is None:
            if own.count() >= MOST:
                raise Refused("views.too_many", most=MOST)
            view = SavedView(owner=actor.user, listing=listing, name=name)
        view.query, view.unit_id = query, unit_id
        view.save()
        if default:
            DefaultView.objects.update_or_create(user=actor.user, listing=listing, defaults={"view": view})
        record(actor, "views.save", view, name=name, shared=shared)
    return view


def rename_view(*, actor: Actor, view: SavedView, name: str) -> SavedView:
    """Give a view another name (đổi tên cách xem). Raises ``Refused``: ``views.name_taken`` and those of a name."""
    _require_own(actor, view)
    name = _checked_name(name)
    before = view.name
    try:
        with transaction.atomic():
            view.name = name
            view.save(update_fields=["name"])
            record(actor, "views.rename", view, name=name, was=before)
    except IntegrityError:
        view.name = before
        raise Refused("views.name_taken", name=name) from None
    return view


def share_view(*, actor: Actor, view: SavedView, shared: bool) -> SavedView:
    """Let the posts of one's unit use a view, or no longer (dùng chung trong đơn vị)."""
    _require_own(actor, view)
    unit_id = _unit_of(actor) if shared else None
    with transaction.atomic():
        view.unit_id = unit_id
        view.save(update_fields=["unit"])
        if not shared:
            DefaultView.objects.filter(view=view).exclude(user=actor.user).delete()
        record(actor, "views.share", view, name=view.name, shared=shared)
    return view


def delete_view(*, actor: Actor, view: SavedView) -> None:
    """Forget a view (xóa cách xem); lists that opened with it open whole."""
    _require_own(actor, view)
    with transaction.atomic():
        record(actor, "views.delete", view, name=view.name, query=view.query[:300])
        view.delete()


def open_with(*, actor: Actor, listing: str, view: SavedView | None) -> None:
    """Choose the view that a list opens with for oneself, or none (cách xem mặc định)."""
    if listing not in settings.LISTS:
        raise Refused("views.unknown_list")
    with transaction.atomic():
        if view is None:
            DefaultView.objects.filter(user=actor.user, listing=listing).delete()
            return
        DefaultView.objects.update_or_create(user=actor.user, listing=listing, defaults={"view": view})
        record(actor, "views.default", view, name=view.name)


def get_view(actor: Actor, pk: int) -> SavedView:
    """A view that one may use; ``Http404`` where hidden."""
    view = visible_views(actor).select_related("owner", "unit").filter(pk=pk).first()
    if view is None:
        raise Http404
    return view


def _require_own(actor: Actor, view: SavedView) -> None:
    if view.owner_id != actor.user.pk:
        raise Refused("access.not_own_view")


def _unit_of(actor: Actor) -> int:
    if actor.post is None:
        raise Refused("views.no_unit")
    return actor.post.unit_id


def _checked_name(name: str) -> str:
    name = " ".join(nfc(name).split())
    if not name:
        raise Refused("views.no_name")
    if len(name) > LONGEST_NAME:
        raise Refused("views.name_too_long", length=len(name), longest=LONGEST_NAME)
    return name
