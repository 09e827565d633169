"""The addresses of the audit trail."""

from django.urls import path, re_path

from vaocuoc.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="list"),
    path("niem-phong/", views.chain, name="chain"),
    re_path(r"^xuat\.(?P<form>csv|xlsx)$", views.export, name="export"),
    path("<int:pk>/", views.entry, name="entry"),
]
