"""Every address of the site, by app."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("vaocuoc.directory.urls")),
    path("", include("vaocuoc.publishing.board.urls")),
    path("viec-cua-toi/", include("vaocuoc.publishing.mywork.urls")),
    path("", include("vaocuoc.publishing.overview.urls")),
    path("tai-lieu/", include("vaocuoc.documents.library.urls")),
    path("tai-lieu/", include("vaocuoc.tracking.intake.urls")),
    path("", include("vaocuoc.tracking.assignment.urls")),
    path("tai-lieu/", include("vaocuoc.tracking.checking.urls")),
    path("chi-tieu/", include("vaocuoc.tracking.indicators.urls")),
    path("bao-cao-so-lieu/", include("vaocuoc.tracking.readin.urls")),
    path("bao-cao-so-lieu/", include("vaocuoc.tracking.submissions.urls")),
    path("bao-cao-ky/", include("vaocuoc.oversight.rounds.urls")),
    path("ky-bao-cao/", include("vaocuoc.tracking.periods.urls")),
    path("bang-excel/", include("vaocuoc.tracking.workbooks.urls")),
    path("chi-tieu/", include("vaocuoc.tracking.rollups.urls")),
    path("bo-tieu-chi/", include("vaocuoc.tracking.criteria.urls")),
    path("nhiem-vu/", include("vaocuoc.tracking.counting.urls")),
    path("nhiem-vu/", include("vaocuoc.tracking.cascade.urls")),
    path("nhiem-vu/", include("vaocuoc.tracking.recurring.urls")),
    path("nhiem-vu/", include("vaocuoc.tracking.tasks.urls")),
    path("de-nghi/", include("vaocuoc.tracking.proposing.urls")),
    path("giao-viec/do-khan/", include("vaocuoc.tracking.urgency.urls")),
    path("", include("vaocuoc.tracking.directing.urls")),
    path("nhap/", include("vaocuoc.tracking.importing.urls")),
    path("", include("vaocuoc.tracking.shortcomings.urls")),
    path("", include("vaocuoc.tracking.responsibility.urls")),
    path("phu-trach/", include("vaocuoc.publishing.mywork.overseer_urls")),
    path("quan-triet/", include("vaocuoc.documents.dissemination.urls")),
    path("hop/", include("vaocuoc.oversight.meetings.urls")),
    path("", include("vaocuoc.oversight.coverage.urls")),
    path("giai-trinh/", include("vaocuoc.oversight.explanations.urls")),
    path("chuong-trinh-lam-viec/", include("vaocuoc.oversight.calendar.urls")),
    path("", include("vaocuoc.search.urls")),
    path("nhac-viec/", include("vaocuoc.tracking.escalation.urls")),
    path("don-doc/", include("vaocuoc.tracking.chasing.urls")),
    path("thong-bao/", include("vaocuoc.notices.urls")),
    path("tro-giup/", include("vaocuoc.publishing.help.urls")),
    path("chat-luong-du-lieu/", include("vaocuoc.tracking.quality.urls")),
    path("nhat-ky/", include("vaocuoc.audit.urls")),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("parts/", include("vaocuoc.ui.urls")))
