"""Addresses of how documents are carried out."""

from django.urls import path

from vaocuoc.oversight.coverage import mark_views, views

app_name = "coverage"
urlpatterns = [
    path("trien-khai/", views.overview, name="list"),
    path("tai-lieu/<int:pk>/trien-khai/", views.detail, name="detail"),
    path("tai-lieu/<int:pk>/trien-khai/yeu-cau/", views.ask, name="ask"),
    path("tai-lieu/<int:pk>/trien-khai/nhom/", mark_views.marking, name="mark"),
    path("tai-lieu/<int:pk>/trien-khai/ghi/", views.note, name="note"),
    path("tai-lieu/<int:pk>/trien-khai/bo-ghi/<int:noted>/", views.forget, name="forget"),
]
