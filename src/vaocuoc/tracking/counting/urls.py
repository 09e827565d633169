"""Addresses of the period sheet and of what a leader must decide."""

from django.urls import path

from vaocuoc.tracking.counting import exceptions, views

app_name = "counting"
urlpatterns = [
    path("tong-hop/", views.sheet, name="sheet"),
    path("tong-hop/viec/", views.tasks, name="tasks"),
    path("can-xu-ly/", exceptions.page, name="exceptions"),
]
