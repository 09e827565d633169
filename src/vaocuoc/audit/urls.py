"""The address of the audit trail."""

from django.urls import path

from vaocuoc.audit import views

app_name = "audit"
urlpatterns = [path("", views.trail, name="list")]
