"""Addresses of reading an issued report into a report of figures."""

from django.urls import path

from vaocuoc.tracking.readin import views

app_name = "readin"
urlpatterns = [
    path("<int:keeper>/<int:provider>/<slug:period>/tu-van-ban/", views.choose, name="choose"),
    path("<int:keeper>/<int:provider>/<slug:period>/tu-van-ban/<int:document>/", views.paper, name="paper"),
]
