"""The addresses of an office's times."""

from django.urls import path

from vaocuoc.tracking.periods import views

app_name = "periods"
urlpatterns = [
    path("", views.page, name="page"),
    path("<slug:name>/", views.deed, name="deed"),
]
