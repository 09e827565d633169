"""The address of what each urgency asks."""

from django.urls import path

from vaocuoc.tracking.urgency import views

app_name = "urgency"
urlpatterns = [path("", views.rules, name="rules")]
