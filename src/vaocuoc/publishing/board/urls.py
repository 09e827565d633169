"""Addresses of the board."""

from django.urls import path

from vaocuoc.publishing.board import views

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("pham-vi/", views.choose, name="choose"),
    path("chua-bao-cao/", views.silent, name="silent"),
]
