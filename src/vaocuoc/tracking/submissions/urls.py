"""Addresses of reports of a period."""

from django.urls import path

from vaocuoc.tracking.submissions.views import correcting, deciding, differing, lists, report

app_name = "submissions"
urlpatterns = [
    path("", lists.mine, name="mine"),
    path("tien-do/", lists.progress, name="progress"),
    path("tai-ngay/", lists.as_of, name="as_of"),
    path("cho-duyet/", deciding.queue, name="queue"),
    path("doi-chieu/", differing.differences, name="differences"),
    path("doi-chieu/<int:pk>/", differing.choose, name="choose"),
    path("dinh-chinh/", correcting.corrections, name="corrections"),
    path("dinh-chinh/moi/<int:observation>/", correcting.propose, name="propose"),
    path("dinh-chinh/<int:pk>/", correcting.correction, name="correction"),
    path("dinh-chinh/<int:pk>/cong-van/", correcting.letter, name="letter"),
    path("khoa-ky/", differing.locks, name="locks"),
    path("khoa-ky/so-buoc/", differing.steps, name="steps"),
    path("khoa-ky/<int:pk>/mo/", differing.lift, name="lift"),
    path("ban-quet/<int:step>/", deciding.scan, name="scan"),
    path("<int:pk>/", report.opened, name="open"),
    path("<int:pk>/ban-in/", deciding.sheet, name="sheet"),
    path("<int:pk>/ban-ky/", deciding.signed, name="signed"),
    path("<int:pk>/<slug:name>/", deciding.deed, name="deed"),
    path("<int:keeper>/<int:provider>/<slug:period>/", report.report, name="report"),
    path("<int:keeper>/<int:provider>/<slug:period>/<int:indicator>/<int:unit>/", report.cell, name="cell"),
]
