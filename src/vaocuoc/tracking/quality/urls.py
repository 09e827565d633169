"""Addresses of the quality of the data."""

from django.urls import path

from vaocuoc.tracking.quality import views

app_name = "quality"
urlpatterns = [
    path("", views.page, name="page"),
    path("<slug:code>/", views.behind, name="behind"),
]
