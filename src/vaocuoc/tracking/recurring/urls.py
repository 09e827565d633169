"""Addresses of recurring tasks."""

from django.urls import path

from vaocuoc.tracking.recurring import views

app_name = "recurring"
urlpatterns = [path("<int:pk>/chu-ky/", views.rule, name="rule")]
