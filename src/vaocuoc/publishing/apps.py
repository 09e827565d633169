"""The Django application ``publishing``."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "vaocuoc.publishing"
    verbose_name = "Tổng hợp"
