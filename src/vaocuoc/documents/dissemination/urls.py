"""Addresses of dissemination."""

from django.urls import path

from vaocuoc.documents.dissemination import views

app_name = "dissemination"
urlpatterns = [
    path("", views.dissemination_list, name="list"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/bao-cao/", views.report, name="report"),
    path("<int:pk>/rut/<int:session>/", views.take_back, name="take_back"),
    path("<int:pk>/mien/<int:owed>/", views.excuse, name="excuse"),
    path("<int:pk>/ket-thuc/", views.close, name="close"),
]
