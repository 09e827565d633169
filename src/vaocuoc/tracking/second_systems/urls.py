"""Addresses of second systems (hệ thống thứ hai)."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.tracking.second_systems import comparing_views, listing, settings_views, views
from vaocuoc.ui.navigation import DATA, Item

app_name = "second_systems"
urlpatterns = [
    path("", listing.system_list, name="list"),
    path("moi/", settings_views.create, name="create"),
    path("ghi-nhieu/", views.many, name="many"),
    path("doi-chieu/<int:pk>/", comparing_views.comparison, name="comparison"),
    path("<int:pk>/", settings_views.system_page, name="system"),
    path("<int:pk>/<str:kind>/cot/", settings_views.columns, name="columns"),
    path("<int:pk>/<str:kind>/doi-chieu/", comparing_views.compare, name="compare"),
    path("<int:pk>/<str:kind>/<int:key>/", views.item, name="item"),
]


def navigation(request: HttpRequest) -> list[Item]:
    """The list, for whoever views a register."""
    actor = actor_or_none(request)
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    return [Item(DATA, _("Hệ thống thứ hai"), "i-link", "second_systems:list", 327)]
