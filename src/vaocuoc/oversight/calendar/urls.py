"""Addresses of the work calendar."""

from django.urls import path

from vaocuoc.oversight.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.year, name="year"),
    path("danh-sach/", views.entry_list, name="list"),
    path("moi/", views.create, name="create"),
    path("dan-bang/", views.paste, name="paste"),
    path("<int:pk>/", views.entry, name="entry"),
    path("<int:pk>/<str:what>/", views.deed, name="deed"),
]
