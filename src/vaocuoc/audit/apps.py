"""The Django application ``audit``."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vaocuoc.audit"
    verbose_name = "Nhật ký"
