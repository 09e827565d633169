"""The addresses of saved views."""

from django.urls import path

from vaocuoc.directory.saved_views import views

app_name = "saved_views"
urlpatterns = [
    path("luu/", views.save, name="save"),
    path("<int:pk>/<slug:what>/", views.change, name="change"),
    path("<slug:listing>/", views.keep, name="keep"),
]
