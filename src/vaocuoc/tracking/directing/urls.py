"""Addresses of directives."""

from django.urls import path

from vaocuoc.tracking.directing import views

app_name = "directing"
urlpatterns = [
    path("chi-dao/", views.directive_list, name="list"),
    path("chi-dao/<int:pk>/", views.answer, name="answer"),
    path("chi-dao/<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("chi-tieu/<int:pk>/kiem-tra-so-lieu/", views.check_figures, name="figures"),
]
