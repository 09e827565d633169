"""The addresses of saved views."""

from django.urls import path

from vaocuoc.directory.saved_views import file_views, views

app_name = "saved_views"
urlpatterns = [
    path("luu/", views.save, name="save"),
    path("tep/<uuid:key>/", file_views.file, name="file"),
    path("tep/<uuid:key>/tai-ve/", file_views.content, name="content"),
    path("<int:pk>/<slug:what>/", views.change, name="change"),
    path("<slug:listing>/", views.keep, name="keep"),
]
