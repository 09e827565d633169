"""Addresses of taking files in and giving forms out."""

from django.urls import path

from vaocuoc.tracking.importing import file_views, views, waiting_views

app_name = "importing"
urlpatterns = [
    path("", views.start, name="start"),
    path("mau/<slug:kind>/", file_views.blank, name="blank"),
    path("xuat/<slug:kind>/", file_views.export, name="export"),
    path("cho-bo-sung/", waiting_views.waiting, name="waiting"),
    path("cho-bo-sung/<int:pk>/", waiting_views.complete, name="complete"),
    path("cho-bo-sung/<int:pk>/bo/", waiting_views.drop, name="drop"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/cot/", views.columns, name="columns"),
    path("<int:pk>/gia-tri/", views.values, name="values"),
    path("<int:pk>/ghi/", views.apply, name="apply"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/bo/", views.discard, name="discard"),
    path("<int:pk>/tra-lai/", file_views.give_back, name="give_back"),
]
