"""The addresses of giving work."""

from django.urls import path

from vaocuoc.tracking.assignment.views import letters, plan, splitting, tables
from vaocuoc.tracking.intake.views import serving

app_name = "assignment"
urlpatterns = [
    path("tai-lieu/<int:pk>/giao-viec/", plan.plan, name="plan"),
    path("tai-lieu/<int:pk>/giao-viec/cong-van/", letters.begin, name="begin_letter"),
    path("tai-lieu/<int:pk>/khong-cu-the-hoa/", plan.no_own_paper, name="no_own_paper"),
    path("tai-lieu/<int:pk>/giao-viec/tach/<int:finding>/", splitting.of_finding, name="split_finding"),
    path("nhiem-vu/<int:pk>/chi-tieu/", serving.serve_indicator, name="serve_indicator"),
    path("nhiem-vu/<int:pk>/tach/", splitting.of_task, name="split_task"),
    path("giao-viec/", plan.home, name="home"),
    path("giao-viec/cong-van/<int:pk>/", letters.letter, name="letter"),
    path("giao-viec/cong-van/<int:pk>/tep/", letters.file, name="letter_file"),
    path("giao-viec/cong-van/<int:pk>/<slug:name>/", letters.deed, name="letter_deed"),
    path("giao-viec/chuc-nang/", tables.functions, name="functions"),
    path("giao-viec/chuc-nang/mau/", tables.begin_table, name="begin_table"),
    path("giao-viec/chuc-nang/<int:organ>/", tables.duties, name="duties"),
    path("giao-viec/han/", tables.rules, name="rules"),
    path("giao-viec/han/<slug:name>/", tables.rule_deed, name="rule_deed"),
    path("giao-viec/the-thuc/", tables.layout, name="layout"),
]
