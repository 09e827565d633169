"""Addresses of criteria sets."""

from django.urls import path

from vaocuoc.tracking.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.set_list, name="list"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/soan/", views.draft, name="draft"),
    path("<int:pk>/ban-moi/", views.copy, name="copy"),
    path("<int:pk>/nhom/<int:group>/", views.group, name="group"),
    path("<int:pk>/don-vi/<int:unit>/", views.card, name="card"),
]
