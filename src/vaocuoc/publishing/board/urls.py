"""Addresses of the board."""

from django.urls import path

from vaocuoc.publishing.board import views
from vaocuoc.publishing.board.whence import whence

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("pham-vi/", views.choose, name="choose"),
    path("tu-dau/", whence, name="whence"),
    path("chua-bao-cao/", views.silent, name="silent"),
]
