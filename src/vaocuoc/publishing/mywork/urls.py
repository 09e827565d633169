"""Addresses of my work."""

from django.urls import path

from vaocuoc.publishing.mywork import views

app_name = "mywork"
urlpatterns = [
    path("", views.home, name="home"),
    path("nhiem-vu/", views.tasks, name="tasks"),
    path("nhiem-vu/<int:pk>/<slug:name>/", views.deed, name="deed"),
]
