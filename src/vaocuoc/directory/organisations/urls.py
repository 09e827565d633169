"""The addresses of units."""

from django.urls import path

from vaocuoc.directory.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.units, name="units"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/<str:what>/", views.change, name="change"),
]
