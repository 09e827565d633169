"""Addresses of shortcomings and proposals."""

from django.urls import path

from vaocuoc.tracking.shortcomings import listing, pages, views

app_name = "shortcomings"
urlpatterns = [
    path("han-che/", listing.shortcoming_list, name="list"),
    path("han-che/hang-loat/", listing.change_many, name="many"),
    path("han-che/moi/", views.create, name="create"),
    path("han-che/<int:pk>/", pages.shortcoming, name="state"),
    path("han-che/<int:pk>/gan/", pages.tie_shortcoming, name="tie"),
    path("kien-nghi/", listing.proposal_list, name="proposals"),
    path("kien-nghi/moi/", views.create_request, name="create_proposal"),
    path("kien-nghi/<int:pk>/", pages.proposal, name="answer"),
    path("kien-nghi/<int:pk>/gan/", pages.tie_proposal, name="tie_proposal"),
]
