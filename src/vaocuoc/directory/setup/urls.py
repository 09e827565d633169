"""The address of the first run."""

from django.urls import path

from vaocuoc.directory.setup import views

urlpatterns = [path("bat-dau/", views.first_run, name="first_run")]
