"""The Django application ``documents``."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "vaocuoc.documents"
    verbose_name = "Tài liệu"
