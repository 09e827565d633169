"""Addresses of giving to many units, of who has done what, and of progress."""

from django.urls import path

from vaocuoc.tracking.cascade import views

app_name = "cascade"
urlpatterns = [
    path("giao-nhieu-don-vi/", views.give, name="give"),
    path("<int:pk>/cac-don-vi/", views.units, name="units"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
]
