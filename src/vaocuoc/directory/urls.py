"""The addresses of the directory: organisations, people, and the first run (which stands among the people's names)."""

from django.urls import include, path

from vaocuoc.directory.people.urls import urlpatterns as people
from vaocuoc.directory.setup.urls import urlpatterns as setup

urlpatterns = [
    path("don-vi/", include("vaocuoc.directory.organisations.urls")),
    path("", include(([*people, *setup], "people"))),
]
