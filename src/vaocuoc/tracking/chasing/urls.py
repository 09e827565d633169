"""The addresses of letters that push."""

from django.urls import path

from vaocuoc.tracking.chasing import views

app_name = "chasing"
urlpatterns = [
    path("", views.letters, name="list"),
    path("moi/", views.begin, name="begin"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/tep/", views.file, name="file"),
    path("<int:pk>/<slug:name>/", views.deed, name="deed"),
]
