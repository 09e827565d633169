"""Addresses of the check of drafts; included under ``tai-lieu/``."""

from django.urls import path

from vaocuoc.tracking.checking import views

app_name = "checking"
urlpatterns = [
    path("<int:document_id>/kiem-tra/", views.draft, name="draft"),
    path("<int:document_id>/kiem-tra/phieu/", views.sheet, name="sheet"),
    path("<int:document_id>/kiem-tra/phieu.docx", views.sheet_docx, name="docx"),
    path("<int:document_id>/kiem-tra/bo-qua/", views.set_aside, name="set_aside"),
    path("<int:document_id>/kiem-tra/xem-lai/", views.take_up, name="take_up"),
]
