"""The page of parts, for whoever builds pages; included only while developing and testing."""

from django.urls import path

from vaocuoc.ui import views

app_name = "ui"
urlpatterns = [path("", views.parts, name="parts"), path("tu-choi/<str:code>/", views.refuse, name="refuse")]
