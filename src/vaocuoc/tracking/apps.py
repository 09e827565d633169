"""The Django application ``tracking``."""

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "vaocuoc.tracking"
    verbose_name = "Theo dõi"
