"""Addresses of the register of documents, and its place in the navigation."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.queries import count_to_review
from vaocuoc.documents.library.views import (
    attachments,
    chain,
    citations,
    editing,
    handing_in,
    paper,
    register,
    versions,
)
from vaocuoc.ui.navigation import DAILY, Item

app_name = "library"
urlpatterns = [
    path("", register.register, name="list"),
    path("tai-ve/", register.download, name="download"),
    path("dua-vao/", handing_in.upload, name="upload"),
    path("<int:pk>/", paper.document, name="document"),
    path("<int:pk>/dang-doc/", paper.progress, name="progress"),
    path("<int:pk>/doc-lai/", paper.read_again, name="read_again"),
    path("<int:pk>/sua/", editing.edit, name="edit"),
    path("<int:pk>/noi-nhan/", editing.address, name="address"),
    path("<int:pk>/thuc-hien/", editing.carry_out, name="carry_out"),
    path("<int:pk>/tep/<int:file_pk>/", paper.file, name="file"),
    path("<int:pk>/trang/<int:page>/anh/", paper.page_image, name="page_image"),
    path("<int:pk>/dinh-kem/", attachments.attach, name="attach"),
    path("<int:pk>/dinh-kem/<int:file_pk>/", attachments.attachment, name="attachment"),
    path("<int:pk>/dinh-kem/<int:file_pk>/rut/", attachments.withdraw, name="withdraw"),
    path("<int:pk>/so-sanh/", versions.compare, name="compare"),
    path("<int:pk>/dan-chieu/<int:finding>/", citations.citation, name="citation"),
    path("<int:pk>/dan-chieu/<int:finding>/chon/", citations.point, name="point"),
    path("<int:pk>/chuoi/", chain.chain, name="chain"),
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
