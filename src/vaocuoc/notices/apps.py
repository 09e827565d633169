"""The Django application ``notices``."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "vaocuoc.notices"
    verbose_name = "Thông báo"
