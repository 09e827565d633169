"""Addresses of shortcomings and proposals."""

from django.urls import path

from vaocuoc.tracking.shortcomings import views

app_name = "shortcomings"
urlpatterns = [
    path("han-che/", views.shortcoming_list, name="list"),
    path("han-che/moi/", views.create, name="create"),
    path("han-che/<int:pk>/", views.change_state, name="state"),
    path("kien-nghi/", views.proposal_list, name="proposals"),
    path("kien-nghi/moi/", views.create_request, name="create_proposal"),
    path("kien-nghi/<int:pk>/", views.answer, name="answer"),
]
