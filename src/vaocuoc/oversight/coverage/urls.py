"""Addresses of how documents are carried out."""

from django.urls import path

from vaocuoc.oversight.coverage import mark_views, own_views, views

app_name = "coverage"
urlpatterns = [
    path("trien-khai/", views.overview, name="list"),
    path("tai-lieu/<int:pk>/trien-khai/", views.detail, name="detail"),
    path("tai-lieu/<int:pk>/trien-khai/don-vi/", own_views.own, name="own"),
    path("tai-lieu/<int:pk>/trien-khai/yeu-cau/", views.ask, name="ask"),
    path("tai-lieu/<int:pk>/trien-khai/nhom/", mark_views.marking, name="mark"),
    path("trien-khai/nhom/nhiem-vu/<int:pk>/", mark_views.of_task, name="mark_task"),
    path("trien-khai/nhom/muc-tieu/<int:pk>/", mark_views.of_target, name="mark_target"),
    path("tai-lieu/<int:pk>/trien-khai/ghi/", views.note, name="note"),
    path("tai-lieu/<int:pk>/trien-khai/bo-ghi/<int:noted>/", views.forget, name="forget"),
]
