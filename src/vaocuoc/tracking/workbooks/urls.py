"""Addresses of workbooks."""

from django.urls import path

from vaocuoc.tracking.workbooks.views import giving, pasting, returning

app_name = "workbooks"
urlpatterns = [
    path("nhap/", returning.upload, name="upload"),
    path("nhap/<int:pk>/", returning.batch, name="batch"),
    path("nhap/<int:pk>/<int:place>/", returning.book, name="book"),
    path("ky/<int:keeper>/<slug:period>/", giving.whole_round, name="round"),
    path("dot/<int:pk>/", giving.run, name="run"),
    path("dot/<int:pk>/tep/", giving.archive, name="archive"),
    path("<int:keeper>/<int:provider>/<slug:period>/", giving.one, name="one"),
    path("<int:keeper>/<int:provider>/<slug:period>/dan/", pasting.paste, name="paste"),
]
