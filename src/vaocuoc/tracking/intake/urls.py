"""Addresses of the review; included under ``tai-lieu/``."""

from django.urls import path

from vaocuoc.tracking.intake import views

app_name = "intake"
urlpatterns = [
    path("<int:document_id>/ra-soat/", views.review, name="review"),
    path("<int:document_id>/ra-soat/nhan-nhieu/", views.accept_many, name="accept_many"),
    path("<int:document_id>/ra-soat/soat-xong/", views.mark_reviewed, name="mark_reviewed"),
    path("<int:document_id>/ra-soat/phieu-sau-ro/", views.sheet, name="sheet"),
    path("<int:document_id>/ra-soat/<int:finding_id>/nhan/", views.accept, name="accept"),
    path("<int:document_id>/ra-soat/<int:finding_id>/bo/", views.reject, name="reject"),
    path("<int:document_id>/ra-soat/<int:finding_id>/hoan-tac/", views.undo, name="undo"),
    path("ra-soat/don-vi/", views.units, name="units"),
]
