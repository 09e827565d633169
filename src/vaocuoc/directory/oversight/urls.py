"""Addresses of overseeing."""

from django.urls import path

from vaocuoc.directory.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.oversights, name="list"),
    path("<int:pk>/thoi/", views.end, name="end"),
]
