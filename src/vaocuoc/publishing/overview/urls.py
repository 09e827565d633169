"""Addresses of the large pictures."""

from django.urls import path

from vaocuoc.publishing.overview import comparison_views, matrix_views, scoreboard_views

app_name = "overview"
urlpatterns = [
    path("ma-tran/", matrix_views.matrix, name="matrix"),
    path("tai-lieu/<int:pk>/chi-tieu/", scoreboard_views.scoreboard, name="scoreboard"),
    path("chi-tieu/<int:pk>/so-sanh/", comparison_views.compare, name="compare"),
]
