"""The addresses of one unit, below that of the list (``lists.urls``)."""

from django.urls import path

from vaocuoc.directory.organisations import views

urlpatterns = [
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/<str:what>/", views.change, name="change"),
]
