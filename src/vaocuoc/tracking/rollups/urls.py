"""Addresses of roll-ups."""

from django.urls import path

from vaocuoc.tracking.rollups import views

app_name = "rollups"
urlpatterns = [
    path("<int:pk>/tong-hop/", views.sheet, name="sheet"),
    path("<int:pk>/tong-hop/lai/", views.add_up, name="add_up"),
]
