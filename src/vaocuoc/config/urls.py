"""Every address of the site, by app."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("vaocuoc.directory.urls")),
    path("", include("vaocuoc.publishing.board.urls")),
    path("", include("vaocuoc.publishing.overview.urls")),
    path("tai-lieu/", include("vaocuoc.documents.library.urls")),
    path("tai-lieu/", include("vaocuoc.tracking.intake.urls")),
    path("", include("vaocuoc.tracking.assignment.urls")),
    path("tai-lieu/", include("vaocuoc.tracking.checking.urls")),
    path("chi-tieu/", include("vaocuoc.tracking.indicators.urls")),
    path("bao-cao-so-lieu/", include("vaocuoc.tracking.readin.urls")),
    path("bao-cao-so-lieu/", include("vaocuoc.tracking.submissions.urls")),
    path("bang-excel/", include("vaocuoc.tracking.workbooks.urls")),
    path("chi-tieu/", include("vaocuoc.tracking.rollups.urls")),
    path("bo-tieu-chi/", include("vaocuoc.tracking.criteria.urls")),
    path("nhiem-vu/", include("vaocuoc.tracking.tasks.urls")),
    path("nhap/", include("vaocuoc.tracking.importing.urls")),
    path("", include("vaocuoc.tracking.shortcomings.urls")),
    path("", include("vaocuoc.search.urls")),
    path("tro-giup/", include("vaocuoc.publishing.help.urls")),
    path("nhat-ky/", include("vaocuoc.audit.urls")),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("parts/", include("vaocuoc.ui.urls")))
