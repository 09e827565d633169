"""The addresses of reminders."""

from django.urls import path

from vaocuoc.tracking.escalation import views

app_name = "escalation"
urlpatterns = [
    path("", views.home, name="home"),
    path("bang/", views.table, name="table"),
    path("bang/sua/", views.edit, name="edit"),
]
