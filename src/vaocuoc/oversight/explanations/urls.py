"""Addresses of requests for explanation."""

from django.urls import path

from vaocuoc.oversight.explanations import views

app_name = "explanations"
urlpatterns = [
    path("", views.explanation_list, name="list"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/<str:what>/", views.deed, name="deed"),
]
