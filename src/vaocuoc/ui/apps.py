"""The Django application ``ui``."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "vaocuoc.ui"
    verbose_name = "Giao diện"
