"""Addresses of destruction."""

from django.urls import path

from vaocuoc.documents.destruction import views

app_name = "destruction"
urlpatterns = [
    path("", views.destruction_list, name="list"),
    path("de-nghi/<slug:kind>/<int:pk>/", views.propose, name="propose"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/xac-nhan/", views.confirm, name="confirm"),
    path("<int:pk>/tu-choi/", views.refuse, name="refuse"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw"),
]
