"""The Django application ``jobs``."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "vaocuoc.jobs"
    verbose_name = "Việc chạy nền"
