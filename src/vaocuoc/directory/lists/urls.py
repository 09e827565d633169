"""The addresses of the lists; they stand among the names of organisations."""

from django.urls import URLPattern, URLResolver, include, path

from vaocuoc.directory.lists import views
from vaocuoc.directory.organisations.urls import urlpatterns as organisations

urlpatterns: list[URLPattern | URLResolver] = [
    path("don-vi/", views.units, name="units"),
    path("chuc-danh/", views.posts, name="posts"),
    path("don-vi/", include(organisations)),
]
