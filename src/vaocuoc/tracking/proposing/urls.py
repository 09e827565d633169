"""Addresses of proposals about tasks."""

from django.urls import path

from vaocuoc.tracking.proposing import views

app_name = "proposing"
urlpatterns = [
    path("", views.request_list, name="list"),
    path("<int:pk>/", views.decide, name="decide"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw"),
]
