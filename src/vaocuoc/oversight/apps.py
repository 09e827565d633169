"""The Django application ``oversight``."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "vaocuoc.oversight"
    verbose_name = "Điều hành"
