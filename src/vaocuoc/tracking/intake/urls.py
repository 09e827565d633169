"""Addresses of the review; included under ``tai-lieu/``."""

from django.urls import path

from vaocuoc.tracking.intake.views import adding, deciding, page, papers, several, withdrawing

app_name = "intake"
urlpatterns = [
    path("<int:document_id>/ra-soat/", page.review, name="review"),
    path("<int:document_id>/ra-soat/nhan-nhieu/", several.accept_many, name="accept_many"),
    path("<int:document_id>/ra-soat/nhu-ban-truoc/", several.carry_over, name="carry_over"),
    path("<int:document_id>/ra-soat/them/", adding.add, name="add"),
    path("<int:document_id>/thu-hoi/", withdrawing.withdraw, name="withdraw"),
    path("<int:document_id>/ra-soat/soat-xong/", papers.mark_reviewed, name="mark_reviewed"),
    path("<int:document_id>/ra-soat/phieu-sau-ro/", papers.sheet, name="sheet"),
    path("<int:document_id>/ra-soat/phieu-ra-soat/", papers.minutes, name="minutes"),
    path("<int:document_id>/ra-soat/<int:finding_id>/nhan/", deciding.accept, name="accept"),
    path("<int:document_id>/ra-soat/<int:finding_id>/bo/", deciding.reject, name="reject"),
    path("<int:document_id>/ra-soat/<int:finding_id>/hoan-tac/", deciding.undo, name="undo"),
    path("<int:document_id>/ra-soat/<int:finding_id>/nhu-ban-truoc/", deciding.as_before, name="as_before"),
    path("<int:document_id>/ra-soat/<int:finding_id>/tach/", deciding.split, name="split"),
    path("<int:document_id>/ra-soat/<int:finding_id>/gop/", deciding.merge, name="merge"),
    path("ra-soat/don-vi/", papers.units, name="units"),
]
