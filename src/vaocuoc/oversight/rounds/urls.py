"""Addresses of rounds of reports."""

from django.urls import path

from vaocuoc.oversight.rounds.views import answering, deciding, letters, lists, progress, regimes

app_name = "rounds"
urlpatterns = [
    path("", lists.home, name="home"),
    path("che-do/", regimes.inventory, name="regimes"),
    path("che-do/moi/", regimes.create, name="create"),
    path("che-do/<int:pk>/", regimes.regime, name="regime"),
    path("che-do/<int:pk>/sua/", regimes.revise, name="revise"),
    path("che-do/<int:pk>/het-hieu-luc/", regimes.end, name="end"),
    path("che-do/<int:pk>/mo-ky/", regimes.open_by_hand, name="open"),
    path("<int:pk>/", progress.progress, name="progress"),
    path("<int:pk>/excel/", progress.sheet, name="sheet"),
    path("<int:pk>/don-doc/", progress.chase_all, name="chase"),
    path("<int:pk>/cong-van/", letters.begin, name="push"),
    path("cong-van/<int:pk>/", letters.letter, name="letter"),
    path("cong-van/<int:pk>/tep/", letters.file, name="letter_file"),
    path("cong-van/<int:pk>/<slug:name>/", letters.deed, name="letter_deed"),
    path("<int:pk>/duyet/", progress.approve_chosen, name="approve"),
    path("<int:pk>/dong/", progress.close, name="close"),
    path("bao-cao/<int:pk>/", answering.report, name="report"),
    path("bao-cao/<int:pk>/so/<int:indicator>/<int:unit>/", answering.figure, name="figure"),
    path("bao-cao/<int:pk>/viec/<int:task>/", answering.task, name="task"),
    path("bao-cao/<int:pk>/muc/<int:section>/", answering.text, name="text"),
    path("bao-cao/<int:pk>/<slug:name>/", deciding.deed, name="deed"),
]
