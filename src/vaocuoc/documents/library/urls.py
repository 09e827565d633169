"""Addresses of the register of documents, and its place in the navigation."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library import views
from vaocuoc.documents.library.queries import count_to_review
from vaocuoc.ui.navigation import DAILY, Item

app_name = "library"
urlpatterns = [
    path("", views.register, name="list"),
    path("dua-vao/", views.upload, name="upload"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/dang-doc/", views.progress, name="progress"),
    path("<int:pk>/doc-lai/", views.read_again, name="read_again"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/noi-nhan/", views.address, name="address"),
    path("<int:pk>/tep/<int:file_pk>/", views.file, name="file"),
    path("<int:pk>/trang/<int:page>/anh/", views.page_image, name="page_image"),
]


def navigation(request: HttpRequest) -> list[Item]:
    """The register, with how many documents wait for a review by the one who looks."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    count = count_to_review(actor) or None
    return [
        Item(group=DAILY, label=_("Tài liệu"), icon="n-doc", url_name="library:list", order=20, count=count, key="v")
    ]
