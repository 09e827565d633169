"""The addresses of the directory: organisations, people, and the first run (which stands among the people's names)."""

from django.urls import include, path

from vaocuoc.directory.lists.urls import urlpatterns as lists
from vaocuoc.directory.people.urls import urlpatterns as people
from vaocuoc.directory.setup.urls import urlpatterns as setup

urlpatterns = [
    path("", include((lists, "organisations"))),
    path("cach-xem/", include("vaocuoc.directory.saved_views.urls")),
    path("phan-cong/", include("vaocuoc.directory.oversight.urls")),
    path("", include(([*people, *setup], "people"))),
]
